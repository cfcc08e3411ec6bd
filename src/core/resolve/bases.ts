import {
  enclosingFunctions,
  languages,
  scopeOf,
  type Block,
  type CallExpression,
  type Expression,
  type FunctionExpression,
} from '../syntax';
import { contains, type Range } from '../text';
import { callsNamed } from './callers';
import { madeBy } from './declared';
import { fieldWorth, otherPartsOf, partsWith } from './fields';
import { memberWorth } from './members';
import { selfOf } from './names';
import { asBase, baseCall, constructorOf } from './objects';
import {
  choiceOf,
  optionsOf,
  type Frame,
  type InstanceWorth,
  type ListItem,
  type ReferenceWorth,
  type Worth,
} from './worth';
import type { Resolver } from './resolver';

/** Objects in objects in objects. */
const MAX_EMBEDDED = 20;
/** Classes derived from classes. */
const MAX_BASES = 20;

export function inheritedWorth(
  resolver: Resolver,
  object: InstanceWorth,
  key: string,
  range: Range,
  frame: Frame,
  use?: { at: number; block: Block | undefined },
  expression?: Expression,
): Worth {
  const packaged: Worth[] = [];
  const bases = [object, ...otherPartsOf(resolver, object)].flatMap(part =>
    part.class.bases.map(base => ({ base, home: part.frame })),
  );
  // What is embedded under this very name is the object's own.
  if (bases.some(({ base }) => nameOf(base) === key)) return resolver.unknown(frame, range, 'field', key);
  for (const { base, home } of bases) {
    const embedded = embeddedObject(resolver, object, base, range, frame, use);
    if (embedded) {
      const found = memberWorth(resolver, embedded, key, range, frame, use);
      if (found.kind === 'reference') packaged.push(found);
      else if (found.kind !== 'unknown') return found;
      continue;
    }
    const worth = baseWorth(resolver, base, object, home);
    const inner = frame.depth < MAX_BASES ? asOneOf(resolver, object, worth) : undefined;
    const deeper = { ...frame, depth: frame.depth + 1 };
    const found = inner && memberWorth(resolver, inner, key, range, deeper, use, expression);
    if (found && found.kind !== 'unknown') return found;
    const made = madeOfBase(resolver, object, base, worth, frame);
    if (made) packaged.push(memberWorth(resolver, made, key, range, frame, use));
  }
  if (packaged.length) return choiceOf(packaged);
  return collectedField(resolver, object, key, range) ?? resolver.unknown(frame, range, 'field', key);
}

/** An object as the one of a package's class that it is by a base class; undefined for any other base. */
function madeOfBase(
  resolver: Resolver,
  object: InstanceWorth,
  base: Expression,
  worth: Worth,
  frame: Frame,
): ReferenceWorth | undefined {
  if (worth.kind !== 'reference') return undefined;
  if (base.kind === 'call') return worth;
  const maker = baseCall(resolver, object);
  const made = maker.call ? { call: maker.call, frame: maker.frame ?? frame } : {};
  return { ...worth, steps: [...worth.steps, { ...madeBy(object, frame), ...made }] };
}

/** What `super()` gives: the object whose method is being read, as its base classes see it. */
export function baseView(resolver: Resolver, call: CallExpression, frame: Frame): Worth | undefined {
  const owner = askingForBase(call, frame)?.owner;
  if (!owner) return undefined;
  const object = selfOf(owner, frame);
  const views = owner.bases.flatMap((base): readonly Worth[] => {
    const worth = baseWorth(resolver, base, object, object.frame);
    const view = asOneOf(resolver, object, worth) ?? madeOfBase(resolver, object, base, worth, frame);
    return view ? [view] : [];
  });
  return views.length ? choiceOf(views) : undefined;
}

/** The method in which a call asks for its object as one of a base class. */
function askingForBase({ callee, scope }: CallExpression, { program }: Frame): FunctionExpression | undefined {
  const { baseCall: name } = languages[program.language];
  if (name === undefined || callee.kind !== 'name' || callee.name !== name || scopeOf(name, scope)) return undefined;
  return enclosingFunctions(scope).find(({ owner }) => owner);
}

/** Whether a method calls the one of the same name that its class inherits. */
export function isHandedToBase({ callee }: CallExpression, frame: Frame): boolean {
  if (callee.kind !== 'member' || callee.object.kind !== 'call') return false;
  return askingForBase(callee.object, frame)?.name === callee.property;
}

/**
 * The method of a package's class that one of a derived class only adds something to, calling it: who calls the one
 * calls the other.
 */
export function overridden(
  resolver: Resolver,
  object: InstanceWorth,
  key: string,
  range: Range,
  frame: Frame,
  expression: Expression | undefined,
): Worth | undefined {
  const own = object.class.scope.bindings.get(key)?.some(({ value }) => value?.kind === 'function' && !value.isGetter);
  if (!own || !object.class.bases.length || !resolver.isCallee(expression, frame)) return undefined;
  const isHanding = callsNamed(object.frame.program, key).some(
    call => contains(object.class.range, call.range) && isHandedToBase(call, object.frame),
  );
  const base = isHanding ? inheritedWorth(resolver, object, key, range, frame, undefined, expression) : undefined;
  return base && optionsOf(base).every(each => each.kind === 'reference' && isKnownPackage(resolver, each))
    ? base
    : undefined;
}

const isKnownPackage = ({ host }: Resolver, { module, frame }: ReferenceWorth): boolean =>
  module !== '' && host.packages.isPackage(module, frame.program.language);

/** A field that a decorator of the class fills with what some of its methods return. */
function collectedField(resolver: Resolver, object: InstanceWorth, key: string, range: Range): Worth | undefined {
  const { decorators = [], scope } = object.class;
  const [isOne] = referencesIn(resolver, decorators, object.frame).flatMap(
    each => resolver.host.packages.collection(each, key) ?? [],
  );
  if (!isOne) return undefined;
  const inner = { ...resolver.constructorFrame(object), self: object };
  const items = [...scope.bindings.values()].flat().flatMap(({ value }): ListItem[] => {
    if (value?.kind !== 'function' || !referencesIn(resolver, value.decorators, object.frame).some(isOne)) return [];
    const worth = choiceOf(value.returns.map(result => resolver.evaluate(result, inner)));
    return [{ kind: 'item', value: { expression: value, frame: inner, trail: [], worth } }];
  });
  return { kind: 'list', items, isUnordered: false, at: resolver.place(object.frame, range), trail: [] };
}

function referencesIn(resolver: Resolver, expressions: readonly Expression[], frame: Frame): ReferenceWorth[] {
  return expressions
    .map(expression => resolver.evaluate(expression, frame))
    .filter(worth => worth.kind === 'reference');
}

const nameOf = (base: Expression): string | undefined =>
  base.kind === 'name' ? base.name : base.kind === 'member' ? base.property : undefined;

/** The object in a field that goes by its type's name, as an embedded struct does. */
function embeddedObject(
  resolver: Resolver,
  object: InstanceWorth,
  base: Expression,
  range: Range,
  frame: Frame,
  use: { at: number; block: Block | undefined } | undefined,
): Worth | undefined {
  const name = nameOf(base);
  const [part] = name === undefined ? [] : partsWith(resolver, object, name);
  const isField = name !== undefined && part?.class.scope.bindings.get(name)?.some(({ kind }) => kind === 'field');
  if (!isField || frame.depth >= MAX_EMBEDDED) return undefined;
  return fieldWorth(resolver, object, name, range, { ...frame, depth: frame.depth + 1 }, use);
}

/** A base class as an object sees it, with what its constructor hands to that one's. */
function baseWorth(resolver: Resolver, base: Expression, object: InstanceWorth, home: Frame): Worth {
  return resolver.evaluate(base, base.kind === 'call' ? resolver.constructorFrame(object) : home);
}

/**
 * An object as one of a base class of the workspace; undefined for any other base. The constructor of that gets what
 * the object was made with only where the object's own class has none to say what it gets.
 */
function asOneOf(resolver: Resolver, object: InstanceWorth, base: Worth): InstanceWorth | undefined {
  if ((base.kind !== 'class' && base.kind !== 'instance') || base.class === object.class) return undefined;
  const actual = object.actual ?? object;
  if (base.kind === 'instance') return { ...base, actual };
  const { constructsWithNew } = languages[object.frame.program.language];
  const { class: own, frame } = base;
  const maker = baseCall(resolver, object);
  if (maker.call !== object.call) return asBase(object, base, maker);
  if (constructsWithNew !== true || !constructorOf(object.class, object.call))
    return { ...object, class: own, frame, actual };
  return { kind: 'instance', class: own, frame, trail: object.trail, actual };
}

/** The object as one of the base class of the workspace that declares a field or method. */
export function baseWith(resolver: Resolver, object: InstanceWorth, key: string, depth = 0): InstanceWorth | undefined {
  if (depth >= MAX_BASES) return undefined;
  for (const base of object.class.bases) {
    const inner = asOneOf(resolver, object, baseWorth(resolver, base, object, object.frame));
    if (!inner) continue;
    const parts = [inner.class, ...otherPartsOf(resolver, inner).map(part => part.class)];
    if (parts.some(({ scope }) => scope.bindings.has(key))) return inner;
    const found = baseWith(resolver, inner, key, depth + 1);
    if (found) return found;
  }
  return undefined;
}
