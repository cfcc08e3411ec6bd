import type { SyntaxNode } from '../node';
import type { WrittenType } from '../jvm/types';

export const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

/** Named children without comments. */
export const parts = (node: SyntaxNode): SyntaxNode[] =>
  node.children.filter(child => child.isNamed && child.type !== 'line_comment' && child.type !== 'block_comment');

/** Reads a type; undefined for arrays and primitive ones, which have no members that matter. */
export function writtenType(text: string, node: SyntaxNode | undefined): WrittenType | undefined {
  switch (node?.type) {
    case 'type_identifier':
    case 'identifier':
      return { name: [text.slice(node.start, node.end)], arguments: [], range: at(node) };
    case 'scoped_type_identifier':
    case 'scoped_identifier': {
      const name = parts(node).flatMap(child => writtenType(text, child)?.name ?? []);
      return { name, arguments: [], range: at(node) };
    }
    case 'generic_type': {
      const [base, list] = parts(node);
      const type = writtenType(text, base);
      return type && { ...type, arguments: list ? parts(list).map(each => writtenType(text, each)) : [] };
    }
    case 'annotated_type':
    case 'wildcard':
      return writtenType(text, parts(node).at(-1));
    default:
      return undefined;
  }
}
