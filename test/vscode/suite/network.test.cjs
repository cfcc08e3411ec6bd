'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const { Worker } = require('node:worker_threads');

/** Asks for an address that leads nowhere (RFC 2606). */
const REQUEST = `fetch('https://prices.invalid/').catch(() => {})`;

describe('the watch over connections', () => {
  const log = process.env.METERLINE_NETWORK_LOG;

  beforeEach(function () {
    if (!log) this.skip(); // in a desktop VS Code nothing is preloaded
    fs.rmSync(log, { force: true });
  });

  it('sees what the extension host asks of other machines', async () => {
    await fetch('https://prices.invalid/').catch(() => {});
    assert.match(fs.readFileSync(log, 'utf8'), /^connect prices\.invalid /m);
  });

  it('sees what a worker of the extension host asks of other machines', async () => {
    const worker = new Worker(REQUEST, { eval: true });
    await new Promise(resolve => worker.once('exit', resolve));
    assert.match(fs.readFileSync(log, 'utf8'), /^connect prices\.invalid /m);
  });
});
