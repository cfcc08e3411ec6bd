import { staticKey } from '../builder';
import { field, named, type SyntaxNode } from '../node';
import type { BinaryExpression, Binding, Expression } from '../program';
import type { RubyBuilder } from './builder';
import { classValue } from './classes';
import { lowerExpression } from './expressions';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

type Source = Pick<Binding, 'kind' | 'from' | 'value'>;

/** Binds every name of an assignment's left side, or notes the change in place that it is. */
export function bindTarget(
  builder: RubyBuilder,
  node: SyntaxNode,
  source: Source,
  path: readonly (string | number)[] = [],
): void {
  const bound = { ...source, range: at(node), ...(path.length ? { path } : {}) };
  switch (node.type) {
    case 'identifier': {
      const name = builder.slice(node);
      builder.bind({ ...bound, name }, builder.localScope(name) ?? builder.scope);
      return;
    }
    case 'constant':
      builder.bind({ ...bound, name: builder.slice(node) }, constantScope(builder));
      return;
    case 'global_variable':
      builder.bind({ ...bound, name: builder.slice(node) }, builder.module());
      return;
    case 'instance_variable':
    case 'class_variable': {
      const owner = builder.enclosingClass;
      builder.bind({ ...bound, kind: 'field', name: builder.slice(node) }, owner?.scope ?? builder.module());
      return;
    }
    case 'left_assignment_list':
    case 'destructured_left_assignment':
    case 'destructured_parameter':
      named(node).forEach((child, index) => {
        bindTarget(builder, child, source, [...path, index]);
      });
      return;
    case 'rest_assignment':
    case 'splat_parameter': {
      const [name] = named(node);
      if (name?.type === 'identifier') bindTarget(builder, name, { kind: 'other', from: source.from });
      return;
    }
    case 'element_reference':
    case 'call':
    case 'scope_resolution':
      if (source.value && !path.length) changeInPlace(builder, node, source.value, source.from);
      return;
    default:
      return;
  }
}

/** Constants belong to the class or module around, or to the file. */
function constantScope(builder: RubyBuilder) {
  return builder.scope.kind === 'class' ? builder.scope : (builder.enclosingClass?.scope ?? builder.module());
}

/** `self.model = x`, `request.model = x`, `params[:model] = x`. */
function changeInPlace(builder: RubyBuilder, node: SyntaxNode, value: Expression, end: number): void {
  const change = { kind: 'set', values: [value], at: { start: node.start, end } } as const;
  if (node.type === 'element_reference') {
    const target = lowerExpression(builder, node);
    if (target.kind === 'element')
      builder.mutate(target.object, { ...change, path: [staticKey(target.index) ?? target.index], isByKey: true });
    return;
  }
  const receiver = field(node, 'receiver') ?? field(node, 'scope');
  const name = field(node, 'method') ?? field(node, 'name');
  if (!receiver || !name) return;
  const object = lowerExpression(builder, receiver);
  const property = builder.slice(name);
  if (object.kind === 'self') {
    // The writer of an attribute sets the variable of its name.
    const field = node.type === 'call' ? `@${property}` : property;
    builder.bind({ kind: 'field', name: field, range: at(name), from: end, value }, object.owner.scope);
  } else builder.mutate(object, { ...change, path: [property] });
}

export function lowerAssignment(builder: RubyBuilder, node: SyntaxNode): Expression {
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (!left || !right) return { kind: 'other', range: at(node) };
  const value =
    (left.type === 'constant' ? classValue(builder, right, builder.slice(left)) : undefined) ??
    lowerExpression(builder, right);
  bindTarget(builder, left, { kind: value.kind === 'class' ? 'class' : 'variable', from: node.end, value });
  return value;
}

/** `x += y` is read as `x = x + y`, `x ||= y` as `x = x || y`; a field that is empty at first, as `@x = y`. */
export function lowerOperatorAssignment(builder: RubyBuilder, node: SyntaxNode): Expression {
  const left = field(node, 'left');
  const operator = field(node, 'operator');
  const right = field(node, 'right');
  const range = at(node);
  if (!left || !operator || !right) return { kind: 'other', range };
  const sign = builder.slice(operator).slice(0, -1);
  const isField = left.type === 'instance_variable' || left.type === 'class_variable';
  if (sign === '||' && (isField || !isKnown(builder, left))) {
    const value = lowerExpression(builder, right);
    bindTarget(builder, left, { kind: 'variable', from: node.end, value });
    return isField ? { ...lowerExpression(builder, left), range: { start: node.end, end: node.end } } : value;
  }
  const before = lowerExpression(builder, left);
  const value = changed(sign, before, lowerExpression(builder, right), range);
  bindTarget(builder, left, { kind: 'variable', from: node.end, value });
  return value;
}

const isKnown = (builder: RubyBuilder, left: SyntaxNode): boolean =>
  left.type !== 'identifier' || builder.localScope(builder.slice(left)) !== undefined;

function changed(sign: string, before: Expression, change: Expression, range: Expression['range']): Expression {
  if (sign === '||') return { kind: 'fallback', preferred: before, fallback: change, range };
  if (sign === '&&') return { kind: 'guarded', value: change, range };
  return ['+', '-', '*', '/', '%', '**', '|'].includes(sign)
    ? { kind: 'binary', operator: sign as BinaryExpression['operator'], left: before, right: change, range }
    : { kind: 'other', range };
}
