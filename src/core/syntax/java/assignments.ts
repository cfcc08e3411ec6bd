import { staticKey } from '../builder';
import { field, type SyntaxNode } from '../node';
import type { BinaryExpression, Expression, Scope } from '../program';
import { scopeOf } from '../program';
import type { JavaBuilder } from './builder';
import { lowerExpression, lowerInner } from './expressions';
import { at } from './nodes';

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/']);

/** `x = y`; `x += y` is read as `x = x + y`. */
export function lowerAssignment(builder: JavaBuilder, node: SyntaxNode): Expression {
  const left = field(node, 'left');
  const right = field(node, 'right');
  const range = at(node);
  if (!left || !right) return { kind: 'other', range };
  const operator = field(node, 'operator');
  const sign = operator ? builder.slice(operator).slice(0, -1) : '';
  const before = sign ? lowerExpression(builder, left) : undefined;
  const change = lowerExpression(builder, right);
  const value: Expression = !before
    ? change
    : ARITHMETIC.has(sign)
      ? { kind: 'binary', operator: sign as BinaryExpression['operator'], left: before, right: change, range }
      : { kind: 'other', range };
  assign(builder, left, value, node);
  return value;
}

/** `i++` makes of a number one that is not known. */
export function lowerUpdate(builder: JavaBuilder, node: SyntaxNode): Expression {
  lowerInner(builder, node);
  return { kind: 'other', range: at(node) };
}

function assign(builder: JavaBuilder, left: SyntaxNode, value: Expression, statement: SyntaxNode): void {
  const from = statement.end;
  if (left.type === 'identifier') {
    const name = builder.slice(left);
    const home = homeOf(builder, name);
    builder.bind({ kind: home.kind === 'class' ? 'field' : 'variable', name, range: at(left), from, value }, home);
    return;
  }
  const target = lowerExpression(builder, left);
  const change = { kind: 'set', values: [value], at: at(statement) } as const;
  if (target.kind === 'member' && target.object.kind === 'self')
    builder.bind(
      { kind: 'field', name: target.property, range: target.propertyRange, from, value },
      target.object.owner.scope,
    );
  else if (target.kind === 'member') builder.mutate(target.object, { ...change, path: [target.property] });
  else if (target.kind === 'element')
    builder.mutate(target.object, { ...change, path: [staticKey(target.index) ?? target.index], isByKey: true });
}

/** Where an assigned name is defined; one that this file does not declare is a field of a class that is extended. */
function homeOf(builder: JavaBuilder, name: string): Scope {
  return scopeOf(name, builder.scope) ?? builder.enclosingClass?.scope ?? builder.functionScope();
}
