import { z } from 'zod';
import table from './providers.yaml';

const schema = z.strictObject({
  providers: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      aliases: z.array(z.string()).default([]),
      /** Also for all their subdomains. */
      hosts: z.array(z.string()),
      hostPatterns: z.array(z.string()).default([]),
      /** The makers whose models it serves, of those in `makers`; any when absent. */
      serves: z.array(z.string()).optional(),
      /** The same for an API of its own, by the name that signatures give it. */
      servesByApi: z.record(z.string(), z.array(z.string())).default({}),
    }),
  ),
  relays: z.array(
    z.strictObject({ host: z.string(), part: z.number().int(), providers: z.record(z.string(), z.string()) }),
  ),
  paths: z.array(z.strictObject({ part: z.string(), provider: z.string() })),
  gatewayPorts: z.array(z.number().int()),
  selfHostedPorts: z.array(z.number().int()),
  makers: z.array(z.strictObject({ match: z.string(), provider: z.string() })),
});

const { providers, paths, relays, makers, gatewayPorts, selfHostedPorts } = schema.parse(table);
const byName = new Map(providers.flatMap(({ id, aliases }) => [id, ...aliases].map(name => [name, id] as const)));
const compiledMakers = makers.map(({ match, provider }) => ({ pattern: new RegExp(match, 'i'), provider }));

/** Ids of the providers that are known, in order. */
export const providerIds: readonly string[] = providers.map(({ id }) => id);

/** The id of a provider by any of its names; undefined for one that is not known. */
export const providerId = (name: string): string | undefined => byName.get(name.toLowerCase());

/** For people; the id itself where no better name is known. */
export const providerName = (id: string): string => providers.find(provider => provider.id === id)?.name ?? id;

/** Whose model a name is, when nothing else tells. */
export const makerOf = (model: string): string | undefined =>
  compiledMakers.find(({ pattern }) => pattern.test(model))?.provider;

/** False for a model that is certainly of another maker than those whose models a provider serves by an API. */
export function servesModel(provider: string, model: string, api: string): boolean {
  const seller = providers.find(({ id }) => id === provider);
  const makers = seller?.servesByApi[api] ?? seller?.serves;
  const name = model.trim();
  const maker = makerOf(name.replace(/^.*\//, '')) ?? makerOf(name);
  return makers === undefined || maker === undefined || makers.includes(maker);
}

const URL_PARTS = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/?#]*@)?(\[[^\]]+\]|[^:/?#]+)(?::(\d+))?(\/[^?#]*)?/i;
/** How a part of an address is written that is known at run time only. */
const SLOT = '{}';
const PRIVATE_ADDRESS = /^(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d+){2,3}$/;

/**
 * The provider that a base URL belongs to: `local` for the user's own machine and private networks; undefined for a
 * host that is not known, and for a gateway on one's own machine, which passes calls on to somebody who bills them.
 * A URL without a scheme is read as a host; one whose host is a slot (`{}`) is known by its path, maybe.
 */
export function providerOfHost(url: string): string | undefined {
  const [, name, port, path = ''] = URL_PARTS.exec(url.trim()) ?? [];
  const host = name?.toLowerCase();
  if (host === undefined) return undefined;
  if (host === SLOT) return paths.find(({ part }) => path.includes(part))?.provider;
  const relay = relays.find(each => each.host === host);
  if (relay) return relay.providers[path.split('/')[relay.part + 1]?.toLowerCase() ?? ''];
  const isListed = (known: string): boolean => host === known || host.endsWith(`.${known}`);
  const isPrivate =
    PRIVATE_ADDRESS.test(host) ||
    host.endsWith('.local') ||
    (port !== undefined && selfHostedPorts.includes(Number(port)));
  const found = isPrivate
    ? 'local'
    : providers.find(
        ({ hosts, hostPatterns }) =>
          hosts.some(isListed) || hostPatterns.some(pattern => new RegExp(pattern).test(host)),
      )?.id;
  return found === 'local' && port !== undefined && gatewayPorts.includes(Number(port)) ? undefined : found;
}
