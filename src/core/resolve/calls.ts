import { type CallExpression, type FunctionExpression, languages } from '../syntax';
import { argumentFor, namedItems } from './arguments';
import { baseView } from './bases';
import { promisedResult } from './derived';
import { builtWorth } from './generatedBuilders';
import { resourceText } from './files';
import { returned } from './guards';
import { libraryResult } from './libraryCalls';
import { memberWorth } from './members';
import { methodWorth } from './methodCalls';
import type { Resolver } from './resolver';
import { asDeclared, servedBy } from './types';
import { emptyRecord } from './records';
import { revealedByMethod } from './revealed';
import {
  choiceOf,
  type Deferred,
  type Frame,
  type FunctionWorth,
  type InstanceWorth,
  optionsOf,
  type ReferenceWorth,
  via,
  type Worth,
} from './worth';

/** Functions called from functions; helper upon helper upon helper is enough for prompts. */
const MAX_CALL_DEPTH = 8;
/** Times that a function is followed into itself: what it gives in the end, the first time tells. */
const MAX_RECURSION = 1;

export function callWorth(resolver: Resolver, call: CallExpression, frame: Frame): Worth {
  const inherited = baseView(resolver, call, frame);
  if (inherited) return inherited;
  if (call.callee.kind === 'member' && !call.result) {
    const object = resolver.evaluate(call.callee.object, frame);
    const made =
      builtWorth(resolver, object, call.callee.property, call, frame) ??
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
    case 'unknown':
      return revealedByMethod(resolver, callee, call, frame) ?? uncallable(resolver, callee, call, frame);
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

export function uncallable(resolver: Resolver, callee: Worth, call: CallExpression, frame: Frame): Worth {
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

function invoke(resolver: Resolver, worth: FunctionWorth, call: CallExpression, frame: Frame): Worth {
  const { callee, trail } = worth;
  const inner = frameOf(resolver, worth, call, frame);
  if (!inner) return resolver.unknown(frame, call.range, 'too many calls deep', callee.name ?? '');
  const results = returned(resolver, callee, inner, call.result).map(each => resolver.evaluate(each, inner));
  const present = results.filter(each => each.kind !== 'nothing');
  const given = present.length ? choiceOf(present) : (promisedResult(resolver, worth, call, frame) ?? choiceOf([]));
  const result = asDeclared(resolver, given, call.result ? undefined : callee.result, inner);
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

/** The frame of a function's body with what a call passes; undefined too many calls deep, or too often in itself. */
export function frameOf(
  resolver: Resolver,
  { callee, frame: home, self }: FunctionWorth,
  call: CallExpression,
  frame: Frame,
): Frame | undefined {
  if (frame.depth >= MAX_CALL_DEPTH || timesUnderWay(callee, frame) > MAX_RECURSION) return undefined;
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
    caller: frame,
    depth: frame.depth + 1,
    ...(self ? { self } : home.self ? { self: home.self } : {}),
  };
}

function timesUnderWay(callee: FunctionExpression, frame: Frame): number {
  let times = 0;
  for (let each: Frame | undefined = frame; each; each = each.caller) if (each.callee === callee) times += 1;
  return times;
}

/** The arguments by name that no other parameter takes, as the dictionary that a parameter like `**kwargs` is. */
export function namedRestOf(
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
