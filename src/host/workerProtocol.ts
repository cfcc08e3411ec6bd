import type { AnalysisSettings, FileAnalysis, SourceInput } from '../core';
import type { ComparisonData, ComparisonSubject } from './comparisonData';
import type { ConfigurationReport, ConfigurationText } from './configurations';
import type { OpenDocument } from './openDocuments';
import type { ConfigurationHome, Proposal } from './proposal';
import type { ScannedFile } from './scannedFile';
import type { LearntByScan, ScanBatch } from './scanFiles';
import type { IndexUpdate } from './workspaceIndex';

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
  /** What folders say for their files, from now on. */
  | { readonly type: 'configure'; readonly configurations: readonly ConfigurationText[] }
  /** A signature for the function whose name stands at an offset. */
  | {
      readonly type: 'propose';
      readonly input: SourceInput;
      readonly offset: number;
      readonly home: ConfigurationHome | undefined;
    }
  /** Which of the files that this thread has read, and of some that others have, hold the names. */
  | { readonly type: 'search'; readonly names: readonly string[]; readonly alsoIn: readonly string[] }
  /** Brings what the thread knows of the workspace's files up to date. */
  | { readonly type: 'index'; readonly update: IndexUpdate };

export type Request = Question & { readonly id: number };

/** What the worker is told, with the next answers to heed it. */
export type Notice =
  /** A document is not what its file is on disk; without one, it is again. */
  | { readonly type: 'document'; readonly path: string; readonly document: OpenDocument | undefined }
  /** What an index knows of the workspace, as it has answered. */
  | { readonly type: 'learnt'; readonly learnt: PackedLearnt }
  /** Files have come or gone. */
  | { readonly type: 'filesChanged' };

/** What each request is answered with in the end. */
export interface Answers {
  readonly analyse: AnsweredAnalysis;
  readonly compare: ComparisonData;
  readonly configure: readonly ConfigurationReport[];
  readonly propose: Proposal;
  /** How many files there were; all have been told by `scanned`. */
  readonly scan: number;
  readonly search: Readonly<Record<string, readonly string[]>>;
  readonly index: IndexAnswer;
}

export interface AnsweredAnalysis extends FileAnalysis {
  /** The same for the same content. */
  readonly digest: string;
}

export interface IndexAnswer {
  readonly fileCount: number;
  /** Undefined when nothing is known that was not known before. */
  readonly learnt: PackedLearnt | undefined;
}

/** As bytes, which cross threads without being looked at. */
export type PackedLearnt = Uint8Array<ArrayBuffer>;

export const packLearnt = (learnt: LearntByScan): PackedLearnt => new TextEncoder().encode(JSON.stringify(learnt));

export const unpackLearnt = (packed: PackedLearnt): LearntByScan =>
  JSON.parse(new TextDecoder().decode(packed)) as LearntByScan;

export type Response =
  /** The thread has loaded and takes requests. */
  | { readonly type: 'ready' }
  /** The next files of a batch are done. */
  | { readonly type: 'scanned'; readonly id: number; readonly files: readonly ScannedFile[] }
  /** The thread goes on, with this file if there is one. */
  | { readonly type: 'progress'; readonly id: number; readonly file: string | undefined }
  | { readonly type: 'result'; readonly id: number; readonly value: Answers[keyof Answers] }
  | { readonly type: 'failure'; readonly id: number; readonly message: string; readonly stack: string | undefined }
  | { readonly type: 'cancelled'; readonly id: number };

/** Handed to the thread when it starts. */
export interface WorkerData {
  /** Folders inside which other files may be read. */
  readonly roots: readonly string[];
  readonly configurations: readonly ConfigurationText[];
  /** `SharedState`. Shared memory, because a thread that computes reads no messages, and one that has ended sends none. */
  readonly shared: SharedArrayBuffer;
  /** The same of a thread whose requests come first: an index waits while somebody waits for an edit. */
  readonly givesWayTo: SharedArrayBuffer | undefined;
}

/** What the 32-bit numbers mean that both sides see. */
export const SharedState = {
  /** The id of the running request when nobody waits for it any more. */
  cancelledId: 0,
  /** How many files of the running batch have been begun. */
  filesBegun: 1,
  /** 1 while a request runs. */
  isRunning: 2,
} as const;

export const newSharedState = (): Int32Array<SharedArrayBuffer> =>
  new Int32Array(new SharedArrayBuffer(Object.keys(SharedState).length * Int32Array.BYTES_PER_ELEMENT));
