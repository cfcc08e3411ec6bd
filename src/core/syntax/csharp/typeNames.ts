import { field, named, type SyntaxNode } from '../node';
import type { Expression, TypeReference } from '../program';
import type { CSharpBuilder } from './builder';
import { at, simpleName, typeArguments } from './nodes';

/** Types that hold one value of their argument, which is what counts. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'Task',
  'ValueTask',
  'Lazy',
  'AsyncLazy',
  'Nullable',
  'IOptions',
  'IOptionsSnapshot',
  'IOptionsMonitor',
  'AsyncLocal',
  'ThreadLocal',
  'ActionResult',
]);

/** Wrappers whose value is reached by a property. */
const HOLDERS: ReadonlySet<string> = new Set([
  'Lazy',
  'AsyncLazy',
  'Nullable',
  'IOptions',
  'IOptionsSnapshot',
  'IOptionsMonitor',
  'AsyncLocal',
  'ThreadLocal',
]);

const RECORDS: ReadonlySet<string> = new Set([
  'Dictionary',
  'IDictionary',
  'IReadOnlyDictionary',
  'ConcurrentDictionary',
  'SortedDictionary',
  'FrozenDictionary',
  'ImmutableDictionary',
  'KeyedCollection',
]);

const LISTS: ReadonlySet<string> = new Set([
  'List',
  'IList',
  'IEnumerable',
  'IReadOnlyList',
  'IReadOnlyCollection',
  'ICollection',
  'Collection',
  'ObservableCollection',
  'HashSet',
  'ISet',
  'Queue',
  'Stack',
  'Span',
  'ReadOnlySpan',
  'Memory',
  'ReadOnlyMemory',
  'IAsyncEnumerable',
  'ImmutableArray',
  'ImmutableList',
  'ConcurrentBag',
  'ConcurrentQueue',
  'LinkedList',
]);

/** Types that say nothing about where a value comes from. */
const PLAIN: ReadonlySet<string> = new Set([
  'var',
  'object',
  'dynamic',
  'Object',
  'String',
  'Uri',
  'Task',
  'ValueTask',
  'Func',
  'Action',
  'Type',
]);

/** Looks through nullability and through wrappers such as `Task<T>`. */
export function innerType(builder: CSharpBuilder, type: SyntaxNode): SyntaxNode {
  let inner = type;
  for (;;) {
    const next: SyntaxNode | undefined =
      inner.type === 'nullable_type' || inner.type === 'ref_type' || inner.type === 'scoped_type'
        ? (field(inner, 'type') ?? named(inner)[0])
        : WRAPPERS.has(simpleName(builder, inner))
          ? typeArguments(inner)[0]
          : undefined;
    if (!next) return inner;
    inner = next;
  }
}

/** Whether a type's value stands behind `.Value`. */
export function isHolder(builder: CSharpBuilder, type: SyntaxNode): boolean {
  return type.type === 'nullable_type' || HOLDERS.has(simpleName(builder, type));
}

/** The same of a type as it is written. */
export const mayHold = (written: string): boolean => HOLDERS.has(/([\w]+)\s*</.exec(written)?.[1] ?? '');

export const isLazy = (builder: CSharpBuilder, type: SyntaxNode): boolean =>
  ['Lazy', 'AsyncLazy', 'ThreadLocal'].includes(simpleName(builder, type));

export const isRecordType = (builder: CSharpBuilder, type: SyntaxNode): boolean =>
  RECORDS.has(simpleName(builder, type));

export const isListType = (builder: CSharpBuilder, type: SyntaxNode): boolean =>
  type.type === 'array_type' || LISTS.has(simpleName(builder, type));

export const isSetType = (builder: CSharpBuilder, type: SyntaxNode): boolean =>
  ['HashSet', 'ISet', 'ConcurrentBag'].includes(simpleName(builder, type));

/** The type of what a list, an array or the values of a dictionary hold. */
export function elementType(builder: CSharpBuilder, type: SyntaxNode | undefined): SyntaxNode | undefined {
  if (!type) return undefined;
  const inner = innerType(builder, type);
  if (inner.type === 'array_type') return field(inner, 'type') ?? named(inner)[0];
  return isListType(builder, inner) || isRecordType(builder, inner) ? typeArguments(inner).at(-1) : undefined;
}

/** Dotted parts of a type's name; undefined for one that has no name of its own. */
function namesOf(builder: CSharpBuilder, type: SyntaxNode): string[] | undefined {
  switch (type.type) {
    case 'identifier':
      return [builder.slice(type)];
    case 'generic_name':
      return type.children[0] && [builder.slice(type.children[0])];
    case 'qualified_name': {
      const qualifier = field(type, 'qualifier');
      const name = field(type, 'name');
      const outer = qualifier && namesOf(builder, qualifier);
      const inner = name && namesOf(builder, name);
      return outer && inner && [...outer, ...inner];
    }
    case 'alias_qualified_name': {
      const name = field(type, 'name');
      return name && namesOf(builder, name);
    }
    default:
      return undefined;
  }
}

export function typeReference(builder: CSharpBuilder, node: SyntaxNode | undefined): TypeReference | undefined {
  if (!node) return undefined;
  const type = innerType(builder, node);
  if (isListType(builder, type) || isRecordType(builder, type)) return undefined;
  const names = namesOf(builder, type);
  const [first] = names ?? [];
  if (!names || first === undefined || (names.length === 1 && PLAIN.has(first))) return undefined;
  return { names: [names], scope: builder.typeScope(first), block: builder.block, range: at(node) };
}

/** A type where a value stands: the callee of `new T(…)`, a base class, `T.Member`. */
export function typeExpression(builder: CSharpBuilder, node: SyntaxNode): Expression {
  const type = innerType(builder, node);
  const [first, ...rest] = namesOf(builder, type) ?? [builder.slice(type)];
  const root: Expression = {
    kind: 'name',
    name: first ?? '',
    scope: builder.typeScope(first ?? ''),
    block: builder.block,
    range: at(type),
  };
  return rest.reduce<Expression>(
    (object, property) => ({ kind: 'member', object, property, propertyRange: nameToken(type), range: at(type) }),
    root,
  );
}

/** The last name of a type, without its type arguments. */
export function nameToken(type: SyntaxNode): { start: number; end: number } {
  switch (type.type) {
    case 'generic_name':
      return at(type.children[0] ?? type);
    case 'qualified_name':
    case 'alias_qualified_name': {
      const name = field(type, 'name');
      return name ? nameToken(name) : at(type);
    }
    case 'nullable_type': {
      const [inner] = named(type);
      return inner ? nameToken(inner) : at(type);
    }
    default:
      return at(type);
  }
}
