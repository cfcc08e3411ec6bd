import type { Argument, CallExpression, Expression, MemberExpression, Program } from '../syntax';

/**
 * Calls of methods that are handed over as values, with what is handed over beside them:
 * `asyncio.to_thread(client.chat.completions.create, model=…)`, `sync_to_async(client.messages.create)(model=…)`.
 * @param isMethod whether a method of this name can be a request at all
 */
export function handedOver(program: Program, isMethod: (name: string) => boolean): CallExpression[] {
  const made = new Map<CallExpression, CallExpression>();
  // A language may tell by itself that a function is called which is handed over.
  const called = new Set<Expression>(program.calls.map(({ callee }) => callee));
  for (const call of program.calls) if (call.callee.kind === 'call') made.set(call.callee, call);
  return program.calls.flatMap(call =>
    call.arguments.flatMap((argument, index): CallExpression[] => {
      const value = unbound(argument.value);
      if (value.kind !== 'member' || called.has(value) || !isMethod(value.property)) return [];
      const beside = call.arguments.filter((_, other) => other !== index && (other > index || isByName(call, other)));
      const later = made.get(call)?.arguments ?? [];
      const given = [...beside, ...later];
      return given.length ? [asCall(call, value, given)] : [];
    }),
  );
}

/** The method itself of one that is bound to its object: `client.chat.bind(client)`. */
const unbound = (value: Expression): Expression =>
  value.kind === 'call' && value.callee.kind === 'member' && value.callee.property === 'bind'
    ? value.callee.object
    : value;

const isByName = (call: CallExpression, index: number): boolean => call.arguments[index]?.kind === 'named';

const asCall = (outer: CallExpression, callee: MemberExpression, given: readonly Argument[]): CallExpression => ({
  ...outer,
  callee,
  arguments: given,
  argumentsRange: undefined,
  isNew: false,
  nameRange: callee.propertyRange,
});
