import type { Workspace } from '../core';
import { digest } from './digest';

/** A question to the workspace and what it was answered. */
export type Glance =
  | { readonly kind: 'read'; readonly file: string; readonly content: string | undefined }
  | { readonly kind: 'import'; readonly specifier: string; readonly from: string; readonly file: string | undefined }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly from: string;
      readonly isBeside: boolean;
      readonly file: string | undefined;
    }
  | {
      readonly kind: 'mention' | 'declare' | 'prelude';
      readonly name: string;
      readonly from: string;
      readonly files: string | undefined;
    };

/** Writes down what an analysis learns of other files, so that one can tell later whether its result still holds. */
export class TracedWorkspace implements Workspace {
  private trace: Glance[] | undefined;

  constructor(private readonly workspace: Workspace) {}

  async read(file: string): Promise<string | undefined> {
    const text = await this.workspace.read(file);
    this.trace?.push({ kind: 'read', file, content: contentOf(text) });
    return text;
  }

  async resolveImport(specifier: string, from: string): Promise<string | undefined> {
    const file = await this.workspace.resolveImport(specifier, from);
    this.trace?.push({ kind: 'import', specifier, from, file });
    return file;
  }

  async resolveFile(name: string, from: string, isBeside: boolean): Promise<string | undefined> {
    const file = await this.workspace.resolveFile(name, from, isBeside);
    this.trace?.push({ kind: 'file', name, from, isBeside, file });
    return file;
  }

  async mentioning(name: string, from: string): Promise<readonly string[] | undefined> {
    const files = await this.workspace.mentioning(name, from);
    this.trace?.push({ kind: 'mention', name, from, files: files?.join('\0') });
    return files;
  }

  async declaring(name: string, from: string): Promise<readonly string[]> {
    const files = await this.workspace.declaring(name, from);
    this.trace?.push({ kind: 'declare', name, from, files: files.join('\0') });
    return files;
  }

  async preludes(from: string): Promise<readonly string[]> {
    const files = await this.workspace.preludes(from);
    this.trace?.push({ kind: 'prelude', name: '', from, files: files.join('\0') });
    return files;
  }

  /** Does work and tells what it asked meanwhile; one at a time. */
  async during<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly trace: readonly Glance[] }> {
    const trace: Glance[] = [];
    this.trace = trace;
    try {
      return { value: await work(), trace };
    } finally {
      this.trace = undefined;
    }
  }

  /** True when every question has the same answer as then. */
  async stillHolds(trace: readonly Glance[]): Promise<boolean> {
    for (const glance of trace) if (!(await this.isSame(glance))) return false;
    return true;
  }

  private async isSame(glance: Glance): Promise<boolean> {
    switch (glance.kind) {
      case 'read':
        return contentOf(await this.workspace.read(glance.file)) === glance.content;
      case 'import':
        return (await this.workspace.resolveImport(glance.specifier, glance.from)) === glance.file;
      case 'file':
        return (await this.workspace.resolveFile(glance.name, glance.from, glance.isBeside)) === glance.file;
      case 'mention':
        return (await this.workspace.mentioning(glance.name, glance.from))?.join('\0') === glance.files;
      case 'prelude':
        return (await this.workspace.preludes(glance.from)).join('\0') === glance.files;
      case 'declare':
        return (await this.workspace.declaring(glance.name, glance.from)).join('\0') === glance.files;
    }
  }
}

/** A file's text may be large, and a hundred results may have seen it. */
const contentOf = (text: string | undefined): string | undefined => (text === undefined ? undefined : digest(text));
