import assert from 'node:assert/strict';
import { scanArguments, UsageError } from '../../src/cli/options';
import { nearest } from '../../src/core';
import { defaultEstimateSettings } from '../../src/core';

const read = (...argv: string[]) => {
  const read = scanArguments(argv);
  assert.notEqual(read, 'help');
  return read as Exclude<typeof read, 'help'>;
};

describe('the options of scan', () => {
  it('have defaults', () => {
    const { paths, format, output, showProgress, settings } = read('src');
    assert.deepEqual(
      { paths, format, output, showProgress },
      {
        paths: ['src'],
        format: 'table',
        output: undefined,
        showProgress: true,
      },
    );
    assert.deepEqual(settings.estimates, { ...defaultEstimateSettings, compareWith: [], setBy: {} });
  });

  it('state assumptions as a comment above a call does, and say who did', () => {
    const { estimates } = read('.', '--assume', 'output=2k,slot=50', '--assume=calls=50k/day, cached=80%').settings;
    // 50,000 a day over 30 days.
    assert.deepEqual(
      [estimates.outputTokens, estimates.slotTokens, estimates.callsPerMonth, estimates.cacheHitShare],
      [2000, 50, 1_500_000, 0.8],
    );
    assert.deepEqual(estimates.setBy, {
      outputTokens: 'setting',
      slotTokens: 'setting',
      callsPerMonth: 'setting',
      cacheHitShare: 'setting',
    });
    assert.equal(estimates.historyTokens, defaultEstimateSettings.historyTokens);
  });

  it('take models to compare with, each once', () => {
    assert.deepEqual(read('.', '--compare', 'gpt-4o, o3', '--compare=o3').settings.estimates.compareWith, [
      'gpt-4o',
      'o3',
    ]);
  });

  it('leave what follows -- as paths', () => {
    assert.deepEqual(read('--', '--format').paths, ['--format']);
  });

  const mistakes: [argv: string[], message: RegExp][] = [
    [[], /Name at least one file or folder/],
    [['.', '--formt', 'json'], /no option --formt\. Did you mean --format\?/],
    [['.', '-x'], /no option -x\.$/],
    [['.', '--format', 'xml'], /--format xml: must be table or json/],
    [['.', '--format'], /argument missing/],
    [['.', '--no-progress=1'], /does not take an argument/],
    [['.', '--assume', 'foo=1'], /--assume foo=1: assume one of output, slot/],
    [['.', '--assume', 'toString=1'], /assume one of/],
    [['.', '--assume', 'output'], /--assume output: must be a number of tokens/],
    [['.', '--assume', 'output=-1'], /must be a number of tokens/],
    [['.', '--assume', 'output=many'], /must be a number of tokens/],
    [['.', '--assume', 'calls=1/fortnight'], /must be a number of calls a month/],
    [['.', '--assume', 'cached=80'], /must be a share between 0 and 1/],
  ];
  for (const [argv, message] of mistakes) {
    it(`say what is wrong with "${argv.join(' ')}"`, () => {
      assert.throws(
        () => scanArguments(argv),
        (error: unknown) => error instanceof UsageError && message.test(error.message),
      );
    });
  }
});

describe('the nearest name', () => {
  it('is the one that differs in the fewest letters', () => {
    assert.equal(nearest('fromat', ['output', 'format']), 'format');
    assert.equal(nearest('scna', ['scan']), 'scan');
  });

  it('is none when all are far', () => {
    assert.equal(nearest('verbose', ['format', 'output']), undefined);
    assert.equal(nearest('x', []), undefined);
  });
});
