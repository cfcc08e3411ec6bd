import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
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

const aliasesFrom = (paths: Readonly<Record<string, readonly string[]>>, base: string): ModuleAlias[] =>
  Object.entries(paths).flatMap(([pattern, targets]) =>
    targets.map(target => ({ pattern, target: path.resolve(base, target) })),
  );

function aliasesIn(file: string): ModuleAlias[] {
  const read = readSourceFile(file);
  if (read.kind !== 'text') return [];
  const config = configSchema.safeParse(relaxedJson(read.text));
  const options = config.data?.compilerOptions;
  const base = path.resolve(path.dirname(file), options?.baseUrl ?? '.');
  const aliases = aliasesFrom(options?.paths ?? {}, base);
  return options?.baseUrl === undefined ? aliases : [...aliases, { pattern: '*', target: path.join(base, '*') }];
}

/** JSON with comments and trailing commas, as these files are written. */
function relaxedJson(text: string): unknown {
  const withoutComments = text.replace(/"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, match =>
    match.startsWith('"') ? match : ' ',
  );
  try {
    return JSON.parse(withoutComments.replace(/,(\s*[}\]])/g, '$1')) as unknown;
  } catch {
    // A configuration that can't be read gives no aliases.
    return undefined;
  }
}
