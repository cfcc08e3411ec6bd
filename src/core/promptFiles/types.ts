import type { PromptFile } from '../syntax';
import type { Worth } from '../resolve';
import type { Comment } from '../syntax';
import type { Range } from '../text';
import type { FormatId } from './formats';

/** One request that a file writes out, or one model that it names. */
export interface Entry {
  readonly format: FormatId;
  readonly range: Range;
  /** Where it is shown: the model that it names, a request's first line, the program that sends it. */
  readonly nameRange: Range;
  /** What the file calls it; empty for one without a name. */
  readonly symbol: string;
  /** What it says, under the keys that the format's table names. */
  readonly body: Worth;
  /** Where it is sent, slots written as `{}`. */
  readonly address?: string;
  /** The provider that serves it, when the format says so by more than a prefix. */
  readonly provider?: string;
  readonly mode?: 'text' | 'embedding' | 'image' | 'audio' | 'other';
  readonly inLoop?: boolean;
}

export interface Contents {
  readonly entries: readonly Entry[];
  /** What could not be read, and why, for people. */
  readonly limits: readonly string[];
  readonly comments?: readonly Comment[];
}

/** Reads one format. Never throws. */
export type Reader = (file: PromptFile) => Contents;

/** The text of a file that another one names, by its path from there; undefined where there is none. */
export type ReadBeside = (name: string) => { readonly file: string; readonly text: string } | undefined;
