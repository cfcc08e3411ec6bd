import { optionsOf, type Frame, type ReferenceWorth, type Resolver, type Worth } from '../resolve';
import { read, requestOfCall, type Request, type SignatureMatch, type Signatures } from '../signatures';
import { languages, type CallExpression, type Expression } from '../syntax';
import type { HostLookUp } from './provider';

export interface FindServices {
  readonly resolver: Resolver;
  readonly signatures: Signatures;
  readonly hosts: HostLookUp;
  /** Names of functions of other files that hand what they are passed on to a request. */
  readonly wrapperNames?: ReadonlySet<string>;
}

/** What a call can be: several matches of one signature where its client is one of several. */
export type Matches = readonly [SignatureMatch, ...SignatureMatch[]];

export interface MatchedCall {
  readonly call: CallExpression;
  readonly matches: Matches;
}

/** Clients that one call may be made with; each of them decides who bills it. */
const MAX_CLIENTS = 8;

/** The signatures that a call matches; undefined for a call that is none. */
export function matchCall(
  call: CallExpression,
  frame: Frame,
  { resolver, signatures }: FindServices,
): Matches | undefined {
  const { family } = languages[frame.program.language];
  const [first, ...rest] = optionsOf(resolver.evaluate(call.callee, frame)).flatMap(option => {
    const match = option.kind === 'reference' ? signatures.match(called(option, call, frame), family) : undefined;
    return match && isBilled(match, requestOf(call, frame, match), resolver) ? [match] : [];
  });
  if (!first) return matchByShape(call, frame, { resolver, signatures });
  return [first, ...rest.filter(match => match.signature === first.signature).slice(0, MAX_CLIENTS - 1)];
}

/**
 * A request by the names on the way to its method and the keys that it gives, where the client can't be known: a
 * parameter without a type, a field that another file sets. Anything that is known to be something else is none.
 */
function matchByShape(
  call: CallExpression,
  frame: Frame,
  { resolver, signatures }: Pick<FindServices, 'resolver' | 'signatures'>,
): Matches | undefined {
  const chain = chainOf(call.callee);
  const { family } = languages[frame.program.language];
  for (const match of signatures.byShape(
    chain.map(({ name }) => name),
    family,
  )) {
    const receiver = chain[chain.length - match.length]?.object;
    if (!receiver || !isUnread(resolver.evaluate(receiver, frame))) continue;
    if (hasKeys(call, frame, match, match.signature.shape ?? [], resolver)) return [match];
  }
  return undefined;
}

/** Nothing is known of it, not even where it comes from. */
const isUnread = (worth: Worth): boolean =>
  optionsOf(worth).every(
    option =>
      (option.kind === 'unknown' && !option.isTyped) ||
      (option.kind === 'reference' && option.module === '' && option.steps.length === 1),
  );

/** The members of a chain, each with what it is a member of: `chat`, `completions`, `create` of `client`. */
function chainOf(callee: Expression): { readonly name: string; readonly object: Expression }[] {
  const chain: { name: string; object: Expression }[] = [];
  for (let current = callee; current.kind === 'member' && chain.length < MAX_NAMES; current = current.object)
    chain.unshift({ name: current.property, object: current.object });
  return chain;
}

const MAX_NAMES = 8; // members in a row; an SDK has four

/** Whether a request gives all of the keys, or something unread that may hold them. */
function hasKeys(
  call: CallExpression,
  frame: Frame,
  match: SignatureMatch,
  keys: readonly string[],
  resolver: Resolver,
): boolean {
  const request = requestOf(call, frame, match);
  return keys.every(key => read(resolver, request, [key]).kind !== 'absent');
}

/** Whether a request gives its model or a part of its prompt. */
export function saysWhatItAsks(call: CallExpression, frame: Frame, match: SignatureMatch, resolver: Resolver): boolean {
  const request = requestOf(call, frame, match);
  const { model, prompt } = match.signature;
  return [model, ...prompt.map(each => each.read)].some(places => read(resolver, request, places).kind !== 'absent');
}

const called = (reference: ReferenceWorth, call: CallExpression, frame: Frame): ReferenceWorth => ({
  ...reference,
  steps: [...reference.steps, { kind: 'call', call, frame }],
});

/** Some methods do something else with other keys: `responses.stream({ response_id })` resumes and costs nothing. */
function isBilled({ signature }: SignatureMatch, request: Request, resolver: Resolver): boolean {
  return signature.notWith.every(key => read(resolver, request, [key]).kind !== 'found');
}

export function requestOf(
  call: CallExpression,
  frame: Frame,
  { signature, clientCalls, chain, piped }: SignatureMatch,
): Request {
  const request = requestOfCall(call, frame);
  return { ...request, index: signature.request ?? request.index, client: clientCalls, chain, piped };
}
