// Starts VS Code's own server, which serves the web workbench and runs the extension host.

import { execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { here, NODE, VSCODE_FOLDER } from './paths.mjs';

const SERVER_MAIN = path.join(VSCODE_FOLDER, 'out/server-main.js');

/** User settings that silence what nobody asked for: welcome pages, chat, tips, updates, telemetry, notices. */
export const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.editor.enablePreview': false,
  'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'remote.autoForwardPorts': false,
  'git.openRepositoryInParentFolders': 'never',
  'window.confirmBeforeClose': 'never',
  'editor.accessibilitySupport': 'off',
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.wordBasedSuggestions': 'off',
  'editor.fontLigatures': false,
  'breadcrumbs.enabled': false,
  // The sample workspaces have no node_modules: TypeScript would underline every import.
  'typescript.validate.enable': false,
  'js/ts.validate.enabled': false,
};

/** Servers that run; ended even if this process ends by an error. */
const running = new Set();
process.on('exit', () => {
  for (const { pid, root } of running) {
    if (pid) endGroup(pid, 'SIGKILL');
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(process.exitCode ?? 130));

/** Signals a server with its extension hosts: they are one process group. */
function endGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}

/**
 * Starts a server with data folders of its own, which `stop()` removes.
 *
 * @param {object} [options]
 * @param {string[]} [options.vsix] packages to install first
 * @param {Record<string, unknown>} [options.settings] user settings, on top of QUIET_SETTINGS
 * @param {Record<string, string>} [options.env] added to the environment; the extension host inherits it
 * @param {boolean} [options.testDriver] needed for tests inside the extension host. It also changes how
 *   VS Code behaves (no notification toasts, no dialogs), so UI tests leave it off.
 */
export async function startServer({ vsix = [], settings = {}, env = {}, testDriver = false } = {}) {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'meterline-vscode-'));
  const record = { pid: undefined, root };
  running.add(record);
  const userData = path.join(root, 'user-data');
  const temp = path.join(root, 'tmp');
  const networkLog = path.join(root, 'network.log');
  await fs.mkdir(path.join(userData, 'User'), { recursive: true });
  await fs.mkdir(temp);
  const userSettings = JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2);
  await fs.writeFile(path.join(userData, 'User/settings.json'), userSettings);

  const dirs = ['--user-data-dir', userData];
  dirs.push('--server-data-dir', path.join(root, 'server'), '--extensions-dir', path.join(root, 'extensions'));
  const childEnv = {
    ...process.env,
    TMPDIR: temp, // VS Code leaves sockets and logs there
    EXTENSIONS_GALLERY: '{}', // no gallery: no look-ups on the network
    METERLINE_NETWORK_LOG: networkLog,
    ...env,
  };
  delete childEnv.NODE_OPTIONS; // meant for this process
  delete childEnv.NODE_V8_COVERAGE;
  for (const file of vsix) {
    await promisify(execFile)(NODE, [SERVER_MAIN, ...dirs, '--install-extension', path.resolve(file)], {
      env: childEnv,
    });
  }

  const args = [SERVER_MAIN, ...dirs, '--host', '127.0.0.1', '--port', '0']; // 0: any free port; the log tells which
  args.push('--without-connection-token', '--accept-server-license-terms');
  args.push('--disable-telemetry', '--disable-workspace-trust');
  if (testDriver) args.push('--enable-smoke-test-driver');
  // The extension host, and a worker in it, inherit Node's own arguments; NODE_OPTIONS is kept from them.
  const child = spawn(NODE, ['--require', path.join(here, 'networkWatch.cjs'), ...args], {
    env: childEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  record.pid = child.pid;

  let log = '';
  const port = await new Promise((resolve, reject) => {
    const onData = chunk => {
      log += chunk;
      const match = /Extension host agent listening on (\d+)/.exec(log);
      if (match) resolve(Number(match[1]));
    };
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`VS Code's server ended with ${code}:\n${log}`)));
  });
  const authority = `127.0.0.1:${port}`;

  return {
    root,
    pid: child.pid,
    origin: `http://${authority}`,
    log: () => log,
    /** The URI by which the workbench knows a file on disk. */
    uri: file => `vscode-remote://${authority}${path.resolve(file)}`,
    /** What server, extension host and their workers asked of other machines, one line a connection. */
    async outside() {
      const text = await fs.readFile(networkLog, 'utf8').catch(() => '');
      return text.split('\n').filter(Boolean);
    },
    async stop() {
      const ended =
        child.exitCode === null && child.signalCode === null && new Promise(resolve => child.once('exit', resolve));
      endGroup(child.pid, 'SIGTERM');
      await ended;
      endGroup(child.pid, 'SIGKILL');
      running.delete(record);
      await fs.rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** The address of a workbench with this folder open and, if given, this file and this payload. */
export function workbenchUrl(server, { folder, file, payload = [] }) {
  const url = new URL(server.origin);
  if (folder) url.searchParams.set('folder', path.resolve(folder));
  else url.searchParams.set('ew', 'true'); // an empty window
  const entries = file ? [['openFile', server.uri(file)], ...payload] : payload;
  if (entries.length) url.searchParams.set('payload', JSON.stringify(entries));
  return url.href;
}
