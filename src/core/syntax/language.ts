import type { LanguageFamily, LanguageId } from './program';
import type { EntryStyle } from './edits';
import type { PlainTree } from './node';
import type { Expression, Program } from './program';
import type { Source } from './sources';

/** Where a name is used. */
export interface NameUse {
  readonly program: Program;
  /** Names of the classes and modules around, outermost first. */
  readonly nesting: readonly string[];
  /** Paths of the modules that those mix in, whose constants are theirs. */
  readonly mixedIn: readonly (readonly string[])[];
}

/** All that a language brings: how it is parsed and read, what its library is known to do, how it is edited. */
export interface LanguageAdapter {
  readonly id: LanguageId;
  readonly family: LanguageFamily;
  /** File name endings, without the dot. */
  readonly extensions: readonly string[];
  /** Names of files that have no such ending. */
  readonly fileNames?: readonly string[];
  /** Name of the grammar for this source. */
  grammarFor(source: Source): string;
  /**
   * A text in which the grammar found errors, of the same length, with what it can't read made readable or blank;
   * undefined when there is nothing to be done.
   */
  repair?(text: string, tree: PlainTree): string | undefined;
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
  /** Whether objects are made with `new` only, so that calling a name is calling a function. */
  readonly constructsWithNew?: boolean;
  /** The method that is meant where an object itself is called. */
  readonly calledAs?: string;
  /** The function whose call gives an object as one of the class that its own is derived from: Python's `super()`. */
  readonly baseCall?: string;
  /** True for a module that is a file of the workspace rather than a package. */
  isWorkspaceModule(specifier: string): boolean;
  /**
   * Where names are visible without being imported: in all files of a folder (Go), or of the project, as far as its
   * packages, autoloaders or build files say so.
   */
  readonly sharesNames?: 'folder' | 'project';
  /** Files whose imports hold for all files below their folder: which they are, and the modules that one opens. */
  readonly preludes?: { readonly names: RegExp; opens(text: string): readonly string[] };
  /** The text as the parser is to see it, of the same length: without what the grammar does not know. */
  prepare?(text: string): string;
  /**
   * What a file defines by a path such as `Ai`, `Client` that another one uses without importing it; for languages
   * in which such a path is read from where it stands.
   */
  definition?(program: Program, path: readonly string[], use: NameUse): Expression | undefined;
  /** Names of the language itself, which no file of the workspace has to be asked for. */
  readonly predeclared?: ReadonlySet<string>;
  /** The names that a text may declare for other files, those of types that it adds members to included. */
  declaredNames?(text: string): ReadonlySet<string>;
  /** The module that a name imported from a module may itself be, as in Python's `from package import module`. */
  submodule?(module: string, name: string): string;
  /** What the last name of a module's path may be of: a type, or a package that another module hands on. */
  outerModule?(module: string): { readonly module: string; readonly name: string } | undefined;
}
