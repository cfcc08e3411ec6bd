import * as vscode from 'vscode';
import { emptyAnalysis, type FileAnalysis } from '../../core/analysis';
import type { LanguageId } from '../../core/callsites';
import { RequestCancelled, type AnalysisWorker } from '../../host/analysisWorker';
import { Disposables } from '../disposables';
import type { Settings } from '../settings';
import { languageOf } from './documents';

/** Larger documents are not sent: copying them between threads alone would be felt while typing. In UTF-16 units. */
const MAX_LENGTH = 2_000_000;

/** How long typing must pause before what nobody has asked for is brought up to date. */
const QUIET_MS = 150;

/** One document's state; a newer version or other settings replace it. */
interface Run {
  readonly version: number;
  readonly abort: AbortController;
  readonly result: Promise<FileAnalysis | undefined>;
  /** Set when it has arrived. */
  latest?: FileAnalysis;
}

/**
 * The analysis of open documents. Results belong to one version of a document: who asks gets the one of the current
 * version or none, and late answers are dropped.
 */
export class Analysis implements vscode.Disposable {
  private readonly runs = new Map<string, Run>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<vscode.TextDocument>());
  private readonly invalidated = this.owned.add(new vscode.EventEmitter<void>());
  private worker: AnalysisWorker | undefined;

  /** A document has a new result, or has lost it. */
  readonly onDidChange = this.changed.event;
  /** All results are void, as settings are others now. */
  readonly onDidInvalidate = this.invalidated.event;

  /** @param startWorker called when the first supported document is analysed, with the folders that may be read */
  constructor(
    private readonly startWorker: (roots: readonly string[]) => AnalysisWorker,
    private readonly settings: Settings,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const { window, workspace } = vscode;
    this.owned.add(workspace.onDidChangeTextDocument(({ document }) => this.schedule(document)));
    this.owned.add(workspace.onDidCloseTextDocument(document => this.forget(document)));
    this.owned.add(window.onDidChangeVisibleTextEditors(() => this.refreshVisible()));
    this.owned.add(workspace.onDidChangeWorkspaceFolders(() => this.restart()));
    this.owned.add(settings.onDidChange(() => this.invalidate()));
    // Starting a thread takes longer than all of the activation, which other extensions wait for.
    for (const { document } of window.visibleTextEditors) this.schedule(document);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const { abort } of this.runs.values()) abort.abort();
    this.owned.dispose();
    this.worker?.dispose();
  }

  /** The result for the current version, if it is there already. */
  latest(document: vscode.TextDocument): FileAnalysis | undefined {
    const run = this.runs.get(document.uri.toString());
    return run?.version === document.version ? run.latest : undefined;
  }

  /** The result for the current version; undefined when the document moves on meanwhile or is not looked at. */
  async of(document: vscode.TextDocument): Promise<FileAnalysis | undefined> {
    const result = await this.start(document)?.result;
    return document.isClosed ? undefined : result;
  }

  /** Does a document's analysis again. */
  async rescan(document: vscode.TextDocument): Promise<FileAnalysis | undefined> {
    this.drop(document.uri.toString());
    const result = await this.of(document);
    this.invalidated.fire();
    return result;
  }

  /** The worker, for what is not about one document; started if need be. */
  get thread(): AnalysisWorker {
    return (this.worker ??= this.startWorker(
      (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath),
    ));
  }

  private start(document: vscode.TextDocument): Run | undefined {
    const language = languageOf(document);
    if (!language || document.isClosed) return undefined;
    const key = document.uri.toString();
    const current = this.runs.get(key);
    if (current?.version === document.version) return current;
    this.drop(key);

    const abort = new AbortController();
    const result = this.analyse(document, language, abort.signal).then(found => this.accept(run, document, found));
    const run: Run = { version: document.version, abort, result };
    this.runs.set(key, run);
    return run;
  }

  private async analyse(
    document: vscode.TextDocument,
    language: LanguageId,
    signal: AbortSignal,
  ): Promise<FileAnalysis | undefined> {
    const file = document.uri.toString();
    const text = document.getText();
    if (text.length > MAX_LENGTH) {
      return emptyAnalysis(file, [`Longer than ${MAX_LENGTH} characters, so not read.`]);
    }
    try {
      const settings = this.settings.forAnalysis(document.uri);
      return await this.thread.analyse({ file, language, text }, settings, new Date(), signal);
    } catch (error) {
      if (!(error instanceof RequestCancelled)) this.log.error(`Analysing ${file} failed:`, asError(error));
      return undefined;
    }
  }

  private accept(run: Run, document: vscode.TextDocument, found: FileAnalysis | undefined): FileAnalysis | undefined {
    const isCurrent = this.runs.get(document.uri.toString()) === run && document.version === run.version;
    if (!found || !isCurrent || document.isClosed) return undefined;
    run.latest = found;
    for (const limit of found.limits) this.log.info(`${found.file}: ${limit}`);
    this.changed.fire(document);
    return found;
  }

  private schedule(document: vscode.TextDocument): void {
    if (!languageOf(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => {
        this.timers.delete(key);
        if (isVisible(document)) this.start(document);
      }, QUIET_MS),
    );
  }

  private refreshVisible(): void {
    for (const { document } of vscode.window.visibleTextEditors) this.start(document);
  }

  private invalidate(): void {
    for (const key of [...this.runs.keys()]) this.drop(key);
    this.invalidated.fire();
    this.refreshVisible();
  }

  /** The folders that a thread may read are given to it once. */
  private restart(): void {
    this.worker?.dispose();
    this.worker = undefined;
    this.invalidate();
  }

  private forget(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    this.drop(key);
    this.changed.fire(document);
  }

  private drop(key: string): void {
    this.runs.get(key)?.abort.abort();
    this.runs.delete(key);
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

const isVisible = (document: vscode.TextDocument): boolean =>
  vscode.window.visibleTextEditors.some(editor => editor.document === document);
