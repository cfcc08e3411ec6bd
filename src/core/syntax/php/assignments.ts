import { staticKey } from '../builder';
import { field, named, type SyntaxNode } from '../node';
import type { BinaryExpression, Binding, Expression } from '../program';
import { keyOf } from './arrays';
import type { PhpBuilder } from './builder';
import { lowerExpression } from './expressions';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

type Source = Pick<Binding, 'kind' | 'from' | 'value'>;

/** Binds every variable of an assignment's left side, or notes the change in place that it is. */
export function bindTarget(
  builder: PhpBuilder,
  node: SyntaxNode,
  source: Source,
  path: readonly (string | number)[] = [],
): void {
  switch (node.type) {
    case 'variable_name': {
      const name = builder.slice(node);
      const bound = { ...source, name, range: at(node), ...(path.length ? { path } : {}) };
      if (name !== '$this') builder.bind(bound, builder.homeOf(name));
      return;
    }
    case 'by_ref': {
      const [inner] = named(node);
      if (inner) bindTarget(builder, inner, source, path);
      return;
    }
    case 'list_literal':
    case 'array_creation_expression':
      bindList(builder, node, source, path);
      return;
    case 'member_access_expression':
    case 'nullsafe_member_access_expression':
    case 'scoped_property_access_expression':
    case 'subscript_expression':
      if (source.value && !path.length) changeInPlace(builder, node, source.value, source.from);
      return;
    default:
      return;
  }
}

/** `[$a, 'key' => $b]`: keys stand before what they give. */
function bindList(builder: PhpBuilder, node: SyntaxNode, source: Source, path: readonly (string | number)[]): void {
  const children = named(node).flatMap(child => (child.type === 'array_element_initializer' ? named(child) : [child]));
  let index = 0;
  let key: string | undefined;
  for (const child of children) {
    if (/string$|^integer$/.test(child.type)) {
      key = staticKey(lowerExpression(builder, child));
      continue;
    }
    bindTarget(builder, child, source, [...path, key ?? index]);
    if (key === undefined) index += 1;
    key = undefined;
  }
}

/** `$this->model = $x`, `$request->model = $x`, `$params['model'] = $x`, `$messages[] = $x`. */
function changeInPlace(builder: PhpBuilder, node: SyntaxNode, value: Expression, end: number): void {
  const change = { values: [value], at: { start: node.start, end } };
  if (node.type === 'subscript_expression' && named(node).length === 1) {
    const [list] = named(node);
    const appended = list && lowerExpression(builder, list);
    if (!appended) return;
    builder.begin(appended, 'list');
    builder.mutate(appended, { ...change, kind: 'append' });
    return;
  }
  const target = lowerExpression(builder, node);
  if (target.kind === 'element') {
    builder.begin(target.object, 'record');
    builder.mutate(target.object, {
      ...change,
      kind: 'set',
      path: [keyOf(target.index) ?? target.index],
      isByKey: true,
    });
  }
  if (target.kind !== 'member') return;
  if (target.object.kind !== 'self') {
    builder.mutate(target.object, { ...change, kind: 'set', path: [target.property] });
    return;
  }
  const range = target.propertyRange;
  builder.bind({ kind: 'field', name: target.property, range, from: end, value }, target.object.owner.scope);
}

export function lowerAssignment(builder: PhpBuilder, node: SyntaxNode): Expression {
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (!left || !right) return { kind: 'other', range: at(node) };
  const value = lowerExpression(builder, right);
  bindTarget(builder, left, { kind: 'variable', from: node.end, value });
  return value;
}

/** `$x .= $y` is read as `$x = $x . $y`, `$x ??= $y` as `$x = $x ?? $y`; a property that is empty at first, as `= $y`. */
export function lowerAugmentedAssignment(builder: PhpBuilder, node: SyntaxNode): Expression {
  const left = field(node, 'left');
  const operator = field(node, 'operator');
  const right = field(node, 'right');
  const range = at(node);
  if (!left || !operator || !right) return { kind: 'other', range };
  const sign = builder.slice(operator).slice(0, -1);
  const before = lowerExpression(builder, left);
  const change = lowerExpression(builder, right);
  if (sign === '??' && before.kind === 'member' && before.object.kind === 'self') {
    bindTarget(builder, left, { kind: 'variable', from: node.end, value: change });
    return { ...before, range: { start: node.end, end: node.end } };
  }
  const value = changed(sign, before, change, range);
  bindTarget(builder, left, { kind: 'variable', from: node.end, value });
  return value;
}

function changed(sign: string, before: Expression, change: Expression, range: Expression['range']): Expression {
  if (sign === '??') return { kind: 'fallback', preferred: before, fallback: change, range };
  const operator = sign === '.' ? '+' : sign;
  return ['+', '-', '*', '/', '%', '**', '|'].includes(operator)
    ? { kind: 'binary', operator: operator as BinaryExpression['operator'], left: before, right: change, range }
    : { kind: 'other', range };
}
