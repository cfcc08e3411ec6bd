import { field, hasToken, named, type SyntaxNode } from '../node';
import type { GoBuilder } from './builder';

/** What a condition says of values by being true. */
export interface Said {
  /** Source texts of values that are then empty: `x == ""`, `len(x) == 0`. */
  readonly empty: readonly string[];
  /** Source texts of values that are then there: `x != ""`. */
  readonly present: readonly string[];
  /** `err != nil`, `!ok`: what was tried before has failed. */
  readonly hasFailed: boolean;
  /** `err == nil`, `ok`: what was tried before has succeeded. */
  readonly hasSucceeded: boolean;
}

const NOTHING: Said = { empty: [], present: [], hasFailed: false, hasSucceeded: false };
const SUCCESS = /^(ok|exists|found|has\w*|is(Set|Valid|Present))$/;
const FAILURE = /^\w*[eE]rr$/;
const EMPTY = /^(""|``|nil|0)$/;
const MAX_TERMS = 20; // conditions joined by && or ||; longer ones are no default

/** Reads a condition for the idioms in which Go programs write defaults. */
export function said(builder: GoBuilder, condition: SyntaxNode): Said {
  const terms = termsOf(builder, condition, 0).map(term => saidByTerm(builder, term));
  return {
    empty: terms.flatMap(({ empty }) => empty),
    present: terms.flatMap(({ present }) => present),
    hasFailed: terms.some(({ hasFailed }) => hasFailed),
    hasSucceeded: terms.some(({ hasSucceeded }) => hasSucceeded),
  };
}

function termsOf(builder: GoBuilder, node: SyntaxNode, depth: number): SyntaxNode[] {
  if (depth > MAX_TERMS) return [];
  if (node.type === 'parenthesized_expression') {
    const [inner] = named(node);
    return inner ? termsOf(builder, inner, depth + 1) : [];
  }
  const isJoined = node.type === 'binary_expression' && (hasToken(node, '&&') || hasToken(node, '||'));
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  return isJoined && left && right
    ? [...termsOf(builder, left, depth + 1), ...termsOf(builder, right, depth + 1)]
    : [node];
}

function saidByTerm(builder: GoBuilder, node: SyntaxNode): Said {
  const text = builder.slice(node);
  if (node.type === 'identifier') return SUCCESS.test(text) ? { ...NOTHING, hasSucceeded: true } : NOTHING;
  if (node.type === 'unary_expression') {
    const operand = field(node, 'operand');
    return hasToken(node, '!') && operand && SUCCESS.test(builder.slice(operand))
      ? { ...NOTHING, hasFailed: true }
      : NOTHING;
  }
  const left = field(node, 'left');
  const right = field(node, 'right');
  const operator = field(node, 'operator');
  if (node.type !== 'binary_expression' || !left || !right || !operator) return NOTHING;
  return saidByComparison(subjectOf(builder, left), builder.slice(operator), builder.slice(right));
}

function saidByComparison(subject: string, operator: string, other: string): Said {
  if (!EMPTY.test(other) && !(other === '1' && operator === '<')) return NOTHING;
  const isError = FAILURE.test(subject);
  if (operator === '==' || operator === '<=' || operator === '<')
    return isError ? { ...NOTHING, hasSucceeded: true } : { ...NOTHING, empty: [subject] };
  if (operator === '!=' || operator === '>')
    return isError ? { ...NOTHING, hasFailed: true } : { ...NOTHING, present: [subject] };
  return NOTHING;
}

/** What is looked at inside of `len(x)` and `strings.TrimSpace(x)`. */
function subjectOf(builder: GoBuilder, node: SyntaxNode): string {
  const callee = field(node, 'function');
  const list = field(node, 'arguments');
  const [only, ...others] = list ? named(list) : [];
  const isMeasure = callee && /^(len|strings\.TrimSpace)$/.test(builder.slice(callee));
  return builder.slice(isMeasure && only && !others.length ? only : node);
}
