import { callsOf, optionsOf, stepsOf, type Frame, type FunctionWorth, type NamedCall, type Resolver } from '../resolve';
import type { ServicePattern, SignatureMatch, Signatures } from '../signatures';
import { languages, type CallExpression, type ClassExpression, type Expression, type Program } from '../syntax';

interface Services {
  readonly resolver: Resolver;
  readonly signatures: Signatures;
}

/** Calls that hand an interface to a package, looked at in one file. */
const MAX_MAKERS = 40;
/** Interfaces of one file. */
const MAX_INTERFACES = 200;

/**
 * What a call of a method without a body is, when a package implements its interface: one that carries an annotation
 * of the package, or that some file hands to it, as in `AiServices.create(Assistant.class, model)`.
 */
export function serviceMatch(callee: FunctionWorth, services: Services): SignatureMatch | undefined {
  const { owner, isAbstract, decorators } = callee.callee;
  if (!isAbstract || !owner) return undefined;
  const { program } = callee.frame;
  const annotations = [...decorators, ...(owner.decorators ?? [])];
  const annotated = annotations
    .map(annotation => annotatedAs(annotation, program, services))
    .find(found => found !== undefined);
  const maker = makerOf(owner, program, services);
  const service = maker?.service ?? annotated;
  if (!service) return undefined;
  return {
    table: service.table,
    signature: service.signature,
    client: service.clients[0],
    clientCalls: maker?.calls ?? [],
    changed: [],
    chain: stepsIn(annotations, services.resolver.root(program)),
    piped: [],
  };
}

/** Annotations that are given something, as steps with their names. */
const stepsIn = (annotations: readonly Expression[], frame: Frame): NamedCall[] =>
  annotations.flatMap((annotation): NamedCall[] =>
    annotation.kind === 'call' && annotation.callee.kind === 'name'
      ? [{ name: annotation.callee.name, step: { kind: 'call', call: annotation, frame } }]
      : [],
  );

/** A call of a service that was made in the same breath, with what its interface says of the method. */
export function withAnnotations(match: SignatureMatch, method: string, { resolver }: Services): SignatureMatch {
  const [maker] = match.clientCalls;
  const isService = match.table.services.some(({ client }) => client === match.signature.on);
  const [first] = maker?.step.call?.arguments ?? [];
  if (!isService || !maker || !first) return match;
  const chain = optionsOf(resolver.evaluate(first.value, maker.step.frame)).flatMap((option): NamedCall[] => {
    if (option.kind !== 'class') return [];
    const found = option.class.scope.bindings.get(method)?.[0]?.value;
    const annotations = [...(found?.kind === 'function' ? found.decorators : []), ...(option.class.decorators ?? [])];
    return stepsIn(annotations, resolver.root(option.frame.program));
  });
  return { ...match, chain };
}

function annotatedAs(
  annotation: Expression,
  program: Program,
  { resolver, signatures }: Services,
): ServicePattern | undefined {
  const name = annotation.kind === 'call' ? annotation.callee : annotation;
  const worth = resolver.evaluate(name, resolver.root(program));
  return worth.kind === 'reference' ? signatures.annotatedService(worth) : undefined;
}

interface Maker {
  readonly service: ServicePattern;
  readonly calls: readonly NamedCall[];
}

/** Where an interface is handed to a package, in its own file or in one that mentions it. */
function makerOf(owner: ClassExpression, program: Program, services: Services): Maker | undefined {
  if (owner.name === undefined) return undefined;
  const others = services.resolver.host.mentioningPrograms(owner.name, program) ?? [];
  for (const each of [program, ...others])
    for (const { call, service } of makersIn(each, services)) {
      if (!handed(call, each, services).includes(owner)) continue;
      const worth = services.resolver.evaluate(outermost(call, each), services.resolver.root(each));
      if (worth.kind === 'reference') return { service, calls: callsOf(stepsOf(worth).path) };
    }
  return undefined;
}

/** The calls of a file that hand an interface to a package. */
function makersIn(
  program: Program,
  { resolver, signatures }: Services,
): readonly { call: CallExpression; service: ServicePattern }[] {
  const patterns = signatures.servicesOf(languages[program.language].family);
  if (!patterns.length) return [];
  const root = resolver.root(program);
  return program.calls
    .filter(call => patterns.some(({ makers }) => makers.has(nameOf(call, program))))
    .slice(0, MAX_MAKERS)
    .flatMap(call => {
      const worth = resolver.evaluate(call, root);
      const service = worth.kind === 'reference' ? signatures.serviceMadeBy(worth) : undefined;
      return service ? [{ call, service }] : [];
    });
}

const nameOf = ({ nameRange }: CallExpression, program: Program): string =>
  program.text.slice(nameRange.start, nameRange.end);

/** The interfaces that a call is given. */
function handed(call: CallExpression, program: Program, { resolver }: Services): readonly ClassExpression[] {
  const [first] = call.arguments;
  if (!first) return [];
  return optionsOf(resolver.evaluate(first.value, resolver.root(program))).flatMap(option =>
    option.kind === 'class' ? [option.class] : [],
  );
}

/** The last call of the chain that begins with this one. */
function outermost(call: CallExpression, program: Program): CallExpression {
  const longer = program.calls.filter(({ range }) => range.start === call.range.start && range.end > call.range.end);
  return longer.reduce((last, each) => (each.range.end > last.range.end ? each : last), call);
}

/** The methods of a file's own interfaces that a package implements, and of those that it hands to one. */
export function serviceNames(program: Program, services: Services): ReadonlySet<string> {
  const names = new Set<string>();
  const note = ({ scope }: ClassExpression): void => {
    for (const bindings of scope.bindings.values())
      for (const { value } of bindings)
        if (value?.kind === 'function' && value.isAbstract && value.name !== undefined) names.add(value.name);
  };
  for (const { call } of makersIn(program, services)) for (const each of handed(call, program, services)) note(each);
  for (const each of interfacesOf(program)) if (isAnnotated(each, program, services)) note(each);
  return names;
}

function interfacesOf(program: Program): ClassExpression[] {
  const found: ClassExpression[] = [];
  const pending = [program.module];
  for (let scope = pending.pop(); scope && found.length < MAX_INTERFACES; scope = pending.pop())
    for (const bindings of scope.bindings.values())
      for (const { value } of bindings)
        if (value?.kind === 'class') {
          found.push(value);
          pending.push(value.scope);
        }
  return found;
}

function isAnnotated({ decorators, scope }: ClassExpression, program: Program, services: Services): boolean {
  const patterns = services.signatures.servicesOf(languages[program.language].family);
  const isNamed = (annotation: Expression): boolean => {
    const name = annotation.kind === 'call' ? annotation.callee : annotation;
    return name.kind === 'name' && patterns.some(({ annotations }) => annotations.has(name.name));
  };
  const ofMethods = [...scope.bindings.values()].flatMap(bindings =>
    bindings.flatMap(({ value }) => (value?.kind === 'function' && value.isAbstract ? value.decorators : [])),
  );
  return [...(decorators ?? []), ...ofMethods].some(
    each => isNamed(each) && annotatedAs(each, program, services) !== undefined,
  );
}
