import * as vscode from 'vscode';
import { commentLine, indentationOf } from '../comments';
import { registerCommand } from '../commands';
import { linkCommands, type DirectiveKey, type StatementTarget } from '../contributions';
import type { Services } from '../services';
import { directiveText, figureValue, parseFigure, withFigure } from './directive';

const PROMPTS: Readonly<Record<DirectiveKey, string>> = {
  input: 'Tokens that all slots of this call come to',
  output: 'Tokens that come out of this call',
  calls: 'Calls per month of this call site',
  cached: 'Share of the prefix that is read from the cache',
};

/** Asks for a figure and states it in a comment above the call. */
export function stateFigure({ analysis, log }: Services): vscode.Disposable {
  return registerCommand(log, linkCommands.stateFigure, async target => {
    const value = await askFor(target);
    if (value === undefined) return;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(target.uri));
    const result = await analysis.of(document);
    const site = result?.calls.find(({ site: { id } }) => id === target.callSite)?.site;
    if (!site) {
      void vscode.window.showWarningMessage('Meterline: the call is no longer there.');
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    if (site.directive) {
      const { start, end } = site.directive.range;
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      edit.replace(document.uri, range, withFigure(document.getText(range), target.key, value));
    } else {
      const { line } = document.positionAt(site.where.call.start);
      const text = directiveText(target.key, value);
      const indentation = indentationOf(document.lineAt(line).text);
      edit.insert(document.uri, new vscode.Position(line, 0), commentLine(site.language, indentation, text));
    }
    await vscode.workspace.applyEdit(edit);
  });
}

async function askFor({ key, value }: StatementTarget): Promise<number | undefined> {
  const typed = await vscode.window.showInputBox({
    title: 'Meterline: State a Figure for This Call',
    prompt: `${PROMPTS[key]}. It is written in a comment above the call.`,
    value: figureValue(key, value),
    validateInput: text =>
      parseFigure(key, text) === undefined
        ? key === 'cached'
          ? 'A share such as 80%'
          : 'A number such as 2000 or 2k'
        : undefined,
  });
  return typed === undefined ? undefined : parseFigure(key, typed);
}
