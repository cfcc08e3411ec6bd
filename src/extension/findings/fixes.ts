import * as vscode from 'vscode';
import type { Finding } from '../../core/rules';
import { fileOf, selector } from '../analysis/documents';
import type { Snapshot } from '../analysis/snapshot';
import { commentLine, indentationOf } from '../comments';
import { linkCommands } from '../contributions';
import type { Services } from '../services';
import { SOURCE } from './diagnostics';
import { suppressions, type Lines } from './suppression';

/** Offers the fixes of findings, and comments that switch a rule off. */
export function fixes({ analysis }: Services): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, range, { diagnostics }, token) {
      const analysed = await analysis.of(fileOf(document));
      if (!analysed || token.isCancellationRequested) return [];
      const { result, snapshot } = analysed;
      const lines = linesOf(document, snapshot);
      return result.findings
        .filter(({ at }) => snapshot.rangeIn(document, at)?.intersection(range))
        .flatMap(finding => {
          const diagnostic = shownFor(finding, diagnostics);
          const language = result.calls.find(({ site }) => site.id === finding.callSite)?.site.language;
          if (!language) return [];
          const silent = suppressions(finding, result, lines).map(({ title, line, text, isForLine }) => {
            const indentation = isForLine ? indentationOf(lines.textOf(line)) : '';
            const edit = new vscode.WorkspaceEdit();
            edit.insert(document.uri, new vscode.Position(line, 0), commentLine(language, indentation, text));
            return action(title, edit, diagnostic);
          });
          return [...fixActions(finding, snapshot, diagnostic), ...silent];
        });
    },
  };
  return vscode.languages.registerCodeActionsProvider(selector, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}

function fixActions(
  { fixes: found }: Finding,
  snapshot: Snapshot,
  diagnostic: vscode.Diagnostic | undefined,
): vscode.CodeAction[] {
  return found.map(({ title, edits, isPreferred }) => {
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of edits) {
      const place = snapshot.locate(range);
      edit.replace(place.document.uri, place.range, newText);
    }
    const result = action(title, edit, diagnostic);
    result.isPreferred = isPreferred;
    result.command = { command: linkCommands.fixApplied, title };
    return result;
  });
}

function action(
  title: string,
  edit: vscode.WorkspaceEdit,
  diagnostic: vscode.Diagnostic | undefined,
): vscode.CodeAction {
  const result = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  result.edit = edit;
  if (diagnostic) result.diagnostics = [diagnostic];
  return result;
}

const shownFor = (
  { rule, message }: Finding,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.Diagnostic | undefined =>
  diagnostics.find(({ source, code, message: shown }) => {
    return source === SOURCE && typeof code === 'object' && code.value === rule && shown === message;
  });

const linesOf = (document: vscode.TextDocument, snapshot: Snapshot): Lines => ({
  lineOf: offset => snapshot.locate({ start: offset, end: offset }).range.start.line,
  startOf: line => snapshot.offsetAt(document, new vscode.Position(line, 0)),
  textOf: line => (line < document.lineCount ? document.lineAt(line).text : ''),
});
