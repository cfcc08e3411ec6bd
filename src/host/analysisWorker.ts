import { Worker } from 'node:worker_threads';
import type { AnalysisSettings, FileAnalysis, SourceInput } from '../core';
import type { ComparisonData, ComparisonSubject } from './comparisonData';
import type { ScanBatch, ScannedFile } from './scanFiles';
import type { Answers, Request, Response, WorkerData } from './workerProtocol';

/** A request that takes longer has run into something that never ends; its thread is given up. */
const MAX_MS = 10_000;
/** Scanning a batch of many files may take longer. */
const MAX_SCAN_MS = 120_000;
/** Threads that may end unasked before no other is started. */
const MAX_RESTARTS = 5;

/** The answer is no longer wanted. */
export class RequestCancelled extends Error {
  override readonly name = 'RequestCancelled';
}

interface Pending {
  readonly type: keyof Answers;
  /** Of an analysis: the newer text of a file makes the older request void. */
  readonly input: SourceInput | undefined;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

type Question =
  Exclude<Request, { type: 'cancel' }> extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

/** Runs analyses in a thread of its own. The thread starts with the first request and is replaced when it ends. */
export class AnalysisWorker {
  private worker: Worker | undefined;
  private readonly pending = new Map<number, Pending>();
  /** Texts that a thread did not come back from, by file. */
  private readonly fatal = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;
  private nextId = 1;
  private restarts = 0;
  private isDisposed = false;

  /** @param roots folders inside which other files may be read */
  constructor(
    private readonly workerFile: string | URL,
    private readonly roots: readonly string[] = [],
  ) {}

  /** Rejects with `RequestCancelled` when the signal says so or a newer text of the file is handed in. */
  analyse(input: SourceInput, settings: AnalysisSettings, now: Date, signal?: AbortSignal): Promise<FileAnalysis> {
    const { file, text } = input;
    if (this.fatal.get(file) === text)
      return Promise.reject(new Error(`${file} could not be analysed: it took longer than ${String(MAX_MS / 1000)} s`));
    for (const [id, request] of this.pending) if (request.input?.file === file) this.cancel(id);
    return this.ask('analyse', { type: 'analyse', input, settings, now: now.toISOString() }, signal, input);
  }

  /** What the comparison panel shows for a call site or a plain text. */
  compare(subject: ComparisonSubject, settings: AnalysisSettings, now: Date): Promise<ComparisonData> {
    return this.ask('compare', { type: 'compare', subject, settings, now: now.toISOString() });
  }

  scan(batch: ScanBatch, signal?: AbortSignal): Promise<readonly ScannedFile[]> {
    return this.ask('scan', { type: 'scan', batch }, signal);
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
    for (const id of [...this.pending.keys()]) this.cancel(id);
    void this.worker?.terminate();
    this.worker = undefined;
  }

  private ask<T extends keyof Answers>(
    type: T,
    question: Question,
    signal?: AbortSignal,
    input?: SourceInput,
  ): Promise<Answers[T]> {
    if (this.isDisposed || signal?.aborted) return Promise.reject(new RequestCancelled('cancelled'));
    const id = this.nextId++;
    return new Promise<Answers[T]>((resolve, reject) => {
      this.pending.set(id, { type, input, resolve, reject });
      signal?.addEventListener('abort', () => this.cancel(id), { once: true });
      this.thread().postMessage({ ...question, id });
      this.watch();
    });
  }

  private cancel(id: number): void {
    const request = this.pending.get(id);
    if (!request) return;
    this.pending.delete(id);
    this.worker?.postMessage({ type: 'cancel', id } satisfies Request);
    request.reject(new RequestCancelled('cancelled'));
  }

  private thread(): Worker {
    if (this.worker) return this.worker;
    if (this.restarts > MAX_RESTARTS)
      throw new Error(`the analysis ended unexpectedly ${String(this.restarts)} times and was not started again`);
    const data: WorkerData = { roots: this.roots };
    const worker = new Worker(this.workerFile, { workerData: data, name: 'meterline' });
    worker.unref();
    worker.on('message', (response: Response) => this.receive(response));
    worker.on('error', error => this.replace(worker, error.message));
    worker.on('exit', code => this.replace(worker, `ended with code ${String(code)}`));
    this.worker = worker;
    return worker;
  }

  private receive(response: Response): void {
    const request = this.pending.get(response.id);
    this.pending.delete(response.id);
    this.watch();
    if (response.type === 'result') request?.resolve(response.value as never);
    else if (response.type === 'failure') request?.reject(new Error(response.message));
    else request?.reject(new RequestCancelled('cancelled'));
  }

  /** The oldest request is the one that runs; it must come to an end. */
  private watch(): void {
    clearTimeout(this.timer);
    const [oldest] = this.pending.values();
    if (!oldest) {
      this.worker?.unref();
      return;
    }
    this.worker?.ref();
    this.timer = setTimeout(
      () => {
        const worker = this.worker;
        if (!worker) return;
        this.replace(worker, `took longer than ${String(MAX_MS / 1000)} s`);
        void worker.terminate();
      },
      oldest.type === 'scan' ? MAX_SCAN_MS : MAX_MS,
    );
    this.timer.unref();
  }

  private replace(worker: Worker, reason: string): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    this.restarts += 1;
    const [oldest] = this.pending.values();
    const failed = [...this.pending.values()];
    this.pending.clear();
    clearTimeout(this.timer);
    if (oldest?.input) this.fatal.set(oldest.input.file, oldest.input.text);
    for (const request of failed)
      request.reject(
        new Error(
          request === oldest
            ? `could not be analysed: the analysis ${reason}`
            : 'the analysis was started anew; ask again',
        ),
      );
  }
}
