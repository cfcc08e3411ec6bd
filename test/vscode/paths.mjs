// Where things are.

import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = path.dirname(fileURLToPath(import.meta.url));

/** The repository, which is also the extension's folder. */
export const root = path.resolve(here, '../..');

/** The packaged extension, as `npm run package` leaves it. */
export const VSIX = path.join(root, 'dist/meterline.vsix');

/** Pictures of failed tests and other traces of a run. */
export const TRACES = path.join(root, 'dist/traces');

/** The Node.js that VS Code's server and packager run on; from the npm package `node`. */
export const NODE = path.join(here, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** VS Code inside the npm package `code-server`, whose own wrapper around it is not used. */
export const VSCODE_FOLDER = path.join(here, 'node_modules/code-server/lib/vscode');
