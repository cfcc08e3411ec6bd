import assert from 'node:assert/strict';
import { calculate, suits, type Figures } from '../../../src/core/estimates/calculate';
import type { CallShape, TextCounts } from '../../../src/core/estimates';
import type { ComparedModel } from '../../../src/webview/protocol';
import { cheap, dear, embedder, model } from '../../webview/messages';

const shape: CallShape = { mode: 'text', messages: 2, tools: 0, isRewritten: false, choices: 1 };
const figures: Figures = { inputTokens: 1000, outputTokens: 500, cacheHitShare: 0, callsPerMonth: 0 };

interface Given {
  readonly shape?: Partial<CallShape>;
  readonly counts?: TextCounts;
  readonly figures?: Partial<Figures>;
}

/** 989 tokens of text with a prefix of 800, and 1,000 for slots. */
const of = (source: ComparedModel, { shape: changes, counts, figures: assumed }: Given = {}) =>
  calculate(
    { shape: { ...shape, ...changes }, counts: counts ?? { text: 989, cacheablePrefix: 800 } },
    source,
    { ...figures, ...assumed },
    source.card,
  );

function priced(source: ComparedModel, given: Given = {}) {
  const calculation = of(source, given);
  assert.ok(calculation.kind === 'priced', source.card.model);
  return calculation;
}

describe('the calculation of a call', () => {
  it('adds text, format and slots', () => {
    // format 3 + 2 × 4
    const total = 989 + 11 + 1000;
    const { input } = priced(dear);
    assert.deepEqual(input, { total, fromText: 989, assumed: 1000, overhead: 11, cacheablePrefix: 0 });
  });

  it('counts text by the factor of the model’s tokenizer, but neither format nor slots', () => {
    const claude = model('c', { input: 1, output: 1 }, {}, { factor: 1.25 });
    // 1,100 × 1.25 + 11 + 1,000
    assert.equal(priced(claude, { counts: { text: 1100, cacheablePrefix: 0 } }).input.total, 2386);
  });

  it('adds what tools cost once and each, and no format for what is no chat', () => {
    const overhead = { perRequest: 5, perMessage: 4, toolsPresent: 300, perTool: 7 };
    const withTools = model('t', { input: 1, output: 1 }, {}, { overhead });
    // 5 + 2 × 4, 300 + 3 × 7
    assert.equal(priced(withTools, { shape: { tools: 3 } }).input.overhead, 334);
    assert.equal(priced(withTools).input.overhead, 13);
    assert.equal(priced(withTools, { shape: { messages: 0 } }).input.overhead, 0);
  });

  it('reads the prefix from the cache, if it is long enough and the model has a price for it', () => {
    const read = (source: ComparedModel, cacheablePrefix: number) =>
      priced(source, { counts: { text: 1489, cacheablePrefix }, figures: { cacheHitShare: 0.5 } }).usage
        .cacheReadTokens;
    assert.equal(read(dear, 1200), 600);
    assert.equal(read(dear, 1024), 512);
    assert.equal(read(dear, 1023), 0, 'under the minimum of 1,024');
    assert.equal(read(cheap, 1200), 0, 'no price for cached input');
  });

  it('writes to the cache with each call that misses, where writing has a price', () => {
    const counts = { text: 2000, cacheablePrefix: 2000 };
    const writes = model('w', { input: 1, cacheRead: 0.1, cacheWrite: 1.25, output: 1 });
    const written = (cacheHitShare: number) =>
      priced(writes, { counts, figures: { cacheHitShare } }).usage.cacheWriteTokens;
    assert.equal(written(0.8), 400);
    assert.equal(written(0), 0, 'nothing is cached');
  });

  it('bounds completions by cap and model, and multiplies by their number', () => {
    const output = (changes: Partial<CallShape>, outputTokens: number) =>
      priced(dear, { shape: changes, figures: { outputTokens } }).output;
    assert.deepEqual(output({ outputCap: 100 }, 500), { expected: 100, worst: 100 });
    assert.deepEqual(output({}, 20_000), { expected: 16_000, worst: 16_000 });
    assert.deepEqual(output({ choices: 3 }, 500), { expected: 1500, worst: 48_000 });
    assert.deepEqual(output({ mode: 'embedding' }, 500), { expected: 0, worst: 0 });
  });

  it('reserves room in the window for one completion: the cap, or the expected one', () => {
    const fit = (contextWindow: number | undefined, changes: Partial<CallShape> = {}) =>
      priced(model('m', { input: 1, output: 1 }, { contextWindow }), { shape: changes }).fit;
    // 2,000 + 500
    assert.deepEqual(fit(2500, { choices: 3 }), { kind: 'fits', share: 1, window: 2500 });
    assert.deepEqual(fit(2499), { kind: 'overflows', by: 1, window: 2499 });
    assert.deepEqual(fit(2500, { outputCap: 600 }), { kind: 'overflows', by: 100, window: 2500 });
    assert.deepEqual(fit(2000, { mode: 'embedding', outputCap: 600 }), { kind: 'fits', share: 1, window: 2000 });
    assert.deepEqual(fit(undefined), { kind: 'unknown' });
  });

  it('names the rate for want of which there is no price, and still has the tokens', () => {
    const halves = [model('m', { output: 1 }), embedder].map(source => of(source));
    assert.deepEqual(
      halves.map(half => half.kind === 'unpriced' && [half.missing, half.input.total]),
      [
        ['input', 2000],
        ['output', 2000],
      ],
    );
    // 2,000 at 0.02 USD a million
    assert.equal(priced(embedder, { shape: { mode: 'embedding' } }).costPerCall, 0.00004);
  });
});

describe('a model', () => {
  it('suits embeddings when it writes nothing, and texts when it does', () => {
    const suited = (mode: CallShape['mode']) => [dear, embedder].map(({ card }) => suits(card, { mode }));
    assert.deepEqual(suited('text'), [true, false]);
    assert.deepEqual(suited('embedding'), [false, true]);
  });
});
