import { optionsOf, staticText, type Reading, type Resolver, type Worth } from '../resolve';
import { read, type Request, type SignatureMatch } from '../signatures';
import type { ModelHint } from './model';
import type { ProviderRef } from './types';

/** Which provider a base URL belongs to; `local` for the user's own machine, undefined for a host that is not known. */
export type HostLookUp = (url: string) => string | undefined;

/** Who bills a call: the base URL decides, then the client's class, then what the model's name says. */
export function readProvider(
  resolver: Resolver,
  { table, client, signature, isByShape, endpoint }: SignatureMatch,
  request: Request,
  hint: ModelHint | undefined,
  hosts: HostLookUp,
): ProviderRef {
  if (endpoint) return { id: hosts(endpoint.address), evidence: 'baseUrl', detail: hostOf(endpoint.address) };
  const moved = client?.moves.find(({ key }) => isSet(read(resolver, request, [key])))?.provider;
  const own = named(resolver, client, request) ?? moved ?? client?.provider ?? table.provider;
  const reading = hint?.baseUrl ?? (client?.baseUrl && read(resolver, request, client.baseUrl));
  if (isByShape && !hint && !signature.given.length)
    return { id: undefined, evidence: 'client', detail: 'a client that is not known' };
  const fallback: ProviderRef = hint
    ? { id: hint.provider === 'unknown' ? undefined : hint.provider, evidence: hint.evidence, detail: hint.detail }
    : { id: own, evidence: 'sdk', detail: table.name };
  return reading ? byBaseUrl(resolver, reading, fallback, hosts) : fallback;
}

/** The provider that a request or its client calls by name. */
function named(resolver: Resolver, client: SignatureMatch['client'], request: Request): string | undefined {
  if (!client?.providerName) return undefined;
  const reading = read(resolver, request, client.providerName.read);
  const name = reading.kind === 'found' ? staticText(reading.worth) : undefined;
  return name === undefined ? undefined : (client.providerName.names[name] ?? name);
}

const isSet = (reading: Reading): boolean =>
  reading.kind === 'found' &&
  reading.worth.kind !== 'nothing' &&
  !(reading.worth.kind === 'boolean' && !reading.worth.value);

/** The provider that all clients of a call have in common; none where they differ. */
export function oneProvider(providers: readonly ProviderRef[]): ProviderRef {
  const [first] = providers;
  if (!first) return { id: undefined, evidence: 'client', detail: 'no client' };
  if (providers.every(({ id }) => id === first.id)) return first;
  return {
    id: undefined,
    evidence: 'baseUrl',
    detail: [...new Set(providers.map(({ detail }) => detail))].join(' or '),
  };
}

function byBaseUrl(resolver: Resolver, reading: Reading, fallback: ProviderRef, hosts: HostLookUp): ProviderRef {
  if (reading.kind !== 'found') return fallback;
  const { worth } = reading;
  // Of several, the one that is written down is where requests go when nobody says otherwise.
  const url = optionsOf(worth).flatMap(option => staticText(option) ?? addressOf(option) ?? [])[0];
  if (url !== undefined && url !== '') {
    const id = hosts(url);
    if (id !== undefined || !url.startsWith(SLOT)) return { id, evidence: 'baseUrl', detail: hostOf(url) };
  }
  if (optionsOf(worth).every(option => option.kind === 'nothing')) return fallback;
  const detail = `${fallback.detail}; its base URL is set at run time`;
  return {
    ...fallback,
    ...(isOwnHost(resolver, worth, fallback.id) ? {} : { id: undefined }),
    evidence: 'client',
    detail,
  };
}

/** The vendor whose client is the usual one of all others that have its API. */
const USUAL_CLIENT = 'openai';

/**
 * Whether a base URL that is not known is the vendor's own all the same: others have clients of their own, a setting
 * that may be absent leaves the vendor's host, and some settings are named after it. What code sets else does not.
 */
function isOwnHost(resolver: Resolver, worth: Worth, vendor: string | undefined): boolean {
  if (vendor === undefined) return false;
  if (vendor !== USUAL_CLIENT || resolver.isEnvironment(worth)) return true;
  return optionsOf(worth).some(
    option => option.kind === 'nothing' || (option.kind === 'unknown' && option.name.toLowerCase().includes(vendor)),
  );
}

/** What a part of an address is written as that is known at run time only. */
const SLOT = '{}';

/** An address with slots in it, when it may be enough to tell whose it is: its host is written, or all of its path. */
function addressOf(worth: Worth): string | undefined {
  if (worth.kind !== 'text') return undefined;
  const address = worth.parts.map(part => (part.kind === 'text' ? part.text : SLOT)).join('');
  return /^https?:\/\/[^/{]+\/|^\{\}\//.test(address) ? address : undefined;
}

const hostOf = (url: string): string => /^[a-z]+:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url;
