import { staticKey } from '../builder';
import { field, type SyntaxNode } from '../node';
import type { BinaryExpression, Expression, Scope } from '../program';
import { scopeOf } from '../program';
import type { KotlinBuilder } from './builder';
import { lowerExpression } from './expressions';
import { at, nameOf } from './nodes';

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/']);

/** `x = y`; `text += y` is read as `text = text + y`, `list += y` adds an element. */
export function lowerAssignment(builder: KotlinBuilder, node: SyntaxNode): void {
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (!left || !right) return;
  const operator = field(node, 'operator');
  const sign = operator ? builder.slice(operator).slice(0, -1) : '';
  const before = sign ? lowerExpression(builder, left) : undefined;
  const change = lowerExpression(builder, right);
  if (!before) assign(builder, left, change, node);
  else if (sign === '+' && !isPlain(change) && !isPlainName(before)) {
    const isMany = change.kind === 'list';
    builder.mutate(before, { kind: isMany ? 'extend' : 'append', values: [change], at: at(node) });
  } else if (ARITHMETIC.has(sign)) {
    const range = at(node);
    assign(
      builder,
      left,
      { kind: 'binary', operator: sign as BinaryExpression['operator'], left: before, right: change, range },
      node,
    );
  }
}

const isPlain = ({ kind }: Expression): boolean => kind === 'text' || kind === 'number' || kind === 'binary';

/** A name that begins as a text or a number. */
function isPlainName(value: Expression): boolean {
  if (value.kind !== 'name') return false;
  const bindings = scopeOf(value.name, value.scope)?.bindings.get(value.name);
  return bindings?.some(({ value: initial }) => initial !== undefined && isPlain(initial)) ?? false;
}

function assign(builder: KotlinBuilder, left: SyntaxNode, value: Expression, statement: SyntaxNode): void {
  const from = statement.end;
  const change = { kind: 'set', values: [value], at: at(statement) } as const;
  if (left.type === 'identifier') {
    const name = nameOf(builder.text, left);
    const home = homeOf(builder, name);
    if (home)
      builder.bind({ kind: home.kind === 'class' ? 'field' : 'variable', name, range: at(left), from, value }, home);
    else {
      const object = builder.implicitObject();
      if (object) builder.mutate(object, { ...change, path: [name] });
    }
    return;
  }
  const target = lowerExpression(builder, left);
  if (target.kind === 'member' && target.object.kind === 'self')
    builder.bind(
      { kind: 'field', name: target.property, range: target.propertyRange, from, value },
      target.object.owner.scope,
    );
  else if (target.kind === 'member') builder.mutate(target.object, { ...change, path: [target.property] });
  else if (target.kind === 'element')
    builder.mutate(target.object, { ...change, path: [staticKey(target.index) ?? target.index], isByKey: true });
}

/** Where an assigned name is defined; undefined for a property of an object that is not named. */
function homeOf(builder: KotlinBuilder, name: string): Scope | undefined {
  const home = scopeOf(name, builder.scope);
  const isOuter = home?.kind === 'class' || home?.kind === 'module';
  // In `apply { model = x }` a field of the class around is hidden by one of the object; a `val` is never meant.
  const isHidden = isOuter && (builder.aliased('this') !== undefined || builder.isFixed(name, home));
  if (home && !isHidden) return home;
  if (builder.implicitObject()) return undefined;
  return home ?? builder.enclosingClass?.scope ?? builder.functionScope();
}
