import * as vscode from 'vscode';
import { emptyAnalysis, type FileAnalysis } from '../../core/analysis';
import { RequestCancelled, type AnalysisWorker } from '../../host/analysisWorker';
import { Disposables } from '../disposables';
import type { Settings } from '../settings';
import { fileOf, isCell, notebookFile, type OpenFile } from './documents';
import { Snapshot, versionOf } from './snapshot';

/** Larger files are not sent: copying them between threads alone would be felt while typing. In UTF-16 units. */
const MAX_LENGTH = 2_000_000;

/** How long typing must pause before what nobody has asked for is brought up to date. */
const QUIET_MS = 150;

/** What was found in a file, and the text that it was found in. */
export interface Analysed {
  readonly result: FileAnalysis;
  readonly snapshot: Snapshot;
}

/** One file's state; a newer version or other settings replace it. */
interface Run {
  readonly version: string;
  readonly abort: AbortController;
  readonly analysed: Promise<Analysed | undefined>;
  /** Set when it has arrived. */
  latest?: Analysed;
}

/** A file that has a new result, or has lost it; or documents that are gone. */
export type ChangedFile = Pick<OpenFile, 'uri' | 'documents'>;

/**
 * The analysis of open files. Results belong to one version of a file: who asks gets the one of the current version or
 * none, and late answers are dropped.
 */
export class Analysis implements vscode.Disposable {
  private readonly runs = new Map<string, Run>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<ChangedFile>());
  private readonly invalidated = this.owned.add(new vscode.EventEmitter<void>());
  private worker: AnalysisWorker | undefined;

  /** A file has a new result, or has lost it. */
  readonly onDidChange = this.changed.event;
  /** All results are void, as settings are others now. */
  readonly onDidInvalidate = this.invalidated.event;

  /** @param startWorker called when the first supported file is analysed, with the folders that may be read */
  constructor(
    private readonly startWorker: (roots: readonly string[]) => AnalysisWorker,
    private readonly settings: Settings,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const { window, workspace } = vscode;
    this.owned.add(workspace.onDidChangeTextDocument(({ document }) => this.schedule(fileOf(document))));
    this.owned.add(workspace.onDidCloseTextDocument(document => this.forget(document.uri, [document])));
    this.owned.add(
      workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
        if (contentChanges.length > 0) this.schedule(notebookFile(notebook));
      }),
    );
    this.owned.add(workspace.onDidCloseNotebookDocument(({ uri }) => this.forget(uri, [])));
    this.owned.add(window.onDidChangeVisibleTextEditors(() => this.refreshVisible()));
    this.owned.add(window.onDidChangeVisibleNotebookEditors(() => this.refreshVisible()));
    this.owned.add(workspace.onDidChangeWorkspaceFolders(() => this.restart()));
    this.owned.add(settings.onDidChange(() => this.invalidate()));
    // Starting a thread takes longer than all of the activation, which other extensions wait for.
    for (const file of visibleFiles()) this.schedule(file);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const { abort } of this.runs.values()) abort.abort();
    this.owned.dispose();
    this.worker?.dispose();
  }

  /** The result for the current version, if it is there already. */
  latest(file: OpenFile | undefined): Analysed | undefined {
    const run = file && this.runs.get(file.uri.toString());
    return run?.version === (file && versionOf(file)) ? run?.latest : undefined;
  }

  /** The result for the current version; undefined when the file moves on meanwhile or is not looked at. */
  async of(file: OpenFile | undefined): Promise<Analysed | undefined> {
    const analysed = await (file && this.start(file).analysed);
    return analysed?.snapshot.isCurrent ? analysed : undefined;
  }

  /** Does a file's analysis again. */
  async rescan(file: OpenFile): Promise<Analysed | undefined> {
    this.drop(file.uri.toString());
    const analysed = await this.of(file);
    this.invalidated.fire();
    return analysed;
  }

  /** The worker, for what is not about one file; started if need be. */
  get thread(): AnalysisWorker {
    return (this.worker ??= this.startWorker(
      (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath),
    ));
  }

  private start(file: OpenFile): Run {
    const key = file.uri.toString();
    const version = versionOf(file);
    const current = this.runs.get(key);
    if (current?.version === version) return current;
    this.drop(key);

    const abort = new AbortController();
    const snapshot = new Snapshot(file);
    const analysed = this.analyse(snapshot, abort.signal).then(found => this.accept(run, snapshot, found));
    const run: Run = { version, abort, analysed };
    this.runs.set(key, run);
    return run;
  }

  private async analyse({ file, input }: Snapshot, signal: AbortSignal): Promise<FileAnalysis | undefined> {
    if (input.text.length > MAX_LENGTH) {
      return emptyAnalysis(input.file, [`Longer than ${MAX_LENGTH} characters, so not read.`]);
    }
    try {
      return await this.thread.analyse(input, this.settings.forAnalysis(file.uri), new Date(), signal);
    } catch (error) {
      if (!(error instanceof RequestCancelled)) this.log.error(`Analysing ${input.file} failed:`, asError(error));
      return undefined;
    }
  }

  private accept(run: Run, snapshot: Snapshot, result: FileAnalysis | undefined): Analysed | undefined {
    const { file } = snapshot;
    if (!result || this.runs.get(file.uri.toString()) !== run || !snapshot.isCurrent) return undefined;
    run.latest = { result, snapshot };
    for (const limit of result.limits) this.log.info(`${result.file}: ${limit}`);
    this.changed.fire(file);
    return run.latest;
  }

  private schedule(file: OpenFile | undefined): void {
    if (!file) return;
    const key = file.uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => {
        this.timers.delete(key);
        for (const visible of visibleFiles()) if (visible.uri.toString() === key) this.start(visible);
      }, QUIET_MS),
    );
  }

  private refreshVisible(): void {
    for (const file of visibleFiles()) this.start(file);
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

  private forget(uri: vscode.Uri, documents: readonly vscode.TextDocument[]): void {
    const key = uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    this.drop(key);
    this.changed.fire({ uri, documents });
  }

  private drop(key: string): void {
    this.runs.get(key)?.abort.abort();
    this.runs.delete(key);
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** The files in editors that can be seen, each once. */
function visibleFiles(): Iterable<OpenFile> {
  const { visibleTextEditors, visibleNotebookEditors } = vscode.window;
  const files = [
    ...visibleNotebookEditors.map(({ notebook }) => notebookFile(notebook)),
    // The cells in sight have editors of their own.
    ...visibleTextEditors.flatMap(({ document }) => (isCell(document) ? [] : [fileOf(document)])),
  ];
  const seen = new Map<string, OpenFile>();
  for (const file of files) if (file) seen.set(file.uri.toString(), file);
  return seen.values();
}
