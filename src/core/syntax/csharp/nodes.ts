import type { Range } from '../../text';
import { named, type SyntaxNode } from '../node';

export const at = (node: SyntaxNode): Range => ({ start: node.start, end: node.end });

/** `this` and `base` are values, though the grammar has them as bare words. */
export const isReceiver = (node: SyntaxNode): boolean => node.type === 'this' || node.type === 'base';

/** What stands in a node, `this` and `base` included. */
export const values = (node: SyntaxNode): SyntaxNode[] =>
  node.children.filter(child => (child.isNamed && child.type !== 'comment') || isReceiver(child));

/** The words in front of a declaration: `public`, `static`, `partial` … */
export const modifiers = (builder: { slice(range: Range): string }, node: SyntaxNode): string[] =>
  node.children.filter(child => child.type === 'modifier').map(child => builder.slice(child));

/** The name of a type without its namespace and its type arguments. */
export function simpleName(builder: { slice(range: Range): string }, type: SyntaxNode): string {
  switch (type.type) {
    case 'generic_name':
      return type.children[0] ? builder.slice(type.children[0]) : '';
    case 'qualified_name':
    case 'alias_qualified_name': {
      const name = type.children.find(child => child.field === 'name');
      return name ? simpleName(builder, name) : '';
    }
    case 'nullable_type': {
      const [inner] = named(type);
      return inner ? simpleName(builder, inner) : '';
    }
    default:
      return builder.slice(type);
  }
}

/** What stands between the angle brackets of a type or a method. */
export function typeArguments(type: SyntaxNode): SyntaxNode[] {
  const generic = type.type === 'qualified_name' ? type.children.find(child => child.field === 'name') : type;
  const list = generic?.children.find(child => child.type === 'type_argument_list');
  return list ? named(list) : [];
}
