import {
  languages,
  staticKey,
  type CallExpression,
  type Expression,
  type LanguageFamily,
  type ListExpression,
  type Mutation,
  type RecordExpression,
} from '../syntax';
import type { Place } from '../text';
import { namedItems } from './arguments';
import type { Certainty } from './flow';
import { handedItems } from './handed';
import { madeWith } from './keys';
import type { Resolver } from './resolver';
import { partsOf } from './texts';
import {
  choiceOf,
  optionsOf,
  staticText,
  unknownOf,
  type Deferred,
  type Frame,
  type ListItem,
  type ListWorth,
  type PipeWorth,
  type RecordItem,
  type RecordWorth,
  type TextWorth,
  type Worth,
} from './worth';

const MAX_ITEMS = 2_000; // keys or elements of one value; longer ones are data, not a request

const AT_RUN_TIME = { kind: 'open', because: 'a key that is chosen at run time' } as const;

export type LookUp =
  | { readonly kind: 'found'; readonly worth: Worth; readonly place: RecordItem & { kind: 'entry' } }
  | { readonly kind: 'absent' }
  | { readonly kind: 'open'; readonly because: string };

/** The value of a key; the last entry of that name holds. What a spread of something unread holds is not known. */
export function lookUp(resolver: Resolver, record: RecordWorth, key: string): LookUp {
  const optional: { worth: Worth; place: RecordItem & { kind: 'entry' } }[] = [];
  const replaced: Worth[] = [];
  let open: string | undefined;
  for (const item of record.items.toReversed()) {
    if (item.kind === 'open') {
      open ??= item.because;
      if (item.replaces) replaced.push(unknownOf(item.because, key, record.at));
    } else if (item.key === key) {
      const worth = resolver.force(item.value);
      if (!item.isOptional)
        return {
          kind: 'found',
          worth: choiceOf([...optional.map(each => each.worth), worth, ...replaced.slice(0, 1)]),
          place: item,
        };
      optional.push({ worth, place: item });
    }
  }
  const [last] = optional;
  if (last)
    return {
      kind: 'found',
      worth: choiceOf([...optional.map(each => each.worth), ...replaced.slice(0, 1), { kind: 'nothing', trail: [] }]),
      place: last.place,
    };
  return open === undefined ? { kind: 'absent' } : { kind: 'open', because: open };
}

export function recordWorth(resolver: Resolver, expression: RecordExpression, frame: Frame): RecordWorth {
  const items: RecordItem[] = [];
  for (const entry of expression.entries.slice(0, MAX_ITEMS)) {
    if (entry.kind === 'spread')
      items.push(...spreadItems(resolver, resolver.evaluate(entry.value, frame), resolver.source(frame, entry.range)));
    else {
      const key = typeof entry.key === 'string' ? entry.key : keyText(resolver.evaluate(entry.key, frame));
      if (key === undefined) items.push({ ...AT_RUN_TIME, value: { expression: entry.value, frame, trail: [] } });
      else
        items.push({
          kind: 'entry',
          key,
          value: { expression: entry.value, frame, trail: [] },
          isOptional: false,
          place: resolver.place(frame, entry.range),
        });
    }
  }
  const at = resolver.place(frame, expression.range);
  const literal = expression.isSealed ? undefined : { place: at, last: expression.entries.at(-1)?.range };
  return { kind: 'record', items: compact(items), literal, at, trail: [] };
}

/** Items from which a record is looked through for what no key leads to any more. */
const MANY_ITEMS = 48;
/** Values that a key of such a record may have; more candidates tell nobody anything. */
const MAX_VALUES = 6;

/**
 * Without entries that later ones replace: spreads of choices of spreads would double them again and again.
 */
function compact(items: readonly RecordItem[]): readonly RecordItem[] {
  if (items.length < MANY_ITEMS) return items;
  const settled = new Set<string>();
  const values = new Map<string, Set<Expression>>();
  let isOpen = false;
  const kept = items.toReversed().filter(item => {
    if (item.kind === 'open') {
      const isFirst = !isOpen;
      isOpen = true;
      return isFirst;
    }
    const { key, isOptional, value } = item;
    if (settled.has(key)) return false;
    if (!isOptional) {
      settled.add(key);
      return true;
    }
    const known = values.get(key) ?? new Set();
    if (known.size === MAX_VALUES || known.has(value.expression)) return false;
    values.set(key, known.add(value.expression));
    return true;
  });
  return kept.slice(0, MAX_ITEMS).reverse();
}

/** What is left of an object when some of its keys are taken out. */
export function withoutKeys(worth: Worth, keys: ReadonlySet<string>): Worth {
  if (worth.kind === 'choice') return choiceOf(worth.options.map(option => withoutKeys(option, keys)));
  if (worth.kind !== 'record') return worth;
  return {
    ...worth,
    items: worth.items.filter(item => item.kind === 'open' || !keys.has(item.key)),
    literal: undefined,
  };
}

/** What a value is as a key. */
export const keyText = (worth: Worth): string | undefined =>
  staticText(worth) ?? (worth.kind === 'number' ? String(worth.value) : undefined);

/** The entries that a spread brings; those of a conditional one may be absent. */
export function spreadItems(resolver: Resolver, worth: Worth, source: string): readonly RecordItem[] {
  if (worth.kind === 'record') {
    return worth.items.map(item =>
      item.kind === 'entry'
        ? { ...item, value: { ...item.value, trail: [...worth.trail, ...item.value.trail] } }
        : item,
    );
  }
  if (worth.kind === 'nothing' || worth.kind === 'boolean') return [];
  if (worth.kind === 'choice') return anyOf(worth.options.map(option => spreadItems(resolver, option, source)));
  // The fields of an object of a package: `parameters with { Model = m }`, `Request { model, ..base }`.
  const made = hasFields(worth) ? madeWith(resolver, worth) : undefined;
  return made ? [...made.items] : [{ kind: 'open', because: `not read: ${source.slice(0, 40)}` }];
}

/** The entries that one of several lists of them brings. */
export function anyOf(options: readonly (readonly RecordItem[])[]): readonly RecordItem[] {
  const isInAll = (key: string): boolean =>
    options.every(items => items.some(item => item.kind === 'entry' && item.key === key && !item.isOptional));
  const all = options.flatMap((items, index) =>
    items.map(item =>
      // What stands first is what is left where nothing behind it holds.
      item.kind === 'entry' ? { ...item, isOptional: item.isOptional || index > 0 || !isInAll(item.key) } : item,
    ),
  );
  return compact(all);
}

/** Languages in which what is spread is an object with fields rather than a dictionary. */
const FIELD_FAMILIES: ReadonlySet<LanguageFamily> = new Set(['csharp', 'rust']);

const hasFields = (worth: Worth): boolean =>
  (worth.kind === 'reference' || worth.kind === 'instance') &&
  FIELD_FAMILIES.has(languages[worth.frame.program.language].family);

export function listWorth(resolver: Resolver, expression: ListExpression, frame: Frame): ListWorth {
  const items = expression.items.slice(0, MAX_ITEMS).flatMap(({ value, isSpread }): ListItem[] => {
    if (!isSpread) return [{ kind: 'item', value: { expression: value, frame, trail: [] } }];
    return itemsOf(resolver.evaluate(value, frame));
  });
  return {
    kind: 'list',
    items,
    isUnordered: expression.isUnordered,
    at: resolver.place(frame, expression.range),
    trail: [],
  };
}

/** What a value contributes to a list that it is put into as a whole. */
export function itemsOf(worth: Worth): ListItem[] {
  if (worth.kind === 'list') return [...worth.items];
  if (worth.kind === 'nothing') return [];
  return [{ kind: 'rest', worth }];
}

/** The value after changes in place: appended messages, keys set later. */
export function applyChanges(
  resolver: Resolver,
  worth: Worth,
  changes: readonly { mutation: Mutation; certainty: Certainty }[],
  frame: Frame,
): Worth {
  if (worth.kind === 'choice')
    return choiceOf(optionsOf(worth).map(option => applyChanges(resolver, option, changes, frame)));
  if (worth.kind === 'record')
    return changes
      .filter(({ mutation: { path } }) => !isCallNoted(path))
      .reduce((record, change) => changeRecord(resolver, record, change, frame), worth);
  if (worth.kind === 'list' && isKeyedLater(worth, changes))
    return applyChanges(resolver, { ...emptyRecord(worth.at), trail: worth.trail }, changes, frame);
  if (worth.kind === 'list') return changes.reduce((list, change) => changeList(resolver, list, change, frame), worth);
  if (worth.kind === 'text') return changes.reduce((text, change) => changeText(resolver, text, change, frame), worth);
  if (worth.kind === 'instance') {
    const made = { call: worth.call, frame: worth.callFrame ?? worth.frame, changes: worth.changes };
    const set = changedFields(resolver, made, changes, frame);
    return set.length ? { ...worth, changes: set } : worth;
  }
  const last = worth.kind === 'reference' ? worth.steps.at(-1) : undefined;
  if (worth.kind === 'reference' && last?.kind === 'call') {
    const set = changedFields(resolver, last, changes, frame);
    return set.length ? { ...worth, steps: [...worth.steps.slice(0, -1), { ...last, changes: set }] } : worth;
  }
  // Keys that are set on something unread are known all the same.
  const isKeyed = changes.some(
    ({ mutation }) =>
      mutation.kind === 'merge' || (mutation.kind === 'set' && (mutation.isByKey === true || worth.kind === 'unknown')),
  );
  if ((worth.kind !== 'unknown' && worth.kind !== 'reference') || !isKeyed) return worth;
  const because =
    worth.kind === 'unknown' ? worth.because : `not read: ${resolver.source(worth.frame, worth.expression.range)}`;
  const at = worth.kind === 'unknown' ? worth.at : resolver.place(worth.frame, worth.expression.range);
  const record: RecordWorth = {
    kind: 'record',
    items: [{ kind: 'open', because }],
    literal: undefined,
    at,
    trail: worth.trail,
  };
  return applyChanges(resolver, record, changes, frame);
}

/** Whether a call as a whole is noted, which matters only for what makes an object. */
const isCallNoted = ([key]: Mutation['path']): boolean => typeof key === 'string' && key.endsWith('()');

/** Whether an empty list turns out to be a dictionary, as PHP writes both in the same way. */
const isKeyedLater = (list: ListWorth, changes: readonly { mutation: Mutation }[]): boolean =>
  !list.items.length &&
  changes.some(
    ({ mutation: { kind, isByKey, path } }) =>
      kind === 'set' && isByKey === true && typeof path[0] === 'string' && !/^\d+$/.test(path[0]),
  );

/** What was written to the end of a text, as to a string builder. */
function changeText(
  resolver: Resolver,
  text: TextWorth,
  { mutation, certainty }: { mutation: Mutation; certainty: Certainty },
  frame: Frame,
): TextWorth {
  if (mutation.kind !== 'append' || mutation.path.length) return text;
  const added = mutation.values.flatMap(value => {
    const worth =
      certainty === 'repeatedly'
        ? resolver.unknown(frame, value.range, 'written in a loop', resolver.source(frame, value.range))
        : resolver.evaluate(value, frame);
    return partsOf(resolver, worth, value, frame);
  });
  return { ...text, parts: [...text.parts, ...added].slice(0, MAX_ITEMS) };
}

/** The fields of an object of a package or class after changes in place. */
export function changedFields(
  resolver: Resolver,
  made: { call: CallExpression | undefined; frame: Frame; changes?: readonly RecordItem[] | undefined },
  changes: readonly { mutation: Mutation; certainty: Certainty }[],
  frame: Frame,
): readonly RecordItem[] {
  // What it was made with can be added to, as a list of messages.
  const given = made.call ? namedItems(resolver, made.call, made.frame) : [];
  const items = [...given, ...(made.changes ?? [])];
  const record: RecordWorth = { ...emptyRecord(resolver.place(frame, { start: 0, end: 0 })), items };
  return changes.reduce((fields, change) => changeRecord(resolver, fields, change, frame), record).items;
}

export const emptyRecord = (at: Place): RecordWorth => ({
  kind: 'record',
  items: [],
  literal: undefined,
  at,
  trail: [],
});

const MAX_STAGES = 12; // stages of one pipe; a longer list holds data

/** A list of things of packages taken as stages that hand on what they make; undefined for a list of data. */
export function pipeOf(resolver: Resolver, list: ListWorth): PipeWorth | undefined {
  if (list.items.length > MAX_STAGES) return undefined;
  const stages = list.items.flatMap(item => (item.kind === 'item' ? [withoutLists(resolver.force(item.value))] : []));
  const isPipe = stages.some(stage => stage.kind === 'reference' || stage.kind === 'pipe');
  return isPipe ? { kind: 'pipe', stages, trail: list.trail } : undefined;
}

/** A list in a list holds data; it may also hold the very list that it stands in. */
function withoutLists(stage: Worth): Worth {
  const options = optionsOf(stage).filter(({ kind }) => kind !== 'list');
  return options.length < optionsOf(stage).length ? choiceOf(options) : stage;
}

function changeRecord(
  resolver: Resolver,
  record: RecordWorth,
  { mutation, certainty }: { mutation: Mutation; certainty: Certainty },
  frame: Frame,
): RecordWorth {
  const isOptional = certainty !== 'always';
  const [first, ...rest] = mutation.path;
  if (first === undefined && mutation.kind === 'hand')
    return { ...record, items: [...record.items, ...handedItems(resolver, record, { mutation, certainty }, frame)] };
  if (first === undefined) {
    const [source] = mutation.values;
    if (mutation.kind !== 'merge' || !source) return record;
    const items = spreadItems(resolver, resolver.evaluate(source, frame), resolver.source(frame, source.range));
    return {
      ...record,
      items: [
        ...record.items,
        ...items.map(item => (item.kind === 'entry' ? { ...item, isOptional: item.isOptional || isOptional } : item)),
      ],
    };
  }
  const key = typeof first === 'string' ? first : (staticKey(first) ?? keyText(resolver.evaluate(first, frame)));
  const [value] = mutation.values;
  if (key === undefined) {
    const isWhole = !rest.length && mutation.kind === 'set' && value;
    const held = isWhole ? { value: { expression: value, frame, trail: [] } } : {};
    return { ...record, items: [...record.items, { ...AT_RUN_TIME, ...held }] };
  }
  if (!rest.length && mutation.kind === 'set' && value) {
    const place = resolver.place(frame, mutation.at);
    const trail = [resolver.hop(mutation.isDefault === true ? 'default' : 'binding', key, frame, mutation.at)];
    const entry: RecordItem = { kind: 'entry', key, value: { expression: value, frame, trail }, isOptional, place };
    return { ...record, items: mutation.isDefault === true ? [entry, ...record.items] : [...record.items, entry] };
  }
  // `history.AddUserMessage(x)`, `request.Messages = append(request.Messages, x)`: one more of what stands there.
  const [added] = mutation.values;
  const isNew = !record.items.some(item => item.kind === 'entry' && item.key === key);
  if (isNew && !rest.length && added && (mutation.kind === 'append' || mutation.kind === 'extend'))
    return {
      ...record,
      items: [
        ...record.items,
        {
          kind: 'entry',
          key,
          value: { expression: added, frame, trail: [], worth: listOfOne(resolver, added, frame) },
          isOptional,
          place: resolver.place(frame, mutation.at),
        },
      ],
    };
  const inner: Mutation = { ...mutation, path: rest };
  const use = { at: frame.program.text.length, block: mutation.block };
  return {
    ...record,
    items: record.items.map(item => {
      if (item.kind !== 'entry' || item.key !== key) return item;
      const changed: Deferred = { ...item.value, mutations: [...(item.value.mutations ?? []), inner], use };
      return { ...item, value: changed };
    }),
  };
}

function listOfOne(resolver: Resolver, expression: Expression, frame: Frame): ListWorth {
  const items: ListItem[] = [{ kind: 'item', value: { expression, frame, trail: [] } }];
  return { kind: 'list', items, isUnordered: false, at: resolver.place(frame, expression.range), trail: [] };
}

function changeList(
  resolver: Resolver,
  list: ListWorth,
  { mutation, certainty }: { mutation: Mutation; certainty: Certainty },
  frame: Frame,
): ListWorth {
  if (mutation.path.length || mutation.kind === 'hand') return list;
  const added = mutation.values.flatMap((value): ListItem[] => {
    if (certainty === 'repeatedly')
      return [
        {
          kind: 'rest',
          worth: {
            ...resolver.unknown(frame, value.range, 'grows with each turn', 'history'),
            volatility: 'user',
            changes: 'call',
          },
          ...(mutation.kind === 'extend' ? {} : { each: [{ expression: value, frame, trail: [] }] }),
        },
      ];
    const items: ListItem[] =
      mutation.kind === 'extend'
        ? itemsOf(resolver.evaluate(value, frame))
        : [{ kind: 'item', value: { expression: value, frame, trail: [] } }];
    return certainty === 'always'
      ? items
      : items.map(item => (item.kind === 'item' ? { ...item, isOptional: true } : item));
  });
  if (list.items.length + added.length > MAX_ITEMS) return list;
  // What grows with each turn is one history, however many places add to it.
  const history = certainty === 'repeatedly' ? list.items.find(isHistory) : undefined;
  if (history) return { ...list, items: list.items.map(item => (item === history ? longer(history, added) : item)) };
  if (mutation.kind === 'append' || mutation.kind === 'extend') return { ...list, items: [...list.items, ...added] };
  return mutation.kind === 'prepend' ? { ...list, items: [...added, ...list.items] } : list;
}

type Rest = ListItem & { kind: 'rest' };

const isHistory = (item: ListItem): item is Rest =>
  item.kind === 'rest' && item.worth.kind === 'unknown' && item.worth.name === 'history';

/** A history that other places of a loop add to as well. */
function longer({ each, ...history }: Rest, added: readonly ListItem[]): Rest {
  const more = added.flatMap(item => (item.kind === 'rest' ? (item.each ?? []) : []));
  return each && more.length >= added.length ? { ...history, each: [...each, ...more].slice(0, MAX_ITEMS) } : history;
}

/** The keys of a record as a list; undefined where they are not all known. */
export function keysOf({ items, at, trail }: RecordWorth): ListWorth | undefined {
  const entries = items.filter(item => item.kind === 'entry');
  if (entries.length < items.length) return undefined;
  const texts = entries.map(({ key, place, value }): ListItem => {
    const worth: TextWorth = { kind: 'text', parts: [{ kind: 'text', text: key }], at: place, trail: [] };
    return { kind: 'item', value: { ...value, worth, trail: [] } };
  });
  return { kind: 'list', items: texts, isUnordered: false, at, trail };
}

/** The values of a record as a list; undefined where they are not all known. */
export function valuesOf({ items, at, trail }: RecordWorth): ListWorth | undefined {
  const values = items.flatMap(({ value }) => value ?? []);
  if (values.length < items.length) return undefined;
  return { kind: 'list', items: values.map(value => ({ kind: 'item', value })), isUnordered: false, at, trail };
}
