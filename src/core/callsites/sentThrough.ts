import { frameOf, optionsOf, type Frame, type FunctionWorth, type Worth } from '../resolve';
import { read } from '../signatures';
import { languages, scopeOf, type Argument, type CallExpression, type Expression } from '../syntax';
import { isTellingBody } from './bodies';
import { addressesOf, asEndpoint, ownAddresses } from './endpoints';
import { matchCall, type FindServices, type Matches } from './match';
import { requestOf } from './requestOf';

/** Functions that hand a request on to functions that send it. */
const MAX_DEPTH = 3;
/** Calls looked at in a function that may send what it is handed. */
const MAX_CALLS = 200;
/** Names one behind the other that an address is put together of. */
const MAX_NAMES = 4;
/** Arguments among which an address is looked for. */
const MAX_ARGUMENTS = 4;

/** A request as it is sent: by a call inside a function that only sends what it is handed, or by the call itself. */
export interface SentRequest {
  readonly matches: Matches;
  readonly call: CallExpression;
  readonly frame: Frame;
}

/**
 * The request that a call makes by handing its address to a function that sends it: `fetchSSE(url, { body })`. Undefined
 * for any other call, and for one that hands on an address that it is handed itself.
 */
export function sentThrough(
  call: CallExpression,
  frame: Frame,
  services: FindServices,
  depth = 0,
): SentRequest | undefined {
  if (depth >= MAX_DEPTH || !mayNameAddress(call, depth > 0) || services.isTest(frame.program.file)) return undefined;
  if (!namesAddress(call, frame, services, depth > 0) && !givesBody(call, frame, services)) return undefined;
  const callees = optionsOf(services.resolver.evaluate(call.callee, frame));
  for (const callee of callees) {
    const sent = callee.kind === 'function' ? sentBy(callee, call, frame, services, depth) : undefined;
    if (sent) return sent;
  }
  return callees.some(({ kind }) => kind === 'class') ? undefined : byAddress(call, frame, services);
}

/**
 * Whether a call has the form of one that hands on a request, so that its arguments are worth a look.
 * @param isInside it stands in a function that may be handed the address; elsewhere that is the caller's to name
 */
const mayNameAddress = ({ arguments: given }: CallExpression, isInside: boolean): boolean =>
  given.some(argument => urlOf(argument) !== undefined) ||
  (given.length > 1 &&
    given.some(({ value }) => HOLDING.has(value.kind)) &&
    given.slice(0, MAX_ARGUMENTS).some(({ value }) => mayBeAddress(value, isInside)));

/** What a request's body, or the options around it, can be written as. */
const HOLDING: ReadonlySet<Expression['kind']> = new Set(['asserted', 'call', 'element', 'member', 'name', 'record']);

function mayBeAddress(value: Expression, isInside: boolean, depth = 0): boolean {
  if (depth > MAX_NAMES) return true;
  switch (value.kind) {
    case 'text':
      return value.parts.some(part =>
        part.kind === 'piece'
          ? part.text.includes('/') || PATH.test(part.text)
          : part.expression.kind === 'name' && mayBeAddress(part.expression, isInside, depth + 1),
      );
    case 'binary':
      // What begins with words is none: `'> ' + answer`.
      return value.left.kind === 'text'
        ? mayBeAddress(value.left, isInside) || value.left.parts.some(({ kind }) => kind === 'slot')
        : [value.left, value.right].some(each => mayBeAddress(each, isInside, depth + 1));
    case 'call':
    case 'conditional':
    case 'element':
    case 'fallback':
    case 'member':
      return true;
    case 'name': {
      const bindings = scopeOf(value.name, value.scope)?.bindings.get(value.name);
      // A constant of another file.
      if (!bindings) return /^\p{Lu}/u.test(value.name);
      return bindings.some(
        ({ import: imported, parameter, value: bound }) =>
          imported !== undefined || (isInside && parameter !== undefined) || (bound && isWritten(bound, depth + 1)),
      );
    }
    default:
      return false;
  }
}

/** The end of an address by itself, which a function puts behind what it knows: `request('embeddings', $body)`. */
const PATH = /^[a-z]+$/;

const isWritten = (value: Expression, depth: number): boolean =>
  value.kind !== 'name' && mayBeAddress(value, false, depth);

/** The address by the name that it mostly has, as an argument or in the options around it. */
const urlOf = ({ kind, name, value }: Argument): Expression | undefined =>
  kind === 'named' && name === 'url'
    ? value
    : value.kind === 'record'
      ? value.entries.flatMap(entry => (entry.kind === 'entry' && entry.key === 'url' ? [entry.value] : []))[0]
      : undefined;

/** Whether an argument, or its `url`, is an address that bills, or the path of one. */
function namesAddress(call: CallExpression, frame: Frame, services: FindServices, isInside: boolean): boolean {
  const { resolver } = services;
  return call.arguments.slice(0, MAX_ARGUMENTS).some(argument => {
    const written = urlOf(argument) ?? argument.value;
    if (!mayBeAddress(written, isInside)) return false;
    const own = ownAddresses(resolver.evaluate(written, frame), call, frame);
    return isBilled(own, services) || optionsOf(own).some(each => isRequestTo(each, services));
  });
}

const isBilled = (address: Worth, { signatures, hosts }: FindServices): boolean =>
  addressesOf(address).some(written =>
    [written, ...completed(written)].some(each => signatures.endpoint(each, hosts(each)) !== undefined),
  );

/** Whether a value is an object that was made with an address that bills: `new HttpRequestMessage(method, address)`. */
const isRequestTo = (worth: Worth, services: FindServices): boolean =>
  worth.kind === 'reference' &&
  worth.steps.some(
    step =>
      step.kind === 'call' &&
      step.call?.arguments
        .slice(0, MAX_ARGUMENTS)
        .some(
          ({ value }) => mayBeAddress(value, true) && isBilled(services.resolver.evaluate(value, step.frame), services),
        ),
  );

/** Whether an argument is a body that tells by itself what is asked for, wherever it is sent. */
const givesBody = (call: CallExpression, frame: Frame, services: FindServices): boolean =>
  call.arguments
    .slice(0, MAX_ARGUMENTS)
    .some(({ value }) => BODIES.has(value.kind) && isTellingBody(services.resolver.evaluate(value, frame), services));

/** What a function of the workspace is handed as a body. */
const BODIES: ReadonlySet<Expression['kind']> = new Set(['name', 'record']);

/** What a path may be the end of, where the function that is handed it knows the rest. */
const completed = (address: string): readonly string[] =>
  /^[a-z]+:/i.test(address) ? [] : ['{}/', '{}/v1/'].map(start => start + address.replace(/^\//, ''));

/** The request that a function of the workspace sends with what a call hands it. */
function sentBy(
  callee: FunctionWorth,
  call: CallExpression,
  frame: Frame,
  services: FindServices,
  depth: number,
): SentRequest | undefined {
  const body = frameOf(services.resolver, callee, call, frame);
  if (!body) return undefined;
  const { program } = body;
  const { family } = languages[program.language];
  const { range } = callee.callee;
  const inside = program.calls.filter(each => each.range.start >= range.start && each.range.end <= range.end);
  for (const inner of inside.slice(0, MAX_CALLS)) {
    services.resolver.refuel();
    const name = program.text.slice(inner.nameRange.start, inner.nameRange.end);
    const matches = services.signatures.mayBe(name, family, program.text)
      ? matchCall(inner, body, services)
      : undefined;
    if (matches?.[0].endpoint) {
      // What is a request by itself, whoever calls the function, is told where it stands.
      const isItself = matchCall(inner, services.resolver.root(program), services) !== undefined;
      return isItself ? undefined : { matches, call: inner, frame: body };
    }
    const deeper = matches ? undefined : sentThrough(inner, body, services, depth + 1);
    if (deeper) return deeper;
  }
  return undefined;
}

/** The request that only its address and form tell. */
function byAddress(call: CallExpression, frame: Frame, services: FindServices): SentRequest | undefined {
  const { resolver, signatures } = services;
  for (const sender of signatures.senders(languages[frame.program.language].family)) {
    const { http } = sender.signature;
    const places = [http?.method ?? [], http?.body ?? []];
    const request = requestOf(call, frame, sender);
    if (!places.every(each => read(resolver, request, each).kind === 'found')) continue;
    const match = asEndpoint(call, frame, sender, services);
    if (match) return { matches: [match], call, frame };
  }
  return undefined;
}
