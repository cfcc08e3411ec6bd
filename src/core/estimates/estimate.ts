import type { CallSite, Mode } from '../callsites';
import type { RateCard, RateCardMatch } from '../pricing';
import { chatOverhead, tokenizerFor, type Counters, type Exactness, type TokenizerFacts } from '../tokens';
import { assumeCacheHits, assumeOutput, assumeSlots, assumeVolume } from './assume';
import {
  calculate,
  exactnessOf,
  longestCompletion,
  tokensOf,
  type CountedCall,
  type Counting,
  type Figures,
} from './calculate';
import { measureText, shapeOf } from './measure';
import type { Assumption, Estimate, EstimateSettings, UnpricedEstimate } from './types';

/** What makes a price of what is counted is not tokens of text. */
const UNCOUNTED: Readonly<Partial<Record<Mode, string>>> = {
  image: 'calls that make images are not priced by tokens of text',
  audio: 'calls that make or read audio are not priced by tokens of text',
  other: 'what this call is billed by is not known',
};

/** What one call costs with one model. */
export async function estimate(
  site: CallSite,
  match: RateCardMatch,
  settings: EstimateSettings,
  counters: Counters,
): Promise<Estimate> {
  const uncounted = UNCOUNTED[site.mode];
  if (uncounted !== undefined) return unpriced(uncounted);
  const name = site.model.kind === 'known' ? site.model.id : undefined;
  switch (match.kind) {
    case 'local': {
      const figures = await withoutCard(site, name, 'local', settings, counters);
      return unpriced('the model runs on your own machine or network', { ...figures, isLocal: true });
    }
    case 'unknown': {
      const figures = name === undefined ? {} : await withoutCard(site, name, site.provider.id, settings, counters);
      return unpriced(match.because, { ...figures, nearest: match.nearest });
    }
    case 'found':
      return withCard(site, match.card, settings, counters);
  }
}

/** Without a price, and why. */
export const unpriced = (because: string, more: Partial<UnpricedEstimate> = {}): UnpricedEstimate => ({
  kind: 'unpriced',
  because,
  isLocal: false,
  nearest: [],
  assumptions: [],
  ...more,
});

async function withCard(
  site: CallSite,
  card: RateCard,
  settings: EstimateSettings,
  counters: Counters,
): Promise<Estimate> {
  const counted = await count(site, card.model, card.provider, card, settings, counters);
  const { tokenizer, exactness, call, counting, assumptions } = counted;
  const hits = assumeCacheHits(site, settings);
  const volume = assumeVolume(site, settings);
  const figures = { ...counted.figures, cacheHitShare: hits.value, callsPerMonth: volume?.value ?? 0 };
  const calculation = calculate(call, counting, figures, card);
  const { input, output } = calculation;
  if (calculation.kind === 'unpriced') {
    const because = `the price list has no ${calculation.missing} price for ${card.model}`;
    return unpriced(because, { input, output, exactness, assumptions });
  }
  const { fit, ...priced } = calculation;
  return {
    ...priced,
    card,
    tokenizer,
    exactness,
    fitsContext: fit.kind === 'unknown' ? undefined : fit.kind === 'fits',
    assumptions: [...assumptions, ...(input.cacheablePrefix > 0 ? [hits] : []), ...(volume ? [volume] : [])],
  };
}

/** In tokens alone, for want of a card. */
async function withoutCard(
  site: CallSite,
  model: string | undefined,
  provider: string | undefined,
  settings: EstimateSettings,
  counters: Counters,
): Promise<Partial<UnpricedEstimate>> {
  const counted = await count(site, model, provider, undefined, settings, counters);
  const { exactness, call, counting, figures, assumptions } = counted;
  return { ...tokensOf(call, counting, figures, undefined), exactness, assumptions };
}

interface Counted {
  readonly tokenizer: TokenizerFacts;
  readonly exactness: Exactness;
  readonly call: CountedCall;
  readonly counting: Counting;
  readonly figures: Pick<Figures, 'inputTokens' | 'outputTokens'>;
  readonly assumptions: readonly Assumption[];
}

/** What is calculated from: the text counted as the model counts, and what is assumed beside it. */
async function count(
  site: CallSite,
  model: string | undefined,
  provider: string | undefined,
  card: RateCard | undefined,
  settings: EstimateSettings,
  counters: Counters,
): Promise<Counted> {
  const tokenizer = tokenizerFor(model ?? '', provider);
  const shape = shapeOf(site);
  const slots = assumeSlots(site, settings);
  const writes = site.mode === 'embedding' ? undefined : assumeOutput(site, settings, longestCompletion(shape, card));
  return {
    tokenizer,
    exactness: exactnessOf(tokenizer, shape),
    call: { shape, counts: measureText(site, await counters.load(tokenizer.encoding)) },
    counting: { factor: tokenizer.factor, overhead: chatOverhead(model ?? '', provider) },
    figures: {
      inputTokens: slots.reduce((sum, { value }) => sum + value, 0),
      outputTokens: writes?.value ?? 0,
    },
    assumptions: [...slots, ...(writes ? [writes] : [])],
  };
}
