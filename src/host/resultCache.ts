import type { Analyser, AnalysisSettings, CancelSignal, Learnt, SourceInput } from '../core';
import { BoundedCache } from './boundedCache';
import { digest } from './digest';
import type { Glance, TracedWorkspace } from './tracedWorkspace';
import type { AnsweredAnalysis } from './workerProtocol';

/** Results that are kept: switching between files and undoing cost nothing. */
const MAX_RESULTS = 100;
/** Prices change at full and half hours only. */
const PRICE_SPAN_MS = 1_800_000;

interface Kept {
  readonly answer: AnsweredAnalysis;
  /** What the result owes to other files. */
  readonly trace: readonly Glance[];
}

/** Analyses of texts, kept by content: a text that comes again is analysed anew only when a file it leads to has changed. */
export class ResultCache {
  private readonly kept = new BoundedCache<Kept>(MAX_RESULTS);
  private learnt = '';

  constructor(
    private readonly analyser: Pick<Analyser, 'analyse'>,
    /** The one that the analyser asks. */
    private readonly workspace: TracedWorkspace,
  ) {}

  /** Takes the names that the analyser has learnt: results with others are void. */
  learn({ wrappers, methods, addresses }: Learnt): void {
    this.learnt = digest(JSON.stringify([wrappers, methods, addresses]));
  }

  /** Forgets all results, as what they are read by has changed. */
  clear(): void {
    this.kept.clear();
  }

  async analyse(
    input: SourceInput,
    settings: AnalysisSettings,
    now: Date,
    signal?: CancelSignal,
  ): Promise<AnsweredAnalysis> {
    const { file, language, text, stretches } = input;
    const span = Math.floor(now.getTime() / PRICE_SPAN_MS);
    const key = digest(file, language, text, JSON.stringify([settings, stretches]), String(span), this.learnt);
    const known = this.kept.get(key);
    if (known && this.workspace.stillHolds(known.trace)) return known.answer;
    const { value, trace } = await this.workspace.during(() => this.analyser.analyse(input, settings, now, signal));
    const answer = { ...value, digest: digest(JSON.stringify(value)) };
    this.kept.set(key, { answer, trace });
    return answer;
  }
}
