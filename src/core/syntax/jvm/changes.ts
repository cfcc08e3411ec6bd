import { staticKey, type ProgramBuilder } from '../builder';
import type { CallExpression, Expression } from '../program';
import type { Range } from '../../text';

const LIST_CHANGES: Readonly<Record<string, 'append' | 'prepend' | 'extend' | 'remove'>> = {
  add: 'append',
  addAll: 'extend',
  addFirst: 'prepend',
  addLast: 'append',
  clear: 'remove',
  offer: 'append',
  push: 'prepend',
  remove: 'remove',
  removeFirst: 'remove',
  removeIf: 'remove',
  removeLast: 'remove',
};

const KEYED: ReadonlySet<string> = new Set(['put', 'putIfAbsent', 'addProperty', 'set', 'setProperty']);

const decapitalized = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** The key that a method sets: `setModel` and `withModel` are `model`. */
const keyOf = (method: string): string => {
  const name = /^(?:set|with)([A-Z]\w*)$/.exec(method)?.[1];
  return name === undefined ? method : decapitalized(name);
};

/**
 * Notes what a call that stands alone changes in place: `list.add(x)`, `map.put(k, v)`, `request.setModel(x)`,
 * `builder.model(x).maxTokens(5)`.
 */
export function noteChange(builder: ProgramBuilder, call: Expression, statement: Range): void {
  const at = { start: statement.start, end: statement.end };
  for (const each of chainOf(call)) noteCall(builder, rootOf(each), each, at);
}

/** The calls of a chain, the first first: of one whose steps all set something, or the last one alone. */
function chainOf(call: Expression): readonly CallExpression[] {
  const chain: CallExpression[] = [];
  let current = call;
  while (current.kind === 'call' && current.callee.kind === 'member') {
    chain.unshift(current);
    current = current.callee.object;
  }
  const [first] = chain;
  if (!first || (chain.length > 1 && chain.some(each => !each.arguments.length))) return [];
  return current.kind === 'call' ? [] : chain;
}

function rootOf(call: CallExpression): Expression {
  let current: Expression = call;
  while (current.kind === 'call' && current.callee.kind === 'member') current = current.callee.object;
  return current;
}

function noteCall(builder: ProgramBuilder, target: Expression, call: CallExpression, at: Range): void {
  if (call.callee.kind !== 'member') return;
  const { property } = call.callee;
  const values = call.arguments.map(({ value }) => value);
  const [first, second] = values;
  // What takes a name and a value may write a field of a form.
  if (second) builder.mutate(target, { kind: 'append', path: [`${property}()`], values: [call], at });
  const change = Object.hasOwn(LIST_CHANGES, property) ? LIST_CHANGES[property] : undefined;
  if (second && property === 'add' && first?.kind === 'text')
    builder.mutate(target, { kind: 'set', path: [staticKey(first) ?? first], values: [second], at, isByKey: true });
  else if (change && change !== 'remove' && second && property === 'add') {
    const isFirst = first?.kind === 'number' && first.value === 0;
    builder.mutate(target, { kind: isFirst ? 'prepend' : 'append', values: [second], at });
  } else if (change) builder.mutate(target, { kind: change, values, at });
  else if (!first) return;
  else if (KEYED.has(property) && second)
    builder.mutate(target, { kind: 'set', path: [staticKey(first) ?? first], values: [second], at, isByKey: true });
  // `append("model", model)` writes a field of a form; what is appended to a text has no name.
  else if (property === 'append' && second && first.kind === 'text')
    builder.mutate(target, { kind: 'set', path: [staticKey(first) ?? first], values: [second], at, isByKey: true });
  else if (property === 'putAll') builder.mutate(target, { kind: 'merge', values: [first], at });
  else if (/^add[A-Z]/.test(property)) builder.mutate(target, { kind: 'append', path: [property], values, at });
  else builder.mutate(target, { kind: 'set', path: [keyOf(property)], values, at });
}
