import { field, named, type SyntaxNode } from '../node';
import type { Guard } from '../program';
import type { PythonBuilder } from './builder';
import { lowerExpression } from './expressions';

const UNREAD: Guard = { kind: 'unread' };

/** What the condition of an `if` or `elif` says of values; its calls are lowered elsewhere. */
export function readGuard(builder: PythonBuilder, node: SyntaxNode | undefined): Guard {
  switch (node?.type) {
    case 'parenthesized_expression':
      return readGuard(builder, named(node)[0]);
    case 'not_operator':
      return { kind: 'not', guard: readGuard(builder, field(node, 'argument')) };
    case 'boolean_operator': {
      const of = named(node).map(child => readGuard(builder, child));
      return { kind: node.children.some(({ type }) => type === 'or') ? 'any' : 'all', of };
    }
    case 'comparison_operator':
      return comparison(builder, node);
    case 'call':
      return calledGuard(builder, node);
    case 'identifier': {
      const subject = lowerExpression(builder, node);
      return subject.kind === 'name' ? { kind: 'truthy', subject } : UNREAD;
    }
    default:
      return UNREAD;
  }
}

function comparison(builder: PythonBuilder, node: SyntaxNode): Guard {
  const [left, right, ...more] = named(node);
  const operator = node.children.find(({ isNamed }) => !isNamed)?.type;
  if (!left || !right || more.length || operator === undefined) return UNREAD;
  switch (operator) {
    case '==':
      return isLiteral(left) ? compare(builder, 'is', right, left) : compare(builder, 'is', left, right);
    case '!=':
      return { kind: 'not', guard: compare(builder, 'is', left, right) };
    case 'is':
    case 'is not': {
      const subject = right.type === 'none' && left.type === 'identifier' ? lowerExpression(builder, left) : undefined;
      if (subject?.kind !== 'name') return UNREAD;
      const isNothing: Guard = { kind: 'nothing', subject };
      return operator === 'is' ? isNothing : { kind: 'not', guard: isNothing };
    }
    case 'in':
    case 'not in': {
      const guard = isLiteral(left)
        ? compare(builder, 'contains', right, left)
        : compare(builder, 'oneOf', left, right);
      return operator === 'in' ? guard : { kind: 'not', guard };
    }
    default:
      return UNREAD;
  }
}

/** `model.startswith("gpt")`, also with several beginnings. */
function calledGuard(builder: PythonBuilder, node: SyntaxNode): Guard {
  const callee = field(node, 'function');
  const list = field(node, 'arguments');
  const [value, ...more] = list ? named(list) : [];
  const object = callee?.type === 'attribute' ? field(callee, 'object') : undefined;
  const method = callee && field(callee, 'attribute');
  const name = method && builder.slice(method);
  if (!object || !value || more.length || (name !== 'startswith' && name !== 'endswith')) return UNREAD;
  return compare(builder, name === 'startswith' ? 'startsWith' : 'endsWith', object, value);
}

function compare(
  builder: PythonBuilder,
  relation: (Guard & { kind: 'compare' })['relation'],
  of: SyntaxNode,
  to: SyntaxNode,
): Guard {
  const { node, ignoresCase } = withoutCase(builder, of);
  if (!isPlain(node) || !isPlain(to)) return UNREAD;
  const subject = lowerExpression(builder, node);
  return { kind: 'compare', relation, subject, value: lowerExpression(builder, to), ignoresCase };
}

/** `model.lower()` says the same of `model`, whatever its case. */
function withoutCase(builder: PythonBuilder, node: SyntaxNode): { node: SyntaxNode; ignoresCase: boolean } {
  const callee = node.type === 'call' ? field(node, 'function') : undefined;
  const object = callee?.type === 'attribute' ? field(callee, 'object') : undefined;
  const method = callee && field(callee, 'attribute');
  const isPlainCall = object && method && /^(lower|upper|casefold|strip)$/.test(builder.slice(method));
  return isPlainCall ? { node: object, ignoresCase: true } : { node, ignoresCase: false };
}

/** What the pattern of a `case` says of what is matched; undefined for one that takes anything. */
export function readCase(builder: PythonBuilder, subject: SyntaxNode, clause: SyntaxNode): Guard {
  const patterns = named(clause).filter(({ type }) => type === 'case_pattern');
  const guards = patterns.map((pattern): Guard => {
    const [inner] = named(pattern);
    const alternatives = inner?.type === 'union_pattern' ? named(inner) : inner ? [inner] : [];
    if (!alternatives.length || !alternatives.every(isLiteral)) return UNREAD;
    return { kind: 'any', of: alternatives.map(each => compare(builder, 'is', subject, each)) };
  });
  return guards.length === 1 && !field(clause, 'guard') ? (guards[0] ?? UNREAD) : UNREAD;
}

const isLiteral = (node: SyntaxNode): boolean => node.type === 'string' && isPlain(node);

const PLAIN: ReadonlySet<string> = new Set([
  'attribute',
  'identifier',
  'integer',
  'list',
  'none',
  'parenthesized_expression',
  'set',
  'string',
  'string_content',
  'string_end',
  'string_start',
  'subscript',
  'tuple',
]);

/** Without calls and slots: what can be lowered again, as it leaves nothing behind. */
const isPlain = (node: SyntaxNode): boolean =>
  PLAIN.has(node.type) && node.children.every(c => !c.isNamed || isPlain(c));

/** What holds where none of the conditions before did. */
export const noneOf = (before: readonly Guard[], ...own: readonly Guard[]): Guard => ({
  kind: 'all',
  of: [...before.map((guard): Guard => ({ kind: 'not', guard })), ...own],
});
