import { optionsOf, pathOf, type Frame, type ReferenceWorth, type Resolver, type Worth } from '../resolve';
import { read, requestOfCall, type Request, type SignatureMatch, type Signatures } from '../signatures';
import { languages, type CallExpression, type LanguageFamily } from '../syntax';
import { hasModelObject } from './model';
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
  const hasOthers = options.some(({ kind }) => kind === 'unknown');
  const proven = options.flatMap(option => {
    const match = option.kind === 'reference' ? signatures.match(called(option, call, frame), family) : undefined;
    return match ? [{ ...match, hasOthers }] : [];
  });
  const matches = proven.length ? proven : options.flatMap(option => told(option, call, frame, signatures, resolver));
  const [first, ...rest] = matches.filter(match =>
    isBilled(match, requestOf(call, frame, match), resolver, signatures),
  );
  if (!first) return undefined;
  return [first, ...rest.filter(match => match.signature === first.signature).slice(0, MAX_CLIENTS - 1)];
}

/** Where a receiver is not declared to be of a type, which would tell what it is not. */
const UNTYPED: ReadonlySet<LanguageFamily> = new Set(['php', 'python', 'ruby']);
/** Test doubles answer to any name. */
const DOUBLES = /mock|fake|stub/i;

/** A method of something that is not known, as far as its names and keys tell which it is. */
function told(
  callee: Worth,
  call: CallExpression,
  frame: Frame,
  signatures: Signatures,
  resolver: Resolver,
): readonly SignatureMatch[] {
  const { language } = frame.program;
  const { family } = languages[language];
  const isForeign =
    callee.kind === 'reference' && !signatures.isPackage(callee.module, language) && !DOUBLES.test(callee.module);
  if ((callee.kind !== 'unknown' && !isForeign) || !UNTYPED.has(family)) return [];
  const names = callee.kind === 'unknown' ? callee.name.split('.') : pathOf(callee);
  const request = requestOfCall(call, frame);
  const match = signatures.matchUnknown(names, family, key => {
    const { kind } = read(resolver, request, [key]);
    return kind === 'open' ? undefined : kind === 'found';
  });
  return match ? [match] : [];
}

const called = (reference: ReferenceWorth, call: CallExpression, frame: Frame): ReferenceWorth => ({
  ...reference,
  steps: [...reference.steps, { kind: 'call', call, frame }],
});

/** Some methods do something else with other keys: `responses.stream({ response_id })` resumes and costs nothing. */
function isBilled(match: SignatureMatch, request: Request, resolver: Resolver, signatures: Signatures): boolean {
  const { notWith, modelObject } = match.signature;
  if (modelObject) {
    const has = hasModelObject(resolver, signatures, match, request);
    if (has === false || (has === undefined && modelObject === 'required')) return false;
  }
  return notWith.every(key => read(resolver, request, [key]).kind !== 'found');
}

export function requestOf(
  call: CallExpression,
  frame: Frame,
  { table, signature, clientCalls, changed, chain, piped }: SignatureMatch,
): Request {
  const request = requestOfCall(call, frame);
  const packages = table.packages[languages[frame.program.language].family] ?? [];
  const index = signature.request ?? request.index;
  return { ...request, index, client: clientCalls, changed, chain, piped, packages };
}
