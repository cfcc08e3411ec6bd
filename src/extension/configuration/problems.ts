import * as vscode from 'vscode';
import type { ConfigurationProblem } from '../../core/configuration';
import { LineMap, type Range } from '../../core/text';
import { Disposables } from '../disposables';
import { SOURCE } from '../findings/diagnostics';
import type { Services } from '../services';

/** Shows what is wrong with the workspace's configurations at their lines, whether or not they are open. */
export function configurationProblems({ analysis }: Services): vscode.Disposable {
  const owned = new Disposables();
  const shown = owned.add(vscode.languages.createDiagnosticCollection('meterline.configuration'));
  owned.add(
    analysis.onDidConfigure(reports => {
      shown.clear();
      for (const { file, problems, lineStarts } of reports) {
        const lines = new LineMap(lineStarts);
        shown.set(
          vscode.Uri.parse(file),
          problems.map(problem => toDiagnostic(problem, lines)),
        );
      }
    }),
  );
  return owned;
}

/** What is left out without harm to the rest is no error of the file. */
const WARNINGS: ReadonlySet<ConfigurationProblem['code']> = new Set(['no-such-file', 'not-read']);

function toDiagnostic({ code, message, range }: ConfigurationProblem, lines: LineMap): vscode.Diagnostic {
  const { Warning, Error } = vscode.DiagnosticSeverity;
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  const diagnostic = new vscode.Diagnostic(toRange(range, lines), sentence, WARNINGS.has(code) ? Warning : Error);
  diagnostic.source = SOURCE;
  diagnostic.code = code;
  return diagnostic;
}

function toRange({ start, end }: Range, lines: LineMap): vscode.Range {
  const [from, to] = [lines.position(start), lines.position(end)];
  return new vscode.Range(from.line, from.column, to.line, to.column);
}
