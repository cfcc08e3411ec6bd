import {
  argumentFor,
  choiceOf,
  optionsOf,
  typeOf,
  type Frame,
  type FunctionWorth,
  type Resolver,
  type Worth,
} from '../resolve';
import { read, requestOfCall, type HttpInterfacePattern, type SignatureMatch, type Signatures } from '../signatures';
import {
  languages,
  type CallExpression,
  type ClassExpression,
  type Expression,
  type FunctionExpression,
  type Program,
  type Scope,
} from '../syntax';
import { addressesOf, atAddresses, join } from './endpoints';
import type { HostLookUp } from './provider';

interface Services {
  readonly resolver: Resolver;
  readonly signatures: Signatures;
  readonly hosts: HostLookUp;
}

/** Interfaces of one file. */
const MAX_INTERFACES = 200;
/** Calls that may tell the address before the paths, looked at in one workspace. */
const MAX_BASES = 40;

/**
 * What a call of a method without a body is, when a package implements its interface as HTTP requests: the request that
 * the method's annotations describe.
 */
export function httpInterfaceMatch(
  callee: FunctionWorth,
  call: CallExpression,
  frame: Frame,
  services: Services,
): SignatureMatch | undefined {
  const described = describedBy(callee.callee, callee.frame.program, services);
  if (!described) return undefined;
  const { pattern, path } = described;
  const { resolver } = services;
  const parameter = bodyOf(callee.callee, pattern);
  const given = parameter && argumentFor(resolver, call, parameter, frame);
  const sent = given && resolver.force(given);
  const body = sent && typedBody(sent, parameter, callee, resolver);
  const match: SignatureMatch = {
    table: pattern.table,
    signature: { ...pattern.entry, paths: [] },
    client: undefined,
    clientCalls: [],
    changed: [],
    chain: [],
    piped: [],
  };
  const told = described.bases.length ? described.bases : basesAround(pattern, callee.frame.program, services);
  const addresses = told.flatMap(base => join(base, path));
  // Of the addresses that others are told, the one that is a provider's is meant.
  const known = addresses.filter(address => services.hosts(address) !== undefined);
  const meant = known.length ? known : described.bases.length ? addresses : join(undefined, path);
  return atAddresses(meant.slice(0, MAX_BASES), path, body, match, call, frame, services);
}

/** What is sent; where nothing is known of it, at least an object of the type that the method declares for it. */
function typedBody(
  sent: Worth,
  { owner, name }: { readonly owner: FunctionExpression; readonly name: string },
  callee: FunctionWorth,
  resolver: Resolver,
): Worth {
  const [binding] = owner.scope.bindings.get(name) ?? [];
  const declared = typeOf(resolver, binding?.type, resolver.root(callee.frame.program));
  if (declared?.kind !== 'instance') return sent;
  return choiceOf(optionsOf(sent).map(option => (option.kind === 'unknown' ? declared : option)));
}

interface Description {
  readonly pattern: HttpInterfacePattern;
  readonly path: Worth;
  /** Addresses before the path, as the interface says them. */
  readonly bases: readonly Worth[];
}

function describedBy(method: FunctionExpression, program: Program, services: Services): Description | undefined {
  const { owner, isAbstract, decorators } = method;
  if (!isAbstract || !owner) return undefined;
  const { family } = languages[program.language];
  for (const pattern of services.signatures.httpInterfaces(family)) {
    const { entry } = pattern;
    if (!annotated(decorators, entry.post, pattern, program, services)) continue;
    const described = annotated(owner.decorators ?? [], entry.owner?.annotations ?? [], pattern, program, services);
    if (entry.owner && !described) continue;
    const { resolver } = services;
    const prefix = annotated(owner.decorators ?? [], entry.prefix?.annotations ?? [], pattern, program, services);
    const own = annotated(decorators, entry.path.annotations, pattern, program, services);
    const path = own && given(own, entry.path.read, program, resolver);
    const before = prefix && given(prefix, entry.prefix?.read ?? [], program, resolver);
    const whole = path && before ? joined(before, path) : (path ?? before);
    if (!whole) continue;
    const base = described && given(described, entry.owner?.read ?? [], program, resolver);
    return { pattern, path: whole, bases: base ? [base] : [] };
  }
  return undefined;
}

/** The first of several annotations that is one of a package's. */
function annotated(
  annotations: readonly Expression[],
  names: readonly string[],
  { entry: { packages } }: HttpInterfacePattern,
  program: Program,
  { resolver }: Services,
): Expression | undefined {
  return annotations.find(annotation => {
    if (!names.includes(nameOf(annotation))) return false;
    const name = annotation.kind === 'call' ? annotation.callee : annotation;
    const worth = resolver.evaluate(name, resolver.root(program));
    if (worth.kind !== 'reference') return false;
    const modules = worth.module === '' ? (worth.opens ?? program.opens) : [worth.module];
    return modules.some(module => packages.some(each => module === each || module.startsWith(`${each}.`)));
  });
}

function given(
  annotation: Expression,
  places: readonly string[],
  program: Program,
  resolver: Resolver,
): Worth | undefined {
  if (annotation.kind !== 'call') return undefined;
  const frame = resolver.root(program);
  const reading = read(resolver, { ...requestOfCall(annotation, frame), index: undefined }, places);
  return reading.kind === 'found' ? firstOf(reading.worth, resolver) : undefined;
}

/** An annotation may list several paths. */
function firstOf(worth: Worth, resolver: Resolver): Worth {
  const [first] = worth.kind === 'list' ? worth.items : [];
  return first?.kind === 'item' ? resolver.force(first.value) : worth;
}

function joined(before: Worth, path: Worth): Worth {
  if (before.kind !== 'text' || path.kind !== 'text') return path;
  const isOpen = before.parts.at(-1)?.kind === 'text' && addressesOf(before)[0]?.endsWith('/') !== true;
  const starts = addressesOf(path)[0]?.startsWith('/') === true;
  const between = isOpen && !starts ? [{ kind: 'text' as const, text: '/' }] : [];
  return { ...path, parts: [...before.parts, ...between, ...path.parts] };
}

/** The parameter that is sent as the body: the one with an annotation for that, or the only one without any. */
function bodyOf(
  method: FunctionExpression,
  { entry: { body } }: HttpInterfacePattern,
): { readonly owner: FunctionExpression; readonly index: number; readonly name: string } | undefined {
  const { parameters } = method;
  const index = parameters.findIndex(({ decorators = [] }) =>
    body.length ? decorators.some(each => body.includes(nameOf(each))) : !decorators.length,
  );
  const found = parameters[index];
  return found && { owner: method, index, name: found.name };
}

function nameOf(annotation: Expression): string {
  const name = annotation.kind === 'call' ? annotation.callee : annotation;
  return name.kind === 'name' ? name.name.replace(/Attribute$/, '') : '';
}

/** Addresses that code tells a package of, anywhere in the workspace: `Retrofit.Builder().baseUrl("https://…")`. */
function basesAround({ entry: { bases } }: HttpInterfacePattern, program: Program, { resolver }: Services): Worth[] {
  if (!bases) return [];
  const programs = bases.mentions.flatMap(word => resolver.host.mentioningPrograms(word, program) ?? []);
  return [...new Set([program, ...programs])]
    .flatMap(each =>
      each.calls
        .filter(({ nameRange }) => bases.methods.includes(each.text.slice(nameRange.start, nameRange.end)))
        .map(call => ({ call, frame: resolver.root(each) })),
    )
    .slice(0, MAX_BASES)
    .flatMap(({ call, frame }) => {
      const [first] = call.arguments;
      return first ? optionsOf(resolver.evaluate(first.value, frame)) : [];
    })
    .map(worth => addressIn(worth, resolver))
    .filter(worth => addressesOf(worth).length > 0);
}

/** The address itself, where it stands in an object: `new Uri("https://…")`. */
function addressIn(worth: Worth, resolver: Resolver): Worth {
  if (worth.kind !== 'reference') return worth;
  const last = worth.steps.at(-1);
  const [first] = last?.kind === 'call' ? (last.call?.arguments ?? []) : [];
  return first && last?.kind === 'call' ? resolver.evaluate(first.value, last.frame) : worth;
}

/** The methods of a file's own interfaces that send a request. */
export function httpInterfaceNames(program: Program, services: Services): ReadonlySet<string> {
  const names = new Set<string>();
  if (!services.signatures.httpInterfaces(languages[program.language].family).length) return names;
  for (const { scope } of interfacesOf(program))
    for (const bindings of scope.bindings.values())
      for (const { value } of bindings)
        if (value?.kind === 'function' && value.name !== undefined && describedBy(value, program, services))
          names.add(value.name);
  return names;
}

function interfacesOf(program: Program): ClassExpression[] {
  const found: ClassExpression[] = [];
  const pending: Scope[] = [program.module];
  for (let scope = pending.pop(); scope && found.length < MAX_INTERFACES; scope = pending.pop())
    for (const bindings of scope.bindings.values())
      for (const { value } of bindings)
        if (value?.kind === 'class' && value.scope !== scope) {
          if (value.isInterface) found.push(value);
          pending.push(value.scope);
        }
  return found;
}
