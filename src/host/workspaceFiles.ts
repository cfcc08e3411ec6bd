import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { adapterOf, type Workspace } from '../core';
import { goPackageFolder } from './goModules';
import { moduleAliases, type ModuleAlias } from './moduleAliases';
import { OpenDocuments } from './openDocuments';
import { ProjectFiles } from './projectFiles';
import { rustModuleFiles } from './rustModules';
import { readSourceFile } from './sourceFile';
import { WorkspacePackages } from './workspacePackages';

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
  private readonly roots: readonly Root[];
  private readonly resolved = new Map<string, { at: number; file: string | undefined }>();
  private readonly declared = new Map<string, { readonly at: number; readonly has: (name: string) => boolean }>();
  private project: ProjectFiles;
  private packages = new WorkspacePackages(folder => this.isInside(folder));
  private mentions: Readonly<Record<string, readonly string[]>> = {};
  private readonly aliases = new Map<string, { at: number; aliases: readonly ModuleAlias[] }>();

  /**
   * @param roots folders of the workspace; absolute paths
   * @param documents what holds instead of what is on disk
   */
  constructor(
    roots: readonly string[],
    private readonly documents = new OpenDocuments(),
  ) {
    this.roots = roots.flatMap(named => {
      const real = realPath(named);
      return real === undefined ? [] : { named, real };
    });
    this.project = new ProjectFiles(this.realRoots);
  }

  /** Forgets which files there are: some have come or gone. */
  forget(): void {
    for (const cache of [this.resolved, this.declared, this.aliases]) cache.clear();
    this.project = new ProjectFiles(this.realRoots);
    this.packages = new WorkspacePackages(folder => this.isInside(folder));
  }

  /** The path of a file behind the links by which a folder of the workspace was named. */
  realPathOf(file: string): string {
    const root = this.roots.find(({ named }) => isAtOrBelow(file, named));
    return root ? root.real + file.slice(root.named.length) : file;
  }

  nameOf(file: string): string {
    const path = this.toPath(file);
    const root = path === undefined ? undefined : this.roots.find(({ real }) => isAtOrBelow(path, real));
    return root && path !== undefined ? path.slice(root.real.length) : file;
  }

  private get realRoots(): readonly string[] {
    return this.roots.map(({ real }) => real);
  }

  /** Says in which files names stand, from now on. */
  setMentions(mentions: Readonly<Record<string, readonly string[]>>): void {
    this.mentions = mentions;
  }

  mentioning(name: string, from: string): readonly string[] | undefined {
    const files = Object.hasOwn(this.mentions, name) ? this.mentions[name] : undefined;
    const source = this.toPath(from);
    return files?.filter(file => file !== source).map(file => this.likeUri(from, file));
  }

  declaring(name: string, from: string): readonly string[] {
    const source = this.toPath(from);
    const adapter = source === undefined ? undefined : adapterOf(source);
    if (source === undefined || !adapter) return [];
    const { sharesNames } = adapter;
    const files =
      sharesNames === 'folder'
        ? this.project.beside(source).filter(file => this.holds(file, name))
        : sharesNames === 'project'
          ? [...new Set([name, snakeCase(name)])].flatMap(each => this.project.named(each, source))
          : [];
    return files.map(file => this.likeUri(from, file));
  }

  preludes(from: string): readonly string[] {
    const source = this.toPath(from);
    const files = source === undefined ? [] : this.project.preludes(source);
    return files.map(file => this.likeUri(from, file));
  }

  /** Whether a file may declare a name for others of its folder. */
  private holds(file: string, name: string): boolean {
    let known = this.declared.get(file);
    if (!known || Date.now() - known.at > MAX_AGE_MS) {
      const read = this.isInside(file) ? readSourceFile(file) : undefined;
      const text = read?.kind === 'text' ? read.text : '';
      const names = adapterOf(file)?.declaredNames?.(text);
      known = { at: Date.now(), has: names ? each => names.has(each) : each => text.includes(each) };
      if (this.declared.size >= MAX_KEPT) this.declared.clear();
      this.declared.set(file, known);
    }
    return known.has(name);
  }

  read(file: string): string | undefined {
    const full = this.toPath(file);
    const real = full === undefined ? undefined : realPath(full);
    if (real === undefined || !this.isInside(real)) return undefined;
    const document = this.documents.get(real);
    // Of a notebook, others ask for what is on disk: its cells are none of their business.
    if (document && !document.stretches) return document.text;
    const read = readSourceFile(real);
    return read.kind === 'text' ? read.text : undefined;
  }

  resolveImport(specifier: string, from: string): string | undefined {
    // A Rust file is a module of its own, so that its paths begin elsewhere than its neighbours' do.
    const start = from.endsWith('.rs') ? from : path.dirname(from);
    const key = `${start}\0${specifier}\0${path.extname(from)}`;
    const known = this.resolved.get(key);
    if (known && Date.now() - known.at < MAX_AGE_MS) return known.file;
    const source = this.toPath(from);
    const found = source === undefined ? undefined : this.find(specifier, source);
    const file = found === undefined ? undefined : this.likeUri(from, found);
    if (this.resolved.size >= MAX_KEPT) this.resolved.clear();
    this.resolved.set(key, { at: Date.now(), file });
    return file;
  }

  resolveFile(name: string, from: string, isBeside: boolean): string | undefined {
    const source = this.toPath(from);
    const found = source === undefined ? undefined : this.fileNamed(name, source, isBeside);
    return found === undefined ? undefined : this.likeUri(from, found);
  }

  /** Programs run in a folder above their files, mostly where the project begins. */
  private fileNamed(name: string, from: string, isBeside: boolean): string | undefined {
    for (let folder = path.dirname(from); this.isInside(folder); folder = path.dirname(folder)) {
      const found = this.existing(path.resolve(folder, name), ['']);
      if (found !== undefined || isBeside || path.isAbsolute(name)) return found;
      if (folder === path.dirname(folder)) break;
    }
    return undefined;
  }

  private find(specifier: string, from: string): string | undefined {
    switch (adapterOf(from)?.family) {
      case 'javascript':
        return this.ecmascript(specifier, from);
      case 'python':
        return this.python(specifier, from);
      case 'rust':
        return this.rust(specifier, from);
      case 'go':
        return this.goPackage(specifier, from);
      case 'jvm':
        return this.classFile(specifier.split('.'), from) ?? this.packageFile(specifier, from);
      case 'csharp':
      case 'php':
        return this.classFile(specifier.split(/[./\\]/), from);
      default:
        return undefined;
    }
  }

  /** A file of a package of the workspace. */
  private goPackage(specifier: string, from: string): string | undefined {
    const folder = goPackageFolder(specifier, from, each => this.isInside(each));
    if (folder === undefined) return undefined;
    return this.project.beside(path.join(folder, '_.go')).find(file => !file.endsWith('_test.go'));
  }

  /** The file of a class by its full name: of several of that name the one whose folders agree the farthest. */
  private classFile(parts: readonly string[], from: string): string | undefined {
    const name = parts.at(-1) ?? '';
    const agreement = (file: string): number => {
      const folders = path.dirname(file).split(path.sep);
      let count = 0;
      while (count < parts.length - 1 && folders.at(-1 - count) === parts.at(-2 - count)) count += 1;
      return count;
    };
    const candidates = this.project.named(name, from).filter(file => parts.length === 1 || agreement(file) > 0);
    return [...candidates].sort((a, b) => agreement(b) - agreement(a))[0];
  }

  /** A file of a package by the package's name, which it says itself: what its files declare belongs to all of them. */
  private packageFile(specifier: string, from: string): string | undefined {
    const declaration = new RegExp(`^package\\s+${specifier.replace(/[^\w]/g, '\\$&')}\\s*;?\\s*$`, 'm');
    return this.project.inFoldersNamed(specifier.split('.').at(-1) ?? '', from).find(file => {
      const read = this.isInside(file) ? readSourceFile(file) : undefined;
      return read?.kind === 'text' && declaration.test(read.text);
    });
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
    for (const candidate of this.packages.candidates(specifier, from)) {
      const found = this.existing(candidate, ENDINGS);
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
    // A file that is run as a script finds what lies beside it, also inside a package.
    const beside = this.existing(path.join(path.dirname(from), ...parts), PYTHON_ENDINGS);
    return beside === from ? undefined : beside;
  }

  private rust(specifier: string, from: string): string | undefined {
    for (const file of rustModuleFiles(specifier, from, each => this.isInside(each))) {
      const found = this.existing(file, ['']);
      if (found !== undefined && found !== from) return found;
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
    return this.roots.some(({ real }) => isAtOrBelow(file, real));
  }

  /** Undefined for what is not on disk: new documents and those of a virtual workspace. */
  private toPath(file: string): string | undefined {
    if (file.startsWith('file:')) return this.realPathOf(fileURLToPath(file));
    return /^[a-z][\w.+-]+:/i.test(file) ? undefined : file; // the letter of a drive is one
  }

  /** Names a file as the file that leads to it is named. */
  private likeUri(from: string, file: string): string {
    if (!from.startsWith('file:')) return file;
    const root = this.roots.find(({ real }) => isAtOrBelow(file, real));
    return pathToFileURL(root ? root.named + file.slice(root.real.length) : file).href;
  }
}

/** A folder of the workspace as it was named, and where it is. */
interface Root {
  readonly named: string;
  readonly real: string;
}

const isAtOrBelow = (file: string, folder: string): boolean =>
  file === folder || file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);

/** `TicketAnswerer` → `ticket_answerer`, as some languages name files after classes. */
const snakeCase = (name: string): string =>
  name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z0-9])(?=[A-Z][a-z])/g, '_').toLowerCase();

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
