import * as vscode from 'vscode';
import { registerCommand } from '../commands';
import { linkCommands, type DirectiveKey, type StatementTarget } from '../contributions';
import type { Services } from '../services';
import { figureValue, parseFigure } from './directive';
import { writeDirective } from './writeDirective';

const PROMPTS: Readonly<Record<DirectiveKey, string>> = {
  input: 'Tokens that all slots of this call come to',
  output: 'Tokens that come out of this call',
  calls: 'Calls per month of this call site',
  cached: 'Share of the prefix that is read from the cache',
};

/** Asks for a figure and states it in a comment above the call. */
export function stateFigure({ analysis, log }: Services): vscode.Disposable {
  return registerCommand(log, linkCommands.stateFigure, async target => {
    const value = await askFor(target);
    if (value === undefined || (await writeDirective(analysis, { ...target, value }))) return;
    void vscode.window.showWarningMessage('Meterline: the call is no longer there.');
  });
}

async function askFor({ key, value }: StatementTarget): Promise<number | undefined> {
  const example = key === 'cached' ? 'A share such as 80%' : 'A number such as 2000 or 2k';
  const typed = await vscode.window.showInputBox({
    title: 'Meterline: State a Figure for This Call',
    prompt: `${PROMPTS[key]}. It is written in a comment above the call.`,
    value: figureValue(key, value),
    validateInput: text => (parseFigure(key, text) === undefined ? example : undefined),
  });
  return typed === undefined ? undefined : parseFigure(key, typed);
}
