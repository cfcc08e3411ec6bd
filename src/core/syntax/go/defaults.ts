import { field, hasToken, named, type SyntaxNode } from '../node';
import type { Block, Expression } from '../program';
import { assign } from './assignments';
import { at, type GoBuilder } from './builder';
import { said, type Said } from './conditions';
import { lowerExpression } from './expressions';
import { lowerStatement, returnedValues } from './statements';

/**
 * Go has no `??`: defaults are written as statements. These are read as the fall-backs that they are:
 *
 * - `if x == "" { x = d }`                    x = x ?? d
 * - `if v := f(); v != "" { x = v }`          x = v ?? x
 * - `if v != "" { return v }; return d`       return v ?? d
 * - `if x == "" { return d }; return x`       return x ?? d
 */
export function lowerIf(builder: GoBuilder, node: SyntaxNode): void {
  builder.inScope('block', at(node), () => {
    const outer = builder.block;
    const condition = lowerHead(builder, node);
    const alternative = field(node, 'alternative');
    const consequence = field(node, 'consequence');
    const means = condition && !alternative ? said(builder, condition) : undefined;
    if (consequence) lowerBranch(builder, consequence, means, outer, node);
    if (alternative)
      builder.inBlock('branch', at(alternative), () => {
        lowerStatement(builder, alternative);
      });
  });
}

/** The initialiser and the condition, which are evaluated in any case. */
function lowerHead(builder: GoBuilder, node: SyntaxNode): SyntaxNode | undefined {
  const initializer = field(node, 'initializer');
  const condition = field(node, 'condition');
  if (initializer) lowerStatement(builder, initializer);
  if (condition) lowerExpression(builder, condition);
  return condition;
}

function lowerBranch(
  builder: GoBuilder,
  consequence: SyntaxNode,
  means: Said | undefined,
  outer: Block,
  statement: SyntaxNode,
): void {
  builder.inScope('block', at(consequence), () => {
    builder.inBlock('branch', at(consequence), () => {
      for (const child of statementsOf(consequence)) {
        const setting = means && defaultSetting(builder, child, means);
        if (!setting) {
          lowerStatement(builder, child);
          continue;
        }
        const { target, value, isPreferred } = setting;
        const given = lowerExpression(builder, value);
        const before = valueBefore(builder, target, outer);
        const [preferred, fallback] = isPreferred ? [given, before] : [before, given];
        assign(builder, target, { kind: 'fallback', preferred, fallback, range: at(child) }, statement, outer);
      }
    });
  });
}

/** What stands in a variable or field before it is given its default. */
function valueBefore(builder: GoBuilder, target: SyntaxNode, outer: Block): Expression {
  const lowered = lowerExpression(builder, target);
  if (lowered.kind !== 'member' || lowered.object.kind !== 'self') return lowered;
  // A field of the own object holds what was put there just before.
  const last = lowered.object.owner.scope.bindings.get(lowered.property)?.at(-1);
  return last?.value && !last.isGiven && last.block === outer ? last.value : lowered;
}

export const statementsOf = (block: SyntaxNode): SyntaxNode[] =>
  named(block).flatMap(child => (child.type === 'statement_list' ? named(child) : [child]));

/** An assignment that gives a value its default, or replaces the default by what was found. */
function defaultSetting(
  builder: GoBuilder,
  statement: SyntaxNode,
  means: Said,
): { target: SyntaxNode; value: SyntaxNode; isPreferred: boolean } | undefined {
  if (statement.type !== 'assignment_statement' || !hasPlainOperator(builder, statement)) return undefined;
  const [left, right] = [field(statement, 'left'), field(statement, 'right')];
  const [target, ...others] = left ? named(left) : [];
  const value = right && named(right)[0];
  if (!target || !value || others.length) return undefined;
  const name = builder.slice(target);
  if (means.empty.includes(name) || (means.hasFailed && target.type === 'identifier'))
    return { target, value, isPreferred: false };
  const given = withoutConversion(builder, value);
  const isPreferred = means.present.includes(given) || (means.hasSucceeded && /^\w+$/.test(given) && given !== name);
  return isPreferred ? { target, value, isPreferred } : undefined;
}

function hasPlainOperator(builder: GoBuilder, statement: SyntaxNode): boolean {
  const operator = field(statement, 'operator');
  return !operator || builder.slice(operator) === '=';
}

/** `v` in `openai.ChatModel(v)` and `*v`. */
function withoutConversion(builder: GoBuilder, node: SyntaxNode): string {
  const list = field(node, 'arguments');
  const [only, ...others] = list ? named(list) : [];
  if (only && !others.length) return builder.slice(only);
  const operand = node.type === 'unary_expression' && hasToken(node, '*') ? field(node, 'operand') : undefined;
  return builder.slice(operand ?? node);
}

interface GuardedReturn {
  readonly statement: SyntaxNode;
  readonly condition: SyntaxNode;
  /** What is done before, such as writing a log. */
  readonly before: readonly SyntaxNode[];
  readonly value: SyntaxNode;
}

/** Statements that may stand between a guard and the return that it falls back to. */
const BETWEEN: ReadonlySet<string> = new Set([
  'assignment_statement',
  'expression_statement',
  'short_var_declaration',
  'var_declaration',
]);

/**
 * Reads the returns that together say one value with its fall-backs, from a statement on.
 * @returns how many statements that were; 0 when it is something else
 */
export function lowerReturns(builder: GoBuilder, statements: readonly SyntaxNode[], index: number): number {
  const first = statements[index];
  if (!first || !guardedReturn(first)) return 0;
  const taken: (GuardedReturn | SyntaxNode)[] = [];
  for (const statement of statements.slice(index)) {
    const guard = guardedReturn(statement);
    const last = guard ? undefined : returned(statement);
    if (last) {
      const guards = taken.filter(each => 'condition' in each);
      if (!guards.every(each => isDefault(builder, each, last))) return 0;
      lowerFallbacks(builder, taken, last);
      return taken.length + 1;
    }
    if (!guard && !BETWEEN.has(statement.type)) return 0;
    taken.push(guard ?? statement);
  }
  return 0;
}

/** An `if` that does nothing but return. */
function guardedReturn(statement: SyntaxNode): GuardedReturn | undefined {
  const [condition, consequence] = [field(statement, 'condition'), field(statement, 'consequence')];
  if (statement.type !== 'if_statement' || !condition || !consequence || field(statement, 'alternative'))
    return undefined;
  const inner = statementsOf(consequence).filter(({ type }) => type !== 'comment');
  const last = inner.at(-1);
  const before = inner.slice(0, -1);
  const value = last && before.every(({ type }) => type === 'expression_statement') ? returned(last) : undefined;
  return value && { statement, condition, before, value };
}

function returned(statement: SyntaxNode): SyntaxNode | undefined {
  const [list] = statement.type === 'return_statement' ? named(statement) : [];
  return list && returnedValues(list)[0];
}

/** Whether a guard returns what it found to be there, or the default of what comes last. */
function isDefault(builder: GoBuilder, { condition, value }: GuardedReturn, last: SyntaxNode): boolean {
  const means = said(builder, condition);
  const given = withoutConversion(builder, value);
  const isFound = means.present.includes(given) || (means.hasSucceeded && /^\w+$/.test(given));
  return isFound || isFallbackOf(builder, means, last);
}

function isFallbackOf(builder: GoBuilder, means: Said, last: SyntaxNode): boolean {
  const given = withoutConversion(builder, last);
  return means.empty.includes(given) || (means.hasFailed && /^\w+$/.test(given));
}

function lowerFallbacks(builder: GoBuilder, taken: readonly (GuardedReturn | SyntaxNode)[], last: SyntaxNode): void {
  const values: { value: Expression; isLast: boolean }[] = [];
  for (const each of taken) {
    if (!('condition' in each)) lowerStatement(builder, each);
    else
      values.push({
        value: guardValue(builder, each),
        isLast: isFallbackOf(builder, said(builder, each.condition), last),
      });
  }
  let result = lowerExpression(builder, last);
  for (const { value, isLast } of values.reverse()) {
    const [preferred, fallback] = isLast ? [result, value] : [value, result];
    result = { kind: 'fallback', preferred, fallback, range: value.range };
  }
  builder.addReturn(result);
}

function guardValue(builder: GoBuilder, { statement, before, value }: GuardedReturn): Expression {
  return builder.inScope('block', at(statement), () => {
    lowerHead(builder, statement);
    return builder.inBlock('branch', at(statement), () => {
      for (const each of before) lowerStatement(builder, each);
      return lowerExpression(builder, value);
    });
  });
}
