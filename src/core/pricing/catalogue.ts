import { isForm, nearestNames, strictMatch, writtenForms } from './names';
import { listedProvider, listedRates, PRICE_LIST, type ListedModel, type ListedProvider } from './priceList';
import { makerOf, providerId, providerIds, providerName } from './providers';
import { priceSheetSchema, type PriceSheet } from './schema';
import { priceSheets } from './sheets';
import type { CacheFacts, Catalogue, Origin, RateCard, RateCardMatch, Rates, RateTier } from './types';

/** Services that only pass a call on: a vendor before the model's name is part of it. */
const ROUTERS: ReadonlySet<string> = new Set(['openrouter']);

/** The prices that Meterline brings: a public price list, and sheets of our own where those are newer. */
export function loadCatalogue(): Catalogue {
  return new BundledCatalogue(Object.values(priceSheets).map(sheet => priceSheetSchema.parse(sheet)));
}

class BundledCatalogue implements Catalogue {
  readonly asOf = PRICE_LIST.asOf;
  readonly source = PRICE_LIST.source;
  private readonly sheets: ReadonlyMap<string, PriceSheet>;
  private readonly cards = new Map<string, RateCard | undefined>();
  private readonly lists = new Map<string, readonly RateCard[]>();

  constructor(sheets: readonly PriceSheet[]) {
    this.sheets = new Map(sheets.map(sheet => [sheet.provider, sheet]));
  }

  find(model: string, provider: string | undefined, at: Date): RateCardMatch {
    const named = provider === undefined ? this.vendorOf(model) : (providerId(provider) ?? provider);
    if (named === 'local') return { kind: 'local' };
    const home = named ?? makerOf(model);
    if (home === undefined)
      return { kind: 'unknown', because: `no price is known for ${model}`, nearest: this.nearest(model, providerIds) };
    for (const each of [home, ...this.standIns(home)]) {
      for (const form of writtenForms(model, each)) {
        const card = this.card(each, form, at);
        if (card) return { kind: 'found', card: each === home ? card : standingIn(card, home) };
      }
    }
    return {
      kind: 'unknown',
      because: `no price is known for ${model} at ${providerName(home)}`,
      nearest: this.nearest(model, [home]),
    };
  }

  all(at: Date): readonly RateCard[] {
    const day = at.toISOString().slice(0, 13);
    let list = this.lists.get(day);
    if (!list) {
      list = providerIds
        .flatMap(provider => this.modelIds(provider).flatMap(id => this.card(provider, id, at) ?? []))
        .filter(
          (card, index, cards) =>
            cards.findIndex(other => other.provider === card.provider && other.model === card.model) === index,
        )
        .sort((a, b) => a.provider.localeCompare(b.provider) || a.model.localeCompare(b.model));
      this.lists.clear();
      this.lists.set(day, list);
    }
    return list;
  }

  /** `openai/gpt-4o`, `google:gemini-2.5-pro`: who is named before the model. */
  private vendorOf(model: string): string | undefined {
    const prefix = /^([\w.-]+)[/:]/.exec(model)?.[1];
    return prefix === undefined ? undefined : providerId(prefix);
  }

  /** Providers whose prices hold for models that this one sells without a price of its own in the list. */
  private standIns(provider: string): readonly string[] {
    return listedProvider(provider)?.fallback_model_providers ?? [];
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
    const key = `${provider}\0${name}\0${at.toISOString().slice(0, 13)}`;
    if (this.cards.size > MAX_CARDS) this.cards.clear();
    if (!this.cards.has(key)) this.cards.set(key, this.makeCard(provider, name, at));
    return this.cards.get(key);
  }

  private makeCard(provider: string, name: string, at: Date): RateCard | undefined {
    const sheet = this.sheets.get(provider);
    const own = sheet?.models.find(({ id, aliases }) => [id, ...aliases].some(each => isForm(each, name)));
    const listed = ROUTERS.has(provider)
      ? exactly(listedProvider(provider), name)
      : inList(listedProvider(provider), name);
    const day = at.toISOString().slice(0, 10);
    const period = own?.prices.findLast(({ from }) => from === undefined || from <= day);
    const id = own?.id ?? listed?.id;
    if (id === undefined) return undefined;
    const fromList = listed && listedRates(listed, at);
    const priced: { rates: Rates; tiers: readonly RateTier[]; origin: Origin; note?: string } | undefined = period
      ? {
          rates: ratesOf(period),
          tiers: period.tiers.map(({ above, isInclusive, ...rates }) => ({
            aboveInputTokens: above,
            isInclusive,
            appliesToWholeRequest: true,
            rates: ratesOf(rates),
          })),
          origin: originOf(sheet, period.source),
          ...(period.note === undefined ? {} : { note: period.note }),
        }
      : fromList && {
          ...fromList,
          tiers: this.corrected(fromList.tiers, sheet),
          origin: { source: PRICE_LIST.source, asOf: PRICE_LIST.asOf, url: PRICE_LIST.url },
        };
    if (!priced) return undefined;
    const fits = ({ match }: { match: string }): boolean => [name, id].some(each => new RegExp(match).test(each));
    const limit = sheet?.limits.find(fits);
    const retirement = sheet?.retirements.find(fits);
    return {
      provider,
      providerName: providerName(provider),
      model: id,
      rates: priced.rates,
      tiers: priced.tiers,
      origin: priced.origin,
      contextWindow: limit?.contextWindow ?? listed?.context_window,
      outputLimit: limit?.outputLimit,
      cache: cacheFacts(sheet, fits),
      reasonsByDefault: sheet?.reasoning.find(fits)?.byDefault,
      ...(retirement ? { retiresOn: retirement.on } : {}),
      notes: priced.note === undefined ? [] : [priced.note],
    };
  }

  private corrected(tiers: readonly RateTier[], sheet: PriceSheet | undefined): readonly RateTier[] {
    return tiers.map(tier => {
      const correction = sheet?.thresholds.find(({ listed }) => listed === tier.aboveInputTokens);
      return correction ? { ...tier, aboveInputTokens: correction.above, isInclusive: correction.isInclusive } : tier;
    });
  }
}

const MAX_CARDS = 5_000; // made cards that are kept

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

function cacheFacts(sheet: PriceSheet | undefined, fits: (entry: { match: string }) => boolean): CacheFacts {
  const facts = sheet?.caching.find(fits);
  return {
    mode: facts?.mode ?? 'unknown',
    minimumTokens: facts?.minimumTokens,
    origin: originOf(sheet, facts?.source ?? 'not known'),
  };
}
