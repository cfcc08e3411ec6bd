import { field, named, type SyntaxNode } from '../node';
import type { Expression, TypeReference } from '../program';
import { at, type GoBuilder } from './builder';

/** Types that every file knows; a conversion to one of them keeps the value. */
export const PREDECLARED: ReadonlySet<string> = new Set([
  'any',
  'bool',
  'byte',
  'comparable',
  'complex64',
  'complex128',
  'error',
  'float32',
  'float64',
  'int',
  'int8',
  'int16',
  'int32',
  'int64',
  'rune',
  'string',
  'uint',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'uintptr',
]);

/** Types of the standard library that hold a text and grow by writes. */
const TEXT_BUFFERS: ReadonlySet<string> = new Set(['strings.Builder', 'bytes.Buffer']);

/** The type behind pointers, parentheses and type arguments. */
export function bareType(node: SyntaxNode): SyntaxNode {
  let current = node;
  for (;;) {
    const isWrapped =
      current.type === 'pointer_type' || current.type === 'parenthesized_type' || current.type === 'type_elem';
    const inner = isWrapped
      ? named(current)[0]
      : current.type === 'generic_type'
        ? (field(current, 'type') ?? named(current)[0])
        : undefined;
    if (!inner) return current;
    current = inner;
  }
}

/** The dotted name of a type; undefined for one that is no name, as a slice or a function. */
function typeName(builder: GoBuilder, node: SyntaxNode): readonly string[] | undefined {
  const bare = bareType(node);
  if (bare.type === 'type_identifier') {
    const name = builder.slice(bare);
    return PREDECLARED.has(name) ? undefined : [name];
  }
  const [qualifier, name] = [field(bare, 'package'), field(bare, 'name')];
  return bare.type === 'qualified_type' && qualifier && name
    ? [builder.slice(qualifier), builder.slice(name)]
    : undefined;
}

/** The named type that a declaration gives, pointers left out; undefined for collections and functions. */
export function typeReference(builder: GoBuilder, node: SyntaxNode | undefined): TypeReference | undefined {
  const name = node && typeName(builder, node);
  if (!node || !name) return undefined;
  // Fields go by names of their own, which are often those of their types.
  const home = builder.scope.kind === 'class' ? (builder.scope.parent ?? builder.module()) : builder.scope;
  return { names: [name], scope: home, block: builder.block, range: at(node) };
}

/** The last name of a type, by which an embedded one is a field. */
export const lastName = (builder: GoBuilder, node: SyntaxNode): string | undefined => typeName(builder, node)?.at(-1);

/** A type as the callee of its literals; undefined for one that has no name. */
export function typeExpression(builder: GoBuilder, node: SyntaxNode): Expression | undefined {
  const bare = bareType(node);
  const range = at(bare);
  if (bare.type === 'type_identifier') return builder.nameAt(bare);
  const [qualifier, name] = [field(bare, 'package'), field(bare, 'name')];
  if (bare.type !== 'qualified_type' || !qualifier || !name) return undefined;
  return {
    kind: 'member',
    object: builder.nameAt(qualifier),
    property: builder.slice(name),
    propertyRange: at(name),
    range,
  };
}

export const isTextBuffer = (builder: GoBuilder, node: SyntaxNode): boolean =>
  TEXT_BUFFERS.has(builder.slice(bareType(node)));
