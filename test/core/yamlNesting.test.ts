import assert from 'node:assert/strict';
import { isNestedTooDeeply } from '../../src/core/yamlNesting';

describe('the nesting of YAML', () => {
  const lines = (levels: number): string => Array.from({ length: levels }, (_, n) => `${' '.repeat(n)}a:`).join('\n');

  it('is bounded for brackets, lists in one line and lines below one another', () => {
    for (const text of ['['.repeat(101), '{a: '.repeat(101), '- '.repeat(100), '? '.repeat(100), lines(101)])
      assert.equal(isNestedTooDeeply(text), true, text.slice(0, 10));
    for (const text of [
      '',
      '['.repeat(100),
      '[] '.repeat(500),
      '- '.repeat(99),
      lines(100),
      `${lines(60)}\n${lines(60)}`,
    ])
      assert.equal(isNestedTooDeeply(text), false, text.slice(0, 10));
  });

  it('is told in linear time', () => {
    const began = process.cpuUsage();
    for (const text of [' '.repeat(500_000), '- a\n'.repeat(100_000), '-'.repeat(500_000)]) isNestedTooDeeply(text);
    const { user, system } = process.cpuUsage(began);
    assert.ok((user + system) / 1e6 < 3);
  });
});
