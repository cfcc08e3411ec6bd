import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { relaxedJson } from './relaxedJson';
import { readSourceFile } from './sourceFile';

/** A module name that stands for a path: `@/*` for `/home/me/app/src/*`. */
export interface ModuleAlias {
  readonly pattern: string;
  /** Absolute. */
  readonly target: string;
}

const configSchema = z.object({
  compilerOptions: z
    .object({ baseUrl: z.string().optional(), paths: z.record(z.string(), z.array(z.string())).optional() })
    .optional(),
  extends: z.union([z.string(), z.array(z.string())]).optional(),
  references: z.array(z.object({ path: z.string() })).optional(),
});

/** Aliases that a framework gives to the project in whose folder its configuration lies. */
const CONVENTIONS: readonly {
  readonly configuration: readonly string[];
  readonly paths: Readonly<Record<string, readonly string[]>>;
}[] = [
  // https://svelte.dev/docs/kit/$lib (read 2026-11-28)
  { configuration: ['svelte.config.js', 'svelte.config.ts'], paths: { $lib: ['src/lib'], '$lib/*': ['src/lib/*'] } },
  // https://nuxt.com/docs/api/nuxt-config#alias (read 2026-11-28); sources lie in `app` from version 4 on.
  {
    configuration: ['nuxt.config.ts', 'nuxt.config.js', 'nuxt.config.mjs'],
    paths: { '~~/*': ['*'], '@@/*': ['*'], '~/*': ['app/*', '*'], '@/*': ['app/*', '*'], '#shared/*': ['shared/*'] },
  },
  // What the templates of Vue CLI and create-vue set.
  {
    configuration: ['vue.config.js', 'vite.config.ts', 'vite.config.js', 'vite.config.mjs'],
    paths: { '@/*': ['src/*'] },
  },
];

const MAX_LEVELS = 12; // folders above a file that are searched for a configuration
const MAX_EXTENDS = 4; // configurations that extend each other; cyclic ones end here

/**
 * The aliases that `tsconfig.json` or `jsconfig.json` gives to modules, from the nearest folder that has some, and
 * those of frameworks up to there.
 */
export function moduleAliases(folder: string, isInside: (folder: string) => boolean): readonly ModuleAlias[] {
  let current = folder;
  const conventions: ModuleAlias[] = [];
  for (let level = 0; level < MAX_LEVELS && isInside(current); level += 1) {
    const own = ['tsconfig.json', 'jsconfig.json']
      .map(name => path.join(current, name))
      .map(file => (existsSync(file) ? aliasesIn(file) : []))
      .find(({ length }) => length > 0);
    conventions.push(...conventionsIn(current));
    if (own) return [...own, ...conventions];
    current = path.dirname(current);
  }
  return conventions;
}

function conventionsIn(folder: string): ModuleAlias[] {
  return CONVENTIONS.filter(({ configuration }) =>
    configuration.some(name => existsSync(path.join(folder, name))),
  ).flatMap(({ paths }) => aliasesFrom(paths, folder));
}

const aliasesFrom = (paths: Readonly<Record<string, readonly string[]>>, base: string, folder = base): ModuleAlias[] =>
  Object.entries(paths).flatMap(([pattern, targets]) =>
    targets.map(target => ({ pattern, target: path.resolve(base, target.replace('${configDir}', folder)) })),
  );

function aliasesIn(file: string, depth = 0): readonly ModuleAlias[] {
  const read = depth > MAX_EXTENDS ? undefined : readSourceFile(file);
  if (read?.kind !== 'text') return [];
  const config = configSchema.safeParse(relaxedJson(read.text)).data;
  const folder = path.dirname(file);
  const options = config?.compilerOptions;
  const base = path.resolve(folder, options?.baseUrl ?? '.');
  const aliases = aliasesFrom(options?.paths ?? {}, base, folder);
  if (aliases.length || options?.baseUrl !== undefined)
    return options?.baseUrl === undefined ? aliases : [...aliases, { pattern: '*', target: path.join(base, '*') }];
  // What it does not say itself stands in what it extends, or in the parts that it is made of.
  const others = [config?.extends ?? [], config?.references?.map(reference => reference.path) ?? []].flat();
  for (const other of others) {
    const found = aliasesIn(configFile(path.resolve(folder, other)), depth + 1);
    if (found.length) return found;
  }
  return [];
}

/** A configuration may be named by its folder, or without its ending. */
const configFile = (name: string): string => {
  if (name.endsWith('.json')) return name;
  return existsSync(`${name}.json`) ? `${name}.json` : path.join(name, 'tsconfig.json');
};
