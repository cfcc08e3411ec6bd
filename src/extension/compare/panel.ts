import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { panelHtml } from '../../webview/html';
import { fromPanel, type FromPanel, type ToPanel } from '../../webview/protocol';
import { Disposables } from '../disposables';

const VIEW_TYPE = 'meterline.compareModels';

/** The comparison panel as a window: it shows the page and passes checked messages on, both ways. */
export class Panel implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly view: vscode.WebviewPanel;
  private readonly received = this.owned.add(new vscode.EventEmitter<FromPanel>());
  private readonly ended = this.owned.add(new vscode.EventEmitter<void>());

  readonly onDidReceive = this.received.event;
  readonly onDidDispose = this.ended.event;

  constructor(extension: vscode.Uri, log: vscode.LogOutputChannel) {
    const out = vscode.Uri.joinPath(extension, 'out', 'webview');
    // The state is sent anew to a page that comes back, so a hidden one need not be kept.
    this.view = vscode.window.createWebviewPanel(
      VIEW_TYPE,
      'Compare Models',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [out] },
    );
    this.view.iconPath = vscode.Uri.joinPath(extension, 'media', 'icon.svg');
    const { webview } = this.view;
    this.owned.add(
      this.view.onDidDispose(() => {
        this.ended.fire();
        this.owned.dispose();
      }),
    );
    this.owned.add(
      webview.onDidReceiveMessage((data: unknown) => {
        const message = fromPanel.safeParse(data);
        if (message.success) this.received.fire(message.data);
        else log.error('The panel sent what it should not:', message.error.message);
      }),
    );
    webview.html = panelHtml({
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(out, 'panel.js')).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(out, 'panel.css')).toString(),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('hex'),
    });
  }

  /** Brings it to the front, where it is. */
  reveal(): void {
    this.view.reveal(undefined, true);
  }

  post(message: ToPanel): void {
    void this.view.webview.postMessage(message);
  }

  dispose(): void {
    this.view.dispose();
  }
}
