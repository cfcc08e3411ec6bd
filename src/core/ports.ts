/** What the core asks of the outside. The editor's worker, the command line and tests each bring theirs. */

/** Hands over the bytes of what tree-sitter needs; called once per name. */
export interface Grammars {
  /** The parser engine itself. */
  engine(): Promise<Uint8Array>;
  /** A grammar by name: `typescript`, `tsx`, `javascript`, `python`. Rejects when there is none. */
  grammar(name: string): Promise<Uint8Array>;
}

/**
 * The other files of the workspace. Answers come at once: values lead from file to file in the middle of an evaluation,
 * which would otherwise have to begin anew with every file that it comes to.
 */
export interface Workspace {
  /** A file's name within the workspace, as the folders around that say nothing about it. */
  nameOf(file: string): string;
  /** The file's text; undefined when there is none, it is binary, or it is over the size bound. */
  read(file: string): string | undefined;
  /** The file an import leads to; undefined when it leaves the workspace. */
  resolveImport(specifier: string, from: string): string | undefined;
  /**
   * The file that code of `from` names by a path; undefined when there is none in the workspace.
   * @param isBeside whether the path begins at the folder of `from`, rather than where the program runs
   */
  resolveFile(name: string, from: string, isBeside: boolean): string | undefined;
  /**
   * The other files in whose text a name stands as a word; undefined when that is not known, as while the workspace
   * is still being read.
   */
  mentioning(name: string, from: string): readonly string[] | undefined;
  /** The other files that may declare a name which `from` uses without importing it. */
  declaring(name: string, from: string): readonly string[];
  /** The files around `from` whose imports hold for it too, by the names that its language gives them. */
  preludes(from: string): readonly string[];
}

/** Tells a long computation that nobody waits for it any more. */
export interface CancelSignal {
  readonly isCancelled: boolean;
}
