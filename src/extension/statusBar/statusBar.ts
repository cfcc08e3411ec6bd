import * as vscode from 'vscode';
import { languageOf } from '../analysis/documents';
import { commands, linkCommands } from '../contributions';
import { Disposables } from '../disposables';
import type { Services } from '../services';
import { fileCost, fileCostDetails } from './text';

/** The cost of the calls in the active file. */
export function statusBar({ analysis, settings }: Services): vscode.Disposable {
  const owned = new Disposables();
  const item = owned.add(vscode.window.createStatusBarItem('meterline.fileCost', vscode.StatusBarAlignment.Right, 90));
  item.name = 'Meterline: Cost of the Calls in This File';
  item.command = commands.compareModels;
  const show = () => {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !languageOf(document) || !settings.get('meterline.statusBar.enabled', document.uri)) {
      item.hide();
      return;
    }
    const result = analysis.latest(document);
    if (!result) return; // it is on its way, and what is shown is not far from it
    const text = fileCost(result);
    if (text === undefined) {
      item.hide();
      return;
    }
    item.text = `$(dashboard) ${text}`;
    item.accessibilityInformation = { label: `Meterline: ${text}` };
    item.tooltip = new vscode.MarkdownString(fileCostDetails(result, offset => document.positionAt(offset).line + 1));
    item.tooltip.isTrusted = { enabledCommands: [linkCommands.reveal] };
    item.show();
  };
  owned.add(analysis.onDidChange(document => document === vscode.window.activeTextEditor?.document && show()));
  owned.add(analysis.onDidInvalidate(show));
  owned.add(
    vscode.window.onDidChangeActiveTextEditor(editor => {
      // Another file's cost must not stay; a panel or an output view is no file.
      if (!editor || !analysis.latest(editor.document)) item.hide();
      show();
    }),
  );
  show();
  return owned;
}
