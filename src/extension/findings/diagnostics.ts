import * as vscode from 'vscode';
import type { Finding, Severity } from '../../core/rules';
import { toRange } from '../analysis/documents';
import { Disposables } from '../disposables';
import type { Services } from '../services';

export const SOURCE = 'Meterline';

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** Shows the findings of each analysed document. */
export function diagnostics({ analysis, settings, context }: Services): vscode.Disposable {
  const owned = new Disposables();
  const shown = owned.add(vscode.languages.createDiagnosticCollection('meterline'));
  const update = (document: vscode.TextDocument) => {
    if (document.isClosed || !settings.get('meterline.diagnostics.enabled', document.uri)) {
      shown.delete(document.uri);
      return;
    }
    // Until there is a new result, VS Code moves the old ones along with the edits.
    const found = analysis.latest(document);
    if (found)
      shown.set(
        document.uri,
        found.findings.map(finding => toDiagnostic(finding, document, context.extensionUri)),
      );
  };
  owned.add(analysis.onDidChange(update));
  owned.add(analysis.onDidInvalidate(() => vscode.workspace.textDocuments.forEach(update)));
  return owned;
}

function toDiagnostic(finding: Finding, document: vscode.TextDocument, extension: vscode.Uri): vscode.Diagnostic {
  const range = toRange(document, finding.at);
  const diagnostic = new vscode.Diagnostic(range, finding.message, SEVERITIES[finding.severity]);
  diagnostic.source = SOURCE;
  diagnostic.code = {
    value: finding.rule,
    target: vscode.Uri.joinPath(extension, 'docs', 'rules', `${finding.rule}.md`),
  };
  diagnostic.relatedInformation = finding.related.map(
    ({ range: related, message }) =>
      new vscode.DiagnosticRelatedInformation(new vscode.Location(document.uri, toRange(document, related)), message),
  );
  return diagnostic;
}
