import {
  scopeOf,
  type Binding,
  type Block,
  type ClassExpression,
  type Expression,
  type FunctionExpression,
  type Guard,
  type NameExpression,
} from '../syntax';
import type { HopKind } from '../callsites';
import { functionOf } from './flow';
import type { Resolver } from './resolver';
import { choiceOf, optionsOf, staticText, via, type Frame, type Worth } from './worth';

type Compare = Guard & { readonly kind: 'compare' };

/** Conditions around a place that are looked at. */
const MAX_GUARDS = 12;
/** Values that a list in a condition may have to be taken for what is compared with them. */
const MAX_VALUES = 16;

/** Whether a condition holds, given what is known of the values in it; undefined where that is not known. */
export const holds = (resolver: Resolver, guard: Guard, frame: Frame): boolean | undefined =>
  guard.kind === 'unread' ? undefined : resolver.judge(guard, frame, () => judged(resolver, guard, frame));

function judged(resolver: Resolver, guard: Guard, frame: Frame): boolean | undefined {
  switch (guard.kind) {
    case 'unread':
      return undefined;
    case 'truthy':
    case 'nothing': {
      const subject = resolver.evaluate(guard.subject, frame);
      if (mayDiffer(subject, frame)) return undefined;
      const results = new Set(optionsOf(subject).map(truth[guard.kind](guard.subject)));
      const [result] = results;
      return results.size === 1 ? result : undefined;
    }
    case 'not': {
      const inner = holds(resolver, guard.guard, frame);
      return inner === undefined ? undefined : !inner;
    }
    case 'all':
    case 'any': {
      const decisive = guard.kind === 'any';
      let isKnown = true;
      for (const each of guard.of) {
        const inner = holds(resolver, each, frame);
        if (inner === decisive) return decisive;
        isKnown &&= inner !== undefined;
      }
      return isKnown ? !decisive : undefined;
    }
    case 'compare': {
      const subject = resolver.evaluate(guard.subject, frame);
      if (mayDiffer(subject, frame)) return undefined;
      if (guard.relation === 'is' && classOf(subject)) return isOfClass(resolver, subject, guard, frame);
      const texts = optionsOf(subject).map(staticText);
      const values = valuesOf(resolver, guard, frame);
      if (!values || !texts.length || texts.some(text => text === undefined)) return undefined;
      const results = new Set(texts.map(text => text !== undefined && passes(text, guard, values)));
      return results.size === 1 ? results.has(true) : undefined;
    }
  }
}

/** Values that somebody may replace where the program runs: they tell what is used, not what is never come to. */
const REPLACEABLE: ReadonlySet<HopKind> = new Set(['configuration', 'environment', 'option']);

/** Whether a value is only a default: a setting's, or that of a parameter in a function which is not looked into for a call. */
const mayDiffer = (subject: Worth, { callee }: Frame): boolean =>
  optionsOf(subject).some(({ trail }) =>
    trail.some(({ kind }) => REPLACEABLE.has(kind) || (kind === 'default' && !callee)),
  );

/** The constant that a value is, where constants are classes, as the variants of Rust's enums are. */
const classOf = (worth: Worth): ClassExpression | undefined => (worth.kind === 'class' ? worth.class : undefined);

function isOfClass(resolver: Resolver, subject: Worth, { value }: Compare, frame: Frame): boolean | undefined {
  const other = classOf(resolver.evaluate(value, frame));
  return other && other === classOf(subject);
}

/** What a value says of a condition about it; that nothing was passed is known of parameters only. */
const truth = {
  truthy:
    (subject: NameExpression) =>
    (worth: Worth): boolean | undefined => {
      if (worth.kind === 'boolean') return worth.value;
      if (worth.kind === 'nothing') return isParameter(subject) ? false : undefined;
      const text = staticText(worth);
      return text === undefined ? undefined : text !== '';
    },
  nothing:
    (subject: NameExpression) =>
    (worth: Worth): boolean | undefined => {
      if (worth.kind === 'nothing') return isParameter(subject) ? true : undefined;
      return worth.kind === 'text' || worth.kind === 'number' || worth.kind === 'boolean' ? false : undefined;
    },
};

const isParameter = ({ name, scope }: NameExpression): boolean =>
  scopeOf(name, scope)
    ?.bindings.get(name)
    ?.every(({ kind }) => kind === 'parameter') === true;

/** Whether control can come to a block inside its function, given what is known of the conditions around it. */
export function isReachable(resolver: Resolver, block: Block, frame: Frame): boolean {
  return guardsAround(block).every(({ guard }) => holds(resolver, guard, frame) !== false);
}

/** Definitions without those in branches that are not taken, or before one that is; all where none would be left. */
export function taken(resolver: Resolver, bindings: readonly Binding[], frame: Frame): readonly Binding[] {
  if (bindings.length < 2) return bindings;
  const left = bindings.filter(({ block }) => isReachable(resolver, block, frame));
  const [last] = left
    .filter(({ block }) => block.kind === 'branch' && isAlwaysReached(resolver, block, frame))
    .sort((a, b) => b.from - a.from);
  if (last) return left.filter(({ from, block }) => from >= last.from || !isSameFunction(block, last.block));
  return left.length ? left : bindings;
}

const isSameFunction = (a: Block, b: Block): boolean => functionOf(a) === functionOf(b);

/**
 * What a function returns, without what stands in branches that are not taken, or behind one that always is.
 * @param result which of several results
 */
export function returned(
  resolver: Resolver,
  callee: FunctionExpression,
  frame: Frame,
  result = 0,
): readonly Expression[] {
  const { returnBlocks = [] } = callee;
  const returns = result ? resultsOf(callee, result) : callee.returns;
  if (returns.length < 2) return returns;
  const left: Expression[] = [];
  for (const [index, value] of returns.entries()) {
    const block = returnBlocks[index];
    if (block && !isReachable(resolver, block, frame)) continue;
    left.push(value);
    if (block && isAlwaysReached(resolver, block, frame)) break;
  }
  return left.length ? left : returns;
}

const forwarded = new WeakMap<Expression, Map<number, Expression>>();

/** What a function returns beside its first values; `return f()` hands on all that f returns. */
const resultsOf = ({ returns, moreReturns, range }: FunctionExpression, result: number): readonly Expression[] =>
  returns.map((value, index): Expression => {
    const more = moreReturns?.[index] ?? [];
    if (more.length || value.kind !== 'call') return more[result - 1] ?? { kind: 'other', range };
    const known = forwarded.get(value) ?? new Map<number, Expression>();
    forwarded.set(value, known);
    const own = known.get(result) ?? { ...value, result };
    known.set(result, own);
    return own;
  });

function isAlwaysReached(resolver: Resolver, block: Block, frame: Frame): boolean {
  for (let current = block; current.parent; current = current.parent) {
    if (current.kind === 'function' || current.kind === 'closure') return true;
    if (current.kind !== 'branch' || !current.guard || holds(resolver, current.guard, frame) !== true) return false;
  }
  return false;
}

/**
 * A value as the conditions around its use leave it: in `if "claude" in model:` the model is none of those that are
 * known to be others, in `elif model == "gpt-4o":` it is that one.
 */
export function narrowed(resolver: Resolver, worth: Worth, expression: Expression, block: Block, frame: Frame): Worth {
  return guardsAround(block).reduce(
    (left, { guard, at }) =>
      concerns(guard, expression) && !isSetBetween(expression, at, expression.range.start)
        ? apply(resolver, left, guard, expression, true, frame)
        : left,
    worth,
  );
}

/** The conditions that hold at a block, from the outermost on. */
function guardsAround(block: Block): { readonly guard: Guard; readonly at: number }[] {
  const found: { guard: Guard; at: number }[] = [];
  for (let current: Block | undefined = block; current && found.length < MAX_GUARDS; current = current.parent) {
    if (current.kind === 'function' || current.kind === 'module') break;
    if (current.guard) found.unshift({ guard: current.guard, at: current.range.start });
  }
  return found;
}

function concerns(guard: Guard, expression: Expression): boolean {
  if (guard.kind === 'compare') return isSame(guard.subject, expression);
  if (guard.kind === 'not') return concerns(guard.guard, expression);
  return (guard.kind === 'all' || guard.kind === 'any') && guard.of.some(each => concerns(each, expression));
}

/** The same name, or the same member of it. */
function isSame(a: Expression, b: Expression): boolean {
  if (a.kind === 'name' && b.kind === 'name')
    return a.name === b.name && scopeOf(a.name, a.scope) === scopeOf(b.name, b.scope);
  if (a.kind === 'self' && b.kind === 'self') return a.owner === b.owner;
  return a.kind === 'member' && b.kind === 'member' && a.property === b.property && isSame(a.object, b.object);
}

/** Whether a name or a field of the object around is given another value between two places. */
function isSetBetween(expression: Expression, from: number, to: number): boolean {
  const bindings =
    expression.kind === 'name'
      ? scopeOf(expression.name, expression.scope)?.bindings.get(expression.name)
      : expression.kind === 'member' && expression.object.kind === 'self'
        ? expression.object.owner.scope.bindings.get(expression.property)
        : undefined;
  return bindings?.some(binding => binding.from > from && binding.range.start < to) === true;
}

function apply(
  resolver: Resolver,
  worth: Worth,
  guard: Guard,
  expression: Expression,
  isHeld: boolean,
  frame: Frame,
): Worth {
  switch (guard.kind) {
    case 'unread':
    case 'truthy':
    case 'nothing':
      return worth;
    case 'not':
      return apply(resolver, worth, guard.guard, expression, !isHeld, frame);
    case 'all':
    case 'any': {
      // All of them hold, or none does.
      if ((guard.kind === 'all') === isHeld)
        return guard.of.reduce((left, each) => apply(resolver, left, each, expression, isHeld, frame), worth);
      if (!guard.of.every(each => concerns(each, expression))) return worth;
      return choiceOf(guard.of.map(each => apply(resolver, worth, each, expression, isHeld, frame)));
    }
    case 'compare':
      return isSame(guard.subject, expression) ? compared(resolver, worth, guard, isHeld, frame) : worth;
  }
}

function compared(resolver: Resolver, worth: Worth, guard: Compare, isHeld: boolean, frame: Frame): Worth {
  const values = valuesOf(resolver, guard, frame);
  if (!values) return worth;
  const options = optionsOf(worth);
  const isKnown = (option: Worth): boolean => staticText(option) !== undefined;
  const left = options.filter(option => {
    const text = staticText(option);
    return text === undefined || passes(text, guard, values) === isHeld;
  });
  // What is not known is one of the values that it is said to be.
  const names = isHeld && !guard.ignoresCase && (guard.relation === 'is' || guard.relation === 'oneOf');
  if (names && (!left.length || !options.every(isKnown))) {
    const said = optionsOf(saidValues(resolver, guard, frame));
    const hop = resolver.hop('binding', resolver.source(frame, guard.subject.range), frame, guard.value.range);
    return said.length && said.length <= MAX_VALUES ? choiceOf(said.map(each => via(each, hop))) : worth;
  }
  if (left.length) return choiceOf(left);
  const name = resolver.source(frame, guard.subject.range);
  return resolver.unknown(frame, guard.subject.range, 'none of the values that are known', name);
}

/** The values that something is compared with. */
function saidValues(resolver: Resolver, { value, relation }: Compare, frame: Frame): Worth {
  const worth = resolver.evaluate(value, frame);
  if (worth.kind !== 'list' || relation === 'is' || relation === 'contains') return worth;
  return choiceOf(worth.items.map(item => (item.kind === 'item' ? resolver.force(item.value) : item.worth)));
}

function valuesOf(resolver: Resolver, guard: Compare, frame: Frame): readonly string[] | undefined {
  const texts = optionsOf(saidValues(resolver, guard, frame)).map(staticText);
  // One of several values: which one is not known.
  const isOpen = texts.length > 1 && (guard.relation === 'is' || guard.relation === 'contains');
  return !isOpen && texts.every(text => text !== undefined) ? texts : undefined;
}

function passes(text: string, { relation, ignoresCase }: Compare, values: readonly string[]): boolean {
  const own = ignoresCase ? text.toLowerCase() : text;
  return values.some(each => {
    const value = ignoresCase ? each.toLowerCase() : each;
    switch (relation) {
      case 'is':
      case 'oneOf':
        return own === value;
      case 'contains':
        return own.includes(value);
      case 'startsWith':
        return own.startsWith(value);
      case 'endsWith':
        return own.endsWith(value);
    }
  });
}
