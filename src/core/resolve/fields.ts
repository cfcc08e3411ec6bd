import {
  languages,
  type Binding,
  type Block,
  type Expression,
  type FunctionExpression,
  type Mutation,
  type Scope,
} from '../syntax';
import { type Range } from '../text';
import { inheritedWorth, overridden } from './bases';
import { bindingWorth } from './bindings';
import { boundField, partOfSettings } from './boundSettings';
import { fromEnvironment } from './settingsClasses';
import { listedArgument, listedArguments, namedItems } from './arguments';
import { callersOf, isTrial } from './callers';
import { promisedMember } from './derived';
import { changesBefore, setBefore, standing } from './flow';
import { returned, taken } from './guards';
import { otherParts } from './imports';
import { constructorOf } from './objects';
import { applyChanges, emptyRecord, lookUp } from './records';
import { asDeclared, isOpaque } from './types';
import { choiceOf, optionsOf, type Frame, type InstanceWorth, type Use, type Worth, via } from './worth';
import type { Resolver } from './resolver';

/** A field or method of an object of resolver workspace, or of what its class is derived from. */
export function fieldWorth(
  resolver: Resolver,
  object: InstanceWorth,
  key: string,
  range: Range,
  frame: Frame,
  use?: { at: number; block: Block | undefined },
  expression?: Expression,
): Worth {
  const items = resolver.isCallee(expression, frame) ? undefined : object.changes;
  const set = items && lookUp(resolver, { ...emptyRecord(resolver.place(frame, range)), items }, key);
  if (set?.kind === 'found') return set.worth;
  // Data classes have no constructor of their own: its arguments are their fields. An initialiser sets fields too.
  const setsFields = !constructorOf(object.class, object.call) || object.call?.hasFields === true;
  const given = setsFields ? givenField(resolver, object, key) : undefined;
  if (given) return via(given, ...object.trail);
  const isCalled = expression && resolver.isCallee(expression, frame);
  const added = overridden(resolver, object, key, range, frame, expression);
  if (added) return added;
  const parts = partsWith(resolver, object, key, isCalled);
  const inherited = isOnlyDeclared(parts, key)
    ? inheritedWorth(resolver, object, key, range, frame, use, expression)
    : undefined;
  if (inherited && inherited.kind !== 'unknown' && inherited.kind !== 'reference') return inherited;
  const bound = isFilledIn(parts, key) ? boundField(resolver, object, key, range, frame) : undefined;
  if (bound) return bound;
  const own = parts.length
    ? choiceOf(parts.map(part => ownField(resolver, { ...object, ...part }, key, frame, use, isCalled)))
    : inheritedWorth(resolver, object, key, range, frame, use, expression);
  const worth =
    (isLeftOut(resolver, own, parts)
      ? promisedMember(resolver, object, key, range, frame, isCalled === true)
      : undefined) ?? own;
  return partOfSettings(resolver, object, key, worth);
}

/** Nothing says what it is: it is not known, or would be of a base class that no table knows. */
const isLeftOut = (resolver: Resolver, worth: Worth, parts: readonly ClassPart[]): boolean =>
  optionsOf(worth).every(each => each.kind === 'unknown' || (!parts.length && isOpaque(resolver, each)));

/** Whether a member holds a value that may be filled in from outside, rather than being a method or a computed one. */
const isFilledIn = (parts: readonly ClassPart[], key: string): boolean =>
  parts.some(part =>
    part.class.scope.bindings.get(key)?.some(({ value }) => value?.kind !== 'function' || value.isAbstract === true),
  );

/** A class may say again of what type a field is that a base class gives its value. */
const isOnlyDeclared = (parts: readonly ClassPart[], key: string): boolean =>
  parts.length > 0 &&
  parts.every(part => part.class.bases.length > 0 && part.class.scope.bindings.get(key)?.every(each => !each.value));

/** What the construction of an object gave a field, directly or with all that another object has. */
function givenField(resolver: Resolver, object: InstanceWorth, key: string): Worth | undefined {
  const { call, callFrame, frame: home } = object;
  const frame = callFrame ?? home;
  const argument = call?.arguments.find(({ kind, name }) => kind === 'named' && name === key);
  if (argument) return resolver.evaluate(argument.value, frame);
  const index = call?.arguments.some(({ kind }) => kind === 'positional') ? placeOf(resolver, object, key) : -1;
  const listed = call && index >= 0 ? listedArgument(listedArguments(resolver, call, frame), index) : undefined;
  if (listed) return resolver.force(listed);
  if (!call?.hasFields || !call.arguments.some(({ kind }) => kind === 'namedSpread')) return undefined;
  const items = namedItems(resolver, call, frame);
  const found = lookUp(resolver, { ...emptyRecord(resolver.place(frame, call.range)), items }, key);
  return found.kind === 'found' ? found.worth : undefined;
}

/** Where among the arguments a field stands that objects are made with in the order of their declaration. */
function placeOf(resolver: Resolver, { class: { scope, bases }, frame }: InstanceWorth, key: string): number {
  // Fields of a base class of the workspace come first.
  if (bases.some(base => resolver.evaluate(base, frame).kind === 'class')) return -1;
  return [...scope.bindings]
    .filter(([, bindings]) => bindings.some(each => each.isDeclared))
    .findIndex(([name]) => name === key);
}

/** A field or method that a class, or a part of one, itself has. */
function ownField(
  resolver: Resolver,
  object: InstanceWorth,
  key: string,
  frame: Frame,
  use?: { at: number; block: Block | undefined },
  isCalled?: boolean,
): Worth {
  const inner = resolver.constructorFrame(object);
  const bindings = bindingsOf(object, key, isCalled, use?.block && { at: use.at, block: use.block }) ?? [];
  // A field is of the type that it is declared with, wherever it is given its value.
  const type = object.class.scope.bindings.get(key)?.find(binding => binding.type)?.type;
  const read = (binding: Binding): Worth => {
    if (binding.value?.kind !== 'function')
      return bindingWorth(resolver, type && !binding.type ? { ...binding, type } : binding, inner);
    const method: Worth = { kind: 'function', callee: binding.value, frame: object.frame, self: object, trail: [] };
    return binding.value.isGetter ? gottenWorth(resolver, binding.value, { ...inner, self: object }) : method;
  };
  const options = reachedWorths(
    resolver,
    taken(resolver, bindings, inner).map(binding => ({ binding, worth: read(binding) })),
    object.frame,
  );
  const present = options.filter(option => option.kind !== 'nothing');
  let worth = choiceOf(present.length ? present : options);
  const mutations = object.class.scope.mutations.get(key) ?? [];
  if (mutations.length && use?.block) {
    const changes = changesBefore(mutations, { at: use.at, block: use.block });
    // An object lives longer than one call of its methods: what they append stays.
    const isGrowing = (mutation: Mutation): boolean =>
      (mutation.kind === 'append' || mutation.kind === 'extend') && !mutation.path.length;
    const grown = mutations.filter(isGrowing).slice(0, 1);
    worth = applyChanges(
      resolver,
      worth,
      [...grown.map(mutation => ({ mutation, certainty: 'repeatedly' as const })), ...changes],
      frame,
    );
  }
  const [first] = bindings;
  if (!first || worth.kind === 'function') return worth;
  const hop = resolver.hop('field', key, inner, first.range);
  return via(fromEnvironment(resolver, object, key, worth, first) ?? worth, ...object.trail, hop);
}

function gottenWorth(resolver: Resolver, getter: FunctionExpression, frame: Frame): Worth {
  const values = returned(resolver, getter, frame).map(each => resolver.evaluate(each, frame));
  return asDeclared(resolver, choiceOf(values), getter.result, frame);
}

/** What several places give a field, without what only a method gives that nothing but tests calls. */
function reachedWorths(
  resolver: Resolver,
  given: readonly { binding: Binding; worth: Worth }[],
  frame: Frame,
): readonly Worth[] {
  const isOpen = ({ worth }: { worth: Worth }): boolean => optionsOf(worth).some(({ kind }) => kind === 'unknown');
  const left = given.filter(each => given.length === 1 || !isOpen(each) || isCalled(resolver, each.binding, frame));
  return (left.length ? left : given).map(({ worth }) => worth);
}

/** Whether anything but tests may call the method that a field is given its value in. */
function isCalled(resolver: Resolver, { value }: Binding, frame: Frame): boolean {
  const method = value && methodAround(value);
  if (!method || method.isConstructor || !resolver.mayAskCallers) return true;
  const { callers, isComplete } = resolver.askingCallers(() => callersOf(resolver, method, frame));
  return !isComplete || !callers.length || callers.some(caller => !isTrial(caller, method, frame));
}

/** The parts of an object's class that say what a field or method is; those without a value where none has one. */
export function partsWith(
  resolver: Resolver,
  object: InstanceWorth,
  key: string,
  isCalled?: boolean,
): readonly ClassPart[] {
  const definitions = (part: ClassPart): readonly Binding[] =>
    bindingsOf({ ...object, class: part.class }, key, isCalled) ?? [];
  const whole: ClassPart = { class: object.class, frame: object.frame };
  const own = definitions(whole);
  if (own.some(({ value, isGiven }) => value && !isGiven)) return [whole];
  const isSpread = object.class.isPartial ?? languages[object.frame.program.language].sharesNames === 'folder';
  if (own.length && !isSpread) return [whole];
  const parts = [whole, ...otherPartsOf(resolver, object)].filter(part => definitions(part).length);
  const valued = parts.filter(part => definitions(part).some(({ value }) => value));
  return valued.length ? valued : parts.slice(0, 1);
}

export function otherPartsOf(resolver: Resolver, object: InstanceWorth): readonly ClassPart[] {
  return otherParts(resolver, object.class, object.frame.program).map(({ class: part, program }) => ({
    class: part,
    frame: program === object.frame.program ? object.frame : resolver.root(program),
  }));
}

/** A class, or a part of one, with the frame that its names are read in. */
type ClassPart = Pick<InstanceWorth, 'class' | 'frame'>;

/** The method of a class that an expression stands in. */
function methodAround(value: Expression): FunctionExpression | undefined {
  let scope: Scope | undefined = 'scope' in value ? value.scope : undefined;
  for (; scope; scope = scope.parent) if (scope.owner?.kind === 'function' && scope.owner.owner) return scope.owner;
  return undefined;
}

/**
 * The definitions of a field that can hold for an object, those with a value first.
 * @param isCalled of a field and a method of one name the one that is meant; undefined where that is not known
 * @param use where it is read, for what the same method has set before
 */
function bindingsOf(
  { class: { scope }, call }: InstanceWorth,
  key: string,
  isCalled: boolean | undefined,
  use?: Use,
): readonly Binding[] | undefined {
  const all = scope.bindings.get(key);
  const meant = all?.filter(({ value }) => (value?.kind === 'function' && !value.isGetter) === isCalled);
  const declared = meant?.length ? meant : all;
  // What other objects were made with says nothing of one whose making is known.
  const own = call ? declared?.filter(({ isGiven }) => !isGiven) : declared;
  const valued = own?.filter(({ value }) => value);
  if (!valued?.length) return own?.length ? own : undefined;
  if (valued.every(({ value }) => value?.kind === 'function')) return valued;
  return (use && setBefore(valued, use)) ?? standing(valued);
}
