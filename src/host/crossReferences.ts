import path from 'node:path';
import type { FileFacts } from '../core';
import type { LearntByScan } from './scanFiles';
import { isWordIn } from './textStore';

/** Names that are searched for at once; more are the layers of an application, not wrappers of its calls. */
const MAX_NAMES = 400;
/**
 * Files that mention a wrapper and are all looked at; where more of them do, as its name is a common word, only those
 * that name its file, too: the way may lead over files that hand it on.
 */
const MAX_MENTIONING = 40;
/** Files that are analysed once more at once. */
const MAX_AGAIN = 1_500;
/** Times that files are analysed again for what others tell of them: wrappers of wrappers of wrappers. */
const MAX_ROUNDS = 3;
/** File names that say nothing: the folder's name stands for them in imports. */
const NAMELESS: ReadonlySet<string> = new Set(['__init__', 'index', 'main', 'mod']);
const NOTHING: FileFacts = { wrappers: [], methods: [], addresses: [], asks: [] };

/** Analyses and searches files, in this thread or in others. */
export interface Crew {
  /** Has each file analysed with what is known, and notes what comes of it. */
  analyse(files: readonly string[], learnt: LearntByScan): Promise<void>;
  /** Which files hold the names, as words. */
  search(names: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>>;
}

/**
 * Has files analysed, then again those about which the others have something to tell, until nothing new comes of it.
 */
export async function settle(references: CrossReferences, files: readonly string[], crew: Crew): Promise<void> {
  let pending = files;
  for (let round = 0; round <= MAX_ROUNDS; round += 1) {
    if (pending.length > 0) await crew.analyse(pending, references.learnt);
    const names = references.unsearched();
    references.take(names.length > 0 ? await crew.search(names) : {});
    pending = references.takeStale();
    if (pending.length === 0 && names.length === 0) return;
  }
}

/** What the files of a workspace tell of each other: who calls the functions that make requests, and who names what. */
export class CrossReferences {
  /** Names of wrappers and the files that declare them. */
  private readonly wrappers = new Declared();
  /** Names of constants in which addresses are written, and the files that declare them. */
  private readonly addresses = new Declared();
  /** Names of methods of the SDKs that files import. */
  private readonly methods = new Names();
  /** Names whose mentions matter, and to which files. */
  private readonly asks = new Names();
  /** Files without a word of any SDK. */
  private readonly passed = new Set<string>();
  /** The files in which names stand, of all names that have been searched for. */
  private readonly mentions = new Map<string, Set<string>>();

  private readonly newMethods = new Set<string>();
  private readonly stale = new Set<string>();

  get learnt(): LearntByScan {
    return {
      mentions: Object.fromEntries([...this.mentions].map(([name, files]) => [name, sorted(files)])),
      wrappers: sorted(this.wrappers.names.all),
      methods: sorted(this.methods.all),
      addresses: sorted(this.addresses.names.all),
    };
  }

  /** The same with the mentions that some file asks for only. */
  get published(): LearntByScan {
    const { mentions, ...learnt } = this.learnt;
    const asked = Object.entries(mentions).filter(([name]) => this.asks.filesOf(name).size > 0);
    return { ...learnt, mentions: Object.fromEntries(asked) };
  }

  /** Takes what a file's analysis has told; `passed` for one without a word of any SDK. */
  note(file: string, facts: FileFacts | 'passed' | 'unread'): void {
    const { wrappers, methods, addresses, asks } = typeof facts === 'object' ? facts : NOTHING;
    if (facts === 'passed') this.passed.add(file);
    else this.passed.delete(file);
    this.asks.set(file, asks);
    const known = new Set(this.methods.all);
    for (const name of this.methods.set(file, methods))
      if (known.has(name) !== this.methods.filesOf(name).size > 0) this.newMethods.add(name);
    this.wrappers.set(file, wrappers);
    this.addresses.set(file, addresses);
  }

  /** Takes a file's new text, or that it is gone. */
  reread(file: string, text: string | undefined): void {
    for (const [name, files] of this.mentions) {
      const isThere = text !== undefined && isWordIn(text, name);
      if (isThere === files.has(file)) continue;
      if (isThere) files.add(file);
      else files.delete(file);
      this.askAgain(name, file);
    }
    if (text === undefined) this.note(file, 'unread');
  }

  /** The names that are asked for and that have not been searched for yet. */
  unsearched(): string[] {
    const names = new Set(this.asks.all);
    for (const name of this.newMethods) names.add(name);
    for (const declared of [this.wrappers, this.addresses])
      for (const name of declared.fresh.keys()) {
        names.add(name);
        for (const file of declared.declaring(name)) names.add(importedAs(file));
      }
    return [...names].filter(name => !this.mentions.has(name)).slice(0, MAX_NAMES);
  }

  /** Takes what a search has found, and notes which files are to be analysed again. */
  take(found: Readonly<Record<string, readonly string[]>>): void {
    for (const [name, files] of Object.entries(found)) {
      this.mentions.set(name, new Set(files));
      for (const file of files) this.askAgain(name, file);
    }
    for (const declared of [this.wrappers, this.addresses])
      for (const name of [...declared.fresh.keys()].filter(each => this.mentions.has(each))) {
        for (const file of this.whoMayUse(name, declared.declaring(name))) this.stale.add(file);
        declared.fresh.delete(name);
      }
    for (const name of this.newMethods) {
      const files = this.mentions.get(name);
      if (!files) continue;
      for (const file of files) if (this.passed.has(file)) this.stale.add(file);
      this.newMethods.delete(name);
    }
  }

  /** The files that are to be analysed again, in the order of their names. */
  takeStale(): string[] {
    const files = sorted(this.stale).slice(0, MAX_AGAIN);
    this.stale.clear();
    return files;
  }

  /** Who asks for a name that stands in a file of late, or no longer. */
  private askAgain(name: string, mentioning: string): void {
    for (const file of this.asks.filesOf(name)) if (file !== mentioning) this.stale.add(file);
  }

  /** The files that mention a name; of many, those that name a file that declares it, or stand beside that file. */
  private whoMayUse(name: string, declaring: ReadonlySet<string>): string[] {
    const mentioning = [...(this.mentions.get(name) ?? [])];
    if (mentioning.length <= MAX_MENTIONING) return mentioning;
    const words = new Set([...declaring].map(importedAs));
    const importing = new Set([...words].flatMap(word => [...(this.mentions.get(word) ?? [])]));
    const folders = new Set([...declaring].map(file => path.dirname(file)));
    return mentioning.filter(file => importing.has(file) || folders.has(path.dirname(file)) || declaring.has(file));
  }
}

/** Names that others may use, by the files that declare them. */
class Declared {
  readonly names = new Names();
  /** Those that have been found or lost, with the files that declare or declared them; users are not told yet. */
  readonly fresh = new Map<string, Set<string>>();

  set(file: string, names: readonly string[]): void {
    for (const name of this.names.set(file, names)) {
      const declaring = this.fresh.get(name) ?? new Set();
      this.fresh.set(name, declaring.add(file));
    }
  }

  /** The files that declare a name, or did until lately. */
  declaring(name: string): ReadonlySet<string> {
    return new Set([...(this.fresh.get(name) ?? []), ...this.names.filesOf(name)]);
  }
}

/** Which files have which names. */
class Names {
  private readonly byName = new Map<string, Set<string>>();
  private readonly byFile = new Map<string, readonly string[]>();

  get all(): IterableIterator<string> {
    return this.byName.keys();
  }

  filesOf(name: string): ReadonlySet<string> {
    return this.byName.get(name) ?? NO_FILES;
  }

  /** @returns the names that the file has now and had not, or the other way round */
  set(file: string, names: readonly string[]): string[] {
    const before = new Set(this.byFile.get(file));
    const after = new Set(names);
    if (after.size) this.byFile.set(file, [...after]);
    else this.byFile.delete(file);
    const lost = [...before].filter(name => !after.has(name));
    const gained = [...after].filter(name => !before.has(name));
    for (const name of gained) {
      const files = this.byName.get(name) ?? new Set();
      this.byName.set(name, files.add(file));
    }
    for (const name of lost) {
      const files = this.byName.get(name);
      files?.delete(file);
      if (!files?.size) this.byName.delete(name);
    }
    return [...lost, ...gained];
  }
}

const NO_FILES: ReadonlySet<string> = new Set();

const sorted = (names: Iterable<string>): string[] => [...names].sort();

/** The word by which imports name a file. */
function importedAs(file: string): string {
  const name = path.basename(file).replace(/\.\w+$/, '');
  return NAMELESS.has(name) ? path.basename(path.dirname(file)) : name;
}
