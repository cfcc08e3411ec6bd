// `npm test`: every check of the project, one stage after another; the last line sums the tests of all stages.

import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { whyNoDesktop } from './vscode/desktop.mjs';

const node = process.execPath;
const mocha = ['node_modules/mocha/bin/mocha.js', ...(process.env.CI ? ['--forbid-only'] : [])];

/**
 * What is run. A stage with `hasTests` fails also when it ran none; one whose `needs` failed is not run.
 * @type {{ name: string, commands: string[][], hasTests?: boolean, needs?: string[], notHere?: string }[]}
 */
const stages = [
  { name: 'types', commands: [['npm', 'run', '--silent', 'typecheck']] },
  { name: 'lint', commands: [['npm', 'run', '--silent', 'lint']] },
  {
    name: 'unit tests',
    hasTests: true,
    commands: [
      [node, 'esbuild.mjs', '--tests'],
      [node, ...mocha, 'out/test/**/*.test.mjs'],
    ],
  },
  { name: 'set-up of VS Code', commands: [[node, 'test/vscode/setup.mjs']] },
  { name: 'package', needs: ['set-up of VS Code'], commands: [[node, 'test/vscode/package.mjs']] },
  {
    name: 'tests in the extension host',
    hasTests: true,
    needs: ['package'],
    commands: [[node, 'test/vscode/inHost.mjs']],
  },
  {
    name: 'tests of the packaged extension',
    hasTests: true,
    needs: ['package'],
    commands: [[node, ...mocha, '--config', 'test/vscode/.mocharc.json']],
  },
  {
    name: 'tests in the desktop VS Code',
    hasTests: true,
    needs: ['package'],
    notHere: whyNoDesktop(),
    commands: [[node, 'test/vscode/inHost.mjs', '--desktop']],
  },
];

/** The longest that one command may take. */
const COMMAND_MINUTES = 8;

const scratch = await fs.mkdtemp(path.join(os.tmpdir(), 'meterline-run-'));
const failedStages = new Set();
const failures = [];
const sum = { passed: 0, failed: 0, skipped: 0 };

for (const stage of stages) {
  const missing = stage.needs?.find(name => failedStages.has(name));
  if (stage.notHere || missing) {
    console.log(`\n=== ${stage.name}: not run, ${stage.notHere ?? `because of ${missing}`}`);
    if (!stage.notHere) fail(stage.name, `not run because of ${missing}`);
    continue;
  }
  console.log(`\n=== ${stage.name}`);
  const began = Date.now();
  const results = path.join(scratch, `${stages.indexOf(stage)}.jsonl`);
  let code = 0;
  for (const command of stage.commands) {
    code = await run(command, results);
    if (code !== 0) break;
  }
  const count = await countResults(results);
  for (const state of ['passed', 'failed', 'skipped']) sum[state] += count[state];
  failures.push(...count.titles.map(title => `${stage.name}: ${title}`));
  if (count.failed > 0) failedStages.add(stage.name);
  else if (code !== 0) fail(stage.name, `ended with ${code}`);
  else if (stage.hasTests && count.passed === 0) fail(stage.name, 'ran no test');
  else if (stage.hasTests && !count.isComplete) fail(stage.name, 'did not reach its end');
  console.log(`=== ${stage.name}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
}
await fs.rm(scratch, { recursive: true });

console.log('');
for (const failure of failures) console.log(`failed: ${failure}`);
if (sum.skipped > 0) console.log(`${sum.skipped} skipped`);
process.exitCode = sum.failed > 0 ? 1 : 0;
console.log(`${sum.passed} passed, ${sum.failed} failed`);

/** A stage that failed as a whole counts as one failed test. */
function fail(name, why) {
  failedStages.add(name);
  failures.push(`${name}: ${why}`);
  sum.failed += 1;
}

/** Runs a command, its output passed through; resolves to its exit code. */
function run([program, ...args], results) {
  return new Promise(resolve => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, METERLINE_TEST_RESULTS: results },
      shell: process.platform === 'win32' && program === 'npm',
    });
    const timer = setTimeout(
      () => {
        console.log(`no end within ${COMMAND_MINUTES} minutes: ${program} ${args.join(' ')}`);
        child.kill('SIGTERM');
      },
      COMMAND_MINUTES * 60 * 1000,
    );
    child.once('error', error => {
      console.log(String(error));
      resolve(1);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      resolve(code ?? signal ?? 1);
    });
  });
}

/** Sums the lines that test/reporter.cjs wrote. */
async function countResults(file) {
  const text = await fs.readFile(file, 'utf8').catch(() => '');
  const count = { passed: 0, failed: 0, skipped: 0, titles: [], isComplete: false };
  for (const line of text.split('\n').filter(Boolean)) {
    const { state, title } = JSON.parse(line);
    if (state === 'end') count.isComplete = true;
    else count[state] += 1;
    if (state === 'failed') count.titles.push(title);
  }
  return count;
}
