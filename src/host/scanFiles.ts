import path from 'node:path';
import { languageOf, type Analyser, type AnalysisSettings, type FileAnalysis } from '../core';
import { readSourceFile } from './sourceFile';

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

/** Reads and analyses files one after the other; what goes wrong with one is told for that one. */
export async function scanFiles(
  analyser: Analyser,
  { files, base, settings, now }: ScanBatch,
  onFile?: () => void,
): Promise<ScannedFile[]> {
  const results: ScannedFile[] = [];
  for (const full of files) {
    results.push(await scanFile(analyser, full, base, settings, new Date(now)));
    onFile?.();
  }
  return results;
}

async function scanFile(
  analyser: Analyser,
  full: string,
  base: string,
  settings: AnalysisSettings,
  now: Date,
): Promise<ScannedFile> {
  const file = nameIn(base, full);
  const language = languageOf(full);
  const source = readSourceFile(full);
  if (source.kind === 'skipped') return { kind: 'skipped', file, reason: source.reason };
  const { text, bytes } = source;
  if (!language || !analyser.mayHoldCalls(text)) return { kind: 'passed', bytes };
  try {
    const analysis = await analyser.analyse({ file: full, language, text }, settings, now);
    const hasResults = analysis.calls.length > 0 || analysis.findings.length > 0;
    return {
      kind: 'analysed',
      bytes,
      analysis: { ...analysis, file },
      lineStarts: hasResults ? lineStartsOf(text) : [],
    };
  } catch (error: unknown) {
    return {
      kind: 'skipped',
      file,
      reason: `could not be analysed: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Relative to the base, with `/` between folders; the file's own name when it is the base itself. */
export function nameIn(base: string, full: string): string {
  return path.relative(base, full).split(path.sep).join('/') || path.basename(full);
}
