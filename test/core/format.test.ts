import assert from 'node:assert/strict';
import { formatPercent, formatTokens, formatUsd } from '../../src/core/format';

describe('figures for people', () => {
  it('write dollars with the digits that an estimate deserves', () => {
    const cases: [number, string][] = [
      [0, '$0'],
      [0.0000001, '<$0.000001'],
      [0.0000125, '$0.000013'],
      [0.0021, '$0.0021'],
      [0.00357, '$0.0036'],
      [0.08, '$0.08'],
      [0.0999, '$0.10'],
      [0.1, '$0.10'],
      [0.145, '$0.14'],
      [0.999, '$1.00'],
      [2.1, '$2.10'],
      [99.99, '$99.99'],
      [99.996, '$100'],
      [100.4, '$100'],
      [999.6, '$1,000'],
      [2134.6, '$2,130'],
      [35_780, '$35,800'],
      [999_600, '$1M'],
      [1_240_000, '$1.24M'],
      [-3.5, '−$3.50'],
    ];
    for (const [usd, text] of cases) assert.equal(formatUsd(usd), text, String(usd));
  });

  it('write tokens short', () => {
    const cases: [number, string][] = [
      [0, '0'],
      [231, '231'],
      [999, '999'],
      [1000, '1k'],
      [1234, '1.2k'],
      [16_384, '16.4k'],
      [128_000, '128k'],
      [1_000_000, '1M'],
    ];
    for (const [tokens, text] of cases) assert.equal(formatTokens(tokens), text, String(tokens));
  });

  it('write shares as percentages', () => {
    assert.equal(formatPercent(-0.961), '−96%');
    assert.equal(formatPercent(0.005), '0.5%');
    assert.equal(formatPercent(0), '0%');
    assert.equal(formatPercent(12.5), '1250%');
  });
});
