import { boundName, optionsOf, pathOf, CALL, type Frame, type FunctionWorth, type ReferenceWorth } from '../resolve';
import type { CallExpression, FunctionExpression, Program, Scope } from '../syntax';
import { contains, type Range } from '../text';
import { matchCall, type FindServices } from './match';

/** A function of which somebody says that it makes a request. */
export type DescribedFunction =
  | {
      readonly kind: 'function';
      /** `ask`, or `Client.ask` for a method. */
      readonly name: string;
      /** Where it is defined. */
      readonly file?: string;
      /** What it is imported from, when that is no file of the workspace. */
      readonly module?: string;
      /** Its parameters and keys of them, as far as its code shows. */
      readonly places: readonly string[];
    }
  | { readonly kind: 'none'; readonly because: string };

const none = (because: string): DescribedFunction => ({ kind: 'none', because });

/** Classes and functions of a file that are looked at. */
const MAX_SCOPES = 5_000;

/** The function whose name stands at an offset: where it is called, or where it is defined. */
export function describeFunction(program: Program, offset: number, services: FindServices): DescribedFunction {
  const isAt = ({ start, end }: Range): boolean => start <= offset && offset <= end;
  const call = program.calls.find(({ nameRange }) => isAt(nameRange));
  if (call) return called(call, services.resolver.root(program), services);
  for (const { range, value } of bindingsIn(program.module)) {
    if (!isAt(range)) continue;
    if (value?.kind === 'class')
      return none(`\`${value.name ?? ''}\` is a class; choose the method that makes the request`);
    if (value?.kind === 'function') return ofWorkspace(value, program);
  }
  return none('no function of this file stands at the cursor');
}

function called(call: CallExpression, frame: Frame, services: FindServices): DescribedFunction {
  const { text } = frame.program;
  const name = text.slice(call.nameRange.start, call.nameRange.end);
  const [known] = matchCall(call, frame, services) ?? [];
  if (known && !known.definition) return none(`\`${name}\` is an LLM call that Meterline knows already`);
  const callees = optionsOf(services.resolver.evaluate(call.callee, frame));
  const own = callees.find((option): option is FunctionWorth => option.kind === 'function');
  if (own) return ofWorkspace(own.callee, own.frame.program);
  if (callees.some(({ kind }) => kind === 'class'))
    return none(`\`${name}\` is a class; choose the method that makes the request`);
  const foreign = callees.find(
    (option): option is ReferenceWorth => option.kind === 'reference' && option.module !== '',
  );
  if (!foreign) return none(`where \`${name}\` is defined can’t be told`);
  const path = pathOf(foreign).filter(token => token !== CALL);
  const given = call.arguments.flatMap(each => (each.kind === 'named' && each.name !== undefined ? [each.name] : []));
  const keys = call.arguments.flatMap(({ value }) =>
    value.kind === 'record'
      ? value.entries.flatMap(entry => (entry.kind === 'entry' && typeof entry.key === 'string' ? [entry.key] : []))
      : [],
  );
  return { kind: 'function', name: path.join('.'), module: foreign.module, places: [...given, ...keys] };
}

function ofWorkspace(callee: FunctionExpression, program: Program): DescribedFunction {
  const isDefault = program.exports.some(({ name, value }) => name === 'default' && value === callee);
  const name = callee.name ?? boundName(callee) ?? (isDefault ? 'default' : undefined);
  if (name === undefined || callee.isConstructor) return none('this function has no name of its own');
  const { owner } = callee;
  if (!owner && isLocal(callee.scope.parent)) return none(`\`${name}\` stands inside another function`);
  if (owner && owner.name === undefined) return none(`the class of \`${name}\` has no name`);
  return {
    kind: 'function',
    name: owner?.name === undefined ? name : `${owner.name}.${name}`,
    file: program.file,
    places: placesOf(callee, program),
  };
}

const isLocal = (scope: Scope | undefined): boolean =>
  scope !== undefined && (scope.owner?.kind === 'function' || isLocal(scope.parent));

/** Parameters, those that are taken out of objects too, and the keys that the body reads of the others. */
function placesOf({ parameters, scope, range }: FunctionExpression, program: Program): readonly string[] {
  const body = program.text.slice(range.start, range.end);
  const names = [...scope.bindings].flatMap(([name, bindings]) =>
    bindings.some(({ kind }) => kind === 'parameter') ? [name] : [],
  );
  const own = [...new Set([...parameters.map(({ name }) => name).filter(Boolean), ...names])];
  const keys = own.flatMap(name =>
    [...body.matchAll(new RegExp(`(?<![\\w$.])${name.replace(/[^\w]/g, '\\$&')}\\??\\.(\\w+)(?!\\s*\\()`, 'g'))].map(
      ([, key = '']) => `${name}.${key}`,
    ),
  );
  return [...new Set([...own, ...keys])].map(place => place.replace(/^\$/, ''));
}

function* bindingsIn(
  module: Scope,
): Generator<{ readonly range: Range; readonly value?: FunctionExpression['returns'][number] }> {
  const pending: Scope[] = [module];
  for (let left = MAX_SCOPES; left > 0; left -= 1) {
    const scope = pending.pop();
    if (!scope) return;
    for (const bindings of scope.bindings.values())
      for (const { range, value } of bindings) {
        yield { range, ...(value ? { value } : {}) };
        if (
          (value?.kind === 'function' || value?.kind === 'class') &&
          value.scope !== scope &&
          contains(module.range, value.range)
        )
          pending.push(value.scope);
      }
  }
}
