import { optionsOf, staticText, type Reading, type Resolver } from '../resolve';
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
  const url = optionsOf(worth).flatMap(option => staticText(option) ?? firstText(option) ?? [])[0];
  if (url !== undefined && url !== '') return { id: hosts(url), evidence: 'baseUrl', detail: hostOf(url) };
  if (optionsOf(worth).every(option => option.kind === 'nothing')) return fallback;
  const detail = `${fallback.detail}; its base URL is set at run time`;
  // A variable that may be unset leaves the vendor's own host; what code sets does not.
  return { ...fallback, ...(resolver.isEnvironment(worth) ? {} : { id: undefined }), evidence: 'client', detail };
}

/** The text that a URL begins with, when that is enough to tell its host. */
function firstText(worth: { kind: string; parts?: readonly { kind: string; text?: string }[] }): string | undefined {
  const [first] = worth.kind === 'text' ? (worth.parts ?? []) : [];
  return first?.kind === 'text' && /^https?:\/\/[^/]+\//.test(first.text ?? '') ? first.text : undefined;
}

const hostOf = (url: string): string => /^[a-z]+:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url;
