import type { Argument, CallExpression, TypeReference } from '../syntax';
import type { Range } from '../text';
import { namedItems } from './arguments';
import { objectOfSettings } from './boundSettings';
import { calledWorth } from './calls';
import { optionsRead } from './commandLine';
import { settingRead } from './configuration';
import { mergedArguments } from './dictionaries';
import { documentRead } from './documents';
import { fallbackWorth } from './fallbacks';
import { fileText } from './files';
import { configuredWorth } from './imports';
import type { PassedArgument } from './knowledge';
import { lookedUp } from './lookUps';
import { memberWorth } from './members';
import { filled, joinedPath } from './methodCalls';
import { emptyRecord, keysOf } from './records';
import type { Resolver } from './resolver';
import { checkedSettings } from './schemas';
import { environmentSet } from './stores';
import { asDeclared } from './types';
import { choiceOf, type Frame, optionsOf, type ReferenceWorth, staticText, via, type Worth } from './worth';

/** Calls of the language's own library whose result can be told. */
export function libraryResult(
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
  if (knowledge.isMemberRead(made)) return memberRead(resolver, call, frame);
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

/** `getattr(settings, "MODEL", "gpt-4o")` */
function memberRead(resolver: Resolver, call: CallExpression, frame: Frame): Worth | undefined {
  const [object, key, otherwise] = call.arguments;
  const name = key && staticText(resolver.evaluate(key.value, frame));
  if (!object || name === undefined) return undefined;
  const found = memberWorth(resolver, resolver.evaluate(object.value, frame), name, call.range, frame);
  return otherwise
    ? fallbackWorth(resolver, found, () => resolver.evaluate(otherwise.value, frame), frame, call.range)
    : found;
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
  { argument: index, name, maker, isOption, isAny, type, from }: PassedArgument,
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
  const said = type === undefined ? undefined : call.arguments[type];
  if (worth && said) return asDeclared(resolver, worth, typeNamed(resolver, said, call, frame), frame);
  if (!worth || !isOption) return worth;
  return via(worth, resolver.hop('option', resolver.source(frame, call.callee.range), frame, call.range));
}

/** The type that an argument names, as it is or as a text: `cast("openai.AsyncOpenAI", client)`. */
function typeNamed(
  resolver: Resolver,
  { range }: Argument,
  { scope, block }: CallExpression,
  frame: Frame,
): TypeReference | undefined {
  const names = resolver.source(frame, range).match(/[A-Za-z_][\w.]*/g) ?? [];
  return names.length ? { names: names.map(name => name.split('.')), scope, block, range } : undefined;
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
    typeof which === 'number' ? call.arguments.at(which) : call.arguments.find(({ name }) => name === which);
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
