import { existsSync } from 'node:fs';
import path from 'node:path';
import { readSourceFile } from './sourceFile';

const MAX_LEVELS = 12; // folders above a file that are searched for a manifest
const MANIFEST = 'Cargo.toml';
/** Crates that come with the compiler. */
const BUILT_IN: ReadonlySet<string> = new Set(['std', 'core', 'alloc', 'proc_macro', 'test']);

/**
 * The files that a Rust path such as `crate::config`, `super::models` or `my_crate::prompts` can stand for, the
 * likeliest first. Empty for what the workspace does not declare.
 * @param from absolute path of the file in which it is written
 */
export function rustModuleFiles(specifier: string, from: string, isInside: (folder: string) => boolean): string[] {
  const [head = '', ...rest] = specifier.split('::');
  if (BUILT_IN.has(head)) return [];
  if (head === 'self') return filesOf(moduleFolder(from), rest);
  if (head === 'super') {
    const ups = rest.findIndex(part => part !== 'super');
    const more = ups === -1 ? rest.length : ups;
    const folder = path.join(moduleFolder(from), ...Array<string>(more + 1).fill('..'));
    return filesOf(folder, rest.slice(more));
  }
  const folder = packageFolder(from, isInside);
  if (folder === undefined) return [];
  if (head === 'crate') return filesOf(path.dirname(rootFile(from, folder)), rest, rootFile(from, folder));
  const other = crateFolder(head, folder, isInside);
  return other === undefined ? [] : filesOf(path.join(other, 'src'), rest, path.join(other, 'src', 'lib.rs'));
}

/** The folder in which the modules stand that a file declares. */
function moduleFolder(file: string): string {
  const folder = path.dirname(file);
  const name = path.basename(file, '.rs');
  return /^(?:mod|lib|main)$/.test(name) || isRootOfItsOwn(file) ? folder : path.join(folder, name);
}

/** Programs beside the main one, examples and tests are crates of one file. */
const isRootOfItsOwn = (file: string): boolean => /[\\/](?:bin|examples|tests|benches)[\\/][^\\/]+\.rs$/.test(file);

function filesOf(folder: string, parts: readonly string[], root?: string): string[] {
  const target = path.join(folder, ...parts);
  if (parts.length) return [`${target}.rs`, path.join(target, 'mod.rs')];
  const own = [`${target}.rs`, path.join(target, 'mod.rs')];
  return root === undefined ? [...own, path.join(target, 'lib.rs'), path.join(target, 'main.rs')] : [root];
}

/** The file that `crate` means. */
function rootFile(from: string, folder: string): string {
  const main = path.join(folder, 'src', 'main.rs');
  if (from === main || isRootOfItsOwn(from)) return from;
  const library = path.join(folder, 'src', 'lib.rs');
  return existsSync(library) ? library : main;
}

function packageFolder(from: string, isInside: (folder: string) => boolean): string | undefined {
  return manifestFolders(path.dirname(from), isInside)[0];
}

/** The folders with a manifest from here upward. */
function manifestFolders(start: string, isInside: (folder: string) => boolean): string[] {
  const found: string[] = [];
  let folder = start;
  for (let level = 0; level < MAX_LEVELS && isInside(folder); level += 1) {
    if (existsSync(path.join(folder, MANIFEST))) found.push(folder);
    folder = path.dirname(folder);
  }
  return found;
}

/** Where a crate lies that a manifest names as one of its own, or by a path. */
function crateFolder(name: string, folder: string, isInside: (folder: string) => boolean): string | undefined {
  const spelled = name.replace(/_/g, '[-_]');
  for (const each of manifestFolders(folder, isInside)) {
    const read = readSourceFile(path.join(each, MANIFEST));
    if (read.kind !== 'text') continue;
    const own = new RegExp(String.raw`^\s*name\s*=\s*"${spelled}"`, 'm').test(read.text);
    if (own && /^\s*\[(?:package|lib)\]/m.test(read.text)) return each;
    const inline = new RegExp(String.raw`^\s*"?${spelled}"?\s*=\s*\{[^}]*\bpath\s*=\s*"([^"]+)"`, 'm');
    const section = new RegExp(
      String.raw`^\s*\[[\w.-]*dependencies\."?${spelled}"?\]\s*\n(?:\s*[^\s\[][^\n]*\n)*?\s*path\s*=\s*"([^"]+)"`,
      'm',
    );
    const target = inline.exec(read.text)?.[1] ?? section.exec(read.text)?.[1];
    if (target !== undefined) return path.resolve(each, target);
  }
  return undefined;
}
