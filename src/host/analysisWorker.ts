import { Worker } from 'node:worker_threads';
import type { AnalysisSettings, SourceInput } from '../core';
import { BoundedCache } from './boundedCache';
import type { ConfigurationReport, ConfigurationText } from './configurations';
import type { ComparisonData, ComparisonSubject } from './comparisonData';
import type { ConfigurationHome, Proposal } from './proposal';
import { fileFailed, type ScannedFile } from './scannedFile';
import type { ScanBatch } from './scanFiles';
import {
  newSharedState,
  SharedState,
  type AnsweredAnalysis,
  type Answers,
  type IndexAnswer,
  type Notice,
  type Question,
  type Request,
  type Response,
  type WorkerData,
} from './workerProtocol';
import type { IndexUpdate } from './workspaceIndex';

/** A file that takes longer has run into something that never ends; its thread is given up. */
const MAX_MS = 10_000;
/** A selected text may be longer than any source file, and is counted by every tokenizer: so many times as long. */
const TEXT_PATIENCE = 6;
/** A thread starts slowly on a machine that has other things to do: so many times as long. */
const START_PATIENCE = 6;
/** Nobody waits for an index, which reads folders and large files between its signs of life: so many times as long. */
const INDEX_PATIENCE = 6;
/** Nobody waits for one file of a scan, and the machine may be busy with the scan itself: so many times as long. */
const SCAN_PATIENCE = 3;
/** Threads in a row that may end before they take requests. */
const MAX_FALSE_STARTS = 3;
/** Threads that one search may end. */
const MAX_SEARCHES = 2;
/** After so many, requests are refused for a while: what is broken does not mend with the next keystroke. */
const REFUSAL_MS = 60_000;
/** Texts of one file that may end a thread before the file is left alone. */
const MAX_FATAL_TEXTS = 3;
/** Files that are known to end threads. */
const MAX_FATAL_FILES = 50;
/** A thread that needs more ends alone, not with the process around it. In MB. */
const MAX_HEAP_MB = 1024;

/** The answer is no longer wanted. */
export class RequestCancelled extends Error {
  override readonly name = 'RequestCancelled';
}

/** @param path of the file, absolute */
type OnScanned = (path: string, result: ScannedFile) => void;

interface Job {
  readonly id: number;
  question: Question;
  /** Times that it ended a thread. */
  attempts: number;
  /** True when it has been answered or is no longer waited for. */
  isSettled: boolean;
  readonly settle: (outcome: Error | Answers[keyof Answers]) => void;
  readonly onScanned: OnScanned;
  /** Of a scan's files so many have been told of. */
  files: number;
  /** The file that an index was last heard to analyse. */
  at?: string | undefined;
}

/** A file has ended the thread that an index was built in. */
export class FileEndedThread extends Error {
  override readonly name = 'FileEndedThread';

  constructor(
    /** Undefined when it is not known which. */
    readonly file: string | undefined,
    reason: string,
  ) {
    super(`${file ?? 'The workspace'} could not be indexed: ${reason}`);
  }
}

/** What a file has done to threads. */
interface Fatality {
  readonly text: string;
  readonly reason: string;
  readonly count: number;
}

export interface WorkerOptions {
  /** Folders inside which other files may be read. */
  readonly roots?: readonly string[];
  /** That one file may take. */
  readonly maxMs?: number;
  /** Whose requests come first. */
  readonly givesWayTo?: AnalysisWorker | undefined;
}

/**
 * Runs analyses in a thread of its own. The thread starts with the first request and serves one at a time; when it
 * ends or does not come back, the request that it was at fails, and another thread goes on with the rest.
 */
export class AnalysisWorker {
  private thread: Worker | undefined;
  private isReady = false;
  private current: Job | undefined;
  private waiting: Job[] = [];
  private timer: NodeJS.Timeout | undefined;
  private readonly fatal = new BoundedCache<Fatality>(MAX_FATAL_FILES);
  private readonly shared = newSharedState();
  private readonly documents = new Map<string, Notice>();
  private learnt: Notice | undefined;
  private readonly scanned = new Set<string>();
  /** Files that threads have scanned that are no more: to be searched, they have to be read again. */
  private orphaned: readonly string[] = [];
  private nextId = 1;
  private falseStarts = 0;
  private refusal: { readonly until: number; readonly error: Error } | undefined;
  private isDisposed = false;
  private configurations: readonly ConfigurationText[] = [];

  private readonly roots: readonly string[];
  private readonly maxMs: number;
  private readonly givesWayTo: AnalysisWorker | undefined;

  constructor(
    private readonly workerFile: string | URL,
    { roots = [], maxMs = MAX_MS, givesWayTo }: WorkerOptions = {},
  ) {
    this.roots = roots;
    this.maxMs = maxMs;
    this.givesWayTo = givesWayTo;
  }

  /** Starts the thread, for requests that will come. */
  warmUp(): void {
    this.thread ??= this.start();
  }

  /** Rejects with `RequestCancelled` when the signal says so or a newer text of the file is handed in. */
  analyse(input: SourceInput, settings: AnalysisSettings, now: Date, signal?: AbortSignal): Promise<AnsweredAnalysis> {
    const fatality = this.fatal.get(input.file);
    if (fatality && (fatality.text === input.text || fatality.count >= MAX_FATAL_TEXTS))
      return Promise.reject(new Error(fatality.reason));
    for (const job of [...this.waiting, ...(this.running ? [this.running] : [])])
      if (job.question.type === 'analyse' && job.question.input.file === input.file) this.cancel(job);
    return this.ask<'analyse'>({ type: 'analyse', input, settings, now: now.toISOString() }, signal);
  }

  /** What the comparison panel shows for a call site or a plain text. */
  compare(
    subject: ComparisonSubject,
    settings: AnalysisSettings,
    now: Date,
    signal?: AbortSignal,
  ): Promise<ComparisonData> {
    return this.ask<'compare'>({ type: 'compare', subject, settings, now: now.toISOString() }, signal);
  }

  /** Says what folders say for their files, from now on; tells what is wrong with it. A new thread is told, too. */
  configure(configurations: readonly ConfigurationText[]): Promise<readonly ConfigurationReport[]> {
    this.configurations = configurations;
    return this.ask<'configure'>({ type: 'configure', configurations });
  }

  /** A signature for the function whose name stands at an offset of a text. */
  propose(input: SourceInput, offset: number, home: ConfigurationHome | undefined): Promise<Proposal> {
    return this.ask<'propose'>({ type: 'propose', input, offset, home });
  }

  /** Analyses files from disk and tells of each, with its path; a file that ends the thread is told as skipped. */
  async scan(batch: ScanBatch, onFile: OnScanned, signal?: AbortSignal): Promise<void> {
    await this.ask<'scan'>({ type: 'scan', batch }, signal, onFile);
  }

  /** Which of the files that were scanned by this thread hold the names, as words. */
  search(names: readonly string[], signal?: AbortSignal): Promise<Readonly<Record<string, readonly string[]>>> {
    return this.ask<'search'>({ type: 'search', names, alsoIn: this.orphaned }, signal);
  }

  /**
   * Brings an index of the workspace up to date.
   * @throws FileEndedThread what the index knew is lost then
   */
  index(update: IndexUpdate): Promise<IndexAnswer> {
    return this.ask<'index'>({ type: 'index', update });
  }

  /** Tells the thread something, and each that comes after it. */
  note(notice: Notice): void {
    switch (notice.type) {
      case 'document':
        if (notice.document) this.documents.set(notice.path, notice);
        else this.documents.delete(notice.path);
        break;
      case 'learnt':
        this.learnt = notice;
        break;
      case 'filesChanged': // a new thread has seen none yet
    }
    this.thread?.postMessage(notice);
  }

  dispose(): void {
    this.isDisposed = true;
    this.rejectAll(new RequestCancelled('cancelled'));
    this.abandonThread();
  }

  private ask<T extends Question['type']>(
    question: Question & { readonly type: T },
    signal?: AbortSignal,
    onScanned: OnScanned = () => undefined,
  ): Promise<Answers[T]> {
    if (this.isDisposed || signal?.aborted) return Promise.reject(new RequestCancelled('cancelled'));
    if (this.refusal && performance.now() < this.refusal.until) return Promise.reject(this.refusal.error);
    return new Promise<Answers[T]>((resolve, reject) => {
      const onAbort = (): void => this.cancel(job);
      const job: Job = {
        id: this.nextId++,
        question,
        onScanned,
        files: 0,
        attempts: 0,
        isSettled: false,
        settle(outcome) {
          job.isSettled = true;
          signal?.removeEventListener('abort', onAbort);
          if (outcome instanceof Error) reject(outcome);
          else resolve(outcome as Answers[T]);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.waiting.push(job);
      this.proceed();
    });
  }

  /** One that runs already keeps the thread until it notices. */
  private cancel(job: Job): void {
    this.waiting = this.waiting.filter(each => each !== job);
    if (job === this.running) Atomics.store(this.shared, SharedState.cancelledId, job.id);
    job.settle(new RequestCancelled('cancelled'));
  }

  private rejectAll(error: Error): void {
    const jobs = [...(this.running ? [this.running] : []), ...this.waiting];
    this.running = undefined;
    this.waiting = [];
    for (const job of jobs) job.settle(error);
  }

  private get running(): Job | undefined {
    return this.current;
  }

  private set running(job: Job | undefined) {
    this.current = job;
    Atomics.store(this.shared, SharedState.isRunning, job ? 1 : 0);
    Atomics.notify(this.shared, SharedState.isRunning);
  }

  /** Hands the next request to the thread when it is free. */
  private proceed(): void {
    if (this.running) return;
    if (!this.waiting.length) {
      // Nobody waits: the thread must not keep the process alive.
      this.thread?.unref();
      return;
    }
    this.thread ??= this.start();
    this.thread.ref();
    if (!this.isReady) return;
    const job = this.waiting.shift();
    if (!job) return;
    this.running = job;
    Atomics.store(this.shared, SharedState.filesBegun, 0);
    job.files = 0;
    this.thread.postMessage({ ...job.question, id: job.id } satisfies Request);
    this.watch();
  }

  private start(): Worker {
    const { roots, configurations, shared, givesWayTo } = this;
    const workerData: WorkerData = {
      roots,
      configurations,
      shared: shared.buffer,
      givesWayTo: givesWayTo?.shared.buffer,
    };
    const resourceLimits = { maxOldGenerationSizeMb: MAX_HEAP_MB };
    const thread = new Worker(this.workerFile, { workerData, resourceLimits, name: 'meterline' });
    thread.on('message', (response: Response) => {
      if (thread === this.thread) this.receive(response);
    });
    thread.on('error', error => this.lose(thread, error.message));
    thread.on('exit', code => this.lose(thread, `it ended with code ${code}`));
    this.isReady = false;
    for (const notice of this.documents.values()) thread.postMessage(notice);
    if (this.learnt) thread.postMessage(this.learnt);
    this.thread = thread;
    this.watch();
    return thread;
  }

  private receive(response: Response): void {
    if (response.type === 'ready') {
      this.isReady = true;
      this.falseStarts = 0;
      clearTimeout(this.timer);
      this.proceed();
      return;
    }
    const job = this.running;
    if (job?.id !== response.id) return;
    if (response.type === 'progress') {
      this.watch();
      if (response.file !== undefined) job.at = response.file;
      return;
    }
    if (response.type === 'scanned') {
      this.watch();
      if (job.question.type === 'scan') {
        const { files } = job.question.batch;
        response.files.forEach((result, index) => {
          const file = files[index] ?? '';
          this.scanned.add(file);
          if (!job.isSettled) job.onScanned(file, result);
        });
        job.question = without(job.question, 0, response.files.length);
        job.files += response.files.length;
      }
      return;
    }
    clearTimeout(this.timer);
    this.running = undefined;
    switch (response.type) {
      case 'result':
        job.settle(response.value);
        break;
      case 'failure':
        job.settle(Object.assign(new Error(response.message), response.stack ? { stack: response.stack } : {}));
        break;
      case 'cancelled':
        job.settle(new RequestCancelled('cancelled'));
    }
    this.proceed();
  }

  /** The thread must give a sign of life in time. */
  private watch(): void {
    clearTimeout(this.timer);
    const { thread, running } = this;
    const patienceMs = this.maxMs * (!this.isReady ? START_PATIENCE : running ? patience(running.question) : 1);
    this.timer = setTimeout(() => {
      if (thread) this.lose(thread, `it took longer than ${patienceMs / 1000} s`);
    }, patienceMs);
    this.timer.unref();
  }

  private lose(thread: Worker, reason: string): void {
    if (thread !== this.thread) return;
    const { running, isReady } = this;
    this.abandonThread();
    this.orphaned = [...this.scanned];
    this.running = undefined;
    if (running) this.blame(running, reason);
    if (!isReady && ++this.falseStarts >= MAX_FALSE_STARTS) {
      const error = new Error(`The analysis could not be started: ${reason}`);
      this.falseStarts = 0;
      this.refusal = { until: performance.now() + REFUSAL_MS, error };
      this.rejectAll(error);
    }
    this.proceed();
  }

  private abandonThread(): void {
    clearTimeout(this.timer);
    const { thread } = this;
    this.thread = undefined;
    this.isReady = false;
    void thread?.terminate();
  }

  /** A thread that ended takes what it was at with it, and nothing else. */
  private blame(job: Job, because: string): void {
    const { question } = job;
    if (question.type === 'scan') {
      if (job.isSettled) return;
      // Those before it may be done, and what came of them not told.
      const at = Math.max(0, Atomics.load(this.shared, SharedState.filesBegun) - 1 - job.files);
      const file = question.batch.files[at];
      if (file !== undefined) job.onScanned(file, fileFailed(question.batch, file, because));
      job.question = without(question, at, 1);
      this.waiting.unshift(job);
      return;
    }
    if (question.type === 'index') {
      job.settle(new FileEndedThread(job.at, because));
      return;
    }
    // A search does the same for all files: it is not the names that ended the thread, and another may do it.
    if (question.type === 'search' && !job.isSettled && ++job.attempts < MAX_SEARCHES) {
      this.waiting.unshift(job);
      return;
    }
    const input = question.type === 'analyse' ? question.input : undefined;
    const reason = `${input?.file ?? 'The text'} could not be analysed: ${because}`;
    if (input) {
      const count = (this.fatal.get(input.file)?.count ?? 0) + 1;
      this.fatal.set(input.file, { text: input.text, reason, count });
    }
    job.settle(new Error(reason));
  }
}

function patience(question: Question): number {
  if (question.type === 'scan') return SCAN_PATIENCE;
  if (question.type === 'index') return INDEX_PATIENCE;
  return question.type === 'compare' && question.subject.kind === 'text' ? TEXT_PATIENCE : 1;
}

function without(question: Extract<Question, { type: 'scan' }>, start: number, count: number): Question {
  const { batch } = question;
  return { ...question, batch: { ...batch, files: batch.files.toSpliced(start, count) } };
}
