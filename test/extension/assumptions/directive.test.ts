import assert from 'node:assert/strict';
import { directiveText, figureValue, parseFigure, withFigure } from '../../../src/extension/assumptions/directive';
import { parseDirective } from '../../../src/core/callsites';

/** As the core reads a comment. */
const read = (comment: string) =>
  parseDirective({ text: comment.replace(/^\W+/, ''), range: { start: 0, end: comment.length } });

describe('a comment that states a figure', () => {
  it('is read back by the core', () => {
    assert.equal(read(directiveText('input', 2000))?.inputTokens, 2000);
    assert.equal(read(directiveText('output', 300))?.outputTokens, 300);
    assert.equal(read(directiveText('calls', 50_000))?.callsPerMonth, 50_000);
    assert.equal(read(directiveText('cached', 0.8))?.cacheHitShare, 0.8);
  });

  it('gets another value for a figure that it has', () => {
    assert.equal(withFigure('// meterline: input=2000 output=300', 'output', 50), '// meterline: input=2000 output=50');
    assert.equal(withFigure('# meterline: calls=50k/day', 'calls', 10), '# meterline: calls=10/month');
  });

  it('gets a figure that it lacks, and keeps the rest', () => {
    const comment = withFigure('# meterline: input=2000 (long mails)', 'output', 50);
    assert.equal(comment, '# meterline: output=50 input=2000 (long mails)');
    assert.deepEqual({ ...read(comment), range: undefined }, { inputTokens: 2000, outputTokens: 50, range: undefined });
  });
});

describe('a typed figure', () => {
  for (const [key, typed, value] of [
    ['output', '2000', 2000],
    ['output', ' 2_000 ', 2000],
    ['calls', '1.5M', 1_500_000],
    ['input', '2k', 2000],
    ['cached', '80%', 0.8],
    ['cached', '0.25', 0.25],
    ['cached', '120%', undefined],
    ['cached', '', undefined],
    ['output', '-3', undefined],
    ['output', 'many', undefined],
  ] as const) {
    it(`«${typed}» for ${key} is ${value === undefined ? 'refused' : value}`, () => {
      assert.equal(parseFigure(key, typed), value);
    });
  }

  it('is shown as it can be typed', () => {
    assert.equal(parseFigure('cached', figureValue('cached', 0.8)), 0.8);
    assert.equal(parseFigure('output', figureValue('output', 300)), 300);
  });
});
