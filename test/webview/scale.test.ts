import assert from 'node:assert/strict';
import { positionOf, SLIDER_STEPS, valueAt } from '../../src/webview/scale';

const MAXIMUM = 64_000;

describe('a slider over powers of ten', () => {
  it('begins with nothing and ends with the maximum', () => {
    assert.equal(valueAt(0, MAXIMUM), 0);
    assert.equal(valueAt(SLIDER_STEPS, MAXIMUM), MAXIMUM);
    assert.equal(positionOf(0, MAXIMUM), 0);
    assert.equal(positionOf(MAXIMUM, MAXIMUM), SLIDER_STEPS);
    assert.equal(positionOf(10 * MAXIMUM, MAXIMUM), SLIDER_STEPS, 'larger figures stand at its end');
  });

  it('gives more with every step, in round figures', () => {
    const values = Array.from({ length: SLIDER_STEPS + 1 }, (_, position) => valueAt(position, MAXIMUM));
    for (const [index, value] of values.entries()) {
      assert.ok(index === 0 || value > (values[index - 1] ?? 0), `step ${String(index)}`);
      assert.equal(Number(value.toPrecision(2)), value);
    }
  });

  it('finds the step that a figure came from, or the next one to it', () => {
    for (let position = 0; position <= SLIDER_STEPS; position++) {
      assert.ok(Math.abs(positionOf(valueAt(position, MAXIMUM), MAXIMUM) - position) <= 1, String(position));
    }
  });
});
