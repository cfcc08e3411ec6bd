import type { RateCard } from '../pricing';
import { price } from '../pricing/price';
import type { ChatOverhead, Exactness, TokenizerFacts } from '../tokens';
import { toModelTokens } from '../tokens/modelTokens';
import type { CallShape, CallTokens, InputTokens, OutputTokens, PricedTokens, TextCounts } from './types';

/*
 * From counts to costs. Everything that states a figure calls this, a page without tokenizers and without the price
 * list too: that is why nothing here imports either.
 */

/** A call whose text is counted in the encoding of one model. */
export interface CountedCall {
  readonly shape: CallShape;
  readonly counts: TextCounts;
}

/** How a model counts, beside its encoding. */
export interface Counting {
  readonly factor: number;
  readonly overhead: Pick<ChatOverhead, 'perRequest' | 'perMessage' | 'toolsPresent' | 'perTool'>;
}

/** The figures that no code shows. */
export interface Figures {
  /** Tokens of all slots together. */
  readonly inputTokens: number;
  /** Tokens of one completion, if cap and model allow as many. */
  readonly outputTokens: number;
  /** Share of the cacheable prefix that is read from the cache, 0 to 1. */
  readonly cacheHitShare: number;
  /** 0 when no volume is assumed. */
  readonly callsPerMonth: number;
}

/** How a call stands to a model's context window, in tokens of prompt and completion. */
export type Fit =
  | { readonly kind: 'fits'; readonly share: number; readonly window: number }
  | { readonly kind: 'overflows'; readonly by: number; readonly window: number }
  | { readonly kind: 'unknown' };

export type Calculation =
  | (PricedTokens & { readonly fit: Fit })
  /** The card lacks a rate without which the call has no price. */
  | (CallTokens & { readonly kind: 'unpriced'; readonly missing: 'input' | 'output' });

/** Tokens and cost of one call with one model. */
export function calculate(call: CountedCall, counting: Counting, figures: Figures, card: RateCard): Calculation {
  const tokens = tokensOf(call, counting, figures, card);
  const { input, output } = tokens;
  const missing = missingRate(card, call.shape);
  if (missing !== undefined) return { ...tokens, kind: 'unpriced', missing };
  const usage = {
    inputTokens: input.total,
    ...cacheUsage(card, input.cacheablePrefix, figures.cacheHitShare),
    outputTokens: output.expected,
  };
  const cost = price(usage, card);
  const worst = output.worst === undefined ? undefined : price({ ...usage, outputTokens: output.worst }, card);
  return {
    ...tokens,
    kind: 'priced',
    usage,
    cost,
    costPerCall: cost.usd,
    worstCostPerCall: worst?.usd,
    costPerMillionCalls: cost.usd * 1e6,
    costPerMonth: figures.callsPerMonth > 0 ? cost.usd * figures.callsPerMonth : undefined,
    fit: fitOf(call.shape, tokens, card),
  };
}

/** What can be said in tokens. Without a card there is no cache and no limit of the model's own. */
export function tokensOf(
  { shape, counts }: CountedCall,
  counting: Counting,
  figures: Pick<Figures, 'inputTokens' | 'outputTokens'>,
  card: RateCard | undefined,
): CallTokens {
  return {
    input: inputOf(shape, counts, counting, figures.inputTokens, card),
    output: outputOf(shape, figures.outputTokens, card),
  };
}

function inputOf(
  shape: CallShape,
  counts: TextCounts,
  counting: Counting,
  assumed: number,
  card: RateCard | undefined,
): InputTokens {
  const fromText = toModelTokens(counts.text, counting);
  const prefix = toModelTokens(counts.cacheablePrefix, counting);
  const overhead = overheadOf(shape, counting);
  const cacheablePrefix = card && canCache(card, prefix) ? prefix : 0;
  return { total: fromText + assumed + overhead, fromText, assumed, overhead, cacheablePrefix };
}

function overheadOf({ messages, tools }: CallShape, { overhead }: Counting): number {
  const forTools = tools > 0 ? overhead.toolsPresent + tools * overhead.perTool : 0;
  return messages > 0 ? overhead.perRequest + messages * overhead.perMessage + forTools : forTools;
}

const canCache = ({ cache, rates }: RateCard, prefix: number): boolean =>
  cache.mode !== 'none' && rates.cacheRead !== undefined && prefix >= (cache.minimumTokens ?? 1);

function outputOf(shape: CallShape, assumed: number, card: RateCard | undefined): OutputTokens {
  const longest = longestCompletion(shape, card);
  return {
    expected: Math.min(assumed, longest ?? Infinity) * shape.choices,
    worst: longest === undefined ? undefined : longest * shape.choices,
  };
}

/** The most tokens of one completion that cap and model allow; undefined when nothing sets a bound. */
export function longestCompletion({ mode, outputCap }: CallShape, card: RateCard | undefined): number | undefined {
  if (mode === 'embedding') return 0;
  const bounds = [outputCap, card?.outputLimit].filter(bound => bound !== undefined);
  return bounds.length > 0 ? Math.min(...bounds) : undefined;
}

function cacheUsage({ rates }: RateCard, prefix: number, hitShare: number) {
  const cacheReadTokens = Math.round(prefix * hitShare);
  // Who reads from a cache has written to it: with each call that misses.
  const isWritten = hitShare > 0 && rates.cacheWrite !== undefined;
  return { cacheReadTokens, cacheWriteTokens: isWritten ? prefix - cacheReadTokens : 0 };
}

/** A window has to hold the prompt and its output cap; without a cap, the expected completion. */
function fitOf({ mode, outputCap, choices }: CallShape, { input, output }: CallTokens, card: RateCard): Fit {
  const { contextWindow: window } = card;
  if (window === undefined) return { kind: 'unknown' };
  const tokens = input.total + (mode === 'embedding' ? 0 : (outputCap ?? output.expected / choices));
  return tokens > window
    ? { kind: 'overflows', by: tokens - window, window }
    : { kind: 'fits', share: tokens / window, window };
}

function missingRate({ rates }: RateCard, { mode }: CallShape): 'input' | 'output' | undefined {
  if (rates.input === undefined) return 'input';
  return rates.output === undefined && mode !== 'embedding' ? 'output' : undefined;
}

/** Whether a model can answer such a call at all: one that writes nothing makes embeddings. */
export const suits = ({ rates }: RateCard, { mode }: Pick<CallShape, 'mode'>): boolean =>
  mode === 'embedding' ? !rates.output : rates.output !== undefined;

/** How good a count of a call's input is, by the tokenizer that counts it and by what the provider makes of it first. */
export const exactnessOf = (
  { exactness }: Pick<TokenizerFacts, 'exactness'>,
  { isRewritten }: Pick<CallShape, 'isRewritten'>,
): Exactness => (isRewritten ? 'approximate' : exactness);
