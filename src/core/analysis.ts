import type { CallSite, PromptText } from './callsites';
import type { ComparedEstimate, Estimate, EstimateSettings } from './estimates';
import type { Finding, Severity } from './rules';
import type { Stretch } from './stretches';

/** One call site with all that any front end shows about it. */
export interface CallReport {
  readonly site: CallSite;
  readonly estimate: Estimate;
  /** The same call over the comparison set, in the order of the setting. */
  readonly comparison: readonly ComparedEstimate[];
}

/** A long prompt text with its size and price. */
export interface PromptReport {
  readonly prompt: PromptText;
  readonly tokens: number;
  readonly exactness: 'exact' | 'approximate';
  /** The model it was counted and priced for; undefined when no call that it reaches has a known one. */
  readonly model: string | undefined;
  /** USD for a million calls at the uncached input price; undefined without a price. */
  readonly costPerMillionCalls: number | undefined;
}

/** What a file tells others and asks of them. */
export interface FileFacts {
  /** Names of the file's functions that hand what they are passed on to a request. */
  readonly wrappers: readonly string[];
  /** Names of methods of the SDKs that the file imports: other files may call them on what it hands over. */
  readonly methods: readonly string[];
  /** Names by which other files reach addresses, or parts of them, that are written in this one. */
  readonly addresses: readonly string[];
  /** Names whose mentions in other files matter to the file. */
  readonly asks: readonly string[];
}

/** The result for one file; plain data, so that it can cross a thread. */
export interface FileAnalysis extends FileFacts {
  readonly file: string;
  /** What of the text that all ranges refer to is code; undefined when that is the whole file. */
  readonly stretches?: readonly Stretch[];
  readonly calls: readonly CallReport[];
  readonly prompts: readonly PromptReport[];
  readonly findings: readonly Finding[];
  /** What could not be done, and why; empty when all was read. */
  readonly limits: readonly string[];
}

/** Of a file in which there is nothing, or that was not read. */
export const emptyAnalysis = (file: string, limits: readonly string[] = []): FileAnalysis => ({
  file,
  calls: [],
  prompts: [],
  findings: [],
  limits,
  wrappers: [],
  methods: [],
  addresses: [],
  asks: [],
});

/** What front ends may switch and tune. */
export interface AnalysisSettings {
  readonly estimates: EstimateSettings;
  /** Severity by rule id; a rule that is not named has its default, `off` silences it. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Tokens from which a prompt text gets a lens of its own. */
  readonly promptTextTokens: number;
}
