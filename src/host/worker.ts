import { parentPort, workerData } from 'node:worker_threads';
import { Cancelled, type CancelSignal } from '../core';
import { openAnalyser } from './analysis';
import { comparisonData } from './comparisonData';
import { Configurations } from './configurations';
import { OpenDocuments } from './openDocuments';
import { proposeSignature } from './proposal';
import { ResultCache } from './resultCache';
import type { ScannedFile } from './scannedFile';
import { scanFiles, type ScanBatch } from './scanFiles';
import { TextStore } from './textStore';
import { TracedWorkspace } from './tracedWorkspace';
import {
  packLearnt,
  SharedState,
  unpackLearnt,
  type Answers,
  type Notice,
  type Request,
  type Response,
  type WorkerData,
} from './workerProtocol';
import { WorkspaceFiles } from './workspaceFiles';
import { WorkspaceIndex } from './workspaceIndex';

if (!parentPort) throw new Error('This file runs as a worker thread.');
const port = parentPort;
const { roots, configurations, shared: buffer, givesWayTo } = workerData as WorkerData;
const shared = new Int32Array(buffer);
const first = givesWayTo && new Int32Array(givesWayTo);
const documents = new OpenDocuments();
const files = new WorkspaceFiles(roots, documents);
const workspace = new TracedWorkspace(files);
const { analyser, catalogue } = openAnalyser(import.meta.url, workspace);
const scanner = { analyser, workspace: files, texts: new TextStore() };
const results = new ResultCache(analyser, workspace);
const index = new WorkspaceIndex({ analyser, workspace: files, documents, giveWay });
const configured = new Configurations(analyser);
configured.set(configurations);

/** Longer than an edit takes. */
const MAX_WAIT_MS = 2_000;
/** Files between two signs of life. */
const MAX_TOLD_TOGETHER = 32;

/** One after the other: what is known must not change while a request is answered. */
let queue = Promise.resolve();
port.on('message', (message: Request | Notice) => {
  queue = queue.then(() => ('id' in message ? serve(message) : heed(message)));
});
respond({ type: 'ready' });

function heed(notice: Notice): void {
  switch (notice.type) {
    case 'document':
      documents.set(files.realPathOf(notice.path), notice.document);
      break;
    case 'learnt': {
      const learnt = unpackLearnt(notice.learnt);
      files.setMentions(learnt.mentions);
      analyser.learn(learnt);
      results.learn(learnt);
      break;
    }
    case 'filesChanged':
      files.forget();
  }
}

async function serve(request: Request): Promise<void> {
  const { id } = request;
  const signal: CancelSignal = {
    get isCancelled() {
      return Atomics.load(shared, SharedState.cancelledId) === id;
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
    case 'configure':
      if (configured.set(request.configurations)) results.clear();
      return configured.problems;
    case 'propose':
      return proposeSignature(analyser, request.input, request.offset, request.home);
    case 'scan':
      return scanBatch(request.id, request.batch, signal);
    case 'search':
      scanner.texts.expect(request.alsoIn);
      return scanner.texts.search(request.names, () => respond({ type: 'progress', id: request.id, file: undefined }));
    case 'index': {
      const learnt = await index.update(request.update, file => respond({ type: 'progress', id: request.id, file }));
      return { fileCount: index.fileCount, learnt: learnt && packLearnt(learnt) };
    }
  }
}

/** Waits while another thread answers what somebody waits for; not for ever, as that may have run into something. */
function giveWay(): void {
  if (first) Atomics.wait(first, SharedState.isRunning, 1, MAX_WAIT_MS);
}

/** Files that hold nothing are told together: a message costs as much as reading one. */
async function scanBatch(id: number, batch: ScanBatch, signal: CancelSignal): Promise<number> {
  let done: ScannedFile[] = [];
  const tell = (): void => {
    if (done.length) respond({ type: 'scanned', id, files: done });
    done = [];
  };
  const count = await scanFiles(scanner, batch, {
    onBegin: index => void Atomics.store(shared, SharedState.filesBegun, index + 1),
    onFile: (_path, file) => {
      done.push(file);
      if (file.kind !== 'passed' || done.length >= MAX_TOLD_TOGETHER) tell();
    },
    signal,
  });
  tell();
  return count;
}

function respond(response: Response): void {
  port.postMessage(response);
}
