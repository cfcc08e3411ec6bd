import type * as vscode from 'vscode';
import type { Analysis } from '../analysis/analysis';
import { fileOf } from '../analysis/documents';
import type { CallTarget } from '../contributions';
import { callNear } from './nearest';

/** What is compared: a call of a document, or a text. */
export type ComparedSubject =
  { readonly kind: 'call'; readonly target: CallTarget } | { readonly kind: 'text'; readonly text: string };

/** A selection of text that is longer is cut: no model takes as much. In UTF-16 units. */
const MAX_TEXT = 4_000_000;

/** What an editor has to compare: the selected text, else the call at the cursor, else the nearest one. */
export async function subjectOf(editor: vscode.TextEditor, analysis: Analysis): Promise<ComparedSubject | undefined> {
  const { document, selection } = editor;
  if (!selection.isEmpty) return { kind: 'text', text: document.getText(selection).slice(0, MAX_TEXT) };
  const analysed = await analysis.of(fileOf(document));
  if (!analysed) return undefined;
  const { result, snapshot } = analysed;
  const callSite = callNear(result, snapshot.offsetAt(document, selection.active));
  return callSite === undefined ? undefined : { kind: 'call', target: { uri: result.file, callSite } };
}
