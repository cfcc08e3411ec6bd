// Packages the extension: production build → dist/meterline.vsix.
// Run: node test/vscode/package.mjs

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { here, NODE, root, VSIX } from './paths.mjs';
import { ensureVSCode } from './setup.mjs';

/** Builds, packages, and gives the package; ends the process when the packager fails, which has then said why. */
export function packageExtension() {
  ensureVSCode(); // the packager, and the Node.js that it asks for, are installed with it
  fs.mkdirSync(path.dirname(VSIX), { recursive: true });
  const vsce = path.join(here, 'node_modules/@vscode/vsce/vsce');
  // All code is bundled, so no dependency is packaged. Pictures of the README are in the package, and shown from there.
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  const { status } = spawnSync(NODE, [vsce, 'package', '--out', VSIX, ...options], {
    cwd: root,
    env: { ...process.env, PATH: path.dirname(NODE) + path.delimiter + process.env.PATH },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
  return VSIX;
}

if (process.argv[1] === path.join(here, 'package.mjs')) packageExtension();
