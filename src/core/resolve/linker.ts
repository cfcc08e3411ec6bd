import type { Workspace } from '../ports';
import { languageOf, languages, type LanguageId, type Program, type SourceParser } from '../syntax';
import { Knowledge } from './knowledge';
import { Resolver, type PackageKnowledge } from './resolver';

/** Times that a file is read anew because more of the workspace is known; a chain of that many files is followed. */
const MAX_ROUNDS = 6;
/** Other files that one file's values may lead to. */
const MAX_FILES = 40;
/** Parsed files that are kept for the next analysis. */
const MAX_KEPT = 200;

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

  /** Asks with all of the workspace that the answer depends on. `ask` may run several times and must have no effects. */
  async resolve<T>(ask: (resolver: Resolver) => T): Promise<T> {
    const known = new Map<string, Program | undefined>();
    for (let round = 1; ; round += 1) {
      const wanted = new Map<string, { specifier: string; from: Program }>();
      const resolver = new Resolver({
        knowledge: language => this.knowledgeOf(language),
        packages: this.packages,
        importedProgram: (specifier, from) => {
          if (this.packages.isPackage(specifier, from.language)) return undefined;
          const key = `${from.file}\0${specifier}`;
          if (!known.has(key)) wanted.set(key, { specifier, from });
          return known.get(key);
        },
      });
      const answer = ask(resolver);
      if (!wanted.size || round === MAX_ROUNDS || known.size >= MAX_FILES) return answer;
      const before = [...known.values()].filter(Boolean).length;
      for (const [key, { specifier, from }] of wanted) known.set(key, await this.load(specifier, from));
      if ([...known.values()].filter(Boolean).length === before) return answer;
    }
  }

  private async load(specifier: string, from: Program): Promise<Program | undefined> {
    const file = await this.workspace.resolveImport(specifier, from.file);
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
