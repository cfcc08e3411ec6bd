import { field, hasToken, named, type SyntaxNode } from '../node';
import type { Block, Expression, Guard } from '../program';
import { assign } from './assignments';
import { at, type GoBuilder } from './builder';
import { said, type Said } from './conditions';
import { lowerExpression } from './expressions';
import { noneOf, readGuard } from './guards';
import { lowerStatement } from './statements';

/**
 * Go has no `??`: defaults are written as statements. These are read as the fall-backs that they are:
 *
 * - `if x == "" { x = d }`                    x = x ?? d
 * - `if v := f(); v != "" { x = v }`          x = v ?? x
 * - `if v != "" { x = v } else { x = d }`     x = v ?? d
 * - `if v != "" { x = v } else if w != "" { x = w }`  x = v ?? w ?? x
 * - `if v != "" { return v }; return d`       return v ?? d
 * - `if x == "" { return d }; return x`       return x ?? d
 */
export function lowerIf(builder: GoBuilder, node: SyntaxNode): void {
  for (const setting of lowerChain(builder, node)) settle(builder, setting, node);
}

function settle(builder: GoBuilder, setting: Setting, node: SyntaxNode): void {
  assign(builder, setting.target, valueOf(setting, node), node);
}

const valueOf = ({ preferred, fallback }: Setting, node: SyntaxNode): Expression => ({
  kind: 'fallback',
  preferred,
  fallback,
  range: at(node),
});

/** Reads an `if` with what follows it by `else if`. @returns what it gives variables, which is not assigned yet */
function lowerChain(builder: GoBuilder, node: SyntaxNode): readonly Setting[] {
  return builder.inScope('block', at(node), () => {
    const outer = builder.block;
    const condition = lowerHead(builder, node);
    const guard = readGuard(builder, condition);
    const [consequence, alternative] = [field(node, 'consequence'), field(node, 'alternative')];
    const means = condition && said(builder, condition);
    if (consequence && means && alternative?.type === 'block')
      return lowerBoth(builder, [consequence, alternative], means, guard);
    const isLast = alternative?.type !== 'if_statement';
    const own = consequence
      ? lowerBranch(builder, { branch: consequence, guard }, alternative && isLast ? undefined : means, outer)
      : [];
    if (!alternative) return own;
    return builder.inBlock(
      'branch',
      at(alternative),
      () => (isLast ? (lowerStatement(builder, alternative), own) : lowerElse(builder, alternative, own)),
      noneOf([guard]),
    );
  });
}

/** Puts what `else if` gives a variable in the place of what it held before. */
function lowerElse(builder: GoBuilder, alternative: SyntaxNode, own: readonly Setting[]): readonly Setting[] {
  const later = new Map<string, Setting>();
  for (const setting of lowerChain(builder, alternative)) {
    const name = builder.slice(setting.target);
    if (own.some(({ target }) => builder.slice(target) === name)) later.set(name, setting);
    else settle(builder, setting, alternative);
  }
  return own.map((setting): Setting => {
    const found = later.get(builder.slice(setting.target));
    return found ? { ...setting, [setting.before]: valueOf(found, alternative) } : setting;
  });
}

/** A variable or field that holds a value or, where there is none, what it falls back to. */
interface Setting {
  readonly target: SyntaxNode;
  readonly preferred: Expression;
  readonly fallback: Expression;
  /** Which of the two it held before. */
  readonly before: 'preferred' | 'fallback';
}

/** The initialiser and the condition, which are evaluated in any case. */
export function lowerHead(builder: GoBuilder, node: SyntaxNode): SyntaxNode | undefined {
  const initializer = field(node, 'initializer');
  const condition = field(node, 'condition');
  if (initializer) lowerStatement(builder, initializer);
  if (condition) lowerExpression(builder, condition);
  return condition;
}

/** Reads the statements of a branch but those that `take` makes a value of. */
function inBranch(builder: GoBuilder, { branch, guard }: Branch, take: (statement: SyntaxNode) => boolean): void {
  const lower = (): void => {
    for (const child of statementsOf(branch)) if (!take(child)) lowerStatement(builder, child);
  };
  builder.inScope('block', at(branch), () => {
    builder.inBlock('branch', at(branch), lower, guard);
  });
}

interface Branch {
  readonly branch: SyntaxNode;
  /** What holds in it. */
  readonly guard: Guard;
}

function lowerBranch(builder: GoBuilder, branch: Branch, means: Said | undefined, outer: Block): Setting[] {
  const settings: Setting[] = [];
  inBranch(builder, branch, child => {
    const assignment = means && plainAssignment(builder, child);
    const part = assignment && partOf(builder, assignment, means);
    if (!assignment || !part) return false;
    const { target, value } = assignment;
    const given = lowerExpression(builder, value);
    const before = valueBefore(builder, target, outer);
    settings.push(
      part === 'preferred'
        ? { target, preferred: given, fallback: before, before: 'fallback' }
        : { target, preferred: before, fallback: given, before: 'preferred' },
    );
    return true;
  });
  return settings;
}

/** Two branches that set the same: one what was found, the other the default. */
function lowerBoth(
  builder: GoBuilder,
  [first, second]: readonly [SyntaxNode, SyntaxNode],
  means: Said,
  guard: Guard,
): Setting[] {
  const inSecond = new Map(
    statementsOf(second).flatMap(child => {
      const assignment = plainAssignment(builder, child);
      return assignment ? [[builder.slice(assignment.target), assignment] as const] : [];
    }),
  );
  const found = new Map<string, Expression>();
  const settings: Setting[] = [];
  const isPair = (name: string, value: SyntaxNode): boolean => {
    const other = inSecond.get(name);
    return (
      other !== undefined &&
      (means.present.includes(withoutConversion(builder, value)) ||
        means.empty.includes(withoutConversion(builder, other.value)))
    );
  };
  inBranch(builder, { branch: first, guard }, child => {
    const assignment = plainAssignment(builder, child);
    const name = assignment && builder.slice(assignment.target);
    if (!assignment || name === undefined || !isPair(name, assignment.value)) return false;
    found.set(name, lowerExpression(builder, assignment.value));
    return true;
  });
  inBranch(builder, { branch: second, guard: noneOf([guard]) }, child => {
    const assignment = plainAssignment(builder, child);
    const before = assignment && found.get(builder.slice(assignment.target));
    if (!assignment || !before) return false;
    const { target, value } = assignment;
    const given = lowerExpression(builder, value);
    const isReversed = means.empty.includes(withoutConversion(builder, value));
    settings.push(
      isReversed
        ? { target, preferred: given, fallback: before, before: 'fallback' }
        : { target, preferred: before, fallback: given, before: 'preferred' },
    );
    return true;
  });
  return settings;
}

/** The condition of the branch around says nothing of what stands in a variable before it. */
function asSeenFrom(block: Block, expression: Expression): Expression {
  if (expression.kind === 'name' || expression.kind === 'self') return { ...expression, block };
  return expression.kind === 'member' ? { ...expression, object: asSeenFrom(block, expression.object) } : expression;
}

/** What stands in a variable or field before it is given its default. */
function valueBefore(builder: GoBuilder, target: SyntaxNode, outer: Block): Expression {
  const lowered = asSeenFrom(outer, lowerExpression(builder, target));
  if (lowered.kind !== 'member' || lowered.object.kind !== 'self') return lowered;
  // A field of the own object holds what was put there just before.
  const last = lowered.object.owner.scope.bindings.get(lowered.property)?.at(-1);
  return last?.value && !last.isGiven && last.block === outer ? last.value : lowered;
}

export const statementsOf = (block: SyntaxNode): SyntaxNode[] =>
  named(block).flatMap(child => (child.type === 'statement_list' ? named(child) : [child]));

interface PlainAssignment {
  readonly target: SyntaxNode;
  readonly value: SyntaxNode;
}

/** `x = v`; undefined for any other statement. */
function plainAssignment(builder: GoBuilder, statement: SyntaxNode): PlainAssignment | undefined {
  if (statement.type !== 'assignment_statement' || !hasPlainOperator(builder, statement)) return undefined;
  const [left, right] = [field(statement, 'left'), field(statement, 'right')];
  const [target, ...others] = left ? named(left) : [];
  const value = right && named(right)[0];
  return target && value && !others.length ? { target, value } : undefined;
}

/** Whether an assignment gives a value its default, or replaces the default by what was found. */
function partOf(
  builder: GoBuilder,
  { target, value }: PlainAssignment,
  means: Said,
): 'preferred' | 'fallback' | undefined {
  const name = builder.slice(target);
  if (means.empty.includes(name) || (means.hasFailed && target.type === 'identifier')) return 'fallback';
  const given = withoutConversion(builder, value);
  const isFound = means.present.includes(given) || (means.hasSucceeded && /^\w+$/.test(given) && given !== name);
  return isFound ? 'preferred' : undefined;
}

function hasPlainOperator(builder: GoBuilder, statement: SyntaxNode): boolean {
  const operator = field(statement, 'operator');
  return !operator || builder.slice(operator) === '=';
}

/** `v` in `openai.ChatModel(v)` and `*v`. */
export function withoutConversion(builder: GoBuilder, node: SyntaxNode): string {
  const list = field(node, 'arguments');
  const [only, ...others] = list ? named(list) : [];
  if (only && !others.length) return builder.slice(only);
  const operand = node.type === 'unary_expression' && hasToken(node, '*') ? field(node, 'operand') : undefined;
  return builder.slice(operand ?? node);
}
