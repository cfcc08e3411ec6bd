import { scopeOf, type Binding, type Expression, type Program } from '../syntax';

/** What names of methods are to signatures. */
export interface MethodNames {
  /** Whether a method of this name can be a request at all. */
  readonly isMethod: (name: string) => boolean;
  /** Whether what it gives can be called in turn. */
  readonly makesCallable: (name: string) => boolean;
  /** Whether what a module exports by default may be one. */
  readonly isDefault: (module: string) => boolean;
}

/** A method that was put into a variable or a field, or imported, goes by any name; so does what a method makes. */
export function isAlias(callee: Expression, program: Program, names: MethodNames): boolean {
  const { isMethod, makesCallable } = names;
  switch (callee.kind) {
    case 'asserted':
      return isAlias(callee.value, program, names);
    case 'member':
      return methodFields(program, isMethod).has(callee.property);
    case 'call':
      return makesCallable(methodOf(callee.callee));
    case 'name': {
      const bindings = scopeOf(callee.name, callee.scope)?.bindings.get(callee.name) ?? [];
      return bindings.some(binding => bindsMethod(binding, names));
    }
    default:
      return false;
  }
}

function bindsMethod({ value, path, import: imported }: Binding, names: MethodNames): boolean {
  const { isMethod, makesCallable, isDefault } = names;
  if (imported) return isMethod(imported.name) || (imported.name === 'default' && isDefault(imported.module));
  if (path) return isMethod(String(path.at(-1)));
  // Derived from a class of a package, maybe.
  if (value?.kind === 'class') return value.bases.length > 0;
  if (value?.kind !== 'call') return value !== undefined && isMethod(methodOf(value));
  const method = methodOf(value.callee);
  const bound = method === 'bind' && value.callee.kind === 'member' ? value.callee.object : undefined;
  return makesCallable(method) || (bound !== undefined && isMethod(methodOf(bound)));
}

const methodOf = (callee: Expression): string => (callee.kind === 'member' ? callee.property : '');

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

/** An object that is called like a function: what a call in place, a variable or a field of the own object has made. */
export function isCallable(callee: Expression, isMaker: (name: string) => boolean): boolean {
  if (callee.kind === 'call') return isMadeBy(callee, isMaker);
  return bindingsOf(callee).some(
    ({ value, type }) =>
      (value && isMadeBy(value, isMaker)) ?? type?.names.some(names => isMaker(names.at(-1) ?? '')) ?? false,
  );
}

function bindingsOf(callee: Expression): readonly Binding[] {
  if (callee.kind === 'name') return scopeOf(callee.name, callee.scope)?.bindings.get(callee.name) ?? [];
  const isOwn = callee.kind === 'member' && callee.object.kind === 'self';
  return isOwn ? (callee.object.owner.scope.bindings.get(callee.property) ?? []) : [];
}

function isMadeBy(value: Expression, isMaker: (name: string) => boolean): boolean {
  switch (value.kind) {
    case 'call': {
      const { callee } = value;
      return isMaker(callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '');
    }
    case 'fallback':
      return isMadeBy(value.preferred, isMaker) || isMadeBy(value.fallback, isMaker);
    case 'conditional':
      return isMadeBy(value.whenTrue, isMaker) || isMadeBy(value.whenFalse, isMaker);
    case 'name':
      // `self.model = model`, of a parameter that says of what type it is.
      return bindingsOf(value).some(({ type }) => type?.names.some(names => isMaker(names.at(-1) ?? '')) ?? false);
    default:
      return false;
  }
}
