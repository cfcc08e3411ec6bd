import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A real folder that is gone after the test. */
export class TemporaryFolder {
  readonly path = realpathSync(mkdtempSync(path.join(tmpdir(), 'meterline-')));

  /** Writes a file with the folders above it. @returns its full path */
  put(file: string, content: string | Uint8Array = ''): string {
    const full = this.at(file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, content);
    return full;
  }

  /** @param target as the link holds it */
  link(file: string, target: string): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    symlinkSync(target, this.at(file));
  }

  at(file: string): string {
    return path.join(this.path, file);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A new folder for each test of a suite. */
export function temporaryFolder(): { readonly current: TemporaryFolder } {
  let current: TemporaryFolder | undefined;
  beforeEach(() => {
    current = new TemporaryFolder();
  });
  afterEach(() => current?.remove());
  return {
    get current() {
      if (!current) throw new Error('there is a folder only while a test runs');
      return current;
    },
  };
}
