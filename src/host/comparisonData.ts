import {
  chatOverhead,
  profile,
  tokenizerFor,
  type Analyser,
  type AnalysisSettings,
  type CallProfile,
  type Catalogue,
  type ChatOverhead,
  type RateCard,
  type SourceInput,
} from '../core';

/** What is to be compared: a call site of a text, or a text that somebody selected. */
export type ComparisonSubject =
  | { readonly kind: 'call'; readonly input: SourceInput; readonly callSite: string }
  | { readonly kind: 'text'; readonly text: string };

/** A model with a price, and how it counts. */
export interface ComparableModel {
  readonly card: RateCard;
  readonly encoding: string;
  readonly factor: number;
  readonly exactness: 'exact' | 'approximate';
  readonly error?: number;
  readonly tokenizer: string;
  readonly overhead: Pick<ChatOverhead, 'perRequest' | 'perMessage' | 'toolsPresent' | 'perTool'>;
}

export interface ComparisonData {
  /** Undefined when the call site is no longer there. */
  readonly profile: CallProfile | undefined;
  readonly models: readonly ComparableModel[];
  readonly prices: { readonly asOf: string; readonly source: string };
}

/** All that a page needs to compare models by itself. */
export async function comparisonData(
  analyser: Analyser,
  catalogue: Catalogue,
  subject: ComparisonSubject,
  { estimates }: AnalysisSettings,
  now: Date,
): Promise<ComparisonData> {
  const what =
    subject.kind === 'text'
      ? subject.text
      : (await analyser.callSites(subject.input)).find(({ id }) => id === subject.callSite);
  return {
    profile: what === undefined ? undefined : await profile(what, estimates, analyser.counters),
    models: catalogue.all(now).map(comparable),
    prices: { asOf: catalogue.asOf, source: catalogue.source },
  };
}

function comparable(card: RateCard): ComparableModel {
  const { encoding, factor, exactness, error, name } = tokenizerFor(card.model, card.provider);
  const { perRequest, perMessage, toolsPresent, perTool } = chatOverhead(card.model, card.provider);
  return {
    card,
    encoding,
    factor,
    exactness,
    ...(error === undefined ? {} : { error }),
    tokenizer: name,
    overhead: { perRequest, perMessage, toolsPresent, perTool },
  };
}
