// A workspace folder to test in: a copy of workspace/, so that tests may edit and save.

import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { here } from './paths.mjs';

/** Copies the sample workspace to a temporary folder, whose `remove` deletes it. */
export async function makeWorkspace(from = path.join(here, 'workspace')) {
  const scratch = await fs.mkdtemp(path.join(os.tmpdir(), 'meterline-tests-'));
  const folder = path.join(scratch, 'workspace');
  await fs.cp(from, folder, { recursive: true });
  return {
    scratch,
    folder,
    file: name => path.join(folder, name),
    remove: () => fs.rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}
