// `npm run bench [-- PATH]`: prints the figures of the design's budgets. PATH: a tree of sources to scan;
// without one a tree of 8,000 files is made up. Asserts nothing: figures depend on the machine.

import { readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { packageExtension } from '../vscode/package.mjs';
import { root } from '../vscode/paths.mjs';
import { measureHostileInputs, measureTree } from './commandLine.mjs';
import { writeTree } from './sources.mjs';

const scratch = await fs.mkdtemp(path.join(os.tmpdir(), 'meterline-bench-'));
const rows = [];
try {
  const { size } = await fs.stat(packageExtension()); // builds for production; all below runs on that build
  rows.push({ what: 'packaged extension', value: `${(size / 2 ** 20).toFixed(2)} MB`, budget: '8 MB' });
  rows.push(...measureEditor());
  rows.push(...(await measureHostileInputs(path.join(scratch, 'hostile'))));
  const [given] = process.argv.slice(2);
  const tree = given ? path.resolve(given) : await writeTree(path.join(scratch, 'tree'));
  rows.push(...(await measureTree(tree)));
} finally {
  await fs.rm(scratch, { recursive: true, force: true });
}

const { model } = os.cpus()[0] ?? { model: 'unknown processor' };
console.log(`\n${os.cpus().length} × ${model.trim()}, Node.js ${process.version}\n`);
const table = [
  ['figure', 'measured', 'budget', ''],
  ...rows.map(({ what, value, budget }) => [what, value, budget ?? '', isOver(value, budget) ? 'exceeded' : '']),
];
const widths = [0, 1, 2, 3].map(column => Math.max(...table.map(row => row[column].length)));
for (const columns of table) console.log(columns.map((text, index) => text.padEnd(widths[index] ?? 0)).join('  '));
const exceeded = rows.filter(({ value, budget }) => isOver(value, budget)).length;
console.log(exceeded ? `\n${exceeded} of the budgets exceeded` : '\nall within their budgets');

/** A figure and its budget are in the same unit. */
function isOver(value, budget) {
  return budget !== undefined && Number.parseFloat(value) > Number.parseFloat(budget);
}

/** Runs editor.bench.cjs in the extension host, and makes rows of the facts that it leaves. */
function measureEditor() {
  const results = path.join(scratch, 'editor.jsonl');
  const { status } = spawnSync(process.execPath, ['test/vscode/inHost.mjs', 'test/bench/editor.bench.cjs'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, METERLINE_TEST_RESULTS: results },
  });
  if (status !== 0) throw new Error('The measurement in the extension host failed; see above.');
  const end = readFileSync(results, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
    .find(({ state }) => state === 'end');
  const ms = value => `${value.toFixed(1)} ms`;
  const { facts } = end;
  return [
    {
      what: 'activation: load and activate, by VS Code’s marks',
      value: ms(facts.loadMs + facts.activateMs),
      budget: '15 ms',
    },
    { what: '  load alone', value: ms(facts.loadMs) },
    { what: 'longest block of the extension host by an edit', value: ms(facts.longestBlockMs), budget: '5 ms' },
    { what: '  by the same edit of a plain text file', value: ms(facts.longestBlockWithoutMs) },
    { what: 'edit to answered lenses, 1,000 lines, median', value: ms(facts.lensP50Ms) },
    { what: 'edit to answered lenses, 1,000 lines, p95', value: ms(facts.lensP95Ms) },
    { what: '  without Meterline, median', value: ms(facts.lensP50WithoutMs) },
    { what: '  without Meterline, p95', value: ms(facts.lensP95WithoutMs) },
    // VS Code's own way to a provider and back is not the provider's.
    { what: '  p95 less the median without', value: ms(facts.lensP95Ms - facts.lensP50WithoutMs), budget: '60 ms' },
  ];
}
