import assert from 'node:assert/strict';
import path from 'node:path';
import { defaultEstimateSettings, type AnalysisSettings } from '../../src/core';
import { AnalysisWorker, RequestCancelled } from '../../src/host/analysisWorker';

const workerFile = path.resolve('out/worker.mjs');
const settings: AnalysisSettings = { estimates: defaultEstimateSettings, rules: {}, promptTextTokens: 200 };
const now = new Date('2026-11-24T12:00:00Z');
const input = (text: string, file = 'a.ts') => ({ file, language: 'typescript' as const, text });
const CALL = "import OpenAI from 'openai';\nnew OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [] });\n";

describe('the analysis worker', function () {
  this.timeout(30_000);
  let worker: AnalysisWorker;

  beforeEach(() => {
    worker = new AnalysisWorker(workerFile);
  });

  afterEach(() => {
    worker.dispose();
  });

  it('analyses a text in its thread', async () => {
    const { calls, findings } = await worker.analyse(input(CALL), settings, now);
    assert.equal(calls.length, 1);
    assert.equal(calls[0]?.estimate.kind, 'priced');
    assert.equal(calls[0]?.comparison.length, settings.estimates.compareWith.length);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['missing-output-cap'],
    );
  });

  it('drops the older request of a file when a newer text comes', async () => {
    const older = worker.analyse(input(CALL), settings, now);
    const newer = worker.analyse(input(`${CALL}\n${CALL}`), settings, now);
    await assert.rejects(older, RequestCancelled);
    assert.ok((await newer).calls.length >= 1);
  });

  it('answers other files beside it', async () => {
    const both = await Promise.all([
      worker.analyse(input(CALL, 'a.ts'), settings, now),
      worker.analyse(input(CALL, 'b.ts'), settings, now),
    ]);
    assert.deepEqual(
      both.map(({ file }) => file),
      ['a.ts', 'b.ts'],
    );
  });

  it('rejects what has been cancelled', async () => {
    const abort = new AbortController();
    const request = worker.analyse(input(CALL), settings, now, abort.signal);
    abort.abort();
    await assert.rejects(request, RequestCancelled);
    await assert.rejects(worker.analyse(input(CALL), settings, now, abort.signal), RequestCancelled);
  });

  it('gives the panel what it compares with', async () => {
    const data = await worker.compare({ kind: 'text', text: 'Hello world' }, settings, now);
    assert.ok(data.models.length > 500);
    // "Hello world" is two tokens in o200k_base.
    assert.equal(data.profile?.counts.o200k_base?.text, 2);
  });

  it('takes no more requests once it is disposed of', async () => {
    worker.dispose();
    await assert.rejects(worker.analyse(input(CALL), settings, now), RequestCancelled);
  });
});
