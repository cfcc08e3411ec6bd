import * as vscode from 'vscode';
import type { OpenDocument } from '../../host/openDocuments';
import { Disposables } from '../disposables';
import { fileOf, notebookFile } from './documents';
import { Snapshot } from './snapshot';

/** How long nothing must happen before changes are told. */
const QUIET_MS = 300;
/** How long changes wait at most, as while somebody types on or git checks out thousands of files. */
const MAX_WAIT_MS = 2_000;
/** Documents that are longer are not sent. In UTF-16 units. */
const MAX_LENGTH = 2_000_000;
/** Beyond so many paths, whoever is told looks at all files. */
const MAX_PATHS = 5_000;
/** Nothing in these is a source file of the workspace. */
const NEVER = /[\\/](?:\.git|node_modules)(?:[\\/]|$)/;

/** A document that is edited and not saved. */
export interface EditedDocument {
  readonly path: string;
  /** Undefined when what is on disk holds again. */
  readonly document: OpenDocument | undefined;
}

export interface Changes {
  readonly documents: readonly EditedDocument[];
  /** Files and folders that have changed, come or gone, and those of the documents; undefined when there are too many. */
  readonly paths: readonly string[] | undefined;
  /** Whether any of it has happened on disk. */
  readonly isOnDisk: boolean;
}

/** Gathers what happens to the workspace's files, on disk and in unsaved documents, and tells of it in batches. */
export class WorkspaceChanges implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly settled = this.owned.add(new vscode.EventEmitter<Changes>());
  /** What has been told of documents. */
  private readonly edited = new Map<string, EditedDocument>();
  private readonly touched = new Set<vscode.TextDocument | vscode.NotebookDocument>();
  private readonly paths = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private since: number | undefined;

  readonly onDidSettle = this.settled.event;

  constructor() {
    const { workspace } = vscode;
    const watcher = this.owned.add(workspace.createFileSystemWatcher('**/*'));
    const onFile = ({ scheme, fsPath }: vscode.Uri): void => {
      if (scheme !== 'file' || NEVER.test(fsPath)) return;
      // What is ignored in its folder may be others now.
      this.paths.add(/[\\/]\.gitignore$/.test(fsPath) ? fsPath.replace(/[\\/]\.gitignore$/, '') : fsPath);
      this.schedule();
    };
    this.owned.add(watcher.onDidCreate(onFile));
    this.owned.add(watcher.onDidChange(onFile));
    this.owned.add(watcher.onDidDelete(onFile));
    const touch = (document: vscode.TextDocument | vscode.NotebookDocument): void => {
      this.touched.add(document);
      this.schedule();
    };
    this.owned.add(workspace.onDidChangeTextDocument(({ document }) => isOnDisk(document) && touch(document)));
    this.owned.add(workspace.onDidSaveTextDocument(touch));
    this.owned.add(workspace.onDidCloseTextDocument(document => isOnDisk(document) && touch(document)));
    this.owned.add(workspace.onDidChangeNotebookDocument(({ notebook }) => touch(notebook)));
    this.owned.add(workspace.onDidSaveNotebookDocument(touch));
    this.owned.add(workspace.onDidCloseNotebookDocument(touch));
    for (const document of [...workspace.textDocuments, ...workspace.notebookDocuments])
      if (document.isDirty) this.touched.add(document);
    this.takeTouched();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.owned.dispose();
  }

  /** The documents that are edited and not saved now, as far as it was told. */
  get documents(): readonly EditedDocument[] {
    return [...this.edited.values()];
  }

  private schedule(): void {
    this.since ??= Date.now();
    clearTimeout(this.timer);
    const waitMs = Math.min(QUIET_MS, Math.max(0, this.since + MAX_WAIT_MS - Date.now()));
    this.timer = setTimeout(() => this.tell(), waitMs);
  }

  private tell(): void {
    this.since = undefined;
    const onDisk = [...this.paths];
    this.paths.clear();
    const documents = this.takeTouched();
    if (onDisk.length === 0 && documents.length === 0) return;
    const paths = [...onDisk, ...documents.map(({ path }) => path)];
    this.settled.fire({ documents, paths: paths.length > MAX_PATHS ? undefined : paths, isOnDisk: onDisk.length > 0 });
  }

  private takeTouched(): EditedDocument[] {
    const documents = [...this.touched].flatMap(each => this.changeOf(each) ?? []);
    this.touched.clear();
    return documents;
  }

  /** Undefined when a document has been told of as it is, or is nobody's business. */
  private changeOf(changed: vscode.TextDocument | vscode.NotebookDocument): EditedDocument | undefined {
    const { uri, isClosed, isDirty } = changed;
    if (!isOnDisk(changed)) return undefined;
    const path = uri.fsPath;
    const document = isClosed || !isDirty ? undefined : textOf(changed);
    const before = this.edited.get(path)?.document;
    if (before?.text === document?.text) return undefined;
    const change = { path, document };
    if (document) this.edited.set(path, change);
    else this.edited.delete(path);
    return change;
  }
}

/** Files of the workspace's folders; cells are their notebooks' business. */
const isOnDisk = ({ uri }: { readonly uri: vscode.Uri }): boolean =>
  uri.scheme === 'file' && vscode.workspace.getWorkspaceFolder(uri) !== undefined;

function textOf(document: vscode.TextDocument | vscode.NotebookDocument): OpenDocument | undefined {
  const file = 'notebookType' in document ? notebookFile(document) : fileOf(document);
  if (file) {
    const { text, language, stretches } = new Snapshot(file).input;
    return text.length > MAX_LENGTH ? undefined : { text, language, ...(stretches ? { stretches } : {}) };
  }
  if ('notebookType' in document) return undefined;
  const text = document.getText();
  return text.length > MAX_LENGTH ? undefined : { text };
}
