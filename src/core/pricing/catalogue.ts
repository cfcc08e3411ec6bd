import { makeCard, ROUTERS, type PriceSources } from './cards';
import { makersName, nearestNames, withoutOwnPrefix, writtenForms } from './names';
import { listedProvider, PRICE_LIST } from './priceList';
import { makerOf, providerId, providerIds, providerName } from './providers';
import { priceSheetSchema, type PriceSheet } from './schema';
import { priceSheets } from './sheets';
import type { Catalogue, RateCard, RateCardMatch } from './types';

/**
 * The prices that Meterline brings: a public price list, and sheets of our own where those are newer.
 * @throws when a sheet breaks its schema
 */
export function loadCatalogue(): Catalogue {
  return new BundledCatalogue(Object.values(priceSheets).map(sheet => priceSheetSchema.parse(sheet)));
}

const MAX_CARDS = 5_000; // made cards that are kept: more than any workspace names

/** Prices change at full and half hours only. */
const spanOf = (at: Date): number => Math.floor(at.getTime() / 1_800_000);

class BundledCatalogue implements Catalogue {
  readonly asOf = PRICE_LIST.asOf;
  readonly source = PRICE_LIST.source;
  private readonly sources: PriceSources;
  private readonly cards = new Map<string, RateCard | undefined>();
  private readonly lists = new Map<number, readonly RateCard[]>();

  constructor(sheets: readonly PriceSheet[]) {
    this.sources = {
      sheets: new Map(sheets.map(sheet => [sheet.provider, sheet])),
      listed: new Map(
        providerIds.map(provider => [
          provider,
          new Map(listedProvider(provider)?.models.map(model => [model.id.toLowerCase(), model])),
        ]),
      ),
    };
  }

  find(model: string, provider: string | undefined, at: Date): RateCardMatch {
    const named = provider === undefined ? vendorOf(model) : (providerId(provider) ?? provider);
    if (named === 'local') return { kind: 'local' };
    const home = named ?? makerOf(model.trim().toLowerCase());
    if (home === undefined)
      return {
        kind: 'unknown',
        because: `no price is known for ${model}`,
        nearest: this.nearest(model, undefined, at),
      };
    const card = this.firstCard(home, model, at) ?? this.standIn(home, model, at);
    if (card) return { kind: 'found', card };
    if (writtenForms(model, home).some(form => this.sources.listed.get(home)?.has(form)))
      return {
        kind: 'unknown',
        because: `${providerName(home)} does not bill ${model} by its tokens alone`,
        nearest: [],
      };
    return { kind: 'unknown', because: whyUnknown(model, home), nearest: this.nearest(model, home, at) };
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

  private firstCard(provider: string, model: string, at: Date): RateCard | undefined {
    for (const form of writtenForms(model, provider)) {
      const card = this.card(provider, form, at);
      if (card) return card;
    }
    return undefined;
  }

  /** The maker's card where a provider sells the model without a price of its own in the list; the card says so. */
  private standIn(provider: string, model: string, at: Date): RateCard | undefined {
    const name = withoutOwnPrefix(model.trim().toLowerCase(), provider);
    for (const maker of standInsFor(provider, name)) {
      const card = this.firstCard(maker, makersName(name), at);
      if (!card) continue;
      const { retiresOn: _makersOwn, ...rest } = card;
      const seller = providerName(provider);
      const note = `${seller} has no price of its own in the list; this is ${card.providerName}'s`;
      return { ...rest, provider, providerName: seller, notes: [...card.notes, note] };
    }
    return undefined;
  }

  private modelIds(provider: string): string[] {
    const own = this.sources.sheets.get(provider)?.models.map(({ id }) => id) ?? [];
    return [...own, ...(listedProvider(provider)?.models.map(({ id }) => id) ?? [])];
  }

  private nearest(model: string, provider: string | undefined, at: Date): string[] {
    const cards = this.all(at).filter(card => provider === undefined || card.provider === provider);
    return nearestNames(
      model.trim(),
      cards.map(card => card.model),
    );
  }

  private card(provider: string, name: string, at: Date): RateCard | undefined {
    const key = `${provider}\0${name}\0${String(spanOf(at))}`;
    if (this.cards.size > MAX_CARDS) this.cards.clear();
    if (!this.cards.has(key)) this.cards.set(key, makeCard(this.sources, provider, name, at));
    return this.cards.get(key);
  }
}

/** `openai/gpt-4o`, `google:gemini-2.5-pro`: who is named before the model. */
function vendorOf(model: string): string | undefined {
  const prefix = /^([\w-]+)[/:]/.exec(model.trim())?.[1];
  return prefix === undefined ? undefined : providerId(prefix);
}

function standInsFor(provider: string, name: string): readonly string[] {
  // A variant such as `:batch` has another price.
  if (name.includes(':')) return [];
  if (!ROUTERS.has(provider)) return listedProvider(provider)?.fallback_model_providers ?? [];
  const maker = vendorOf(name);
  return maker === undefined || ROUTERS.has(maker) ? [] : [maker];
}

/** For people. What a name hides is told where it is known to hide something. */
function whyUnknown(model: string, provider: string): string {
  const at = providerName(provider);
  if (/^ft:/i.test(model.trim()))
    return `a fine-tuned model has a price of its own, and ${at}'s for ${model} is not known`;
  if (provider === 'aws' && /^arn:/.test(model)) return 'the ARN does not tell which model it stands for';
  if (provider === 'azure')
    return `${model} is no model that ${at} lists; the name of a deployment does not tell its model`;
  return `no price is known for ${model} at ${at}`;
}
