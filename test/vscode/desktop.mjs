// The desktop VS Code, where there is one.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Where the program stands, seen from the folder of the real `code` script. */
const FROM_SCRIPT = {
  linux: ['../code', '../codium', '../code-oss', '../code-insiders'],
  darwin: ['../../../MacOS/Electron', '../../../MacOS/Code', '../../../MacOS/VSCodium'],
  win32: ['../Code.exe', '../VSCodium.exe', '../Code - Insiders.exe'],
};

/**
 * The desktop VS Code: the program that VSCODE names, or the one behind `code` on PATH. Undefined when there is none;
 * `code` may also be a remote's or a server's command line, which can't load an extension under development.
 */
export function findDesktop() {
  const named = process.env.VSCODE;
  if (named) {
    if (!fs.existsSync(named)) throw new Error(`VSCODE names ${named}, but there is no such program.`);
    return named;
  }
  const script = process.platform === 'win32' ? 'code.cmd' : 'code';
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const place = path.join(folder, script);
    if (!fs.existsSync(place)) continue;
    const bin = path.dirname(fs.realpathSync(place));
    const program = (FROM_SCRIPT[process.platform] ?? [])
      .map(relative => path.resolve(bin, relative))
      .find(candidate => fs.existsSync(candidate) && fs.statSync(candidate).isFile());
    if (program) return program;
  }
  return undefined;
}

/** Why no window of a desktop VS Code can be opened here; undefined when it can. */
export function whyNoDesktop() {
  if (!findDesktop()) return 'no desktop VS Code: VSCODE names none, and none stands behind `code` on PATH';
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasDisplay) return 'there is a desktop VS Code, but no display (try `xvfb-run -a npm test`)';
  return undefined;
}

/** What keeps a window quiet; as root it also has to do without its sandbox. */
const windowArguments = () => [
  '--disable-workspace-trust',
  '--skip-welcome',
  '--skip-release-notes',
  '--disable-updates',
  '--disable-telemetry',
  ...(process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : []),
];

/** Runs the runner in the desktop VS Code by `@vscode/test-electron`; resolves to its exit code. */
export async function runInDesktop({ extension, runner, folder, env }) {
  const { runTests } = await import('@vscode/test-electron');
  try {
    return await runTests({
      vscodeExecutablePath: findDesktop(),
      extensionDevelopmentPath: extension,
      extensionTestsPath: runner,
      extensionTestsEnv: env,
      launchArgs: [folder, '--disable-extensions', '--disable-telemetry'], // it adds its own to be quiet
    });
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

/** Opens a window of the desktop VS Code with the extension under development; waits until it is closed. */
export function openDesktop({ extension, folder, userData }) {
  const args = ['--new-window', '--wait', `--user-data-dir=${userData}`, `--extensionDevelopmentPath=${extension}`];
  return spawnSync(findDesktop(), [...args, ...windowArguments(), folder], { stdio: 'inherit' }).status ?? 1;
}
