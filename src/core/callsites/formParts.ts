import {
  keyOf,
  knownWorth,
  optionsOf,
  staticText,
  type RecordItem,
  type RecordWorth,
  type Resolver,
  type Worth,
} from '../resolve';
import { read, type Request, type SignatureMatch } from '../signatures';

/** What a form sends that is written as a list of its parts, by their names; undefined where it is none. */
export function formParts(resolver: Resolver, request: Request, { signature }: SignatureMatch): Worth | undefined {
  const { parts } = signature.http ?? {};
  if (!parts) return undefined;
  const reading = read(resolver, request, parts.read);
  const list = reading.kind === 'found' ? optionsOf(reading.worth).find(({ kind }) => kind === 'list') : undefined;
  if (list?.kind !== 'list') return reading.kind === 'found' ? reading.worth : undefined;
  const items = list.items.map((item): RecordItem => {
    const part = item.kind === 'item' ? resolver.force(item.value) : item.worth;
    return fieldOf(resolver, part, parts) ?? { kind: 'open', because: 'parts of a form that are not known' };
  });
  const record: RecordWorth = { kind: 'record', items, literal: undefined, at: list.at, trail: list.trail };
  return record;
}

function fieldOf(
  resolver: Resolver,
  part: Worth,
  keys: { readonly name: string; readonly value: string },
): RecordItem | undefined {
  const name = keyOf(resolver, part, keys.name);
  const value = keyOf(resolver, part, keys.value);
  const key = name.kind === 'found' ? staticText(name.worth) : undefined;
  if (key === undefined || value.kind !== 'found' || !('at' in part)) return undefined;
  const { worth } = value;
  return { kind: 'entry', key, value: knownWorth(worth, part.at), isOptional: false, place: value.place ?? part.at };
}
