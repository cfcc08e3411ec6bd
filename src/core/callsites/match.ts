import { optionsOf, type Frame, type ReferenceWorth, type Resolver } from '../resolve';
import { read, type Request, type SignatureMatch, type Signatures } from '../signatures';
import { languages, type CallExpression, type LanguageFamily } from '../syntax';
import { asEndpoint } from './endpoints';
import type { HostLookUp, MakerLookUp, NameLookUp } from './provider';
import { requestOf } from './requestOf';
import { matchWithoutClient } from './unknownClients';

export interface FindServices {
  readonly resolver: Resolver;
  readonly signatures: Signatures;
  readonly hosts: HostLookUp;
  readonly makers: MakerLookUp;
  readonly providerNames: NameLookUp;
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
  { resolver, signatures, hosts }: FindServices,
): Matches | undefined {
  const { family } = languages[frame.program.language];
  const options = optionsOf(resolver.evaluate(call.callee, frame));
  const isMeant = (match: SignatureMatch): boolean =>
    isBilled(match, requestOf(call, frame, match), resolver, signatures);
  const byReceiver = options.flatMap(
    option =>
      (option.kind === 'reference' && matchReference(called(option, call, frame), family, signatures, isMeant)) || [],
  );
  const found = byReceiver.length ? byReceiver : matchWithoutClient(call, frame, options, { resolver, signatures });
  const [first, ...rest] = found
    .flatMap(match => asEndpoint(call, frame, match, { resolver, signatures, hosts }) ?? [])
    .filter(match => isBilled(match, requestOf(call, frame, match), resolver, signatures));
  if (!first) return undefined;
  return distinct([first, ...rest.filter(match => match.signature.id === first.signature.id)]);
}

/** What is called as it was made, else as what it is declared to be. */
function matchReference(
  reference: ReferenceWorth,
  family: LanguageFamily,
  signatures: Signatures,
  isMeant: (match: SignatureMatch) => boolean,
): SignatureMatch | undefined {
  const match = signatures.match(reference, family, isMeant);
  const { declared } = reference;
  if (match || !declared) return match;
  const { as } = declared;
  const steps = [...as.steps, ...reference.steps.slice(declared.after)];
  return matchReference({ ...as, steps }, family, signatures, isMeant);
}

/** A client of which only the type is known says nothing beside one whose making is. */
function distinct(matches: Matches): Matches {
  const [first, ...rest] = matches.filter(({ clientCalls }) => clientCalls.some(({ step }) => step.call));
  const [any, ...others] = matches;
  return first ? [first, ...rest.slice(0, MAX_CLIENTS - 1)] : [any, ...others.slice(0, MAX_CLIENTS - 1)];
}

const called = (reference: ReferenceWorth, call: CallExpression, frame: Frame): ReferenceWorth => ({
  ...reference,
  steps: [...reference.steps, { kind: 'call', call, frame }],
});

/** Some methods do something else with other keys: `responses.stream({ response_id })` resumes and costs nothing. */
function isBilled(
  { signature, table }: SignatureMatch,
  request: Request,
  resolver: Resolver,
  signatures: Signatures,
): boolean {
  const { notWith, onlyWith, onlyFor } = signature;
  if (onlyWith.length && read(resolver, request, onlyWith).kind === 'absent') return false;
  if (notWith.some(key => read(resolver, request, [key]).kind === 'found')) return false;
  if (!onlyFor) return true;
  const given = read(resolver, request, onlyFor.read);
  const options = given.kind === 'found' ? optionsOf(given.worth) : [];
  return options.some(option => option.kind === 'reference' && signatures.isClient(option, table, onlyFor.client));
}
