import type { AnalysisSettings, FileAnalysis, SourceInput } from '../core';
import type { ComparisonData, ComparisonSubject } from './comparisonData';
import type { ScanBatch, ScannedFile } from './scanFiles';

/** What the worker is asked; every request is answered once, unless it is cancelled. */
export type Request =
  | {
      readonly type: 'analyse';
      readonly id: number;
      readonly input: SourceInput;
      readonly settings: AnalysisSettings;
      readonly now: string;
    }
  | {
      readonly type: 'compare';
      readonly id: number;
      readonly subject: ComparisonSubject;
      readonly settings: AnalysisSettings;
      readonly now: string;
    }
  | { readonly type: 'scan'; readonly id: number; readonly batch: ScanBatch }
  | { readonly type: 'cancel'; readonly id: number };

/** What each request is answered with. */
export interface Answers {
  readonly analyse: FileAnalysis;
  readonly compare: ComparisonData;
  readonly scan: readonly ScannedFile[];
}

export type Response =
  | { readonly type: 'result'; readonly id: number; readonly value: Answers[keyof Answers] }
  | { readonly type: 'failure'; readonly id: number; readonly message: string }
  | { readonly type: 'cancelled'; readonly id: number };

/** Handed to the thread when it starts. */
export interface WorkerData {
  /** Folders inside which other files may be read. */
  readonly roots: readonly string[];
}
