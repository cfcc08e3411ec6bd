import path from 'node:path';
import type { FileAnalysis } from '../core';

/** What came of one file. */
export type ScannedFile =
  | { readonly kind: 'skipped'; readonly file: string; readonly reason: string }
  /** Read, and without a word of any SDK in it. */
  | { readonly kind: 'passed'; readonly bytes: number }
  | {
      readonly kind: 'analysed';
      readonly bytes: number;
      readonly analysis: FileAnalysis;
      /** Offsets at which lines begin, where there are results to place. */
      readonly lineStarts: readonly number[];
    };

/** A file whose analysis came to no end. */
export const fileFailed = ({ base }: { readonly base: string }, full: string, because: string): ScannedFile => ({
  kind: 'skipped',
  file: nameIn(base, full),
  reason: `could not be analysed: ${because}`,
});

/** Relative to the base, with `/` between folders; the file's own name when it is the base itself. */
export function nameIn(base: string, full: string): string {
  return path.relative(base, full).split(path.sep).join('/') || path.basename(full);
}
