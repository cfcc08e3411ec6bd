import { optionsOf, staticText, type Reading, type Resolver } from '../resolve';
import { read, type Request, type SignatureMatch } from '../signatures';
import type { ModelHint } from './model';
import type { ProviderRef } from './types';

/** Which provider a base URL belongs to; `local` for the user's own machine, undefined for a host that is not known. */
export type HostLookUp = (url: string) => string | undefined;

/** Who bills a call: the base URL decides, then the client's class, then what the model's name says. */
export function readProvider(
  resolver: Resolver,
  { table, client, isByShape, endpoint }: SignatureMatch,
  request: Request,
  hint: ModelHint | undefined,
  hosts: HostLookUp,
): ProviderRef {
  if (endpoint) return { id: hosts(endpoint.address), evidence: 'baseUrl', detail: hostOf(endpoint.address) };
  const moved = client?.moves.find(({ key }) => isSet(read(resolver, request, [key])))?.provider;
  const named = moved ?? client?.provider ?? table.provider;
  const own = named === 'unknown' ? undefined : named;
  const reading = hint?.baseUrl ?? (client?.baseUrl && read(resolver, request, client.baseUrl));
  if (isByShape && !hint) return { id: undefined, evidence: 'client', detail: 'a client that is not known' };
  const fallback: ProviderRef = hint
    ? { id: hint.provider === 'unknown' ? undefined : hint.provider, evidence: hint.evidence, detail: hint.detail }
    : { id: own, evidence: 'sdk', detail: table.name };
  return reading ? byBaseUrl(resolver, reading, fallback, hosts) : fallback;
}

const isSet = (reading: Reading): boolean =>
  reading.kind === 'found' &&
  optionsOf(reading.worth).every(option => option.kind !== 'nothing' && !(option.kind === 'boolean' && !option.value));

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
  const options = optionsOf(worth);
  // What is written down is where requests go when nobody says otherwise.
  const urls = options.flatMap(option => staticText(option) ?? firstText(option) ?? []).filter(url => url !== '');
  if (urls.length) return oneProvider(urls.map(url => ({ id: hosts(url), evidence: 'baseUrl', detail: hostOf(url) })));
  const unset = options.filter(option => option.kind === 'nothing' || staticText(option) === '');
  if (unset.length === options.length) return fallback;
  const detail = `${fallback.detail}; its base URL is set at run time`;
  // What may be unset leaves the vendor's own host; what code sets does not.
  return {
    ...fallback,
    ...(unset.length || resolver.isEnvironment(worth) ? {} : { id: undefined }),
    evidence: 'client',
    detail,
  };
}

/** The text that a URL begins with, when that is enough to tell its host. */
function firstText(worth: { kind: string; parts?: readonly { kind: string; text?: string }[] }): string | undefined {
  const [first] = worth.kind === 'text' ? (worth.parts ?? []) : [];
  return first?.kind === 'text' && /^https?:\/\/[^/]+\//.test(first.text ?? '') ? first.text : undefined;
}

const hostOf = (url: string): string => /^[a-z]+:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url;
