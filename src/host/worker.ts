import { parentPort, workerData } from 'node:worker_threads';
import { Cancelled, type CancelSignal } from '../core';
import { openAnalyser } from './analysis';
import { comparisonData } from './comparisonData';
import { ResultCache } from './resultCache';
import { scanFiles } from './scanFiles';
import type { Answers, Request, Response, WorkerData } from './workerProtocol';
import { WorkspaceFiles } from './workspaceFiles';
import { TracedWorkspace } from './tracedWorkspace';

if (!parentPort) throw new Error('This file runs as a worker thread.');
const port = parentPort;
const { roots, cancelled } = workerData as WorkerData;
const cancelledId = new Int32Array(cancelled);
const workspace = new TracedWorkspace(new WorkspaceFiles(roots));
const { analyser, catalogue } = openAnalyser(import.meta.url, workspace);
const results = new ResultCache(analyser, workspace);

port.on('message', (request: Request) => void serve(request));
respond({ type: 'ready' });

async function serve(request: Request): Promise<void> {
  const { id } = request;
  const signal: CancelSignal = {
    get isCancelled() {
      return Atomics.load(cancelledId, 0) === id;
    },
  };
  try {
    respond({ type: 'result', id, value: await answer(request, signal) });
  } catch (error: unknown) {
    if (error instanceof Cancelled) respond({ type: 'cancelled', id });
    else if (error instanceof Error) respond({ type: 'failure', id, message: error.message, stack: error.stack });
    else respond({ type: 'failure', id, message: String(error), stack: undefined });
  }
}

async function answer(request: Request, signal: CancelSignal): Promise<Answers[keyof Answers]> {
  switch (request.type) {
    case 'analyse':
      return results.analyse(request.input, request.settings, new Date(request.now), signal);
    case 'compare':
      return comparisonData(analyser, catalogue, request.subject, request.settings, new Date(request.now));
    case 'scan':
      return scanFiles(analyser, request.batch, file => respond({ type: 'scanned', id: request.id, file }), signal);
  }
}

function respond(response: Response): void {
  port.postMessage(response);
}
