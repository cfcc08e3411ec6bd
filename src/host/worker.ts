import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { Cancelled, type FileAnalysis } from '../core';
import { openAnalyser } from './analysis';
import { comparisonData } from './comparisonData';
import { BoundedCache } from './boundedCache';
import { scanFiles } from './scanFiles';
import type { Answers, Request, Response, WorkerData } from './workerProtocol';

/** Results that are kept: switching between files and undoing cost nothing. */
const MAX_RESULTS = 100;

if (!parentPort) throw new Error('This file runs as a worker thread.');
const port = parentPort;
const { roots } = workerData as WorkerData;
const { analyser, catalogue } = openAnalyser(import.meta.url, roots);
const results = new BoundedCache<FileAnalysis>(MAX_RESULTS);
const running = new Map<number, { isCancelled: boolean }>();
let last: Promise<void> = Promise.resolve();

port.on('message', (request: Request) => {
  if (request.type === 'cancel') {
    const signal = running.get(request.id);
    if (signal) signal.isCancelled = true;
    return;
  }
  const signal = { isCancelled: false };
  running.set(request.id, signal);
  // One after the other: what has been cancelled meanwhile is passed over.
  last = last.then(() => serve(request, signal));
});

async function serve(request: Exclude<Request, { type: 'cancel' }>, signal: { isCancelled: boolean }): Promise<void> {
  const { id } = request;
  // Lets a message that cancels this one come in first.
  await new Promise(resolve => setImmediate(resolve));
  try {
    if (signal.isCancelled) return respond({ type: 'cancelled', id });
    respond({ type: 'result', id, value: await answer(request, signal) });
  } catch (error: unknown) {
    if (error instanceof Cancelled) respond({ type: 'cancelled', id });
    else
      respond({
        type: 'failure',
        id,
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
  } finally {
    running.delete(id);
  }
}

async function answer(
  request: Exclude<Request, { type: 'cancel' }>,
  signal: { isCancelled: boolean },
): Promise<Answers[keyof Answers]> {
  switch (request.type) {
    case 'analyse': {
      const { input, settings, now } = request;
      // Prices may change from day to day, other files at any time: those are asked for anew within seconds.
      const key = digest(input.file, input.language, input.text, JSON.stringify(settings), now.slice(0, 10));
      const known = results.get(key);
      if (known) return known;
      const analysis = await analyser.analyse(input, settings, new Date(now), signal);
      if (!analysis.calls.some(({ site }) => site.model.kind !== 'known' || site.model.from === 'crossFile'))
        results.set(key, analysis);
      return analysis;
    }
    case 'compare':
      return comparisonData(analyser, catalogue, request.subject, request.settings, new Date(request.now));
    case 'scan':
      return scanFiles(analyser, request.batch);
  }
}

function respond(response: Response): void {
  port.postMessage(response);
}

function digest(...parts: readonly string[]): string {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('base64');
}
