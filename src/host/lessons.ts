import path from 'node:path';
import type { ScannedFile } from './scannedFile';
import type { LearntByScan } from './scanFiles';

/** Names that one scan asks for; more are the layers of an application, not wrappers of its calls. */
const MAX_NAMES = 400;
/** Files that are read once more in one round. */
const MAX_AGAIN = 1_500;
/** File names that say nothing: the folder's name stands for them in imports. */
const NAMELESS: ReadonlySet<string> = new Set(['__init__', 'index', 'main', 'mod']);

/** What a scan learns from file to file: who calls the functions that make requests, and with what. */
export class Lessons {
  private readonly indexes: ReadonlyMap<string, number>;
  private readonly mentions = new Map<string, readonly string[]>();
  /** Names of wrappers with the files that declare them. */
  private readonly wrappers = new Map<string, Set<string>>();
  /** Names of methods of the SDKs that files import. */
  private readonly methods = new Set<string>();
  private fresh: string[] = [];
  private freshMethods: string[] = [];
  private asking: { readonly index: number; readonly names: readonly string[] }[] = [];

  /** @param files absolute paths, in the order of the results */
  constructor(private readonly files: readonly string[]) {
    this.indexes = new Map(files.map((file, index) => [file, index]));
  }

  get learnt(): LearntByScan {
    return {
      mentions: Object.fromEntries(this.mentions),
      wrappers: [...this.wrappers.keys()],
      methods: [...this.methods],
    };
  }

  /** The names that results ask for and that have not been searched for yet. */
  questions(results: readonly ScannedFile[]): string[] {
    const names = new Set<string>();
    this.asking = [];
    this.fresh = [];
    this.freshMethods = [];
    results.forEach((result, index) => {
      if (result.kind !== 'analysed') return;
      const { unanswered, wrappers, methods } = result.analysis;
      const open = unanswered.filter(name => !this.mentions.has(name));
      if (open.length) this.asking.push({ index, names: open });
      for (const name of open) names.add(name);
      for (const name of methods) if (!this.methods.has(name)) this.noteMethod(name, names);
      for (const name of wrappers) this.noteWrapper(name, this.files[index] ?? '', names);
    });
    return [...names].slice(0, MAX_NAMES);
  }

  /** Takes what a search has found; returns the indexes of the files that are to be scanned again. */
  learn(found: Readonly<Record<string, readonly string[]>>, results: readonly ScannedFile[]): number[] {
    for (const [name, files] of Object.entries(found)) this.mentions.set(name, files);
    const again = new Set<number>();
    for (const name of this.fresh)
      for (const file of this.whoMayCall(name)) {
        const index = this.indexes.get(file);
        if (index !== undefined && results[index]?.kind !== 'skipped') again.add(index);
      }
    for (const name of this.freshMethods)
      for (const file of found[name] ?? []) {
        const index = this.indexes.get(file);
        if (index !== undefined && results[index]?.kind === 'passed') again.add(index);
      }
    for (const { index, names } of this.asking)
      if (names.some(name => (found[name]?.length ?? 0) > 1)) again.add(index);
    return [...again].slice(0, MAX_AGAIN).sort((a, b) => a - b);
  }

  private noteMethod(name: string, names: Set<string>): void {
    this.methods.add(name);
    this.freshMethods.push(name);
    if (!this.mentions.has(name)) names.add(name);
  }

  private noteWrapper(name: string, file: string, names: Set<string>): void {
    const declared = this.wrappers.get(name) ?? new Set<string>();
    if (declared.has(file)) return;
    this.wrappers.set(name, declared.add(file));
    this.fresh.push(name);
    for (const each of [name, importedAs(file)]) if (!this.mentions.has(each)) names.add(each);
  }

  /** The files that name a wrapper and the file that declares it, or stand beside that file. */
  private whoMayCall(name: string): string[] {
    const declared = [...(this.wrappers.get(name) ?? [])];
    const importing = new Set(declared.flatMap(file => this.mentions.get(importedAs(file)) ?? []));
    const folders = new Set(declared.map(file => path.dirname(file)));
    return (this.mentions.get(name) ?? []).filter(
      file => importing.has(file) || folders.has(path.dirname(file)) || declared.includes(file),
    );
  }
}

/** The word by which imports name a file. */
function importedAs(file: string): string {
  const name = path.basename(file).replace(/\.\w+$/, '');
  return NAMELESS.has(name) ? path.basename(path.dirname(file)) : name;
}
