import { readdirSync } from 'node:fs';
import path from 'node:path';
import { adapterOf, languageOf } from '../core';
import { realStart, walk } from './walk';

/** Answers that are kept; files come and go, so not for long. */
const MAX_AGE_MS = 30_000;
/** Files of one folder that a name is looked for in. */
const MAX_IN_FOLDER = 60;
/** Files whose imports one file shares; a project has one or two. */
const MAX_PRELUDES = 12;
/** Files of one name. */
const MAX_SAME_NAME = 20;

interface ProjectIndex {
  readonly at: number;
  readonly byName: ReadonlyMap<string, readonly string[]>;
  /** By the name of the folder that they lie in. */
  readonly byFolder: ReadonlyMap<string, readonly string[]>;
}

/** The names of a project's files, for languages whose imports name packages and classes rather than files. */
export class ProjectFiles {
  private index: ProjectIndex | undefined;
  private readonly folders = new Map<string, { readonly at: number; readonly files: readonly string[] }>();

  /** @param roots folders of the workspace; absolute paths */
  constructor(private readonly roots: readonly string[]) {}

  /** The source files in the folder of a file that are in its language, itself left out. */
  beside(file: string): readonly string[] {
    const language = languageOf(file);
    return this.in(path.dirname(file))
      .filter(each => each !== file && languageOf(each) === language)
      .slice(0, MAX_IN_FOLDER);
  }

  /** Files by their name without its ending, in any language of the same family as `like`; nearest to it first. */
  named(name: string, like: string): readonly string[] {
    const family = adapterOf(like)?.family;
    const found = (this.indexed().byName.get(name) ?? []).filter(
      file => file !== like && adapterOf(file)?.family === family,
    );
    return [...found].sort((a, b) => shared(b, like) - shared(a, like)).slice(0, MAX_SAME_NAME);
  }

  /** Files in folders of a name, in any language of the same family as `like`; nearest to it first. */
  inFoldersNamed(name: string, like: string): readonly string[] {
    const family = adapterOf(like)?.family;
    const found = (this.indexed().byFolder.get(name) ?? []).filter(file => adapterOf(file)?.family === family);
    return [...found].sort((a, b) => shared(b, like) - shared(a, like)).slice(0, MAX_SAME_NAME);
  }

  /** Files in the folders above a file, up to the root of the workspace, that its language shares imports in. */
  preludes(file: string): readonly string[] {
    const names = adapterOf(file)?.preludes?.names;
    if (!names) return [];
    const found: string[] = [];
    for (let folder = path.dirname(file); this.isInside(folder); folder = path.dirname(folder)) {
      found.push(...this.in(folder).filter(each => each !== file && names.test(path.basename(each))));
      if (found.length >= MAX_PRELUDES || folder === path.dirname(folder)) break;
    }
    return found.slice(0, MAX_PRELUDES);
  }

  private isInside(folder: string): boolean {
    return this.roots.some(root => folder === root || folder.startsWith(root + path.sep));
  }

  private in(folder: string): readonly string[] {
    const known = this.folders.get(folder);
    if (known && Date.now() - known.at < MAX_AGE_MS) return known.files;
    const files = namesIn(folder).map(name => path.join(folder, name));
    this.folders.set(folder, { at: Date.now(), files });
    return files;
  }

  private indexed(): ProjectIndex {
    if (this.index && Date.now() - this.index.at < MAX_AGE_MS) return this.index;
    const byName = new Map<string, string[]>();
    const byFolder = new Map<string, string[]>();
    const note = (index: Map<string, string[]>, name: string, file: string): void => {
      const known = index.get(name);
      if (known) known.push(file);
      else index.set(name, [file]);
    };
    for (const file of this.roots.flatMap(root => walk(realStart(root)).files)) {
      note(byName, path.basename(file).replace(/\.\w+$/, ''), file);
      note(byFolder, path.basename(path.dirname(file)), file);
    }
    this.index = { at: Date.now(), byName, byFolder };
    return this.index;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    // A folder that is gone holds no files.
    return [];
  }
}

/** How far two paths go together. */
function shared(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
