import * as vscode from 'vscode';
import type { Analysis } from '../analysis/analysis';
import { toRange } from '../analysis/documents';
import { commentLine, indentationOf } from '../comments';
import type { StatementTarget } from '../contributions';
import { directiveText, withFigure } from './directive';

/** States a figure in the comment above a call, which is written if there is none. False when the call is gone. */
export async function writeDirective(
  analysis: Analysis,
  { uri, callSite, key, value }: StatementTarget,
): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const result = await analysis.of(document);
  const site = result?.calls.find(({ site: { id } }) => id === callSite)?.site;
  if (!site) return false;
  const edit = new vscode.WorkspaceEdit();
  if (site.directive) {
    const range = toRange(document, site.directive.range);
    edit.replace(document.uri, range, withFigure(document.getText(range), key, value));
  } else {
    const { line } = document.positionAt(site.where.call.start);
    const comment = commentLine(site.language, indentationOf(document.lineAt(line).text), directiveText(key, value));
    edit.insert(document.uri, new vscode.Position(line, 0), comment);
  }
  return vscode.workspace.applyEdit(edit);
}
