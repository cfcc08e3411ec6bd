import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { defaultEstimateSettings, type AnalysisSettings } from '../../src/core';
import { AnalysisWorker, RequestCancelled } from '../../src/host/analysisWorker';
import type { ScannedFile } from '../../src/host/scannedFile';
import { temporaryFolder } from './temporaryFolder';

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
    assert.equal((await newer).calls.length, 2);
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
    const data = await worker.compare({ kind: 'text', text: 'Hello world', withModels: true }, settings, now);
    assert.ok((data.models?.length ?? 0) > 500);
    // "Hello world" is two tokens in o200k_base.
    assert.equal(data.profile?.counts['o200k_base']?.text, 2);
    const short = await worker.compare({ kind: 'text', text: 'Hello world', withModels: false }, settings, now);
    assert.equal(short.models, undefined);
  });

  it('gives the panel a call by its id, and says when it is gone', async () => {
    const { calls } = await worker.analyse(input(CALL), settings, now);
    const subject = { kind: 'call', input: input(CALL), callSite: calls[0]?.site.id ?? '', withModels: false } as const;
    assert.equal((await worker.compare(subject, settings, now)).profile?.mode, 'text');
    assert.equal((await worker.compare({ ...subject, callSite: 'gone' }, settings, now)).profile, undefined);
  });

  it('takes no more requests once it is disposed of', async () => {
    const pending = worker.analyse(input(CALL), settings, now);
    worker.dispose();
    await assert.rejects(pending, RequestCancelled);
    await assert.rejects(worker.analyse(input(CALL), settings, now), RequestCancelled);
  });
});

/** Follows the protocol, and does what the text or the file's name says. */
const DOUBLE = `
import { basename } from 'node:path';
import { parentPort, threadId, workerData } from 'node:worker_threads';
const cancelled = new Int32Array(workerData.shared);
function act(what, id) {
  if (what.startsWith('hang')) for (;;);
  if (what.startsWith('crash')) process.exit(7);
  if (what.startsWith('throw')) throw new Error('thrown on purpose');
  if (what.startsWith('compute')) while (Atomics.load(cancelled, 0) !== id);
}
parentPort.on('message', ({ id, type, input, batch }) => {
  if (type === 'scan') {
    for (const file of batch.files) {
      act(basename(file), id);
      parentPort.postMessage({ type: 'scanned', id, files: [{ kind: 'passed', bytes: 1 }] });
    }
    parentPort.postMessage({ type: 'result', id, value: batch.files.length });
    return;
  }
  act(input.text, id);
  if (input.text.startsWith('compute')) parentPort.postMessage({ type: 'cancelled', id });
  else if (input.text === 'fail') parentPort.postMessage({ type: 'failure', id, message: 'a bug', stack: 'a bug\\n    at x' });
  else parentPort.postMessage({ type: 'result', id, value: { file: input.file, calls: [], prompts: [], findings: [], limits: [String(threadId)] } });
});
parentPort.postMessage({ type: 'ready' });
`;
/** Long enough for a thread to start on a busy machine. */
const PATIENCE_MS = 1_500;

describe('the analysis worker, when its thread does not behave,', function () {
  this.timeout(40_000);
  const folder = temporaryFolder();
  let worker: AnalysisWorker;

  beforeEach(() => {
    worker = new AnalysisWorker(folder.current.put('worker.mjs', DOUBLE), { maxMs: PATIENCE_MS });
  });

  afterEach(() => {
    worker.dispose();
  });

  const analyse = (text: string, file?: string) => worker.analyse(input(text, file), settings, now);
  const threadOf = async (answer: ReturnType<typeof analyse>): Promise<string | undefined> => (await answer).limits[0];

  it('gives up a file that never ends, and goes on with the others in another thread', async () => {
    const before = await threadOf(analyse('fine', 'before.ts'));
    const hanging = analyse('hang', 'hang.ts');
    const after = analyse('fine', 'after.ts');
    await assert.rejects(hanging, /hang\.ts could not be analysed: it took longer than 1\.5 s/);
    assert.notEqual(await threadOf(after), before);
  });

  it('remembers the text that ended a thread, and tries another text of that file', async () => {
    await assert.rejects(analyse('crash', 'a.ts'), /a\.ts could not be analysed: it ended with code 7/);
    const thread = await threadOf(analyse('fine', 'b.ts'));
    await assert.rejects(analyse('crash', 'a.ts'), /ended with code 7/);
    assert.equal(await threadOf(analyse('fine', 'b.ts')), thread, 'the remembered text has cost no thread');
    assert.equal((await analyse('mended', 'a.ts')).file, 'a.ts');
  });

  it('leaves a file alone that has ended three threads', async () => {
    for (const text of ['crash 1', 'crash 2', 'crash 3']) await assert.rejects(analyse(text), /ended with code 7/);
    await assert.rejects(analyse('fine'), /ended with code 7/);
    assert.equal((await analyse('fine', 'other.ts')).file, 'other.ts');
  });

  it('tells what was thrown outside of any request', async () => {
    await assert.rejects(analyse('throw'), /a\.ts could not be analysed: thrown on purpose/);
  });

  it('passes on what a request failed of, with its stack', async () => {
    await assert.rejects(
      analyse('fail'),
      (error: Error) => error.message === 'a bug' && /at x/.test(error.stack ?? ''),
    );
  });

  it('has an index wait while it answers', async () => {
    folder.current.put('a.ts', CALL);
    const abort = new AbortController();
    const running = worker.analyse(input('compute'), settings, now, abort.signal);
    const indexing = new AnalysisWorker(workerFile, { roots: [folder.current.path], givesWayTo: worker });
    try {
      // The double has to run before the index asks.
      await new Promise(resolve => setTimeout(resolve, 500));
      let isIndexed = false;
      const index = indexing
        .index({ folders: [{ path: folder.current.path, excludes: [] }], unsafe: [] })
        .then(() => (isIndexed = true));
      await new Promise(resolve => setTimeout(resolve, 800));
      assert.equal(isIndexed, false);
      abort.abort();
      await assert.rejects(running, RequestCancelled);
      await index;
    } finally {
      indexing.dispose();
    }
  });

  it('frees a thread that computes what nobody waits for any more', async () => {
    const thread = await threadOf(analyse('fine', 'before.ts'));
    const abort = new AbortController();
    const request = worker.analyse(input('compute'), settings, now, abort.signal);
    const superseded = analyse('compute', 'other.ts');
    const newest = analyse('fine', 'other.ts');
    abort.abort();
    await assert.rejects(request, RequestCancelled);
    await assert.rejects(superseded, RequestCancelled);
    assert.equal(await threadOf(newest), thread);
  });

  it('skips the one file of a batch that ends the thread', async () => {
    const told: ScannedFile[] = [];
    const learnt = { mentions: {}, wrappers: [], methods: [], addresses: [] };
    const files = ['/s/a.ts', '/s/crash.ts', '/s/b.ts', '/s/hang.ts', '/s/c.ts'];
    await worker.scan({ files, base: '/s', settings, now: now.toISOString(), learnt }, (_, file) => told.push(file));
    assert.deepEqual(
      told.map(file => (file.kind === 'skipped' ? [file.file, file.reason] : file.kind)),
      [
        'passed',
        ['crash.ts', 'could not be analysed: it ended with code 7'],
        'passed',
        ['hang.ts', 'could not be analysed: it took longer than 4.5 s'],
        'passed',
      ],
    );
  });

  it('says why it can’t start, and does not try again with every request', async () => {
    const broken = new AnalysisWorker(folder.current.put('broken.mjs', 'throw new Error("no grammar here");'));
    const answers = await Promise.allSettled([
      broken.analyse(input('fine', 'a.ts'), settings, now),
      broken.analyse(input('fine', 'b.ts'), settings, now),
    ]);
    for (const answer of answers)
      assert.match(String(answer.status === 'rejected' && answer.reason), /could not be started: no grammar here/);
    await assert.rejects(broken.analyse(input('fine'), settings, now), /could not be started/);
    broken.dispose();
  });
});

describe('the analysis worker from a CommonJS bundle, as the extension is one,', function () {
  this.timeout(30_000);
  const folder = temporaryFolder();

  it('analyses in its ES module and lets the process end', async () => {
    const script = `
      import { AnalysisWorker } from './src/host/analysisWorker';
      new AnalysisWorker(${JSON.stringify(workerFile)})
        .analyse(${JSON.stringify(input(CALL))}, ${JSON.stringify(settings)}, new Date())
        .then(({ calls }) => console.log(calls.length));`;
    const outfile = folder.current.at('client.cjs');
    const stdin = { contents: script, resolveDir: process.cwd(), loader: 'ts' } as const;
    await esbuild.build({
      stdin,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile,
      loader: { '.yaml': 'empty' },
    });
    assert.equal(execFileSync(process.execPath, [outfile], { encoding: 'utf8', timeout: 20_000 }).trim(), '1');
  });
});
