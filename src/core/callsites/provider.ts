import { isEnvironment } from '../resolve/fallbacks';
import { optionsOf, staticText, type Reading, type Resolver, type Worth } from '../resolve';
import { read, type Request, type SignatureMatch, type Signatures, type SignatureTable } from '../signatures';
import { languages } from '../syntax';
import { providerSaid, type ModelHint } from './model';
import type { ProviderRef } from './types';

/** Which provider a base URL belongs to; `local` for the user's own machine, undefined for a host that is not known. */
export type HostLookUp = (url: string) => string | undefined;

/** Whose model a name is. */
export type MakerLookUp = (model: string) => string | undefined;

/** The id of a provider by any of its names. */
export type NameLookUp = (name: string) => string | undefined;

export interface ProviderServices {
  readonly resolver: Resolver;
  readonly signatures: Pick<Signatures, 'providerOf'>;
  readonly hosts: HostLookUp;
  readonly providerNames: NameLookUp;
}

/** Who bills a call: the base URL decides, then the client's class, then what the model's name says. */
export function readProvider(
  services: ProviderServices,
  { table, client, signature, isByShape, endpoint }: SignatureMatch,
  request: Request,
  hint: ModelHint | undefined,
): ProviderRef {
  const { resolver, hosts } = services;
  if (endpoint?.addresses) return oneProvider(mostTelling(endpoint.addresses).map(url => hostNamed(url, hosts)));
  const moves = (client?.moves ?? []).map(move => ({
    provider: move.provider,
    state: moveState(read(resolver, request, [move.key]), move),
  }));
  const isOwned = (client?.provider ?? table.provider) !== undefined;
  const moved = moves.find(({ state }) => state === 'on')?.provider ?? (isOwned ? undefined : onlyProvider(moves));
  const isOpen = moved === undefined && moves.some(({ state }) => state === 'unknown');
  const said = client?.providerFrom && read(resolver, request, client.providerFrom);
  const given = (said && providerSaid(said, table)) ?? moved ?? client?.provider ?? table.provider;
  const own = given === 'unknown' || isOpen ? undefined : given;
  const reading = hint?.baseUrl ?? (client?.baseUrl && read(resolver, request, client.baseUrl));
  if (isByShape && !hint && !signature.given.length)
    return { id: signature.shapeProvider, evidence: 'client', detail: 'a client that is not known' };
  const fallback: ProviderRef = hint
    ? { id: hint.provider === 'unknown' ? undefined : hint.provider, evidence: hint.evidence, detail: hint.detail }
    : { id: own, evidence: 'sdk', detail: table.name };
  const named = signature.provider ? providersNamed(read(resolver, request, signature.provider), services) : [];
  const [first] = named;
  if (first) {
    const isOne = named.every(({ id }) => id === first.id);
    return {
      id: isOne ? first.id : undefined,
      evidence: 'client',
      detail: [...new Set(named.map(({ name }) => name))].join(' or '),
    };
  }
  if (!reading) return fallback;
  const found = byBaseUrl(resolver, reading, table, fallback, hosts);
  // A client that is one provider's own stays so, wherever its endpoint comes from.
  const isOwnClient = !hint && (moved ?? client?.provider) !== undefined;
  return isOwnClient && found.evidence === 'client' ? { ...found, id: own } : found;
}

/** Providers by a text, a constant or a client: `'openai'`, `:open_router`, `Provider::OpenAI`. */
function providersNamed(
  reading: Reading,
  { signatures, providerNames }: ProviderServices,
): { readonly id: string | undefined; readonly name: string }[] {
  if (reading.kind !== 'found') return [];
  return optionsOf(reading.worth).flatMap(worth => {
    if (worth.kind === 'nothing') return [];
    const client = worth.kind === 'reference' ? signatures.providerOf(worth) : undefined;
    if (client !== undefined) return [{ id: client, name: client }];
    const last = worth.kind === 'reference' ? worth.steps.at(-1) : undefined;
    // Constants and classes begin with a capital; what else a reference reads is not known.
    const constant = last?.kind === 'member' && /^\p{Lu}/u.test(last.name) ? last.name : undefined;
    const name = staticText(worth) ?? constant;
    return [
      name === undefined
        ? { id: undefined, name: 'one that is known at run time only' }
        : { id: providerNames(name), name },
    ];
  });
}

/** The provider that all of several ways lead to, of which one is taken. */
function onlyProvider(moves: readonly { provider: string; state: MoveState }[]): string | undefined {
  const [first, ...rest] = new Set(moves.filter(({ state }) => state === 'perhaps').map(({ provider }) => provider));
  return rest.length ? undefined : first;
}

type MoveState = 'on' | 'off' | 'perhaps' | 'unknown';

type Move = NonNullable<SignatureMatch['client']>['moves'][number];

/** Whether something is given that moves a client to another provider; a switch that is not known may be either. */
function moveState(reading: Reading, { isSwitch, type }: Move): MoveState {
  if (reading.kind !== 'found') return 'off';
  const options = optionsOf(reading.worth);
  if (type !== undefined && !options.some(option => isOf(option, type))) return 'off';
  const isOff = (option: Worth): boolean => option.kind === 'nothing' || (option.kind === 'boolean' && !option.value);
  if (options.every(isOff)) return 'off';
  if (options.some(isOff)) return isSwitch ? 'unknown' : 'perhaps';
  return isSwitch && !options.every(({ kind }) => kind === 'boolean') ? 'unknown' : 'on';
}

const isOf = (worth: Worth, type: string): boolean =>
  worth.kind === 'reference' && worth.steps.some(step => step.kind === 'member' && step.name === type);

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

function byBaseUrl(
  resolver: Resolver,
  reading: Reading,
  table: SignatureTable,
  fallback: ProviderRef,
  hosts: HostLookUp,
): ProviderRef {
  if (reading.kind !== 'found') return fallback;
  const { worth } = reading;
  const options = optionsOf(worth);
  // What is written down is where requests go when nobody says otherwise.
  const urls = options
    .flatMap(option => staticText(option) ?? firstText(option) ?? addressOf(option) ?? [])
    .filter(url => url !== '' && !(url.startsWith(SLOT) && hosts(url) === undefined));
  const unset = options.filter(option => isUnset(option, table));
  const named = urls.map(url => hostNamed(url, hosts));
  if (named.length) return oneProvider(unset.length ? [...named, fallback] : named);
  if (unset.length === options.length) return fallback;
  const detail = `${fallback.detail}; its base URL is set at run time`;
  // What may be unset leaves the vendor's own host; what code sets does not.
  return {
    ...fallback,
    ...(unset.length || isOwnHost(resolver, worth, fallback.id) ? {} : { id: undefined }),
    evidence: 'client',
    detail,
  };
}

const hostNamed = (url: string, hosts: HostLookUp): ProviderRef => ({
  id: hosts(url),
  evidence: 'baseUrl',
  detail: hostOf(url),
});

/** Those that name a host, if any does: what is written down is where requests go when nobody says otherwise. */
function mostTelling(addresses: readonly string[]): readonly string[] {
  const told = addresses.filter(address => /^[a-z]+:\/\/[^{/]/i.test(address));
  return told.length ? told : addresses;
}

/** Nothing, or what the SDK itself brings. */
function isUnset(worth: Worth, { packages }: SignatureTable): boolean {
  if (worth.kind !== 'reference') return worth.kind === 'nothing' || staticText(worth) === '';
  const names = packages[languages[worth.frame.program.language].family] ?? [];
  return names.some(name => worth.module === name);
}

/** The vendor whose client is the usual one of all others that have its API. */
const USUAL_CLIENT = 'openai';

/**
 * Whether a base URL that is not known is the vendor's own all the same: others have clients of their own, a setting
 * that may be absent leaves the vendor's host, and some settings are named after it. What code sets else does not.
 */
function isOwnHost(resolver: Resolver, worth: Worth, vendor: string | undefined): boolean {
  if (vendor === undefined) return false;
  if (vendor !== USUAL_CLIENT || isEnvironment(resolver, worth)) return true;
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

/** Stands for the part of a host that is not known. */
const ANYTHING = 'x-x';

/** What is known of a URL, when that is enough to tell its host: `https://bedrock-runtime.${region}.amazonaws.com`. */
function firstText(worth: Worth): string | undefined {
  if (worth.kind !== 'text') return undefined;
  const text = worth.parts.map(part => (part.kind === 'text' ? part.text : ANYTHING)).join('');
  const host = /^https?:\/\/([^/]+)/.exec(text)?.[1];
  const isTold =
    host !== undefined &&
    (!host.includes(ANYTHING) || /^[^.]*\.[\w-]+(\.[\w-]+)+$/.test(host.slice(host.lastIndexOf(ANYTHING))));
  return isTold ? text : undefined;
}

const hostOf = (url: string): string => /^[a-z]+:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url;
