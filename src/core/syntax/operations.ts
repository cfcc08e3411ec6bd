import type { Range } from '../text';
import { field, type SyntaxNode } from './node';
import type { BinaryExpression, Expression } from './program';

/** An operation whose sides have been read. */
export interface Operation {
  readonly sign: string;
  readonly left: Expression;
  readonly right: Expression;
  /** The right side as it stands. */
  readonly rightNode: SyntaxNode;
  readonly range: Range;
}

interface OperationRules {
  /** The signs of a language whose operations are kept as they are. */
  readonly kept: ReadonlySet<string>;
  readonly lower: (node: SyntaxNode) => Expression;
  /** What an operation with another sign is worth; unknown where there is nothing to say. */
  readonly otherwise?: (operation: Operation) => Expression | undefined;
  /** False for a left side that is read as a whole. */
  readonly isPart?: (left: SyntaxNode) => boolean;
}

/**
 * An operation with two sides. Long sums nest to the left once for each term, deeper than one may recurse: they are
 * taken apart in a loop.
 */
export function lowerOperation(
  builder: { slice(node: SyntaxNode): string },
  node: SyntaxNode,
  { kept, lower, otherwise, isPart = ({ type }) => type === node.type }: OperationRules,
): Expression {
  const pending: SyntaxNode[] = [node];
  let leftmost = node;
  for (let left = field(node, 'left'); left && isPart(left); left = field(left, 'left')) {
    pending.push(left);
    leftmost = left;
  }
  const first = field(leftmost, 'left');
  let result: Expression = first ? lower(first) : { kind: 'other', range: rangeOf(leftmost) };
  for (const current of pending.reverse()) {
    const operator = field(current, 'operator');
    const rightNode = field(current, 'right');
    if (!operator || !rightNode) continue;
    const operation = { sign: builder.slice(operator), left: result, right: lower(rightNode), rightNode };
    result = worthOf({ ...operation, range: rangeOf(current) }, kept, otherwise);
  }
  return result;
}

function worthOf(operation: Operation, kept: ReadonlySet<string>, otherwise: OperationRules['otherwise']): Expression {
  const { sign, left, right, range } = operation;
  if (kept.has(sign)) return { kind: 'binary', operator: sign as BinaryExpression['operator'], left, right, range };
  return otherwise?.(operation) ?? { kind: 'other', range };
}

const rangeOf = ({ start, end }: SyntaxNode): Range => ({ start, end });
