import {
  Cancelled,
  languageOf,
  lineStarts,
  type Analyser,
  type AnalysisSettings,
  type CancelSignal,
  type Learnt,
} from '../core';
import { fileFailed, nameIn, type ScannedFile } from './scannedFile';
import { openSource } from './openSource';
import { readSourceFile } from './sourceFile';
import type { TextStore } from './textStore';
import type { WorkspaceFiles } from './workspaceFiles';

/** Some of the files of a scan, for one thread. */
export interface ScanBatch {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** The folder that results name files by. */
  readonly base: string;
  readonly settings: AnalysisSettings;
  /** ISO date and time. */
  readonly now: string;
  /** What is known of the workspace so far. */
  readonly learnt: LearntByScan;
}

/** What only a look at all files tells. */
export interface LearntByScan extends Learnt {
  /** The files in which names stand. */
  readonly mentions: Readonly<Record<string, readonly string[]>>;
}

/** What a thread scans with. */
export interface Scanner {
  readonly analyser: Analyser;
  readonly workspace: Pick<WorkspaceFiles, 'setMentions'>;
  /** Keeps what is read, so that it can be searched. */
  readonly texts: TextStore;
}

/** How long files are read without a pause in which messages and signals come in. */
const BUSY_MS = 50;

export interface ScanFilesOptions {
  /** Told of each file before it is read, by its index. */
  readonly onBegin?: (index: number) => void;
  /** @param path of the file, absolute */
  readonly onFile: (path: string, result: ScannedFile) => void;
  readonly signal?: CancelSignal | undefined;
}

/**
 * Reads and analyses files one after the other and tells of each; what goes wrong with one is told for that one.
 * @returns how many there were
 * @throws Cancelled
 */
export async function scanFiles(
  scanner: Scanner,
  batch: ScanBatch,
  { onBegin, onFile, signal }: ScanFilesOptions,
): Promise<number> {
  const now = new Date(batch.now);
  scanner.workspace.setMentions(batch.learnt.mentions);
  scanner.analyser.learn(batch.learnt);
  let rested = performance.now();
  for (const [index, full] of batch.files.entries()) {
    onBegin?.(index);
    if (signal?.isCancelled) throw new Cancelled('The scan was cancelled.');
    onFile(full, await scanFile(scanner, full, batch, now, signal));
    if (performance.now() - rested < BUSY_MS) continue;
    await new Promise(resolve => setImmediate(resolve));
    rested = performance.now();
  }
  return batch.files.length;
}

async function scanFile(
  scanner: Scanner,
  full: string,
  batch: ScanBatch,
  now: Date,
  signal: CancelSignal | undefined,
): Promise<ScannedFile> {
  try {
    return await readAndAnalyse(scanner, full, batch, now, signal);
  } catch (error: unknown) {
    if (error instanceof Cancelled) throw error;
    return fileFailed(batch, full, error instanceof Error ? error.message : String(error));
  }
}

async function readAndAnalyse(
  { analyser, texts }: Scanner,
  full: string,
  batch: ScanBatch,
  now: Date,
  signal: CancelSignal | undefined,
): Promise<ScannedFile> {
  const { base, settings } = batch;
  const file = nameIn(base, full);
  const language = languageOf(full);
  const onDisk = readSourceFile(full);
  // Settings are small: a large file of their kind is data, which nobody misses.
  if (onDisk.kind === 'skipped' && onDisk.isTooLarge && language === 'yaml') return { kind: 'passed', bytes: 0 };
  if (onDisk.kind === 'skipped') return { kind: 'skipped', file, reason: onDisk.reason };
  const { bytes } = onDisk;
  if (!language) return { kind: 'passed', bytes };
  const opened = openSource(analyser, { file: full, language, text: onDisk.text });
  if (opened.program !== undefined) texts.set(full, opened.program);
  if (opened.kind === 'passed') return { kind: 'passed', bytes };
  if (opened.kind === 'skipped') return { kind: 'skipped', file, reason: opened.reason };
  const { source } = opened;
  const analysis = await analyser.analyseSource(source, settings, now, signal);
  const hasResults = analysis.calls.length > 0 || analysis.findings.length > 0;
  return {
    kind: 'analysed',
    bytes,
    analysis: { ...analysis, file },
    lineStarts: hasResults ? lineStarts(source.text) : [],
  };
}
