import type { Workspace } from '../ports';
import { languageOf, languages, type LanguageId, type Program, type SourceParser } from '../syntax';
import { Knowledge } from './knowledge';
import { Resolver, type PackageKnowledge } from './resolver';

/** Times that a file is read anew because more of the workspace is known; a chain of that many files is followed. */
const MAX_ROUNDS = 8;
/** Other files that one file's values may lead to. */
const MAX_FILES = 60;
/** Parsed files that are kept for the next analysis. */
const MAX_KEPT = 200;
/** Files that mention a name; one that more of them mention is too common to tell who calls it. */
const MAX_MENTIONS = 24;

export interface LinkedPackages extends PackageKnowledge {
  /** True for packages that tables know: a file of the workspace by that name is not meant. */
  isPackage(specifier: string, language: LanguageId): boolean;
}

/**
 * Answers questions about values that may stand in other files. Those are read only when a value leads there:
 * the question is asked, what it lacked is loaded, and it is asked again.
 */
export class Linker {
  private readonly knowledge: ReadonlyMap<LanguageId, Knowledge>;
  private readonly kept = new Map<string, { text: string; program: Program | undefined }>();

  constructor(
    private readonly parser: SourceParser,
    private readonly workspace: Workspace,
    private readonly packages: LinkedPackages,
  ) {
    this.knowledge = new Map(Object.values(languages).map(({ id, knowledge }) => [id, new Knowledge(knowledge)]));
  }

  knowledgeOf(language: LanguageId): Knowledge {
    const knowledge = this.knowledge.get(language);
    if (!knowledge) throw new Error(`no knowledge of ${language}`);
    return knowledge;
  }

  /**
   * Asks about a program with all of the workspace that the answer depends on. `ask` may run several times and must
   * have no effects.
   * @returns with the names whose mentions in other files were asked for and are not known
   */
  async resolve<T>(
    program: Program,
    ask: (resolver: Resolver) => T,
  ): Promise<{ readonly answer: T; readonly unanswered: readonly string[] }> {
    const known = new Map<string, readonly Program[]>();
    const unanswered = new Set<string>();
    const loaded = new Set<Program>();
    for (let round = 1; ; round += 1) {
      const wanted = new Map<string, () => Promise<readonly Program[]>>();
      const lookUp = (key: string, load: () => Promise<readonly Program[]>): readonly Program[] => {
        const programs = known.get(key);
        if (!programs) wanted.set(key, load);
        return programs ?? [];
      };
      const load = (file: string | undefined): Promise<Program | undefined> => this.load(file, program);
      const answer = ask(
        new Resolver({
          knowledge: language => this.knowledgeOf(language),
          packages: this.packages,
          importedProgram: (specifier, from) =>
            this.packages.isPackage(specifier, from.language)
              ? undefined
              : lookUp(`import\0${from.file}\0${specifier}`, async () => {
                  const found = await load(await this.workspace.resolveImport(specifier, from.file));
                  return found ? [found] : [];
                })[0],
          declaringPrograms: (name, from) =>
            lookUp(`declare\0${from.file}\0${name}`, async () =>
              this.loadAll(await this.workspace.declaring(name, from.file), from, load),
            ),
          mentioningPrograms: (name, from) =>
            lookUp(`mention\0${from.file}\0${name}`, async () => {
              const files = await this.workspace.mentioning(name, from.file);
              if (!files) unanswered.add(name);
              return files && files.length <= MAX_MENTIONS ? this.loadAll(files, from, load) : [];
            }),
        }),
      );
      if (!wanted.size || round === MAX_ROUNDS || loaded.size >= MAX_FILES)
        return { answer, unanswered: [...unanswered] };
      let hasMore = false;
      for (const [key, find] of wanted) {
        const programs = await find();
        known.set(key, programs);
        // One that was loaded before is news here too.
        hasMore ||= programs.length > 0;
        for (const each of programs) loaded.add(each);
      }
      if (!hasMore) return { answer, unanswered: [...unanswered] };
    }
  }

  private async loadAll(
    files: readonly string[],
    from: Program,
    load: (file: string) => Promise<Program | undefined>,
  ): Promise<Program[]> {
    const family = languages[from.language].family;
    const programs: Program[] = [];
    for (const file of files) {
      const language = languageOf(file);
      const program = language && languages[language].family === family ? await load(file) : undefined;
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
    const kept = this.kept.get(file);
    if (kept?.text === text) return kept.program;
    await this.parser.load(file, language);
    const program = this.parser.parse(text, file, language);
    this.kept.delete(file);
    this.kept.set(file, { text, program });
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MAX_KEPT) break;
      this.kept.delete(oldest);
    }
    return program;
  }
}
