import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

/** Breaches of the layers' one direction: in which file, what, and what the report has to say. */
const breaches: readonly (readonly [file: string, code: string, says: RegExp])[] = [
  ['src/core/rules/some.ts', `import { window } from 'vscode'; window;`, /Only src\/extension talks to VS Code/],
  ['src/core/rules/some.ts', `import type { Uri } from 'vscode'; export type A = Uri;`, /Only src\/extension/],
  ['src/core/rules/some.ts', `export type A = import('vscode').Uri;`, /Only src\/extension/],
  ['src/core/rules/some.ts', `export const a = () => import('vscode');`, /Only src\/extension/],
  ['src/core/rules/some.ts', `export { Uri } from 'vscode';`, /Only src\/extension/],
  ['src/core/rules/some.ts', `import fs from 'node:fs'; fs;`, /belongs in src\/host/],
  ['src/core/rules/some.ts', `import { readFile } from 'fs/promises'; readFile;`, /belongs in src\/host/],
  ['src/core/rules/some.ts', `import path from 'path'; path;`, /belongs in src\/host/],
  ['src/core/rules/some.ts', `export const a = () => import('node:path');`, /belongs in src\/host/],
  ['src/core/rules/some.ts', `import { scan } from '../../host'; scan;`, /stays in src\/host/],
  ['src/core/rules/some.ts', `import { scan } from '../../host/scan'; scan;`, /stays in src\/host/],
  ['src/core/rules/some.ts', `export const a = () => import('../../host/scan');`, /stays in src\/host/],
  ['src/core/rules/some.ts', `import { main } from '../../cli/main'; main;`, /belongs in src\/host or src\/core/],
  [
    'src/core/rules/some.ts',
    `import { activate } from '../../extension/extension'; activate;`,
    /src\/host or src\/core/,
  ],
  ['src/core/rules/some.ts', `import { fromPanel } from '../../webview/protocol'; fromPanel;`, /belongs in src\/core/],
  ['src/core/rules/some.ts', `import { Parser } from 'web-tree-sitter'; Parser;`, /stay in src\/core\/syntax/],
  ['src/core/rules/some.ts', `import type { Node } from 'web-tree-sitter'; export type A = Node;`, /src\/core\/syntax/],
  ['src/core/rules/some.ts', `console.log(1);`, /The core is pure/],
  ['src/core/rules/some.ts', `export const a = process.env;`, /The core is pure/],
  ['src/core/rules/some.ts', `export const a = Date.now();`, /no clock/],
  ['src/core/rules/some.ts', `export const a = new Date();`, /no clock/],
  ['src/core/rules/some.ts', `export const a = Math.random();`, /no randomness/],
  ['src/core/syntax/some.ts', `import fs from 'node:fs'; fs;`, /belongs in src\/host/],
  ['src/core/syntax/some.ts', `import { window } from 'vscode'; window;`, /Only src\/extension/],
  ['src/core/syntax/some.ts', `console.log(1);`, /The core is pure/],
  ['src/host/some.ts', `import { window } from 'vscode'; window;`, /Only src\/extension/],
  ['src/host/some.ts', `import { main } from '../cli/main'; main;`, /src\/host or src\/core/],
  ['src/host/some.ts', `import { activate } from '../extension/extension'; activate;`, /src\/host or src\/core/],
  ['src/host/some.ts', `import { fromPanel } from '../webview/protocol'; fromPanel;`, /belongs in src\/core/],
  ['src/cli/some.ts', `import { window } from 'vscode'; window;`, /Only src\/extension/],
  ['src/cli/some.ts', `import { activate } from '../extension/extension'; activate;`, /src\/host or src\/core/],
  ['src/cli/some.ts', `import { fromPanel } from '../webview/protocol'; fromPanel;`, /belongs in src\/core/],
  ['src/webview/page/some.ts', `import { window } from 'vscode'; window;`, /Only src\/extension/],
  ['src/webview/page/some.ts', `import path from 'node:path'; path;`, /belongs in src\/host/],
  ['src/webview/page/some.ts', `import { scan } from '../../host/scan'; scan;`, /stays in src\/host/],
  ['src/webview/some.ts', `import { main } from '../cli/main'; main;`, /src\/host or src\/core/],
  ['src/webview/some.ts', `import { activate } from '../extension/extension'; activate;`, /src\/host or src\/core/],
  ['src/extension/some.ts', `import { main } from '../cli/main'; main;`, /src\/host or src\/core/],
  ['src/extension/panel/some.ts', `import { draw } from '../../webview/page/panel'; draw;`, /page code/],
];

/** What the layers allow. */
const allowed: readonly (readonly [file: string, code: string])[] = [
  ['src/core/syntax/some.ts', `import { Parser } from 'web-tree-sitter'; export const a = Parser;`],
  ['src/core/rules/some.ts', `import type { CallSite } from '../callsites'; export type A = CallSite;`],
  ['src/core/tokens/some.ts', `export const a = () => import('gpt-tokenizer/encoding/o200k_base');`],
  ['src/core/pricing/some.ts', `export const a = (at: string) => new Date(at);`],
  ['src/host/some.ts', `import fs from 'node:fs'; import { LineMap } from '../core'; export const a = [fs, LineMap];`],
  [
    'src/cli/some.ts',
    `import { scan } from '../host/scan'; import { LineMap } from '../core'; export const a = [scan, LineMap];`,
  ],
  ['src/webview/page/some.ts', `import { LineMap } from '../../core'; export const a = LineMap;`],
  ['src/extension/some.ts', `import { window } from 'vscode'; export const a = window;`],
  ['src/extension/panel/some.ts', `import { fromPanel } from '../../webview/protocol'; export const a = fromPanel;`],
];

describe('the layers', () => {
  // The probes stand in no file, so that rules which ask the compiler have nothing to ask.
  const eslint = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] });
  const lint = async (filePath: string, code: string): Promise<string[]> => {
    const [result] = await eslint.lintText(code, { filePath });
    return (result?.messages ?? [])
      .filter(({ ruleId }) => ruleId?.startsWith('no-restricted-') ?? true)
      .map(m => m.message);
  };

  for (const [file, code, says] of breaches) {
    it(`report in ${file}: ${code}`, async () => {
      const messages = await lint(file, code);
      assert.ok(
        messages.some(message => says.test(message)),
        `expected ${says.source} among ${JSON.stringify(messages)}`,
      );
    });
  }

  for (const [file, code] of allowed) {
    it(`allow in ${file}: ${code}`, async () => assert.deepEqual(await lint(file, code), []));
  }

  it('are the folders of src, so that no file escapes the guard', () => {
    const folders = readdirSync('src', { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(({ name }) => name);
    assert.deepEqual(folders.sort(), ['cli', 'core', 'extension', 'host', 'webview']);
  });

  it('have no folder of the core that needs itself by a detour', async () => {
    const entryPoints = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'))
      .map(name => path.join('src', name));
    const { metafile } = await esbuild.build({
      entryPoints,
      bundle: true,
      write: false,
      metafile: true,
      outdir: 'out',
      format: 'esm',
      platform: 'node',
      packages: 'external',
      external: ['vscode'],
      loader: { '.yaml': 'empty', '.css': 'empty', '.ttf': 'empty' },
      logLevel: 'silent',
    });
    const imports = new Map<string, Set<string>>();
    for (const [file, input] of Object.entries(metafile.inputs)) {
      const from = unitOf(file);
      const targets = imports.get(from) ?? new Set();
      for (const target of input.imports)
        if (!target.external && unitOf(target.path) !== from) targets.add(unitOf(target.path));
      imports.set(from, targets);
    }
    assert.deepEqual(findCycle(imports), []);
  });
});

/** A folder or door of the core, or a whole other layer. */
const unitOf = (file: string): string => {
  const [src, layer, folder] = file.split('/');
  return layer === 'core' ? `${src}/${layer}/${folder}` : `${src}/${layer}`;
};

/** The units of one circle of imports, in order; empty when there is none. */
function findCycle(imports: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): string[] => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const target of imports.get(file) ?? []) {
      const cycle = visit(target, [...trail, file]);
      if (cycle.length > 0) return cycle;
    }
    done.add(file);
    return [];
  };
  for (const file of imports.keys()) {
    const cycle = visit(file, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
