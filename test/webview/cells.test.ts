import assert from 'node:assert/strict';
import { cellOf, columnHints, columnTitles, differenceCell } from '../../src/webview/cells';
import { compareModels, scenarioOf, sortColumns, type Row, type SortColumn } from '../../src/webview/comparison';
import { toCsv, toMarkdown } from '../../src/webview/export';
import { cheap, model, show, subject } from './messages';

const rows = compareModels(show, show.models ?? [], scenarioOf(subject));
const row = (name: string, among: readonly Row[] = rows): Row => {
  const found = among.find(each => each.model === name);
  assert.ok(found, `${name} is missing`);
  return found;
};
const text = (name: string, column: SortColumn) => cellOf(row(name), column).text;

describe('the cells of the table', () => {
  it('say costs, tokens and fit short', () => {
    assert.equal(text('dear', 'perCall'), '$0.009');
    assert.equal(text('dear', 'perMillionCalls'), '$9,000');
    assert.equal(text('dear', 'perMonth'), '–');
    assert.equal(text('dear', 'worstPerCall'), '$0.16');
    assert.equal(text('dear', 'inputTokens'), '2k');
    assert.equal(text('dear', 'fit'), '2% of 128k');
    assert.equal(text('dear', 'difference'), 'in code');
    assert.equal(text('cheap', 'difference'), '−90%');
  });

  it('say that no price is known, and why, instead of a figure', () => {
    assert.deepEqual(cellOf(row('in-house'), 'perCall'), {
      text: 'no price known',
      tone: 'quiet',
      hint: 'no price list has it',
    });
    for (const column of sortColumns.slice(3)) assert.equal(text('in-house', column), '–', column);
  });

  it('mark counts that are approximate', () => {
    const near = { ...cheap, exactness: 'approximate' as const };
    assert.equal(cellOf(row('cheap', compareModels(show, [near], scenarioOf(subject))), 'inputTokens').text, '≈2k');
    const rewritten = { ...show, subject: { ...subject, profile: { ...subject.profile, isRewritten: true } } };
    const among = compareModels(rewritten, [cheap], scenarioOf(subject));
    assert.equal(cellOf(row('cheap', among), 'inputTokens').text, '≈2k', 'with tools or schemas');
  });

  it('say what is not known, and by how much a call does not fit', () => {
    const among = compareModels(
      show,
      [
        model('small', { input: 1, output: 1 }, { contextWindow: 1500, outputLimit: undefined }),
        model('dim', { input: 1, output: 1 }, { contextWindow: undefined }),
      ],
      scenarioOf(subject),
    );
    assert.equal(cellOf(row('small', among), 'fit').text, '1k over 1.5k');
    assert.equal(cellOf(row('small', among), 'fit').tone, 'bad');
    assert.equal(cellOf(row('small', among), 'worstPerCall').text, 'unknown');
    assert.equal(cellOf(row('dim', among), 'fit').text, 'unknown');
  });

  it('tell differences as percents, and large ones as multiples', () => {
    const cases: [number | undefined, string][] = [
      [undefined, '–'],
      [0.0001, 'same'],
      [-0.5, '−50%'],
      [-0.9999, '< −99%'],
      [0.36, '+36%'],
      [1, '×2.0'],
      [11.4, '×12'],
      [1499, '×1,500'],
    ];
    for (const [difference, says] of cases) assert.equal(differenceCell(difference).text, says);
  });

  it('have a title and an explanation for every column', () => {
    for (const column of sortColumns) assert.ok(columnTitles[column] && columnHints[column]);
  });
});

describe('copied rows', () => {
  it('are a table in Markdown', () => {
    assert.equal(
      toMarkdown([row('cheap'), row('in-house')], ['model', 'perCall', 'difference']),
      '| Model | Per call | vs. code |\n| :-- | --: | --: |\n| cheap | $0.0009 | −90% |\n| in-house | no price known | – |\n',
    );
  });

  it('cannot break out of their table', () => {
    const odd = { ...row('in-house'), model: 'a|b\n<img>' };
    assert.match(toMarkdown([odd], ['model']), /\| a\\\|b \\<img\\> \|\n$/);
  });

  it('are unrounded figures in CSV, and empty where nothing is known', () => {
    const [header, first, second, end] = toCsv([row('cheap'), row('in-house')]).split('\r\n');
    assert.equal(header?.split(',').length, 13);
    assert.equal(first, 'OpenAI,cheap,false,2000,500,exact,0.0009,0.0164,900,,-0.9,128000,USD');
    assert.equal(second, ',in-house,false,,,,,,,,,,USD');
    assert.equal(end, '');
  });

  it('hold no formula that a spreadsheet would run', () => {
    const odd = { ...row('in-house'), model: '=HYPERLINK("x"),1' };
    assert.match(toCsv([odd]), /,"'=HYPERLINK\(""x""\),1",/);
  });
});
