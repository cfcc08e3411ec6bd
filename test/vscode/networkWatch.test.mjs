import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { here } from './paths.mjs';

/** Runs a script with the watch preloaded, and gives what it wrote down. */
async function watched(script) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'meterline-watch-'));
  try {
    const log = path.join(folder, 'network.log');
    const env = { ...process.env, METERLINE_NETWORK_LOG: log };
    env.NODE_OPTIONS = `--require "${path.join(here, 'networkWatch.cjs')}"`;
    const { status, stderr } = spawnSync(process.execPath, ['--eval', script], {
      env,
      encoding: 'utf8',
      timeout: 20_000,
    });
    assert.equal(status, 0, stderr);
    return await fs.readFile(log, 'utf8').catch(() => '');
  } finally {
    await fs.rm(folder, { recursive: true });
  }
}

describe('the watch over connections', () => {
  // Names below .invalid lead nowhere (RFC 2606): nothing is really sent.
  it('notes a request of fetch', async () => {
    assert.match(await watched(`fetch('https://prices.invalid/').catch(() => {})`), /^connect prices\.invalid /);
  });

  it('notes a request of node:https', async () => {
    const script = `require('node:https').get('https://prices.invalid/').on('error', () => {})`;
    assert.match(await watched(script), /^connect prices\.invalid /);
  });

  it('notes a request from a worker', async () => {
    const request = `fetch('https://prices.invalid/').catch(() => {})`;
    const script = `new (require('node:worker_threads').Worker)(${JSON.stringify(request)}, { eval: true })`;
    assert.match(await watched(script), /^connect prices\.invalid /);
  });

  it('is silent about this machine', async () => {
    const script = `fetch('http://127.0.0.1:9/').catch(() => {}); fetch('http://localhost:9/').catch(() => {})`;
    assert.equal(await watched(script), '');
  });
});
