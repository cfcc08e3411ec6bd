// `npm start`: builds, scans examples/ in the terminal, and opens a real VS Code with the extension on examples/.
// Run: node test/vscode/start.mjs [--once]
//   --once (also METERLINE_START_ONCE=1 or CI=true): checks that the workbench answers, and ends.

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openDesktop, whyNoDesktop } from './desktop.mjs';
import { packageExtension } from './package.mjs';
import { root } from './paths.mjs';
import { startServer, workbenchUrl } from './server.mjs';

const examples = path.join(root, 'examples');
const once = process.argv.includes('--once') || Boolean(process.env.METERLINE_START_ONCE || process.env.CI);

runNode('esbuild.mjs');
console.log(`\n$ meterline scan examples`);
runNode('out/cli.mjs', 'scan', 'examples');
if (once || whyNoDesktop()) await openInBrowser();
else await openOnDesktop();

function runNode(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

async function openOnDesktop() {
  console.log('\nOpening VS Code on examples/ with Meterline. Close its window to end.');
  const userData = await fs.mkdtemp(path.join(os.tmpdir(), 'meterline-desktop-'));
  try {
    process.exitCode = openDesktop({ extension: root, folder: examples, userData });
  } finally {
    await fs.rm(userData, { recursive: true, force: true });
  }
}

async function openInBrowser() {
  console.log('\nPackaging Meterline for a VS Code in the browser …');
  const server = await startServer({ vsix: [packageExtension()], settings: { 'workbench.reduceMotion': 'auto' } });
  const first = readdirSync(examples, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(ts|py)$/.test(name))
    .sort((a, b) => a.split(path.sep).length - b.split(path.sep).length || a.localeCompare(b))[0];
  const url = workbenchUrl(server, { folder: examples, file: first && path.join(examples, first) });
  console.log(`\nVS Code with Meterline is open at\n\n  ${url}\n`);
  if (!once) {
    console.log('Press Ctrl+C to end.');
    process.exitCode = 0; // Ctrl+C is the way to end, not a failure
    return;
  }
  try {
    const answer = await fetch(url);
    const page = await answer.text();
    if (!answer.ok || !page.includes('vscode-workbench-web-configuration')) {
      throw new Error(`The workbench answered with ${answer.status} and no page of VS Code.`);
    }
    console.log('The workbench answers.');
  } finally {
    await server.stop();
  }
}
