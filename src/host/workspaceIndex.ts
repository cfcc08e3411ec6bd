import { existsSync } from 'node:fs';
import path from 'node:path';
import { languageOf, readSource, type Analyser, type FileFacts, type SourceInput } from '../core';
import { CrossReferences, settle } from './crossReferences';
import { digest } from './digest';
import type { OpenDocuments } from './openDocuments';
import { openSource } from './openSource';
import type { LearntByScan } from './scanFiles';
import { readSourceFile } from './sourceFile';
import { TextStore } from './textStore';
import { walk } from './walk';
import type { WorkspaceFiles } from './workspaceFiles';

/** Files of a workspace; with more, what they tell of each other is not looked for. */
const MAX_FILES = 100_000;
/** UTF-16 units of texts that are kept while the index is busy; others are read again when they are searched. */
const MAX_TEXT = 60_000_000;
/** How long the thread works without a pause in which messages and signals come in. */
const BUSY_MS = 20;
/** How long after its last work the index keeps what only makes work faster. */
const IDLE_MS = 30_000;

/** A folder of the workspace, and what of it is left out. */
export interface IndexedFolder {
  /** Absolute. */
  readonly path: string;
  /** Patterns in git's form, from the folder. */
  readonly excludes: readonly string[];
}

/** What is to be brought up to date. */
export interface IndexUpdate {
  readonly folders: readonly IndexedFolder[];
  /** Files and folders that have changed, come or gone; undefined for all there are. */
  readonly paths?: readonly string[];
  /** Files that are left alone, as an analysis of them has come to no end. */
  readonly unsafe: readonly string[];
}

export interface IndexServices {
  readonly analyser: Analyser;
  readonly workspace: WorkspaceFiles;
  readonly documents: OpenDocuments;
  /** Called before each file; may wait. */
  readonly giveWay?: () => void;
}

/** What the index tells while it works: the file that it begins with, or only that it goes on. */
export type OnProgress = (file: string | undefined) => void;

/** The workspace holds more files than the index does. */
export class TooManyFiles extends Error {
  override readonly name = 'TooManyFiles';
}

/** What all files of a workspace tell of each other, kept up to date with edits and with what happens on disk. */
export class WorkspaceIndex {
  /** The content of each file that was seen. */
  private readonly seen = new Map<string, string>();
  private readonly texts = new TextStore(MAX_TEXT, file => this.programOf(file));
  private readonly references = new CrossReferences();
  private published = '';
  private idle: NodeJS.Timeout | undefined;
  private rested = 0;

  constructor(private readonly services: IndexServices) {}

  get fileCount(): number {
    return this.seen.size;
  }

  /**
   * @returns what is known now; undefined when that is what was known before
   * @throws TooManyFiles
   */
  async update(update: IndexUpdate, onProgress: OnProgress): Promise<LearntByScan | undefined> {
    clearTimeout(this.idle);
    this.rested = performance.now();
    const { workspace, analyser } = this.services;
    workspace.forget();
    const changed = await this.takeChanges(update, onProgress);
    const unsafe = new Set(update.unsafe);
    await settle(this.references, [...new Set([...changed, ...this.references.takeStale()])], {
      analyse: async (files, learnt) => {
        workspace.setMentions(learnt.mentions);
        analyser.learn(learnt);
        for (const file of files) {
          await this.rest(onProgress);
          const facts = unsafe.has(file) ? 'unread' : await this.factsOf(file, onProgress);
          this.references.note(file, facts);
        }
      },
      search: names => this.texts.search(names),
    });
    this.idle = setTimeout(() => {
      this.texts.forget();
      analyser.forget();
    }, IDLE_MS);
    this.idle.unref();
    const learnt = this.references.published;
    const published = JSON.stringify(learnt);
    if (published === this.published) return undefined;
    this.published = published;
    return learnt;
  }

  /** Notes which files have another text than before, or are gone; returns those that are to be analysed. */
  private async takeChanges({ folders, paths }: IndexUpdate, onProgress: OnProgress): Promise<string[]> {
    const real = paths && new Set(paths.map(each => this.services.workspace.realPathOf(each)));
    const found = new Set<string>();
    for (const { path: folder, excludes } of folders) {
      const start = this.services.workspace.realPathOf(folder);
      const inside = real && [...real].filter(each => isAtOrBelow(each, start));
      if (inside?.length === 0 || !existsSync(start)) continue;
      for (const file of walk(start, { excludes, ...(inside ? { within: inside } : {}) }).files) found.add(file);
      if (found.size > MAX_FILES) throw new TooManyFiles(`The workspace holds more than ${MAX_FILES} source files.`);
      await this.rest(onProgress);
    }
    for (const file of this.seen.keys()) if (!found.has(file) && (!real || isAmong(file, real))) this.drop(file);
    const changed: string[] = [];
    for (const file of found) {
      await this.rest(onProgress);
      if (this.reread(file)) changed.push(file);
    }
    return changed;
  }

  /** Whether a file has another text than before. */
  private reread(file: string): boolean {
    const input = this.inputOf(file);
    const content = input ? digest(input.language, input.text) : 'unread';
    if (this.seen.get(file) === content) return false;
    this.seen.set(file, content);
    const program = input && programIn(input);
    this.references.reread(file, program);
    if (program === undefined) this.texts.delete(file);
    else this.texts.set(file, program);
    return true;
  }

  private drop(file: string): void {
    this.seen.delete(file);
    this.texts.delete(file);
    this.references.reread(file, undefined);
  }

  private async factsOf(file: string, onProgress: OnProgress): Promise<FileFacts | 'passed' | 'unread'> {
    const input = this.inputOf(file);
    const opened = input && openSource(this.services.analyser, input);
    if (opened?.kind === 'passed') return 'passed';
    if (opened?.kind !== 'source') return 'unread';
    onProgress(file);
    try {
      return (await this.services.analyser.facts(opened.source)) ?? 'unread';
    } catch {
      // A file that can't be analysed tells nothing; its own analysis says why.
      return 'unread';
    }
  }

  /** What is edited holds, and not what is on disk. */
  private inputOf(file: string): SourceInput | undefined {
    const document = this.services.documents.get(file);
    const language = document?.language ?? languageOf(file);
    if (!language) return undefined;
    if (document) return { ...document, file, language };
    const read = readSourceFile(file);
    return read.kind === 'text' ? { file, language, text: read.text } : undefined;
  }

  private programOf(file: string): string | undefined {
    const input = this.inputOf(file);
    return input && programIn(input);
  }

  /** Lets others go first; lets messages in and tells that it goes on, now and then. */
  private async rest(onProgress: OnProgress): Promise<void> {
    this.services.giveWay?.();
    if (performance.now() - this.rested < BUSY_MS) return;
    onProgress(undefined);
    await new Promise(resolve => setImmediate(resolve));
    this.rested = performance.now();
  }
}

const isAtOrBelow = (file: string, folder: string): boolean => file === folder || file.startsWith(folder + path.sep);

/** Whether a file is one of the paths or below one. */
function isAmong(file: string, paths: ReadonlySet<string>): boolean {
  for (let each = file; ; each = path.dirname(each)) {
    if (paths.has(each)) return true;
    if (each === path.dirname(each)) return false;
  }
}

/** Names of functions are looked for in programs only. */
function programIn(input: SourceInput): string | undefined {
  const reading = readSource(input);
  return reading.kind === 'source' ? reading.source.text : undefined;
}
