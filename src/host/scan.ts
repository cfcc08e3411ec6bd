import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { AnalysisSettings } from '../core';
import { openAnalyser } from './analysis';
import { AnalysisWorker, RequestCancelled } from './analysisWorker';
import { nameIn, type ScannedFile } from './scannedFile';
import { scanFiles } from './scanFiles';
import { realStart, walk } from './walk';
import { WorkspaceFiles } from './workspaceFiles';

/** Files from which starting threads costs less than it saves: a thread takes some 0.2 s to start. */
const MIN_FILES_FOR_THREADS = 600;
/** Files that one thread is handed at a time: enough to keep it busy, few enough to share the rest evenly. */
const BATCH = 100;
const MAX_THREADS = 8;

export interface ScanOptions {
  readonly settings: AnalysisSettings;
  readonly now: Date;
  /** Address of the running bundle, beside which the grammars and the worker lie. */
  readonly bundle: string | URL;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface ScanResult {
  /** In the order of paths and names, those that were never read last. */
  readonly files: readonly ScannedFile[];
  readonly fileCount: number;
  readonly milliseconds: number;
}

/** A path that a scan was asked for and that is not there. */
export class NoSuchPath extends Error {
  override readonly name = 'NoSuchPath';
}

/** What every thread of a scan is told. */
interface Plan {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly base: string;
  readonly roots: readonly string[];
  readonly options: ScanOptions;
  readonly onFile: () => void;
}

/**
 * Analyses all source files below the paths; uses the cores there are when there are many.
 * @throws NoSuchPath before anything is read, RequestCancelled when the signal says so
 */
export async function scan(paths: readonly string[], options: ScanOptions): Promise<ScanResult> {
  const began = performance.now();
  for (const each of paths) if (!existsSync(each)) throw new NoSuchPath(each);
  const starts = paths.map(realStart);
  const first = starts[0] ?? realStart('.');
  const base = statSync(first).isFile() ? path.dirname(first) : first;
  const walked = starts.map(walk);
  const files = [...new Set(walked.flatMap(each => each.files))];
  const unread = new Map(walked.flatMap(each => each.skipped.map(({ file, reason }) => [file, reason] as const)));
  let done = 0;
  const plan: Plan = {
    files,
    base,
    roots: starts.map(rootOf),
    options,
    onFile: () => options.onProgress?.(++done, files.length),
  };
  const threads = Math.min(MAX_THREADS, availableParallelism(), Math.floor(files.length / BATCH));
  const useThreads = files.length >= MIN_FILES_FOR_THREADS && threads > 1;
  const scanned = useThreads ? await inThreads(plan, threads) : await inThisThread(plan);
  const skipped = [...unread].map(([file, reason]): ScannedFile => ({
    kind: 'skipped',
    file: nameIn(base, file),
    reason,
  }));
  return {
    files: [...scanned, ...skipped],
    fileCount: files.length,
    milliseconds: Math.round(performance.now() - began),
  };
}

/** Imports may lead to the whole repository, not only to the folder that is scanned. */
function rootOf(start: string): string {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return folder;
    if (folder === path.dirname(folder)) return statSync(start).isFile() ? path.dirname(start) : start;
  }
}

async function inThisThread({ files, base, roots, options, onFile }: Plan): Promise<ScannedFile[]> {
  const { settings, now, bundle, signal } = options;
  const { analyser } = openAnalyser(bundle, new WorkspaceFiles(roots));
  const results: ScannedFile[] = [];
  const take = (file: ScannedFile): void => {
    results.push(file);
    onFile();
  };
  const cancelled = {
    get isCancelled() {
      return signal?.aborted ?? false;
    },
  };
  try {
    await scanFiles(analyser, { files, base, settings, now: now.toISOString() }, take, cancelled);
    return results;
  } catch (error: unknown) {
    if (signal?.aborted) throw new RequestCancelled('cancelled');
    throw error;
  } finally {
    analyser.dispose();
  }
}

async function inThreads({ files, base, roots, options, onFile }: Plan, threads: number): Promise<ScannedFile[]> {
  const { settings, now, bundle, signal } = options;
  const results: ScannedFile[][] = [];
  const run = async (): Promise<void> => {
    const worker = new AnalysisWorker(new URL('worker.mjs', bundle), roots);
    try {
      while (results.length * BATCH < files.length) {
        const own: ScannedFile[] = [];
        const start = (results.push(own) - 1) * BATCH;
        const batch = { files: files.slice(start, start + BATCH), base, settings, now: now.toISOString() };
        const take = (file: ScannedFile): void => {
          own.push(file);
          onFile();
        };
        await worker.scan(batch, take, signal);
      }
    } finally {
      worker.dispose();
    }
  };
  await Promise.all(Array.from({ length: threads }, run));
  return results.flat();
}
