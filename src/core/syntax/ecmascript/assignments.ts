import { staticKey, type ProgramBuilder } from '../builder';
import { field, type SyntaxNode } from '../node';
import type { BinaryExpression, Expression } from '../program';
import { scopeOf } from '../program';
import { lowerExpression } from './expressions';
import { bindPattern } from './patterns';

export function lowerAssignment(builder: ProgramBuilder, node: SyntaxNode): Expression {
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (!left || !right) return { kind: 'other', range: { start: node.start, end: node.end } };
  const value = lowerExpression(builder, right);
  assign(builder, left, value, node);
  return value;
}

/** `x += y` is read as `x = x + y`, `x ??= y` as `x = x ?? y`. */
export function lowerAugmentedAssignment(builder: ProgramBuilder, node: SyntaxNode): Expression {
  const left = field(node, 'left');
  const operator = field(node, 'operator');
  const right = field(node, 'right');
  const range = { start: node.start, end: node.end };
  if (!left || !operator || !right) return { kind: 'other', range };
  const before = lowerExpression(builder, left);
  const change = lowerExpression(builder, right);
  const sign = builder.slice(operator).slice(0, -1);
  const value: Expression =
    sign === '??' || sign === '||'
      ? { kind: 'fallback', preferred: before, fallback: change, range }
      : ['+', '-', '*', '/'].includes(sign)
        ? { kind: 'binary', operator: sign as BinaryExpression['operator'], left: before, right: change, range }
        : { kind: 'other', range };
  assign(builder, left, value, node);
  return value;
}

function assign(builder: ProgramBuilder, left: SyntaxNode, value: Expression, statement: SyntaxNode): void {
  if (left.type === 'identifier' || left.type === 'object_pattern' || left.type === 'array_pattern') {
    const name = builder.slice(left);
    const home = left.type === 'identifier' ? scopeOf(name, builder.scope) : undefined;
    bindPattern(builder, left, { kind: 'variable', from: statement.end, value }, home ?? builder.functionScope());
    return;
  }
  const target = lowerExpression(builder, left);
  const at = { start: statement.start, end: statement.end };
  if (target.kind === 'member') {
    if (target.object.kind === 'self') {
      builder.bind(
        { kind: 'field', name: target.property, range: target.propertyRange, from: statement.end, value },
        target.object.owner.scope,
      );
      return;
    }
    if (builder.slice(left) === 'module.exports') builder.addExport({ name: 'default', value });
    else if (/^(module\.)?exports\.\w+$/.test(builder.slice(left))) builder.addExport({ name: target.property, value });
    else builder.mutate(target.object, { kind: 'set', path: [target.property], values: [value], at });
  } else if (target.kind === 'element') {
    builder.mutate(target.object, {
      kind: 'set',
      path: [staticKey(target.index) ?? target.index],
      values: [value],
      at,
    });
  }
}

const LIST_CHANGES: Readonly<Record<string, 'append' | 'prepend' | 'remove'>> = {
  push: 'append',
  unshift: 'prepend',
  splice: 'remove',
  pop: 'remove',
  shift: 'remove',
};

/** Calls that stand alone and change a value in place: `list.push(x)`, `Object.assign(target, x)`. */
export function noteMutation(builder: ProgramBuilder, call: Expression, node: SyntaxNode): void {
  if (call.kind !== 'call' || call.callee.kind !== 'member') return;
  const at = { start: node.start, end: node.end };
  const { object, property } = call.callee;
  const values = call.arguments.filter(argument => argument.kind === 'positional').map(argument => argument.value);
  const change = Object.hasOwn(LIST_CHANGES, property) ? LIST_CHANGES[property] : undefined;
  if (change) {
    const spread = call.arguments.find(argument => argument.kind === 'spread');
    if (spread) builder.mutate(object, { kind: 'extend', values: [spread.value], at });
    else builder.mutate(object, { kind: change, values, at });
  } else if (property === 'assign' && object.kind === 'name' && object.name === 'Object') {
    const [target, ...sources] = values;
    if (target) for (const source of sources) builder.mutate(target, { kind: 'merge', values: [source], at });
  } else if (property === 'append' && values[0] && values[1]) {
    // A field of a form: `form.append('model', 'whisper-1')`.
    const key = staticKey(values[0]) ?? values[0];
    builder.mutate(object, { kind: 'set', path: [key], values: [values[1]], at, isByKey: true });
  } else if (property === 'open' && values[0] && values[1] && isHttpMethod(values[0])) {
    // What a request is opened with: `xhr.open('POST', url)`.
    builder.mutate(object, { kind: 'set', path: ['method'], values: [values[0]], at });
    builder.mutate(object, { kind: 'set', path: ['url'], values: [values[1]], at });
  }
}

const isHttpMethod = (value: Expression): boolean =>
  value.kind === 'text' &&
  value.parts.every(part => part.kind === 'piece' && /^(?:GET|POST|PUT|PATCH)$/i.test(part.text));
