import type { ClassExpression, Expression, Program, Scope } from '../syntax';
import type { Range } from '../text';

/** Names that one file tells of; more are a table of routes, not of addresses that bill. */
const MAX_NAMES = 40;
/** Modules in modules. */
const MAX_NESTING = 6;
/** Values whose own text says what they hold. */
const WRITTEN: ReadonlySet<Expression['kind']> = new Set([
  'asserted',
  'binary',
  'conditional',
  'fallback',
  'record',
  'text',
]);

/**
 * The names by which other files reach addresses that are written in this one: constants, tables of paths, and functions
 * that return one. Whoever only imports them has no word of an address in its own text.
 */
export function addressNames({ module, text }: Program, mayHold: (text: string) => boolean): readonly string[] {
  const holds = ({ start, end }: Range): boolean => mayHold(text.slice(start, end));
  const isAddress = (value: Expression): boolean =>
    value.kind === 'function'
      ? value.returns.some(each => WRITTEN.has(each.kind) && holds(each.range))
      : (WRITTEN.has(value.kind) || isFrozen(value)) && holds(value.range);
  const names = [...namesIn(module, isAddress), ...constantsOf(module).flatMap(each => namesIn(each.scope, isAddress))];
  return [...new Set(names)].slice(0, MAX_NAMES);
}

/** `Object.freeze({ … })` and the like: a call around what is written. */
const isFrozen = (value: Expression): boolean =>
  value.kind === 'call' && value.arguments.length === 1 && value.arguments[0]?.value.kind === 'record';

const namesIn = ({ bindings }: Scope, isAddress: (value: Expression) => boolean): string[] =>
  [...bindings].flatMap(([name, all]) => (all.some(({ value }) => value && isAddress(value)) ? [name] : []));

/** The classes and modules in a scope, and those in them. */
const constantsOf = ({ bindings }: Scope, depth = 0): ClassExpression[] =>
  [...bindings.values()]
    .flat()
    .flatMap(({ value }) =>
      value?.kind === 'class' ? [value, ...(depth < MAX_NESTING ? constantsOf(value.scope, depth + 1) : [])] : [],
    );
