import { isPositional, optionsOf, setBy, staticText, type Frame, type Resolver, type Worth } from '../resolve';
import type { SignatureMatch } from '../signatures';
import type { CallExpression, Program, Scope } from '../syntax';

/** Calls that tell a container of clients, looked at for one request. */
const MAX_CALLS = 60;

/**
 * The base addresses of a client that a container makes, as the code tells it:
 * `services.AddHttpClient<Service>(client => client.BaseAddress = new Uri("https://…"))`.
 */
export function registeredBases(
  { signature, clientCalls }: SignatureMatch,
  call: CallExpression,
  { program }: Frame,
  resolver: Resolver,
): readonly Worth[] {
  const told = signature.http?.registered;
  if (!told) return [];
  const asked = clientCalls.find(({ name }) => told.factories.includes(name))?.step;
  const [first] = asked?.call?.arguments ?? [];
  const name = asked && first ? staticText(resolver.evaluate(first.value, asked.frame)) : undefined;
  const owners = asked ? [] : classesAround(call.scope);
  const isMeant = (each: CallExpression, frame: Frame): boolean => {
    if (!asked) return each.typeArguments?.some(type => owners.includes(type)) === true;
    const [given] = each.arguments;
    return name !== undefined && given !== undefined && staticText(resolver.evaluate(given.value, frame)) === name;
  };
  return told.methods
    .flatMap(method => [program, ...(resolver.host.mentioningPrograms(method, program) ?? [])])
    .flatMap(each =>
      each.calls
        .filter(({ nameRange }) => told.methods.includes(each.text.slice(nameRange.start, nameRange.end)))
        .slice(0, MAX_CALLS)
        .filter(registration => isMeant(registration, resolver.root(each)))
        .flatMap(registration => [registration, ...stepsBehind(registration, each)])
        .flatMap(step => setIn(step, told.field, resolver.root(each), resolver)),
    );
}

/** The names of the classes in which a call stands, as those that a container makes. */
function classesAround(from: Scope): readonly string[] {
  const names: string[] = [];
  for (let scope: Scope | undefined = from; scope; scope = scope.parent)
    if (scope.owner?.kind === 'class' && scope.owner.name !== undefined) names.push(scope.owner.name);
  return names;
}

/** The calls of a chain that goes on behind one. */
const stepsBehind = ({ range: { start, end } }: CallExpression, { calls }: Program): readonly CallExpression[] =>
  calls.filter(({ range }) => range.start === start && range.end > end);

/** What a function that a call is given sets a field to; of an address the text. */
function setIn(
  { arguments: given }: CallExpression,
  field: string,
  frame: Frame,
  resolver: Resolver,
): readonly Worth[] {
  return given
    .filter(isPositional)
    .flatMap(({ value }) => optionsOf(resolver.evaluate(value, frame)))
    .flatMap(worth => (worth.kind === 'function' ? setBy(resolver, worth, field) : []));
}
