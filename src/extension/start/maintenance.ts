import * as vscode from 'vscode';
import { activeFile } from '../analysis/documents';
import { registerCommand } from '../commands';
import { commands } from '../contributions';
import type { Services } from '../services';

/** Commands for when something seems wrong: do it again, and see what was done. */
export function maintenance({ analysis, log }: Services): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand(log, commands.showLog, () => log.show()),
    registerCommand(log, commands.rescanFile, async () => {
      const file = activeFile();
      if (!file) {
        void vscode.window.showInformationMessage('Meterline: files of this kind are not read.');
        return;
      }
      const analysed = await analysis.rescan(file);
      if (!analysed) return;
      const { result } = analysed;
      log.info(`${result.file}: ${result.calls.length} calls, ${result.findings.length} findings`);
    }),
  );
}
