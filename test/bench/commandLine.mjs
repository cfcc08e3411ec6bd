// Measurements of the command line: hostile inputs, and a whole tree against the time to read it.

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { root } from '../vscode/paths.mjs';
import { hostileFiles } from './sources.mjs';

const CLI = path.join(root, 'out/cli.mjs');
const seconds = ms => `${(ms / 1000).toFixed(2)} s`;

/** Scans; gives the report, the wall and processor time with the start of Node.js, and the most resident memory. */
async function scan(target) {
  const began = performance.now();
  const child = spawn(process.execPath, [CLI, 'scan', target, '--format', 'json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let peakKiB = 0;
  let cpuMs = 0;
  const memory = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peakKiB = Math.max(peakKiB, Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0));
      // User and system time, in hundredths of a second; the name before them may hold spaces.
      const [, times = ''] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ');
      const [user = 0, system = 0] = times.split(' ').slice(11, 13).map(Number);
      cpuMs = Math.max(cpuMs, (user + system) * 10);
    } catch {
      // Not on Linux, or the process has ended.
    }
  }, 20);
  const chunks = [];
  child.stdout.on('data', chunk => chunks.push(chunk));
  const code = await new Promise(resolve => child.once('close', resolve));
  clearInterval(memory);
  const wallMs = performance.now() - began;
  if (code !== 0) throw new Error(`meterline scan ${target} ended with ${code}`);
  return { report: JSON.parse(Buffer.concat(chunks).toString('utf8')), wallMs, cpuMs, peakMiB: peakKiB / 1024 };
}

/** One row a hostile file; the empty scan's time is taken off, so that the start of Node.js is not counted. */
export async function measureHostileInputs(folder) {
  const empty = path.join(folder, 'empty');
  await fs.mkdir(empty, { recursive: true });
  const { wallMs: startMs } = await scan(empty);
  const rows = [{ what: 'start of the command line, nothing to scan', value: seconds(startMs) }];
  for (const [name, text] of Object.entries(hostileFiles())) {
    const own = path.join(folder, name.replace(/\W+/g, '-'));
    await fs.mkdir(own);
    await fs.writeFile(path.join(own, 'input.ts'), text);
    const { report, wallMs } = await scan(own);
    const [skipped] = report.skipped;
    const outcome = skipped ? `skipped: ${skipped.reason}` : `${report.callSites.length} calls`;
    rows.push({ what: `hostile: ${name} (${outcome})`, value: seconds(Math.max(0, wallMs - startMs)), budget: '1 s' });
  }
  return rows;
}

/** A whole scan, best of three, and the time that reading the same files takes a Node.js process. */
export async function measureTree(tree) {
  const reads = [];
  const scans = [];
  for (let round = 0; round < 3; round++) {
    reads.push(readTree(tree));
    scans.push(await scan(tree));
  }
  const readMs = Math.min(...reads.map(({ ms }) => ms));
  const best = scans.reduce((a, b) => (b.wallMs < a.wallMs ? b : a));
  const { files, parsed, bytes } = best.report.stats;
  const size = `${files} files, ${(bytes / 1e6).toFixed(0)} MB, ${parsed} parsed, ${best.report.callSites.length} calls`;
  return [
    { what: `scan of ${size}`, value: seconds(best.wallMs), budget: '1.5 s' },
    ...(best.cpuMs > 0 ? [{ what: '  processor time of all its threads', value: seconds(best.cpuMs) }] : []),
    { what: '  reading its source files', value: seconds(readMs) },
    { what: '  scan : read', value: (best.wallMs / readMs).toFixed(1), budget: '3' },
    { what: '  peak memory of the process', value: `${best.peakMiB.toFixed(0)} MB`, budget: '300 MB' },
    structuralSearch(tree),
  ];
}

/** One pattern over the same tree by ast-grep (https://ast-grep.github.io), where that is installed. */
function structuralSearch(tree) {
  const what = '  ast-grep, one pattern over the same tree';
  const times = [];
  for (let round = 0; round < 3; round++) {
    const began = performance.now();
    const { error, status } = spawnSync(
      'ast-grep',
      ['run', '--pattern', '$CLIENT.chat.completions.create($$$)', '--lang', 'ts', '--json=stream', tree],
      { stdio: 'ignore' },
    );
    // It ends with 1 when it found nothing.
    if (error || (status !== 0 && status !== 1)) return { what, value: 'not run: no ast-grep on the PATH' };
    times.push(performance.now() - began);
  }
  return { what, value: seconds(Math.min(...times)) };
}

/** Reads every source file below a folder in a process of its own, so that both sides start cold. */
function readTree(tree) {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, [path.join(root, 'test/bench/readTree.mjs'), tree], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`reading ${tree} ended with ${status}`);
  return { ms: performance.now() - began };
}
