import type { CallSite } from '../callsites';
import type { Estimate } from '../estimates';
import type { Range, TextEdit } from '../text';
import type { Fix, Severity } from './types';

/** One thing that a rule found, before suppressions and severities are applied. */
export interface Report {
  readonly at: Range;
  readonly message: string;
  readonly severity: Severity;
  readonly atStakePerMillionCalls?: number;
  readonly related?: readonly { readonly range: Range; readonly message: string }[];
  readonly fixes?: readonly Fix[];
}

/** What a rule may ask of the file it looks at; it knows no language. */
export interface RuleContext {
  /** Tokens of a text by the tokenizer of the call's model, as the estimate counts them. */
  readonly count: (text: string) => number;
  /** Edits that add the output cap where the call site says it goes; undefined where that is not safe. */
  readonly addOutputCap: (site: CallSite, tokens: number) => readonly TextEdit[] | undefined;
  /** Edits that move what stands around a slot to the end of its text; undefined where that is not safe. */
  readonly moveToEnd: (literal: Range, slot: Range) => readonly TextEdit[] | undefined;
}

export interface Rule {
  readonly id: string;
  /** One line for lists and settings. */
  readonly summary: string;
  check(site: CallSite, estimate: Estimate, context: RuleContext): readonly Report[];
}
