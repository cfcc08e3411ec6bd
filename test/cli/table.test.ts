import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { layOut, wrap } from '../../src/cli/columns';
import { plain, styleFor } from '../../src/cli/style';
import { renderTable } from '../../src/cli/table';
import { assertGolden } from './golden';
import { callSite, report } from './reports';

describe('the table of a scan', () => {
  for (const width of [80, 100, 160]) {
    it(`is as before at ${width} columns`, () => {
      assertGolden(`test/fixtures/cli/table-${width}.txt`, renderTable(report, plain, width));
    });

    it(`stays within ${width} columns`, () => {
      const tooLong = renderTable(report, plain, width)
        .split('\n')
        .filter(line => line.length > width);
      assert.deepEqual(tooLong, []);
    });
  }

  it('says the same with colours', () => {
    const coloured = renderTable(report, styleFor({ isTTY: true }, {}), 100);
    assert.ok(coloured.includes('\u001b[1m'));
    assert.equal(stripVTControlCharacters(coloured), renderTable(report, plain, 100));
  });

  it('has colours on a terminal only, and none where NO_COLOR asks for none', () => {
    assert.equal(styleFor({}, {}), plain);
    assert.equal(styleFor({ isTTY: true }, { NO_COLOR: '1' }), plain);
    assert.equal(styleFor({ isTTY: true }, { TERM: 'dumb' }), plain);
    // The convention gives an empty value no meaning.
    assert.notEqual(styleFor({ isTTY: true }, { NO_COLOR: '' }), plain);
  });

  it('lets no name of a file or model talk to the terminal', () => {
    const file = 'a\u001b]0;title\u0007\u001b[2J\nb\u202e.ts';
    const text = renderTable({ ...report, callSites: [callSite({ file })], findings: [], skipped: [] }, plain, 100);
    assert.ok(text.includes('a\ufffd]0;title\ufffd\ufffd[2J\ufffdb\ufffd.ts\n'));
  });

  it('of nothing says so', () => {
    const totals = { ...report.totals, callSites: 0, priced: 0, unpriced: 0, findings: 0 };
    const text = renderTable({ ...report, callSites: [], findings: [], totals, skipped: [] }, plain, 100);
    assert.equal(text, 'No call sites found.\n\n40 files, 2 parsed, 321 ms.\n');
  });

  it('names the first of many files that were not read, and counts the rest', () => {
    const skipped = Array.from({ length: 23 }, (_, index) => ({ file: `f${index}.ts`, reason: 'minified' }));
    const text = renderTable({ ...report, skipped }, plain, 100);
    assert.match(text, /Not read, or not whole \(23\):\n {2}f0\.ts: minified\n/);
    assert.match(text, /\n {2}f19\.ts: minified\n {2}… and 3 more\n/);
  });
});

describe('columns', () => {
  const columns = [
    { title: 'n', cell: (row: string) => String(row.length), isRight: true },
    { title: 'text', cell: (row: string) => row, max: 6 },
    { title: 'rest', cell: () => 'rest', leaveOut: 1 },
  ];

  it('are as wide as what stands in them, up to their most', () => {
    const { head, lines } = layOut(columns, ['ab', 'abcdefghij'], 80);
    assert.deepEqual([head, ...lines], [' n  text    rest', ' 2  ab      rest', '10  abcde…  rest']);
  });

  it('are left out where they do not fit', () => {
    assert.equal(layOut(columns, ['ab'], 12).head, 'n  text');
  });

  it('break texts at spaces', () => {
    assert.deepEqual(wrap('a long text with averyveryverylongword', 10), [
      'a long',
      'text with',
      'averyveryverylongword',
    ]);
  });
});
