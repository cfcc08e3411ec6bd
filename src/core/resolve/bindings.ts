import { type Binding, type FunctionExpression, type TypeReference } from '../syntax';
import { callbackArgument } from './callbacks';
import { argumentFor } from './arguments';
import { callersOf, isTrial } from './callers';
import { decoratedOption } from './commandLine';
import { fallbackWorth } from './fallbacks';
import { importedWorth } from './imports';
import { memberWorth } from './members';
import { atLoad } from './names';
import { withoutKeys } from './records';
import { injectedWorth, injection, testedWorth } from './supplied';
import { asDeclared, typedWorth } from './types';
import { PARAMETER, choiceOf, optionsOf, type Deferred, type Frame, type UnknownWorth, type Worth, via } from './worth';
import type { Resolver } from './resolver';

export function bindingWorth(resolver: Resolver, binding: Binding, frame: Frame): Worth {
  if (binding.import) return importedWorth(resolver, binding.import.module, binding.import.name, frame, binding.range);
  if (binding.kind === 'parameter') return parameterWorth(resolver, binding, frame);
  if (!binding.value)
    return (
      typedWorth(resolver, binding.type, frame, binding.name) ?? untyped(resolver, binding, frame, 'no value here')
    );
  const value = resolver.evaluate(binding.value, frame);
  if (binding.kind === 'loop') return loopElement(resolver, value, binding, frame);
  const worth = takenFrom(resolver, value, binding, frame);
  return asDeclared(resolver, worth, binding.type, frame, binding.name);
}

/** Follows what a pattern takes out of a value; its default holds where that is missing. */
function takenFrom(resolver: Resolver, value: Worth, binding: Binding, frame: Frame): Worth {
  const use = { at: binding.from, block: binding.block };
  const found = (binding.path ?? []).reduce<Worth>(
    (from, key) => memberWorth(resolver, from, String(key), binding.range, frame, use),
    value,
  );
  const worth = binding.without ? withoutKeys(found, new Set(binding.without)) : found;
  const initial = binding.default;
  // What is passed outright is not the default, however little is known of it.
  const mayBeLeftOut = binding.path !== undefined || optionsOf(worth).some(({ kind }) => kind === 'nothing');
  return initial && mayBeLeftOut
    ? fallbackWorth(resolver, worth, () => resolver.evaluate(initial, frame), frame, binding.range)
    : worth;
}

function loopElement(resolver: Resolver, source: Worth, binding: Binding, frame: Frame): Worth {
  // PHP goes over the values of a dictionary, where others go over its keys.
  const isOver = source.kind === 'list' || (source.kind === 'record' && frame.program.language === 'php');
  if (isOver) {
    const items = source.items.flatMap(item => ('value' in item && item.value ? [resolver.force(item.value)] : []));
    if (items.length === source.items.length && items.length > 0)
      return choiceOf(items.map(item => takenFrom(resolver, item, binding, frame)));
  }
  const unknown = resolver.unknown(frame, binding.range, 'changes in a loop', binding.name);
  return unknown.volatility === 'unknown' ? { ...unknown, volatility: 'iteration', changes: 'call' } : unknown;
}

export function argumentOf({ parameter }: Binding, frame: Frame): Deferred | undefined {
  if (!parameter) return undefined;
  for (let current: Frame | undefined = frame; current; current = current.parent) {
    if (current.callee === parameter.owner)
      return current.arguments?.get(parameter.name === '' ? `#${String(parameter.index)}` : parameter.name);
  }
  return undefined;
}

function parameterWorth(resolver: Resolver, binding: Binding, frame: Frame): Worth {
  const { parameter } = binding;
  const given = argumentOf(binding, frame);
  if (given) return takenFrom(resolver, resolver.force(given), binding, frame);
  const initial =
    defaultOf(resolver, binding, frame) ??
    optionOf(resolver, binding, frame) ??
    besideType(resolver, binding.type, frame) ??
    testedWorth(resolver, binding, frame);
  const wasLeftOut = parameter !== undefined && isInvoked(parameter.owner, frame);
  if (wasLeftOut && initial) return initial;
  const passed = parameter && !wasLeftOut ? passedFor(resolver, binding, parameter, frame) : undefined;
  const unknown = (): Worth =>
    callbackArgument(resolver, binding, frame) ?? untyped(resolver, binding, frame, PARAMETER);
  if (!passed?.values.length) {
    const isKnown = initial && initial.kind !== 'nothing';
    if (isKnown && passed?.isComplete === false) return choiceOf([initial, unknown()]);
    return isKnown
      ? initial
      : ((binding.path ? undefined : typedWorth(resolver, binding.type, frame, binding.name)) ?? unknown());
  }
  const options = passed.values.map(value => value ?? initial ?? unknown());
  const known = options.filter(option => option.kind !== 'unknown');
  const present = known.filter(option => option.kind !== 'nothing');
  if (present.length && known.length === options.length && passed.isComplete) return choiceOf(known);
  const objects = present.filter(option => option.kind === 'reference' || option.kind === 'instance');
  const type = binding.path ? undefined : binding.type;
  if (objects.length) return asDeclared(resolver, choiceOf(objects), type, frame, binding.name);
  const typed = typedWorth(resolver, type, frame, binding.name);
  if (typed) return typed;
  const candidates = initial && initial.kind !== 'nothing' ? [...present, initial] : present;
  return candidates.length ? choiceOf([...candidates, unknown()]) : unknown();
}

function defaultOf(resolver: Resolver, { default: initial }: Binding, frame: Frame): Worth | undefined {
  if (initial && injection(resolver, initial, frame)) return injectedWorth(resolver, initial, frame);
  const worth = initial && resolver.evaluate(initial, frame);
  // Python evaluates a default once, when the function is made.
  return worth && frame.program.language === 'python' ? atLoad(worth) : worth;
}

const besideType = (resolver: Resolver, type: TypeReference | undefined, frame: Frame): Worth | undefined =>
  type?.metadata?.map(each => injectedWorth(resolver, each, frame)).find(worth => worth !== undefined);

/** What a command line gives for a parameter by default. */
function optionOf(resolver: Resolver, { parameter }: Binding, frame: Frame): Worth | undefined {
  if (!parameter?.owner.decorators.length || parameter.owner.owner) return undefined;
  return decoratedOption(resolver, parameter.owner, parameter.name, resolver.root(frame.program));
}

/** What callers pass for a parameter, undefined where one leaves it out. */
function passedFor(
  resolver: Resolver,
  binding: Binding,
  parameter: NonNullable<Binding['parameter']>,
  frame: Frame,
): { readonly values: readonly (Worth | undefined)[]; readonly isComplete: boolean } {
  // What was cut short here may be known when it is asked for itself.
  if (!resolver.mayAskCallers) {
    resolver.interrupt();
    return { values: [], isComplete: true };
  }
  const { callers, isComplete } = callersOf(resolver, parameter.owner, frame);
  const real = callers.filter(caller => !isTrial(caller, parameter.owner, frame));
  const values = resolver.askingCallers(() =>
    (real.length ? real : callers).map(({ call, frame: callFrame }) => {
      const argument = argumentFor(resolver, call, parameter, callFrame);
      const hop = resolver.hop('argument', binding.name, callFrame, call.nameRange);
      if (argument) return via(takenFrom(resolver, resolver.force(argument), binding, callFrame), hop);
      const isSpread = call.arguments.some(({ kind }) => kind === 'spread' || kind === 'namedSpread');
      return isSpread ? resolver.unknown(callFrame, call.range, 'arguments that are spread', binding.name) : undefined;
    }),
  );
  // Tests make up what they pass.
  return { values, isComplete: isComplete && (real.length > 0 || !callers.length) };
}

/** What is not known of a name, beside that it is declared to be of some type of the workspace's own. */
function untyped(
  resolver: Resolver,
  { name, range, type, path }: Binding,
  frame: Frame,
  because: string,
): UnknownWorth {
  const unknown = resolver.unknown(frame, range, because, name);
  return type && !path ? { ...unknown, isTyped: true } : unknown;
}

/** Whether a function's arguments are known in a frame, those that were left out too. */
function isInvoked(owner: FunctionExpression, frame: Frame): boolean {
  for (let current: Frame | undefined = frame; current; current = current.parent)
    if (current.callee === owner) return true;
  return false;
}
