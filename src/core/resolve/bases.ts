import { languages, type Block, type Expression } from '../syntax';
import { type Range } from '../text';
import { madeBy } from './declared';
import { fieldWorth, otherPartsOf, partsWith } from './fields';
import { memberWorth } from './members';
import { asBase, baseCall, constructorOf } from './objects';
import { choiceOf, type Frame, type InstanceWorth, type ListItem, type ReferenceWorth, type Worth } from './worth';
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
  const maker = baseCall(resolver, object);
  const bases = [object, ...otherPartsOf(resolver, object)].flatMap(part =>
    part.class.bases.map(base => ({ base, home: part.frame })),
  );
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
    if (worth.kind === 'reference') {
      const step = {
        ...madeBy(object, frame),
        ...(maker.call ? { call: maker.call, frame: maker.frame ?? frame } : {}),
      };
      const made: Worth = base.kind === 'call' ? worth : { ...worth, steps: [...worth.steps, step] };
      packaged.push(memberWorth(resolver, made, key, range, frame, use));
    }
  }
  if (packaged.length) return choiceOf(packaged);
  return collectedField(resolver, object, key, range) ?? resolver.unknown(frame, range, 'field', key);
}

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

/** The object in a field that goes by its type's name, as an embedded struct does. */
function embeddedObject(
  resolver: Resolver,
  object: InstanceWorth,
  base: Expression,
  range: Range,
  frame: Frame,
  use: { at: number; block: Block | undefined } | undefined,
): Worth | undefined {
  const name = base.kind === 'name' ? base.name : base.kind === 'member' ? base.property : undefined;
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
