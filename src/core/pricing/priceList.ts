import {
  findProvider,
  type ConditionalPrice,
  type ModelInfo,
  type ModelPrice,
  type Provider,
} from '@pydantic/genai-prices';
import type { Rates, RateTier } from './types';

/** The bundled price list. Nothing here asks the network: prices are those of the package. */
export const PRICE_LIST = {
  source: '@pydantic/genai-prices 0.1.8',
  asOf: '2026-09-23',
  url: 'https://github.com/pydantic/genai-prices',
} as const;

export type ListedModel = ModelInfo;
export type ListedProvider = Provider;

/** The provider of exactly that id; the list's own look-up takes `my-openai-proxy` for OpenAI. */
export function listedProvider(id: string): ListedProvider | undefined {
  const found = findProvider({ providerId: id });
  return found?.id === id ? found : undefined;
}

export const HOURLY = 'the price depends on the hour of the day (UTC)';
export const changesOn = (date: string): string => `other prices from ${date} on`;

/** The prices of a model at a moment: of several that hold, the last in the list. */
export function listedRates(
  { prices }: ListedModel,
  at: Date,
): { rates: Rates; tiers: readonly RateTier[]; notes: readonly string[] } | undefined {
  if (!Array.isArray(prices)) return fromList(prices, []);
  const current = prices.findLast(({ constraint }) => holds(constraint, at));
  const changesByHour = prices.some(({ constraint }) => constraint?.type === 'time_of_date');
  const day = at.toISOString().slice(0, 10);
  const next = prices.find(({ constraint }) => constraint?.type === 'start_date' && constraint.start_date > day);
  return (
    current &&
    fromList(current.prices, [
      ...(changesByHour ? [HOURLY] : []),
      ...(next?.constraint?.type === 'start_date' ? [changesOn(next.constraint.start_date)] : []),
    ])
  );
}

function holds(constraint: ConditionalPrice['constraint'], at: Date): boolean {
  if (!constraint) return true;
  if (constraint.type === 'start_date') return at.toISOString().slice(0, 10) >= constraint.start_date;
  const time = at.toISOString().slice(11, 19);
  const [start, end] = [constraint.start_time, constraint.end_time].map(each =>
    each.replace(/Z$|\+00:00$/, '').slice(0, 8),
  );
  return start !== undefined && end !== undefined && time >= start && time < end;
}

const KEYS = {
  input: 'input_mtok',
  cacheRead: 'cache_read_mtok',
  cacheWrite: 'cache_write_mtok',
  output: 'output_mtok',
} as const;

/** Charges that tokens alone do not tell: with one of these, a sum over tokens would be too low. */
const BEYOND_TOKENS = ['requests_kcount', 'output_reasoning_mtok'] as const;

function fromList(prices: ModelPrice, notes: readonly string[]): ReturnType<typeof listedRates> {
  const rates: { -readonly [K in keyof Rates]: number } = {};
  const tiers = new Map<number, { -readonly [K in keyof Rates]: number }>();
  for (const [kind, key] of Object.entries(KEYS) as [keyof Rates, string][]) {
    const listed = prices[key];
    if (listed === undefined) continue;
    if (typeof listed === 'number') rates[kind] = listed;
    else {
      rates[kind] = listed.base;
      for (const { start, price } of listed.tiers) tiers.set(start, { ...tiers.get(start), [kind]: price });
    }
  }
  const isMoreThanTokens = BEYOND_TOKENS.some(key => prices[key] !== undefined);
  if (isMoreThanTokens || (rates.input === undefined && rates.output === undefined)) return undefined;
  return {
    rates,
    // The list's own calculation moves the whole request to the tier that its input reaches.
    tiers: [...tiers].map(([aboveInputTokens, tierRates]) => ({
      aboveInputTokens,
      isInclusive: false,
      appliesToWholeRequest: true,
      rates: tierRates,
    })),
    notes,
  };
}
