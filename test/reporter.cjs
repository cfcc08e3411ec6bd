// Mocha's `spec` output, and each result as a JSON line in the file that METERLINE_TEST_RESULTS names,
// where test/run.mjs counts them.
'use strict';
const fs = require('node:fs');
const Mocha = require('mocha');

/** Writes a line per finished test, and a last one as the proof that mocha reached its end. */
function writeResults(runner, file) {
  const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_RUN_END } = Mocha.Runner.constants;
  const write = line => fs.appendFileSync(file, JSON.stringify(line) + '\n');
  const result = state => (test, error) =>
    write({
      state,
      title: test.fullTitle(),
      ms: test.duration ?? 0,
      error: error && (error.stack ?? String(error)),
    });
  runner.on(EVENT_TEST_PASS, result('passed'));
  runner.on(EVENT_TEST_FAIL, result('failed')); // a hook that fails comes here, too
  runner.on(EVENT_TEST_PENDING, result('skipped'));
  runner.on(EVENT_RUN_END, () => write({ state: 'end', facts: globalThis.benchFacts }));
}

class SpecWithResults extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    if (process.env.METERLINE_TEST_RESULTS) writeResults(runner, process.env.METERLINE_TEST_RESULTS);
  }
}

module.exports = SpecWithResults;
module.exports.writeResults = writeResults;
