import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Workspace } from '../core';
import { moduleAliases, type ModuleAlias } from './moduleAliases';
import { readSourceFile } from './sourceFile';

const ENDINGS = [
  '',
  '.ts',
  '.tsx',
  '.mts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '/index.ts',
  '/index.tsx',
  '/index.js',
  '/index.mjs',
];
const PYTHON_ENDINGS = ['.py', '/__init__.py'];
/** Answers that are kept; files come and go, so not for long. */
const MAX_AGE_MS = 5_000;
const MAX_KEPT = 2_000;

/** The workspace's files on disk. Nothing outside its folders is read, nor what a link inside leads to. */
export class WorkspaceFiles implements Workspace {
  private readonly roots: readonly string[];
  private readonly resolved = new Map<string, { at: number; file: string | undefined }>();
  private readonly aliases = new Map<string, { at: number; aliases: readonly ModuleAlias[] }>();

  /** @param roots folders of the workspace; absolute paths */
  constructor(roots: readonly string[]) {
    this.roots = roots.flatMap(root => realPath(root) ?? []);
  }

  read(file: string): Promise<string | undefined> {
    const full = toPath(file);
    const real = full === undefined ? undefined : realPath(full);
    if (real === undefined || !this.isInside(real)) return Promise.resolve(undefined);
    const read = readSourceFile(real);
    return Promise.resolve(read.kind === 'text' ? read.text : undefined);
  }

  resolveImport(specifier: string, from: string): Promise<string | undefined> {
    const key = `${path.dirname(from)}\0${specifier}\0${path.extname(from)}`;
    const known = this.resolved.get(key);
    if (known && Date.now() - known.at < MAX_AGE_MS) return Promise.resolve(known.file);
    const source = toPath(from);
    const found =
      source === undefined
        ? undefined
        : source.endsWith('.py')
          ? this.python(specifier, source)
          : this.ecmascript(specifier, source);
    const file = found === undefined ? undefined : from.startsWith('file:') ? pathToFileURL(found).href : found;
    if (this.resolved.size >= MAX_KEPT) this.resolved.clear();
    this.resolved.set(key, { at: Date.now(), file });
    return Promise.resolve(file);
  }

  private ecmascript(specifier: string, from: string): string | undefined {
    if (specifier.startsWith('.')) return this.existing(path.resolve(path.dirname(from), specifier), ENDINGS);
    for (const { pattern, target } of this.aliasesFor(path.dirname(from))) {
      const rest = pattern.endsWith('*')
        ? specifier.startsWith(pattern.slice(0, -1))
          ? specifier.slice(pattern.length - 1)
          : undefined
        : specifier === pattern
          ? ''
          : undefined;
      const found = rest === undefined ? undefined : this.existing(target.replace('*', rest), ENDINGS);
      if (found) return found;
    }
    return undefined;
  }

  private python(specifier: string, from: string): string | undefined {
    const relative = /^(\.+)(.*)$/.exec(specifier);
    const parts = (relative ? relative[2] : specifier)?.split('.').filter(Boolean) ?? [];
    if (relative) {
      const up = Array<string>((relative[1]?.length ?? 1) - 1).fill('..');
      return this.existing(
        path.join(path.dirname(from), ...up, ...parts),
        parts.length ? PYTHON_ENDINGS : ['/__init__.py'],
      );
    }
    // An absolute import starts at a folder on the path: never inside a package, often where the repository or `src` begins.
    let folder = path.dirname(from);
    while (this.isInside(folder) && isFile(path.join(folder, '__init__.py'))) folder = path.dirname(folder);
    for (; this.isInside(folder); folder = path.dirname(folder)) {
      const found = this.existing(path.join(folder, ...parts), PYTHON_ENDINGS);
      if (found !== undefined && found !== from) return found;
      if (folder === path.dirname(folder)) break;
    }
    return undefined;
  }

  private aliasesFor(folder: string): readonly ModuleAlias[] {
    const known = this.aliases.get(folder);
    if (known && Date.now() - known.at < MAX_AGE_MS) return known.aliases;
    const aliases = moduleAliases(folder, each => this.isInside(each));
    this.aliases.set(folder, { at: Date.now(), aliases });
    return aliases;
  }

  private existing(base: string, endings: readonly string[]): string | undefined {
    // TypeScript names the file that it will be compiled to.
    const bases = /\.[cm]?jsx?$/.test(base) ? [base, base.replace(/\.[cm]?jsx?$/, '')] : [base];
    for (const each of bases) {
      for (const ending of endings) {
        const real = realPath(each + ending);
        if (real !== undefined && this.isInside(real) && isFile(real)) return real;
      }
    }
    return undefined;
  }

  private isInside(file: string): boolean {
    return this.roots.some(root => file === root || file.startsWith(root.endsWith(path.sep) ? root : root + path.sep));
  }
}

/** Undefined for what is not on disk: new documents and those of a virtual workspace. Drives have one letter. */
function toPath(file: string): string | undefined {
  if (file.startsWith('file:')) return fileURLToPath(file);
  return /^[a-z][\w.+-]+:/i.test(file) ? undefined : file;
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    // Not there, or a link that leads nowhere: either way nothing to read.
    return undefined;
  }
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
