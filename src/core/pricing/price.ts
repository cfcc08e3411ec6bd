import type { Cost, CostLine, RateCard, Rates, RateTier, Usage } from './types';

/**
 * Rates are taken to a millionth of a dollar per million tokens, which is finer than any price list, so that one
 * token of any kind is a whole number of 10⁻¹² dollars and sums are exact.
 */
const RATE_UNITS_PER_USD = 1_000_000;
const UNITS_PER_USD = 1e12;

type Kind = CostLine['kind'];

/** The tier whose rates hold for a request of that many input tokens. */
export function tierFor(card: RateCard, inputTokens: number): RateTier | undefined {
  return card.tiers
    .filter(
      ({ aboveInputTokens, isInclusive }) =>
        inputTokens > aboveInputTokens || (isInclusive && inputTokens === aboveInputTokens),
    )
    .toSorted((a, b) => b.aboveInputTokens - a.aboveInputTokens)[0];
}

/**
 * What a request costs by the card, exact to 10⁻¹² dollars; the lines sum to the total. Without a rate of their own,
 * cached and written tokens are input like any other. Tokens are counted whole: a part of one counts as one.
 */
export function price(usage: Usage, card: RateCard): Cost {
  const tokens = tokensByKind(usage);
  const tier = tierFor(card, tokens.input + tokens.cacheRead + tokens.cacheWrite);
  const higher: Rates = { ...card.rates, ...tier?.rates };
  const above = tier && !tier.appliesToWholeRequest ? tokensAbove(tokens, tier.aboveInputTokens) : undefined;
  const base = tier?.appliesToWholeRequest ? higher : card.rates;

  const lines: CostLine[] = [];
  let sum = 0n;
  const add = (kind: Kind, count: number, rates: Rates): void => {
    if (count === 0) return;
    const usdPerMillionTokens = rateOf(kind, rates);
    const amount = BigInt(count) * BigInt(Math.round(usdPerMillionTokens * RATE_UNITS_PER_USD));
    sum += amount;
    lines.push({ kind, tokens: count, usdPerMillionTokens, usd: Number(amount) / UNITS_PER_USD });
  };
  for (const kind of ['input', 'cacheRead', 'cacheWrite', 'output'] as const) {
    const dearer = above?.[kind] ?? 0;
    add(kind, tokens[kind] - dearer, base);
    add(kind, dearer, higher);
  }
  return { usd: Number(sum) / UNITS_PER_USD, lines, tier };
}

/** Cached and written tokens are part of the input: what is left of it is billed as input. */
function tokensByKind(usage: Usage): Record<Kind, number> {
  const whole = (count: number): number => Math.max(0, Math.ceil(count));
  const all = whole(usage.inputTokens);
  const cacheRead = Math.min(whole(usage.cacheReadTokens), all);
  const cacheWrite = Math.min(whole(usage.cacheWriteTokens), all - cacheRead);
  return { input: all - cacheRead - cacheWrite, cacheRead, cacheWrite, output: whole(usage.outputTokens) };
}

/** The part of a prompt above a threshold: its end, where the uncached tokens are, and only then written and cached ones. */
function tokensAbove(tokens: Record<Kind, number>, threshold: number): Record<Kind, number> {
  const all = tokens.input + tokens.cacheWrite + tokens.cacheRead;
  let left = Math.max(0, all - threshold);
  const take = (count: number): number => {
    const taken = Math.min(count, left);
    left -= taken;
    return taken;
  };
  return {
    input: take(tokens.input),
    cacheWrite: take(tokens.cacheWrite),
    cacheRead: take(tokens.cacheRead),
    output: 0,
  };
}

function rateOf(kind: Kind, rates: Rates): number {
  const input = rates.input ?? 0;
  switch (kind) {
    case 'input':
      return input;
    case 'cacheRead':
      return rates.cacheRead ?? input;
    case 'cacheWrite':
      return rates.cacheWrite ?? input;
    case 'output':
      return rates.output ?? 0;
  }
}
