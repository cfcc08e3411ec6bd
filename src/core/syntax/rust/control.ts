import { field, named, type SyntaxNode } from '../node';
import type { Expression, Guard } from '../program';
import { lowerInnerBlock } from './blocks';
import type { MatchArm, RustBuilder } from './builder';
import { lowerExpression } from './expressions';
import { isFoldedText, noneOf, readArm, readGuard } from './guards';
import { at } from './nodes';
import { bindPattern } from './patterns';
import { variantNames } from './variants';

/** A value that is taken where something holds, and nothing before it does; always where it says nothing. */
interface Guarded {
  readonly value: Expression;
  readonly guard?: Guard | undefined;
}

/** One of several values. Nested in halves, so that long matches stay shallow. */
export function oneOf(values: readonly Guarded[], range: { start: number; end: number }): Expression {
  const [first] = values;
  if (!first) return { kind: 'nothing', range };
  if (values.length === 1) return first.value;
  const half = Math.ceil(values.length / 2);
  const test = anyOf(values.slice(0, half));
  return {
    kind: 'conditional',
    ...(test ? { test } : {}),
    whenTrue: oneOf(values.slice(0, half), range),
    whenFalse: oneOf(values.slice(half), range),
    range,
  };
}

/** What holds where one of some values is taken; undefined where one of them always may be. */
function anyOf(values: readonly Guarded[]): Guard | undefined {
  const of = values.flatMap(({ guard }) => guard ?? []);
  return of.length === values.length ? { kind: 'any', of } : undefined;
}

/** `if a { x } else if let Some(b) = c { y } else { z }` */
export function lowerIf(builder: RustBuilder, node: SyntaxNode): Expression {
  const values: Guarded[] = [];
  const passed: Guard[] = [];
  let preferred: Expression | undefined;
  let current: SyntaxNode | undefined = node;
  let isComplete = false;
  const lowerBranch = (block: SyntaxNode, guard?: Guard): void => {
    const around = noneOf(passed, ...(guard ? [guard] : []));
    values.push({ value: builder.inBlock('branch', at(block), () => lowerInnerBlock(builder, block), around), guard });
  };
  while (current) {
    const branch: SyntaxNode = current;
    const [condition, consequence, alternative] = ['condition', 'consequence', 'alternative'].map(name =>
      field(branch, name),
    );
    builder.inScope('block', at(branch), () => {
      const tested = condition && lowerCondition(builder, condition);
      const guard = readGuard(builder, condition);
      if (consequence) lowerBranch(consequence, guard);
      passed.push(guard);
      if (branch === node && tested && isTaken(values[0]?.value, tested)) preferred = tested.value;
    });
    const next = alternative && named(alternative)[0];
    current = next?.type === 'if_expression' ? next : undefined;
    if (next && !current) {
      isComplete = true;
      if (next.type === 'block') lowerBranch(next);
      else values.push({ value: lowerExpression(builder, next) });
    }
  }
  const range = at(node);
  const results = values.filter(({ value }) => !builder.isNever(value));
  if (isComplete && !results.length) return builder.markNever({ kind: 'other', range });
  if (!isComplete) return { kind: 'nothing', range };
  const rest = results.filter(value => value !== values[0]);
  if (preferred && rest.length) return { kind: 'fallback', preferred, fallback: oneOf(rest, range), range };
  return preferred ?? oneOf(results, range);
}

interface Tested {
  readonly value: Expression;
  readonly name: string;
}

/** `if let Some(model) = given { model } else { … }`: what is given, unless it is nothing. */
const isTaken = (result: Expression | undefined, { name }: Tested): boolean =>
  result?.kind === 'name' && result.name === name;

/** Binds what a condition's patterns take; tells what is tested when that is one whole value. */
function lowerCondition(builder: RustBuilder, node: SyntaxNode): Tested | undefined {
  if (node.type === 'let_chain') {
    for (const child of named(node)) lowerCondition(builder, child);
    return undefined;
  }
  if (node.type !== 'let_condition') {
    lowerExpression(builder, node);
    return undefined;
  }
  const pattern = field(node, 'pattern');
  const valueNode = field(node, 'value');
  const value = valueNode && lowerExpression(builder, valueNode);
  if (!pattern) return undefined;
  bindPattern(builder, pattern, { kind: 'variable', from: node.end, ...(value ? { value } : {}) });
  const name = contentName(builder, pattern);
  return value && name !== undefined ? { value, name } : undefined;
}

/** The name in `Some(name)` or `Ok(name)`. */
function contentName(builder: RustBuilder, pattern: SyntaxNode): string | undefined {
  const node = pattern.type === 'match_pattern' ? named(pattern)[0] : pattern;
  if (node?.type !== 'tuple_struct_pattern') return undefined;
  const [type, inner] = named(node);
  if (!type || !inner || !/^(?:Some|Ok)$/.test(builder.slice(type))) return undefined;
  return inner.type === 'identifier' ? builder.slice(inner) : undefined;
}

export function lowerMatch(builder: RustBuilder, node: SyntaxNode): Expression {
  const valueNode = field(node, 'value');
  const body = field(node, 'body');
  const value: Expression = valueNode ? lowerExpression(builder, valueNode) : { kind: 'other', range: at(node) };
  const arms = (body ? named(body) : []).filter(({ type }) => type === 'match_arm' || type === 'last_match_arm');
  const ignoresCase = valueNode !== undefined && isFoldedText(builder.slice(valueNode));
  const values: Guarded[] = [];
  const passed: Guard[] = [];
  const sorted: MatchArm[] = [];
  let preferred: Expression | undefined;
  for (const arm of arms) {
    const pattern = field(arm, 'pattern');
    const guard = pattern && readArm(builder, pattern, value, ignoresCase);
    const result = builder.inBlock(
      'branch',
      at(arm),
      () =>
        builder.inScope('block', at(arm), () => {
          if (pattern) lowerArmPattern(builder, pattern, value);
          const resultNode = field(arm, 'value');
          return resultNode && lowerExpression(builder, resultNode);
        }),
      // Of values that are compared, no two are the same.
      guard && guard.kind !== 'unread' ? guard : noneOf(passed, ...(guard ? [guard] : [])),
    );
    if (guard) passed.push(guard);
    if (!result || builder.isNever(result)) continue;
    const name = pattern && contentName(builder, pattern);
    if (name !== undefined && result.kind === 'name' && result.name === name) preferred = value;
    else values.push({ value: result, guard });
    if (pattern) sorted.push({ names: variantNames(builder, pattern), value: result });
  }
  const range = at(node);
  if (!values.length && !preferred)
    return arms.length ? builder.markNever({ kind: 'other', range }) : { kind: 'other', range };
  const rest = oneOf(values, range);
  // One arm alone gives its value as it is; several are told apart by what they are about.
  const result: Expression = preferred
    ? values.length
      ? { kind: 'fallback', preferred, fallback: rest, range }
      : preferred
    : rest;
  builder.noteArms(result, value, sorted);
  return result;
}

function lowerArmPattern(builder: RustBuilder, pattern: SyntaxNode, value: Expression): void {
  const condition = field(pattern, 'condition');
  const inner = named(pattern).find(child => child !== condition);
  if (inner) bindPattern(builder, inner, { kind: 'variable', from: pattern.end, value });
  if (condition) lowerCondition(builder, condition);
}

export function lowerFor(builder: RustBuilder, node: SyntaxNode): Expression {
  const pattern = field(node, 'pattern');
  const valueNode = field(node, 'value');
  const body = field(node, 'body');
  const value = valueNode && lowerExpression(builder, valueNode);
  builder.inScope('block', at(node), () => {
    builder.inBlock('loop', at(node), () => {
      if (pattern) bindElement(builder, pattern, value);
      if (body) lowerInnerBlock(builder, body);
    });
  });
  return { kind: 'nothing', range: at(node) };
}

/** `for (index, item) in list.iter().enumerate()` binds the item to an element of the list. */
function bindElement(builder: RustBuilder, pattern: SyntaxNode, value: Expression | undefined): void {
  const [index, item] = pattern.type === 'tuple_pattern' ? named(pattern) : [];
  const isCounted = value?.kind === 'call' && value.callee.kind === 'member' && value.callee.property === 'enumerate';
  const from = pattern.end;
  if (isCounted && value.callee.kind === 'member' && index && item) {
    bindPattern(builder, index, { kind: 'other', from });
    bindPattern(builder, item, { kind: 'loop', from, value: value.callee.object });
  } else bindPattern(builder, pattern, { kind: 'loop', from, ...(value ? { value } : {}) });
}

export function lowerLoop(builder: RustBuilder, node: SyntaxNode): Expression {
  const condition = field(node, 'condition');
  const body = field(node, 'body');
  builder.inScope('block', at(node), () => {
    builder.inBlock('loop', at(node), () => {
      if (condition) lowerCondition(builder, condition);
      if (body) lowerInnerBlock(builder, body);
    });
  });
  return { kind: 'other', range: at(node) };
}
