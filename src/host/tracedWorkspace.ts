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

  nameOf(file: string): string {
    return this.workspace.nameOf(file);
  }

  read(file: string): string | undefined {
    const text = this.workspace.read(file);
    this.trace?.push({ kind: 'read', file, content: contentOf(text) });
    return text;
  }

  resolveImport(specifier: string, from: string): string | undefined {
    const file = this.workspace.resolveImport(specifier, from);
    this.trace?.push({ kind: 'import', specifier, from, file });
    return file;
  }

  resolveFile(name: string, from: string, isBeside: boolean): string | undefined {
    const file = this.workspace.resolveFile(name, from, isBeside);
    this.trace?.push({ kind: 'file', name, from, isBeside, file });
    return file;
  }

  mentioning(name: string, from: string): readonly string[] | undefined {
    const files = this.workspace.mentioning(name, from);
    this.trace?.push({ kind: 'mention', name, from, files: files?.join('\0') });
    return files;
  }

  declaring(name: string, from: string): readonly string[] {
    const files = this.workspace.declaring(name, from);
    this.trace?.push({ kind: 'declare', name, from, files: files.join('\0') });
    return files;
  }

  preludes(from: string): readonly string[] {
    const files = this.workspace.preludes(from);
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
  stillHolds(trace: readonly Glance[]): boolean {
    return trace.every(glance => this.isSame(glance));
  }

  private isSame(glance: Glance): boolean {
    switch (glance.kind) {
      case 'read':
        return contentOf(this.workspace.read(glance.file)) === glance.content;
      case 'import':
        return this.workspace.resolveImport(glance.specifier, glance.from) === glance.file;
      case 'file':
        return this.workspace.resolveFile(glance.name, glance.from, glance.isBeside) === glance.file;
      case 'mention':
        return this.workspace.mentioning(glance.name, glance.from)?.join('\0') === glance.files;
      case 'prelude':
        return this.workspace.preludes(glance.from).join('\0') === glance.files;
      case 'declare':
        return this.workspace.declaring(glance.name, glance.from).join('\0') === glance.files;
    }
  }
}

/** A file's text may be large, and a hundred results may have seen it. */
const contentOf = (text: string | undefined): string | undefined => (text === undefined ? undefined : digest(text));
