import {
  languages,
  type Argument,
  type CallExpression,
  type Expression,
  type FunctionExpression,
  type LanguageFamily,
  type Mutation,
} from '../syntax';
import type { Place } from '../text';
import { listedArguments, namedItems } from './arguments';
import { resultOf } from './calls';
import { changesBefore } from './flow';
import { formWorth } from './forms';
import { jsonWorth } from './json';
import { callsOf, stepsOf, type NamedCall } from './pattern';
import { changedFields, emptyRecord, lookUp, spreadItems, type LookUp } from './records';
import type { Resolver } from './resolver';
import { ownKeyOf } from './spelling';
import {
  choiceOf,
  optionsOf,
  type Deferred,
  type Frame,
  type FunctionWorth,
  type InstanceWorth,
  type ListItem,
  type ListWorth,
  type RecordItem,
  type RecordWorth,
  type ReferenceWorth,
  type TextWorth,
  type UnknownWorth,
  type Worth,
} from './worth';

/** What stands under a key: a value, nothing, or something that can't be told. */
export type Reading =
  | { readonly kind: 'found'; readonly worth: Worth; readonly place: Place | undefined }
  | { readonly kind: 'absent' }
  | { readonly kind: 'open'; readonly because: string };

/** The arguments that are given by name, as one record. */
export function namedRecord(resolver: Resolver, call: CallExpression, frame: Frame): RecordWorth {
  const items = namedItems(resolver, call, frame);
  const hasSpread = call.arguments.some(({ kind }) => kind === 'spread');
  const open: RecordItem[] = hasSpread ? [{ kind: 'open', because: 'arguments that are spread' }] : [];
  return { ...emptyRecord({ file: frame.program.file, range: call.range }), items: [...open, ...items] };
}

const POSITION = /^@(\d+)$/;
const ALL = '@*';
const EACH = '*';

/**
 * A key of anything that has keys: a record, a choice of records, an object made with named arguments, with an options
 * object or by a builder. `@0` is an argument of the call that made it, `@*` all of them, `*` each element of a list.
 */
export function keyOf(resolver: Resolver, worth: Worth, key: string): Reading {
  switch (worth.kind) {
    case 'record':
      return fromLookUp(lookUp(resolver, worth, key));
    case 'list': {
      if (key === EACH) return eachOf(resolver, worth);
      const position = POSITION.exec(key)?.[1];
      const item = position === undefined ? undefined : worth.items[Number(position)];
      if (position === undefined) return { kind: 'open', because: 'not a value with keys' };
      return item?.kind === 'item'
        ? { kind: 'found', worth: resolver.force(item.value), place: worth.at }
        : { kind: 'absent' };
    }
    case 'nothing':
      return { kind: 'absent' };
    case 'text': {
      const json = jsonWorth(worth);
      if (json) return keyOf(resolver, json, key);
      // A text that is not JSON has no keys.
      return /^\s*[[{]/.test(textStart(worth))
        ? { kind: 'open', because: 'not a value with keys' }
        : { kind: 'absent' };
    }
    case 'number':
    case 'boolean':
      return { kind: 'absent' };
    case 'choice':
      return keyOfChoice(
        worth.options.map(option => keyOf(resolver, option, key)),
        key,
      );
    case 'reference':
    case 'instance': {
      const mapped = key === EACH && worth.kind === 'reference' ? eachMapped(resolver, worth) : undefined;
      if (mapped) return mapped;
      if (key.endsWith('()')) return callNamed(resolver, callsBehind(resolver, worth), key.slice(0, -2));
      if (key === ALL) return argumentsOf(resolver, worth);
      const position = POSITION.exec(key)?.[1];
      if (position !== undefined) return argumentAt(resolver, worth, Number(position));
      if (worth.kind === 'instance') return ownKeyOf(resolver, worth, fieldWrittenAs(worth, key));
      const made = madeWith(resolver, worth);
      if (made) return keyOf(resolver, made, key);
      // Of what only its type tells, nobody knows what it was given.
      const isTyped =
        callsBehind(resolver, worth).length > 0 && callsBehind(resolver, worth).every(({ step }) => !step.call);
      return { kind: 'open', because: isTyped ? 'made elsewhere' : 'not read' };
    }
    case 'function': {
      const built = builtBy(resolver, worth);
      return built ? keyOf(resolver, built, key) : { kind: 'open', because: 'not a value with keys' };
    }
    case 'unknown':
      return (key === EACH ? eachMapped(resolver, worth) : undefined) ?? { kind: 'open', because: worth.because };
    default:
      return { kind: 'open', because: 'not a value with keys' };
  }
}

/** A key in the spelling of the language at hand: `content`, `Content`. */
export function fieldOf(resolver: Resolver, worth: Worth, key: string): Reading {
  const reading = keyOf(resolver, worth, key);
  if (reading.kind !== 'absent') return reading;
  return keyOf(resolver, worth, key.slice(0, 1).toUpperCase() + key.slice(1));
}

/** What a text begins with; a slot may begin with anything. */
function textStart({ parts }: TextWorth): string {
  const [first] = parts;
  return first?.kind === 'text' ? first.text : first ? '{' : '';
}

/** The elements of a list, of which any may be meant. */
function eachOf(resolver: Resolver, { items, at }: ListWorth): Reading {
  if (!items.length) return { kind: 'absent' };
  const worths = items.flatMap(item => {
    if (item.kind === 'item') return [resolver.force(item.value)];
    return item.each ? item.each.map(value => resolver.force(value)) : [item.worth];
  });
  return { kind: 'found', worth: choiceOf(worths), place: at };
}

/** What `values.map(value => …)` makes of each of values that are not known; undefined for other calls. */
function eachMapped(resolver: Resolver, worth: UnknownWorth | ReferenceWorth): Reading | undefined {
  const last = worth.kind === 'reference' ? worth.steps.at(-1) : undefined;
  const { call, frame } = last?.kind === 'call' ? last : worth.kind === 'unknown' ? worth : {};
  if (call?.callee.kind !== 'member' || !frame) return undefined;
  const [mapping] = call.arguments;
  if (!mapping || !resolver.knowledge(frame).methods.map.includes(call.callee.property)) return undefined;
  const made = optionsOf(resolver.evaluate(mapping.value, frame)).filter(each => each.kind === 'function');
  if (!made.length) return undefined;
  const at = resolver.place(frame, call.range);
  return { kind: 'found', worth: choiceOf(made.map(each => resultOf(resolver, each))), place: at };
}

/** The name of the field that JSON holds under a key. */
function fieldWrittenAs(worth: Worth, key: string): string {
  if (worth.kind !== 'instance' || worth.class.scope.bindings.has(key)) return key;
  for (const [name, bindings] of worth.class.scope.bindings)
    if (bindings.some(({ writtenAs }) => writtenAs === key)) return name;
  return key;
}

function keyOfChoice(readings: readonly Reading[], key: string): Reading {
  const found = readings.filter(reading => reading.kind === 'found');
  const [first] = found;
  const open = readings.find(reading => reading.kind === 'open');
  if (!first) return open ?? { kind: 'absent' };
  const worths = found.map(reading => reading.worth);
  if (open) return { kind: 'found', worth: choiceOf([...worths, openWorth(open.because, key)]), place: first.place };
  const missing: Worth[] = found.length < readings.length ? [{ kind: 'nothing', trail: [] }] : [];
  return { kind: 'found', worth: choiceOf([...worths, ...missing]), place: first.place };
}

const openWorth = (because: string, name: string): UnknownWorth => ({
  kind: 'unknown',
  because,
  name,
  volatility: 'unknown',
  changes: 'unknown',
  at: { file: '', range: { start: 0, end: 0 } },
  trail: [],
});

/** The calls that a value of a package was made by, from its type on; empty for a value that no call made. */
export function makersOf(resolver: Resolver, worth: Worth): NamedCall[] {
  if (worth.kind === 'instance')
    return worth.call && worth.callFrame
      ? [
          {
            name: worth.class.name ?? '',
            step: {
              kind: 'call',
              call: worth.call,
              frame: worth.callFrame,
              ...(worth.changes ? { changes: worth.changes } : {}),
            },
          },
        ]
      : [];
  if (worth.kind !== 'reference' || worth.steps.at(-1)?.kind !== 'call') return [];
  const calls = callsOf(stepsOf(worth).path);
  // Where objects are made with all they need, what comes before the last call is what it is called on.
  if (BUILDER_FAMILIES.has(languages[worth.frame.program.language].family)) return calls;
  const maker = calls.findLastIndex(({ name }) => !resolver.host.packages.isChange(name));
  return calls.slice(Math.max(maker, 0));
}

/** All calls that led to a value, also to a member of what they made: `agents.create(…).Id`. */
const callsBehind = (resolver: Resolver, worth: ReferenceWorth | InstanceWorth): NamedCall[] =>
  worth.kind === 'reference' ? callsOf(stepsOf(worth).path) : makersOf(resolver, worth);

const BUILDER_FAMILIES: ReadonlySet<LanguageFamily> = new Set(['csharp', 'go', 'jvm', 'php', 'ruby', 'rust']);

/** The last of the calls of a name that an object was made or changed by, as what that call alone would make. */
export function callNamed(resolver: Resolver, calls: readonly NamedCall[], name: string): Reading {
  for (const { name: own, step } of [...calls].reverse()) {
    const change = step.changes?.findLast(item => item.kind === 'entry' && item.key === `${name}()`);
    if (change?.kind === 'entry') return lastCall(resolver, resolver.force(change.value), change.place);
    if (own === name && step.call) return { kind: 'found', worth: callAlone(own, step, step.call), place: undefined };
  }
  return { kind: 'absent' };
}

function lastCall(resolver: Resolver, worth: Worth, place: Place): Reading {
  const item = worth.kind === 'list' ? worth.items.at(-1) : undefined;
  const made = item?.kind === 'item' ? resolver.force(item.value) : item?.worth;
  const last = made && makersOf(resolver, made).at(-1);
  return last?.step.call
    ? { kind: 'found', worth: callAlone(last.name, last.step, last.step.call), place }
    : { kind: 'absent' };
}

function callAlone(name: string, step: NamedCall['step'], call: CallExpression): ReferenceWorth {
  const at: Place = { file: step.frame.program.file, range: call.nameRange };
  return {
    kind: 'reference',
    module: '',
    steps: [{ kind: 'member', name, at }, step],
    expression: call,
    frame: step.frame,
    stepsAtLoad: 0,
    trail: [],
  };
}

/** The keys that an object was made with: `types.GenerateContentConfig(max_output_tokens=…)`, `new Config({…})`. */
export function madeWith(resolver: Resolver, worth: Worth): RecordWorth | undefined {
  const form = worth.kind === 'reference' ? formWorth(resolver, worth) : undefined;
  if (form) return form;
  return isDocument(resolver, worth) ? undefined : recordOf(resolver, makersOf(resolver, worth));
}

/** What a text holds that is not known: `JSON.parse(settings).to_json` has other keys than the call was given. */
function isDocument(resolver: Resolver, worth: Worth): boolean {
  const made = worth.kind === 'reference' ? worth.steps.findIndex(({ kind }) => kind === 'call') : -1;
  if (worth.kind !== 'reference' || made < 0) return false;
  const reading = { ...worth, steps: worth.steps.slice(0, made + 1) };
  return resolver.knowledge(worth.frame).documentRead(reading) !== undefined;
}

/** An argument by position of the call that began to make a value. */
/** All arguments of the call that made something, as a list. */
function argumentsOf(resolver: Resolver, worth: Worth): Reading {
  const [maker] = makersOf(resolver, worth);
  if (!maker?.step.call) return { kind: 'open', because: 'not read' };
  const { call, frame } = maker.step;
  const at = resolver.place(frame, call.range);
  const items = listedArguments(resolver, call, frame);
  return { kind: 'found', worth: { kind: 'list', items, isUnordered: false, at, trail: [] }, place: at };
}

function argumentAt(resolver: Resolver, worth: Worth, position: number): Reading {
  const [maker] = makersOf(resolver, worth);
  if (!maker?.step.call) return { kind: 'open', because: 'not read' };
  const argument = inPosition(maker.step.call.arguments)[position];
  if (!argument) return { kind: 'absent' };
  if (argument.kind === 'spread') return { kind: 'open', because: 'arguments that are spread' };
  const { frame } = maker.step;
  return {
    kind: 'found',
    worth: resolver.evaluate(argument.value, frame),
    place: resolver.place(frame, argument.range),
  };
}

export const isPositional = ({ kind }: Argument): boolean => kind === 'positional' || kind === 'spread';

/** The arguments that stand at a position: also those that are named all the same, before others without a name. */
export function inPosition(all: readonly Argument[]): readonly Argument[] {
  const last = all.findLastIndex(isPositional);
  return all.filter((each, index) => isPositional(each) || (each.kind === 'named' && index < last));
}

/** A field that an object of a package was given, when it was made or since; undefined for any other member. */
export function fieldGiven(resolver: Resolver, reference: ReferenceWorth, key: string): Worth | undefined {
  const last = reference.steps.at(-1);
  if (last?.kind !== 'call') return undefined;
  const given = last.call?.arguments.some(({ kind, name }) => kind === 'named' && name === key);
  const isSet = last.changes?.some(item => item.kind === 'entry' && item.key === key);
  if (!given && !isSet) return undefined;
  const items = [...(last.call ? namedItems(resolver, last.call, last.frame) : []), ...(last.changes ?? [])];
  const found = lookUp(
    resolver,
    { ...emptyRecord(resolver.place(last.frame, reference.expression.range)), items },
    key,
  );
  return found.kind === 'found' ? found.worth : undefined;
}

/**
 * What several calls were given, one after the other, as one record: named arguments and options objects by their
 * keys, what a builder's method was given by the method's name.
 */
export function recordOf(resolver: Resolver, calls: readonly NamedCall[]): RecordWorth | undefined {
  // What was made elsewhere and handed in may have been given anything; what it was given since is known.
  const maker = calls.find(({ step }) => step.call) ?? calls.find(({ step }) => step.changes);
  const made = maker?.step.call;
  if (!maker) return undefined;
  const items = calls.flatMap(call => itemsOfCall(resolver, call, call === calls[0]));
  const only =
    made && calls.length === 1 && !maker.step.changes
      ? optionsObject(resolver, made, maker.step.frame, true)
      : undefined;
  if (only) return only;
  const range = made?.range ?? { start: 0, end: 0 };
  return { ...emptyRecord(resolver.place(maker.step.frame, range)), items: withRepeated(items) };
}

/**
 * The record that stands as the first argument, in languages whose arguments have no names, or the function that sets
 * its keys: `chatCompletionRequest { model = … }`.
 */
function optionsObject(
  resolver: Resolver,
  call: CallExpression,
  frame: Frame,
  isMaker: boolean,
): RecordWorth | undefined {
  if (call.arguments.some(({ kind }) => kind === 'named' || kind === 'namedSpread')) return undefined;
  const first = call.arguments.find(isPositional);
  const value = first?.kind === 'positional' ? resolver.evaluate(first.value, frame) : undefined;
  if (value?.kind === 'function' && isMaker) return builtBy(resolver, value);
  return value?.kind === 'record' ? value : undefined;
}

/** What an options object that is not one literal may hold, where arguments have no names. */
function unreadOptions(resolver: Resolver, call: CallExpression, frame: Frame): readonly RecordItem[] {
  if (languages[frame.program.language].family !== 'javascript') return [];
  const [first] = call.arguments;
  if (first?.kind !== 'positional') return first ? [{ kind: 'open', because: 'arguments that are spread' }] : [];
  const worth = resolver.evaluate(first.value, frame);
  const isOptions = ['unknown', 'choice', 'reference', 'instance'].includes(worth.kind);
  return isOptions ? spreadItems(resolver, worth, resolver.source(frame, first.range)) : [];
}

function itemsOfCall(resolver: Resolver, { name, step }: NamedCall, isMaker: boolean): RecordItem[] {
  const { call, frame, changes, isDeclared } = step;
  if (!call) return [...(isDeclared ? [] : [{ kind: 'open' as const, because: 'made elsewhere' }]), ...(changes ?? [])];
  const named = namedRecord(resolver, call, frame).items;
  const options = named.length && !isMaker ? undefined : optionsObject(resolver, call, frame, isMaker);
  const hasOptions = OPTION_FAMILIES.has(languages[frame.program.language].family) && !call.hasFields;
  const own = builderEntry(resolver, name, call, frame);
  const given = hasOptions ? functionalOptions(resolver, call, frame) : [];
  const unread = isMaker && !options && !named.length ? unreadOptions(resolver, call, frame) : [];
  return [...named, ...(options?.items ?? []), ...unread, ...own, ...given, ...(changes ?? [])];
}

/** Languages in which options are functions that are handed over: `New(WithModel("x"), WithBaseURL(u))`. */
const OPTION_FAMILIES: ReadonlySet<LanguageFamily> = new Set(['go']);
const OPTION = /^(?:With|Set)[A-Z]/;

/** What the options of a call were made with, each by its function's name. */
function functionalOptions(resolver: Resolver, call: CallExpression, frame: Frame): RecordItem[] {
  return call.arguments.filter(isPositional).flatMap(({ kind, value }): RecordItem[] => {
    const worth = resolver.evaluate(value, frame);
    if (kind === 'positional') return optionEntries(resolver, worth);
    const items: readonly ListItem[] = worth.kind === 'list' ? worth.items : [{ kind: 'rest', worth }];
    return items.flatMap(item =>
      item.kind === 'item'
        ? optionEntries(resolver, resolver.force(item.value), item.isOptional)
        : [{ kind: 'open', because: 'arguments that are spread' }],
    );
  });
}

function optionEntries(resolver: Resolver, worth: Worth, isOptional = false): RecordItem[] {
  if (worth.kind === 'choice') return worth.options.flatMap(option => optionEntries(resolver, option, true));
  const made = worth.kind === 'reference' ? makersOf(resolver, worth).at(-1) : undefined;
  const { call, frame } = made?.step ?? {};
  if (!made || !call || !frame || !OPTION.test(made.name)) return [];
  const entries = builderEntry(resolver, made.name, call, frame);
  return entries.map(entry => (entry.kind === 'entry' ? { ...entry, isOptional } : entry));
}

/** `.setMaxTokens(9)`, `.withMaxTokens(9)`, `.with_max_tokens(9)` and `.maxTokens(9)` say the same. */
const settingName = (method: string): string =>
  /^(?:set|with)_(.+)$/i.exec(method)?.[1] ??
  method.replace(/^(?:set|with|With|Set)([A-Z])/, (_, head: string) => head.toLowerCase());

function builderEntry(resolver: Resolver, method: string, call: CallExpression, frame: Frame): RecordItem[] {
  const given = call.arguments.filter(isPositional);
  const [first] = given;
  if (!first) return [];
  const place = resolver.place(frame, call.range);
  const value: Deferred = { expression: first.value, frame, trail: [] };
  const list: Deferred = {
    expression: first.value,
    frame,
    trail: [],
    worth: {
      kind: 'list',
      isUnordered: false,
      at: place,
      trail: [],
      items: given.map((argument): ListItem =>
        argument.kind === 'spread'
          ? { kind: 'rest', worth: resolver.evaluate(argument.value, frame) }
          : { kind: 'item', value: { expression: argument.value, frame, trail: [] } },
      ),
    },
  };
  const entry = (key: string): RecordItem => ({
    kind: 'entry',
    key,
    value: given.length > 1 || first.kind === 'spread' ? list : value,
    isOptional: false,
    place,
  });
  const setting = settingName(method);
  return setting === method ? [entry(method)] : [entry(method), entry(setting)];
}

/** Names of methods that add to what is there. */
const ADDING = /^(?:add|append|push|and)(?=[A-Z_]|$)|^(?:Add|Append)(?=[A-Z])/;

/** What was added several times becomes one list, where it was first added. */
function withRepeated(items: readonly RecordItem[]): RecordItem[] {
  const added = new Map<string, ListItem[]>();
  for (const item of items) {
    if (item.kind !== 'entry' || !ADDING.test(item.key)) continue;
    const known = added.get(item.key) ?? [];
    known.push({ kind: 'item', value: item.value });
    added.set(item.key, known);
  }
  const seen = new Set<string>();
  return items.flatMap((item): RecordItem[] => {
    const all = item.kind === 'entry' ? added.get(item.key) : undefined;
    if (item.kind !== 'entry' || !all || all.length < 2) return [item];
    if (seen.has(item.key)) return [];
    seen.add(item.key);
    const worth: Worth = { kind: 'list', items: all, isUnordered: false, at: item.place, trail: [] };
    return [{ ...item, value: { ...item.value, worth } }];
  });
}

/**
 * What a function makes of the builder that it is handed: `request -> request.model("x").maxTokens(9)`, or sets of the
 * object: `{ modelId = "x"; maxTokens = 9 }`.
 */
function builtBy(resolver: Resolver, { callee, frame, self }: FunctionWorth): RecordWorth | undefined {
  const [parameter] = callee.parameters;
  if (callee.parameters.length > 1) return undefined;
  const builder: Expression = { kind: 'import', module: '', range: callee.range };
  const inner: Frame = {
    program: frame.program,
    parent: frame,
    callee,
    arguments: new Map(parameter ? [[parameter.name, { expression: builder, frame, trail: [] }]] : []),
    depth: frame.depth + 1,
    ...(self ? { self } : {}),
  };
  const all = parameter ? changesOf(callee, parameter.name) : [];
  const [last] = callee.returns;
  const isIn = ({ at }: Mutation): boolean =>
    last !== undefined && at.end > last.range.start && at.start < last.range.end;
  // The value of an assignment is what is set, not where; a chain of calls is read as what it returns.
  const result = all.some(({ mutation }) => mutation.kind === 'set' && isIn(mutation)) ? undefined : last;
  const changes = all.filter(({ mutation }) => mutation.kind === 'set' || !isIn(mutation));
  const worth = result && resolver.evaluate(result, inner);
  if (worth?.kind === 'record' && !changes.some(({ mutation }) => mutation.kind === 'set')) return worth;
  const calls = worth ? makersOf(resolver, worth) : [];
  const [first] = calls;
  const chained = first?.step.call ? calls.flatMap(call => itemsOfCall(resolver, call, false)) : [];
  const items = [...changedFields(resolver, { call: undefined, frame: inner }, changes, inner), ...chained];
  if (!items.length) return undefined;
  return { ...emptyRecord(resolver.place(inner, callee.range)), items: withRepeated(items) };
}

/** The changes in place that a function makes to its parameter. */
export function changesOf({ scope, range }: FunctionExpression, name: string): ReturnType<typeof changesBefore> {
  const mutations = scope.mutations.get(name) ?? [];
  const block = scope.bindings.get(name)?.[0]?.block;
  return block
    ? changesBefore(mutations, { at: range.end, block })
    : mutations.map(mutation => ({ mutation, certainty: 'always' as const }));
}

/** Whether a language gives arguments names, so that a request needs no object of its own. */
export const hasNamedArguments = (frame: Frame): boolean => languages[frame.program.language].hasNamedArguments;

function fromLookUp(found: LookUp): Reading {
  return found.kind === 'found' ? { kind: 'found', worth: found.worth, place: found.place.place } : found;
}
