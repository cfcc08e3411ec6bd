import { z } from 'zod';
import table from './providers.yaml';

const schema = z.strictObject({
  providers: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      aliases: z.array(z.string()).default([]),
      hosts: z.array(z.string()),
    }),
  ),
  makers: z.array(z.strictObject({ match: z.string(), provider: z.string() })),
});

const { providers, makers } = schema.parse(table);
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

/**
 * The provider that a base URL belongs to: `local` for the user's own machine and private networks, undefined for a
 * host that is not known. A URL without a scheme is read as a host.
 */
export function providerOfHost(url: string): string | undefined {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/?#]*@)?(\[[^\]]+\]|[^:/?#]+)/i.exec(url.trim())?.[1]?.toLowerCase();
  if (host === undefined) return undefined;
  if (/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|127\.)/.test(host) || host.endsWith('.local')) return 'local';
  return providers.find(({ hosts }) => hosts.some(known => host === known || host.endsWith(`.${known}`)))?.id;
}
