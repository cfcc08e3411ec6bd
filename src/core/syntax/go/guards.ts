import { field, fields, hasToken, named, type SyntaxNode } from '../node';
import type { Guard } from '../program';
import type { GoBuilder } from './builder';
import { lowerExpression } from './expressions';
import { PREDECLARED } from './types';

const UNREAD: Guard = { kind: 'unread' };

/** Functions of `strings` that say something of their first argument by their second one. */
const TESTS: Readonly<Record<string, (Guard & { kind: 'compare' })['relation']>> = {
  'strings.HasPrefix': 'startsWith',
  'strings.HasSuffix': 'endsWith',
  'strings.Contains': 'contains',
  'strings.EqualFold': 'is',
};

/** What the condition of an `if` says of values; its calls are lowered elsewhere. */
export function readGuard(builder: GoBuilder, node: SyntaxNode | undefined): Guard {
  switch (node?.type) {
    case 'parenthesized_expression':
      return readGuard(builder, named(node)[0]);
    case 'unary_expression':
      return hasToken(node, '!') ? { kind: 'not', guard: readGuard(builder, field(node, 'operand')) } : UNREAD;
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

function joined(builder: GoBuilder, node: SyntaxNode): Guard {
  const [left, right, operator] = [field(node, 'left'), field(node, 'right'), field(node, 'operator')];
  if (!left || !right || !operator) return UNREAD;
  switch (builder.slice(operator)) {
    case '&&':
    case '||': {
      const of = [readGuard(builder, left), readGuard(builder, right)];
      return { kind: builder.slice(operator) === '&&' ? 'all' : 'any', of };
    }
    case '==':
      return equal(builder, left, right);
    case '!=':
      return { kind: 'not', guard: equal(builder, left, right) };
    default:
      return UNREAD;
  }
}

function equal(builder: GoBuilder, left: SyntaxNode, right: SyntaxNode): Guard {
  if (isText(left)) return compare(builder, 'is', right, left);
  if (right.type !== 'nil') return compare(builder, 'is', left, right);
  const subject = left.type === 'identifier' ? lowerExpression(builder, left) : undefined;
  return subject?.kind === 'name' ? { kind: 'nothing', subject } : UNREAD;
}

/** `strings.HasPrefix(model, "gpt")`. */
function tested(builder: GoBuilder, node: SyntaxNode): Guard {
  const [callee, list] = [field(node, 'function'), field(node, 'arguments')];
  const [subject, value, ...more] = list ? named(list) : [];
  const name = callee && builder.slice(callee);
  const relation = name !== undefined && Object.hasOwn(TESTS, name) ? TESTS[name] : undefined;
  if (!relation || !subject || !value || more.length) return UNREAD;
  return compare(builder, relation, subject, value, name === 'strings.EqualFold');
}

function compare(
  builder: GoBuilder,
  relation: (Guard & { kind: 'compare' })['relation'],
  of: SyntaxNode,
  to: SyntaxNode,
  isFolded = false,
): Guard {
  const { node, ignoresCase } = converted(builder, of);
  if (!isPlain(node) || !isPlain(to)) return UNREAD;
  const [subject, value] = [lowerExpression(builder, node), lowerExpression(builder, to)];
  return { kind: 'compare', relation, subject, value, ignoresCase: ignoresCase || isFolded };
}

/** `string(x)` and `strings.ToLower(x)` say the same of `x`. */
function converted(builder: GoBuilder, node: SyntaxNode): { node: SyntaxNode; ignoresCase: boolean } {
  const [callee, list] = [field(node, 'function'), field(node, 'arguments')];
  const [only, ...others] = list ? named(list) : [];
  if (node.type !== 'call_expression' || !callee || !only || others.length) return { node, ignoresCase: false };
  const name = builder.slice(callee);
  if (PREDECLARED.has(name)) return converted(builder, only);
  return /^strings\.(?:ToLower|ToUpper|TrimSpace)$/.test(name)
    ? { ...converted(builder, only), ignoresCase: true }
    : { node, ignoresCase: false };
}

const isText = ({ type }: SyntaxNode): boolean =>
  type === 'interpreted_string_literal' || type === 'raw_string_literal';

const PLAIN: ReadonlySet<string> = new Set(['identifier', 'selector_expression', 'field_identifier']);

/** Without calls: what can be lowered again, as it leaves nothing behind. */
const isPlain = (node: SyntaxNode): boolean => isText(node) || (PLAIN.has(node.type) && named(node).every(isPlain));

/** What holds where none of the conditions before did. */
export function noneOf(before: readonly Guard[], ...own: readonly Guard[]): Guard {
  const read = before.filter(({ kind }) => kind !== 'unread');
  const unread = read.length < before.length ? [UNREAD] : [];
  return { kind: 'all', of: [...unread, ...read.map((guard): Guard => ({ kind: 'not', guard })), ...own] };
}

/** What holds in each of the cases of a `switch`, in their order. */
export function caseGuards(builder: GoBuilder, statement: SyntaxNode): readonly Guard[] {
  const subject = field(statement, 'value');
  const cases = named(statement).filter(({ type }) => /_case$/.test(type));
  const own = cases.map((each): Guard => {
    const [values] = fields(each, 'value');
    const of = (values ? named(values) : []).map(value =>
      subject ? equal(builder, subject, value) : readGuard(builder, value),
    );
    return of.length ? { kind: 'any', of } : UNREAD;
  });
  const isDefault = (each: SyntaxNode): boolean => each.type === 'default_case';
  return cases.map((each, index): Guard => {
    if (isDefault(each)) return noneOf(own.filter((_, other) => other !== index));
    const last = cases[index - 1];
    // Control may fall into it from the case before.
    const isFallenInto = last !== undefined && builder.slice(last).includes('fallthrough');
    if (isFallenInto) return UNREAD;
    // Of values that are compared, no two are the same.
    if (subject) return own[index] ?? UNREAD;
    const before = own.slice(0, index).filter((_, other) => !isDefault(cases[other] ?? each));
    return noneOf(before, own[index] ?? UNREAD);
  });
}
