import { staticKey } from '../builder';
import { named, type SyntaxNode } from '../node';
import type { Argument, Expression, RecordEntry, RecordSpread } from '../program';
import type { PhpBuilder } from './builder';
import { lowerExpression, lowerInner } from './expressions';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

/** `['a', 'b']` is a list, `['key' => 'a']` a dictionary; of several arrays put together, what they are decides. */
export function lowerArray(builder: PhpBuilder, node: SyntaxNode): Expression {
  const elements = named(node).filter(child => child.type === 'array_element_initializer');
  const parts = elements.map(element => named(element));
  const range = bracketsOf(builder, node);
  if (parts.some(children => children.length > 1))
    return { kind: 'record', entries: elements.map((element, index) => lowerEntry(builder, element, index)), range };
  const isSpread = (children: readonly SyntaxNode[]): boolean => children[0]?.type === 'variadic_unpacking';
  if (parts.length && parts.every(isSpread)) return lowerSpreads(builder, node, elements);
  return {
    kind: 'list',
    isUnordered: false,
    range: at(node),
    items: elements.map(element => ({ value: lowerElement(builder, element), isSpread: isSpread(named(element)) })),
  };
}

/** Where an entry can be added: `array(…)` begins with a word. */
function bracketsOf(builder: PhpBuilder, node: SyntaxNode): Expression['range'] {
  const open = builder.text.slice(node.start, node.end).search(/[[(]/);
  return { start: node.start + Math.max(0, open), end: node.end };
}

function lowerElement(builder: PhpBuilder, element: SyntaxNode): Expression {
  const [value] = named(element);
  if (!value) return { kind: 'other', range: at(element) };
  return value.type === 'variadic_unpacking' ? lowerInner(builder, value) : lowerExpression(builder, value);
}

function lowerEntry(builder: PhpBuilder, element: SyntaxNode, index: number): RecordEntry | RecordSpread {
  const [first, second] = named(element);
  const range = at(element);
  if (first?.type === 'variadic_unpacking') return { kind: 'spread', value: lowerInner(builder, first), range };
  if (!first || !second) return { kind: 'entry', key: String(index), value: lowerElement(builder, element), range };
  const key = lowerExpression(builder, first);
  return { kind: 'entry', key: keyOf(key) ?? key, value: lowerExpression(builder, second), range };
}

/** A key that is known as it is written. The constants that name cURL's options stand for themselves. */
export const keyOf = (key: Expression): string | undefined =>
  staticKey(key) ?? (key.kind === 'name' && /^CURLOPT_/.test(key.name) ? key.name : undefined);

/** `[...$a, ...$b]` is what `array_merge($a, $b)` gives. */
function lowerSpreads(builder: PhpBuilder, node: SyntaxNode, elements: readonly SyntaxNode[]): Expression {
  const range = at(node);
  const given = elements.map((element): Argument => ({
    kind: 'positional',
    value: lowerElement(builder, element),
    range: at(element),
  }));
  return {
    kind: 'call',
    callee: builder.nameHere('array_merge', { start: node.start, end: node.start }),
    arguments: given,
    argumentsRange: undefined,
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: { start: node.start, end: node.start },
    range,
  };
}

/** Whether a value is written as an array. */
export const isArray = (value: Expression): boolean => value.kind === 'record' || value.kind === 'list';
