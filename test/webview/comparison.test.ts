import assert from 'node:assert/strict';
import {
  compareModels,
  filterRows,
  scenarioOf,
  sortRows,
  type Filter,
  type PricedRow,
  type Row,
  type Scenario,
  type SortColumn,
} from '../../src/webview/comparison';
import type { OwnModel, Profile } from '../../src/webview/protocol';
import { dear, model, models, other, profile, show, subject } from './messages';

const scenario = scenarioOf(subject);

interface Given {
  readonly profile?: Partial<Profile>;
  readonly own?: OwnModel;
  readonly scenario?: Partial<Scenario>;
  readonly models?: typeof models;
}

const compare = (given: Given = {}) =>
  compareModels(
    { ...show, subject: { ...subject, own: given.own ?? subject.own, profile: { ...profile, ...given.profile } } },
    given.models ?? models,
    { ...scenario, ...given.scenario },
  );

const names = (rows: readonly Row[]) => rows.map(row => row.model);

function priced(rows: readonly Row[], name: string): PricedRow {
  const row = rows.find(each => each.model === name);
  assert.ok(row?.kind === 'priced', `${name} has no price`);
  return row;
}

describe('the comparison of models', () => {
  it('prices text, format, slots and completion', () => {
    // 2,000 in at 2 USD and 500 out at 10 USD a million: 0.004 + 0.005
    const { costs, inputTokens } = priced(compare(), 'dear');
    assert.equal(inputTokens, 2000);
    assert.equal(costs.perCall, 0.009);
    assert.equal(costs.perMillionCalls, 9000);
    assert.equal(costs.perMonth, undefined);
  });

  it('multiplies by a volume only where one is assumed', () => {
    assert.equal(priced(compare({ scenario: { callsPerMonth: 1000 } }), 'dear').costs.perMonth, 9);
  });

  it('prices what the panel’s figures say, with the counts of the model’s encoding', () => {
    const claude = model('c', { input: 1, output: 1 }, {}, { encoding: 'claude', factor: 1.25 });
    const row = priced(compare({ models: [claude], scenario: { inputTokens: 7, outputTokens: 9 } }), 'c');
    // 1,100 × 1.25 + 11 + 7
    assert.deepEqual([row.inputTokens, row.outputTokens], [1393, 9]);
  });

  it('reads the prefix from the cache at the share that the panel says', () => {
    const counts = { o200k_base: { text: 1489, cacheablePrefix: 1200 } };
    // 1,900 at 2, 600 at 0.5 and 500 at 10 USD a million
    const { costs } = priced(compare({ profile: { counts }, scenario: { cacheHitShare: 0.5 } }), 'dear');
    assert.equal(costs.perCall, 0.0091);
    assert.equal(costs.lines.find(({ kind }) => kind === 'cacheRead')?.tokens, 600);
  });

  it('is approximate by the tokenizer, and for tools and schemas, which providers rewrite', () => {
    const near = model('near', { input: 1, output: 1 }, {}, { exactness: 'approximate' });
    const found = (isRewritten: boolean) =>
      compare({ models: [dear, near], profile: { isRewritten } }).map(row => row.kind === 'priced' && row.exactness);
    assert.deepEqual(found(false), [false, 'exact', 'approximate']);
    assert.deepEqual(found(true), [false, 'approximate', 'approximate']);
  });

  it('knows the worst case by the output cap, else by the model’s limit, else not at all', () => {
    const worst = (changes: Partial<Profile>, each = dear) =>
      priced(compare({ profile: changes, models: [each] }), each.card.model).costs.worstPerCall;
    assert.equal(worst({ outputCap: 1000 }), 0.014); // 0.004 + 1,000 × 10 USD a million
    assert.equal(worst({}), 0.164); // 0.004 + 16,000 × 10 USD a million
    assert.equal(worst({}, model('dear', { input: 2, output: 10 }, { outputLimit: undefined })), undefined);
  });

  it('says whether the call fits, and by how much it does not', () => {
    const fit = (contextWindow: number | undefined, outputCap?: number) =>
      priced(compare({ models: [model('m', { input: 1, output: 1 }, { contextWindow })], profile: { outputCap } }), 'm')
        .fit;
    assert.deepEqual(fit(5000), { kind: 'fits', share: 0.5, window: 5000 });
    assert.deepEqual(fit(2500), { kind: 'fits', share: 1, window: 2500 });
    assert.deepEqual(fit(2499), { kind: 'overflows', by: 1, window: 2499 });
    assert.deepEqual(fit(2500, 600), { kind: 'overflows', by: 100, window: 2500 }, 'room is reserved for the cap');
    assert.deepEqual(fit(undefined), { kind: 'unknown' });
  });

  it('compares with the model in the code', () => {
    const rows = compare();
    assert.equal(priced(rows, 'cheap').difference, 0.0009 / 0.009 - 1);
    assert.equal(priced(rows, 'dear').difference, 0);
    assert.equal(priced(compare({ own: { kind: 'none' } }), 'cheap').difference, undefined);
  });

  it('has embedding models for embeddings, and others for the rest', () => {
    assert.deepEqual(names(compare()), ['in-house', 'dear', 'cheap', 'other']);
    const own = { kind: 'none' } as const;
    assert.deepEqual(names(compare({ profile: { mode: 'embedding' }, own })), ['in-house', 'embedder']);
  });

  it('compares nothing where tokens of text do not decide', () => {
    const own = { kind: 'unpriced', name: 'painter', because: 'it makes images', isLocal: false } as const;
    assert.deepEqual(names(compare({ profile: { mode: 'image' }, own })), ['painter']);
  });

  it('never puts a figure in place of a price that is not known', () => {
    const [row] = compare({
      models: [],
      own: { kind: 'unpriced', name: 'x', because: 'no list has it', isLocal: false },
    });
    assert.equal(row?.kind, 'unpriced');
    const half = compare({ models: [model('dear', { output: 1 })] }).find(each => each.model === 'dear');
    assert.ok(half?.kind === 'unpriced');
    assert.match(half.because, /no input price/);
  });

  it('has a name once that is both in the code and compared', () => {
    const own = { kind: 'unpriced', name: 'in-house', because: 'it is local', isLocal: true } as const;
    const rows = compare({ models: [], own });
    assert.deepEqual(names(rows), ['in-house']);
    assert.equal(rows[0]?.isOwn, true);
  });

  it('takes over a thousand models in a moment', () => {
    const many = Array.from({ length: 1500 }, (_, index) =>
      model(`m${String(index)}`, { input: index, output: index }),
    );
    assert.equal(compare({ models: many }).length, 1501);
  });
});

describe('the order of rows', () => {
  const sorted = (column: SortColumn, isDescending = false) => names(sortRows(compare(), { column, isDescending }));

  it('is that of the column, either way', () => {
    assert.deepEqual(sorted('perCall').slice(0, 3), ['cheap', 'other', 'dear']);
    assert.deepEqual(sorted('perCall', true).slice(0, 3), ['dear', 'other', 'cheap']);
    assert.deepEqual(sorted('model'), ['cheap', 'dear', 'in-house', 'other']);
  });

  it('has what is not known last, either way', () => {
    for (const column of ['perCall', 'worstPerCall', 'fit', 'difference', 'provider'] as const) {
      assert.equal(sorted(column).at(-1), 'in-house', column);
      assert.equal(sorted(column, true).at(-1), 'in-house', column);
    }
  });

  it('reads numbers in names as numbers', () => {
    const rows = compare({ models: ['gpt-10', 'gpt-9', 'GPT-8'].map(name => model(name, { input: 1, output: 1 })) });
    const found = names(sortRows(rows, { column: 'model', isDescending: false }));
    assert.deepEqual(found, ['GPT-8', 'gpt-9', 'gpt-10', 'in-house']);
  });
});

describe('the filter of rows', () => {
  const all: Filter = { scope: 'all', text: '', providers: [], onlyFitting: false };
  const filtered = (changes: Partial<Filter>, given: Given = {}) =>
    names(filterRows(compare(given), { ...all, ...changes }));

  it('shows the comparison set with the model in the code', () => {
    assert.deepEqual(filtered({ scope: 'compared' }), ['in-house', 'dear', 'cheap']);
  });

  it('looks for every word in model and provider', () => {
    assert.deepEqual(filtered({ text: 'MISTRAL' }), ['other']);
    assert.deepEqual(filtered({ text: ' openai  ch ' }), ['cheap']);
    assert.deepEqual(filtered({ text: 'mistral cheap' }), []);
  });

  it('keeps the chosen providers', () => {
    assert.deepEqual(filtered({ providers: ['Mistral'] }), ['other']);
  });

  it('keeps only models that are known to fit', () => {
    const given = { models: [dear, other, model('small', { input: 1, output: 1 }, { contextWindow: 100 })] };
    const unknown = model('hidden', { input: 1, output: 1 }, { contextWindow: undefined });
    assert.deepEqual(filtered({ onlyFitting: true }, { models: [...given.models, unknown] }), ['dear', 'other']);
  });
});
