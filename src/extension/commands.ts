import * as vscode from 'vscode';
import { commandArguments, type CommandArguments, type CommandId } from './contributions';

/** Registers a command; arguments are checked, and what it throws is logged and told once. */
export function registerCommand<Id extends CommandId>(
  log: vscode.LogOutputChannel,
  id: Id,
  run: (...args: CommandArguments<Id>) => unknown,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      await run(...(commandArguments[id].parse(args) as CommandArguments<Id>));
    } catch (error) {
      log.error(`${id} failed:`, error instanceof Error ? error : String(error));
      void vscode.window.showErrorMessage(`Meterline: ${id} failed. Its output log says why.`);
    }
  });
}
