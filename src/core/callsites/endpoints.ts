import { choiceOf, optionsOf, staticText, type Frame, type Resolver, type TextWorth, type Worth } from '../resolve';
import { isLeftOpen, read, type Endpoint, type Request, type SignatureMatch, type Signatures } from '../signatures';
import { enclosingFunctions, type CallExpression, type FunctionExpression, type Program } from '../syntax';
import { contains } from '../text';
import { byBody } from './bodies';
import { formParts } from './formParts';
import type { HostLookUp } from './provider';
import { registeredBases } from './registeredClients';
import { requestOf } from './requestOf';

/** What a slot of an address is written as, so that tables can tell it from text. */
const SLOT = '{}';

export interface Services {
  readonly resolver: Resolver;
  readonly signatures: Signatures;
  readonly hosts: HostLookUp;
}

/**
 * What an HTTP request asks for, when its address is one that bills: the match as the API reads the body.
 * Undefined for any other request, and for one that only passes on what somebody else has asked.
 */
export function asEndpoint(
  call: CallExpression,
  frame: Frame,
  match: SignatureMatch,
  services: Services,
): SignatureMatch | undefined {
  const { http } = match.signature;
  if (!http) return match;
  const { resolver } = services;
  const request = requestOf(call, frame, match);
  const reading = read(resolver, request, http.url);
  if (reading.kind !== 'found') return undefined;
  if (isHandedBySeveral(reading.name, call, frame, resolver)) return undefined;
  const url = ownAddresses(reading.worth, call, frame);
  const base = http.base && read(resolver, request, http.base);
  const known = join(base?.kind === 'found' ? base.worth : registeredBase(match, call, frame, resolver), url);
  if (http.method && !isPost(read(resolver, request, http.method))) return undefined;
  const sent = read(resolver, request, http.body);
  // One that is only sent by some methods is what a request for an answer has.
  const bodies = sent.kind === 'found' ? optionsOf(sent.worth).filter(({ kind }) => kind !== 'nothing') : [];
  const body = bodies.length ? choiceOf(bodies) : formParts(resolver, request, match);
  if (body && isPassedOn(body)) return undefined;
  // Where nobody is seen to hand over an address, what is sent there is asked for where it is made.
  const isOwnBody = body !== undefined && optionsOf(ownAddresses(body, call, frame)).length > 0;
  const isHanded = isOwnBody && !optionsOf(url).length && !addressesOf(reading.worth).length;
  return (
    atAddresses(known, url, body, match, call, frame, services) ??
    byBody(isHanded ? reading.worth : url, known, body, match, call, frame, services)
  );
}

/**
 * Whether the object that holds the address is a request that several callers of the function around have made:
 * `http.SendAsync(request)`. It is theirs, each with an address of its own.
 * @param place where the address stands
 */
function isHandedBySeveral(place: string, call: CallExpression, frame: Frame, resolver: Resolver): boolean {
  const index = /^@(\d+)\./.exec(place)?.[1];
  const argument = index === undefined ? undefined : call.arguments[Number(index)];
  const held = argument && resolver.evaluate(argument.value, frame);
  return held?.kind === 'choice' && !optionsOf(ownAddresses(held, call, frame)).length;
}

/** What stands before a relative address where a container has made the client; a gap where nothing tells. */
function registeredBase(
  match: SignatureMatch,
  call: CallExpression,
  frame: Frame,
  resolver: Resolver,
): Worth | undefined {
  if (!match.signature.http?.registered) return undefined;
  const bases = registeredBases(match, call, frame, resolver);
  return bases.length ? choiceOf(bases) : resolver.unknown(frame, call.range, 'set where the client is made', 'base');
}

/** What is asked for at those of several addresses that bill, as their API reads the body. */
export function atAddresses(
  addresses: readonly string[],
  url: Worth,
  body: Worth | undefined,
  match: SignatureMatch,
  call: CallExpression,
  frame: Frame,
  { resolver, signatures, hosts }: Services,
): SignatureMatch | undefined {
  const asked = addresses.flatMap(address => {
    const found = signatures.endpointsAt(address, hosts(address)).map(({ endpoint, model }) => {
      const signature = { ...match.signature, ...endpoint.call, http: undefined };
      return { address, endpoint, model, match: { ...match, signature, endpoint: body ? { body } : {} } };
    });
    const isMeant = (each: Asked): boolean =>
      isProviders(hosts(address)) || isEvident(each.endpoint, requestOf(call, frame, each.match), resolver);
    return found.filter(isMeant).slice(0, 1);
  });
  // Of a request for text or for an image, as is decided at run time, text is what is mostly asked for.
  const first = asked.find(each => each.match.signature.mode === 'text') ?? asked[0];
  if (!first) return undefined;
  const same = asked.filter(each => each.match.signature.id === first.match.signature.id);
  const models = same.flatMap(({ model }) => (model === undefined ? [] : [modelAt(model, url)]));
  const model = models.length ? { model: choiceOf(models) } : {};
  const from = same.map(({ address }) => address);
  return { ...first.match, endpoint: { ...first.match.endpoint, ...model, addresses: from } };
}

/** What a request asks for at one of the addresses that it may go to. */
interface Asked {
  readonly address: string;
  readonly endpoint: Endpoint;
  readonly match: SignatureMatch;
  /** As the address names it. */
  readonly model: string | undefined;
}

/**
 * The addresses that are not just handed over by whoever calls the function around: those are where the request is
 * made that has them, for what only sends it for others makes none of its own.
 */
export function ownAddresses(url: Worth, { scope }: CallExpression, frame: Frame): Worth {
  const functions = enclosingFunctions(scope);
  // What the function is passed that is looked into is known; what others inside it are passed is not.
  const around = frame.callee ? functions.slice(0, Math.max(0, functions.indexOf(frame.callee))) : functions;
  if (!around.length) return url;
  const isOwn = (worth: Worth): boolean => !around.some(owner => isHandedTo(owner, worth, frame.program));
  return choiceOf(isOwn(url) ? optionsOf(url).filter(isOwn) : []);
}

/**
 * A parameter of which nothing is known stands in the address as a gap, such as that of a key: it hands over nothing.
 * Settings that are handed over are none's address yet: `settings.endpoint`.
 */
function isHandedTo({ parameters }: FunctionExpression, worth: Worth, { file }: Program): boolean {
  if (worth.kind === 'unknown' && worth.trail.at(-1)?.kind === 'field') return false;
  const gaps = new Set(
    worth.kind === 'text' ? worth.parts.flatMap(part => (part.kind === 'slot' ? part.expression : [])) : [],
  );
  return worth.trail.some(
    ({ kind, name, place }) =>
      kind === 'argument' &&
      place.file === file &&
      !gaps.has(name) &&
      parameters.some(({ range }) => contains(range, place.range)),
  );
}

/** A machine of one's own serves whatever runs there, so that its address alone tells nothing. */
const isProviders = (provider: string | undefined): boolean => provider !== undefined && provider !== 'local';

/** Whether a request to a host that is not known is one of the API whose address it has. */
function isEvident({ evidence }: Endpoint, request: Request, resolver: Resolver): boolean {
  if (!evidence) return true;
  const isNamed = programsOf(request.frame).some(({ text }) => evidence.words.some(word => text.includes(word)));
  if (evidence.isNamed && !isNamed) return false;
  const keys = [...(evidence.body ? [evidence.body] : []), ...evidence.all.map(key => [key])];
  // Of a class of the workspace it is known what its objects have, whoever makes them.
  const isDeclared = optionsOf(request.body ?? NOTHING).every(({ kind }) => kind === 'instance');
  return keys.every(each => {
    const reading = read(resolver, request, each);
    return reading.kind === 'found' || (reading.kind === 'open' && (isNamed || (isDeclared && isLeftOpen(reading))));
  });
}

const NOTHING: Worth = { kind: 'nothing', trail: [] };

/** The file of a request, and those that hand it what it sends. */
const programsOf = ({ program, arguments: given }: Frame): readonly Program[] => [
  program,
  ...new Set([...(given?.values() ?? [])].map(({ frame }) => frame.program)),
];

/** The method may stand in a variable; only one that is known to be another is none. */
function isPost(reading: { kind: string; worth?: Worth }): boolean {
  if (!reading.worth) return reading.kind === 'open';
  const names = optionsOf(reading.worth).map(option => staticText(option) ?? lastName(option));
  return names.some(name => name === undefined || /^post$/i.test(name));
}

function lastName(worth: Worth): string | undefined {
  const last = worth.kind === 'reference' ? worth.steps.at(-1) : undefined;
  return last?.kind === 'member' ? last.name.replace(/^Method/, '') : undefined;
}

/** The body of another request, as a proxy hands it on. */
const isPassedOn = (body: Worth): boolean =>
  body.kind === 'unknown' && /^(?:req|request|ctx|context|event|c)\b.*\b(?:body|rawBody|text|stream)\b/.test(body.name);

const MAX_ADDRESSES = 8;

/** Addresses that can be meant, with slots where a part is not known. */
export function join(base: Worth | undefined, url: Worth): string[] {
  const heads = base ? addressesOf(base) : [''];
  const tails = addressesOf(url);
  return (heads.length ? heads : [SLOT])
    .flatMap(head =>
      tails.map(tail =>
        /^[a-z]+:\/\//i.test(tail) || head === ''
          ? tail
          : tail === ''
            ? head
            : `${head.replace(/\/$/, '')}/${tail.replace(/^\//, '')}`,
      ),
    )
    .slice(0, MAX_ADDRESSES);
}

export const addressesOf = (worth: Worth): string[] =>
  optionsOf(worth).flatMap(option => (option.kind === 'text' ? [addressOf(option)] : []));

const addressOf = ({ parts }: TextWorth): string =>
  parts
    .map(part => (part.kind === 'text' ? part.text : SLOT))
    .join('')
    .replace(/[?#].*$/, '');

/** The part of an address that names the model, as a value of its own. */
function modelAt(model: string, url: Worth): Worth {
  const at = 'at' in url ? url.at : { file: '', range: { start: 0, end: 0 } };
  if (!model.includes(SLOT))
    return { kind: 'text', parts: [{ kind: 'text', text: decodeURIComponentSafely(model) }], at, trail: url.trail };
  return {
    kind: 'unknown',
    because: 'a part of the address that is known at run time',
    name: 'model',
    volatility: 'unknown',
    changes: 'unknown',
    at,
    trail: url.trail,
  };
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A per cent sign that encodes nothing stands for itself.
    return text;
  }
}
