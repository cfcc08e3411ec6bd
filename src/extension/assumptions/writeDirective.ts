import * as vscode from 'vscode';
import type { Analysis } from '../analysis/analysis';
import { openFile } from '../analysis/documents';
import { commentLine, indentationOf } from '../comments';
import type { StatementTarget } from '../contributions';
import { directiveText, withFigure } from './directive';

/** States a figure in the comment above a call, which is written if there is none. False when the call is gone. */
export async function writeDirective(
  analysis: Analysis,
  { uri, callSite, key, value }: StatementTarget,
): Promise<boolean> {
  const analysed = await analysis.of(await openFile(uri));
  const site = analysed?.result.calls.find(({ site: { id } }) => id === callSite)?.site;
  if (!analysed || !site) return false;
  const edit = new vscode.WorkspaceEdit();
  if (site.directive) {
    const { document, range } = analysed.snapshot.locate(site.directive.range);
    edit.replace(document.uri, range, withFigure(document.getText(range), key, value));
  } else {
    const { document, range } = analysed.snapshot.locate(site.where.call);
    const { line } = range.start;
    const comment = commentLine(site.language, indentationOf(document.lineAt(line).text), directiveText(key, value));
    edit.insert(document.uri, new vscode.Position(line, 0), comment);
  }
  return vscode.workspace.applyEdit(edit);
}
