import { staticKey } from '../builder';
import { field, hasToken, named, type SyntaxNode } from '../node';
import { scopeOf, type BinaryExpression, type Expression } from '../program';
import { at, type GoBuilder } from './builder';
import { appended } from './calls';
import { bindField } from './composites';
import { bindName } from './declarations';
import { beginForm, noteField } from './forms';
import { noteHandedOver } from './mutations';
import { lowerExpression } from './expressions';
import { typeReference } from './types';

/** One of the results of a call; what is taken beside another value says only whether that is there. */
function resultAt(
  builder: GoBuilder,
  value: Expression | undefined,
  index: number,
  target: SyntaxNode,
): Expression | undefined {
  if (index === 0) return value;
  return value?.kind === 'call' && !/^(_|err|ok)$/.test(builder.slice(target))
    ? { ...value, result: index }
    : undefined;
}

/** `x, err := f()`: each name takes one of the results. */
export function lowerShortDeclaration(builder: GoBuilder, node: SyntaxNode): void {
  const targets = listed(field(node, 'left'));
  const values = listed(field(node, 'right'));
  const lowered = values.map(value => lowerExpression(builder, value));
  noteTried(builder, targets, lowered);
  targets.forEach((target, index) => {
    const value = values.length === targets.length ? lowered[index] : resultAt(builder, lowered[0], index, target);
    const asserted = values[index]?.type === 'type_assertion_expression' ? field(values[index], 'type') : undefined;
    bindName(
      builder,
      target,
      node.end,
      value ?? { kind: 'other', range: at(target) },
      asserted && typeReference(builder, asserted),
    );
  });
  if (targets.length === 1) beginForm(builder, lowered[0], node.end);
}

/** `err := option(config)`: a call of which only the error is looked at was made for what it does. */
function noteTried(builder: GoBuilder, targets: readonly SyntaxNode[], [value]: readonly Expression[]): void {
  const [target] = targets;
  const isTried = value && target && targets.length === 1 && /^(err|_)$|Err$/.test(builder.slice(target));
  if (isTried && !noteField(builder, value)) noteHandedOver(builder, value);
}

const listed = (list: SyntaxNode | undefined): SyntaxNode[] => (list ? named(list) : []);

export function lowerAssignment(builder: GoBuilder, node: SyntaxNode): void {
  const targets = listed(field(node, 'left'));
  const values = listed(field(node, 'right'));
  const operator = field(node, 'operator');
  const sign = operator && builder.slice(operator);
  if (sign !== undefined && sign !== '=') {
    lowerAugmented(builder, node, sign.slice(0, -1));
    return;
  }
  if (targets.length === 1 && targets[0] && values[0] && appendInPlace(builder, targets[0], values[0], node)) return;
  const lowered = values.map(value => lowerExpression(builder, value));
  noteTried(builder, targets, lowered);
  targets.forEach((target, index) => {
    const value = values.length === targets.length ? lowered[index] : resultAt(builder, lowered[0], index, target);
    assign(builder, target, value ?? { kind: 'other', range: at(target) }, node);
  });
}

/** `x += y` is read as `x = x + y`. */
function lowerAugmented(builder: GoBuilder, node: SyntaxNode, sign: string): void {
  const [left] = listed(field(node, 'left'));
  const [right] = listed(field(node, 'right'));
  if (!left || !right) return;
  const before = lowerExpression(builder, left);
  const change = lowerExpression(builder, right);
  const isKnown = ['+', '-', '*', '/', '%', '|'].includes(sign);
  const value: Expression = isKnown
    ? { kind: 'binary', operator: sign as BinaryExpression['operator'], left: before, right: change, range: at(node) }
    : { kind: 'other', range: at(node) };
  assign(builder, left, value, node);
}

/** `i++` is read as `i = i + 1`. */
export function lowerIncrement(builder: GoBuilder, node: SyntaxNode): void {
  const [target] = named(node);
  if (target?.type !== 'identifier') return;
  const range = at(node);
  const one: Expression = { kind: 'number', value: 1, range };
  const operator = node.type === 'inc_statement' ? '+' : '-';
  assign(
    builder,
    target,
    { kind: 'binary', operator, left: lowerExpression(builder, target), right: one, range },
    node,
  );
}

/** `list = append(list, more)` changes the list that stands there, in a variable or in a field. */
function appendInPlace(builder: GoBuilder, target: SyntaxNode, value: SyntaxNode, node: SyntaxNode): boolean {
  const callee = field(value, 'function');
  const list = field(value, 'arguments');
  if (value.type !== 'call_expression' || !callee || !list || builder.slice(callee) !== 'append') return false;
  const [first, ...rest] = named(list);
  if (!first || !rest.length || builder.slice(first) !== builder.slice(target)) return false;
  const added = rest.map(each => ({
    kind: each.type === 'variadic_argument' ? ('spread' as const) : ('positional' as const),
    value: lowerExpression(builder, each),
    range: at(each),
  }));
  const isExtended = added.some(({ kind }) => kind === 'spread');
  builder.mutate(lowerExpression(builder, target), {
    kind: isExtended ? 'extend' : 'append',
    values: isExtended ? [appended(added, at(list))] : added.map(each => each.value),
    at: at(node),
  });
  return true;
}

/**
 * Puts a value into a variable, a field or an element.
 * @param statement where it is done: the value holds from its end
 */
export function assign(builder: GoBuilder, left: SyntaxNode, value: Expression, statement: SyntaxNode): void {
  if (left.type === 'parenthesized_expression' || (left.type === 'unary_expression' && hasToken(left, '*'))) {
    const [inner] = named(left);
    if (inner) assign(builder, inner, value, statement);
    return;
  }
  if (left.type === 'identifier') {
    const name = builder.slice(left);
    if (name === '_') return;
    // What is declared nowhere here is a variable of the package, in another of its files.
    const home = scopeOf(name, builder.scope) ?? builder.module();
    builder.bind({ kind: 'variable', name, range: at(left), from: statement.end, value }, home);
    return;
  }
  const target = lowerExpression(builder, left);
  if (target.kind === 'member') assignField(builder, target, value, statement);
  else if (target.kind === 'element')
    builder.mutate(target.object, {
      kind: 'set',
      path: [staticKey(target.index) ?? target.index],
      values: [value],
      at: at(statement),
      isByKey: true,
    });
}

function assignField(
  builder: GoBuilder,
  { object, property, propertyRange }: Expression & { kind: 'member' },
  value: Expression,
  statement: SyntaxNode,
): void {
  const range = at(statement);
  const owner = object.kind === 'self' ? object.owner.name : localType(object);
  const declared = owner === undefined ? undefined : builder.declaredType(owner);
  // Methods of the same type find it in their own field.
  const isGiven = object.kind !== 'self';
  if (declared) bindField(builder, declared, property, value, { start: propertyRange.start, end: range.end }, isGiven);
  if (object.kind !== 'self') builder.mutate(object, { kind: 'set', path: [property], values: [value], at: range });
}

/** The name of the type of which a variable holds an object: by its declaration, or by the literal it was given. */
function localType(object: Expression): string | undefined {
  if (object.kind !== 'name') return undefined;
  const bindings = scopeOf(object.name, object.scope)?.bindings.get(object.name) ?? [];
  for (const { value, type } of bindings) {
    if (value?.kind === 'call' && value.hasFields && value.callee.kind === 'name') return value.callee.name;
    if (type?.names[0]?.length === 1) return type.names[0][0];
  }
  return undefined;
}
