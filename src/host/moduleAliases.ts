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

const MAX_LEVELS = 12; // folders above a file that are searched for a configuration

/** The aliases that `tsconfig.json` or `jsconfig.json` gives to modules, from the nearest folder that has one. */
export function moduleAliases(folder: string, isInside: (folder: string) => boolean): readonly ModuleAlias[] {
  let current = folder;
  for (let level = 0; level < MAX_LEVELS && isInside(current); level += 1) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const file = path.join(current, name);
      const aliases = existsSync(file) ? aliasesIn(file) : undefined;
      if (aliases?.length) return aliases;
    }
    current = path.dirname(current);
  }
  return [];
}

function aliasesIn(file: string): ModuleAlias[] {
  const read = readSourceFile(file);
  if (read.kind !== 'text') return [];
  const config = configSchema.safeParse(relaxedJson(read.text));
  const options = config.data?.compilerOptions;
  const base = path.resolve(path.dirname(file), options?.baseUrl ?? '.');
  const aliases = Object.entries(options?.paths ?? {}).flatMap(([pattern, targets]) =>
    targets.map(target => ({ pattern, target: path.resolve(base, target) })),
  );
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
