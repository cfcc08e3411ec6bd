import assert from 'node:assert/strict';
import { joinCells, Positions } from '../../src/core/stretches';

describe('positions', () => {
  it('are 1-based', () => {
    assert.deepEqual(new Positions('ab\ncd').of(4), { line: 2, column: 2 });
  });

  it('of a notebook are those of a cell', () => {
    const { text, stretches } = joinCells([
      { index: 0, text: 'a\nb' },
      { index: 3, text: '' },
      { index: 4, text: 'c\r\nd' },
    ]);
    const positions = new Positions(text, stretches);
    const at = (letter: string) => positions.of(text.indexOf(letter));
    assert.deepEqual(at('a'), { cell: 0, line: 1, column: 1 });
    assert.deepEqual(at('b'), { cell: 0, line: 2, column: 1 });
    assert.deepEqual(at('c'), { cell: 4, line: 1, column: 1 });
    assert.deepEqual(at('d'), { cell: 4, line: 2, column: 1 });
    assert.deepEqual(positions.of(3), { cell: 0, line: 2, column: 2 }, 'the end of a cell is its own');
    assert.deepEqual(positions.of(text.length), { cell: 4, line: 2, column: 2 });
  });

  it('of a component are those of its file', () => {
    const text = '<script>\na\n</script>';
    const at = new Positions(text, [{ start: 8, end: 11 }]).of(text.indexOf('a'));
    assert.deepEqual(at, { line: 2, column: 1 });
  });
});
