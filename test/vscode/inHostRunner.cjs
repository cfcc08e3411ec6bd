// The module that VS Code loads in its extension host and whose `run` it calls. It runs mocha there, with
// the real `vscode` API. If `run` rejects, VS Code's exit code is 1, otherwise 0.
'use strict';
const fs = require('node:fs');
const Mocha = require('mocha');
const { writeResults } = require('../reporter.cjs');

const results = process.env.METERLINE_TEST_RESULTS;

class ResultsOnly {
  constructor(runner) {
    writeResults(runner, results);
  }
}

exports.run = async function run() {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    reporter: ResultsOnly,
    grep: process.env.METERLINE_GREP || undefined,
    forbidOnly: Boolean(process.env.CI),
  });
  for (const file of JSON.parse(process.env.METERLINE_SUITES)) mocha.addFile(file);
  try {
    await mocha.loadFilesAsync();
  } catch (error) {
    const line = { state: 'failed', title: 'the suites can be loaded', ms: 0, error: error.stack ?? String(error) };
    fs.appendFileSync(results, JSON.stringify(line) + '\n');
    throw error;
  }
  const failures = await new Promise(resolve => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} test(s) failed`);
};
