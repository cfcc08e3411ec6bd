// Measures in the extension host; leaves its figures in `globalThis.benchFacts`.
'use strict';
const { monitorEventLoopDelay, performance } = require('node:perf_hooks');
const path = require('node:path');
const vscode = require('vscode');
const { EXTENSION, openText, shownLenses } = require('../vscode/suite/support.cjs');

const ROUNDS = 60;
/** Edits whose lenses are waited for; among few the first ones, before the code is compiled, would stand out. */
const ANSWERS = 200;
/** Between two of them: fast typing. In ms. */
const PACE = 100;
const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)];

/** Types so many times at the end of a document; gives the longest time that the thread was blocked, in ms. */
async function longestBlock({ document, editor }) {
  const resolution = 1;
  const delay = monitorEventLoopDelay({ resolution });
  const longest = [];
  for (let round = 0; round < ROUNDS; round++) {
    delay.reset();
    delay.enable();
    await editor.edit(edit => edit.insert(document.lineAt(document.lineCount - 1).range.end, '# more\n'));
    // Time for the analysis and for all that VS Code asks after an edit.
    await new Promise(resolve => setTimeout(resolve, 400));
    delay.disable();
    longest.push(Math.max(0, delay.max / 1e6 - resolution));
  }
  // A pause of the garbage collector or of another extension is not the edit's: one in ten is left out.
  return percentile(longest, 0.9);
}

/** When the host hears of the next edit. */
const nextChange = () =>
  new Promise(resolve => {
    const subscription = vscode.workspace.onDidChangeTextDocument(() => {
      subscription.dispose();
      resolve(performance.now());
    });
  });

/** Edits a line near the top so many times; from each edit's event to the answered request for lenses, in ms. */
async function timesToLenses({ document, editor }) {
  const times = [];
  for (let round = 0; round < ANSWERS; round++) {
    await new Promise(resolve => setTimeout(resolve, PACE));
    const changed = nextChange();
    await editor.edit(edit => edit.insert(new vscode.Position(4, 0), `ROUND_${round} = ${round}\n`));
    const began = await changed;
    await vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 50);
    times.push(performance.now() - began);
  }
  return times;
}

describe('figures of the editor', () => {
  it('are measured', async function () {
    this.timeout(180_000);
    const { pythonOfLines } = await import(path.join(__dirname, 'sources.mjs'));
    // VS Code's own extensions are still starting, on the same thread.
    await new Promise(resolve => setTimeout(resolve, 5_000));
    const source = await openText('python', pythonOfLines(1_000));
    await vscode.extensions.getExtension(EXTENSION).activate();
    await shownLenses(source.document);

    const marks = new Map(globalThis.MonacoPerformanceMarks.getMarks().map(mark => [mark.name, mark.startTime]));
    const took = what =>
      marks.get(`code/extHost/did${what}/${EXTENSION}`) - marks.get(`code/extHost/will${what}/${EXTENSION}`);

    const answers = await timesToLenses(source);
    const longestBlockMs = await longestBlock(source);
    const plain = await openText('plaintext', pythonOfLines(1_000));
    const trivial = { provideCodeLenses: () => [] };
    const provider = vscode.languages.registerCodeLensProvider({ language: 'plaintext' }, trivial);
    const answersWithout = await timesToLenses(plain);
    provider.dispose();
    globalThis.benchFacts = {
      loadMs: took('LoadExtensionCode'),
      activateMs: took('ActivateExtension'),
      longestBlockMs,
      longestBlockWithoutMs: await longestBlock(plain),
      lensP50Ms: percentile(answers, 0.5),
      lensP95Ms: percentile(answers, 0.95),
      lensP50WithoutMs: percentile(answersWithout, 0.5),
      lensP95WithoutMs: percentile(answersWithout, 0.95),
    };
  });
});
