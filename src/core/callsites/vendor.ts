import type { Range } from '../text';
import type { HopKind, ModelRef, ProviderRef } from './types';

/** Whether a provider may serve a model, as far as the model's name tells whose it is. */
export type ServesLookUp = (provider: string, model: string, api: string) => boolean;

/** Ways on which a value may stand for several calls, of which some may never get it. */
const SHARED: ReadonlySet<HopKind> = new Set([
  'argument',
  'configuration',
  'default',
  'environment',
  'field',
  'option',
]);

/** Whose client the makers of compatible servers have their users take. */
const USUAL_VENDOR = 'openai';

export interface Served {
  readonly model: ModelRef;
  readonly provider: ProviderRef;
}

/**
 * A model as a provider may be asked for it. Where settings, defaults and arguments are shared by clients of several
 * vendors, a model of another vendor is none that this one is asked for; what is written for the call stands, and shows
 * that the vendor's client is pointed at somebody else.
 */
export function asServed(
  model: ModelRef,
  provider: ProviderRef,
  serves: (provider: string, model: string) => boolean,
  at: Range,
): Served {
  const { id } = provider;
  if (id === undefined || model.kind === 'unknown') return { model, provider };
  const ids = model.kind === 'known' ? [model.id] : model.ids;
  const own = ids.filter(each => serves(id, each));
  if (own.length === ids.length) return { model, provider };
  if (own.length && model.kind === 'choice') return { model: narrowed(model, own), provider };
  const isWritten = model.kind === 'known' && !model.trail.some(({ kind }) => SHARED.has(kind));
  if (isWritten || isMovable(provider)) {
    const detail = `${provider.detail}, asked for ${ids.join(' or ')}`;
    return { model, provider: id === USUAL_VENDOR ? { id: undefined, evidence: 'client', detail } : provider };
  }
  const because = `${ids.join(' and ')} can't be asked for at ${id}`;
  return { model: { kind: 'unknown', because, at, trail: model.trail }, provider };
}

/** A choice without some of its members; one that is left is what is meant. */
function narrowed(model: ModelRef & { kind: 'choice' }, ids: readonly string[]): ModelRef {
  const [only, ...others] = ids;
  const end = model.trail.findIndex(({ kind, name }) => kind === 'literal' && name === only);
  const at = model.trail[end]?.place;
  if (model.isOpen || others.length || only === undefined || !at) return { ...model, ids };
  const start = model.trail.slice(0, end).findLastIndex(({ kind }) => kind === 'literal') + 1;
  return { kind: 'known', id: only, from: model.from, at, trail: model.trail.slice(start, end) };
}

/** The usual client, whose base URL a setting may change. */
const isMovable = ({ id, evidence }: ProviderRef): boolean => id === USUAL_VENDOR && evidence === 'client';
