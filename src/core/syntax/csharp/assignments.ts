import { staticKey } from '../builder';
import { field, type SyntaxNode } from '../node';
import type { Argument, BinaryExpression, CallExpression, Expression } from '../program';
import type { CSharpBuilder } from './builder';
import { lowerExpression } from './expressions';
import { at, values } from './nodes';
import { bindPattern } from './patterns';
import { noteHandedOn, noteTextChange } from './textBuilders';

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '|']);

/** `x = y`, `x += y` (read as `x = x + y`), `x ??= y` (as `x = x ?? y`). */
export function lowerAssignment(builder: CSharpBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (!left || !right) return { kind: 'other', range };
  const operator = field(node, 'operator');
  const given = lowerExpression(builder, right, declaredTypeOf(builder, left));
  const sign = operator ? builder.slice(operator).slice(0, -1) : '';
  const value = sign ? combined(lowerExpression(builder, left), given, sign, range) : given;
  assign(builder, left, value, node, []);
  return value;
}

function combined(before: Expression, change: Expression, sign: string, range: Expression['range']): Expression {
  if (sign === '??') return { kind: 'fallback', preferred: before, fallback: change, range };
  if (!ARITHMETIC.has(sign)) return { kind: 'other', range };
  return { kind: 'binary', operator: sign as BinaryExpression['operator'], left: before, right: change, range };
}

/** The declared type of what is assigned to. */
function declaredTypeOf(builder: CSharpBuilder, left: SyntaxNode): SyntaxNode | undefined {
  if (left.type === 'identifier') return builder.declaredType(builder.slice(left));
  const [object, name] = values(left);
  const owner = builder.enclosingClass;
  return left.type === 'member_access_expression' && object?.type === 'this' && name && owner
    ? builder.declaredMemberType(owner, builder.slice(name))
    : undefined;
}

function assign(
  builder: CSharpBuilder,
  left: SyntaxNode,
  value: Expression,
  statement: SyntaxNode,
  path: readonly (string | number)[],
): void {
  const taken = path.length ? { path } : {};
  if (left.type === 'tuple_expression' || left.type === 'tuple_pattern') {
    values(left).forEach((part, index) => {
      const inner = part.type === 'argument' ? (values(part).at(-1) ?? part) : part;
      assign(builder, inner, value, statement, [...path, index]);
    });
    return;
  }
  if (left.type === 'declaration_expression') {
    bindPattern(builder, left, path.length ? elementOf(value, path) : value, statement.end);
    return;
  }
  if (left.type === 'identifier') {
    assignName(builder, left, { value, from: statement.end, ...taken });
    return;
  }
  const target = lowerExpression(builder, left);
  const change = { kind: 'set', values: [value], at: at(statement) } as const;
  if (target.kind === 'member' && target.object.kind === 'self') {
    builder.bind(
      { kind: 'field', name: target.property, range: target.propertyRange, from: statement.end, value, ...taken },
      target.object.owner.scope,
    );
  } else if (target.kind === 'member' && !path.length)
    builder.mutate(target.object, { ...change, path: [target.property] });
  else if (target.kind === 'element' && !path.length)
    builder.mutate(target.object, { ...change, path: [staticKey(target.index) ?? target.index], isByKey: true });
}

const elementOf = (value: Expression, path: readonly (string | number)[]): Expression =>
  path.reduce<Expression>(
    (object, key) => ({
      kind: 'element',
      object,
      index: { kind: 'number', value: Number(key), range: value.range },
      range: value.range,
    }),
    value,
  );

/** A bare name: a local one, or a member of the class around, maybe one that a base class declares. */
function assignName(
  builder: CSharpBuilder,
  node: SyntaxNode,
  source: { value: Expression; from: number; path?: readonly (string | number)[] },
): void {
  const name = builder.slice(node);
  if (name === '_') return;
  const owner = builder.memberOwner(name) ?? (builder.isBound(name) ? undefined : builder.enclosingClass);
  if (owner) builder.bind({ ...source, kind: 'field', name, range: at(node) }, owner.scope);
  else builder.bind({ ...source, kind: 'variable', name, range: at(node) }, builder.homeOf(name));
}

const CHANGES: Readonly<Record<string, 'append' | 'extend' | 'remove'>> = {
  Add: 'append',
  AddLast: 'append',
  Enqueue: 'append',
  Push: 'append',
  AddRange: 'extend',
  Clear: 'remove',
  Remove: 'remove',
  RemoveAt: 'remove',
  RemoveAll: 'remove',
  RemoveRange: 'remove',
  Dequeue: 'remove',
  Pop: 'remove',
};

/** Calls that stand alone and change a value in place, each in a chain of them: `list.Add(x)`, `history.AddUserMessage(x)`. */
export function noteMutation(builder: CSharpBuilder, expression: Expression, node: SyntaxNode): void {
  const chain: CallExpression[] = [];
  let current = expression;
  while (current.kind === 'call' && current.callee.kind === 'member') {
    chain.unshift(current);
    current = current.callee.object;
  }
  if (chain.length && noteTextChange(builder, chain, node)) return;
  if (expression.kind === 'call') noteHandedOn(builder, expression);
  // What is added to the result of a call is added to nothing that has a name, but for builders that return themselves.
  for (const call of chain) noteChange(builder, current, call, node);
}

function noteChange(builder: CSharpBuilder, root: Expression, call: CallExpression, node: SyntaxNode): void {
  if (call.callee.kind !== 'member') return;
  const { object, property } = call.callee;
  const target = object.kind === 'call' ? root : object;
  const given = call.arguments.map(({ value }) => value);
  const [first, second] = given;
  const range = at(node);
  const change = Object.hasOwn(CHANGES, property) ? CHANGES[property] : undefined;
  const isPair = (property === 'Add' && given.length === 2) || property === 'TryAdd';
  // A field of a form, whose name stands behind its value: `form.Add(new StringContent(model), "model")`.
  if (property === 'Add' && second)
    builder.mutate(target, { kind: 'append', path: ['Add()'], values: [call], at: range });
  if (isPair && first && second)
    builder.mutate(target, {
      kind: 'set',
      path: [staticKey(first) ?? first],
      values: [second],
      at: range,
      isByKey: true,
    });
  else if (change) builder.mutate(target, { kind: change, values: given, at: range });
  else if (property === 'Insert' && first && second) {
    const isFirst = first.kind === 'number' && first.value === 0;
    builder.mutate(target, { kind: isFirst ? 'prepend' : 'append', values: [second], at: range });
  } else if (/^(?:Add|Append)[A-Z]/.test(property)) noteAddition(builder, target, property, call, range);
  else noteSetting(builder, target, property, call.arguments, range);
}

/**
 * `history.AddUserMessage(x)` adds x under the method's name, `builder.AddChat(model, key)` the call as a whole under that
 * name with parentheses. What is added to the services of a builder is added to the builder.
 */
function noteAddition(
  builder: CSharpBuilder,
  target: Expression,
  method: string,
  call: CallExpression,
  range: Expression['range'],
): void {
  const owner = target.kind === 'member' && target.property === 'Services' ? target.object : target;
  const values = call.arguments.map(({ value }) => value);
  builder.mutate(owner, { kind: 'append', path: [method], values, at: range });
  builder.mutate(owner, { kind: 'append', path: [`${method}()`], values: [call], at: range });
}

/** `builder.WithModel("x");` sets what its name says. */
function noteSetting(
  builder: CSharpBuilder,
  target: Expression,
  method: string,
  given: readonly Argument[],
  range: Expression['range'],
): void {
  const key = /^(?:Set|With)([A-Z]\w*)$/.exec(method)?.[1];
  const [first] = given;
  if (key !== undefined && first)
    builder.mutate(target, { kind: 'set', path: [key], values: [first.value], at: range });
}
