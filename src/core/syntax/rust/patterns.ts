import { field, named, type SyntaxNode } from '../node';
import type { Binding, ClassExpression, Expression } from '../program';
import type { RustBuilder } from './builder';
import { lowerPath } from './expressions';
import { at } from './nodes';
import { isWrapper } from './types';

export type Source = Pick<Binding, 'kind' | 'from' | 'value' | 'type' | 'parameter'>;

interface Options {
  readonly isMutable?: boolean;
}

/** Patterns that hold what they are matched against as a whole. */
const LOOKED_THROUGH: ReadonlySet<string> = new Set(['Some', 'Ok', 'Ready', 'Borrowed', 'Owned', 'Left', 'Right']);

/** Binds the names of a pattern to what they take out of a value. */
export function bindPattern(
  builder: RustBuilder,
  node: SyntaxNode,
  source: Source,
  options: Options = {},
  path: readonly (string | number)[] = [],
): void {
  switch (node.type) {
    case 'identifier':
    case 'shorthand_field_identifier':
      bindName(builder, node, source, options, path);
      return;
    case 'mut_pattern':
    case 'ref_pattern':
    case 'reference_pattern':
    case 'parenthesized_pattern':
    case 'match_pattern': {
      const isMutable = options.isMutable === true || node.type === 'mut_pattern';
      const inner = named(node).find(({ type }) => type !== 'mutable_specifier');
      if (inner) bindPattern(builder, inner, source, { isMutable }, path);
      return;
    }
    case 'captured_pattern':
      for (const child of named(node)) bindPattern(builder, child, source, options, path);
      return;
    case 'or_pattern': {
      const [first] = named(node);
      if (first) bindPattern(builder, first, source, options, path);
      return;
    }
    case 'tuple_pattern':
    case 'slice_pattern':
      named(node).forEach((child, index) => {
        bindPattern(builder, child, source, options, [...path, index]);
      });
      return;
    case 'tuple_struct_pattern':
      bindContent(builder, node, source, options, path);
      return;
    case 'struct_pattern':
      for (const child of named(node)) {
        if (child.type !== 'field_pattern') continue;
        const name = field(child, 'name');
        const inner = field(child, 'pattern') ?? name;
        if (name && inner) bindPattern(builder, inner, source, options, [...path, builder.slice(name)]);
      }
      return;
    default:
      return;
  }
}

function bindContent(
  builder: RustBuilder,
  node: SyntaxNode,
  source: Source,
  options: Options,
  path: readonly (string | number)[],
): void {
  const type = field(node, 'type');
  const name = type ? (builder.slice(type).split('::').at(-1)?.trim() ?? '') : '';
  const isThrough = LOOKED_THROUGH.has(name) || isWrapper(name);
  const items = named(node).filter(child => child !== type);
  items.forEach((child, index) => {
    const declared = type && variantOf(builder, type)?.scope.bindings.get(String(index))?.[0]?.type;
    // What an error carries is not the value.
    if (name === 'Err') bindPattern(builder, child, { kind: 'other', from: source.from }, options);
    else if (declared) bindPattern(builder, child, { kind: 'variable', from: source.from, type: declared }, options);
    else if (type && isOfOtherFile(builder, type))
      bindPattern(builder, child, { ...source, value: contentOf(builder, type, index) }, options);
    else bindPattern(builder, child, source, options, isThrough ? path : [...path, index]);
  });
}

/** The variant of an enum of this file that a pattern names: `Model::Other`, `Self::Other`. */
function variantOf(builder: RustBuilder, type: SyntaxNode): ClassExpression | undefined {
  const [name = '', owner = ''] = builder.slice(type).split('::').reverse();
  const made = owner === 'Self' ? builder.enclosingClass : builder.typeNamed(owner.trim());
  const value = made?.scope.bindings.get(name.trim())?.[0]?.value;
  return value?.kind === 'class' ? value : undefined;
}

function bindName(
  builder: RustBuilder,
  node: SyntaxNode,
  source: Source,
  { isMutable }: Options,
  path: readonly (string | number)[],
): void {
  const name = builder.slice(node).replace(/^r#/, '');
  // A pattern of one word in capitals is a constant or a variant.
  if (name === '_' || /^[A-Z]/.test(name)) return;
  builder.bind({ ...source, name, range: at(node), ...(path.length ? { path } : {}) });
  if (isMutable) builder.declareMutable(name);
}

/** Whether a variant's enum is declared in another file of this crate, which then knows its type. */
function isOfOtherFile(builder: RustBuilder, type: SyntaxNode): boolean {
  const path = field(type, 'path');
  const module = path?.type === 'identifier' ? builder.importedFrom(builder.slice(path)) : undefined;
  return module !== undefined && /^(?:crate|self|super)\b/.test(module);
}

function contentOf(builder: RustBuilder, type: SyntaxNode, index: number): Expression {
  const range = at(type);
  return { kind: 'member', object: lowerPath(builder, type), property: String(index), propertyRange: range, range };
}

/** The names that a pattern binds. */
export function patternNames(builder: RustBuilder, node: SyntaxNode): string[] {
  if (node.type === 'identifier' || node.type === 'shorthand_field_identifier') return [builder.slice(node)];
  return named(node).flatMap(child =>
    child.field === 'type' || (child.field === 'name' && field(node, 'pattern')) ? [] : patternNames(builder, child),
  );
}
