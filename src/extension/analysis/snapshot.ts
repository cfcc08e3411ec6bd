import * as vscode from 'vscode';
import { joinCells, stretchAt } from '../../core/stretches';
import type { SourceInput } from '../../core/syntax';
import type { Range } from '../../core/text';
import { addressOf, notebookFile, type OpenFile } from './documents';

/** A stretch of a document. */
export interface DocumentRange {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
}

interface Part {
  readonly document: vscode.TextDocument;
  /** Where the document begins in the text of the whole file. */
  readonly start: number;
  /** Of a notebook: 0-based, over all cells. */
  readonly cell: number | undefined;
}

/**
 * The text of a file at one moment, and where each part of it stands in the editor. Places can be asked for as long as
 * the file has not moved on.
 */
export class Snapshot {
  readonly input: SourceInput;
  private readonly parts: readonly Part[];
  private readonly version: string;

  constructor(readonly file: OpenFile) {
    const { uri, language, documents, cells } = file;
    this.version = versionOf(file);
    const { text, stretches } = joinCells(
      documents.map((document, index) => ({ index: cells?.[index] ?? 0, text: document.getText() })),
    );
    this.input = { file: addressOf(uri), language, text, ...(cells ? { stretches } : {}) };
    this.parts = documents.map((document, index) => ({
      document,
      start: stretches[index]?.start ?? 0,
      cell: cells?.[index],
    }));
  }

  /** False when there is a newer text, or none any more. */
  get isCurrent(): boolean {
    const { notebook, documents } = this.file;
    const now = notebook ? notebookFile(notebook) : this.file;
    return now !== undefined && !documents.some(({ isClosed }) => isClosed) && versionOf(now) === this.version;
  }

  /** Where a stretch of the text stands; one that begins in a cell ends there. */
  locate({ start, end }: Range): DocumentRange {
    const part = stretchAt(this.parts, start) ?? this.parts[0];
    if (!part) throw new Error(`${this.input.file} has no text`);
    const { document } = part;
    return {
      document,
      range: new vscode.Range(document.positionAt(start - part.start), document.positionAt(end - part.start)),
    };
  }

  /** The same for a stretch that stands in this document; undefined for one in another cell. */
  rangeIn(document: vscode.TextDocument, place: Range): vscode.Range | undefined {
    const found = this.locate(place);
    return found.document === document ? found.range : undefined;
  }

  /** The offset in the whole text. */
  offsetAt(document: vscode.TextDocument, position: vscode.Position): number {
    const start = this.parts.find(part => part.document === document)?.start ?? 0;
    return start + document.offsetAt(position);
  }

  /** How people name the place of an offset: `12`, or `cell 4:12` in a notebook. */
  lineLabel(offset: number): string {
    const { document, range } = this.locate({ start: offset, end: offset });
    const cell = this.parts.find(part => part.document === document)?.cell;
    const line = range.start.line + 1;
    return cell === undefined ? String(line) : `cell ${cell + 1}:${line}`;
  }
}

/** Differs when any of the text does, and when cells have moved. */
export function versionOf({ documents, cells }: OpenFile): string {
  return documents.map(({ uri, version }, index) => `${cells?.[index] ?? ''} ${uri.toString()} ${version}`).join('\n');
}
