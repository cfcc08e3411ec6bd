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
} from '../syntax';
import { isTestFile } from '../text';
import { Knowledge } from './knowledge';
import { Resolver, type PackageKnowledge, type ResolverHost } from './resolver';

/** Times that a file is read anew because more of the workspace is known; a chain of that many files is followed. */
const MAX_ROUNDS = 12;
/** Other files that one file's values may lead to. */
const MAX_FILES = 60;
/** Files that mention a name; one that more of them mention is too common to tell who calls it. */
const MAX_MENTIONS = 24;

/** Undefined when there are too many to be read. */
type Find = () => Promise<readonly Program[] | undefined>;

/** Hands on all of another file, so that any name may come from it. */
const HANDS_ON = /\bexport\s*\*|\bimport\s*\*/;

/**
 * Answers questions about values that may stand in other files. Those are read only when a value leads there:
 * the question is asked, what it lacked is loaded, and it is asked again.
 */
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
   * have no effects.
   * @returns with the names whose mentions in other files were asked for, whether or not they are known
   */
  async resolve<T>(
    program: Program,
    ask: (resolver: Resolver) => T,
  ): Promise<{ readonly answer: T; readonly asks: readonly string[] }> {
    const known = new Map<string, readonly Program[] | undefined>();
    const asks = new Set<string>();
    const loaded = new Set<Program>();
    await this.open(program);
    for (let round = 1; ; round += 1) {
      const wanted = new Map<string, Find>();
      const answer = ask(new Resolver(this.host(program, known, wanted, asks)));
      // What is asked for after the last round stays unknown, and answers must say so.
      const isLast = round > MAX_ROUNDS || loaded.size >= MAX_FILES;
      if (!wanted.size || isLast) return { answer, asks: [...asks] };
      let isNew = false;
      for (const [key, find] of wanted) {
        const programs = round === MAX_ROUNDS ? undefined : await find();
        known.set(key, programs);
        for (const each of programs ?? []) loaded.add(each);
        isNew ||= programs === undefined || programs.length > 0;
      }
      if (!isNew) return { answer, asks: [...asks] };
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

  /** Answers from what is known, and notes what else is wanted. */
  private host(
    root: Program,
    known: ReadonlyMap<string, readonly Program[] | undefined>,
    wanted: Map<string, Find>,
    asks: Set<string>,
  ): ResolverHost {
    const lookUp = (key: string, find: Find): readonly Program[] | undefined => {
      if (!known.has(key)) wanted.set(key, find);
      return known.has(key) ? known.get(key) : [];
    };
    const load = (file: string | undefined): Promise<Program | undefined> => this.load(file, root);
    return {
      knowledge: language => this.knowledgeOf(language),
      packages: this.packages,
      opens: program => this.opens.get(program) ?? program.opens,
      importedProgram: (specifier, from) =>
        this.packages.isPackage(specifier, from.language)
          ? undefined
          : lookUp(`import\0${from.file}\0${specifier}`, async () => {
              const found = await load(await this.workspace.resolveImport(specifier, from.file));
              return found ? [found] : [];
            })?.[0],
      programWith: (name, specifier, from) =>
        this.packages.isPackage(specifier, from.language)
          ? undefined
          : lookUp(`import\0${from.file}\0${specifier}\0${name}`, async () => {
              const file = await this.workspace.resolveImport(specifier, from.file);
              const text = file === undefined ? undefined : await this.workspace.read(file);
              const mayHave = text?.includes(name) === true || HANDS_ON.test(text ?? '');
              const found = mayHave ? await load(file) : undefined;
              return found ? [found] : [];
            })?.[0],
      textFile: ({ name, beside }, from) =>
        lookUp(`file\0${beside ?? ''}\0${from.file}\0${name}`, async () => {
          const file = await this.workspace.resolveFile(name, beside ?? from.file, beside !== undefined);
          const text = file === undefined ? undefined : await this.workspace.read(file);
          return file === undefined || text === undefined ? [] : [plainProgram(file, text)];
        })?.[0],
      declaringPrograms: (name, from) =>
        lookUp(`declare\0${from.file}\0${name}`, async () =>
          this.loadAll(forUse(await this.workspace.declaring(name, from.file), from), from, load),
        ) ?? [],
      mentioningPrograms: (name, from) =>
        !isImportable(from.file)
          ? []
          : lookUp(`mention\0${from.file}\0${name}`, async () => {
              asks.add(name);
              const files = forUse((await this.workspace.mentioning(name, from.file)) ?? [], from);
              return files.length <= MAX_MENTIONS ? this.loadAll(files, from, load) : undefined;
            }),
    };
  }

  private async loadAll(
    files: readonly string[],
    from: Program,
    load: (file: string) => Promise<Program | undefined>,
  ): Promise<Program[]> {
    const family = languages[from.language].family;
    const programs: Program[] = [];
    for (const file of files) {
      const program = adapterOf(file)?.family === family ? await load(file) : undefined;
      if (program && program !== from) programs.push(program);
    }
    return programs;
  }

  /** @param root the program that is asked about, which is not to be parsed a second time */
  private async load(file: string | undefined, root: Program): Promise<Program | undefined> {
    if (file === root.file) return root;
    const language = file === undefined ? undefined : languageOf(file);
    const text = file === undefined || !language ? undefined : await this.workspace.read(file);
    if (file === undefined || !language || text === undefined) return undefined;
    const reading = readSource({ file, language, text });
    const program = reading.kind === 'source' ? await this.programs.of(reading.source) : undefined;
    if (program) await this.open(program);
    return program;
  }

  /** Notes the modules that a program's project opens for all of its files. */
  private async open(program: Program): Promise<void> {
    const { preludes } = languages[program.language];
    if (!preludes) return;
    const opens = new Set(program.opens);
    for (const file of await this.workspace.preludes(program.file)) {
      const text = await this.workspace.read(file);
      for (const module of text === undefined ? [] : preludes.opens(text)) opens.add(module);
    }
    this.opens.set(program, [...opens]);
  }
}

/** Without tests, whose values are no part of the program, unless a test itself asks. */
const forUse = (files: readonly string[], from: Program): readonly string[] =>
  isTestFile(from.file) ? files : files.filter(file => !isTestFile(file));
