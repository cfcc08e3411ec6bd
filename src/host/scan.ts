import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { AnalysisSettings, FileFacts } from '../core';
import { openAnalyser } from './analysis';
import { configurationFor, Configurations, type ConfigurationReport, type ConfigurationText } from './configurations';
import { AnalysisWorker, RequestCancelled } from './analysisWorker';
import { CrossReferences, settle } from './crossReferences';
import { nameIn, type ScannedFile } from './scannedFile';
import { scanFiles, type LearntByScan, type Scanner } from './scanFiles';
import { TextStore } from './textStore';
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
  /** What is wrong with the configurations that hold for the paths. */
  readonly configurations: readonly ConfigurationReport[];
  /** The folder that files are named by. */
  readonly base: string;
  readonly fileCount: number;
  readonly milliseconds: number;
}

/** A path that a scan was asked for and that is not there. */
export class NoSuchPath extends Error {
  override readonly name = 'NoSuchPath';
}

/** What every round of a scan is told. */
interface Plan {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly base: string;
  readonly options: ScanOptions;
}

type OnFile = (path: string, result: ScannedFile) => void;

/** One or several threads that scan files and search what they have read. */
interface Threads {
  configure(configurations: readonly ConfigurationText[]): Promise<readonly ConfigurationReport[]>;
  /** Tells what came of each file, by its path, in any order. */
  scan(plan: Plan, learnt: LearntByScan, onFile: OnFile): Promise<void>;
  search(names: readonly string[]): Promise<Record<string, string[]>>;
  dispose(): void;
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
  const roots = starts.map(rootOf);
  const crew = new Crew(roots, options);
  let found = 0;
  const walked = starts.map(start => walk(start, { onFile: () => crew.expect(++found) }));
  const files = [...new Set(walked.flatMap(each => each.files))];
  const unread = new Map(walked.flatMap(each => each.skipped.map(({ file, reason }) => [file, reason] as const)));
  let done = 0;
  // What files say of each other sharpens results; those that are there stand without it.
  const onTrouble = (reason: unknown): void => {
    if (reason instanceof RequestCancelled) throw reason;
    const because = reason instanceof Error ? reason.message : String(reason);
    unread.set(base, `its files were not all searched for what they say of each other: ${because}`);
  };
  const threads = crew.size > 1 ? manyThreads(crew, options, onTrouble) : thisThread(roots, options);
  try {
    const configurations = await threads.configure(configurationsOf(starts, roots));
    const onDone = (): void => options.onProgress?.(Math.min(++done, files.length), files.length);
    const scanned = await scanAll(threads, { files, base, options }, onDone);
    const skipped = [...unread].map(([file, reason]): ScannedFile => ({
      kind: 'skipped',
      file: nameIn(base, file),
      reason,
    }));
    return {
      files: [...scanned, ...skipped],
      configurations,
      base,
      fileCount: files.length,
      milliseconds: Math.round(performance.now() - began),
    };
  } finally {
    threads.dispose();
  }
}

/** Imports may lead to the whole repository, not only to the folder that is scanned. */
function rootOf(start: string): string {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return folder;
    if (folder === path.dirname(folder)) return statSync(start).isFile() ? path.dirname(start) : start;
  }
}

/** Those that hold for the paths, each once. */
function configurationsOf(starts: readonly string[], roots: readonly string[]): readonly ConfigurationText[] {
  const found = starts.flatMap((start, index) => {
    const folder = statSync(start).isFile() ? path.dirname(start) : start;
    return configurationFor(folder, roots[index] ?? folder) ?? [];
  });
  return [...new Map(found.map(each => [each.file, each])).values()];
}

/** Once for each file, then again for those about which the others have something to tell. */
async function scanAll(threads: Threads, plan: Plan, onDone: () => void): Promise<ScannedFile[]> {
  const references = new CrossReferences();
  const results = new Map<string, ScannedFile>();
  await settle(references, plan.files, {
    analyse: (files, learnt) =>
      threads.scan({ ...plan, files }, learnt, (file, result) => {
        results.set(file, result);
        references.note(file, factsOf(result));
        onDone();
      }),
    search: names => threads.search(names),
  });
  return plan.files.flatMap(file => results.get(file) ?? []);
}

const factsOf = (result: ScannedFile): FileFacts | 'passed' | 'unread' => {
  switch (result.kind) {
    case 'analysed':
      return result.analysis;
    case 'passed':
      return 'passed';
    case 'skipped':
      return 'unread';
  }
};

/** Threads that start while files are still being found: they take as long to load as the files to list. */
class Crew {
  readonly workers: AnalysisWorker[] = [];

  constructor(
    private readonly roots: readonly string[],
    private readonly options: ScanOptions,
  ) {}

  get size(): number {
    return this.workers.length;
  }

  /** Starts as many as so many files are worth. */
  expect(files: number): void {
    if (files < MIN_FILES_FOR_THREADS || availableParallelism() < 2) return;
    const wanted = Math.min(MAX_THREADS, availableParallelism(), Math.floor(files / BATCH));
    while (this.workers.length < wanted) {
      const worker = new AnalysisWorker(new URL('worker.mjs', this.options.bundle), { roots: this.roots });
      worker.warmUp();
      this.workers.push(worker);
    }
  }
}

function thisThread(roots: readonly string[], { bundle, signal }: ScanOptions): Threads {
  const workspace = new WorkspaceFiles(roots);
  const { analyser } = openAnalyser(bundle, workspace);
  const scanner: Scanner = { analyser, workspace, texts: new TextStore() };
  const cancelled = {
    get isCancelled() {
      return signal?.aborted ?? false;
    },
  };
  const configured = new Configurations(analyser);
  return {
    configure(configurations) {
      configured.set(configurations);
      return Promise.resolve(configured.problems);
    },
    async scan({ files, base, options: { settings, now } }, learnt, onFile) {
      const batch = { files, base, settings, now: now.toISOString(), learnt };
      try {
        await scanFiles(scanner, batch, { onFile, signal: cancelled });
      } catch (error: unknown) {
        if (signal?.aborted) throw new RequestCancelled('cancelled');
        throw error;
      }
    },
    search: names => scanner.texts.search(names),
    dispose: () => analyser.dispose(),
  };
}

/** @param onTrouble told what kept a thread from searching its files; throws it when the scan is to end */
function manyThreads({ workers }: Crew, { signal }: ScanOptions, onTrouble: (reason: unknown) => void): Threads {
  return {
    async configure(configurations) {
      const reports = await Promise.all(workers.map(worker => worker.configure(configurations)));
      return reports[0] ?? [];
    },
    async scan({ files, base, options: { settings, now } }, learnt, onFile) {
      let next = 0;
      const run = async (worker: AnalysisWorker): Promise<void> => {
        while (next < files.length) {
          const own = files.slice(next, next + BATCH);
          next += own.length;
          await worker.scan({ files: own, base, settings, now: now.toISOString(), learnt }, onFile, signal);
        }
      };
      await Promise.all(workers.map(run));
    },
    async search(names) {
      const found = Object.fromEntries(names.map(name => [name, [] as string[]]));
      const searches = await Promise.allSettled(workers.map(worker => worker.search(names, signal)));
      for (const search of searches) {
        if (search.status === 'rejected') onTrouble(search.reason);
        else for (const [name, files] of Object.entries(search.value)) found[name]?.push(...files);
      }
      return found;
    },
    dispose() {
      for (const worker of workers) worker.dispose();
    },
  };
}
