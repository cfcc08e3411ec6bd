import { type CallExpression, type ClassExpression, type Expression, type Program, type Scope } from '../syntax';
import type { Range } from '../text';
import { calledWorth } from './calls';
import { memberWorth } from './members';
import type { Resolver } from './resolver';
import { choiceOf, optionsOf, type Frame, type FunctionWorth, type InstanceWorth, type Worth } from './worth';

/** Classes derived from classes. */
const MAX_DEPTH = 3;
/** Derived classes that are told apart. */
const MAX_DERIVED = 12;
/** Classes nested in classes. */
const MAX_NESTED = 3;

/**
 * What a method gives that its class leaves to those which are derived from it, called on an object of which no more
 * is known: what any of theirs gives. Undefined where none has one.
 */
export function promisedResult(
  resolver: Resolver,
  { callee, self, trail }: FunctionWorth,
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  const { name } = callee;
  if (!self || name === undefined || callee.returns.length || callee.isConstructor) return undefined;
  const isGiven = ({ value }: { value?: Expression | undefined }): boolean =>
    value?.kind === 'function' && value.returns.length > 0;
  return once(resolver, self, name, () => {
    const methods = membersOfDerived(resolver, self, name, isGiven)
      .flatMap(each => optionsOf(memberWorth(resolver, each, name, call.range, frame, undefined, call.callee)))
      .filter(worth => worth.kind === 'function');
    return methods.length
      ? choiceOf(methods.map(each => calledWorth(resolver, { ...each, trail: [...trail, ...each.trail] }, call, frame)))
      : undefined;
  });
}

/** Asks unless that is being asked already: classes may be derived from each other. */
function once(
  resolver: Resolver,
  { class: own, frame }: InstanceWorth,
  key: string,
  ask: () => Worth | undefined,
): Worth | undefined {
  const question = `derived ${frame.program.file} ${String(own.range.start)} ${key}`;
  if (resolver.asked.has(question)) return undefined;
  resolver.asked.add(question);
  try {
    return ask();
  } finally {
    resolver.asked.delete(question);
  }
}

/** Whether a class of the workspace does what an interface only asks for. */
export function isImplemented(resolver: Resolver, { callee, frame }: FunctionWorth): boolean {
  const { owner, name } = callee;
  if (!owner || name === undefined) return false;
  const object: InstanceWorth = { kind: 'instance', class: owner, frame, trail: [] };
  return membersOfDerived(resolver, object, name, ({ value }) => value?.kind === 'function').length > 0;
}

/**
 * The same of a field, or of what is read like one.
 * @param isCalled whether a method is meant, which the class does not even name
 */
export function promisedMember(
  resolver: Resolver,
  object: InstanceWorth,
  key: string,
  range: Range,
  frame: Frame,
  isCalled: boolean,
): Worth | undefined {
  const isGiven = ({ value }: { value?: Expression | undefined }): boolean =>
    value?.kind === 'function' ? value.isGetter !== isCalled && value.returns.length > 0 : !!value && !isCalled;
  return once(resolver, object, key, () => {
    const found = membersOfDerived(resolver, object, key, isGiven);
    return found.length ? choiceOf(found.map(each => memberWorth(resolver, each, key, range, frame))) : undefined;
  });
}

/** The objects that one may be by the classes derived from its own which have a member. */
function membersOfDerived(
  resolver: Resolver,
  object: InstanceWorth,
  key: string,
  isMeant: (binding: { readonly value?: Expression | undefined }) => boolean,
): readonly InstanceWorth[] {
  const { class: base, frame, call, trail } = object.actual ?? object;
  // What is made here is no more than what it is made as.
  if (call || base.name === undefined) return [];
  const derived = derivedFrom(resolver, base, frame.program, 0).filter(each =>
    each.class.scope.bindings.get(key)?.some(isMeant),
  );
  if (derived.length > MAX_DERIVED) return [];
  return derived.map(each => ({
    kind: 'instance',
    class: each.class,
    frame: resolver.root(each.program),
    trail,
  }));
}

interface Derived {
  readonly class: ClassExpression;
  readonly program: Program;
}

function derivedFrom(resolver: Resolver, base: ClassExpression, home: Program, depth: number): readonly Derived[] {
  const { name } = base;
  if (name === undefined || depth >= MAX_DEPTH) return [];
  const programs = [home, ...(resolver.host.mentioningPrograms(name, home) ?? [])];
  const own = programs.flatMap(program =>
    classesIn(program)
      .filter(each => each !== base && each.bases.some(expression => isBase(resolver, expression, base, program)))
      .map(each => ({ class: each, program })),
  );
  return own.flatMap(each => [each, ...derivedFrom(resolver, each.class, each.program, depth + 1)]);
}

function isBase(resolver: Resolver, expression: Expression, base: ClassExpression, program: Program): boolean {
  const named = expression.kind === 'call' ? expression.callee : expression;
  const last = named.kind === 'name' ? named.name : named.kind === 'member' ? named.property : undefined;
  if (last !== base.name) return false;
  return optionsOf(resolver.evaluate(named, resolver.root(program))).some(
    each => (each.kind === 'class' || each.kind === 'instance') && each.class === base,
  );
}

const known = new WeakMap<Program, readonly ClassExpression[]>();

function classesIn(program: Program): readonly ClassExpression[] {
  const found = known.get(program) ?? inScope(program.module, 0);
  known.set(program, found);
  return found;
}

const inScope = ({ bindings }: Scope, depth: number): ClassExpression[] =>
  [...bindings.values()].flat().flatMap(({ value }) => {
    if (value?.kind !== 'class') return [];
    return depth < MAX_NESTED ? [value, ...inScope(value.scope, depth + 1)] : [value];
  });
