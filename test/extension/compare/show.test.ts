import assert from 'node:assert/strict';
import { defaultEstimateSettings } from '../../../src/core/estimates';
import { callNear } from '../../../src/extension/compare/nearest';
import { showCall, showText } from '../../../src/extension/compare/show';
import type { ComparisonData } from '../../../src/host/comparisonData';
import { toPanel } from '../../../src/webview/protocol';
import { analysis, priced, report, site, unpriced } from '../reports';

const { card } = priced();
const settings = { ...defaultEstimateSettings, callsPerMonth: 5000, setBy: { callsPerMonth: 'workspace' as const } };

function data(changes: Partial<ComparisonData> = {}): ComparisonData {
  const slots = [
    { name: 'question', label: 'question: 200 tokens', tokens: 200 },
    { name: 'history', label: 'history: 1000 tokens', tokens: 1000 },
  ];
  const counts = { o200k_base: { text: 220, cacheablePrefix: 0 } };
  return {
    profile: { mode: 'text', counts, messages: 2, tools: 0, isRewritten: false, slots, choices: 1 },
    comparisonSet: [
      { name: 'gpt-4.1', match: { kind: 'found', card: { ...card, model: 'gpt-4.1' } } },
      { name: 'gpt-6-luna', match: { kind: 'unknown', because: 'no price is known', nearest: [] } },
      { name: 'text-embedding-3-small', match: { kind: 'found', card } },
    ],
    prices: { asOf: '2026-11-10', source: 'genai-prices' },
    ...changes,
  };
}

const shown = (changes: Parameters<typeof report>[0] = {}, from = data()) =>
  showCall(report(changes), [report(changes)], from, settings, () => 'chat.ts:12');

describe('what the panel shows of a call', () => {
  it('is a message that the panel accepts', () => {
    assert.equal(toPanel.safeParse(JSON.parse(JSON.stringify(shown()))).success, true);
  });

  it('names the call, its place and its model', () => {
    const subject = shown()?.subject;
    assert.equal(subject?.title, 'chat.ts:12');
    assert.equal(subject?.detail, 'openai.chat.completions.create in answer');
    assert.deepEqual(subject?.own, { kind: 'priced', name: 'gpt-4o', provider: 'openai', model: 'gpt-4o' });
  });

  it('names no model where none is known', () => {
    const model = { kind: 'unknown', because: 'parameter', at: { start: 0, end: 1 }, trail: [] } as const;
    const estimate = unpriced({ because: 'parameter' });
    assert.deepEqual(shown({ site: site({ model }), estimate })?.subject.own, {
      kind: 'unknown',
      because: 'parameter',
    });
  });

  it('adds up the slots, and says who assumes what', () => {
    const { assumptions } = shown()?.subject ?? {};
    assert.deepEqual(assumptions?.inputTokens, { value: 1200, source: 'default' });
    assert.deepEqual(assumptions?.callsPerMonth, { value: 5000, source: 'workspace' });
  });

  it('takes what a comment above the call states before what settings say', () => {
    const directive = { range: { start: 0, end: 1 }, callsPerMonth: 9, cacheHitShare: 0.5 };
    const { assumptions } = shown({ site: site({ directive }) })?.subject ?? {};
    assert.deepEqual(assumptions?.callsPerMonth, { value: 9, source: 'directive' });
    assert.deepEqual(assumptions?.cacheHitShare, { value: 0.5, source: 'directive' });
    assert.deepEqual(assumptions?.outputTokens, { value: 300, source: 'default' });
  });

  it('compares only with models that can answer such a call', () => {
    // The report's own comparison has no embedding model.
    const set = shown()?.comparisonSet;
    assert.deepEqual(set, [
      { kind: 'priced', provider: 'openai', model: 'gpt-4.1' },
      { kind: 'unpriced', name: 'gpt-6-luna', because: 'no price is known', isLocal: false },
    ]);
  });

  it('is nothing when the call is gone', () => {
    assert.equal(shown({}, data({ profile: undefined })), undefined);
  });
});

describe('what the panel shows of a text', () => {
  it('has no model of its own, and what the user has set in the panel', () => {
    const subject = showText(data(), settings, { outputTokens: 77 })?.subject;
    assert.equal(subject?.own.kind, 'none');
    assert.deepEqual(subject?.assumptions.outputTokens, { value: 77, source: 'setting' });
    assert.deepEqual(subject?.assumptions.inputTokens, { value: 0, source: 'default' });
  });
});

describe('the call at a cursor', () => {
  const call = (id: string, start: number, end: number) =>
    report({ site: site({ id, where: { method: { start, end: start + 1 }, call: { start, end } } }) });
  const file = analysis(call('outer', 10, 100), call('inner', 20, 30), call('last', 200, 210));

  it('is the innermost one around it', () => {
    assert.equal(callNear(file, 25), 'inner');
    assert.equal(callNear(file, 50), 'outer');
  });

  it('is the nearest one where it stands in none', () => {
    assert.equal(callNear(file, 0), 'outer');
    assert.equal(callNear(file, 160), 'last');
  });

  it('is none in a file without calls', () => {
    assert.equal(callNear(analysis(), 5), undefined);
  });
});
