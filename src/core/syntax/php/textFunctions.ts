import type { Argument, CallExpression, Expression } from '../program';

/** Functions that other languages have as methods: the index of what they would be called on, and the method. */
const METHODS: Readonly<Record<string, { on: number; method: string }>> = {
  implode: { on: 1, method: 'implode' },
  join: { on: 1, method: 'implode' },
  str_ireplace: { on: 2, method: 'str_replace' },
  str_replace: { on: 2, method: 'str_replace' },
};

/** `implode("\n", $lines)` read as a method of the list; undefined for other functions. */
export function textFunction(name: string, call: CallExpression): Expression | undefined {
  const known = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  const object = known && call.arguments[known.on];
  if (!known || !object || call.arguments.some(({ kind }) => kind !== 'positional')) return undefined;
  const rest: readonly Argument[] = call.arguments.filter(argument => argument !== object);
  const propertyRange = call.nameRange;
  return {
    ...call,
    callee: { kind: 'member', object: object.value, property: known.method, propertyRange, range: call.range },
    arguments: rest,
  };
}
