import { scopeOf, type Binding, type CallExpression, type Expression, type Mutation } from '../syntax';
import { frameOf } from './calls';
import type { Certainty } from './flow';
import { changesOf } from './keys';
import { memberWorth } from './members';
import { anyOf, changedFields } from './records';
import type { Resolver } from './resolver';
import { optionsOf, type Frame, type FunctionWorth, type ListItem, type RecordItem, type Worth } from './worth';

/** Methods by which an option that is an object changes what it is handed. */
const APPLYING = /^apply/i;
const UNREAD: RecordItem = { kind: 'open', because: 'set by options that are not known', replaces: true };

/**
 * The fields that a call sets of an object which it is handed: `setDefaults(&config)`, and `option(config)` for each of
 * the options that a function was passed.
 */
export function handedItems(
  resolver: Resolver,
  object: Worth,
  { mutation, certainty }: { mutation: Mutation; certainty: Certainty },
  frame: Frame,
): readonly RecordItem[] {
  const [call] = mutation.values;
  if (call?.kind !== 'call') return [];
  const index = call.arguments.findIndex(({ value }) => isHandedAs(value, mutation));
  if (index < 0) return [];
  const given: Given = { call, index, object, frame };
  const source = sourceOf(call.callee);
  if (certainty === 'repeatedly' && source) return throughAll(resolver, source, given);
  const items = throughOne(resolver, resolver.evaluate(call.callee, frame), given);
  return certainty === 'always' ? items : items.map(asOptional);
}

/** A call and which of its arguments the object is. */
interface Given {
  readonly call: CallExpression;
  readonly index: number;
  readonly object: Worth;
  readonly frame: Frame;
}

/** The argument that begins where the one stands that was noted. */
const isHandedAs = ({ range }: Expression, { at }: Mutation): boolean =>
  range.start === at.start && range.end === at.end;

const asOptional = (item: RecordItem): RecordItem => (item.kind === 'entry' ? { ...item, isOptional: true } : item);

/** What a loop goes over, each of which, or a method of it, is called. */
function sourceOf(callee: Expression): Expression | undefined {
  const called = callee.kind === 'member' ? callee.object : callee;
  if (called.kind === 'element') return called.object;
  const loop = bindingsOf(called).findLast(({ kind }) => kind === 'loop');
  return loop && !loop.path ? loop.value : undefined;
}

const bindingsOf = (expression: Expression): readonly Binding[] =>
  (expression.kind === 'name' && scopeOf(expression.name, expression.scope)?.bindings.get(expression.name)) || [];

/** What all options set, one after the other. */
function throughAll(resolver: Resolver, source: Expression, given: Given): readonly RecordItem[] {
  const lists = optionsOf(resolver.evaluate(source, given.frame));
  return anyOf(lists.map(list => (list.kind === 'list' ? throughItems(resolver, list.items, given) : [UNREAD])));
}

const throughItems = (resolver: Resolver, items: readonly ListItem[], given: Given): readonly RecordItem[] =>
  items.flatMap((item): readonly RecordItem[] => {
    if (item.kind === 'rest') return [UNREAD];
    const option = resolver.force(item.value);
    const called = methodOf(resolver, option, given);
    const set = throughOne(resolver, called, given);
    return item.isOptional ? set.map(asOptional) : set;
  });

/** The function that an option is, or its method that is called; a type of functions may have one that calls them. */
function methodOf(resolver: Resolver, option: Worth, { call, frame }: Given): Worth {
  if (call.callee.kind !== 'member' || option.kind === 'function') return option;
  const { property, propertyRange } = call.callee;
  return memberWorth(resolver, option, property, propertyRange, frame, undefined, call.callee);
}

function throughOne(resolver: Resolver, callee: Worth, given: Given): readonly RecordItem[] {
  const options = optionsOf(callee).map((option): readonly RecordItem[] => {
    if (option.kind === 'function') return setBy(resolver, option, given);
    return option.kind === 'unknown' && mayBeOption(given.call.callee) ? [UNREAD] : [];
  });
  return options.length > 1 ? anyOf(options) : (options[0] ?? []);
}

/** Whether what is called was passed in, to change what it is handed. */
function mayBeOption(callee: Expression): boolean {
  const isMethod = callee.kind === 'member';
  if (isMethod && !APPLYING.test(callee.property) && !sourceOf(callee)) return false;
  const kinds = bindingsOf(isMethod ? callee.object : callee).map(({ kind }) => kind);
  return kinds.includes('loop') || kinds.includes('parameter');
}

/** The fields of its parameter that a function sets. */
function setBy(resolver: Resolver, worth: FunctionWorth, given: Given): readonly RecordItem[] {
  const { callee } = worth;
  const parameter = callee.parameters[given.index];
  const inner = parameter && !parameter.isCopied ? frameOf(resolver, worth, given.call, given.frame) : undefined;
  if (!parameter || !inner) return [];
  const { call, index, object, frame } = given;
  const expression = call.arguments[index]?.value ?? call;
  const handed = new Map(inner.arguments).set(parameter.name, { expression, frame, trail: [], worth: object });
  const home: Frame = { ...inner, arguments: handed };
  return changedFields(resolver, { call: undefined, frame: home }, changesOf(callee, parameter.name), home);
}
