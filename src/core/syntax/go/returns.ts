import { field, named, type SyntaxNode } from '../node';
import type { Expression } from '../program';
import { at, type GoBuilder } from './builder';
import { said, type Said } from './conditions';
import { lowerHead, statementsOf, withoutConversion } from './defaults';
import { lowerExpression } from './expressions';
import { lowerStatement, returnedValues } from './statements';

interface GuardedReturn {
  readonly statement: SyntaxNode;
  readonly condition: SyntaxNode;
  /** What is done before, such as writing a log. */
  readonly before: readonly SyntaxNode[];
  /** The first of the results, and the others. */
  readonly value: SyntaxNode;
  readonly more: readonly SyntaxNode[];
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
      if (!guards.every(each => isDefault(builder, each, last[0]))) return 0;
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
  const values = last && before.every(({ type }) => type === 'expression_statement') ? returned(last) : undefined;
  return values && { statement, condition, before, value: values[0], more: values.slice(1) };
}

function returned(statement: SyntaxNode): readonly [SyntaxNode, ...SyntaxNode[]] | undefined {
  const [list] = statement.type === 'return_statement' ? named(statement) : [];
  const [first, ...more] = list ? returnedValues(list) : [];
  return first && [first, ...more];
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

function lowerFallbacks(
  builder: GoBuilder,
  taken: readonly (GuardedReturn | SyntaxNode)[],
  last: readonly [SyntaxNode, ...SyntaxNode[]],
): void {
  const guarded: { values: readonly Expression[]; isLast: boolean }[] = [];
  for (const each of taken) {
    if (!('condition' in each)) lowerStatement(builder, each);
    else
      guarded.push({
        values: guardValues(builder, each),
        isLast: isFallbackOf(builder, said(builder, each.condition), last[0]),
      });
  }
  guarded.reverse();
  const results = last.map((node, index) =>
    guarded.reduce<Expression>(
      (result, { values, isLast }) => {
        const value = values[index];
        if (!value) return result;
        const [preferred, fallback] = isLast ? [result, value] : [value, result];
        return { kind: 'fallback', preferred, fallback, range: value.range };
      },
      lowerExpression(builder, node),
    ),
  );
  const [first, ...more] = results;
  if (first) builder.addReturn(first, more);
}

function guardValues(builder: GoBuilder, { statement, before, value, more }: GuardedReturn): readonly Expression[] {
  return builder.inScope('block', at(statement), () => {
    lowerHead(builder, statement);
    return builder.inBlock('branch', at(statement), () => {
      for (const each of before) lowerStatement(builder, each);
      return [value, ...more].map(each => lowerExpression(builder, each));
    });
  });
}
