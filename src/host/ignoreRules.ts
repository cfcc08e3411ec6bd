import { existsSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { readSourceFile } from './sourceFile';

/** git compares names by what the platform's file systems usually do. */
const IGNORES_CASE = process.platform === 'win32' || process.platform === 'darwin';

/** What git ignores, from the root of a repository down to some folder. Values; `below` makes new ones. */
export class IgnoreRules {
  private constructor(
    /** The folder that names are relative to. */
    private readonly root: string,
    private readonly matcher: Ignore | undefined,
  ) {}

  /** The rules of a folder that is no part of a repository, or the root of one. */
  static at(root: string): IgnoreRules {
    const exclude = linesOf(path.join(root, '.git', 'info', 'exclude'));
    return new IgnoreRules(root, undefined).and(root, exclude).and(root, linesOf(path.join(root, '.gitignore')));
  }

  /**
   * The rules that hold in a folder, with those of the folders above it up to the repository's root. Outside a
   * repository, or where those would ignore the folder itself, the rules begin with the folder.
   */
  static around(folder: string): IgnoreRules {
    const above: string[] = [];
    for (let current = folder; !existsSync(path.join(current, '.git')); current = path.dirname(current)) {
      if (current === path.dirname(current)) return IgnoreRules.at(folder);
      above.unshift(current);
    }
    const root = above[0] === undefined ? folder : path.dirname(above[0]);
    const rules = above.reduce((outer, each) => outer.below(each), IgnoreRules.at(root));
    return rules.ignores(folder, true) ? IgnoreRules.at(folder) : rules;
  }

  /** The rules that hold in a folder right below one for which these do. */
  below(folder: string): IgnoreRules {
    return this.and(folder, linesOf(path.join(folder, '.gitignore')));
  }

  ignores(full: string, isFolder: boolean): boolean {
    return full !== this.root && this.in(path.dirname(full))(path.basename(full), isFolder);
  }

  /** The same for what lies right in a folder, by its name. */
  in(folder: string): (name: string, isFolder: boolean) => boolean {
    const { matcher } = this;
    if (!matcher) return () => false;
    const way = path.relative(this.root, folder).split(path.sep).filter(Boolean);
    const above = way.map(each => `${each}/`).join('');
    return (name, isFolder) => matcher.ignores(`${above}${name}${isFolder ? '/' : ''}`);
  }

  /** These and more, whose patterns begin in a folder. */
  and(folder: string, lines: readonly string[]): IgnoreRules {
    if (!lines.length) return this;
    const prefix = path.relative(this.root, folder).split(path.sep).filter(Boolean).map(literally).join('/');
    const matcher = ignore({ ignorecase: IGNORES_CASE });
    if (this.matcher) matcher.add(this.matcher);
    matcher.add(lines.map(line => fromRoot(line, prefix)));
    return new IgnoreRules(this.root, matcher);
  }
}

function linesOf(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  const read = readSourceFile(file);
  // An ignore file that can't be read ignores nothing.
  if (read.kind !== 'text') return [];
  return read.text.split(/\r?\n/).filter(line => line.trim() !== '' && !line.startsWith('#'));
}

const literally = (name: string): string => name.replace(/[\\*?[\]]/g, '\\$&');

/** A pattern of some folder as one of the root: with a slash inside it names a path, without one any name below. */
function fromRoot(line: string, prefix: string): string {
  const isNegated = line.startsWith('!');
  const pattern = line.slice(isNegated ? 1 : 0);
  if (prefix === '') return line;
  const isPath = /\/(?!\s*$)/.test(pattern);
  const relative = isPath ? pattern.replace(/^\//, '') : `**/${pattern.replace(/^\\(?=[!#])/, '')}`;
  return `${isNegated ? '!' : ''}/${prefix}/${relative}`;
}
