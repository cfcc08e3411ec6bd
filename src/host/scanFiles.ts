import path from 'node:path';
import {
  Cancelled,
  languageOf,
  lineStarts,
  type Analyser,
  type AnalysisSettings,
  type CancelSignal,
  type FileAnalysis,
} from '../core';
import { isMinified, readSourceFile } from './sourceFile';

/** Some of the files of a scan, for one thread. */
export interface ScanBatch {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** The folder that results name files by. */
  readonly base: string;
  readonly settings: AnalysisSettings;
  /** ISO date and time. */
  readonly now: string;
}

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

/** How long files are read without a pause in which messages and signals come in. */
const BUSY_MS = 50;

/**
 * Reads and analyses files one after the other and tells of each; what goes wrong with one is told for that one.
 * @returns how many there were
 * @throws Cancelled
 */
export async function scanFiles(
  analyser: Analyser,
  batch: ScanBatch,
  onFile: (file: ScannedFile) => void,
  signal?: CancelSignal,
): Promise<number> {
  const now = new Date(batch.now);
  let rested = performance.now();
  for (const full of batch.files) {
    if (signal?.isCancelled) throw new Cancelled('The scan was cancelled.');
    onFile(await scanFile(analyser, full, batch, now, signal));
    if (performance.now() - rested < BUSY_MS) continue;
    await new Promise(resolve => setImmediate(resolve));
    rested = performance.now();
  }
  return batch.files.length;
}

async function scanFile(
  analyser: Analyser,
  full: string,
  batch: ScanBatch,
  now: Date,
  signal: CancelSignal | undefined,
): Promise<ScannedFile> {
  const { base, settings } = batch;
  const file = nameIn(base, full);
  const language = languageOf(full);
  const source = readSourceFile(full);
  if (source.kind === 'skipped') return { kind: 'skipped', file, reason: source.reason };
  const { text, bytes } = source;
  if (!language || !analyser.mayHoldCalls(text)) return { kind: 'passed', bytes };
  if (isMinified(text)) return { kind: 'skipped', file, reason: 'minified' };
  try {
    const analysis = await analyser.analyse({ file: full, language, text }, settings, now, signal);
    const hasResults = analysis.calls.length > 0 || analysis.findings.length > 0;
    return {
      kind: 'analysed',
      bytes,
      analysis: { ...analysis, file },
      lineStarts: hasResults ? lineStarts(text) : [],
    };
  } catch (error: unknown) {
    if (error instanceof Cancelled) throw error;
    return fileFailed(batch, full, error instanceof Error ? error.message : String(error));
  }
}

/** A file whose analysis came to no end. */
export const fileFailed = ({ base }: ScanBatch, full: string, because: string): ScannedFile => ({
  kind: 'skipped',
  file: nameIn(base, full),
  reason: `could not be analysed: ${because}`,
});

/** Relative to the base, with `/` between folders; the file's own name when it is the base itself. */
export function nameIn(base: string, full: string): string {
  return path.relative(base, full).split(path.sep).join('/') || path.basename(full);
}
