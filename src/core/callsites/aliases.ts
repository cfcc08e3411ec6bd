import { scopeOf, type Expression, type Program } from '../syntax';

/** A method that was put into a variable or a field goes by any name. */
export function isAlias(callee: Expression, program: Program, isMethod: (name: string) => boolean): boolean {
  if (callee.kind === 'member') return methodFields(program, isMethod).has(callee.property);
  if (callee.kind !== 'name') return false;
  const bindings = scopeOf(callee.name, callee.scope)?.bindings.get(callee.name) ?? [];
  return bindings.some(({ value }) => {
    const bound =
      value?.kind === 'call' && value.callee.kind === 'member' && value.callee.property === 'bind'
        ? value.callee.object
        : value;
    return bound?.kind === 'member' && isMethod(bound.property);
  });
}

const fieldsOfPrograms = new WeakMap<Program, ReadonlySet<string>>();

/** The names under which methods of SDKs are handed to objects: `Service{complete: client.CreateChatCompletion}`. */
function methodFields(program: Program, isMethod: (name: string) => boolean): ReadonlySet<string> {
  const known = fieldsOfPrograms.get(program);
  if (known) return known;
  const names = new Set(
    program.calls.flatMap(call =>
      call.arguments.flatMap(({ name, value }) =>
        name !== undefined && value.kind === 'member' && isMethod(value.property) ? [name] : [],
      ),
    ),
  );
  fieldsOfPrograms.set(program, names);
  return names;
}
