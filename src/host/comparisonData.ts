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
  type RateCardMatch,
  type SourceInput,
} from '../core';

/** What is to be compared: a call site of a text, or a text that somebody selected. */
export type ComparisonSubject = (
  | { readonly kind: 'call'; readonly input: SourceInput; readonly callSite: string }
  | { readonly kind: 'text'; readonly text: string }
) & {
  /** False when the asker has the models already: they are a large message. */
  readonly withModels: boolean;
};

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
  /** Every model with a price, unless nobody asked for them. */
  readonly models?: readonly ComparableModel[];
  /** What the names of the comparison set stand for, in their order. */
  readonly comparisonSet: readonly { readonly name: string; readonly match: RateCardMatch }[];
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
    ...(subject.withModels ? { models: catalogue.all(now).map(comparable) } : {}),
    comparisonSet: estimates.compareWith.map(name => ({ name, match: catalogue.find(name, undefined, now) })),
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
