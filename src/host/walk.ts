import { existsSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { languageOf } from '../core';
import { IgnoreRules } from './ignoreRules';
import { reasonOf } from './sourceFile';

/** Folders that hold no source of the project itself, whether or not they are ignored by git. */
const NEVER: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.ipynb_checkpoints', // copies that Jupyter keeps
  '.svn',
  '.mypy_cache',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.tox',
  '.venv',
  '__pycache__',
  'bower_components',
  'node_modules',
  'site-packages',
]);
/** Folders that tools write to. Somebody may keep sources there all the same, so that leaving them out is told. */
const OUTPUT: ReadonlySet<string> = new Set(['build', 'coverage', 'dist', 'out', 'target', 'vendor']);
/** Declarations without code: nothing in them is a call. */
const TYPE_STUB = /\.(?:d\.[cm]?ts|pyi)$/;
/** Folders below one another; deeper ones are made by a mistake or to do harm. */
const MAX_DEPTH = 64;

export interface Walked {
  /** Absolute paths in the order of their names. */
  readonly files: readonly string[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/** Where a walk begins: links in the way to the path are resolved, so that names in it can be compared. */
export function realStart(start: string): string {
  const full = path.resolve(start);
  return statSync(full).isDirectory()
    ? realpathSync(full)
    : path.join(realpathSync(path.dirname(full)), path.basename(full));
}

/** What of a folder is walked. */
export interface WalkOptions {
  /** Patterns of what is left out beside what git ignores, from the folder itself, in git's form. */
  readonly excludes?: readonly string[];
  /** Only these files and folders, with all that is below them. Absolute paths. */
  readonly within?: readonly string[];
  /** Told of each file as it is found. */
  readonly onFile?: () => void;
}

/**
 * The source files below a folder, as git sees them: `.gitignore` at every level, up to the repository's root, and
 * `.git/info/exclude`. Links are not followed. What is named itself is taken, whatever ignores it.
 * @param start by `realStart`
 */
export function walk(start: string, { excludes = [], within, onFile }: WalkOptions = {}): Walked {
  const files: string[] = [];
  const skipped: { file: string; reason: string }[] = [];
  const skip = (file: string, reason: string): void => void skipped.push({ file, reason });

  const take = (file: string): void => {
    files.push(file);
    onFile?.();
  };
  const ways = within && waysTo(start, within);

  const visit = (folder: string, rules: IgnoreRules, depth: number, isWhole: boolean): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error: unknown) {
      skip(folder, reasonOf(error));
      return;
    }
    const below = folder.endsWith(path.sep) ? folder : folder + path.sep;
    const ruled = rules.in(folder);
    for (const entry of entries.sort(byName)) {
      const { name } = entry;
      const full = below + name;
      if (!isWhole && !ways?.has(full)) continue;
      if (entry.isDirectory()) {
        if (NEVER.has(name) || ruled(name, true)) continue;
        if (OUTPUT.has(name)) skip(full, 'usually written by a tool; name the folder itself to have it read');
        else if (depth >= MAX_DEPTH) skip(full, `more than ${MAX_DEPTH} folders deep`);
        else visit(full, rulesBelow(full, rules), depth + 1, isWhole || ways?.get(full) === true);
      } else if (isSource(name) || (entry.isSymbolicLink() && leadsToFolder(full))) {
        if (NEVER.has(name) || ruled(name, false)) continue;
        if (entry.isFile()) take(full);
        else skip(full, entry.isSymbolicLink() ? 'a link; links are not followed' : 'not a regular file');
      }
    }
  };

  if (statSync(start).isDirectory())
    visit(start, IgnoreRules.around(start).and(start, excludes), 0, !ways || ways.get(start) === true);
  else if (languageOf(start)) take(start);
  else skip(start, 'not in a language that is read');
  return { files, skipped };
}

/** The paths and the folders on the way to them; true for the paths themselves. */
function waysTo(start: string, paths: readonly string[]): ReadonlyMap<string, boolean> {
  const ways = new Map<string, boolean>();
  for (const each of paths) {
    ways.set(each, true);
    for (let above = path.dirname(each); above.startsWith(start) && !ways.has(above); above = path.dirname(above))
      ways.set(above, false);
  }
  return ways;
}

const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : 1);

const isSource = (name: string): boolean => languageOf(name) !== undefined && !TYPE_STUB.test(name);

/** A repository inside another one has rules of its own. */
const rulesBelow = (folder: string, rules: IgnoreRules): IgnoreRules =>
  existsSync(path.join(folder, '.git')) ? IgnoreRules.at(folder) : rules.below(folder);

function leadsToFolder(link: string): boolean {
  try {
    return statSync(link).isDirectory();
  } catch {
    // A link that leads nowhere or to itself.
    return false;
  }
}
