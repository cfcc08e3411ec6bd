// Installs a real VS Code (server and web workbench), packager and browser for the tests.
// Run: node test/vscode/setup.mjs; does nothing when all is there.
//
// Why not just `npm ci`: code-server's postinstall refuses to run unless npm itself runs on
// Node.js 24, and it compiles native modules that nothing here needs. So everything is fetched
// without scripts, and the needed rest of that script is done by hand.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { here, NODE, VSCODE_FOLDER } from './paths.mjs';

const STAMP = path.join(here, 'node_modules/.vscode-ready');

/** Installs VS Code and the packager unless the lock file's state is installed already; about 40 s. */
export function ensureVSCode() {
  const wanted = createHash('sha256')
    .update(fs.readFileSync(path.join(here, 'package-lock.json')))
    .digest('hex');
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === wanted) return;
  const began = Date.now();
  npm(['ci', '--ignore-scripts'], { onNode24: false });
  npm(['rebuild', 'node'], { onNode24: false }); // its script brings the Node.js 24 binary
  npm(['install', '--omit=dev', '--ignore-scripts'], { cwd: VSCODE_FOLDER });
  npm(['install', '--omit=dev', '--ignore-scripts'], { cwd: path.join(VSCODE_FOLDER, 'extensions') });
  try {
    // Two small modules: log files, and the end of an orphaned extension host. From version 12 on,
    // npm runs no script of a dependency unless told to.
    npm(['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], {
      cwd: VSCODE_FOLDER,
      env: { npm_config_dangerously_allow_all_scripts: 'true' },
    });
  } catch {
    console.warn('No compiler for two of VS Code’s modules: it works without them, but writes no log files.');
  }
  const server = path.join(VSCODE_FOLDER, 'out/server-main.js');
  const version = execFileSync(NODE, [server, '--version'], { encoding: 'utf8' }).split('\n')[0];
  fs.writeFileSync(STAMP, wanted);
  console.log(`VS Code ${version} is installed after ${Math.round((Date.now() - began) / 1000)} s.`);
}

/** Runs npm here or in a folder, on this process's Node.js or on the installed Node.js 24. */
function npm(args, { cwd = here, onNode24 = true, env = {} } = {}) {
  console.log(`> npm ${args.join(' ')}  (${path.relative(path.join(here, '../..'), cwd)})`);
  const clean = { ...process.env };
  // An npm above this script describes itself in these; code-server would read that as its own npm.
  for (const name of Object.keys(clean)) {
    if (/^npm_(config_user_agent|lifecycle|package|command|execpath|node_execpath)/i.test(name)) delete clean[name];
  }
  if (onNode24) clean.PATH = path.dirname(NODE) + path.delimiter + clean.PATH;
  // Without nodejs.org node-gyp takes the system's headers. Their version matters little: the modules
  // use only the stable Node-API.
  if (!clean.npm_config_nodedir && fs.existsSync('/usr/include/node/node_api.h')) clean.npm_config_nodedir = '/usr';
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    env: { ...clean, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32', // npm is a .cmd file there
  });
}

if (process.argv[1] === path.join(here, 'setup.mjs')) {
  ensureBrowser();
  ensureVSCode();
  console.log('VS Code, packager and browser are ready.');
}
