import type { CallExpression, ClassExpression, FunctionExpression, Program } from '../syntax';
import { contains } from '../text';
import { argumentFor } from './arguments';
import { accepts } from './calls';
import type { Resolver } from './resolver';
import type { ClassWorth, Deferred, Frame, InstanceWorth, ReferenceWorth } from './worth';

/** Classes derived from classes; deeper hierarchies are generated. */
const MAX_BASES = 8;

/** The frame of the construction, so that fields set from its arguments are known. */
export function constructorFrame(resolver: Resolver, object: InstanceWorth): Frame {
  const { call } = object;
  const maker = constructorOf(object.class, call);
  if (!call || !maker) return { ...object.frame, self: object };
  const callFrame = object.callFrame ?? object.frame;
  const given = new Map<string, Deferred>();
  maker.parameters.forEach((parameter, index) => {
    const argument = argumentFor(resolver, call, { owner: maker, index, name: parameter.name }, callFrame);
    if (argument) given.set(parameter.name === '' ? `#${String(index)}` : parameter.name, argument);
  });
  return {
    program: object.frame.program,
    parent: object.frame,
    callee: maker,
    arguments: given,
    self: object,
    depth: object.frame.depth + 1,
  };
}

const constructors = new WeakMap<ClassExpression, readonly FunctionExpression[]>();

/** The constructor of a class; where it has several, the one that a call means. */
export function constructorOf(
  owner: ClassExpression,
  call: CallExpression | undefined,
): FunctionExpression | undefined {
  let found = constructors.get(owner);
  if (!found) constructors.set(owner, (found = findConstructors(owner)));
  return (call && found.length > 1 ? found.find(maker => accepts(maker, call)) : undefined) ?? found[0];
}

const findConstructors = ({ scope }: ClassExpression): FunctionExpression[] =>
  [...scope.bindings.values()].flatMap(bindings =>
    bindings.flatMap(({ value }) => (value?.kind === 'function' && value.isConstructor ? [value] : [])),
  );

/** The call that makes the part of an object which its class inherits: `super(…)`, else that of the object itself. */
interface BaseCall {
  readonly call: CallExpression | undefined;
  readonly frame: Frame | undefined;
}

export function baseCall(resolver: Resolver, object: InstanceWorth): BaseCall {
  const maker = constructorOf(object.class, object.call);
  const call = maker && superCall(maker, object.frame.program);
  return call ? { call, frame: resolver.constructorFrame(object) } : { call: object.call, frame: object.callFrame };
}

const superCalls = new WeakMap<FunctionExpression, CallExpression | null>();

/** The call by which a constructor hands on to that of the base class. */
export function superCall(maker: FunctionExpression, { calls }: Program): CallExpression | undefined {
  let found = superCalls.get(maker);
  if (found === undefined) {
    found = calls.find(call => contains(maker.range, call.range) && isSuper(call)) ?? null;
    superCalls.set(maker, found);
  }
  return found ?? undefined;
}

/** `super(…)`, `super().__init__(…)`. */
function isSuper({ callee }: CallExpression): boolean {
  if (callee.kind === 'self') return true;
  const object = callee.kind === 'member' && callee.property === '__init__' ? callee.object : undefined;
  return object?.kind === 'call' && object.callee.kind === 'name' && object.callee.name === 'super';
}

/** The same object seen as one of the class that its own is derived from. */
export function asBase(object: InstanceWorth, base: ClassWorth, { call, frame }: BaseCall): InstanceWorth {
  return {
    kind: 'instance',
    class: base.class,
    frame: base.frame,
    ...(call ? { call } : {}),
    ...(frame ? { callFrame: frame } : {}),
    ...(object.changes ? { changes: object.changes } : {}),
    actual: object.actual ?? object,
    trail: object.trail,
  };
}

/** What a call of a class of the workspace makes of the package's class that it is derived from. */
export function madeOfPackage(
  resolver: Resolver,
  { class: own, frame: home, trail }: ClassWorth,
  call: CallExpression,
  frame: Frame,
): ReferenceWorth | undefined {
  let object: InstanceWorth = { kind: 'instance', class: own, frame: home, call, callFrame: frame, trail };
  for (let depth = 0; depth < MAX_BASES; depth += 1) {
    const [expression] = object.class.bases;
    const base = expression && resolver.evaluate(expression, object.frame);
    const maker = baseCall(resolver, object);
    if (base?.kind === 'reference')
      return { ...base, steps: [...base.steps, { kind: 'call', call: maker.call, frame: maker.frame ?? frame }] };
    if (base?.kind !== 'class' || base.class === object.class) return undefined;
    object = asBase(object, base, maker);
  }
  return undefined;
}
