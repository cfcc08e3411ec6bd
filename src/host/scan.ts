import { availableParallelism } from 'node:os';
import path from 'node:path';
import { existsSync, statSync } from 'node:fs';
import type { AnalysisSettings } from '../core';
import { openAnalyser } from './analysis';
import { AnalysisWorker } from './analysisWorker';
import { nameIn, scanFiles, type ScannedFile } from './scanFiles';
import { walk } from './walk';

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
}

export interface ScanResult {
  /** In the order of paths and names. */
  readonly files: readonly ScannedFile[];
  readonly fileCount: number;
  readonly milliseconds: number;
}

/** A path that a scan was asked for and that is not there. */
export class NoSuchPath extends Error {
  override readonly name = 'NoSuchPath';
}

/** Analyses all source files below the paths; uses the cores there are when there are many. */
export async function scan(paths: readonly string[], options: ScanOptions): Promise<ScanResult> {
  const began = performance.now();
  for (const each of paths) if (!existsSync(each)) throw new NoSuchPath(each);
  const first = path.resolve(paths[0] ?? '.');
  const base = statSync(first).isFile() ? path.dirname(first) : first;
  const walked = paths.map(walk);
  const files = [...new Set(walked.flatMap(each => each.files))];
  const unread = walked
    .flatMap(each => each.skipped)
    .map(({ file, reason }): ScannedFile => ({ kind: 'skipped', file: nameIn(base, file), reason }));
  const roots = paths.map(each => rootOf(path.resolve(each)));
  const threads = Math.min(MAX_THREADS, availableParallelism(), Math.floor(files.length / BATCH));
  const scanned =
    files.length < MIN_FILES_FOR_THREADS || threads < 2
      ? await inThisThread(files, base, roots, options)
      : await inThreads(files, base, roots, threads, options);
  return {
    files: [...scanned, ...unread],
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

async function inThisThread(
  files: readonly string[],
  base: string,
  roots: readonly string[],
  { settings, now, bundle, onProgress }: ScanOptions,
): Promise<ScannedFile[]> {
  const { analyser } = openAnalyser(bundle, roots);
  let done = 0;
  try {
    return await scanFiles(analyser, { files, base, settings, now: now.toISOString() }, () =>
      onProgress?.(++done, files.length),
    );
  } finally {
    analyser.dispose();
  }
}

async function inThreads(
  files: readonly string[],
  base: string,
  roots: readonly string[],
  threads: number,
  { settings, now, bundle, onProgress }: ScanOptions,
): Promise<ScannedFile[]> {
  const batches: string[][] = [];
  for (let at = 0; at < files.length; at += BATCH) batches.push(files.slice(at, at + BATCH));
  const results: (readonly ScannedFile[])[] = [];
  let next = 0;
  let done = 0;
  const run = async (): Promise<void> => {
    const worker = new AnalysisWorker(new URL('worker.mjs', bundle), roots);
    try {
      for (let index = next++; index < batches.length; index = next++) {
        const batch = batches[index] ?? [];
        results[index] = await worker
          .scan({ files: batch, base, settings, now: now.toISOString() })
          .catch((error: unknown) => failed(batch, base, error));
        done += batch.length;
        onProgress?.(done, files.length);
      }
    } finally {
      worker.dispose();
    }
  };
  await Promise.all(Array.from({ length: threads }, run));
  return results.flat();
}

/** A thread that ended takes its batch with it; each file of it says so. */
function failed(batch: readonly string[], base: string, error: unknown): ScannedFile[] {
  const reason = `not analysed: ${error instanceof Error ? error.message : String(error)}`;
  return batch.map(full => ({ kind: 'skipped', file: nameIn(base, full), reason }));
}
