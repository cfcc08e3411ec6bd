import type { Workspace } from '../core';
import { digest } from './digest';

/** A question to the workspace and what it was answered. */
export type Glance =
  | { readonly kind: 'read'; readonly file: string; readonly content: string | undefined }
  | { readonly kind: 'import'; readonly specifier: string; readonly from: string; readonly file: string | undefined };

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
    for (const glance of trace) {
      const isSame =
        glance.kind === 'read'
          ? contentOf(await this.workspace.read(glance.file)) === glance.content
          : (await this.workspace.resolveImport(glance.specifier, glance.from)) === glance.file;
      if (!isSame) return false;
    }
    return true;
  }
}

/** A file's text may be large, and a hundred results may have seen it. */
const contentOf = (text: string | undefined): string | undefined => (text === undefined ? undefined : digest(text));
