import type { Stretch } from '../../stretches';
import type { LanguageId } from '../program';
import type { PromptFile, PromptFileLanguage } from './promptFiles';

/** Kinds of file whose code stands in script blocks, among markup. */
export type MarkupLanguage = 'astro' | 'svelte' | 'vue';

/** What a file is written in: one language as a whole, markup with script blocks, a notebook's JSON, or no program. */
export type SourceLanguage = LanguageId | MarkupLanguage | PromptFileLanguage | 'notebook';

/** A file as it is handed in. */
export interface SourceInput {
  /** Path or URI, as results shall name it. */
  readonly file: string;
  readonly language: SourceLanguage;
  readonly text: string;
  /** Of a notebook that is open in an editor: `text` is that of its cells, put together by `joinCells`. */
  readonly stretches?: readonly Stretch[];
}

/** What is read of a file: a text in one language. All offsets of results are those of this text. */
export interface Source {
  readonly file: string;
  readonly language: LanguageId;
  /** The file's own text, or that of a notebook's cells one after the other. */
  readonly text: string;
  /** In the order of the text; undefined when all of it is code. */
  readonly stretches?: readonly Stretch[];
  /** True where TypeScript may hold elements, which the file's name does not tell. */
  readonly hasElements?: boolean;
}

export type Reading =
  | { readonly kind: 'source'; readonly source: Source }
  /** No program: read by what its kind of file says. */
  | { readonly kind: 'promptFile'; readonly source: PromptFile }
  /** Nothing can be read of the file, and why, for people. */
  | { readonly kind: 'unread'; readonly because: string };
