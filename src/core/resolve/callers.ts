import {
  type CallExpression,
  type ClassExpression,
  type Expression,
  type FunctionExpression,
  languages,
  type Program,
  type Scope,
} from '../syntax';
import { accepts } from './calls';
import { constructorOf, superCall } from './objects';
import type { Resolver } from './resolver';
import { type Frame, optionsOf } from './worth';

const MAX_CALLERS = 16; // callers asked for what they pass

/** Classes derived from classes whose constructor is asked for. */
const MAX_DERIVED = 3;

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
