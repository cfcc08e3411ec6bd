import type { AnalysisSettings, FileAnalysis } from './analysis';
import type { LanguageId } from './callsites';
import type { CancelSignal, Grammars, Workspace } from './ports';
import type { Catalogue } from './pricing';

/** One file to be analysed. */
export interface SourceInput {
  /** Path or URI, as results shall name it. */
  readonly file: string;
  readonly language: LanguageId;
  readonly text: string;
}

export interface AnalyserServices {
  readonly grammars: Grammars;
  readonly catalogue: Catalogue;
  readonly workspace: Workspace;
}

/** The whole pipeline for one file: source → call sites → prompt → tokens → price → estimate → findings. */
export class Analyser {
  constructor(private readonly services: AnalyserServices) {}

  /** False when no signature's own words stand in the text, so that it need not be parsed. */
  mayHoldCalls(text: string): boolean {
    return text.length > 0;
  }

  /**
   * Never rejects for what stands in the file: what could not be done is told in `limits`.
   * Rejects with `Cancelled` when the signal says so.
   * @param now the moment that dated prices are taken at
   */
  async analyse(input: SourceInput, settings: AnalysisSettings, now: Date, signal?: CancelSignal): Promise<FileAnalysis> {
    void [this.services, settings, now, signal];
    return Promise.resolve({ file: input.file, calls: [], prompts: [], findings: [], limits: [] });
  }
}
