import type { Cost, CostLine, RateCard, Rates, RateTier, Usage } from './types';

/**
 * Rates are taken to a millionth of a dollar per million tokens, which is finer than any price list, so that one
 * token of any kind is a whole number of 10⁻¹² dollars and sums are exact.
 */
const PER_USD = 1_000_000n;
const PICO = 1e12;

const scaled = (usdPerMillionTokens: number): bigint => BigInt(Math.round(usdPerMillionTokens * Number(PER_USD)));

/** The tier whose rates hold for a request of that many input tokens. */
export function tierFor(card: RateCard, inputTokens: number): RateTier | undefined {
  return card.tiers
    .filter(
      ({ aboveInputTokens, isInclusive }) =>
        inputTokens > aboveInputTokens || (isInclusive && inputTokens === aboveInputTokens),
    )
    .toSorted((a, b) => b.aboveInputTokens - a.aboveInputTokens)[0];
}

/** What a request costs by the card, exact to 10⁻¹² dollars. Without a rate for cached tokens they are input like any other. */
export function price(usage: Usage, card: RateCard): Cost {
  const tier = tierFor(card, usage.inputTokens);
  const rates: Rates = tier?.appliesToWholeRequest ? { ...card.rates, ...tier.rates } : card.rates;
  const input = rates.input ?? 0;
  const cached = Math.min(usage.cacheReadTokens, usage.inputTokens);
  const written = Math.min(usage.cacheWriteTokens, usage.inputTokens - cached);
  const kinds: [CostLine['kind'], number, number][] = [
    ['input', usage.inputTokens - cached - written, input],
    ['cacheRead', cached, rates.cacheRead ?? input],
    ['cacheWrite', written, rates.cacheWrite ?? input],
    ['output', usage.outputTokens, rates.output ?? 0],
  ];
  const extra = tier && !tier.appliesToWholeRequest ? partAbove(usage, card.rates, tier) : 0n;
  const amounts = kinds.map(([kind, tokens, rate]) => ({
    kind,
    tokens,
    rate,
    amount: BigInt(tokens) * scaled(rate) + (kind === 'input' ? extra : 0n),
  }));
  const total = amounts.reduce((sum, { amount }) => sum + amount, 0n);
  return {
    usd: Number(total) / PICO,
    lines: amounts
      .filter(({ tokens }) => tokens > 0)
      .map(({ kind, tokens, rate, amount }) => ({
        kind,
        tokens,
        usdPerMillionTokens: rate,
        usd: Number(amount) / PICO,
      })),
    tier,
  };
}

/** What the input tokens above a threshold cost more, where only those move to the tier's rate. */
function partAbove({ inputTokens }: Usage, base: Rates, tier: RateTier): bigint {
  const above = BigInt(Math.max(0, inputTokens - tier.aboveInputTokens));
  return above * (scaled(tier.rates.input ?? 0) - scaled(base.input ?? 0));
}
