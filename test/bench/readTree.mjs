// Reads all source files below a folder, many at a time; what a scan can't do without.

import fs from 'node:fs/promises';
import path from 'node:path';

const SOURCE = /\.([cm]?[jt]sx?|py|ipynb|vue|svelte|go|java|kts?|cs|rs|rb|php)$/;
const SKIPPED = new Set(['node_modules', '.git', 'dist', 'out', 'build']);
const CONCURRENCY = 64;

const files = [];
async function list(folder) {
  const entries = await fs.readdir(folder, { withFileTypes: true });
  await Promise.all(
    entries.map(async entry => {
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) await list(path.join(folder, entry.name));
      else if (entry.isFile() && SOURCE.test(entry.name)) files.push(path.join(folder, entry.name));
    }),
  );
}
await list(process.argv[2]);
let next = 0;
await Promise.all(
  Array.from({ length: CONCURRENCY }, async () => {
    while (next < files.length) await fs.readFile(files[next++], 'utf8');
  }),
);
