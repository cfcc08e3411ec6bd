import type { AnalysisSettings, FileAnalysis, SourceInput } from '../core';
import type { ComparisonData, ComparisonSubject } from './comparisonData';
import type { ScannedFile } from './scannedFile';
import type { ScanBatch } from './scanFiles';

/** What the worker is asked. Requests are sent one at a time, the next when the one before has been answered. */
export type Question =
  | {
      readonly type: 'analyse';
      readonly input: SourceInput;
      readonly settings: AnalysisSettings;
      /** ISO date and time. */
      readonly now: string;
    }
  | {
      readonly type: 'compare';
      readonly subject: ComparisonSubject;
      readonly settings: AnalysisSettings;
      readonly now: string;
    }
  | { readonly type: 'scan'; readonly batch: ScanBatch }
  /** Which of the files that this thread has read hold the names. */
  | { readonly type: 'search'; readonly names: readonly string[] };

export type Request = Question & { readonly id: number };

/** What each request is answered with in the end. */
export interface Answers {
  readonly analyse: FileAnalysis;
  readonly compare: ComparisonData;
  /** How many files there were; each has been told by `scanned`. */
  readonly scan: number;
  readonly search: Readonly<Record<string, readonly string[]>>;
}

export type Response =
  /** The thread has loaded and takes requests. */
  | { readonly type: 'ready' }
  /** The next file of a batch is done. */
  | { readonly type: 'scanned'; readonly id: number; readonly file: ScannedFile }
  | { readonly type: 'result'; readonly id: number; readonly value: Answers[keyof Answers] }
  | { readonly type: 'failure'; readonly id: number; readonly message: string; readonly stack: string | undefined }
  | { readonly type: 'cancelled'; readonly id: number };

/** Handed to the thread when it starts. */
export interface WorkerData {
  /** Folders inside which other files may be read. */
  readonly roots: readonly string[];
  /**
   * One 32-bit number: the id of the running request when nobody waits for it any more. Shared memory, because a
   * thread that computes reads no messages.
   */
  readonly cancelled: SharedArrayBuffer;
}
