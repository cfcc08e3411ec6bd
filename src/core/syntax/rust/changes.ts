import { staticKey } from '../builder';
import { field, named, type SyntaxNode } from '../node';
import type { BinaryExpression, CallExpression, Expression, NameExpression } from '../program';
import { scopeOf } from '../program';
import type { RustBuilder } from './builder';
import { lowerExpression } from './expressions';
import { at } from './nodes';

export function lowerAssignment(builder: RustBuilder, node: SyntaxNode): Expression {
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (!left || !right) return { kind: 'other', range: at(node) };
  assign(builder, left, lowerExpression(builder, right), node);
  return { kind: 'nothing', range: at(node) };
}

/** `x += y` is read as `x = x + y`. */
export function lowerCompoundAssignment(builder: RustBuilder, node: SyntaxNode): Expression {
  const left = field(node, 'left');
  const right = field(node, 'right');
  const range = at(node);
  if (!left || !right) return { kind: 'other', range };
  const before = lowerExpression(builder, left);
  const change = lowerExpression(builder, right);
  const sign = builder.text.slice(left.end, right.start).trim().replace(/=$/, '');
  const value: Expression = ['+', '-', '*', '/', '%'].includes(sign)
    ? { kind: 'binary', operator: sign as BinaryExpression['operator'], left: before, right: change, range }
    : { kind: 'other', range };
  assign(builder, left, value, node);
  return { kind: 'nothing', range };
}

function assign(builder: RustBuilder, left: SyntaxNode, value: Expression, statement: SyntaxNode): void {
  const target = lowerExpression(builder, left);
  if (target.kind === 'name') rebind(builder, target, value, statement);
  else if (target.kind === 'member' && target.object.kind === 'self') {
    builder.noteOwnField(target.property, value);
    builder.bind(
      { kind: 'field', name: target.property, range: target.propertyRange, from: statement.end, value },
      target.object.owner.scope,
    );
  } else if (target.kind === 'member')
    builder.mutate(target.object, { kind: 'set', path: [target.property], values: [value], at: at(statement) });
  else if (target.kind === 'element')
    builder.mutate(target.object, {
      kind: 'set',
      path: [staticKey(target.index) ?? target.index],
      values: [value],
      at: at(statement),
      isByKey: true,
    });
}

function rebind(builder: RustBuilder, { name, range }: NameExpression, value: Expression, { end }: SyntaxNode): void {
  const home = scopeOf(name, builder.scope) ?? builder.scope;
  builder.bind({ kind: 'variable', name, range, from: end, value }, home);
}

/** Adds to a text that stands in a variable: `text.push_str(more)`, `write!(text, …)`. */
export function appendText(builder: RustBuilder, target: Expression, added: Expression, node: SyntaxNode): void {
  if (target.kind !== 'name') return;
  const home = scopeOf(target.name, builder.scope);
  // What was passed in from outside is somebody else's text, such as a formatter.
  if (!home?.bindings.get(target.name)?.some(({ kind }) => kind === 'variable')) return;
  const value: Expression = { kind: 'binary', operator: '+', left: target, right: added, range: at(node) };
  rebind(builder, target, value, node);
}

const LIST_CHANGES: Readonly<Record<string, 'append' | 'extend' | 'prepend' | 'remove'>> = {
  push: 'append',
  push_back: 'append',
  push_front: 'prepend',
  extend: 'extend',
  append: 'extend',
  extend_from_slice: 'extend',
  pop: 'remove',
  remove: 'remove',
  clear: 'remove',
  truncate: 'remove',
  drain: 'remove',
};

/** Statements that change a value in place: `list.push(x)`, `map.insert(k, v)`, `builder.model(m);`. */
export function noteChange(builder: RustBuilder, expression: Expression, node: SyntaxNode): void {
  if (expression.kind !== 'call' || expression.callee.kind !== 'member') return;
  const { object, property } = expression.callee;
  const values = expression.arguments.map(argument => argument.value);
  const [first, second] = values;
  const change = Object.hasOwn(LIST_CHANGES, property) ? LIST_CHANGES[property] : undefined;
  const range = at(node);
  if (property === 'push_str' && first) appendText(builder, object, first, node);
  else if (property === 'push' && first && isCharacter(node, first)) appendText(builder, object, first, node);
  else if (change) builder.mutate(object, { kind: change, values, at: range });
  else if (property === 'insert' && first && second) {
    if (first.kind === 'number')
      builder.mutate(object, { kind: first.value === 0 ? 'prepend' : 'append', values: [second], at: range });
    else
      builder.mutate(object, {
        kind: 'set',
        path: [staticKey(first) ?? first],
        values: [second],
        at: range,
        isByKey: true,
      });
  } else noteSetters(builder, expression, node);
}

const isCharacter = (node: SyntaxNode, value: Expression): boolean =>
  node.children.some(child =>
    named(child).some(({ type, start }) => type === 'char_literal' && start === value.range.start),
  );

/** A chain of setters on a variable that may change: `request.model("x").messages(list);`. */
function noteSetters(builder: RustBuilder, last: CallExpression, node: SyntaxNode): void {
  const setters: { name: string; call: CallExpression }[] = [];
  let current: Expression = last;
  while (current.kind === 'call' && current.callee.kind === 'member' && current.arguments.length === 1) {
    setters.push({ name: current.callee.property, call: current });
    current = current.callee.object;
  }
  if (!setters.length || current.kind !== 'name' || !builder.isMutable(current.name, builder.scope)) return;
  for (const { name, call } of setters.reverse()) {
    const values = call.arguments.map(({ value }) => value);
    const isAdding = /^add_/.test(name);
    builder.mutate(current, {
      kind: isAdding ? 'append' : 'set',
      path: [name.replace(/^(?:set|with)_/, '')],
      values,
      at: at(node),
    });
  }
}
