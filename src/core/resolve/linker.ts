import type { Workspace } from '../ports';
import {
  adapterOf,
  isImportable,
  languageOf,
  languages,
  plainProgram,
  readSource,
  type LanguageId,
  type Program,
  type Programs,
  type Source,
} from '../syntax';
import { isTestFile } from '../text';
import { Knowledge } from './knowledge';
import { Resolver, type PackageKnowledge, type ResolverHost } from './resolver';

/** Other files that one file's values may lead to. */
const MAX_FILES = 100;
/** Their text together, in UTF-16 units: some seconds of parsing. */
const MAX_TEXT = 6_000_000;
/** Files that mention a name; one that more of them mention is too common to tell who calls it. */
const MAX_MENTIONS = 24;

/** Hands on all of another file, so that any name may come from it. */
const HANDS_ON = /\bexport\s*\*|\bimport\s*\*|\bpub(?:\s*\([^)]*\))?\s+use\b[^;]*\*/;

/** What one question has come to of the workspace. */
interface Visit {
  /** The program that is asked about, which is not to be parsed a second time. */
  readonly root: Program;
  readonly known: Map<string, readonly Program[] | undefined>;
  readonly loaded: Map<string, Program | undefined>;
  length: number;
  /** Names whose mentions in other files were asked for. */
  readonly asks: Set<string>;
  /** Sources whose grammars have not been loaded. */
  readonly unprepared: Source[];
}

/** Answers questions about values that may stand in other files. Those are read only when a value leads there. */
export class Linker {
  private readonly knowledge = new Map<LanguageId, Knowledge>();
  private readonly opens = new WeakMap<Program, readonly string[]>();

  constructor(
    private readonly programs: Programs,
    private readonly workspace: Workspace,
    private readonly packages: PackageKnowledge,
  ) {}

  /** Made when it is first asked for: most workspaces are in one language or two. */
  knowledgeOf(language: LanguageId): Knowledge {
    let knowledge = this.knowledge.get(language);
    if (!knowledge) this.knowledge.set(language, (knowledge = new Knowledge(languages[language].knowledge)));
    return knowledge;
  }

  /**
   * Asks about a program with all of the workspace that the answer depends on. `ask` may run several times and must
   * have no effects: again with each grammar that the first of its kind of file among those others needs.
   * @returns with the names whose mentions in other files were asked for, whether or not they are known, and the other
   * files that were read
   * @throws when a grammar can't be loaded
   */
  async resolve<T>(
    program: Program,
    ask: (resolver: Resolver) => T,
  ): Promise<{ readonly answer: T; readonly asks: readonly string[]; readonly others: Iterable<Program> }> {
    for (;;) {
      const visit: Visit = {
        root: program,
        known: new Map(),
        loaded: new Map(),
        length: 0,
        asks: new Set(),
        unprepared: [],
      };
      this.open(program);
      const answer = ask(new Resolver(this.host(visit)));
      if (!visit.unprepared.length)
        return { answer, asks: [...visit.asks], others: [...visit.known.values()].flatMap(each => each ?? []) };
      for (const source of visit.unprepared) await this.programs.prepare(source);
    }
  }

  /** For values that lead to no other file. */
  alone(): Resolver {
    return new Resolver({
      knowledge: language => this.knowledgeOf(language),
      packages: this.packages,
      importedProgram: () => undefined,
      opens: () => [],
      programWith: () => undefined,
      textFile: () => undefined,
      declaringPrograms: () => [],
      mentioningPrograms: () => [],
    });
  }

  private host(visit: Visit): ResolverHost {
    const { known, asks } = visit;
    const lookUp = (key: string, find: () => readonly Program[] | undefined): readonly Program[] | undefined => {
      if (!known.has(key)) known.set(key, find());
      return known.get(key);
    };
    const one = (program: Program | undefined): readonly Program[] => (program ? [program] : []);
    return {
      knowledge: language => this.knowledgeOf(language),
      packages: this.packages,
      opens: program => this.opens.get(program) ?? program.opens,
      importedProgram: (specifier, from) =>
        this.packages.isPackage(specifier, from.language)
          ? undefined
          : lookUp(`import\0${from.file}\0${specifier}`, () =>
              one(this.load(this.workspace.resolveImport(specifier, from.file), visit)),
            )?.[0],
      programWith: (name, specifier, from) =>
        this.packages.isPackage(specifier, from.language)
          ? undefined
          : lookUp(`import\0${from.file}\0${specifier}\0${name}`, () => {
              const file = this.workspace.resolveImport(specifier, from.file);
              const text = file === undefined ? undefined : this.workspace.read(file);
              const mayHave = text?.includes(name) === true || HANDS_ON.test(text ?? '');
              return one(mayHave ? this.load(file, visit) : undefined);
            })?.[0],
      textFile: ({ name, beside }, from) =>
        lookUp(`file\0${beside ?? ''}\0${from.file}\0${name}`, () => {
          const file = this.workspace.resolveFile(name, beside ?? from.file, beside !== undefined);
          const text = file === undefined ? undefined : this.workspace.read(file);
          return file === undefined || text === undefined ? [] : [plainProgram(file, text)];
        })?.[0],
      declaringPrograms: (name, from) =>
        lookUp(`declare\0${from.file}\0${name}`, () =>
          this.loadAll(this.forUse(this.workspace.declaring(name, from.file), from), from, visit),
        ) ?? [],
      mentioningPrograms: (name, from, followedBy = '') =>
        !isImportable(from.file)
          ? []
          : lookUp(`mention\0${from.file}\0${name}${followedBy}`, () => {
              asks.add(name);
              const all = this.forUse(this.workspace.mentioning(name, from.file) ?? [], from);
              const isMeant = (file: string): boolean =>
                this.workspace.read(file)?.includes(name + followedBy) === true;
              const files = followedBy && all.length > MAX_MENTIONS ? all.filter(isMeant) : all;
              return files.length <= MAX_MENTIONS ? this.loadAll(files, from, visit) : undefined;
            }),
    };
  }

  private loadAll(files: readonly string[], from: Program, visit: Visit): Program[] {
    const family = languages[from.language].family;
    const programs: Program[] = [];
    for (const file of files) {
      const program = adapterOf(file)?.family === family ? this.load(file, visit) : undefined;
      if (program && program !== from) programs.push(program);
    }
    return programs;
  }

  private load(file: string | undefined, visit: Visit): Program | undefined {
    if (file === undefined) return undefined;
    if (file === visit.root.file) return visit.root;
    if (visit.loaded.has(file)) return visit.loaded.get(file);
    // What lies beyond the bounds stays unknown, and answers must say so.
    if (visit.loaded.size >= MAX_FILES || visit.length >= MAX_TEXT) return undefined;
    const program = this.read(file, visit);
    visit.loaded.set(file, program);
    visit.length += program?.text.length ?? 0;
    if (program) this.open(program);
    return program;
  }

  private read(file: string, visit: Visit): Program | undefined {
    const language = languageOf(file);
    const text = language && this.workspace.read(file);
    if (!language || text === undefined) return undefined;
    const reading = readSource({ file, language, text });
    if (reading.kind !== 'source') return undefined;
    const { source } = reading;
    if (this.programs.isPrepared(source)) return this.programs.ofPrepared(source);
    visit.unprepared.push(source);
    return undefined;
  }

  /** Notes the modules that a program's project opens for all of its files. */
  private open(program: Program): void {
    const { preludes } = languages[program.language];
    if (!preludes) return;
    const opens = new Set(program.opens);
    for (const file of this.workspace.preludes(program.file)) {
      const text = this.workspace.read(file);
      for (const module of text === undefined ? [] : preludes.opens(text)) opens.add(module);
    }
    this.opens.set(program, [...opens]);
  }

  /** Without tests, whose values are no part of the program, unless a test itself asks. */
  private forUse(files: readonly string[], from: Program): readonly string[] {
    const isTest = (file: string): boolean => isTestFile(this.workspace.nameOf(file));
    return isTest(from.file) ? files : files.filter(file => !isTest(file));
  }
}
