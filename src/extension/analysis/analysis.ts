import * as vscode from 'vscode';
import { emptyAnalysis, type FileAnalysis } from '../../core/analysis';
import { RequestCancelled, type AnalysisWorker, type WorkerOptions } from '../../host/analysisWorker';
import type { PackedLearnt } from '../../host/workerProtocol';
import type { ConfigurationFiles } from '../configuration/configurationFiles';
import type { ConfigurationReport } from '../../host/configurations';
import type { ConfigurationHome, Proposal } from '../../host/proposal';
import { Disposables } from '../disposables';
import type { Settings } from '../settings';
import { BackgroundIndex } from './backgroundIndex';
import { fileOf, isCell, notebookFile, type OpenFile } from './documents';
import { Snapshot, versionOf } from './snapshot';
import { WorkspaceChanges, type Changes } from './workspaceChanges';

/** Larger files are not sent: copying them between threads alone would be felt while typing. In UTF-16 units. */
const MAX_LENGTH = 2_000_000;

/** How long typing must pause before what nobody has asked for is brought up to date. */
const QUIET_MS = 150;

/** What was found in a file, and the text that it was found in. */
export interface Analysed {
  /** With a digest, unless the file was not read. */
  readonly result: FileAnalysis & { readonly digest?: string };
  readonly snapshot: Snapshot;
}

/** One file's state; a newer version or other settings replace it. */
interface Run {
  readonly version: string;
  readonly abort: AbortController;
  analysed: Promise<Analysed | undefined>;
  /** Set when it has arrived. */
  latest?: Analysed;
}

/** A file that has a new result, or has lost it; or documents that are gone. */
export type ChangedFile = Pick<OpenFile, 'uri' | 'documents'>;

/**
 * The analysis of open files. Results belong to one version of a file: who asks gets the one of the current version or
 * none, and late answers are dropped. At first they tell what the file and its imports say; once the index of the
 * workspace stands, and whenever other files change, they are looked at again.
 */
export class Analysis implements vscode.Disposable {
  private readonly runs = new Map<string, Run>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<ChangedFile>());
  private readonly sharpened = this.owned.add(new vscode.EventEmitter<ChangedFile>());
  private readonly invalidated = this.owned.add(new vscode.EventEmitter<void>());
  private readonly configured = this.owned.add(new vscode.EventEmitter<readonly ConfigurationReport[]>());
  private worker: AnalysisWorker | undefined;
  /** Done when the worker knows the configurations. */
  private configuring = Promise.resolve();
  private index: BackgroundIndex | undefined;
  private changes: WorkspaceChanges | undefined;
  private refreshing: Promise<void> | undefined;

  /** A file has a new result, or has lost it. */
  readonly onDidChange = this.changed.event;
  /** Other files have changed what is shown of one that has not changed itself. */
  readonly onDidSharpen = this.sharpened.event;
  /** What is wrong with the configurations, whenever they have been read. */
  readonly onDidConfigure = this.configured.event;
  /** All results are void, as settings are others now. */
  readonly onDidInvalidate = this.invalidated.event;

  /** @param startWorker called when the first supported file is analysed */
  constructor(
    private readonly startWorker: (options: WorkerOptions) => AnalysisWorker,
    private readonly settings: Settings,
    private readonly configurations: ConfigurationFiles,
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
    this.owned.add(configurations.onDidChange(() => this.reconfigure()));
    // Starting a thread takes longer than all of the activation, which other extensions wait for.
    for (const file of visibleFiles()) this.schedule(file);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const { abort } of this.runs.values()) abort.abort();
    this.owned.dispose();
    this.index?.dispose();
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
    if (!this.worker) {
      this.worker = this.startWorker({ roots: folders() });
      this.configuring = this.configure(this.worker);
      for (const document of this.workspaceChanges.documents) this.worker.note({ type: 'document', ...document });
    }
    return this.worker;
  }

  /** A signature for the function whose name stands at an offset; undefined when that could not be told. */
  async propose(
    input: Snapshot['input'],
    offset: number,
    home: ConfigurationHome | undefined,
  ): Promise<Proposal | undefined> {
    try {
      return await this.thread.propose(input, offset, home);
    } catch (error) {
      if (!(error instanceof RequestCancelled)) this.log.error(`Looking at ${input.file} failed:`, asError(error));
      return undefined;
    }
  }

  /** Tells a thread what the configurations say. */
  private async configure(worker: AnalysisWorker): Promise<void> {
    try {
      const reports = await worker.configure(await this.configurations.read());
      if (worker === this.worker) this.configured.fire(reports);
    } catch (error) {
      if (!(error instanceof RequestCancelled)) this.log.error('Reading the configuration failed:', asError(error));
    }
  }

  /** What the workspace's own signatures are decides what is found in any file. */
  private reconfigure(): void {
    this.index?.dispose();
    this.index = undefined;
    if (this.worker) this.configuring = this.configure(this.worker);
    else void this.thread;
    this.invalidate();
  }

  private get workspaceChanges(): WorkspaceChanges {
    if (!this.changes) {
      this.changes = this.owned.add(new WorkspaceChanges());
      this.owned.add(this.changes.onDidSettle(changes => this.take(changes)));
    }
    return this.changes;
  }

  private take(changes: Changes): void {
    for (const document of changes.documents) this.worker?.note({ type: 'document', ...document });
    if (changes.isOnDisk) this.worker?.note({ type: 'filesChanged' });
    this.index?.take(changes);
    this.refresh();
  }

  private learn(learnt: PackedLearnt): void {
    this.worker?.note({ type: 'learnt', learnt });
    this.refresh();
  }

  /** Looks at results again, as other files may tell otherwise now; several times in a row count as one. */
  private refresh(): void {
    const again = async (): Promise<void> => {
      // Whoever asks from now on asks for what has changed meanwhile.
      this.refreshing = undefined;
      for (const run of [...this.runs.values()]) await this.sharpen(run);
    };
    this.refreshing ??= new Promise(resolve => setTimeout(resolve, QUIET_MS)).then(again);
  }

  private async sharpen(run: Run): Promise<void> {
    const shown = await run.analysed;
    if (!shown || run.abort.signal.aborted) return;
    const { snapshot } = shown;
    const result = await this.analyse(snapshot, run.abort.signal);
    if (!result || run.abort.signal.aborted || !snapshot.isCurrent || result.digest === shown.result.digest) return;
    run.latest = { result, snapshot };
    run.analysed = Promise.resolve(run.latest);
    this.changed.fire(snapshot.file);
    this.sharpened.fire(snapshot.file);
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

  private async analyse({ file, input }: Snapshot, signal: AbortSignal): Promise<Analysed['result'] | undefined> {
    if (input.text.length > MAX_LENGTH) {
      return emptyAnalysis(input.file, [`Longer than ${MAX_LENGTH} characters, so not read.`]);
    }
    try {
      const { thread } = this;
      await this.configuring;
      return await thread.analyse(input, this.settings.forAnalysis(file.uri), new Date(), signal);
    } catch (error) {
      if (!(error instanceof RequestCancelled)) this.log.error(`Analysing ${input.file} failed:`, asError(error));
      return undefined;
    }
  }

  private accept(run: Run, snapshot: Snapshot, result: Analysed['result'] | undefined): Analysed | undefined {
    const { file } = snapshot;
    if (!result || this.runs.get(file.uri.toString()) !== run || !snapshot.isCurrent) return undefined;
    run.latest = { result, snapshot };
    for (const limit of result.limits) this.log.info(`${result.file}: ${limit}`);
    this.changed.fire(file);
    // Not before the first answer, which somebody waits for.
    this.index ??= new BackgroundIndex(
      this.indexWorker(),
      this.workspaceChanges.documents,
      learnt => this.learn(learnt),
      this.log,
    );
    return run.latest;
  }

  private indexWorker(): AnalysisWorker {
    const worker = this.startWorker({ roots: folders(), givesWayTo: this.worker });
    void this.configure(worker);
    return worker;
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
    this.index?.dispose();
    this.index = undefined;
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

/** The folders that may be read. */
const folders = (): string[] =>
  (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);

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
