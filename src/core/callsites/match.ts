import { optionsOf, type Frame, type ReferenceWorth, type Resolver, type Worth } from '../resolve';
import { read, requestOfCall, type Request, type SignatureMatch, type Signatures } from '../signatures';
import { languages, type CallExpression } from '../syntax';
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
  const options = optionsOf(resolver.evaluate(call.callee, frame));
  const byReceiver = options.flatMap(
    option => (option.kind === 'reference' && signatures.match(called(option, call, frame), family)) || [],
  );
  const isOpen = !byReceiver.length && !options.some(isOwnMethod);
  const byRequest = isOpen ? matchRequest(call, frame, resolver, signatures) : undefined;
  const [first, ...rest] = (byRequest ? [byRequest] : byReceiver).filter(match =>
    isBilled(match, requestOf(call, frame, match), resolver),
  );
  if (!first) return undefined;
  return [first, ...rest.filter(match => match.signature === first.signature).slice(0, MAX_CLIENTS - 1)];
}

/** A method of the workspace that does something itself, unlike one that an interface asks for. */
const isOwnMethod = (worth: Worth): boolean =>
  worth.kind === 'class' || (worth.kind === 'function' && worth.callee.owner?.isInterface !== true);

/** A call whose receiver is not known, by the type of what it is handed. */
function matchRequest(
  call: CallExpression,
  frame: Frame,
  resolver: Resolver,
  signatures: Signatures,
): SignatureMatch | undefined {
  const { text, language } = frame.program;
  const name = text.slice(call.nameRange.start, call.nameRange.end);
  return signatures.matchRequest(name, languages[language].family, index => {
    const argument = call.arguments[index];
    return argument?.kind === 'positional' ? resolver.evaluate(argument.value, frame) : undefined;
  });
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
