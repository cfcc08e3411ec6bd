import * as vscode from 'vscode';
import { CONFIGURATION_FILE } from '../../core/configuration/file';
import type { ConfigurationText } from '../../host/configurations';
import { Disposables } from '../disposables';

/** Larger files are not read; the analysis takes far less. In bytes. */
const MAX_BYTES = 1_000_000;
/** How long typing must pause before a change holds. */
const QUIET_MS = 300;

/**
 * The configurations of the workspace's folders as the editor has them: an open one counts as it stands, saved or not.
 * Code is analysed as it is typed, too, so that what a new signature does shows while it is written, and what is told of
 * a mistake is about the text that is looked at.
 */
export class ConfigurationFiles implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<void>());
  private watchers: vscode.Disposable | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** What was read last. */
  private latest = '[]';

  /** One of the configurations is another now. */
  readonly onDidChange = this.changed.event;

  constructor() {
    const { workspace } = vscode;
    const note = (document: vscode.TextDocument): void => {
      if (isConfiguration(document.uri)) this.schedule();
    };
    this.owned.add(workspace.onDidChangeTextDocument(({ document }) => note(document)));
    this.owned.add(workspace.onDidOpenTextDocument(note));
    this.owned.add(workspace.onDidCloseTextDocument(note));
    // Not every file system tells of changes.
    this.owned.add(vscode.window.onDidChangeActiveTextEditor(() => this.watchers && this.schedule()));
    this.owned.add(
      workspace.onDidChangeWorkspaceFolders(() => {
        this.watchers?.dispose();
        this.watchers = undefined;
      }),
    );
    workspace.textDocuments.forEach(note);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.watchers?.dispose();
    this.owned.dispose();
  }

  /** Reads those that there are; from now on it is told when one has changed on disk. */
  async read(): Promise<readonly ConfigurationText[]> {
    this.watchers ??= this.watch();
    const found = await Promise.all(configurations().map(each => textOf(each)));
    const texts = found.flatMap(each => each ?? []);
    this.latest = JSON.stringify(texts);
    return texts;
  }

  private watch(): vscode.Disposable {
    const watchers = (vscode.workspace.workspaceFolders ?? []).flatMap(folder => {
      const pattern = new vscode.RelativePattern(folder, CONFIGURATION_FILE);
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      const schedule = (): void => this.schedule();
      return [watcher, watcher.onDidCreate(schedule), watcher.onDidChange(schedule), watcher.onDidDelete(schedule)];
    });
    return vscode.Disposable.from(...watchers);
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.check(), QUIET_MS);
  }

  private async check(): Promise<void> {
    const before = this.latest;
    await this.read();
    if (this.latest !== before) this.changed.fire();
  }
}

interface Home {
  readonly folder: vscode.Uri;
  readonly file: vscode.Uri;
}

/** Where configurations are, or may be. */
const configurations = (): Home[] =>
  (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => ({ folder: uri, file: configurationIn(uri) }));

export const configurationIn = (folder: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(folder, CONFIGURATION_FILE);

/** Whether a file is the configuration of a folder of the workspace. */
export const isConfiguration = (uri: vscode.Uri): boolean =>
  uri.path.endsWith(`/${CONFIGURATION_FILE}`) &&
  configurations().some(({ file }) => file.toString() === uri.toString());

/** Undefined where there is none. */
async function textOf({ folder, file }: Home): Promise<ConfigurationText | undefined> {
  const names = { folder: folder.toString(), file: file.toString() };
  const open = vscode.workspace.textDocuments.find(({ uri, isClosed }) => !isClosed && uri.toString() === names.file);
  if (open) return { ...names, text: open.getText() };
  try {
    const { size, type } = await vscode.workspace.fs.stat(file);
    if ((type & vscode.FileType.File) === 0) return { ...names, text: undefined, because: 'not a regular file' };
    if (size > MAX_BYTES) return { ...names, text: undefined, because: `larger than ${MAX_BYTES / 1e6} MB` };
    const bytes = await vscode.workspace.fs.readFile(file);
    return { ...names, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    const because = error instanceof vscode.FileSystemError ? error.message : 'not valid UTF-8';
    return { ...names, text: undefined, because };
  }
}
