import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { CallSite } from '../../../src/core/callsites';
import {
  cheapest,
  compare,
  defaultEstimateSettings,
  estimateSite,
  type ComparedEstimate,
  type Estimate,
  type EstimateSettings,
} from '../../../src/core/estimates';
import { loadCatalogue } from '../../../src/core/pricing';
import { Counters } from '../../../src/core/tokens';
import { known, prompt, settings, site, text, user } from './sites';

const counters = new Counters();
const catalogue = loadCatalogue();
const now = new Date('2026-11-24T12:00:00Z');

const of = (call: CallSite): Promise<Estimate> => estimateSite(call, catalogue, settings(), now, counters);
const compared = (call: CallSite, how: EstimateSettings = settings()): Promise<ComparedEstimate[]> =>
  compare(call, catalogue, how, now, counters);

const choice = (ids: readonly string[], isOpen: boolean): CallSite =>
  site({ model: { kind: 'choice', ids, isOpen, from: 'sameFile', trail: [] } });

describe('the estimate of a call site', () => {
  it('takes the rate card of the model that the code names', async () => {
    const result = await of(site());
    assert.ok(result.kind === 'priced');
    assert.deepEqual([result.card.provider, result.card.model], ['openai', 'gpt-4o']);
    // 8 × 2.50 + 300 × 10 = 3,020 USD a million calls (platform.openai.com/docs/pricing)
    assert.equal(result.costPerCall, 0.00302);
  });

  it('has no price for a model that is not known, and says why', async () => {
    const model = { kind: 'unknown', because: 'model is a parameter', at: { start: 0, end: 1 }, trail: [] } as const;
    const result = await of(site({ model }));
    assert.ok(result.kind === 'unpriced');
    assert.equal(result.because, 'model is a parameter');
    assert.equal(result.input, undefined);
  });

  it('has no price on a host that is not known, whatever the model is called', async () => {
    const provider = { id: undefined, evidence: 'baseUrl', detail: 'llm.example.com' } as const;
    const result = await of(site({ provider }));
    assert.ok(result.kind === 'unpriced');
    assert.equal(result.because, 'the host llm.example.com is not known');
    assert.equal(result.input?.total, 8);
  });

  it('is local on the user’s own machine, even when the model is not known', async () => {
    const provider = { id: 'local', evidence: 'baseUrl', detail: 'localhost:11434' } as const;
    const unknown = { kind: 'unknown', because: 'a parameter', at: { start: 0, end: 1 }, trail: [] } as const;
    for (const model of [known('llama3.2'), unknown]) {
      const result = await of(site({ provider, model }));
      assert.ok(result.kind === 'unpriced' && result.isLocal);
    }
  });

  it('has a price for each of several models, and none of its own', async () => {
    const result = await of(choice(['gpt-4o', 'gpt-4o-mini'], false));
    assert.ok(result.kind === 'unpriced');
    assert.equal(result.because, 'the model is one of gpt-4o, gpt-4o-mini');
    const costs = result.alternatives?.map(({ model, estimate }) => [
      model,
      estimate.kind === 'priced' ? estimate.costPerCall : estimate.because,
    ]);
    // gpt-4o: 8 × 2.50 + 300 × 10 = 3,020; gpt-4o-mini: 8 × 0.15 + 300 × 0.60 = 181.2 USD a million calls
    assert.deepEqual(costs, [
      ['gpt-4o', 0.00302],
      ['gpt-4o-mini', 0.0001812],
    ]);
  });

  it('does not take the one model that is known for the only one', async () => {
    const result = await of(choice(['gpt-4o'], true));
    assert.ok(result.kind === 'unpriced');
    assert.equal(result.because, 'the model is gpt-4o, or another that is known at run time only');
    assert.equal(result.alternatives?.length, 1);
  });
});

describe('a comparison', () => {
  it('prices the call with each model of the set, in its order', async () => {
    const result = await compared(site());
    assert.deepEqual(
      result.map(({ model }) => model),
      defaultEstimateSettings.compareWith,
    );
    for (const { model, estimate } of result) assert.equal(estimate.kind, 'priced', model);
  });

  it('names models that have no price', async () => {
    const [first] = await compared(site(), settings({ compareWith: ['gpt-nonsense-9'] }));
    assert.ok(first?.estimate.kind === 'unpriced');
    assert.match(first.estimate.because, /no price is known/);
  });

  it('takes a model of a named provider', async () => {
    const [first] = await compared(site(), settings({ compareWith: ['azure:gpt-4o'] }));
    assert.ok(first?.estimate.kind === 'priced');
    assert.deepEqual([first.estimate.card.provider, first.estimate.card.model], ['azure', 'gpt-4o']);
  });

  it('counts by each model’s own tokenizer, wherever the call in the code goes', async () => {
    const provider = { id: undefined, evidence: 'baseUrl', detail: 'llm.example.com' } as const;
    const how = settings({ compareWith: ['gpt-4o', 'claude-haiku-5-5'] });
    const call = site({ provider, prompt: prompt(user(text('hello'.padEnd(59, ' hello')))) });
    const [openai, claude] = await compared(call, how);
    assert.ok(openai?.estimate.kind === 'priced' && claude?.estimate.kind === 'priced');
    assert.deepEqual(
      [openai.estimate.tokenizer.encoding, claude.estimate.tokenizer.encoding],
      ['o200k_base', 'claude'],
    );
    // 10 words; 10 × 1.43 = 14.3 → 15
    assert.deepEqual([openai.estimate.input.fromText, claude.estimate.input.fromText], [10, 15]);
  });

  it('is among models that make embeddings for an embedding, and among those that write for a text', async () => {
    const how = settings({ compareWith: ['gpt-4o', 'text-embedding-3-small'] });
    const embedding = site({ mode: 'embedding', model: known('text-embedding-3-large') });
    const names = async (call: CallSite): Promise<string[]> => (await compared(call, how)).map(({ model }) => model);
    assert.deepEqual(await names(embedding), ['text-embedding-3-small']);
    assert.deepEqual(await names(site()), ['gpt-4o']);
    assert.deepEqual(await names(site({ mode: 'image' })), []);
  });
});

describe('the cheapest of a comparison', () => {
  it('is the one with the lowest cost per call', async () => {
    const best = cheapest(
      await compared(site(), settings({ compareWith: ['gpt-4o', 'gpt-4o-mini', 'no-such-model'] })),
    );
    assert.equal(best?.model, 'gpt-4o-mini');
  });

  it('is not one whose context the call does not fit', async () => {
    const list = await compared(site(), settings({ compareWith: ['gpt-4o', 'gpt-4o-mini'] }));
    const tight = list.map(each =>
      each.model === 'gpt-4o-mini' && each.estimate.kind === 'priced'
        ? { ...each, estimate: { ...each.estimate, fitsContext: false } }
        : each,
    );
    assert.equal(cheapest(tight)?.model, 'gpt-4o');
  });

  it('is nothing when none has a price', () => {
    assert.equal(cheapest([]), undefined);
  });
});

describe('the default settings', () => {
  it('are those that the manifest declares', () => {
    const { setBy, ...declared } = defaultEstimateSettings;
    assert.deepEqual(setBy, {});
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { configuration: { properties: Record<string, { default: unknown }> }[] };
    };
    const properties = Object.assign({}, ...contributes.configuration.map(({ properties: each }) => each)) as Record<
      string,
      { default: unknown }
    >;
    for (const [key, value] of Object.entries(declared)) {
      const id = key === 'compareWith' ? 'meterline.compareWith' : `meterline.assumptions.${key}`;
      assert.deepEqual(value, properties[id]?.default, id);
    }
  });
});
