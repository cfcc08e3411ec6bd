import type { Range } from '../text';
import { field, type SyntaxNode } from './node';
import type { BinaryExpression, ConditionalExpression, Expression, FallbackExpression } from './program';

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

/** A test whether something is there at all, around what it is: `x != null`, `x is not None`, `!!x`, `isset($x)`. */
const PRESENCE: readonly RegExp[] = [
  /^(.+?)\s*(?:!==?\s*(?:null|undefined|nil|''|"")|is not None|!= None)$/,
  /^(?:!!|Boolean|bool|isset|!empty)\s*\(?(.+?)\)?$/,
];
/** The same that it is not there. */
const ABSENCE: readonly RegExp[] = [
  /^(.+?)\s*(?:===?\s*(?:null|undefined|nil|''|"")|is None|== None)$/,
  /^(?:!|not )\s*([\w$.[\]'"?>-]+)$/,
];

/**
 * A choice between two values, or between something, if that is there, and what holds otherwise: `x ? x : 'gpt-4o'` is
 * `x || 'gpt-4o'`.
 * @param sources of the test and the two values
 */
export function conditionalOf(
  choice: ConditionalExpression,
  [test = '', whenTrue = '', whenFalse = '']: readonly string[],
): ConditionalExpression | FallbackExpression {
  const preferred = test.length <= MAX_TEST ? preferredOf(test, whenTrue, whenFalse) : undefined;
  if (!preferred) return choice;
  const fallback = preferred === 'whenTrue' ? 'whenFalse' : 'whenTrue';
  return { kind: 'fallback', preferred: choice[preferred], fallback: choice[fallback], range: choice.range };
}

/** Longer tests ask for more than whether something is there. */
const MAX_TEST = 200;

/** Which of two values a test asks for whether it is there. */
function preferredOf(test: string, whenTrue: string, whenFalse: string): 'whenTrue' | 'whenFalse' | undefined {
  const tested = (forms: readonly RegExp[]): readonly string[] =>
    forms.flatMap(form => form.exec(plain(test))?.[1] ?? []);
  if ([plain(test), ...tested(PRESENCE)].some(each => plain(each) === plain(whenTrue))) return 'whenTrue';
  return tested(ABSENCE).some(each => plain(each) === plain(whenFalse)) ? 'whenFalse' : undefined;
}

/** Without parentheses around it, and without marks that change nothing about the value. */
const plain = (source: string): string =>
  source
    .trim()
    .replace(/^\((.*)\)$/s, '$1')
    .replace(/\?\.(?=\w)/g, '.')
    .replace(/!$/, '')
    .trim();
