import { existsSync, readdirSync, readFileSync, realpathSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { languageOf } from '../core/syntax';
import { reasonOf } from './sourceFile';

/** Folders that hold no source of the project itself, whether or not they are ignored by git. */
const NEVER: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '.venv',
  '__pycache__',
  '.tox',
  '.mypy_cache',
  '.next',
  '.nuxt',
  '.svelte-kit',
  'site-packages',
]);
/** Folders below one another; deeper ones are a loop that links made. */
const MAX_DEPTH = 64;

export interface Walked {
  /** Absolute paths in the order of their names. */
  readonly files: readonly string[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

interface Rules {
  /** The folder that the patterns are relative to. */
  readonly folder: string;
  readonly matcher: Ignore;
}

/**
 * The source files below a path, as git sees them: `.gitignore` at every level, up to the repository's root, and
 * `.git/info/exclude`. Links are not followed. A file that is named itself is taken, whatever ignores it.
 */
export function walk(start: string): Walked {
  const files: string[] = [];
  const skipped: { file: string; reason: string }[] = [];
  const root = path.resolve(start);
  if (statSync(root).isFile()) return { files: languageOf(root) ? [root] : [], skipped };

  const visit = (folder: string, rules: readonly Rules[], depth: number): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error: unknown) {
      skipped.push({ file: folder, reason: reasonOf(error) });
      return;
    }
    const own = rulesIn(folder, path.join(folder, '.gitignore'));
    const all = own ? [...rules, own] : rules;
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (NEVER.has(entry.name) || isIgnored(full, true, all)) continue;
        if (depth >= MAX_DEPTH) skipped.push({ file: full, reason: `more than ${String(MAX_DEPTH)} folders deep` });
        else visit(full, all, depth + 1);
      } else if (entry.isFile() && languageOf(entry.name) && !isIgnored(full, false, all)) files.push(full);
    }
  };
  visit(root, rulesAbove(root), 0);
  return { files, skipped };
}

function rulesIn(folder: string, file: string): Rules | undefined {
  try {
    if (!existsSync(file)) return undefined;
    return { folder, matcher: ignore({ allowRelativePaths: true }).add(readFileSync(file, 'utf8')) };
  } catch {
    // An unreadable ignore file ignores nothing.
    return undefined;
  }
}

/** What the folders above ignore, up to the root of the repository. */
function rulesAbove(start: string): Rules[] {
  const found: Rules[] = [];
  let folder = realpathSync(start);
  for (;;) {
    const above = folder !== realpathSync(start) ? rulesIn(folder, path.join(folder, '.gitignore')) : undefined;
    if (above) found.unshift(above);
    if (existsSync(path.join(folder, '.git'))) {
      const exclude = rulesIn(folder, path.join(folder, '.git', 'info', 'exclude'));
      return exclude ? [exclude, ...found] : found;
    }
    const parent = path.dirname(folder);
    // Outside a repository nothing above counts.
    if (parent === folder) return [];
    folder = parent;
  }
}

/** The nearest rule that says anything decides. */
function isIgnored(full: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  for (const { folder, matcher } of rules.toReversed()) {
    const relative = path.relative(folder, full);
    if (!relative || relative.startsWith('..')) continue;
    const { ignored, unignored } = matcher.test(relative.split(path.sep).join('/') + (isFolder ? '/' : ''));
    if (ignored || unignored) return ignored;
  }
  return false;
}
