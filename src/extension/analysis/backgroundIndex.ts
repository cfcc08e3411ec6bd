import * as vscode from 'vscode';
import { FileEndedThread, RequestCancelled, type AnalysisWorker } from '../../host/analysisWorker';
import type { PackedLearnt } from '../../host/workerProtocol';
import type { IndexedFolder } from '../../host/workspaceIndex';
import { gitPatterns } from './excludes';
import type { Changes, EditedDocument } from './workspaceChanges';

/** Settings that leave out files; of those that VS Code does not watch, changes would go unseen. */
const EXCLUDES = ['files.exclude', 'search.exclude', 'files.watcherExclude'] as const;
/** Files that may end the index's thread before there is none for the workspace. */
const MAX_UNSAFE = 10;

/**
 * What the files of the workspace tell of each other, found in a thread of its own, so that no edit waits for it.
 * Nothing is known until all of the workspace has been read: half of a function's callers would be a wrong answer.
 */
export class BackgroundIndex implements vscode.Disposable {
  private readonly unsafe = new Set<string>();
  /** What is to be looked at next; `all` at first. */
  private pending: Set<string> | 'all' = 'all';
  private isRunning = false;
  private isEnded = false;
  private readonly subscription: vscode.Disposable;

  /**
   * @param onLearnt is handed what is known, whenever that is more or less than before
   * @param documents that are edited and not saved
   */
  constructor(
    private readonly worker: AnalysisWorker,
    documents: readonly EditedDocument[],
    private readonly onLearnt: (learnt: PackedLearnt) => void,
    private readonly log: vscode.LogOutputChannel,
  ) {
    for (const document of documents) worker.note({ type: 'document', ...document });
    this.subscription = vscode.workspace.onDidChangeConfiguration(event => {
      if (EXCLUDES.some(section => event.affectsConfiguration(section))) this.update(undefined);
    });
    this.update(undefined);
  }

  take({ documents, paths }: Changes): void {
    for (const document of documents) this.worker.note({ type: 'document', ...document });
    this.update(paths);
  }

  dispose(): void {
    this.isEnded = true;
    this.subscription.dispose();
    this.worker.dispose();
  }

  private update(paths: readonly string[] | undefined): void {
    if (paths === undefined) this.pending = 'all';
    else if (this.pending !== 'all') for (const each of paths) this.pending.add(each);
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    while (!this.isEnded && (this.pending === 'all' || this.pending.size > 0)) {
      const paths = this.pending === 'all' ? undefined : [...this.pending];
      this.pending = new Set();
      try {
        await this.runOnce(paths);
      } catch (error: unknown) {
        this.giveUp(error);
      }
    }
    this.isRunning = false;
  }

  private async runOnce(paths: readonly string[] | undefined): Promise<void> {
    const folders = indexedFolders();
    if (folders.length === 0) return;
    const began = Date.now();
    const update = { folders, unsafe: [...this.unsafe], ...(paths ? { paths } : {}) };
    const { fileCount, learnt } = await this.worker.index(update);
    if (!paths) this.log.info(`Indexed ${fileCount} files in ${Date.now() - began} ms.`);
    if (learnt) this.onLearnt(learnt);
  }

  /** What the thread knew is lost when it ends: all is looked at again, without the file that has ended it. */
  private giveUp(error: unknown): void {
    if (error instanceof RequestCancelled) return;
    this.log.warn('Indexing the workspace failed:', error instanceof Error ? error : String(error));
    if (error instanceof FileEndedThread && error.file !== undefined && this.unsafe.size < MAX_UNSAFE) {
      this.unsafe.add(error.file);
      this.pending = 'all';
    } else {
      this.isEnded = true;
    }
  }
}

function indexedFolders(): IndexedFolder[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => {
      const configuration = vscode.workspace.getConfiguration(undefined, uri);
      const excludes = EXCLUDES.flatMap(section =>
        gitPatterns(configuration.get<Record<string, unknown>>(section) ?? {}),
      );
      return { path: uri.fsPath, excludes: [...new Set(excludes)] };
    });
}
