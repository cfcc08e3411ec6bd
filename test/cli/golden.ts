import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Compares with a file; `UPDATE_FIXTURES=1` in the environment rewrites it instead, and the difference is read in git. */
export function assertGolden(file: string, text: string): void {
  if (process.env['UPDATE_FIXTURES']) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(text, readFileSync(file, 'utf8').replaceAll('\r\n', '\n'), `${file} is out of date`);
}
