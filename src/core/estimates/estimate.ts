import type { CallSite, Mode } from '../callsites';
import type { RateCard, RateCardMatch, Usage } from '../pricing';
import { price } from '../pricing/price';
import { chatOverhead, tokenizerFor, toModelTokens, type ChatOverhead, type Counters, type Exactness } from '../tokens';
import { assumeCacheHits, assumeOutput, assumeSlots, assumeVolume } from './assume';
import { measureText, messageCount, toolCount } from './measure';
import type { Assumption, Estimate, EstimateSettings, InputTokens, OutputTokens, UnpricedEstimate } from './types';

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
      const figures = await count(site, name, 'local', undefined, settings, counters);
      return unpriced('the model runs on your own machine or network', { ...figures, isLocal: true });
    }
    case 'unknown': {
      const figures =
        name === undefined ? {} : await count(site, name, site.provider.id, undefined, settings, counters);
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
  const { tokenizer, exactness, input, output, assumptions } = await count(
    site,
    card.model,
    card.provider,
    card,
    settings,
    counters,
  );
  const { input: inputRate, output: outputRate } = card.rates;
  if (inputRate === undefined || (outputRate === undefined && site.mode !== 'embedding')) {
    const missing = inputRate === undefined ? 'input' : 'output';
    const because = `the price list has no ${missing} price for ${card.model}`;
    return unpriced(because, { input, output, exactness, assumptions });
  }
  const hits = input.cacheablePrefix > 0 ? [assumeCacheHits(site, settings)] : [];
  const volume = assumeVolume(site, settings);
  const usage = usageOf(card, input, output.expected, hits[0]?.value ?? 0);
  const cost = price(usage, card);
  const worst = output.worst === undefined ? undefined : price({ ...usage, outputTokens: output.worst }, card);
  return {
    kind: 'priced',
    card,
    tokenizer,
    exactness,
    input,
    output,
    usage,
    cost,
    costPerCall: cost.usd,
    worstCostPerCall: worst?.usd,
    costPerMillionCalls: cost.usd * 1e6,
    costPerMonth: volume && cost.usd * volume.value,
    fitsContext: fitsContext(site, card, input, output),
    assumptions: [...assumptions, ...hits, ...(volume ? [volume] : [])],
  };
}

interface Counted {
  readonly tokenizer: ReturnType<typeof tokenizerFor>;
  readonly exactness: Exactness;
  readonly input: InputTokens;
  readonly output: OutputTokens;
  readonly assumptions: readonly Assumption[];
}

/** Everything that can be said in tokens. Without a card there is no cache and no limit of the model's own. */
async function count(
  site: CallSite,
  model: string | undefined,
  provider: string | undefined,
  card: RateCard | undefined,
  settings: EstimateSettings,
  counters: Counters,
): Promise<Counted> {
  const tokenizer = tokenizerFor(model ?? '', provider);
  const counts = measureText(site, await counters.load(tokenizer.encoding));
  const chat = chatOverhead(model ?? '', provider);
  const slots = assumeSlots(site, settings);
  const fromText = toModelTokens(counts.text, tokenizer);
  const overhead = overheadOf(site, chat);
  const assumed = slots.reduce((sum, { value }) => sum + value, 0);
  const prefix = toModelTokens(counts.cacheablePrefix, tokenizer);
  const total = fromText + assumed + overhead;
  const longest = longestCompletion(site, card);
  const writes = site.mode === 'embedding' ? undefined : assumeOutput(site, settings, longest);
  return {
    tokenizer,
    exactness: isRewritten(site) ? 'approximate' : tokenizer.exactness,
    input: { total, fromText, assumed, overhead, cacheablePrefix: card && canCache(card, prefix) ? prefix : 0 },
    output: {
      expected: (writes?.value ?? 0) * site.choices,
      worst: longest === undefined ? undefined : longest * site.choices,
    },
    assumptions: [...slots, ...(writes ? [writes] : [])],
  };
}

function overheadOf(site: CallSite, chat: ChatOverhead): number {
  const messages = messageCount(site);
  const tools = toolCount(site);
  const forTools = tools > 0 ? chat.toolsPresent + tools * chat.perTool : 0;
  return messages > 0 ? chat.perRequest + messages * chat.perMessage + forTools : forTools;
}

/** Providers bring tools and schemas into a form of their own before they count them; nothing exact is known of that. */
const isRewritten = ({ prompt }: CallSite): boolean =>
  prompt.segments.some(({ kind }) => kind === 'tools' || kind === 'schema');

/** The most tokens of one completion that code or API allow; undefined when they leave it to the model. */
export function outputCap({ outputCap: cap }: Pick<CallSite, 'outputCap'>): number | undefined {
  if (cap.state === 'set') return cap.value;
  return cap.state === 'missing' ? cap.whenMissing : undefined;
}

/** The same with the model's own limit; undefined when nothing sets a bound. */
function longestCompletion(site: CallSite, card: RateCard | undefined): number | undefined {
  if (site.mode === 'embedding') return 0;
  const bounds = [outputCap(site), card?.outputLimit].filter(bound => bound !== undefined);
  return bounds.length > 0 ? Math.min(...bounds) : undefined;
}

const canCache = ({ cache, rates }: RateCard, prefix: number): boolean =>
  cache.mode !== 'none' && rates.cacheRead !== undefined && prefix >= (cache.minimumTokens ?? 1);

function usageOf({ rates }: RateCard, input: InputTokens, outputTokens: number, cacheHitShare: number): Usage {
  const cacheReadTokens = Math.round(input.cacheablePrefix * cacheHitShare);
  // Who reads from a cache has written to it: with each call that misses.
  const isWritten = cacheHitShare > 0 && rates.cacheWrite !== undefined;
  const cacheWriteTokens = isWritten ? input.cacheablePrefix - cacheReadTokens : 0;
  return { inputTokens: input.total, cacheReadTokens, cacheWriteTokens, outputTokens };
}

function fitsContext(
  site: CallSite,
  { contextWindow }: RateCard,
  { total }: InputTokens,
  { expected }: OutputTokens,
): boolean | undefined {
  if (contextWindow === undefined) return undefined;
  const completion = site.mode === 'embedding' ? 0 : (outputCap(site) ?? expected / site.choices);
  return total + completion <= contextWindow;
}
