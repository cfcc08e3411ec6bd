import { optionsOf, staticText, type Reading, type Resolver, type Worth } from '../resolve';
import { read, type Request, type SignatureMatch } from '../signatures';
import { providerSaid, type ModelHint } from './model';
import type { ProviderRef } from './types';

/** Which provider a base URL belongs to; `local` for the user's own machine, undefined for a host that is not known. */
export type HostLookUp = (url: string) => string | undefined;

/** Who bills a call: the base URL decides, then the client's class, then what the model's name says. */
export function readProvider(
  resolver: Resolver,
  { table, client, signature, isTold }: SignatureMatch,
  request: Request,
  hint: ModelHint | undefined,
  hosts: HostLookUp,
): ProviderRef {
  if (isTold)
    return { id: signature.toldBy?.provider, evidence: 'client', detail: `${table.name}; its client is not known` };
  const said = client?.providerFrom && read(resolver, request, client.providerFrom);
  const own = (said && providerSaid(said, table)) ?? client?.provider ?? table.provider;
  const reading = hint?.baseUrl ?? (client?.baseUrl && read(resolver, request, client.baseUrl));
  const fallback: ProviderRef = hint
    ? { id: known(hint.provider), evidence: hint.evidence, detail: hint.detail }
    : { id: known(own), evidence: 'sdk', detail: table.name };
  return reading ? byBaseUrl(resolver, reading, fallback, hosts) : fallback;
}

/** Tables say `unknown` of clients that only what they are given tells more of. */
const known = (provider: string | undefined): string | undefined => (provider === 'unknown' ? undefined : provider);

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
  // One that may be left out is: where it goes then is what the code says.
  if (optionsOf(worth).some(option => option.kind === 'nothing' || isOwnVariable(option, resolver, fallback.id)))
    return fallback;
  return { id: undefined, evidence: 'client', detail: `${fallback.detail}; its base URL is set at run time` };
}

/** `OPENAI_BASE_URL`: what the SDK itself goes by, and mostly not set. */
function isOwnVariable(worth: Worth, resolver: Resolver, id: string | undefined): boolean {
  if (worth.kind !== 'reference' || id === undefined) return false;
  const isRead = resolver.knowledge(worth.frame).environmentRead(worth) !== undefined;
  const { range } = worth.expression;
  return isRead && resolver.source(worth.frame, range).toUpperCase().includes(`${id.toUpperCase()}_`);
}

/** The text that a URL begins with, when that is enough to tell its host. */
function firstText(worth: { kind: string; parts?: readonly { kind: string; text?: string }[] }): string | undefined {
  const [first] = worth.kind === 'text' ? (worth.parts ?? []) : [];
  return first?.kind === 'text' && /^https?:\/\/[^/]+\//.test(first.text ?? '') ? first.text : undefined;
}

const hostOf = (url: string): string => /^[a-z]+:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url;
