import { isBedrockForm, isForm, makersName, nearestNames, strictMatch, writtenForms } from './names';
import {
  changesOn,
  HOURLY,
  listedProvider,
  listedRates,
  PRICE_LIST,
  type ListedModel,
  type ListedProvider,
} from './priceList';
import { makerOf, providerId, providerIds, providerName } from './providers';
import { priceSheetSchema, type PriceSheet } from './schema';
import { priceSheets } from './sheets';
import type { Catalogue, Origin, RateCard, RateCardMatch, Rates, RateTier } from './types';

/** Services that only pass a call on: a vendor before the model's name is part of it, and the vendor's price holds. */
const ROUTERS: ReadonlySet<string> = new Set(['openrouter', 'vercel']);

/** Who sells models of other makers unchanged, so that limits, caching and reasoning are the maker's. */
const RESELLERS: ReadonlySet<string> = new Set([...ROUTERS, 'aws', 'azure', 'google']);

/** The prices that Meterline brings: a public price list, and sheets of our own where those are newer. */
export function loadCatalogue(): Catalogue {
  return new BundledCatalogue(Object.values(priceSheets).map(sheet => priceSheetSchema.parse(sheet)));
}

class BundledCatalogue implements Catalogue {
  readonly asOf = PRICE_LIST.asOf;
  readonly source = PRICE_LIST.source;
  private readonly sheets: ReadonlyMap<string, PriceSheet>;
  private readonly cards = new Map<string, RateCard | undefined>();
  private readonly lists = new Map<number, readonly RateCard[]>();

  constructor(sheets: readonly PriceSheet[]) {
    this.sheets = new Map(sheets.map(sheet => [sheet.provider, sheet]));
  }

  find(model: string, provider: string | undefined, at: Date): RateCardMatch {
    const named = provider === undefined ? this.vendorOf(model) : (providerId(provider) ?? provider);
    if (named === 'local') return { kind: 'local' };
    const home = named ?? makerOf(model);
    if (home === undefined)
      return { kind: 'unknown', because: `no price is known for ${model}`, nearest: this.nearest(model, providerIds) };
    for (const form of writtenForms(model, home)) {
      const card = this.card(home, form, at);
      if (card) return { kind: 'found', card };
    }
    for (const maker of this.standIns(home, model)) {
      for (const form of writtenForms(makersName(writtenForms(model, home)[0] ?? model), maker)) {
        const card = this.card(maker, form, at);
        if (card) return { kind: 'found', card: standingIn(card, home) };
      }
    }
    return {
      kind: 'unknown',
      because: `no price is known for ${model} at ${providerName(home)}`,
      nearest: this.nearest(model, [home]),
    };
  }

  all(at: Date): readonly RateCard[] {
    const span = spanOf(at);
    let list = this.lists.get(span);
    if (!list) {
      const cards = providerIds.flatMap(provider =>
        this.modelIds(provider).flatMap(id => this.card(provider, id.toLowerCase(), at) ?? []),
      );
      list = [...new Map(cards.map(card => [`${card.provider}\0${card.model}`, card])).values()].sort(
        (a, b) => a.provider.localeCompare(b.provider) || a.model.localeCompare(b.model),
      );
      this.lists.clear();
      this.lists.set(span, list);
    }
    return list;
  }

  /** `openai/gpt-4o`, `google:gemini-2.5-pro`: who is named before the model. */
  private vendorOf(model: string): string | undefined {
    const prefix = /^([\w-]+)[/:]/.exec(model.trim())?.[1];
    return prefix === undefined ? undefined : providerId(prefix);
  }

  /** Makers whose prices hold for models that this provider sells without a price of its own in the list. */
  private standIns(provider: string, model: string): readonly string[] {
    if (!ROUTERS.has(provider)) return listedProvider(provider)?.fallback_model_providers ?? [];
    const maker = this.vendorOf(model.trim().replace(/^(?:openrouter|vercel)\//, ''));
    // A variant such as `:batch` has another price.
    return maker === undefined || ROUTERS.has(maker) || model.includes(':') ? [] : [maker];
  }

  private modelIds(provider: string): string[] {
    const own = this.sheets.get(provider)?.models.map(({ id }) => id) ?? [];
    return [...own, ...(listedProvider(provider)?.models.map(({ id }) => id) ?? [])];
  }

  private nearest(model: string, providers: readonly string[]): string[] {
    const bare = model.toLowerCase().split('/').at(-1) ?? model;
    return nearestNames(
      bare,
      providers.flatMap(provider => this.modelIds(provider)),
    );
  }

  private card(provider: string, name: string, at: Date): RateCard | undefined {
    const key = `${provider}\0${name}\0${String(spanOf(at))}`;
    if (this.cards.size > MAX_CARDS) this.cards.clear();
    if (!this.cards.has(key)) this.cards.set(key, this.makeCard(provider, name, at));
    return this.cards.get(key);
  }

  private makeCard(provider: string, name: string, at: Date): RateCard | undefined {
    const sheet = this.sheets.get(provider);
    const own = sheet?.models.find(({ id, aliases }) =>
      [id, ...aliases].some(each => isForm(each.toLowerCase(), name)),
    );
    const listed = listedModel(provider, name);
    const id = own?.id ?? listed?.id;
    const priced = (own && sheet && this.fromSheet(own, sheet, at)) ?? (listed && this.fromList(listed, sheet, at));
    if (id === undefined || !priced) return undefined;
    const facts = this.factsFor(provider, name, id);
    const limit = facts.first(({ limits }) => limits);
    const caching = facts.first(({ caching }) => caching);
    const retirement = facts.own(({ retirements }) => retirements);
    return {
      provider,
      providerName: providerName(provider),
      model: id,
      ...priced,
      contextWindow: limit?.entry.contextWindow ?? listed?.context_window,
      outputLimit: limit?.entry.outputLimit,
      cache: {
        mode: caching?.entry.mode ?? 'unknown',
        minimumTokens: caching?.entry.minimumTokens,
        origin: caching ? originOf(caching.sheet, caching.entry.source) : NOT_KNOWN,
      },
      reasonsByDefault: facts.first(({ reasoning }) => reasoning)?.entry.byDefault,
      ...(retirement ? { retiresOn: retirement.entry.on } : {}),
    };
  }

  private fromSheet(model: PriceSheet['models'][number], sheet: PriceSheet, at: Date): Priced | undefined {
    const day = at.toISOString().slice(0, 10);
    const period = model.prices.findLast(({ from }) => from === undefined || from <= day);
    if (!period) return undefined;
    const next = model.prices.find(({ from }) => from !== undefined && from > day);
    const peak = period.peak && isPeak(period.peak, at) ? period.peak : undefined;
    return {
      rates: { ...ratesOf(period), ...(peak && ratesOf(peak)) },
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

  private fromList(model: ListedModel, sheet: PriceSheet | undefined, at: Date): Priced | undefined {
    const listed = listedRates(model, at);
    if (!listed) return undefined;
    const { source, asOf, url } = PRICE_LIST;
    return { ...listed, tiers: this.corrected(listed.tiers, sheet), origin: { source, asOf, url } };
  }

  /** What is known of a model beside its price: by its provider, else by its maker. */
  private factsFor(provider: string, name: string, id: string): FactFinder {
    const bare = [name, id].map(makersName);
    const maker = RESELLERS.has(provider) ? bare.map(makerOf).find(each => each !== undefined) : undefined;
    const own = { sheet: this.sheets.get(provider), names: [name, id] };
    const makers = {
      sheet: maker === undefined || maker === provider ? undefined : this.sheets.get(maker),
      names: bare,
    };
    return {
      own: list => firstFact(own, list),
      first: list => firstFact(own, list) ?? firstFact(makers, list),
    };
  }

  private corrected(tiers: readonly RateTier[], sheet: PriceSheet | undefined): readonly RateTier[] {
    return tiers.map(tier => {
      const correction = sheet?.thresholds.find(({ listed }) => listed === tier.aboveInputTokens);
      return correction ? { ...tier, aboveInputTokens: correction.above, isInclusive: correction.isInclusive } : tier;
    });
  }
}

/** Prices change at full and half hours only. */
const spanOf = (at: Date): number => Math.floor(at.getTime() / 1_800_000);

const MAX_CARDS = 5_000; // made cards that are kept

interface Priced {
  readonly rates: Rates;
  readonly tiers: readonly RateTier[];
  readonly origin: Origin;
  readonly notes: readonly string[];
}

interface Fact {
  readonly match: string;
}

type FactList<F extends Fact> = (sheet: PriceSheet) => readonly F[];

interface FactFinder {
  own<F extends Fact>(list: FactList<F>): { entry: F; sheet: PriceSheet } | undefined;
  first<F extends Fact>(list: FactList<F>): { entry: F; sheet: PriceSheet } | undefined;
}

function firstFact<F extends Fact>(
  { sheet, names }: { sheet: PriceSheet | undefined; names: readonly string[] },
  list: FactList<F>,
): { entry: F; sheet: PriceSheet } | undefined {
  const entry = sheet && list(sheet).find(({ match }) => names.some(each => new RegExp(match).test(each)));
  return entry && { entry, sheet };
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
    const length = model.id.toLowerCase() === name ? name.length + 2 : byRule;
    if (length !== undefined && length > (found?.length ?? 0)) found = { model, length };
  }
  return found?.model;
}

/** A router's names carry vendor and variant; nothing about them is guessed. */
function exactly(provider: ListedProvider | undefined, name: string): ListedModel | undefined {
  return provider?.models.find(
    ({ id, match }) =>
      id.toLowerCase() === name ||
      ('equals' in match && match.equals.toLowerCase() === name) ||
      ('or' in match && match.or.some(each => 'equals' in each && each.equals.toLowerCase() === name)),
  );
}

function standingIn(card: RateCard, provider: string): RateCard {
  const name = providerName(provider);
  return {
    ...card,
    provider,
    providerName: name,
    notes: [...card.notes, `${name} has no price of its own in the list; this is ${card.providerName}'s`],
  };
}

function ratesOf({
  input,
  cacheRead,
  cacheWrite,
  output,
}: {
  input?: number | undefined;
  cacheRead?: number | undefined;
  cacheWrite?: number | undefined;
  output?: number | undefined;
}): Rates {
  return {
    ...(input === undefined ? {} : { input }),
    ...(cacheRead === undefined ? {} : { cacheRead }),
    ...(cacheWrite === undefined ? {} : { cacheWrite }),
    ...(output === undefined ? {} : { output }),
  };
}

function originOf(sheet: PriceSheet | undefined, key: string): Origin {
  const source = sheet?.sources[key];
  return {
    source: source?.title ?? key,
    asOf: source?.read ?? '',
    ...(source?.url === undefined ? {} : { url: source.url }),
  };
}

const NOT_KNOWN: Origin = { source: 'not known', asOf: PRICE_LIST.asOf };

/** Peak hours, in UTC. */
function isPeak(
  { days, hours }: NonNullable<PriceSheet['models'][number]['prices'][number]['peak']>,
  at: Date,
): boolean {
  const time = at.toISOString().slice(11, 16);
  return days.includes(at.getUTCDay()) && hours.some(({ from, to }) => time >= from && time < to);
}
