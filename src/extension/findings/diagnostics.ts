import * as vscode from 'vscode';
import type { Finding, Severity } from '../../core/rules';
import { fileOf, resourceOf } from '../analysis/documents';
import type { Snapshot } from '../analysis/snapshot';
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
    if (document.isClosed || !settings.get('meterline.diagnostics.enabled', resourceOf(document))) {
      shown.delete(document.uri);
      return;
    }
    // Until there is a new result, VS Code moves the old ones along with the edits.
    const found = analysis.latest(fileOf(document));
    if (found) {
      const own = found.result.findings.flatMap(finding => {
        const range = found.snapshot.rangeIn(document, finding.at);
        return range ? [toDiagnostic(finding, range, found.snapshot, context.extensionUri)] : [];
      });
      shown.set(document.uri, own);
    }
  };
  owned.add(analysis.onDidChange(({ documents }) => documents.forEach(update)));
  owned.add(analysis.onDidInvalidate(() => vscode.workspace.textDocuments.forEach(update)));
  return owned;
}

function toDiagnostic(
  finding: Finding,
  range: vscode.Range,
  snapshot: Snapshot,
  extension: vscode.Uri,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, finding.message, SEVERITIES[finding.severity]);
  diagnostic.source = SOURCE;
  diagnostic.code = {
    value: finding.rule,
    target: vscode.Uri.joinPath(extension, 'docs', 'rules', `${finding.rule}.md`),
  };
  diagnostic.relatedInformation = finding.related.map(({ range: related, message }) => {
    const place = snapshot.locate(related);
    return new vscode.DiagnosticRelatedInformation(new vscode.Location(place.document.uri, place.range), message);
  });
  return diagnostic;
}
