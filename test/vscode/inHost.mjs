// Runs the mocha suites inside the extension host of a real VS Code, with the extension loaded from this folder.
// Run: node test/vscode/inHost.mjs [--desktop] [SUITE…]
//   --desktop: in an installed desktop VS Code (VSCODE=/path, or `code` on PATH) instead of code-server's.
// Environment: METERLINE_GREP (mocha's grep), METERLINE_LOG=1 (VS Code's own log).

import { readdirSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runInDesktop } from './desktop.mjs';
import { here, root } from './paths.mjs';
import { startServer, workbenchUrl } from './server.mjs';
import { launchBrowser } from './workbench.mjs';
import { makeWorkspace } from './workspace.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { desktop: { type: 'boolean' } } });
const suites = positionals.length
  ? positionals.map(file => path.resolve(file))
  : readdirSync(path.join(here, 'suite'))
      .filter(name => name.endsWith('.test.cjs'))
      .map(name => path.join(here, 'suite', name));

const workspace = await makeWorkspace();
const ownResults = path.join(workspace.scratch, 'results.jsonl');
const env = { METERLINE_TEST_RESULTS: ownResults, METERLINE_SUITES: JSON.stringify(suites) };
for (const name of ['CI', 'METERLINE_GREP']) if (process.env[name]) env[name] = process.env[name];

const began = Date.now();
const run = { extension: root, runner: path.join(here, 'inHostRunner.cjs'), folder: workspace.folder, env };
let code, text;
try {
  code = await (values.desktop ? runInDesktop(run) : runInServer(run));
} finally {
  text = await fs.readFile(ownResults, 'utf8').catch(() => '');
  await workspace.remove();
}

const lines = text
  .split('\n')
  .filter(Boolean)
  .map(json => JSON.parse(json));
const end = lines.find(line => line.state === 'end');
const results = lines.filter(line => line.state !== 'end');
for (const { state, title, ms, error } of results) {
  console.log(`${{ passed: '  ✔', failed: '  ✖', skipped: '  -' }[state]} ${title} (${ms} ms)`);
  if (error) console.log(error.replace(/^/gm, '      '));
}
if (end?.facts) console.log(JSON.stringify(end.facts, null, 2));
if (!end) console.log('mocha did not reach its end');
console.log(`VS Code ended with ${code} after ${((Date.now() - began) / 1000).toFixed(1)} s.`);
if (process.env.METERLINE_TEST_RESULTS) await fs.appendFile(process.env.METERLINE_TEST_RESULTS, text);
// Three things must hold: VS Code says 0, mocha reached its end, some test ran.
process.exitCode = code === 0 && end && results.some(({ state }) => state === 'passed') ? 0 : 1;

/**
 * Has VS Code's server call the runner in its extension host; resolves to VS Code's exit code.
 * VS Code obeys these entries of the address only if its server runs with the test driver.
 */
async function runInServer({ extension, runner, folder, env, timeout = 240_000 }) {
  const server = await startServer({ testDriver: true });
  let browser, timer;
  try {
    browser = await launchBrowser();
    const page = await browser.newPage();
    const finished = new Promise((resolve, reject) => {
      const tooLate = () => reject(new Error(`no result within ${timeout} ms; the server said:\n${server.log()}`));
      timer = setTimeout(tooLate, timeout);
      // VS Code calls these two, if the page has them, when a test run ends and when it logs.
      page.exposeFunction('codeAutomationExit', code => resolve(code)).catch(reject);
      if (process.env.METERLINE_LOG) {
        page.exposeFunction('codeAutomationLog', (type, args) => console.log(`[${type}]`, ...args)).catch(reject);
      }
    });
    const payload = [
      ['extensionDevelopmentPath', server.uri(extension)],
      ['extensionTestsPath', server.uri(runner)],
      ['extensionEnvironment', JSON.stringify(env)],
    ];
    await page.goto(workbenchUrl(server, { folder, payload }), { waitUntil: 'commit' });
    return await finished;
  } finally {
    clearTimeout(timer);
    await browser?.close();
    await server.stop();
  }
}
