import * as vscode from 'vscode';
import { registerCommand } from '../commands';
import { commands, linkCommands, walkthrough } from '../contributions';
import { Disposables } from '../disposables';
import type { Services } from '../services';
import { sample } from './sample';

/** What the walkthrough needs: itself, a sample to try it on, and a mark that a fix was applied. */
export function gettingStarted({ log }: Services): vscode.Disposable {
  const owned = new Disposables();
  owned.add(
    registerCommand(log, commands.openWalkthrough, () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false),
    ),
  );
  owned.add(
    registerCommand(log, linkCommands.openSample, async () => {
      const document = await vscode.workspace.openTextDocument({ language: 'typescript', content: sample });
      await vscode.window.showTextDocument(document);
    }),
  );
  // A step of the walkthrough ticks itself off by this command.
  owned.add(registerCommand(log, linkCommands.fixApplied, () => undefined));
  return owned;
}
