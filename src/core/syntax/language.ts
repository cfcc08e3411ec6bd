import type { LanguageFamily, LanguageId } from './program';
import type { EntryStyle } from './edits';
import type { PlainTree } from './node';
import type { Program } from './program';
import type { Source } from './sources';

/** All that a language brings: how it is parsed and read, what its library is known to do, how it is edited. */
export interface LanguageAdapter {
  readonly id: LanguageId;
  readonly family: LanguageFamily;
  /** File name endings, without the dot. */
  readonly extensions: readonly string[];
  /** Name of the grammar for this source. */
  grammarFor(source: Source): string;
  lower(tree: PlainTree, text: string, file: string, language: LanguageId, hasErrors: boolean): Program;
  /** The table of `knowledge.yaml`, checked by who reads it. */
  readonly knowledge: unknown;
  readonly entries: EntryStyle;
  /** Paths of files that hold nothing but tests. */
  readonly testFiles?: RegExp;
  /** What starts a line comment. */
  readonly lineComment: string;
  /** Whether arguments can be given by name; if not, an object stands for them. */
  readonly hasNamedArguments: boolean;
  /** True for a module that is a file of the workspace rather than a package. */
  isWorkspaceModule(specifier: string): boolean;
  /**
   * Where names are visible without being imported: in all files of a folder (Go), or of the project, as far as its
   * packages, autoloaders or build files say so.
   */
  readonly sharesNames?: 'folder' | 'project';
  /** The module that a name imported from a module may itself be, as in Python's `from package import module`. */
  submodule?(module: string, name: string): string;
}
