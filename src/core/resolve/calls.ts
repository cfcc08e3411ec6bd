import { baseView } from './bases';
import { optionsRead } from './commandLine';
import { objectOfSettings } from './boundSettings';
import { fallbackWorth } from './fallbacks';
import { elementWorth, memberWorth, perhapsMissing } from './members';
import { asDeclared, servedBy } from './types';
import {
  languages,
  type Argument,
  type CallExpression,
  type ClassExpression,
  type Expression,
  type FunctionExpression,
  type Program,
  type Scope,
} from '../syntax';
import type { Range } from '../text';
import { documentRead } from './documents';
import { fileText, resourceText } from './files';
import { partsOf, pipe, joinList, substitute } from './texts';
import { mergedArguments, mergedInto, namedOptions } from './dictionaries';
import { settingRead } from './configuration';
import { configuredWorth } from './imports';
import { returned } from './guards';
import { lookedUp } from './lookUps';
import { constructorOf, superCall } from './objects';
import { emptyRecord, itemsOf, keysOf, spreadItems, valuesOf } from './records';
import { checkedSettings } from './schemas';
import type { PassedArgument } from './knowledge';
import type { Resolver } from './resolver';
import { environmentSet, storedWorth } from './stores';
import {
  choiceOf,
  PARAMETER,
  optionsOf,
  staticText,
  via,
  type Deferred,
  type Frame,
  type FunctionWorth,
  type InstanceWorth,
  type ListItem,
  type RecordItem,
  type ReferenceWorth,
  type TextWorth,
  type WorthPart,
  type Worth,
} from './worth';

/** Functions called from functions; helper upon helper upon helper is enough for prompts. */
const MAX_CALL_DEPTH = 8;
const MAX_CALLERS = 16; // callers asked for what they pass
/** Classes derived from classes whose constructor is asked for. */
const MAX_DERIVED = 3;

export function callWorth(resolver: Resolver, call: CallExpression, frame: Frame): Worth {
  const inherited = baseView(resolver, call, frame);
  if (inherited) return inherited;
  if (call.callee.kind === 'member' && !call.result) {
    const object = resolver.evaluate(call.callee.object, frame);
    const made =
      methodWorth(resolver, object, call.callee.property, call, frame) ??
      resourceText(resolver, call.callee.property, call, frame);
    if (made) return made;
  }
  return calledWorth(resolver, resolver.evaluate(call.callee, frame), call, frame);
}

/** What a call of a value gives. */
export function calledWorth(resolver: Resolver, callee: Worth, call: CallExpression, frame: Frame): Worth {
  switch (callee.kind) {
    case 'function':
      return invoke(resolver, callee, call, frame);
    case 'class':
      return {
        kind: 'instance',
        class: callee.class,
        frame: callee.frame,
        call,
        callFrame: frame,
        trail: callee.trail,
      };
    case 'choice':
      return choiceOf(fitting(callee.options, call).map(option => calledWorth(resolver, option, call, frame)));
    case 'instance':
      // `new static()`: an object makes another of its class.
      if (call.isNew) return { ...callee, call, callFrame: frame };
      return calledAs(resolver, callee, call, frame) ?? uncallable(resolver, callee, call, frame);
    case 'reference': {
      if (call.result)
        return resolver.unknown(frame, call.range, 'result of a call', resolver.source(frame, call.range));
      if (isOwnFunction(callee, call, frame))
        return resolver.unknown(frame, call.range, 'result of a call', resolver.source(frame, call.callee.range));
      const made: ReferenceWorth = {
        ...callee,
        steps: [...callee.steps, { kind: 'call', call, frame }],
        expression: call,
        frame,
      };
      return servedBy(resolver, made, call, frame) ?? libraryResult(resolver, made, call, frame) ?? made;
    }
    default:
      return uncallable(resolver, callee, call, frame);
  }
}

/** What an object gives that is called itself, by the method which its language has for that: Kotlin's `invoke`. */
function calledAs(resolver: Resolver, object: InstanceWorth, call: CallExpression, frame: Frame): Worth | undefined {
  const name = languages[frame.program.language].calledAs;
  const method = name === undefined ? undefined : memberWorth(resolver, object, name, call.callee.range, frame);
  return method?.kind === 'function' ? invoke(resolver, method, call, frame) : undefined;
}

/** Where objects are made with `new`, a bare name that is called is a function that was not found, of a base class say. */
function isOwnFunction({ module, steps }: ReferenceWorth, call: CallExpression, frame: Frame): boolean {
  return (
    module === '' && steps.length === 1 && !call.isNew && languages[frame.program.language].constructsWithNew === true
  );
}

function uncallable(resolver: Resolver, callee: Worth, call: CallExpression, frame: Frame): Worth {
  // Ruby reads a value and calls a method in the same way, Java the component of a record.
  const isRead = call.isBare === true || (call.callee.kind === 'member' && !call.arguments.length);
  if (isRead && callee.kind !== 'unknown') return callee;
  const name = resolver.source(frame, call.callee.range);
  const because = callee.kind === 'unknown' ? callee.because : 'result of a call';
  const unknown = { ...resolver.unknown(frame, call.range, because, name), call, frame };
  return callee.kind === 'unknown' && unknown.volatility === 'unknown'
    ? { ...unknown, volatility: callee.volatility, changes: callee.changes }
    : unknown;
}

/** Of functions of one name those that a call's arguments fit. */
function fitting(options: readonly Worth[], call: CallExpression): readonly Worth[] {
  const functions = options.filter(option => option.kind === 'function');
  if (functions.length < 2) return options;
  const fit = functions.filter(({ callee }) => accepts(callee, call));
  return fit.length ? options.filter(option => option.kind !== 'function' || fit.includes(option)) : options;
}

/** Whether a call gives a function as many arguments as it takes. */
export function accepts({ parameters }: FunctionExpression, { arguments: given }: CallExpression): boolean {
  if (given.some(({ kind }) => kind === 'spread' || kind === 'namedSpread')) return true;
  const isOpen = parameters.some(({ kind }) => kind === 'rest' || kind === 'namedRest');
  const required = parameters.filter(({ kind, default: initial }) => kind === 'positional' && !initial);
  const names = given.flatMap(({ name }) => (name === undefined ? [] : [name]));
  if (!isOpen && !names.every(name => parameters.some(parameter => parameter.name === name))) return false;
  return given.length >= required.length && (isOpen || given.length <= parameters.length);
}

/** Calls of the language's own library whose result can be told. */
function libraryResult(
  resolver: Resolver,
  made: Worth & { kind: 'reference' },
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  const knowledge = resolver.knowledge(frame);
  const settings = objectOfSettings(resolver, made, call, frame);
  if (settings) return settings;
  const text = documentRead(resolver, made, call, frame) ?? fileText(resolver, made, frame);
  if (text) return text;
  const environment = knowledge.environmentRead(made);
  if (environment) {
    const fallback = environment.fallback === undefined ? undefined : call.arguments[environment.fallback];
    const [variable] = call.arguments;
    const given = variable && resolver.evaluate(variable.value, frame);
    const setting = settingRead(resolver, environment, given, frame, call.range);
    if (setting) return setting;
    const name = staticText(given) ?? '';
    const configured = environment.folder && configuredWorth(resolver, environment.folder, name, frame, call.range);
    if (configured) return configured;
    const set = environmentSet(resolver, name, frame, call.range);
    if (set) return via(set, resolver.hop('environment', name, frame, call.range));
    if (!fallback) return undefined;
    return via(resolver.evaluate(fallback.value, frame), resolver.hop('environment', name, frame, call.range));
  }
  const picked = knowledge.picked(made);
  if (picked) return pickedWorth(resolver, picked, call, frame);
  const options = optionsRead(resolver, made, call, frame) ?? checkedSettings(resolver, made, call, frame);
  if (options) return options;
  const own = knowledge.passedArgument(made);
  if (own) return passedOn(resolver, own, call, frame);
  const passed = resolver.host.packages.passedArgument(made);
  if (passed !== undefined) return handedOn(resolver, passed, call, frame);
  const table = resolver.host.packages.lookUp(made);
  if (table) return lookedUp(resolver, made, table, call, frame);
  if (knowledge.isFallback(made)) return firstPresent(resolver, call.arguments, frame, call.range);
  const format = knowledge.formatStyle(made);
  if (format === 'path') return joinedPath(resolver, call.arguments, call, frame);
  if (format) return filled(resolver, format, call, frame);
  const at = resolver.place(frame, call.range);
  if (knowledge.isMerge(made)) return mergedArguments(resolver, call, frame);
  if (knowledge.isRecordOf(made))
    return { kind: 'record', items: namedItems(resolver, call, frame), literal: undefined, at, trail: [] };
  return undefined;
}

/** One of the elements of an argument, or of its keys; undefined where they are not all known. */
function pickedWorth(
  resolver: Resolver,
  { argument: index, name }: { readonly argument: number; readonly name?: string | undefined },
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  const argument = call.arguments.find(each => each.kind === 'named' && each.name === name) ?? call.arguments[index];
  if (!argument || (argument.kind === 'named' && argument.name !== name)) return undefined;
  const from = resolver.evaluate(argument.value, frame);
  const all = from.kind === 'record' ? keysOf(from) : from;
  if (all?.kind !== 'list' || !all.items.length || !all.items.every(item => item.kind === 'item')) return undefined;
  return choiceOf(all.items.flatMap(item => (item.kind === 'item' ? [resolver.force(item.value)] : [])));
}

/** `cmp.Or(a, b, c)`: each argument is what holds when those before it are empty. */
function firstPresent(
  resolver: Resolver,
  [first, ...rest]: readonly Argument[],
  frame: Frame,
  range: Range,
): Worth | undefined {
  if (!first) return undefined;
  const worth = resolver.evaluate(first.value, frame);
  return rest.length
    ? fallbackWorth(resolver, worth, () => firstPresent(resolver, rest, frame, range) ?? worth, frame, range)
    : worth;
}

/** What a call hands on: an argument by its name or index, else what the function among its arguments makes. */
function passedOn(
  resolver: Resolver,
  { argument: index, name, maker, isOption, isAny, from }: PassedArgument,
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  const named = (wanted: string | undefined): Argument | undefined =>
    wanted === undefined ? undefined : call.arguments.find(each => each.kind === 'named' && each.name === wanted);
  const given = named(name);
  const by = given ? undefined : named(maker);
  if (by) return calledWorth(resolver, resolver.evaluate(by.value, frame), { ...call, arguments: [] }, frame);
  const isNamed = name !== undefined && call.arguments[index]?.kind === 'named';
  const worth = given
    ? resolver.evaluate(given.value, frame)
    : isNamed
      ? undefined
      : handedOn(resolver, isAny ? { notOf: from } : index, call, frame);
  if (!worth || !isOption) return worth;
  return via(worth, resolver.hop('option', resolver.source(frame, call.callee.range), frame, call.range));
}

/** An argument by its index or name; where arguments have no names, a key of the first one. */
function handedOn(
  resolver: Resolver,
  which: number | string | { readonly notOf: string },
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  if (typeof which === 'object')
    return call.arguments
      .map(({ value }) => resolver.evaluate(value, frame))
      .find(worth => !optionsOf(worth).some(each => each.kind === 'reference' && isOfPackage(each, which.notOf)));
  const argument =
    typeof which === 'number' ? call.arguments[which] : call.arguments.find(({ name }) => name === which);
  // `JSON.generate(model: "x")`: what is given by name is one dictionary.
  if (typeof which === 'number' && argument?.kind === 'named')
    return { ...emptyRecord(resolver.place(frame, call.range)), items: namedItems(resolver, call, frame) };
  if (argument) return resolver.evaluate(argument.value, frame);
  const [first] = call.arguments;
  if (typeof which === 'number' || first?.kind !== 'positional') return undefined;
  const options = resolver.evaluate(first.value, frame);
  return options.kind === 'record' ? memberWorth(resolver, options, which, first.range, frame) : undefined;
}

const isOfPackage = ({ module, opens, frame: { program } }: ReferenceWorth, name: string): boolean =>
  module === '' ? (opens ?? program.opens).includes(name) : module === name || module.startsWith(`${name}.`);

/** The arguments that are given by name, as the entries of a record. */
export function namedItems(resolver: Resolver, call: CallExpression, frame: Frame): RecordItem[] {
  return call.arguments.flatMap((argument): readonly RecordItem[] => {
    if (argument.kind === 'named' && argument.name !== undefined) {
      return [
        {
          kind: 'entry',
          key: argument.name,
          value: { expression: argument.value, frame, trail: [] },
          isOptional: false,
          place: resolver.place(frame, argument.range),
        },
      ];
    }
    if (argument.kind !== 'namedSpread') return [];
    const items = resolver.fromSpread(argument.value, frame, () => {
      const base = resolver.evaluate(argument.value, frame);
      return (
        (call.hasFields ? fieldsOf(resolver, base) : undefined) ??
        spreadItems(resolver, base, resolver.source(frame, argument.range))
      );
    });
    return items ?? [{ kind: 'open', because: 'made of itself' }];
  });
}

/** The fields that an object was made with, where another takes what it does not set from it: `..base`. */
function fieldsOf(resolver: Resolver, base: Worth): RecordItem[] | undefined {
  const { call, frame, changes } = constructionOf(base) ?? {};
  if (!call || !frame || call.arguments.some(({ kind }) => kind === 'positional' || kind === 'spread'))
    return undefined;
  return [...namedItems(resolver, call, frame), ...(changes ?? [])].map(item =>
    item.kind === 'entry' ? { ...item, value: { ...item.value, trail: [...base.trail, ...item.value.trail] } } : item,
  );
}

type Construction = Pick<InstanceWorth, 'call' | 'changes'> & { readonly frame: Frame | undefined };

function constructionOf(base: Worth): Construction | undefined {
  if (base.kind === 'instance') return { ...base, frame: base.callFrame };
  const calls = base.kind === 'reference' ? base.steps.filter(step => step.kind === 'call') : [];
  return calls.length === 1 ? calls[0] : undefined;
}

function invoke(resolver: Resolver, worth: FunctionWorth, call: CallExpression, frame: Frame): Worth {
  const { callee, trail } = worth;
  const inner = frameOf(resolver, worth, call, frame);
  if (!inner) return resolver.unknown(frame, call.range, 'too many calls deep', callee.name ?? '');
  const results = returned(resolver, callee, inner, call.result).map(each => resolver.evaluate(each, inner));
  const present = results.filter(each => each.kind !== 'nothing');
  const result = asDeclared(resolver, choiceOf(present), call.result ? undefined : callee.result, inner);
  if (!optionsOf(result).length) return resolver.unknown(frame, call.range, 'result of a call', callee.name ?? '');
  return via(result, ...trail, resolver.hop('return', callee.name ?? 'function', inner, callee.range));
}

/** What a function gives that is called by others than this workspace, with arguments that are not known. */
export function resultOf(resolver: Resolver, { callee, frame: home, self }: FunctionWorth): Worth {
  const inner: Frame = {
    program: home.program,
    parent: home,
    callee,
    arguments: new Map(),
    depth: home.depth + 1,
    ...(self ? { self } : {}),
  };
  return choiceOf(returned(resolver, callee, inner).map(each => resolver.evaluate(each, inner)));
}

/** The frame of a function's body with what a call passes; undefined too many calls deep. */
export function frameOf(
  resolver: Resolver,
  { callee, frame: home, self }: FunctionWorth,
  call: CallExpression,
  frame: Frame,
): Frame | undefined {
  if (frame.depth >= MAX_CALL_DEPTH) return undefined;
  const given = new Map<string, Deferred>();
  callee.parameters.forEach((parameter, index) => {
    const argument = argumentFor(resolver, call, { owner: callee, index, name: parameter.name }, frame);
    if (argument) given.set(parameter.name === '' ? `#${String(index)}` : parameter.name, argument);
  });
  return {
    program: home.program,
    parent: home,
    callee,
    arguments: given,
    depth: frame.depth + 1,
    ...(self ? { self } : home.self ? { self: home.self } : {}),
  };
}

/** The expression that a call gives for a parameter; undefined when it gives none or that can't be told. */
export function argumentFor(
  resolver: Resolver,
  call: CallExpression,
  parameter: { owner: FunctionExpression; index: number; name: string } | undefined,
  frame: Frame,
): Deferred | undefined {
  if (!parameter) return undefined;
  const byName = call.arguments.find(argument => argument.kind === 'named' && argument.name === parameter.name);
  if (byName) return { expression: byName.value, frame, trail: [] };
  if (call.arguments.some(argument => argument.kind === 'namedSpread')) {
    const entry = namedItems(resolver, call, frame).findLast(
      item => item.kind === 'entry' && item.key === parameter.name,
    );
    if (entry?.kind === 'entry') return entry.value;
  }
  const declared = parameter.owner.parameters[parameter.index];
  if (declared?.kind === 'rest') return restOf(resolver, call, parameter.index, frame);
  if (declared?.kind === 'namedRest') return namedRestOf(resolver, call, parameter.owner, frame);
  if (declared?.kind !== 'positional') return undefined;
  const listed = listedArgument(listedArguments(resolver, call, frame), parameter.index);
  if (listed) return listed;
  const positional = call.arguments.filter(argument => argument.kind === 'positional' || argument.kind === 'spread');
  const options = positional.length === parameter.index ? namedOptions(parameter.owner, call) : undefined;
  return options && { expression: options, frame, trail: [] };
}

/** The arguments that have no name, in their order; those of a list that is spread one by one, as far as it is known. */
export function listedArguments(resolver: Resolver, call: CallExpression, frame: Frame): readonly ListItem[] {
  return call.arguments.flatMap(({ kind, value }): readonly ListItem[] => {
    if (kind === 'positional') return [{ kind: 'item', value: { expression: value, frame, trail: [] } }];
    if (kind !== 'spread') return [];
    const worth = resolver.evaluate(value, frame);
    return worth.kind === 'list' ? worth.items : [{ kind: 'rest', worth }];
  });
}

/** One of them; undefined where it is not given, or can't be told from what is spread before it. */
export function listedArgument(items: readonly ListItem[], index: number): Deferred | undefined {
  const item = items[index];
  const isShifted = items.slice(0, index).some(each => each.kind === 'rest' || each.isOptional);
  return item?.kind === 'item' && !isShifted ? item.value : undefined;
}

/** The arguments from one on, as the list that a rest parameter is. */
function restOf(resolver: Resolver, call: CallExpression, from: number, frame: Frame): Deferred {
  const items = listedArguments(resolver, call, frame).slice(from);
  const worth: Worth = { kind: 'list', items, isUnordered: false, at: resolver.place(frame, call.range), trail: [] };
  return { expression: call, frame, trail: [], worth };
}

/** The arguments by name that no other parameter takes, as the dictionary that a parameter like `**kwargs` is. */
function namedRestOf(
  resolver: Resolver,
  call: CallExpression,
  { parameters }: FunctionExpression,
  frame: Frame,
): Deferred {
  const taken = new Set(
    parameters.flatMap(({ kind, name }) => (kind === 'positional' || kind === 'named' ? name : [])),
  );
  const items = namedItems(resolver, call, frame).filter(item => item.kind !== 'entry' || !taken.has(item.key));
  return { expression: call, frame, trail: [], worth: { ...emptyRecord(resolver.place(frame, call.range)), items } };
}

const callsByName = new WeakMap<Program, ReadonlyMap<string, readonly CallExpression[]>>();

/** The calls of a name in a program, whatever they are called on. */
export const callsNamed = (program: Program, name: string): readonly CallExpression[] =>
  allNamed(program, name).slice(0, MAX_CALLS_BY_NAME);

function allNamed(program: Program, name: string): readonly CallExpression[] {
  let index = callsByName.get(program);
  if (!index) {
    const made = new Map<string, CallExpression[]>();
    for (const call of program.calls) {
      const { callee, nameRange } = call;
      const key = callee.kind === 'name' ? callee.name : program.text.slice(nameRange.start, nameRange.end);
      const known = made.get(key);
      if (known) known.push(call);
      else made.set(key, [call]);
    }
    callsByName.set(program, (index = made));
  }
  return index.get(name) ?? [];
}

const callsOfClasses = new WeakMap<Program, readonly CallExpression[]>();

/** The calls by which methods make objects of their own class: `cls(…)`, `new static(…)`. */
function callsOfOwnClass(program: Program): readonly CallExpression[] {
  const known =
    callsOfClasses.get(program) ?? program.calls.filter(({ isNew, callee }) => isNew && callee.kind === 'self');
  callsOfClasses.set(program, known);
  return known.slice(0, MAX_CALLS_BY_NAME);
}

export interface Caller {
  readonly call: CallExpression;
  readonly frame: Frame;
}

/** True for a file of tests, by its name and its folders'. */
export const isTestFile = (file: string): boolean =>
  /(^|[/_.-])(tests?|specs?|__tests__|conftest)([/_.-]|$)/i.test(file);

/**
 * The calls that lead to a function, or to the class whose constructor it is, in its own file and, for what other
 * files can reach, in those that mention it. What tests pass says nothing about the program. `isComplete` is false
 * where there are more.
 */
export function callersOf(
  resolver: Resolver,
  callee: FunctionExpression,
  frame: Frame,
): { readonly callers: readonly Caller[]; readonly isComplete: boolean } {
  const { isConstructor, isAssociated } = callee;
  const name = isConstructor ? callee.owner?.name : (callee.name ?? boundName(callee));
  if (name === undefined) return { callers: [], isComplete: true };
  const isVisible = callee.owner !== undefined || callee.scope.parent?.kind === 'module';
  // Half of a program's types have a `new`: who calls it names the type.
  const type = isAssociated ? callee.owner?.name : undefined;
  const others = isVisible ? resolver.host.mentioningPrograms(type ?? name, frame.program) : [];
  const callers: Caller[] = [];
  const { construct } = resolver.knowledge(frame).methods;
  for (const program of [frame.program, ...(others ?? [])]) {
    const root = resolver.root(program);
    const made = isConstructor
      ? construct.flatMap(each => callsNamed(program, each)).filter(call => mayMake(call, name))
      : [];
    const ofOwnClass = isConstructor ? callsOfOwnClass(program) : [];
    const named = type === undefined ? callsNamed(program, name) : callsOn(program, name, type);
    for (const call of [...named, ...made, ...ofOwnClass]) {
      if (!leadsTo(resolver, call, callee, root)) continue;
      if (callers.length === MAX_CALLERS) return { callers, isComplete: false };
      callers.push({ call, frame: root });
    }
  }
  if (isConstructor && callee.owner) {
    for (const caller of derivedCallers(resolver, callee.owner, [frame.program, ...(others ?? [])])) {
      if (callers.length === MAX_CALLERS) return { callers, isComplete: false };
      callers.push(caller);
    }
  }
  return { callers, isComplete: others !== undefined };
}

/** The calls that lead to the constructor of a class by way of classes that are derived from it. */
function derivedCallers(resolver: Resolver, base: ClassExpression, programs: readonly Program[], depth = 0): Caller[] {
  if (depth >= MAX_DERIVED) return [];
  return programs.flatMap(program => {
    const root = resolver.root(program);
    const derived = classesIn(program).filter(each =>
      each.bases.some(expression => {
        const worth = resolver.evaluate(expression, root);
        return worth.kind === 'class' && worth.class === base;
      }),
    );
    return derived.flatMap((each): Caller[] => {
      const { name } = each;
      const maker = constructorOf(each, undefined);
      const handed = maker && superCall(maker, program);
      if (maker) return handed ? [{ call: handed, frame: root }] : [];
      if (name === undefined) return [];
      const users = [program, ...(resolver.host.mentioningPrograms(name, program) ?? [])];
      const made = users.flatMap(user => callsOf(resolver, each, name, resolver.root(user)));
      return [...made, ...derivedCallers(resolver, each, users, depth + 1)];
    });
  });
}

/** The calls of a class by its name. */
const callsOf = (resolver: Resolver, wanted: ClassExpression, name: string, frame: Frame): Caller[] =>
  callsNamed(frame.program, name)
    .filter(({ callee }) =>
      optionsOf(resolver.evaluate(callee, frame)).some(each => each.kind === 'class' && each.class === wanted),
    )
    .map(call => ({ call, frame }));

const classesIn = ({ module }: Program): ClassExpression[] =>
  [...module.bindings.values()].flat().flatMap(({ value }) => (value?.kind === 'class' ? [value] : []));

/** Whether a call stands in a test of a function that does not: what it passes is made up. */
export function isTrial({ call, frame }: Caller, callee: FunctionExpression, home: Frame): boolean {
  return isTest(call.scope, frame.program) && !isTest(callee.scope, home.program);
}

const isTest = ({ isTest }: Scope, { language, file }: Program): boolean =>
  isTest ?? languages[language].testFiles?.test(file) ?? false;

/** Calls of one name that are looked at in a file; a name that is called more often says little. */
const MAX_CALLS_BY_NAME = 60;

function leadsTo(resolver: Resolver, call: CallExpression, callee: FunctionExpression, root: Frame): boolean {
  if (isOverloaded(callee) && !accepts(callee, call)) return false;
  const { construct } = resolver.knowledge(root).methods;
  const isMade = callee.isConstructor && call.callee.kind === 'member' && construct.includes(call.callee.property);
  const worth = resolver.evaluate(isMade && call.callee.kind === 'member' ? call.callee.object : call.callee, root);
  return optionsOf(worth).some(
    option =>
      (option.kind === 'function' && option.callee === callee) ||
      (callee.isConstructor && option.kind === 'class' && option.class === callee.owner) ||
      ((isMade || (call.isNew && callee.isConstructor)) && option.kind === 'instance' && option.class === callee.owner),
  );
}

/** The calls of a name that may be called on a type. */
const callsOn = (program: Program, name: string, type: string): readonly CallExpression[] =>
  allNamed(program, name)
    .filter(call => mayMake(call, type))
    .slice(0, MAX_CALLS_BY_NAME);

/** Whether `Type.new(…)` can make an object of the class by this name: `self.new` may make any. */
function mayMake({ callee }: CallExpression, name: string): boolean {
  const type = callee.kind === 'member' ? callee.object : callee;
  const own = type.kind === 'name' ? type.name : type.kind === 'member' ? type.property : undefined;
  return own === undefined || own === name;
}

/** The variable that a function without a name of its own was put into. */
export function boundName(value: Expression): string | undefined {
  const scope = value.kind === 'function' || value.kind === 'class' ? value.scope.parent : undefined;
  for (const [name, bindings] of scope?.bindings ?? [])
    if (bindings.some(binding => binding.value === value)) return name;
  return undefined;
}

/** Whether its class has others of its name, or other constructors. */
function isOverloaded({ owner, name, isConstructor }: FunctionExpression): boolean {
  if (!owner || (name === undefined && !isConstructor)) return false;
  const bindings = isConstructor ? [...owner.scope.bindings.values()].flat() : owner.scope.bindings.get(name ?? '');
  const same = bindings?.filter(({ value }) => value?.kind === 'function' && (!isConstructor || value.isConstructor));
  return (same?.length ?? 0) > 1;
}

/** What a method of a text, list or record gives; undefined for others. */
function methodWorth(
  resolver: Resolver,
  object: Worth,
  method: string,
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  const { methods } = resolver.knowledge(frame);
  const argument = (index: number): Worth | undefined => {
    const given = call.arguments[index];
    return given && resolver.evaluate(given.value, frame);
  };
  const isPlain = ({ kind }: Worth): boolean => kind === 'text' || kind === 'list' || kind === 'record';
  if (
    object.kind === 'choice' &&
    object.options.some(isPlain) &&
    object.options.every(option => isPlain(option) || option.kind === 'unknown')
  ) {
    const results = object.options.map(
      option =>
        methodWorth(resolver, option, method, call, frame) ??
        (option.kind === 'unknown' ? uncallable(resolver, option, call, frame) : undefined),
    );
    return results.every(result => result !== undefined) ? choiceOf(results) : undefined;
  }
  if ((object.kind === 'class' || object.kind === 'instance') && methods.construct.includes(method)) {
    return { kind: 'instance', class: object.class, frame: object.frame, call, callFrame: frame, trail: object.trail };
  }
  if ((object.kind === 'record' || object.kind === 'unknown') && methods.merge.includes(method))
    return mergedInto(resolver, object, call, frame);
  if (object.kind === 'record' && methods.get.includes(method)) {
    const [key, otherwise] = call.arguments;
    if (!key) return undefined;
    const found = elementWorth(resolver, object, key.value, call.range, frame);
    if (!otherwise) return found;
    const preferred = perhapsMissing(resolver, found, key.value, frame);
    return fallbackWorth(resolver, preferred, () => resolver.evaluate(otherwise.value, frame), frame, call.range);
  }
  if (object.kind === 'record' && methods.keys.includes(method)) return keysOf(object);
  if (object.kind === 'record' && methods.values.includes(method)) return valuesOf(object);
  const second = call.arguments[1];
  if (object.kind === 'reference' && methods.get.includes(method) && call.arguments[0]) {
    const key = staticText(resolver.evaluate(call.arguments[0].value, frame));
    const stored = key === undefined ? undefined : storedWorth(resolver, object, key);
    if (stored) return stored;
  }
  if (object.kind === 'unknown' && methods.get.includes(method) && second?.kind === 'positional') {
    const missing = resolver.unknown(frame, call.range, object.because, object.name);
    // Settings mostly leave a key out; what callers pass is theirs to say.
    if (object.because === PARAMETER) return choiceOf([resolver.evaluate(second.value, frame), missing]);
    return fallbackWorth(resolver, missing, () => resolver.evaluate(second.value, frame), frame, call.range);
  }
  if (methods.joinPath.includes(method) && call.callee.kind === 'member' && isPathStart(object, argument(0))) {
    const start: Argument = { kind: 'positional', value: call.callee.object, range: call.callee.object.range };
    return joinedPath(resolver, [start, ...call.arguments], call, frame);
  }
  if (methods.pipe.includes(method) && (object.kind === 'reference' || object.kind === 'pipe'))
    return pipe(object, ...call.arguments.map(({ value }) => resolver.evaluate(value, frame)));
  if (object.kind === 'list') return listMethod(resolver, object, method, argument, call, frame);
  if (object.kind !== 'text')
    return methods.identity.includes(method) &&
      (object.kind !== 'reference' || resolver.knowledge(frame).environmentRead(object)) &&
      object.kind !== 'instance' &&
      object.kind !== 'class'
      ? object
      : undefined;
  if (methods.lowerCase.includes(method)) return inCase(object, text => text.toLowerCase());
  if (methods.upperCase.includes(method)) return inCase(object, text => text.toUpperCase());
  if (methods.identity.includes(method)) return object;
  if (methods.join.includes(method) && methods.joinOn === 'separator') {
    const list = argument(0);
    return list?.kind === 'list' ? joinList(resolver, list, object, frame) : undefined;
  }
  if (methods.concat.includes(method)) {
    const added = call.arguments.flatMap(({ value }) =>
      partsOf(resolver, resolver.evaluate(value, frame), value, frame),
    );
    return { ...object, parts: [...object.parts, ...added] };
  }
  if (methods.format.includes(method)) return formattedAs(resolver, methods.formatStyle, object, call, frame);
  if (methods.replace.includes(method)) return replaced(resolver, object, call, frame);
  return undefined;
}

function listMethod(
  resolver: Resolver,
  list: Worth & { kind: 'list' },
  method: string,
  argument: (index: number) => Worth | undefined,
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  const { methods } = resolver.knowledge(frame);
  if (methods.join.includes(method) && methods.joinOn === 'list') return joinList(resolver, list, argument(0), frame);
  if (methods.identity.includes(method)) return list;
  const end = methods.first.includes(method) ? 0 : methods.last.includes(method) ? list.items.length - 1 : undefined;
  if (end !== undefined && !call.arguments.length) return memberWorth(resolver, list, String(end), call.range, frame);
  if (methods.concat.includes(method))
    return {
      ...list,
      items: [...list.items, ...call.arguments.flatMap((_, index) => itemsOf(argument(index) ?? list))],
    };
  return undefined;
}

/** `Sprintf("…%s…", value)`, `format("…{}…", value)`; undefined where the template is not known. */
function filled(
  resolver: Resolver,
  style: 'percent' | 'braces',
  call: CallExpression,
  frame: Frame,
): TextWorth | undefined {
  // A locale may stand before the template.
  for (const [index, argument] of call.arguments.slice(0, 2).entries()) {
    const template = resolver.evaluate(argument.value, frame);
    if (template.kind === 'text')
      return formattedAs(resolver, style, template, { ...call, arguments: call.arguments.slice(index + 1) }, frame);
    if (template.kind !== 'reference') return undefined;
  }
  return undefined;
}

const formattedAs = (
  resolver: Resolver,
  style: 'percent' | 'braces',
  template: TextWorth,
  values: CallExpression,
  frame: Frame,
): TextWorth =>
  style === 'braces' ? formatted(resolver, template, values, frame) : percent(resolver, template, values, frame);

/** Where a path may begin: a text, or what can't be read where a path is to stand behind it. */
function isPathStart(object: Worth, added: Worth | undefined): boolean {
  const isPath = /^[\w.-]*(?:\/[\w.:-]+)+$/.test(staticText(added) ?? '');
  const isObject = (option: Worth): boolean =>
    option.kind === 'unknown' || (option.kind === 'reference' && option.steps.length > 0);
  return optionsOf(object).every(option => option.kind === 'text' || (isPath && isObject(option)));
}

/** `url.JoinPath(base, "v1", "chat")`: parts of an address with one slash between them. */
function joinedPath(
  resolver: Resolver,
  given: readonly Argument[],
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  if (!given.length || given.some(({ kind }) => kind !== 'positional')) return undefined;
  const [starts = [], ...rest] = given.map(({ value }) =>
    optionsOf(resolver.evaluate(value, frame)).map(option => ({
      parts: partsOf(resolver, option, value, frame),
      trail: option.trail,
    })),
  );
  const tails = rest.flatMap(([first]) => (first ? [first] : []));
  const behind = tails.flatMap(({ parts }): WorthPart[] => [{ kind: 'text', text: '/' }, ...parts]);
  const at = resolver.place(frame, call.range);
  const joined = starts.map(({ parts, trail }): TextWorth => {
    const trails = [...trail, ...tails.flatMap(tail => tail.trail)];
    return { kind: 'text', parts: singleSlashes([...parts, ...behind]), at, trail: trails };
  });
  return choiceOf(joined);
}

/** Without the slashes beside the one that stands between two parts. */
function singleSlashes(parts: readonly WorthPart[]): WorthPart[] {
  const isSlash = (part: WorthPart | undefined): boolean => part?.kind === 'text' && part.text === '/';
  return parts.map((part, index) => {
    if (part.kind !== 'text' || isSlash(part)) return part;
    const left = isSlash(parts[index - 1]) ? part.text.replace(/^\/+/, '') : part.text;
    return { ...part, text: isSlash(parts[index + 1]) ? left.replace(/\/+$/, '') : left };
  });
}

/** Verbs such as `%s`, `%-5.2f` and `%1$s` take the values in their order. */
function percent(resolver: Resolver, text: TextWorth, call: CallExpression, frame: Frame): TextWorth {
  let next = 0;
  return substitute(text, piece => {
    const verb = /%(?:(\d+)\$)?[-+ #0,]*\d*(?:\.\d+)?([a-zA-Z%])/.exec(piece);
    if (!verb) return undefined;
    const [whole, position, letter] = verb;
    const given =
      letter === '%' || letter === 'n'
        ? undefined
        : call.arguments[position === undefined ? next++ : Number(position) - 1];
    const parts: readonly WorthPart[] = given
      ? partsOf(resolver, resolver.evaluate(given.value, frame), given.value, frame)
      : [{ kind: 'text', text: letter === '%' ? '%' : letter === 'n' ? '\n' : whole.slice(1) }];
    return { at: verb.index, length: whole.length, parts };
  });
}

const inCase = (text: TextWorth, change: (text: string) => string): TextWorth => ({
  ...text,
  parts: text.parts.map(part => (part.kind === 'text' ? { ...part, text: change(part.text) } : part)),
});

/** `"…{name}…".format(name=value)`: fields without a value stay as they are. */
function formatted(resolver: Resolver, text: TextWorth, call: CallExpression, frame: Frame): TextWorth {
  let next = 0;
  return substitute(text, piece => {
    const field = /\{(\w*)(?:[.[][^}]*)?(?:![rsa])?(?::[^}]*)?\}/.exec(piece);
    if (!field) return undefined;
    const name = field[1] ?? '';
    const positional = call.arguments.filter(each => each.kind === 'positional');
    const given =
      call.arguments.find(each => each.kind === 'named' && each.name === name) ??
      positional[/^\d+$/.test(name) ? Number(name) : name === '' ? next++ : -1];
    const parts: readonly WorthPart[] = given
      ? partsOf(resolver, resolver.evaluate(given.value, frame), given.value, frame)
      : [{ kind: 'text', text: field[0].replace(/[{}]/g, '') }];
    return { at: field.index, length: field[0].length, parts };
  });
}

/** `text.replace('{X}', value)` with a literal to look for. */
function replaced(resolver: Resolver, text: TextWorth, call: CallExpression, frame: Frame): TextWorth {
  const [wanted, value] = call.arguments;
  const pattern = wanted && staticText(resolver.evaluate(wanted.value, frame));
  if (!pattern || !value) return text;
  const parts = partsOf(resolver, resolver.evaluate(value.value, frame), value.value, frame);
  return substitute(text, piece => {
    const at = piece.indexOf(pattern);
    return at === -1 ? undefined : { at, length: pattern.length, parts };
  });
}
