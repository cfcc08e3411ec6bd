import type { SyntaxNode } from '../node';
import type { WrittenType } from '../jvm/types';

export const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

/** Named children without comments. */
export const parts = (node: SyntaxNode): SyntaxNode[] =>
  node.children.filter(child => child.isNamed && child.type !== 'line_comment' && child.type !== 'block_comment');

export const child = (node: SyntaxNode, type: string): SyntaxNode | undefined =>
  node.children.find(each => each.type === type);

const TYPES: ReadonlySet<string> = new Set([
  'dynamic',
  'function_type',
  'non_nullable_type',
  'nullable_type',
  'parenthesized_type',
  'user_type',
]);

export const isType = (node: SyntaxNode): boolean => TYPES.has(node.type);

/** An identifier's text without its backquotes. */
export const nameOf = (text: string, node: SyntaxNode): string =>
  text.slice(node.start, node.end).replace(/^`|`$/g, '');

/** Reads a type; undefined for functions, which have no members that matter. */
export function writtenType(text: string, node: SyntaxNode | undefined): WrittenType | undefined {
  switch (node?.type) {
    case 'user_type': {
      const words = parts(node).filter(({ type }) => type === 'identifier');
      const list = parts(node).findLast(({ type }) => type === 'type_arguments');
      const given = list ? parts(list).map(each => writtenType(text, each)) : [];
      return { name: words.map(word => nameOf(text, word)), arguments: given, range: at(node) };
    }
    case 'non_nullable_type':
    case 'nullable_type':
    case 'parenthesized_type':
    case 'type_projection':
      return writtenType(text, parts(node).at(-1));
    default:
      return undefined;
  }
}
