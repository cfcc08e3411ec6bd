import type { ProgramBuilder } from '../builder';
import { field, named, type SyntaxNode } from '../node';
import type { Binding, Expression, Scope, TypeReference } from '../program';
import { lowerExpression } from './expressions';

/** What all names of one pattern have in common. */
export type Source = Pick<Binding, 'kind' | 'from' | 'value' | 'default' | 'type' | 'parameter' | 'without'>;

/** Binds every name of a declaration's left side: a name, or what an object or array is taken apart into. */
export function bindPattern(
  builder: ProgramBuilder,
  node: SyntaxNode,
  source: Source,
  scope: Scope = builder.scope,
  path: readonly (string | number)[] = [],
): void {
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      builder.bind(
        {
          ...source,
          name: builder.slice(node),
          range: { start: node.start, end: node.end },
          ...(path.length ? { path } : {}),
        },
        scope,
      );
      return;
    case 'object_pattern': {
      const children = named(node);
      const without = children.flatMap(child => (child.type === 'rest_pattern' ? [] : keyIn(builder, child)));
      for (const child of children)
        bindProperty(builder, child, child.type === 'rest_pattern' ? { ...source, without } : source, scope, path);
      return;
    }
    case 'array_pattern':
      named(node).forEach((child, index) => {
        bindPattern(builder, child, source, scope, [...path, index]);
      });
      return;
    case 'assignment_pattern':
    case 'object_assignment_pattern': {
      const left = field(node, 'left');
      const right = field(node, 'right');
      if (left) bindPattern(builder, left, { ...source, ...defaultOf(builder, right) }, scope, path);
      return;
    }
    case 'rest_pattern': {
      const [name] = named(node);
      if (name?.type !== 'identifier') return;
      if (source.without) {
        const { default: _, type: __, ...rest } = source;
        bindPattern(builder, name, rest, scope, path);
        return;
      }
      // What is left of a list is not followed.
      builder.bind(
        { kind: 'other', from: source.from, name: builder.slice(name), range: { start: name.start, end: name.end } },
        scope,
      );
      return;
    }
    default:
      return;
  }
}

/** The key that an entry of a pattern takes out of an object. */
function keyIn(builder: ProgramBuilder, node: SyntaxNode): string[] {
  const key = node.type === 'pair_pattern' ? field(node, 'key') : (field(node, 'left') ?? node);
  return key ? [builder.slice(key).replace(/^['"]|['"]$/g, '')] : [];
}

function bindProperty(
  builder: ProgramBuilder,
  node: SyntaxNode,
  source: Source,
  scope: Scope,
  path: readonly (string | number)[],
): void {
  if (node.type === 'shorthand_property_identifier_pattern') {
    bindPattern(builder, node, source, scope, [...path, builder.slice(node)]);
  } else if (node.type === 'object_assignment_pattern') {
    const left = field(node, 'left');
    const right = field(node, 'right');
    if (left)
      bindPattern(builder, left, { ...source, ...defaultOf(builder, right) }, scope, [...path, builder.slice(left)]);
  } else if (node.type === 'pair_pattern') {
    const key = field(node, 'key');
    const value = field(node, 'value');
    if (key && value)
      bindPattern(builder, value, source, scope, [...path, builder.slice(key).replace(/^['"]|['"]$/g, '')]);
  } else bindPattern(builder, node, source, scope, path);
}

function defaultOf(builder: ProgramBuilder, node: SyntaxNode | undefined): { default?: Expression } {
  return node ? { default: lowerExpression(builder, node) } : {};
}

const NOTHING: ReadonlySet<string> = new Set([
  'null',
  'undefined',
  'void',
  'any',
  'unknown',
  'never',
  'string',
  'number',
  'boolean',
  'object',
]);
/** Generic types that stand for their argument. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'Promise',
  'Awaited',
  'Readonly',
  'Required',
  'Partial',
  'NonNullable',
  'InstanceType',
  'PromiseLike',
]);

/** The dotted names in a type annotation. */
export function typeReference(builder: ProgramBuilder, node: SyntaxNode | undefined): TypeReference | undefined {
  if (!node) return undefined;
  const names: string[][] = [];
  collect(builder, node, names);
  // A type that is written out in place is some type all the same.
  if (!names.length && !named(node).some(({ type }) => type === 'object_type')) return undefined;
  return { names, scope: builder.scope, block: builder.block, range: { start: node.start, end: node.end } };
}

function collect(builder: ProgramBuilder, node: SyntaxNode, names: string[][]): void {
  switch (node.type) {
    case 'type_identifier':
    case 'nested_type_identifier':
    case 'identifier':
    case 'member_expression': {
      const path = builder
        .slice(node)
        .split('.')
        .map(part => part.trim());
      if (path.length > 1 || !NOTHING.has(path[0] ?? '')) names.push(path);
      return;
    }
    case 'generic_type': {
      const name = field(node, 'name') ?? named(node)[0];
      const list = named(node).find(child => child.type === 'type_arguments');
      if (name && list && WRAPPERS.has(builder.slice(name)))
        for (const child of named(list)) collect(builder, child, names);
      else if (name) collect(builder, name, names);
      return;
    }
    case 'type_annotation':
    case 'type_arguments':
    case 'union_type':
    case 'intersection_type':
    case 'parenthesized_type':
    case 'readonly_type':
    case 'type_query':
      for (const child of named(node)) collect(builder, child, names);
      return;
    default:
      return;
  }
}
