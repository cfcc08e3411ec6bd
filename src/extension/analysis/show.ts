import * as vscode from 'vscode';
import { isCell } from './documents';
import type { DocumentRange } from './snapshot';

/** Shows a stretch of a document; a cell is shown in its notebook. */
export async function showRange(
  { document, range }: DocumentRange,
  options: vscode.TextDocumentShowOptions = {},
): Promise<void> {
  const withSelection = { ...options, selection: range };
  // A cell has no editor of its own that could be answered.
  if (isCell(document)) await vscode.commands.executeCommand('vscode.open', document.uri, withSelection);
  else await vscode.window.showTextDocument(document, withSelection);
}
