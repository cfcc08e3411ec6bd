import type { Range } from '../../text';
import { field, type SyntaxNode } from '../node';

export const at = (node: SyntaxNode): Range => ({ start: node.start, end: node.end });

/** What stands in `#[…]` in front of an item, a field or a variant. */
export interface Attribute extends Range {
  readonly text: string;
}

export type Attributes = readonly Attribute[];

/** The children that are code, each with the attributes that stand before it. */
export function attributed(
  nodes: readonly SyntaxNode[],
  slice: (range: Range) => string,
): { node: SyntaxNode; attributes: Attributes }[] {
  const found: { node: SyntaxNode; attributes: Attributes }[] = [];
  let attributes: Attribute[] = [];
  for (const node of nodes) {
    if (!node.isNamed || /comment$/.test(node.type)) continue;
    if (node.type === 'attribute_item') {
      const range = { start: node.start + 2, end: node.end - 1 };
      attributes.push({ ...range, text: slice(range) });
    } else {
      found.push({ node, attributes });
      attributes = [];
    }
  }
  return found;
}

/** `#[test]`, `#[tokio::test]`, `#[cfg(test)]`. */
export const isTestCode = (attributes: Attributes): boolean =>
  attributes.some(({ text }) => /^\s*(?:(\w+::)*test\b|cfg\(.*\btest\b|rstest\b)/.test(text));

/** The names that `#[derive(…)]` lists, without their paths. */
export const derives = (attributes: Attributes): readonly string[] =>
  attributes.flatMap(({ text }) => {
    const list = /^\s*derive\(([^)]*)\)/.exec(text)?.[1] ?? '';
    return list.split(',').map(name => name.trim().split('::').at(-1) ?? '');
  });

/** The name of a type as it is declared: `Client` of `sdk::Client<Config>`. */
export function typeName(node: SyntaxNode): SyntaxNode | undefined {
  switch (node.type) {
    case 'type_identifier':
    case 'identifier':
      return node;
    case 'generic_type':
    case 'generic_type_with_turbofish': {
      const type = field(node, 'type');
      return type && typeName(type);
    }
    case 'scoped_type_identifier':
    case 'scoped_identifier':
      return field(node, 'name');
    case 'reference_type': {
      const type = field(node, 'type');
      return type && typeName(type);
    }
    default:
      return undefined;
  }
}
