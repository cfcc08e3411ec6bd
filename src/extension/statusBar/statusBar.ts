import * as vscode from 'vscode';
import { activeFile } from '../analysis/documents';
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
    const file = activeFile();
    if (!file || !settings.get('meterline.statusBar.enabled', file.uri)) {
      item.hide();
      return;
    }
    const analysed = analysis.latest(file);
    if (!analysed) return; // it is on its way, and what is shown is not far from it
    const { result, snapshot } = analysed;
    const text = fileCost(result);
    if (text === undefined) {
      item.hide();
      return;
    }
    item.text = `$(dashboard) ${text}`;
    item.accessibilityInformation = { label: `Meterline: ${text}` };
    item.tooltip = new vscode.MarkdownString(fileCostDetails(result, offset => snapshot.lineLabel(offset)));
    item.tooltip.isTrusted = { enabledCommands: [linkCommands.reveal] };
    item.show();
  };
  owned.add(analysis.onDidChange(({ uri }) => uri.toString() === activeFile()?.uri.toString() && show()));
  owned.add(analysis.onDidInvalidate(show));
  const showAnother = () => {
    // Another file's cost must not stay; a panel or an output view is no file.
    if (!analysis.latest(activeFile())) item.hide();
    show();
  };
  owned.add(vscode.window.onDidChangeActiveTextEditor(showAnother));
  owned.add(vscode.window.onDidChangeActiveNotebookEditor(showAnother));
  show();
  return owned;
}
