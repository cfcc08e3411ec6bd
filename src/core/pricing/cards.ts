import { isBedrockForm, isForm, makersName, strictMatch } from './names';
import {
  changesOn,
  HOURLY,
  listedProvider,
  listedRates,
  PRICE_LIST,
  type ListedModel,
  type ListedProvider,
} from './priceList';
import { makerOf, providerName } from './providers';
import type { PriceSheet } from './schema';
import type { Origin, RateCard, Rates, RateTier } from './types';

/** What cards are made from. */
export interface PriceSources {
  readonly sheets: ReadonlyMap<string, PriceSheet>;
  /** The list's models by provider and id in lower case. */
  readonly listed: ReadonlyMap<string, ReadonlyMap<string, ListedModel>>;
}

type SheetModel = PriceSheet['models'][number];
type Period = SheetModel['prices'][number];
type PeriodRates = Pick<Period, 'input' | 'cacheRead' | 'cacheWrite' | 'output'>;

/** Services that only pass a call on: a vendor before the model's name is part of it, and the vendor's price holds. */
export const ROUTERS: ReadonlySet<string> = new Set(['openrouter', 'vercel']);

/** Who sells models of other makers unchanged, so that limits, caching and reasoning are the maker's. */
const RESELLERS: ReadonlySet<string> = new Set([...ROUTERS, 'aws', 'azure', 'google']);

const NOT_KNOWN: Origin = { source: 'not known', asOf: PRICE_LIST.asOf };

/**
 * The rate card of a model under one written form of its name (lower case), by the provider's sheet, else by the
 * list; undefined where neither has a price for exactly that model.
 */
export function makeCard(sources: PriceSources, provider: string, name: string, at: Date): RateCard | undefined {
  const { sheets } = sources;
  const sheet = sheets.get(provider);
  const own = sheet?.models.find(({ id, aliases }) => [id, ...aliases].some(each => isForm(each.toLowerCase(), name)));
  const listed = sources.listed.get(provider)?.get(name) ?? listedModel(provider, name);
  const id = own?.id ?? listed?.id;
  const priced = (own && sheet && bySheet(own, sheet, at)) ?? (listed && byList(listed, sheet, at));
  if (id === undefined || !priced) return undefined;

  const known = factsOf(sheets, provider, name, id);
  const limit = known(({ limits }) => limits);
  const caching = known(({ caching }) => caching);
  // Other providers of a model have dates of their own, and other snapshots too.
  const retirement = sheet?.retirements.find(({ match }) => match.test(name));
  return {
    provider,
    providerName: providerName(provider),
    model: id,
    ...priced,
    contextWindow: limit?.fact.contextWindow ?? listed?.context_window,
    outputLimit: limit?.fact.outputLimit,
    cache: {
      mode: caching?.fact.mode ?? 'unknown',
      minimumTokens: caching?.fact.minimumTokens,
      origin: caching ? originOf(caching.sheet, caching.fact.source) : NOT_KNOWN,
    },
    reasonsByDefault: known(({ reasoning }) => reasoning)?.fact.byDefault,
    ...(retirement ? { retiresOn: retirement.on } : {}),
  };
}

interface Priced {
  readonly rates: Rates;
  readonly tiers: readonly RateTier[];
  readonly origin: Origin;
  readonly notes: readonly string[];
}

function bySheet(model: SheetModel, sheet: PriceSheet, at: Date): Priced | undefined {
  const day = at.toISOString().slice(0, 10);
  const period = model.prices.findLast(({ from }) => from === undefined || from <= day);
  if (!period) return undefined;
  const next = model.prices.find(({ from }) => from !== undefined && from > day);
  return {
    rates: { ...ratesOf(period), ...(period.peak && isPeak(period.peak, at) ? ratesOf(period.peak) : {}) },
    tiers: period.tiers.map(({ above, isInclusive, ...rates }) => ({
      aboveInputTokens: above,
      isInclusive,
      appliesToWholeRequest: true,
      rates: ratesOf(rates),
    })),
    origin: originOf(sheet, period.source),
    notes: [
      ...(period.note === undefined ? [] : [period.note]),
      ...(period.peak ? [HOURLY] : []),
      ...(next?.from === undefined ? [] : [changesOn(next.from)]),
    ],
  };
}

function isPeak({ days, hours }: NonNullable<Period['peak']>, at: Date): boolean {
  const time = at.toISOString().slice(11, 16);
  return days.includes(at.getUTCDay()) && hours.some(({ from, to }) => time >= from && time < to);
}

function byList(model: ListedModel, sheet: PriceSheet | undefined, at: Date): Priced | undefined {
  const listed = listedRates(model, at);
  if (!listed) return undefined;
  const tiers = listed.tiers.map(tier => {
    const correction = sheet?.thresholds.find(({ listed }) => listed === tier.aboveInputTokens);
    return correction ? { ...tier, aboveInputTokens: correction.above, isInclusive: correction.isInclusive } : tier;
  });
  const { source, asOf, url } = PRICE_LIST;
  return { ...listed, tiers, origin: { source, asOf, url } };
}

/** What is known of a model beside its price: by its provider, else by its maker. */
function factsOf(sheets: PriceSources['sheets'], provider: string, name: string, id: string) {
  const bare = [name, id].map(makersName);
  const maker = RESELLERS.has(provider) ? bare.map(makerOf).find(each => each !== undefined) : undefined;
  return <F extends { readonly match: RegExp }>(list: (sheet: PriceSheet) => readonly F[]) =>
    firstFact(sheets.get(provider), [name, id], list) ??
    (maker === undefined ? undefined : firstFact(sheets.get(maker), bare, list));
}

function firstFact<F extends { readonly match: RegExp }>(
  sheet: PriceSheet | undefined,
  names: readonly string[],
  list: (sheet: PriceSheet) => readonly F[],
): { fact: F; sheet: PriceSheet } | undefined {
  if (!sheet) return undefined;
  for (const name of names) {
    const fact = list(sheet).find(({ match }) => match.test(name));
    if (fact) return { fact, sheet };
  }
  return undefined;
}

function listedModel(provider: string, name: string): ListedModel | undefined {
  const listed = listedProvider(provider);
  if (ROUTERS.has(provider)) return exactly(listed, name);
  if (provider === 'aws') return listed?.models.find(({ id }) => isBedrockForm(id, name));
  return inList(listed, name);
}

/** The listed model whose rule fits most of the name, without taking one model for another. */
function inList(provider: ListedProvider | undefined, name: string): ListedModel | undefined {
  let found: { model: ListedModel; length: number } | undefined;
  for (const model of provider?.models ?? []) {
    const byRule =
      strictMatch(model.match, name) ?? (isForm(model.id.toLowerCase(), name) ? model.id.length : undefined);
    if (byRule !== undefined && byRule > (found?.length ?? 0)) found = { model, length: byRule };
  }
  return found?.model;
}

/** A router's names carry vendor and variant; nothing about them is guessed. */
function exactly(provider: ListedProvider | undefined, name: string): ListedModel | undefined {
  return provider?.models.find(
    ({ match }) =>
      ('equals' in match && match.equals.toLowerCase() === name) ||
      ('or' in match && match.or.some(each => 'equals' in each && each.equals.toLowerCase() === name)),
  );
}

function originOf(sheet: PriceSheet, key: string): Origin {
  const source = sheet.sources[key];
  if (!source) throw new Error(`pricing/${sheet.provider}.yaml: no source is called ${key}`);
  return {
    source: source.title,
    asOf: source.read,
    ...(source.url === undefined ? {} : { url: source.url }),
  };
}

function ratesOf({ input, cacheRead, cacheWrite, output }: PeriodRates): Rates {
  return {
    ...(input === undefined ? {} : { input }),
    ...(cacheRead === undefined ? {} : { cacheRead }),
    ...(cacheWrite === undefined ? {} : { cacheWrite }),
    ...(output === undefined ? {} : { output }),
  };
}
