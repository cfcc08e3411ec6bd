import assert from 'node:assert/strict';
import { settingDefaults } from '../../../src/extension/contributions';
import { callTitle, promptTitle } from '../../../src/extension/lens/title';
import type { ModelRef } from '../../../src/core/callsites';
import { compared, FILE, outputAssumption, priced, report, site, unpriced } from '../reports';

const parts = settingDefaults['meterline.codeLens.parts'];
const title = (...[changes]: Parameters<typeof report>) => callTitle(report(changes), parts);
const unknown: ModelRef = { kind: 'unknown', because: 'parameter: model', at: { start: 0, end: 5 }, trail: [] };

describe('the code lens of a call', () => {
  it('says model, cost, tokens and the cheapest compared model on one line', () => {
    // 1 − 0.00017 / 0.0035775 = 0.952
    assert.equal(title(), 'gpt-4o · $0.0036/call · $3,580/1M calls · 231 in → ~300 out · cheapest gpt-6-luna −95%');
  });

  it('says the parts that are wanted, in their order', () => {
    assert.equal(callTitle(report(), ['perMillionCalls', 'model']), '$3,580/1M calls · gpt-4o');
  });

  it('says the cost of a month only where a volume is assumed', () => {
    assert.equal(callTitle(report(), ['model', 'perMonth']), 'gpt-4o');
    const estimate = priced({ costPerMonth: 143.1 });
    assert.equal(callTitle(report({ estimate }), ['model', 'perMonth']), 'gpt-4o · $143/month');
  });

  it('marks input that holds an assumption', () => {
    const input = { total: 431, fromText: 220, assumed: 200, overhead: 11, cacheablePrefix: 0 };
    assert.match(title({ estimate: priced({ input }) }), / ~431 in /);
  });

  it('marks input that a similar tokenizer has counted', () => {
    assert.match(title({ estimate: priced({ exactness: 'approximate' }) }), / ≈231 in /);
  });

  it('does not mark output that a comment above the call states', () => {
    const assumptions = [{ ...outputAssumption, source: 'directive' as const }];
    assert.match(title({ estimate: priced({ assumptions }) }), / → 300 out /);
  });

  it('speaks of no output where nothing comes out', () => {
    const estimate = priced({ output: { expected: 0, worst: 0 }, assumptions: [] });
    assert.match(title({ estimate }), / 231 tokens /);
  });

  it('recommends no model that the call does not fit', () => {
    const small = compared('tiny', 0.00001, { fitsContext: false });
    assert.match(title({ comparison: [small, compared('gpt-4.1', 0.00286)] }), /cheapest gpt-4\.1 −20%$/);
  });

  it('says when no compared model is cheaper', () => {
    assert.match(title({ comparison: [compared('gpt-4.1', 0.0049)] }), / · cheapest compared$/);
  });

  it('is silent about a comparison where there is none', () => {
    assert.match(title({ comparison: [] }), /out$/);
  });

  it('gives a range where the model is one of several', () => {
    const model: ModelRef = {
      kind: 'choice',
      ids: ['gpt-4o', 'gpt-4o-mini'],
      isOpen: true,
      from: 'sameFile',
      trail: [],
    };
    const alternatives = [compared('gpt-4o', 0.0035775), compared('gpt-4o-mini', 0.000215)];
    const estimate = unpriced({ alternatives });
    // What other models would count says nothing of these.
    const input = { total: 100, fromText: 100, assumed: 0, overhead: 0, cacheablePrefix: 0 };
    assert.equal(
      title({ site: site({ model }), estimate, comparison: [compared('claude-sonnet-5-5', 0.003, { input })] }),
      'gpt-4o or gpt-4o-mini or another · $215–$3,580/1M calls · 231+ tokens in · compare models',
    );
  });

  it('names no model and no cost when the model is unknown, and the least that goes in', () => {
    assert.equal(
      title({ site: site({ model: unknown }), estimate: unpriced() }),
      'model unknown (parameter: model) · 231+ tokens in · compare models',
    );
  });

  it('says when a known name has no price', () => {
    const model: ModelRef = {
      kind: 'known',
      id: 'zebra-9',
      from: 'literal',
      at: { file: FILE, range: { start: 0, end: 1 } },
      trail: [],
    };
    assert.equal(
      title({ site: site({ model }), estimate: unpriced(), comparison: [] }),
      'zebra-9 · no price known · compare models',
    );
  });

  it('says that a local model has no price per token', () => {
    assert.match(title({ estimate: unpriced({ isLocal: true }) }), /^gpt-4o · runs locally, no price per token · /);
  });
});

describe('the code lens of a prompt text', () => {
  const prompt = { range: { start: 0, end: 10 }, parts: [], callSites: [] };
  const base = { prompt, tokens: 1412, exactness: 'exact', model: 'gpt-4o', costPerMillionCalls: 3530 } as const;

  it('says its tokens, their cost and the model it is counted for', () => {
    assert.equal(promptTitle(base), '1.4k tokens · $3,530/1M calls with gpt-4o');
  });

  it('says that a count is approximate', () => {
    assert.match(promptTitle({ ...base, exactness: 'approximate' }), /^≈1.4k tokens/);
  });

  it('says no cost without a price', () => {
    assert.equal(promptTitle({ ...base, costPerMillionCalls: undefined }), '1.4k tokens · no price known for gpt-4o');
    assert.equal(promptTitle({ ...base, costPerMillionCalls: undefined, model: undefined }), '1.4k tokens');
  });
});
