import * as vscode from 'vscode';
import type { LanguageId } from '../../core/callsites';

/** VS Code's language ids and the core's. */
const LANGUAGES: Readonly<Record<string, LanguageId>> = {
  typescript: 'typescript',
  typescriptreact: 'typescript',
  javascript: 'javascript',
  javascriptreact: 'javascript',
  python: 'python',
  go: 'go',
};

export const selector: vscode.DocumentSelector = Object.keys(LANGUAGES);

/**
 * The core's language of a document that is looked at; undefined for others.
 * Old revisions in diffs, output and the like are nobody's source code, so only files on disk, new files and files
 * of a virtual workspace count.
 */
export function languageOf({ languageId, uri }: vscode.TextDocument): LanguageId | undefined {
  const isSource =
    uri.scheme === 'file' ||
    uri.scheme === 'untitled' ||
    vscode.workspace.workspaceFolders?.some(folder => folder.uri.scheme === uri.scheme);
  return isSource ? LANGUAGES[languageId] : undefined;
}

/** A range of the core as VS Code wants it. The document must have the version that was analysed. */
export const toRange = (document: vscode.TextDocument, { start, end }: { start: number; end: number }): vscode.Range =>
  new vscode.Range(document.positionAt(start), document.positionAt(end));
