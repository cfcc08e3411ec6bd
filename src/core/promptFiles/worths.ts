import type { Deferred, Frame, ListWorth, NothingWorth, RecordItem, RecordWorth, Worth } from '../resolve';
import { plainProgram } from '../syntax';
import type { Place, Range } from '../text';

export const NOTHING: NothingWorth = { kind: 'nothing', trail: [] };

export const NO_BLOCK = { kind: 'module', parent: undefined, range: { start: 0, end: 0 } } as const;

/** Where what a file says is read: names that change are known as JavaScript knows them. */
export const frameOf = (file: string, text: string): Frame => ({ program: plainProgram(file, text), depth: 0 });

const NO_FRAME = frameOf('', '');

/** A value that is known, where one is evaluated when it is asked for. */
const known = (worth: Worth, range: Range): Deferred => ({
  expression: { kind: 'other', range },
  frame: NO_FRAME,
  trail: [],
  worth,
});

export function listOf(items: readonly Worth[], at: Place): ListWorth {
  return {
    kind: 'list',
    items: items.map(worth => ({ kind: 'item', value: known(worth, at.range) })),
    isUnordered: false,
    at,
    trail: [],
  };
}

export const entryOf = (key: string, worth: Worth, place: Place): RecordItem => ({
  kind: 'entry',
  key,
  value: known(worth, place.range),
  isOptional: false,
  place,
});

export const recordOf = (
  items: readonly RecordItem[],
  at: Place,
  literal: RecordWorth['literal'] = undefined,
): RecordWorth => ({ kind: 'record', items, literal, at, trail: [] });

/** A message of a prompt. */
export function messageOf(role: string, content: Worth, at: Place): RecordWorth {
  const roleWorth: Worth = { kind: 'text', parts: [{ kind: 'text', text: role }], at, trail: [] };
  return recordOf([entryOf('role', roleWorth, at), entryOf('content', content, at)], at);
}

/** The entry of a record that holds under a key: the last one. */
export function entryAt(worth: Worth | undefined, key: string): (RecordItem & { kind: 'entry' }) | undefined {
  if (worth?.kind !== 'record') return undefined;
  return worth.items.findLast(item => item.kind === 'entry' && item.key === key) as
    (RecordItem & { kind: 'entry' }) | undefined;
}

/** What a record holds under keys in keys. */
export function valueAt(worth: Worth | undefined, ...keys: readonly string[]): Worth | undefined {
  return keys.reduce<Worth | undefined>((owner, key) => entryAt(owner, key)?.value.worth, worth);
}

/** The values of a list; none of anything else. */
export const itemsIn = (worth: Worth | undefined): readonly Worth[] =>
  worth?.kind === 'list'
    ? worth.items.flatMap(item => (item.kind === 'item' ? (item.value.worth ?? []) : item.worth))
    : [];

/** Where a value stands. */
export const rangeIn = (worth: Worth | undefined): Range | undefined =>
  worth && 'at' in worth ? worth.at.range : undefined;
