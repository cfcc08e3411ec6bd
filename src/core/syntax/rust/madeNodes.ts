import type { SyntaxNode } from '../node';

/** A node of the grammar's own kind, made by hand. */
export const made = (
  type: string,
  start: number,
  end: number,
  children: readonly (SyntaxNode | undefined)[],
): SyntaxNode => ({
  type,
  field: undefined,
  start,
  end,
  isNamed: true,
  children: children.filter(child => child !== undefined),
});

/** The same node under a field of its parent. */
export const as = (field: string, child: SyntaxNode | undefined): SyntaxNode | undefined =>
  child && { ...child, field };
