import { parentPort, workerData } from 'node:worker_threads';
import { Cancelled, type CancelSignal } from '../core';
import { openAnalyser } from './analysis';
import { comparisonData } from './comparisonData';
import { ResultCache } from './resultCache';
import { scanFiles } from './scanFiles';
import { TextStore } from './textStore';
import type { Answers, Request, Response, WorkerData } from './workerProtocol';
import { WorkspaceFiles } from './workspaceFiles';
import { TracedWorkspace } from './tracedWorkspace';

if (!parentPort) throw new Error('This file runs as a worker thread.');
const port = parentPort;
const { roots, cancelled } = workerData as WorkerData;
const cancelledId = new Int32Array(cancelled);
const files = new WorkspaceFiles(roots);
const workspace = new TracedWorkspace(files);
const { analyser, catalogue } = openAnalyser(import.meta.url, workspace);
const scanner = { analyser, workspace: files, texts: new TextStore() };
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
      return scanFiles(scanner, request.batch, file => respond({ type: 'scanned', id: request.id, file }), signal);
    case 'search':
      return scanner.texts.search(request.names);
  }
}

function respond(response: Response): void {
  port.postMessage(response);
}
