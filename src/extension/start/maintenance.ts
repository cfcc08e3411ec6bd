import * as vscode from 'vscode';
import { languageOf } from '../analysis/documents';
import { registerCommand } from '../commands';
import { commands } from '../contributions';
import type { Services } from '../services';

/** Commands for when something seems wrong: do it again, and see what was done. */
export function maintenance({ analysis, log }: Services): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand(log, commands.showLog, () => log.show()),
    registerCommand(log, commands.rescanFile, async () => {
      const document = vscode.window.activeTextEditor?.document;
      if (!document || !languageOf(document)) {
        void vscode.window.showInformationMessage('Meterline reads TypeScript, JavaScript and Python files.');
        return;
      }
      const result = await analysis.rescan(document);
      if (!result) return;
      log.info(`${result.file}: ${result.calls.length} calls, ${result.findings.length} findings`);
    }),
  );
}
