import {
  isHandedToBase,
  madeOfPackage,
  optionsOf,
  type Frame,
  type Reading,
  type ReferenceWorth,
  type Resolver,
  type Worth,
} from '../resolve';
import { options, read, type Request, type SignatureMatch, type Signatures } from '../signatures';
import { languages, type CallExpression, type LanguageFamily } from '../syntax';
import { definedMatch } from './defined';
import { hasModelObject } from './model';
import { asEndpoint } from './endpoints';
import { httpInterfaceMatch } from './httpInterfaces';
import type { HostLookUp, MakerLookUp, NameLookUp } from './provider';
import { requestOf } from './requestOf';
import type { ServesLookUp } from './vendor';
import { serviceMatch, withAnnotations } from './services';
import { matchWithoutClient } from './unknownClients';

export interface FindServices {
  readonly resolver: Resolver;
  readonly signatures: Signatures;
  readonly hosts: HostLookUp;
  readonly makers: MakerLookUp;
  readonly serves: ServesLookUp;
  readonly providerNames: NameLookUp;
  /** Whether a file holds tests. */
  readonly isTest: (file: string) => boolean;
  /** Names of functions of other files that hand what they are passed on to a request. */
  readonly wrapperNames?: ReadonlySet<string>;
  /** Whether a text names a constant of another file in which an address is written. */
  readonly namesAddress?: (text: string) => boolean;
}

/** What a call can be: several matches of one signature where its client is one of several. */
export type Matches = readonly [SignatureMatch, ...SignatureMatch[]];

export interface MatchedCall {
  readonly call: CallExpression;
  readonly matches: Matches;
  /** Where the request is that it makes, when a function that it calls sends it. */
  readonly sent?: { readonly call: CallExpression; readonly frame: Frame };
}

/** Clients that one call may be made with; each of them decides who bills it. */
const MAX_CLIENTS = 8;

/** The signatures that a call matches; undefined for a call that is none. */
export function matchCall(call: CallExpression, frame: Frame, services: FindServices): Matches | undefined {
  const { resolver, signatures } = services;
  // Its own callers are told of.
  if (isHandedToBase(call, frame)) return undefined;
  const { family } = languages[frame.program.language];
  const name = frame.program.text.slice(call.nameRange.start, call.nameRange.end);
  const isMeant = (match: SignatureMatch): boolean => isBilled(match, requestOf(call, frame, match), services);
  const callees = optionsOf(resolver.evaluate(call.callee, frame));
  const hasOthers = callees.some(({ kind }) => kind === 'unknown');
  const byReceiver = callees.flatMap((option): SignatureMatch[] => {
    const defined = definedMatch(option, call, frame, services, isMeant);
    if (defined) return [defined];
    const made = madeBy(option, call, frame, resolver);
    const match =
      option.kind === 'function'
        ? (serviceMatch(option, services) ?? httpInterfaceMatch(option, call, frame, services))
        : made && matchReference(made, family, signatures, isMeant);
    return match ? [{ ...(made ? withAnnotations(match, name, services) : match), hasOthers }] : [];
  });
  const found = byReceiver.length ? byReceiver : matchWithoutClient(call, frame, callees, services);
  const [first, ...rest] = found.flatMap(match => asEndpoint(call, frame, match, services) ?? []).filter(isMeant);
  if (!first) return undefined;
  return distinct([first, ...rest.filter(match => match.signature.id === first.signature.id)]);
}

/** What is called as it was made, else as what it is declared to be, by the declaration that tells most of its making. */
function matchReference(
  reference: ReferenceWorth,
  family: LanguageFamily,
  signatures: Signatures,
  isMeant: (match: SignatureMatch) => boolean,
): SignatureMatch | undefined {
  for (const each of asDeclared(reference)) {
    const match = signatures.match(each, family, isMeant);
    if (match) return match;
  }
  return undefined;
}

/** A reference, and the same with what each declaration on the way stands for in place of what was declared. */
function asDeclared(reference: ReferenceWorth): ReferenceWorth[] {
  const found: ReferenceWorth[] = [];
  for (let declared = reference.declared; declared; declared = declared.before)
    found.unshift({ ...declared.as, steps: [...declared.as.steps, ...reference.steps.slice(declared.after)] });
  return [reference, ...found];
}

/** A client of which only the type is known says nothing beside one whose making is. */
function distinct(matches: Matches): Matches {
  const [first, ...rest] = matches.filter(({ clientCalls }) => clientCalls.some(({ step }) => step.call));
  const [any, ...others] = matches;
  return first ? [first, ...rest.slice(0, MAX_CLIENTS - 1)] : [any, ...others.slice(0, MAX_CLIENTS - 1)];
}

/** What a call makes of something of a package, or of a class that is derived from one of a package. */
function madeBy(callee: Worth, call: CallExpression, frame: Frame, resolver: Resolver): ReferenceWorth | undefined {
  if (callee.kind === 'class') return madeOfPackage(resolver, callee, call, frame);
  return callee.kind === 'reference'
    ? { ...callee, steps: [...callee.steps, { kind: 'call', call, frame }] }
    : undefined;
}

/** Some methods do something else with other arguments: `responses.stream({ response_id })` resumes and costs nothing. */
function isBilled(match: SignatureMatch, request: Request, services: FindServices): boolean {
  const { resolver, signatures } = services;
  const { table, signature } = match;
  const { notWith, onlyWith, onlyFor, given, isByRequestType, modelObject } = signature;
  if (modelObject) {
    const has = hasModelObject(resolver, signatures, match, request);
    if (has === false || (has === undefined && modelObject === 'required')) return false;
  }
  if (onlyWith.length && isLeftOut(read(resolver, request, onlyWith))) return false;
  if (notWith.some(key => isCertain(read(resolver, request, [key])))) return false;
  if (isWithDouble(match, request, services)) return false;
  if (match.isByShape && signature.requestTypes.length && isForOthers(match, request, resolver)) return false;
  if (isByRequestType && !optionsOf(options(resolver, request)).some(each => signatures.isRequest(each, match)))
    return false;
  if (onlyFor) {
    const wanted = read(resolver, request, onlyFor.read);
    const clients = wanted.kind === 'found' ? optionsOf(wanted.worth) : [];
    if (!clients.some(each => each.kind === 'reference' && signatures.isClient(each, table, onlyFor.client)))
      return false;
  }
  return given.every(({ read: places, startsWith }) => {
    const reading = read(resolver, request, places);
    const texts = reading.kind === 'found' ? optionsOf(reading.worth).map(beginningOf) : [];
    return texts.some(text => startsWith.some(start => text?.startsWith(start)));
  });
}

/** A request of another type than the one that the method takes, as far as its type is known. */
const isForOthers = ({ signature }: SignatureMatch, request: Request, resolver: Resolver): boolean =>
  optionsOf(options(resolver, request)).some(worth => {
    const [made, type] = worth.kind === 'reference' ? worth.steps.toReversed() : [];
    return made?.kind === 'call' && type?.kind === 'member' && !signature.requestTypes.includes(type.name);
  });

/** Given whatever happens, rather than where some condition holds. */
const isCertain = (reading: Reading): boolean =>
  reading.kind === 'found' && optionsOf(reading.worth).every(({ kind }) => kind !== 'nothing');

/** `llm_config=False` is as good as none. */
const isLeftOut = (reading: Reading): boolean =>
  reading.kind === 'absent' || (reading.kind === 'found' && reading.worth.kind === 'boolean' && !reading.worth.value);

/** Whether a test puts something of its own in the place of the model, or of what sends the requests. */
function isWithDouble(
  { signature }: SignatureMatch,
  request: Request,
  { resolver, signatures, isTest }: FindServices,
): boolean {
  const isStandIn = (worth: Worth): boolean =>
    worth.kind === 'reference'
      ? signatures.isDouble(worth)
      : (worth.kind === 'instance' || worth.kind === 'class') && isTest(worth.frame.program.file);
  return [signature.model, signature.sentBy].some(places => {
    const reading = read(resolver, request, places);
    const worths = reading.kind === 'found' ? optionsOf(reading.worth) : [];
    return worths.length > 0 && worths.every(isStandIn);
  });
}

function beginningOf(worth: Worth): string | undefined {
  const [first] = worth.kind === 'text' ? worth.parts : [];
  return first?.kind === 'text' ? first.text : undefined;
}
