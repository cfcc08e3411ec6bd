import type { SourceInput } from '../core';

/** The text of a document; with `stretches` of a notebook, whose file is not its text. */
export type OpenDocument = Pick<SourceInput, 'text' | 'stretches'> & Partial<Pick<SourceInput, 'language'>>;

/** Documents that are edited and not saved yet, by the absolute paths of their files. They hold, and not what is on disk. */
export class OpenDocuments {
  private readonly documents = new Map<string, OpenDocument>();

  /** @param document undefined when what is on disk holds again */
  set(path: string, document: OpenDocument | undefined): void {
    if (document) this.documents.set(path, document);
    else this.documents.delete(path);
  }

  get(path: string): OpenDocument | undefined {
    return this.documents.get(path);
  }
}
