import assert from 'node:assert/strict';
import type { ModelRef } from '../../../src/core/callsites';
import { callHover } from '../../../src/extension/hover/callHover';
import { compared, FILE, priced, report, site, slotAssumption, outputAssumption, unpriced } from '../reports';

const target = { uri: FILE, callSite: site().id };
const hover = (...[changes]: Parameters<typeof report>) =>
  callHover(report(changes), target, ({ file, range }) => (file === FILE ? String(range.start) : undefined));
const rows = (markdown: string) =>
  markdown
    .split('\n')
    .filter(line => line.startsWith('|'))
    .slice(2);

/** The arguments of each link to a command. */
const argumentsOf = (markdown: string, command: string): unknown[] =>
  [...markdown.matchAll(/\(command:([\w.]+)\?([^ )]*)(?: "[^"]*")?\)/g)]
    .filter(([, id]) => id === command)
    .map(([, , args = '']) => JSON.parse(decodeURIComponent(args)) as unknown);

describe('the hover of a call', () => {
  it('has the call’s own model first and the others from cheap to dear', () => {
    assert.deepEqual(rows(hover()), [
      '| **gpt-4o** | $0.0036 | $3,580 |  |',
      '| gpt-6-luna | $0.00017 | $170 | −95% |',
      '| gpt-4.1 | $0.0029 | $2,860 | −20% |',
    ]);
  });

  it('prices each model that a choice leaves, and says when there are others', () => {
    const model: ModelRef = { kind: 'choice', ids: ['gpt-4.1', 'gpt-4o'], isOpen: true, from: 'crossFile', trail: [] };
    const estimate = unpriced({ alternatives: [compared('gpt-4.1', 0.00286), compared('gpt-4o', 0.0036)] });
    const markdown = hover({ site: site({ model }), estimate });
    assert.deepEqual(rows(markdown), [
      '| **gpt-4.1** | $0.0029 | $2,860 |  |',
      '| **gpt-4o** | $0.0036 | $3,600 |  |',
      '| **another** | – | – | known at run time only |',
      '| gpt-6-luna | $0.00017 | $170 |  |',
    ]);
    assert.match(markdown, /^\*\*gpt-4\.1 or gpt-4o or another\*\* · OpenAI · /);
  });

  it('says how many times as dear a dearer model is', () => {
    // 0.0143 / 0.0035775 = 4.0; 0.004 / 0.0035775 = 1.118
    const found = rows(hover({ comparison: [compared('dear', 0.0143), compared('dearer', 0.004)] }));
    assert.match(found[1] ?? '', /dearer .* \+12% \|$/);
    assert.match(found[2] ?? '', /dear .* ×4\.0 \|$/);
  });

  it('does not compare a model with itself', () => {
    assert.equal(rows(hover({ comparison: [compared('gpt-4o', 0.0035775)] })).length, 1);
  });

  it('says which compared model has no price, and which the call does not fit', () => {
    const comparison = [{ model: 'nope-1', estimate: unpriced() }, compared('tiny', 0.0001, { fitsContext: false })];
    const found = rows(hover({ comparison }));
    assert.match(found[1] ?? '', /tiny .* does not fit its context/);
    assert.match(found[2] ?? '', /nope-1 \| – \| – \| no price is known/);
  });

  it('says which price list holds, of when, and with which rates', () => {
    assert.match(
      hover(),
      /Price: \$2\.50 in, \$1\.25 cached in, \$10\.00 out per 1M tokens \(genai-prices 0\.1\.8, 2026-11-10\)/,
    );
  });

  it('says how good a count is', () => {
    assert.match(hover(), /Tokens: o200k\\_base, exact/);
    const tokenizer = { ...priced().tokenizer, exactness: 'approximate' as const, error: 0.1 };
    assert.match(hover({ estimate: priced({ tokenizer }) }), /approximate, ±10%/);
    assert.match(hover({ estimate: priced({ tokenizer: { ...tokenizer, error: undefined } }) }), /error not published/);
  });

  it('links the steps by which the model was found', () => {
    const trail = [{ kind: 'binding' as const, name: 'MODEL', place: { file: FILE, range: { start: 7, end: 12 } } }];
    const model: ModelRef = {
      kind: 'known',
      id: 'gpt-4o',
      from: 'sameFile',
      at: { file: FILE, range: { start: 15, end: 21 } },
      trail,
    };
    const markdown = hover({ site: site({ model }) });
    assert.match(markdown, /Model: from this file\n {2}- variable MODEL: \[chat\.ts\\:7\]/);
    assert.deepEqual(argumentsOf(markdown, 'meterline.reveal'), [[{ uri: FILE, start: 7, end: 12 }]]);
  });

  it('links what changes each assumption, for this call and everywhere', () => {
    const input = { total: 431, fromText: 220, assumed: 200, overhead: 11, cacheablePrefix: 0 };
    const markdown = hover({ estimate: priced({ input, assumptions: [slotAssumption, outputAssumption] }) });
    assert.match(markdown, /question\\: 200 tokens \(set by you\)/);
    assert.deepEqual(argumentsOf(markdown, 'meterline.stateFigure'), [
      [{ ...target, key: 'input', value: 200 }],
      [{ ...target, key: 'output', value: 300 }],
    ]);
    assert.deepEqual(argumentsOf(markdown, 'workbench.action.openSettings'), [
      ['@id:meterline.assumptions.slotTokens'],
      ['@id:meterline.assumptions.outputTokens'],
    ]);
  });

  it('says why there is no price, and what has one', () => {
    const markdown = hover({ estimate: unpriced({ nearest: ['gpt-4o'] }), comparison: [] });
    assert.match(markdown, /Price: no price is known/);
    assert.match(markdown, /Similar names with a price: gpt-4o/);
    assert.doesNotMatch(markdown, /\$/);
  });

  it('shows text of the workspace literally', () => {
    const name = '](command:evil) ![x](https://e.example/) | <b> `';
    const model: ModelRef = {
      kind: 'known',
      id: name,
      from: 'literal',
      at: { file: FILE, range: { start: 0, end: 1 } },
      trail: [],
    };
    const assumptions = [{ ...slotAssumption, label: `${name}\n# head: 5 tokens` }];
    const markdown = hover({ site: site({ model }), estimate: priced({ assumptions }) });
    assert.doesNotMatch(markdown, /(?<!\\)\]\(command:evil/);
    assert.doesNotMatch(markdown, /https:\/\//);
    assert.doesNotMatch(markdown, /(?<!\\)<b>/);
    assert.doesNotMatch(markdown, /^# head/m);
    for (const row of rows(markdown)) assert.equal(row.match(/(?<!\\)\|/g)?.length, 5);
  });
});
