import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { CONFIGURATION_FILE } from '../../core/configuration/file';
import type { SourceLanguage } from '../../core/syntax';
import { editorLanguages, tellingWords } from './editorLanguages';

/** Documents by their language, cells of notebooks among them. */
export const selector: vscode.DocumentSelector = Object.keys(editorLanguages);

const CELL_SCHEME = 'vscode-notebook-cell';
const NOTEBOOK_TYPE = 'jupyter-notebook';

export const isCell = ({ uri }: vscode.TextDocument): boolean => uri.scheme === CELL_SCHEME;

/** What is analysed as one: a document, or a notebook, whose cells are documents that share their names. */
export interface OpenFile {
  /** The document's or the notebook's. */
  readonly uri: vscode.Uri;
  readonly language: SourceLanguage;
  /** In the order of the text; of a notebook, the cells with code. */
  readonly documents: readonly vscode.TextDocument[];
  readonly notebook?: vscode.NotebookDocument;
  /** Of a notebook: the index of each document's cell over all cells. */
  readonly cells?: readonly number[];
}

/**
 * The one spelling of an address by which the core, whose other addresses are made of paths, tells files apart. VS Code
 * encodes some characters otherwise.
 */
export const addressOf = (uri: vscode.Uri): string =>
  uri.scheme === 'file' ? pathToFileURL(uri.fsPath).href : uri.toString();

/** The file that a document is, or is a cell of; undefined for one that is not looked at. */
export function fileOf(document: vscode.TextDocument): OpenFile | undefined {
  if (document.isClosed || document.uri.path.endsWith(`/${CONFIGURATION_FILE}`)) return undefined;
  if (isCell(document)) {
    const notebook = notebookOf(document);
    const file = notebook && notebookFile(notebook);
    return file?.documents.includes(document) ? file : undefined;
  }
  const language = languageOf(document);
  return language && isSource(document.uri) ? { uri: document.uri, language, documents: [document] } : undefined;
}

/** A notebook as a file; undefined when it has no code that is read. */
export function notebookFile(notebook: vscode.NotebookDocument): OpenFile | undefined {
  if (notebook.notebookType !== NOTEBOOK_TYPE || notebook.isClosed || !isSource(notebook.uri)) return undefined;
  const code = notebook.getCells().flatMap(({ kind, document }, index) => {
    const language = kind === vscode.NotebookCellKind.Code ? languageOf(document) : undefined;
    return language ? [{ index, document, language }] : [];
  });
  const language = code[0]?.language;
  if (!language) return undefined;
  const own = code.filter(cell => cell.language === language);
  return {
    uri: notebook.uri,
    language,
    documents: own.map(({ document }) => document),
    notebook,
    cells: own.map(({ index }) => index),
  };
}

/** The file of an address that the core has named; opened if need be. */
export async function openFile(address: string): Promise<OpenFile | undefined> {
  const uri = vscode.Uri.parse(address);
  const open = vscode.workspace.notebookDocuments.find(notebook => addressOf(notebook.uri) === address);
  if (open) return notebookFile(open);
  return uri.path.endsWith('.ipynb')
    ? notebookFile(await vscode.workspace.openNotebookDocument(uri))
    : fileOf(await vscode.workspace.openTextDocument(uri));
}

/** The file in the active editor. */
export function activeFile(): OpenFile | undefined {
  const { activeTextEditor, activeNotebookEditor } = vscode.window;
  if (activeTextEditor) return fileOf(activeTextEditor.document);
  return activeNotebookEditor && notebookFile(activeNotebookEditor.notebook);
}

/** The address that settings hold for: a cell has those of its notebook. */
export const resourceOf = (document: vscode.TextDocument): vscode.Uri => notebookOf(document)?.uri ?? document.uri;

function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  if (!isCell(document)) return undefined;
  // A cell's address is that of its notebook with a fragment.
  return vscode.workspace.notebookDocuments.find(
    notebook => notebook.uri.path === document.uri.path && notebook.getCells().some(cell => cell.document === document),
  );
}

function languageOf(document: vscode.TextDocument): SourceLanguage | undefined {
  const { languageId } = document;
  const language = Object.hasOwn(editorLanguages, languageId) ? editorLanguages[languageId] : undefined;
  const words = language && tellingWords[language];
  return words && !words.test(document.getText()) ? undefined : language;
}

/**
 * Old revisions in diffs, output and the like are nobody's source code, so only files on disk, new files and files
 * of a virtual workspace count.
 */
function isSource({ scheme }: vscode.Uri): boolean {
  return (
    scheme === 'file' ||
    scheme === 'untitled' ||
    vscode.workspace.workspaceFolders?.some(folder => folder.uri.scheme === scheme) === true
  );
}
