import * as vscode from 'vscode';
import { CONFIGURATION_FILE } from '../../core/configuration/file';
import { applyEdits } from '../../core/text';
import { fileOf, selector } from '../analysis/documents';
import { Snapshot } from '../analysis/snapshot';
import { registerCommand } from '../commands';
import { commands } from '../contributions';
import type { Services } from '../services';
import { configurationIn } from './configurationFiles';

const TITLE = 'Meterline: Treat This Function as an LLM Call';

/** Writes a signature for the function at the cursor into the folder's configuration. */
export function treatAsCall(services: Services): vscode.Disposable {
  const { log } = services;
  return vscode.Disposable.from(
    registerCommand(log, commands.treatAsCall, async () => {
      const editor = vscode.window.activeTextEditor;
      const because = editor ? await treat(editor.document, editor.selection.active, services) : 'no file is open';
      if (because !== undefined) void vscode.window.showInformationMessage(`Meterline: ${because}.`);
    }),
    vscode.languages.registerCodeActionsProvider(selector, refactoring(services), {
      providedCodeActionKinds: [vscode.CodeActionKind.Refactor],
    }),
  );
}

/**
 * The same in the menu of refactorings, when somebody opens that: it is for a handful of functions of a workspace, and
 * a light bulb at every call would be in the way of all others.
 */
const refactoring = ({ analysis }: Services): vscode.CodeActionProvider => ({
  async provideCodeActions(document, range, { triggerKind, only }, token) {
    const isAsked = triggerKind === vscode.CodeActionTriggerKind.Invoke || only !== undefined;
    const file = isAsked ? fileOf(document) : undefined;
    if (!file || !vscode.workspace.getWorkspaceFolder(file.uri)) return [];
    const snapshot = new Snapshot(file);
    const offset = snapshot.offsetAt(document, range.start);
    const found = await analysis.propose(snapshot.input, offset, undefined);
    if (token.isCancellationRequested || found?.kind !== 'proposed') return [];
    const action = new vscode.CodeAction(TITLE, vscode.CodeActionKind.Refactor);
    action.command = { command: commands.treatAsCall, title: TITLE };
    return [action];
  },
});

/** @returns why nothing was written, for people; undefined when it was */
async function treat(
  document: vscode.TextDocument,
  position: vscode.Position,
  { analysis }: Services,
): Promise<string | undefined> {
  const file = fileOf(document);
  if (!file) return 'files of this kind are not read';
  const folder = vscode.workspace.getWorkspaceFolder(file.uri);
  if (!folder) return `${CONFIGURATION_FILE} stands in a folder of the workspace, and this file is in none`;
  const snapshot = new Snapshot(file);
  const uri = configurationIn(folder.uri);
  const written = await openIfThere(uri);
  const home = { folder: folder.uri.toString(), text: written?.getText() ?? '' };
  const proposal = await analysis.propose(snapshot.input, snapshot.offsetAt(document, position), home);
  if (!proposal) return 'the function could not be looked at; the output log says why';
  if (proposal.kind === 'none') return proposal.because;
  const { edits, at, hint } = proposal;
  if (edits.length) {
    const edit = new vscode.WorkspaceEdit();
    if (written) for (const each of edits) edit.replace(uri, rangeIn(written, each.range), each.newText);
    else edit.createFile(uri, { contents: new TextEncoder().encode(applyEdits('', edits)) });
    if (!(await vscode.workspace.applyEdit(edit))) return `${CONFIGURATION_FILE} could not be written`;
  }
  const now = await vscode.workspace.openTextDocument(uri);
  const start = now.positionAt(at);
  await vscode.window.showTextDocument(now, { selection: new vscode.Range(start, start), preserveFocus: false });
  return edits.length ? hint : `the function is in ${CONFIGURATION_FILE} already`;
}

/** A configuration that is there, with what has not been saved of it. */
async function openIfThere(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    // There is none yet.
    return undefined;
  }
}

const rangeIn = (document: vscode.TextDocument, { start, end }: { start: number; end: number }): vscode.Range =>
  new vscode.Range(document.positionAt(start), document.positionAt(end));
