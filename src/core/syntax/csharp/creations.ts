import { field, named, type SyntaxNode } from '../node';
import type { Argument, CallExpression, Expression, ListExpression, RecordEntry, RecordExpression } from '../program';
import { staticKey } from '../builder';
import type { CSharpBuilder } from './builder';
import { lowerArguments } from './calls';
import { lowerExpression, lowerInner } from './expressions';
import { at, simpleName, values } from './nodes';
import {
  elementType,
  innerType,
  isLazy,
  isListType,
  isRecordType,
  isSetType,
  nameToken,
  typeExpression,
} from './typeNames';

type ListItem = ListExpression['items'][number];

/** `new T(…) { … }` and `new(…) { … }`, whose type is that of the place it is put into. */
export function lowerCreation(builder: CSharpBuilder, node: SyntaxNode, expected: SyntaxNode | undefined): Expression {
  const written = field(node, 'type');
  const type = written ?? (expected && innerType(builder, expected));
  const list = node.children.find(child => child.type === 'argument_list');
  const initializer = node.children.find(child => child.type === 'initializer_expression');
  const isPlain = !list || named(list).every(argument => argument.children[0]?.type === 'integer_literal');
  if (type && isPlain && isRecordType(builder, type)) return recordOf(builder, node, initializer, type);
  if (type && isPlain && isListType(builder, type)) return listOf(builder, node, initializer, type);
  if (initializer && isPlain && keyed(initializer)) return recordOf(builder, node, initializer, type);
  if (initializer && isPlain && named(initializer).length && !isFields(initializer))
    return listOf(builder, node, initializer, type);
  const outer = written ?? expected;
  if (outer && isLazy(builder, outer)) return lowerLazy(builder, node, list);
  if (type && isTextBuilder(builder, type)) return lowerTextBuilder(builder, node, list);
  return lowerConstruction(builder, node, type, list, initializer);
}

function lowerConstruction(
  builder: CSharpBuilder,
  node: SyntaxNode,
  type: SyntaxNode | undefined,
  list: SyntaxNode | undefined,
  initializer: SyntaxNode | undefined,
): Expression {
  const written = field(node, 'type');
  const word = { start: node.start, end: node.start + 'new'.length };
  const callee: Expression = type
    ? typeExpression(builder, type)
    : // Not a name that C# code can give to anything: an object of a type that is not known here.
      { kind: 'name', name: 'new', scope: builder.module(), block: builder.block, range: word };
  const given = list ? lowerArguments(builder, list) : [];
  const fields = initializer ? fieldArguments(builder, initializer) : [];
  return builder.addCall({
    kind: 'call',
    callee,
    arguments: [...given, ...fields],
    argumentsRange: initializer ? at(initializer) : list && at(list),
    ...(initializer ? { hasFields: true } : {}),
    isNew: true,
    scope: builder.scope,
    block: builder.block,
    nameRange: written ? nameToken(written) : word,
    range: at(node),
  });
}

/** `new Lazy<T>(() => value)` is the value: what makes it is called on the spot. */
function lowerLazy(builder: CSharpBuilder, node: SyntaxNode, list: SyntaxNode | undefined): Expression {
  const [first] = list ? lowerArguments(builder, list) : [];
  if (first?.value.kind !== 'function') return first?.value ?? { kind: 'other', range: at(node) };
  const call: CallExpression = {
    kind: 'call',
    callee: first.value,
    arguments: [],
    argumentsRange: undefined,
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: { start: node.start, end: node.start + 'new'.length },
    range: at(node),
  };
  return call;
}

/** `new StringBuilder("x")` is the text that it starts with. */
function lowerTextBuilder(builder: CSharpBuilder, node: SyntaxNode, list: SyntaxNode | undefined): Expression {
  const [first] = list ? lowerArguments(builder, list) : [];
  const hasText = first && first.value.kind !== 'number' && first.kind === 'positional';
  return hasText ? first.value : { kind: 'text', parts: [], content: undefined, range: at(node) };
}

const isFields = (initializer: SyntaxNode): boolean => {
  const [first] = named(initializer);
  return first?.type === 'assignment_expression' && field(first, 'left')?.type === 'identifier';
};

/** Whether an initialiser is one of a dictionary: `{ ["k"] = v }` or `{ { "k", v } }`. */
const keyed = (initializer: SyntaxNode): boolean => {
  const [first] = named(initializer);
  if (first?.type === 'initializer_expression') return named(first).length === 2 || isForm(first);
  return first?.type === 'assignment_expression' && field(first, 'left')?.type === 'element_binding_expression';
};

/** The fields of `{ A = x, ["k"] = y }` as named arguments. */
function fieldArguments(builder: CSharpBuilder, initializer: SyntaxNode): Argument[] {
  return entriesOf(builder, initializer, undefined).flatMap((entry): Argument[] =>
    typeof entry.key === 'string' ? [{ kind: 'named', name: entry.key, value: entry.value, range: entry.range }] : [],
  );
}

/** The entries of an initialiser; other elements are read for the calls in them. */
function entriesOf(builder: CSharpBuilder, initializer: SyntaxNode, element: SyntaxNode | undefined): RecordEntry[] {
  return named(initializer).flatMap((node): RecordEntry[] => {
    const range = at(node);
    if (node.type === 'initializer_expression') return pairOf(builder, node, element);
    const left = node.type === 'assignment_expression' ? field(node, 'left') : undefined;
    const right = node.type === 'assignment_expression' ? field(node, 'right') : undefined;
    if (!left || !right) {
      lowerExpression(builder, node, element);
      return [];
    }
    if (left.type === 'identifier')
      return [{ kind: 'entry', key: builder.slice(left), value: lowerExpression(builder, right), range }];
    const [key] = named(left);
    return key ? [entry(lowerInner(builder, key), lowerExpression(builder, right, element), range)] : [];
  });
}

/** `{ "k", v }` of a dictionary, or `{ new StringContent(v), "k" }` of a form, where more may stand behind the key. */
function pairOf(builder: CSharpBuilder, node: SyntaxNode, element: SyntaxNode | undefined): RecordEntry[] {
  const [first, second] = named(node);
  if (!first || !second) return [];
  const [key, value] = isForm(node)
    ? [lowerExpression(builder, second), lowerExpression(builder, first)]
    : [lowerExpression(builder, first), lowerExpression(builder, second, element)];
  return [entry(key, value, at(node))];
}

/** Whether a pair is a field of a form: nobody makes keys of a dictionary in place. */
const isForm = (pair: SyntaxNode): boolean => {
  const [first, second] = named(pair);
  return first?.type === 'object_creation_expression' && second?.type !== 'object_creation_expression';
};

function entry(key: Expression, value: Expression, range: RecordEntry['range']): RecordEntry {
  return { kind: 'entry', key: staticKey(key) ?? key, value, range };
}

function recordOf(
  builder: CSharpBuilder,
  node: SyntaxNode,
  initializer: SyntaxNode | undefined,
  type: SyntaxNode | undefined,
): RecordExpression {
  return {
    kind: 'record',
    entries: initializer ? entriesOf(builder, initializer, elementType(builder, type)) : [],
    // `["k"] = v` or `{ "k", v }`.
    isSealed: !initializer || !isFields(initializer),
    range: initializer ? at(initializer) : at(node),
  };
}

function listOf(
  builder: CSharpBuilder,
  node: SyntaxNode,
  initializer: SyntaxNode | undefined,
  type: SyntaxNode | undefined,
): ListExpression {
  const element = elementType(builder, type);
  return {
    kind: 'list',
    isUnordered: type !== undefined && isSetType(builder, type),
    range: at(node),
    items: (initializer ? values(initializer) : []).map(item => ({
      value: lowerExpression(builder, item, element),
      isSpread: false,
    })),
  };
}

/** `{ … }` where the type is known from what it is put into. */
export function lowerInitializer(
  builder: CSharpBuilder,
  node: SyntaxNode,
  expected: SyntaxNode | undefined,
): Expression {
  if (keyed(node) || isFields(node)) return recordOf(builder, node, node, expected);
  return listOf(builder, node, node, expected);
}

/** `new[] { a }`, `new string[] { a }`, `new string[3]`. */
export function lowerArray(builder: CSharpBuilder, node: SyntaxNode, expected: SyntaxNode | undefined): Expression {
  const type = field(node, 'type') ?? expected;
  const initializer = node.children.find(child => child.type === 'initializer_expression');
  return listOf(builder, node, initializer, type);
}

/** `[a, b, .. rest]`. */
export function lowerCollection(
  builder: CSharpBuilder,
  node: SyntaxNode,
  expected: SyntaxNode | undefined,
): ListExpression {
  const element = elementType(builder, expected);
  return {
    kind: 'list',
    isUnordered: false,
    range: at(node),
    items: named(node).flatMap((item): ListItem[] => {
      const inner = item.type === 'argument' ? values(item).at(-1) : item;
      if (!inner || inner.start === inner.end) return [];
      return inner.type === 'range_expression' || inner.type === 'spread_element'
        ? [{ value: lowerInner(builder, inner), isSpread: true }]
        : [{ value: lowerExpression(builder, inner, element), isSpread: false }];
    }),
  };
}

/** `new { model, name = value, other.Field }`. */
export function lowerAnonymousObject(builder: CSharpBuilder, node: SyntaxNode): RecordExpression {
  const parts = values(node);
  const entries: RecordEntry[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index];
    const next = parts[index + 1];
    if (!part) continue;
    const isAssigned = next && builder.text.slice(part.end, next.start).includes('=');
    const valueNode = isAssigned ? next : part;
    const value = lowerExpression(builder, valueNode);
    const key = isAssigned
      ? builder.slice(part)
      : value.kind === 'member'
        ? value.property
        : value.kind === 'name'
          ? value.name
          : undefined;
    if (key !== undefined)
      entries.push({ kind: 'entry', key, value, range: { start: part.start, end: valueNode.end } });
    if (isAssigned) index += 1;
  }
  return { kind: 'record', entries, range: at(node) };
}

/** `options with { Model = m }`: the same object but for these fields. */
export function lowerWith(builder: CSharpBuilder, node: SyntaxNode): Expression {
  const [object] = values(node);
  const base: Expression = object ? lowerExpression(builder, object) : { kind: 'other', range: at(node) };
  const entries = node.children
    .filter(child => child.type === 'with_initializer')
    .flatMap((child): RecordEntry[] => {
      const [key, value] = values(child);
      return key && value
        ? [{ kind: 'entry', key: builder.slice(key), value: lowerExpression(builder, value), range: at(child) }]
        : [];
    });
  return { kind: 'record', entries: [{ kind: 'spread', value: base, range: base.range }, ...entries], range: at(node) };
}

/** Whether a creation is that of a text that is put together piece by piece. */
export const isTextBuilder = (builder: CSharpBuilder, type: SyntaxNode): boolean =>
  simpleName(builder, innerType(builder, type)) === 'StringBuilder';
