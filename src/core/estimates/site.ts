import type { CallSite, ModelRef, ProviderRef } from '../callsites';
import type { Catalogue } from '../pricing';
import type { Counters } from '../tokens';
import { suits } from './calculate';
import { estimate, unpriced } from './estimate';
import type { ComparedEstimate, Estimate, EstimateSettings } from './types';

/**
 * What a call costs with the model that its code names. A model that is one of several gives no price, but one for
 * each that is known (`alternatives`); a model or a host that is not known gives none.
 * @param now the moment that dated prices are taken at
 */
export async function estimateSite(
  site: CallSite,
  catalogue: Catalogue,
  settings: EstimateSettings,
  now: Date,
  counters: Counters,
): Promise<Estimate> {
  const { model, provider } = site;
  if (site.role === 'construct') return unpriced('the model is set here and called elsewhere');
  if (provider.id === 'local') return estimate(site, { kind: 'local' }, settings, counters);
  switch (model.kind) {
    case 'unknown':
      return unpriced(model.because);
    case 'choice': {
      const alternatives: ComparedEstimate[] = [];
      for (const id of model.ids) {
        const one: CallSite = { ...site, model: { ...model, kind: 'known', id, at: whole(site) } };
        alternatives.push({ model: id, estimate: await estimateSite(one, catalogue, settings, now, counters) });
      }
      return unpriced(oneOf(model), { alternatives });
    }
    case 'known': {
      if (provider.id === undefined) {
        const because = whoServes(provider);
        return estimate(site, { kind: 'unknown', because, nearest: [] }, settings, counters);
      }
      return estimate(site, catalogue.find(model.id, provider.id, now), settings, counters);
    }
  }
}

function whoServes({ evidence, detail }: ProviderRef): string {
  switch (evidence) {
    case 'baseUrl':
      return `the host ${detail} is not known`;
    case 'client':
      return `the call goes to ${detail}, as its client is made`;
    default:
      return `who serves the model is not known (${detail})`;
  }
}

const whole = ({ file, where }: CallSite) => ({ file, range: where.call });

function oneOf({ ids, isOpen }: ModelRef & { kind: 'choice' }): string {
  const known = ids.join(', ');
  if (!isOpen) return `the model is one of ${known}`;
  return ids.length === 0
    ? 'the model is known at run time only'
    : `the model is ${ids.length > 1 ? 'one of ' : ''}${known}, or another that is known at run time only`;
}

/** The same call with each model of the comparison set that can answer it, in the order of the setting. */
export async function compare(
  site: CallSite,
  catalogue: Catalogue,
  settings: EstimateSettings,
  now: Date,
  counters: Counters,
): Promise<ComparedEstimate[]> {
  if (site.mode !== 'text' && site.mode !== 'embedding') return [];
  const compared: ComparedEstimate[] = [];
  for (const model of settings.compareWith) {
    const match = catalogue.find(model, undefined, now);
    if (match.kind === 'found' && !suits(match.card, site)) continue;
    const named: CallSite = { ...site, model: asNamed(model, site) };
    compared.push({ model, estimate: await estimate(named, match, settings, counters) });
  }
  return compared;
}

const asNamed = (id: string, site: CallSite): ModelRef => ({
  kind: 'known',
  id,
  from: 'config',
  at: whole(site),
  trail: [],
});

/** The compared estimate with the lowest cost per call among those whose context the call fits; undefined without any. */
export function cheapest(list: readonly ComparedEstimate[]): ComparedEstimate | undefined {
  let best: ComparedEstimate | undefined;
  let lowest = Infinity;
  for (const each of list) {
    if (each.estimate.kind !== 'priced' || each.estimate.fitsContext === false) continue;
    if (each.estimate.costPerCall >= lowest) continue;
    best = each;
    lowest = each.estimate.costPerCall;
  }
  return best;
}
