import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { circles, forms, harms } from './hostileSources';
import { temporaryFolder } from './temporaryFolder';

/** What the command line says of a tree, as far as it matters here. */
interface Report {
  readonly callSites: readonly {
    readonly file: string;
    readonly role: string;
    readonly model: { readonly id: unknown };
  }[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  readonly stats: { readonly files: number };
}

/** Far beyond what it takes, and far below for ever: in ms. */
const MAX_MS = 120_000;
/** Two threads with their trees and texts, in KiB of resident memory; the files alone are 60 MB. */
const MAX_MEMORY = 1_200_000;

/** Scans with the command line; gives its report and the most memory it took, where the system tells. */
async function scan(folder: string): Promise<{ report: Report; peak: number }> {
  const child = spawn(process.execPath, [path.resolve('out/cli.mjs'), 'scan', folder, '--format', 'json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: MAX_MS,
  });
  let peak = 0;
  const watch = setInterval(() => {
    try {
      const [, kib] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${String(child.pid)}/status`, 'utf8')) ?? [];
      peak = Math.max(peak, Number(kib ?? 0));
    } catch {
      // Not on Linux, or it has ended.
    }
  }, 50);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise(resolve => child.once('close', resolve));
  clearInterval(watch);
  assert.equal(code, 0, 'it ends by itself, and well');
  return { report: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Report, peak };
}

const DEEP = 'The file is too large or too deeply nested to be read whole.';
const NESTED = /nested (?:brackets|parentheses|calls)$/;
/** Where such a text swallows the rest of the file, as it may span lines. */
const SWALLOWED = 'a text that nobody closes';

describe('a scan of a hostile tree', function () {
  this.timeout(MAX_MS);
  const folder = temporaryFolder();
  const put = (file: string, content: string | Uint8Array): string => folder.current.put(file, content);

  it('ends in bounded time and memory, finds the calls beside the harm, and says what it did not read', async () => {
    for (const [language, form] of Object.entries(forms)) {
      put(`${language}/plain/${form.file}`, form.write('"a"'));
      for (const [harm, make] of Object.entries(harms)) put(`${language}/${harm}/${form.file}`, make(form));
    }
    const { report, peak } = await scan(folder.current.path);
    const called = new Set(report.callSites.map(({ file }) => path.posix.dirname(file)));
    const skipped = new Map(report.skipped.map(({ file, reason }) => [path.posix.dirname(file), reason]));
    for (const language of Object.keys(forms)) {
      assert.ok(called.has(`${language}/plain`), language);
      for (const harm of Object.keys(harms)) {
        const name = `${language}/${harm}`;
        if (harm !== SWALLOWED) assert.ok(called.has(name), `${name}: ${skipped.get(name) ?? 'nothing said'}`);
        if (NESTED.test(harm)) assert.equal(skipped.get(name), DEEP, name);
      }
    }
    assert.ok(peak < MAX_MEMORY, `${String(peak)} KiB`);
  });

  it('does not follow circles of constants, imports and base classes, and leaves their values unknown', async () => {
    for (const [file, text] of Object.entries(circles)) put(file, text);
    const { report } = await scan(folder.current.path);
    assert.deepEqual(
      report.callSites.map(({ file, model }) => [file, model.id]),
      [
        'cs/A.cs',
        'go/a.go',
        'java/A.java',
        'kt/A.kt',
        'php/A.php',
        'py/a.py',
        'rb/a.rb',
        'rs/src/main.rs',
        'ts/a.ts',
      ].map(file => [file, null]),
    );
  });

  it('says which files hold no text that can be read, and goes on', async () => {
    const call = forms.typescript?.write('"a"') ?? '';
    put('good.ts', call);
    truncateSync(put('large.ts', call), 50_000_000);
    put('nul.ts', `${call}\0`);
    put('utf16.ts', Buffer.from(`\ufeff${call}`, 'utf16le'));
    put('latin1.ts', Buffer.concat([Buffer.from(call), Buffer.from([0xe9])]));
    put('notebook.ipynb', '{ "cells": [');
    put('settings.prompt.yml', 'model: gpt-4o\nmessages: [{ role: "user"');
    folder.current.link('a/loop', '..');
    folder.current.link('a/self.ts', 'self.ts');
    if (process.platform !== 'win32') execFileSync('mkfifo', [folder.current.at('pipe.ts')]);
    const { report } = await scan(folder.current.path);
    assert.deepEqual(
      report.callSites.map(({ file }) => file),
      ['good.ts', 'utf16.ts'],
    );
    const {
      'notebook.ipynb': notebook,
      'settings.prompt.yml': settings,
      ...others
    } = Object.fromEntries(report.skipped.map(({ file, reason }) => [file, reason]));
    assert.ok(notebook && settings, 'it says what is broken');
    assert.deepEqual(others, {
      'a/loop': 'a link; links are not followed',
      'a/self.ts': 'a link; links are not followed',
      'large.ts': 'larger than 2 MB (50.0 MB)',
      'latin1.ts': 'not valid UTF-8',
      'nul.ts': 'binary: it holds a NUL byte',
      ...(process.platform === 'win32' ? {} : { 'pipe.ts': 'not a regular file' }),
    });
  });
});
