import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { isNestedTooDeeply } from '../core/yamlNesting';
import { relaxedJson } from './relaxedJson';
import { readSourceFile } from './sourceFile';

type Exports = string | null | readonly Exports[] | { readonly [key: string]: Exports };

const exportsSchema: z.ZodType<Exports> = z.lazy(() =>
  z.union([z.string(), z.null(), z.array(exportsSchema), z.record(z.string(), exportsSchema)]),
);

const manifestSchema = z.object({
  name: z.string().optional().catch(undefined),
  main: z.string().optional().catch(undefined),
  module: z.string().optional().catch(undefined),
  types: z.string().optional().catch(undefined),
  source: z.string().optional().catch(undefined),
  exports: exportsSchema.optional().catch(undefined),
  imports: exportsSchema.optional().catch(undefined),
  workspaces: z
    .union([z.array(z.string()), z.object({ packages: z.array(z.string()) }).transform(({ packages }) => packages)])
    .optional()
    .catch(undefined),
});

type Manifest = z.output<typeof manifestSchema>;

interface WorkspacePackage {
  /** Absolute. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Answers that are kept; packages come and go more seldom than files. */
const MAX_AGE_MS = 30_000;
const MAX_LEVELS = 12; // folders above a file that are searched for a manifest
const MAX_PACKAGES = 2_000;
const MAX_DEPTH = 4; // folders that `**` stands for

/** What bundlers and frameworks take for folders of the package around, without its being written anywhere. */
const CUSTOMARY: Readonly<Record<string, readonly string[]>> = {
  '$lib/': ['src/lib'],
  '@/': ['src', ''],
  '@@/': [''],
  '~/': ['src', 'app', ''],
};

/** The packages that a repository holds several of, and the files that their names lead to. */
export class WorkspacePackages {
  private readonly manifests = new Map<string, { readonly at: number; readonly manifest: Manifest | undefined }>();
  private readonly packages = new Map<
    string,
    { readonly at: number; readonly byName: ReadonlyMap<string, WorkspacePackage> }
  >();

  constructor(private readonly isInside: (folder: string) => boolean) {}

  /**
   * Paths, without or with their ending, under which the file of an import may lie: that of a package of the same
   * repository by its name, or what the package around a file calls `#name`.
   */
  candidates(specifier: string, from: string): readonly string[] {
    if (specifier.startsWith('#')) return this.ownImport(specifier, from);
    const [prefix, folders] = Object.entries(CUSTOMARY).find(([start]) => specifier.startsWith(start)) ?? [];
    return prefix === undefined || !folders
      ? this.packageFiles(specifier, from)
      : this.customary(specifier.slice(prefix.length), folders, from);
  }

  private customary(rest: string, folders: readonly string[], from: string): readonly string[] {
    const home = this.foldersAbove(path.dirname(from)).find(folder => this.manifest(folder));
    return home === undefined ? [] : folders.map(folder => path.join(home, folder, rest));
  }

  private ownImport(specifier: string, from: string): readonly string[] {
    for (const folder of this.foldersAbove(path.dirname(from))) {
      const manifest = this.manifest(folder);
      if (!manifest) continue;
      const targets = targetsOf(manifest.imports, specifier);
      return targets.flatMap(target => withSources(folder, target));
    }
    return [];
  }

  private packageFiles(specifier: string, from: string): readonly string[] {
    const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(specifier) ?? [];
    const found = this.packageNamed(name, path.dirname(from));
    if (!found) return [];
    const { folder, manifest } = found;
    const written = targetsOf(manifest.exports, `.${rest}`);
    const { source, module, main, types } = manifest;
    const entries = rest ? [`.${rest}`, `./src${rest}`] : [source, module, main, types, './src/index', './index'];
    return [...written, ...entries].flatMap(target => (target === undefined ? [] : withSources(folder, target)));
  }

  private packageNamed(name: string, folder: string): WorkspacePackage | undefined {
    for (const each of this.foldersAbove(folder)) {
      const found = this.packagesOf(each).get(name);
      if (found) return found;
    }
    return undefined;
  }

  private foldersAbove(folder: string): string[] {
    const folders: string[] = [];
    let current = folder;
    for (let level = 0; level < MAX_LEVELS && this.isInside(current); level += 1) {
      folders.push(current);
      current = path.dirname(current);
    }
    return folders;
  }

  /** The packages that the manifest of a folder, or pnpm's file beside it, lists as the repository's own. */
  private packagesOf(root: string): ReadonlyMap<string, WorkspacePackage> {
    const known = this.packages.get(root);
    if (known && Date.now() - known.at < MAX_AGE_MS) return known.byName;
    const patterns = this.manifest(root)?.workspaces ?? pnpmPatterns(root) ?? [];
    const folders = patterns.filter(each => !each.startsWith('!')).flatMap(pattern => expand(root, pattern.split('/')));
    const byName = new Map(
      folders.slice(0, MAX_PACKAGES).flatMap(folder => {
        const manifest = this.isInside(folder) ? this.manifest(folder) : undefined;
        return manifest?.name === undefined ? [] : [[manifest.name, { folder, manifest }] as const];
      }),
    );
    this.packages.set(root, { at: Date.now(), byName });
    return byName;
  }

  private manifest(folder: string): Manifest | undefined {
    const known = this.manifests.get(folder);
    if (known && Date.now() - known.at < MAX_AGE_MS) return known.manifest;
    const file = path.join(folder, 'package.json');
    const read = existsSync(file) ? readSourceFile(file) : undefined;
    const manifest = read?.kind === 'text' ? manifestSchema.safeParse(relaxedJson(read.text)).data : undefined;
    this.manifests.set(folder, { at: Date.now(), manifest });
    return manifest;
  }
}

const pnpmSchema = z.object({ packages: z.array(z.string()) });

function pnpmPatterns(root: string): readonly string[] | undefined {
  const file = path.join(root, 'pnpm-workspace.yaml');
  const read = existsSync(file) ? readSourceFile(file) : undefined;
  if (read?.kind !== 'text' || isNestedTooDeeply(read.text)) return undefined;
  try {
    return pnpmSchema.safeParse(parse(read.text)).data?.packages;
  } catch {
    // A file that can't be read lists no packages.
    return undefined;
  }
}

/** The folders that a pattern such as `packages/*` stands for. */
function expand(folder: string, [part, ...rest]: readonly string[]): string[] {
  if (part === undefined || part === '') return [folder];
  if (part === '.') return expand(folder, rest);
  if (part === '**') return below(folder, MAX_DEPTH).flatMap(each => expand(each, rest));
  if (!part.includes('*')) return expand(path.join(folder, part), rest);
  const pattern = new RegExp(`^${part.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*')}$`);
  return foldersIn(folder)
    .filter(name => pattern.test(name))
    .flatMap(name => expand(path.join(folder, name), rest));
}

const below = (folder: string, depth: number): string[] =>
  depth === 0 ? [folder] : [folder, ...foldersIn(folder).flatMap(name => below(path.join(folder, name), depth - 1))];

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .slice(0, MAX_PACKAGES);
  } catch {
    // A folder that is gone holds none.
    return [];
  }
}

/** What `exports` or `imports` of a manifest say of a name, under whichever condition; the most exact entry first. */
function targetsOf(entries: Exports | undefined, name: string): readonly string[] {
  if (entries === undefined || entries === null) return [];
  const isTable = typeof entries === 'object' && !Array.isArray(entries) && Object.keys(entries).some(isName);
  if (!isTable) return name === '.' ? textsIn(entries) : [];
  return Object.entries(entries as Record<string, Exports>).flatMap(([key, value]) => {
    if (key === name) return textsIn(value);
    const [start = '', end = ''] = key.split('*');
    if (!key.includes('*') || !name.startsWith(start) || !name.endsWith(end)) return [];
    const matched = name.slice(start.length, name.length - end.length);
    return textsIn(value).map(target => target.replaceAll('*', matched));
  });
}

const isName = (key: string): boolean => key.startsWith('.') || key.startsWith('#');

function textsIn(value: Exports): string[] {
  if (value === null) return [];
  if (typeof value === 'string') return [value];
  return (Array.isArray(value) ? (value as readonly Exports[]) : Object.values(value)).flatMap(textsIn);
}

/** Folders of what is compiled, and what stands below them before the source's own path. */
const COMPILED = /^(?:\.\/)?(?:dist|build|lib|out|esm|cjs)\/(?:(?:esm|cjs|src)\/)?/;

/** The source that a target is compiled from, `src/index` for `dist/index.js`, then the target as it is written. */
function withSources(folder: string, target: string): string[] {
  const bare = target.replace(/\.d\.[cm]?ts$|\.[cm]?[jt]sx?$/, '');
  const sources = COMPILED.test(bare) ? ['src/', ''].map(start => bare.replace(COMPILED, start)) : [bare];
  // Declarations hold no values.
  const written = /\.d\.[cm]?ts$/.test(target) ? [] : [target];
  return [...sources, ...written].map(each => path.join(folder, each));
}
