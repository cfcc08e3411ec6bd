import type { Binding, CallExpression, FunctionExpression } from '../syntax';
import { frameOf } from './calls';
import type { Reading } from './keys';
import { memberWorth } from './members';
import { constructorOf } from './objects';
import type { Resolver } from './resolver';
import type { Frame, FunctionWorth, InstanceWorth } from './worth';

/**
 * What a function gets for a parameter, or takes where a call leaves it out: the default that it declares, else what
 * it puts in its place. Undefined for a function that has no such parameter.
 */
export function parameterOf(
  resolver: Resolver,
  worth: FunctionWorth,
  call: CallExpression,
  frame: Frame,
  name: string,
): Reading | undefined {
  const binding = parameterNamed(worth.callee, name);
  if (!binding) return undefined;
  const body = frameOf(resolver, worth, call, frame);
  if (!body) return { kind: 'open', because: 'too many calls deep' };
  return readParameter(resolver, worth.callee, binding, call, body);
}

/** What an object was made with under a name: an argument of its constructor, else the field. */
export function settingOf(resolver: Resolver, object: InstanceWorth, name: string): Reading | undefined {
  const maker = constructorOf(object.class, object.call);
  const binding = maker && parameterNamed(maker, name);
  if (binding && object.call) {
    const given = readParameter(resolver, maker, binding, object.call, resolver.constructorFrame(object));
    if (given.kind !== 'absent') return given;
  }
  const field = memberWorth(resolver, object, name, object.class.range, object.frame);
  // A field that is not there is told as one that is not known.
  const isThere = field.kind !== 'nothing' && !(field.kind === 'unknown' && field.because === 'field');
  return isThere && field.kind !== 'function' ? { kind: 'found', worth: field, place: undefined } : undefined;
}

/** PHP's names begin with a `$`, which those of its named arguments have not. */
const parameterNamed = ({ scope }: FunctionExpression, name: string): Binding | undefined =>
  [name, `$${name}`].flatMap(each => scope.bindings.get(each) ?? []).find(({ kind }) => kind === 'parameter');

function readParameter(
  resolver: Resolver,
  owner: FunctionExpression,
  binding: Binding,
  call: CallExpression,
  body: Frame,
): Reading {
  const { parameter } = binding;
  const key = parameter?.name === '' ? `#${String(parameter.index)}` : binding.name;
  const at = (offset: number): Reading => {
    const range = { start: offset, end: offset };
    const worth = resolver.evaluate(
      { kind: 'name', name: binding.name, scope: owner.scope, block: binding.block, range },
      body,
    );
    return { kind: 'found', worth, place: 'at' in worth ? worth.at : undefined };
  };
  if (body.arguments?.has(key) === true) {
    const given = at(binding.from);
    if (given.kind !== 'found' || given.worth.kind !== 'nothing') return given;
  } else if (call.arguments.some(({ kind }) => kind === 'spread' || kind === 'namedSpread'))
    return { kind: 'open', because: 'arguments that are spread' };
  else if (binding.default) {
    const initial = at(binding.from);
    if (initial.kind === 'found' && initial.worth.kind !== 'nothing') return initial;
  }
  // `model = model or DEFAULT_MODEL`
  const replaced = owner.scope.bindings.get(binding.name)?.some(({ kind, value }) => kind !== 'parameter' && value);
  const last = replaced === true ? at(owner.range.end) : undefined;
  return last?.kind === 'found' && last.worth.kind !== 'unknown' && last.worth.kind !== 'nothing'
    ? last
    : { kind: 'absent' };
}
