import { field, hasToken, named, type SyntaxNode } from '../node';
import type { Expression, Guard } from '../program';
import type { RustBuilder } from './builder';
import { lowerExpression } from './expressions';

type Relation = (Guard & { kind: 'compare' })['relation'];

const UNREAD: Guard = { kind: 'unread' };

const TESTS: Readonly<Record<string, Relation>> = {
  starts_with: 'startsWith',
  ends_with: 'endsWith',
  contains: 'contains',
  eq_ignore_ascii_case: 'is',
};

/** Methods that give a text as it is, or in another case. */
const SAME: ReadonlySet<string> = new Set(['as_str', 'as_ref', 'as_deref', 'clone', 'to_owned', 'to_string', 'trim']);
const FOLDING = /^to_(?:ascii_)?(?:lower|upper)case$/;

/** What the condition of an `if` says of values; its calls are lowered elsewhere. */
export function readGuard(builder: RustBuilder, node: SyntaxNode | undefined): Guard {
  switch (node?.type) {
    case 'parenthesized_expression':
      return readGuard(builder, named(node)[0]);
    case 'unary_expression':
      return hasToken(node, '!') ? { kind: 'not', guard: readGuard(builder, named(node)[0]) } : UNREAD;
    case 'binary_expression':
      return joined(builder, node);
    case 'call_expression':
      return tested(builder, node);
    case 'identifier': {
      const subject = lowerExpression(builder, node);
      return subject.kind === 'name' ? { kind: 'truthy', subject } : UNREAD;
    }
    default:
      return UNREAD;
  }
}

function joined(builder: RustBuilder, node: SyntaxNode): Guard {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  if (!left || !right) return UNREAD;
  if (hasToken(node, '&&')) return { kind: 'all', of: [readGuard(builder, left), readGuard(builder, right)] };
  if (hasToken(node, '||')) return { kind: 'any', of: [readGuard(builder, left), readGuard(builder, right)] };
  const isEqual = hasToken(node, '==');
  if (!isEqual && !hasToken(node, '!=')) return UNREAD;
  const guard = isText(left) ? compare(builder, 'is', right, left) : compare(builder, 'is', left, right);
  return isEqual ? guard : { kind: 'not', guard };
}

/** `model.starts_with("gpt")` */
function tested(builder: RustBuilder, node: SyntaxNode): Guard {
  const callee = field(node, 'function');
  const list = field(node, 'arguments');
  const [value, ...more] = list ? named(list) : [];
  const [object, method] = callee?.type === 'field_expression' ? [field(callee, 'value'), field(callee, 'field')] : [];
  const name = method && builder.slice(method);
  const relation = name !== undefined && Object.hasOwn(TESTS, name) ? TESTS[name] : undefined;
  if (!relation || !object || !value || more.length) return UNREAD;
  return compare(builder, relation, object, value, name === 'eq_ignore_ascii_case');
}

function compare(builder: RustBuilder, relation: Relation, of: SyntaxNode, to: SyntaxNode, isFolded = false): Guard {
  const { node, ignoresCase } = converted(builder, of);
  const value = converted(builder, to).node;
  if (!isPlain(node) || !isPlain(value)) return UNREAD;
  return {
    kind: 'compare',
    relation,
    subject: lowerExpression(builder, node),
    value: lowerExpression(builder, value),
    ignoresCase: ignoresCase || isFolded,
  };
}

/** `model.to_lowercase().as_str()` and `&model` say the same of `model`. */
function converted(builder: RustBuilder, node: SyntaxNode): { node: SyntaxNode; ignoresCase: boolean } {
  const [inner] = named(node);
  if (inner && (node.type === 'reference_expression' || node.type === 'parenthesized_expression'))
    return converted(builder, inner);
  const callee = node.type === 'call_expression' ? field(node, 'function') : undefined;
  const [object, method] = callee?.type === 'field_expression' ? [field(callee, 'value'), field(callee, 'field')] : [];
  const name = method && builder.slice(method);
  if (!object || name === undefined) return { node, ignoresCase: false };
  if (FOLDING.test(name)) return { ...converted(builder, object), ignoresCase: true };
  return SAME.has(name) ? converted(builder, object) : { node, ignoresCase: false };
}

const isText = ({ type }: SyntaxNode): boolean => type === 'string_literal' || type === 'raw_string_literal';

const PLAIN: ReadonlySet<string> = new Set([
  'identifier',
  'field_expression',
  'field_identifier',
  'scoped_identifier',
  'self',
]);

/** Without calls: what can be lowered again, as it leaves nothing behind. */
const isPlain = (node: SyntaxNode): boolean => isText(node) || (PLAIN.has(node.type) && named(node).every(isPlain));

/** What the pattern of an arm says of what is matched; undefined for one that takes anything. */
export function readArm(
  builder: RustBuilder,
  pattern: SyntaxNode,
  subject: Expression,
  ignoresCase: boolean,
): Guard | undefined {
  const inner =
    pattern.type === 'match_pattern'
      ? pattern.children.filter(({ isNamed, type }) => isNamed || type === '_')
      : [pattern];
  const [first, ...others] = inner;
  if (!first || others.length) return UNREAD;
  if (first.type === '_' || (first.type === 'identifier' && !isConstant(builder, first))) return undefined;
  const alternatives = (first.type === 'or_pattern' ? flattened(first) : [first]).map(each => contentOf(builder, each));
  const isRead = (each: SyntaxNode): boolean =>
    isText(each) || each.type === 'scoped_identifier' || (each.type === 'identifier' && isConstant(builder, each));
  if (!alternatives.every(isRead)) return UNREAD;
  const of = alternatives.map((each): Guard => ({
    kind: 'compare',
    relation: 'is',
    subject,
    value: lowerExpression(builder, each),
    ignoresCase,
  }));
  return { kind: 'any', of };
}

const isConstant = (builder: RustBuilder, node: SyntaxNode): boolean => /^[A-Z][A-Z\d_]+$/.test(builder.slice(node));

/** `"x"` in `Some("x")`. */
function contentOf(builder: RustBuilder, node: SyntaxNode): SyntaxNode {
  const [type, inner, ...others] = node.type === 'tuple_struct_pattern' ? named(node) : [];
  return type && inner && !others.length && /^(?:Some|Ok)$/.test(builder.slice(type)) ? inner : node;
}

const flattened = (node: SyntaxNode): SyntaxNode[] =>
  named(node).flatMap(child => (child.type === 'or_pattern' ? flattened(child) : [child]));

/** Whether what is matched is taken in one case. */
export const isFoldedText = (text: string): boolean => /\.to_(?:ascii_)?(?:lower|upper)case\(\)/.test(text);

/** What holds where none of the conditions before did. */
export function noneOf(before: readonly Guard[], ...own: readonly Guard[]): Guard {
  const read = before.filter(({ kind }) => kind !== 'unread');
  const unread = read.length < before.length ? [UNREAD] : [];
  return { kind: 'all', of: [...unread, ...read.map((guard): Guard => ({ kind: 'not', guard })), ...own] };
}
