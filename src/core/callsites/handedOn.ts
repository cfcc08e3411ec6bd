import { scopeOf, type Binding, type Expression, type FunctionExpression, type RecordExpression } from '../syntax';

/** Names, spreads and calls that an object is followed through from where it is handed over. */
const MAX_DEPTH = 8;

/**
 * Whether an argument is an object that a function was passed, or one made of it by spreading it, also by functions in
 * between: `{ ...options, model }`, `protect({ options: { ...options } })`. Whoever calls the function writes then what
 * the request says, though not all of it can be read here.
 */
export const handsOn = (argument: Expression, owner: FunctionExpression): boolean => carries(argument, owner, true, 0);

/** @param isWhole an object that was passed counts as it is, not only where it is spread */
function carries(expression: Expression, owner: FunctionExpression, isWhole: boolean, depth: number): boolean {
  if (depth >= MAX_DEPTH) return false;
  const inner = (each: Expression, whole = isWhole): boolean => carries(each, owner, whole, depth + 1);
  switch (expression.kind) {
    case 'name': {
      const bindings = scopeOf(expression.name, expression.scope)?.bindings.get(expression.name) ?? [];
      return bindings.some(binding => (isPassed(binding, owner) ? isWhole : isMadeHere(binding, owner, inner)));
    }
    case 'record':
      return spreads(expression).some(value => inner(value, true));
    case 'call':
      return expression.arguments.some(({ value }) =>
        value.kind === 'record'
          ? inner(value, false) || value.entries.some(entry => entry.kind === 'entry' && inner(entry.value, false))
          : inner(value, false),
      );
    case 'asserted':
      return inner(expression.value);
    case 'conditional':
      return inner(expression.whenTrue) || inner(expression.whenFalse);
    case 'fallback':
      return inner(expression.preferred) || inner(expression.fallback);
    case 'element':
      return inner(expression.object);
    default:
      return false;
  }
}

const spreads = ({ entries }: RecordExpression): Expression[] =>
  entries.flatMap(entry => (entry.kind === 'spread' ? [entry.value] : []));

/** A parameter itself, what is left of one, or one of those that a rest parameter lists. */
const isPassed = ({ parameter, path }: Binding, owner: FunctionExpression): boolean =>
  parameter?.owner === owner && (path ?? []).every(key => typeof key === 'number');

const isMadeHere = (
  { value, range }: Binding,
  owner: FunctionExpression,
  carried: (value: Expression) => boolean,
): boolean => value !== undefined && range.start >= owner.range.start && range.end <= owner.range.end && carried(value);
