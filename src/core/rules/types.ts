import type { CallSite } from '../callsites';
import type { Estimate } from '../estimates';
import type { Range, TextEdit } from '../text';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A safe edit that removes a finding. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly isPreferred: boolean;
}

/** What a rule found, with what it costs. */
export interface Finding {
  readonly rule: string;
  readonly at: Range;
  readonly severity: Severity;
  /** Names the thing, what it costs and what to do; complete sentences. */
  readonly message: string;
  readonly callSite: string;
  /** USD per million calls that the finding is about; undefined when not known. */
  readonly atStakePerMillionCalls: number | undefined;
  /** Other places that matter: where the value comes from. */
  readonly related: readonly { readonly range: Range; readonly message: string }[];
  readonly fixes: readonly Fix[];
}

/** A call site with its figures, as rules and front ends see it. */
export interface EstimatedCallSite {
  readonly site: CallSite;
  readonly estimate: Estimate;
}
