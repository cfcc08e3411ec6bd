import type { Argument, CallExpression, Expression } from '../program';
import type { PythonBuilder } from './builder';

/** Functions that call one of their arguments with those behind it: which one, by its index. */
const CALLERS: Readonly<Record<string, number>> = {
  partial: 0, // functools
  run_in_executor: 1, // asyncio's event loop
  run_in_threadpool: 0, // starlette
  run_sync: 0, // anyio.to_thread
  submit: 0, // concurrent.futures
  to_thread: 0, // asyncio
};
/** Functions that call one of their arguments for every element of another. */
const MAPPERS: Readonly<Record<string, number>> = { map: 0 };
/** Functions that make of a function one that does the same. */
const ADAPTERS: ReadonlySet<string> = new Set(['async_to_sync', 'asyncify', 'sync_to_async']);

const nameOf = (callee: Expression): string =>
  callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';

const isMethod = (value: Expression | undefined): value is Expression & { kind: 'member' } => value?.kind === 'member';

/**
 * The call of a method that is handed over to be called: `to_thread(client.create, model=…)`,
 * `sync_to_async(client.create)(model=…)`. Undefined where none is.
 */
export function handedOver(builder: PythonBuilder, call: CallExpression): CallExpression | undefined {
  const { callee, arguments: given } = call;
  if (callee.kind === 'call') {
    const [method] = callee.arguments;
    return ADAPTERS.has(nameOf(callee.callee)) && isMethod(method?.value)
      ? calling(method.value, given, call)
      : undefined;
  }
  const name = nameOf(callee);
  const table = [CALLERS, MAPPERS].find(each => Object.hasOwn(each, name));
  const index = table?.[name];
  const method = index === undefined ? undefined : given[index]?.value;
  if (index === undefined || !isMethod(method)) return undefined;
  if (table === CALLERS) return calling(method, given.slice(index + 1), call);
  return builder.inBlock('loop', call.range, () => calling(method, [], { ...call, block: builder.block }));
}

function calling(
  method: Expression & { kind: 'member' },
  given: readonly Argument[],
  { range, scope, block }: CallExpression,
): CallExpression {
  return {
    kind: 'call',
    callee: method,
    arguments: given,
    argumentsRange: undefined,
    isNew: false,
    scope,
    block,
    nameRange: method.propertyRange,
    range,
  };
}
