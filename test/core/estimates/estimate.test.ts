import assert from 'node:assert/strict';
import type { CallSite } from '../../../src/core/callsites';
import { estimate, type Estimate, type EstimateSettings, type PricedEstimate } from '../../../src/core/estimates';
import type { RateCardMatch } from '../../../src/core/pricing';
import { Counters } from '../../../src/core/tokens';
import { cap, card, found, known, prompt, settings, site, slot, system, text, tools, user } from './sites';

const counters = new Counters();

const of = (call: CallSite, match: RateCardMatch = found(), how: EstimateSettings = settings()): Promise<Estimate> =>
  estimate(call, match, how, counters);

async function priced(call: CallSite, match?: RateCardMatch, how?: EstimateSettings): Promise<PricedEstimate> {
  const result = await of(call, match, how);
  assert.ok(result.kind === 'priced', result.kind === 'unpriced' ? result.because : '');
  return result;
}

/** `hello hello …`: in o200k_base `hello` and every ` hello` are one token each. */
const words = (count: number): string => Array.from({ length: count }, () => 'hello').join(' ');

describe('an estimate', () => {
  it('adds text, slots and chat format, and prices them', async () => {
    const call = site({ prompt: prompt(system(text(words(100))), user(text(words(20)), slot('question'))) });
    const { input, output, usage, costPerCall, costPerMillionCalls, costPerMonth, exactness } = await priced(call);
    // text 100 + 20; question 200; format 3 + 2 messages × 4
    assert.deepEqual(input, { total: 331, fromText: 120, assumed: 200, overhead: 11, cacheablePrefix: 0 });
    assert.deepEqual(output, { expected: 300, worst: 16_384 });
    assert.deepEqual(usage, { inputTokens: 331, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 300 });
    // 331 × 2.50 + 300 × 10 = 827.5 + 3,000 = 3,827.5 USD a million calls
    assert.equal(costPerCall, 0.0038275);
    assert.equal(costPerMillionCalls, 3827.5);
    assert.equal(costPerMonth, undefined);
    assert.equal(exactness, 'exact');
  });

  it('names each assumption with its value, source and setting', async () => {
    const call = site({
      prompt: prompt(
        user(text('Say '), slot('question'), text(' and '), slot('docs'), text(' and '), slot('question')),
        user(slot('past', { content: 'history' }), slot('photo', { content: 'image' })),
      ),
    });
    const how = settings({
      slotTokens: 50,
      outputTokens: 80,
      setBy: { slotTokens: 'workspace', outputTokens: 'setting' },
    });
    const { assumptions, input } = await priced(call, found(), how);
    assert.deepEqual(
      assumptions.map(({ name, value, source, setting }) => [name, value, source, setting]),
      [
        ['slot:question', 100, 'workspace', 'meterline.assumptions.slotTokens'],
        ['slot:docs', 50, 'workspace', 'meterline.assumptions.slotTokens'],
        ['slot:past', 1_000, 'default', 'meterline.assumptions.historyTokens'],
        ['slot:photo', 1_000, 'default', 'meterline.assumptions.imageTokens'],
        ['outputTokens', 80, 'setting', 'meterline.assumptions.outputTokens'],
      ],
    );
    assert.deepEqual(
      assumptions.map(({ label }) => label),
      [
        'question: 100 tokens (in 2 places)',
        'docs: 50 tokens',
        'past: 1k tokens',
        'photo: 1k tokens',
        'Output: 80 tokens',
      ],
    );
    assert.deepEqual(assumptions[0]?.range, { start: 80, end: 90 });
    // 100 + 50 + 1,000 + 1,000
    assert.equal(input.assumed, 2_150);
  });

  it('takes what a directive states before what the settings say', async () => {
    const range = { start: 0, end: 20 };
    const directive = { range, inputTokens: 2_000, outputTokens: 500, callsPerMonth: 1_500_000 };
    const call = site({ prompt: prompt(user(text(words(10)), slot('a'), slot('b'))), directive });
    const { assumptions, input, output, costPerCall, costPerMonth } = await priced(
      call,
      found(),
      settings({ callsPerMonth: 10 }),
    );
    assert.deepEqual(
      assumptions.map(({ name, value, source }) => [name, value, source]),
      [
        ['input', 2_000, 'directive'],
        ['outputTokens', 500, 'directive'],
        ['callsPerMonth', 1_500_000, 'directive'],
      ],
    );
    assert.ok(assumptions.every(assumption => assumption.range === range));
    assert.equal(input.assumed, 2_000);
    assert.equal(output.expected, 500);
    // 10 + 2,000 + 3 + 4 = 2,017 in; 2,017 × 2.50 + 500 × 10 = 5,042.5 + 5,000 = 10,042.5 USD a million calls
    assert.equal(costPerCall, 0.0100425);
    // 10,042.5 × 1.5
    assert.equal(costPerMonth?.toFixed(6), '15063.750000');
  });

  it('states its breakdown in figures that add up', async () => {
    const call = site({ prompt: prompt(system(text(words(1_500))), user(slot('question'))), choices: 2 });
    const how = settings({ cacheHitShare: 0.5 });
    const { cost, costPerCall, usage, input } = await priced(call, found(), how);
    assert.equal(input.total, input.fromText + input.assumed + input.overhead);
    assert.equal(
      cost.lines.reduce((sum, { tokens }) => sum + tokens, 0),
      usage.inputTokens + usage.outputTokens,
    );
    const lines = cost.lines.reduce((sum, { usd }) => sum + usd, 0);
    assert.ok(Math.abs(lines - costPerCall) < 1e-12);
  });
});

describe('the output of an estimate', () => {
  it('is never expected above the cap, which is the worst', async () => {
    const { output, worstCostPerCall, costPerCall, assumptions } = await priced(site({ outputCap: cap(100) }));
    assert.deepEqual(output, { expected: 100, worst: 100 });
    assert.equal(worstCostPerCall, costPerCall);
    assert.match(assumptions[0]?.label ?? '', /^Output: 100 tokens, as many as there can be$/);
  });

  it('is worst at the cap, below, at and above the model’s own limit', async () => {
    for (const [value, worst] of [
      [16_383, 16_383],
      [16_384, 16_384],
      [16_385, 16_384],
    ] as const) {
      assert.equal((await priced(site({ outputCap: cap(value) }))).output.worst, worst);
    }
  });

  it('is worst at what the API takes when the cap is missing', async () => {
    const outputCap = { state: 'missing', parameter: 'max_tokens', isRequired: false, whenMissing: 16 } as const;
    assert.deepEqual((await priced(site({ outputCap }))).output, { expected: 16, worst: 16 });
  });

  it('is worst at the model’s limit for a cap that is known at run time only', async () => {
    const outputCap = { state: 'dynamic', parameter: 'max_tokens', because: 'a parameter' } as const;
    assert.equal((await priced(site({ outputCap }))).output.worst, 16_384);
  });

  it('has no worst when neither cap nor limit is known', async () => {
    const { output, worstCostPerCall } = await priced(site(), found({ outputLimit: undefined }));
    assert.deepEqual(output, { expected: 300, worst: undefined });
    assert.equal(worstCostPerCall, undefined);
  });

  it('counts for each completion that one request asks for', async () => {
    const { output, costPerCall, worstCostPerCall } = await priced(site({ choices: 3, outputCap: cap(400) }));
    assert.deepEqual(output, { expected: 900, worst: 1_200 });
    // Hello: 1 + 3 + 4 = 8 in; 8 × 2.50 + 900 × 10 = 9,020; 8 × 2.50 + 1,200 × 10 = 12,020 USD a million calls
    assert.equal(costPerCall, 0.00902);
    assert.equal(worstCostPerCall, 0.01202);
  });

  it('is nothing for an embedding, which has no chat format either', async () => {
    const call = site({
      mode: 'embedding',
      outputCap: { state: 'notApplicable' },
      prompt: prompt(user(text(words(50)))),
    });
    const match = found({ model: 'text-embedding-3-small', rates: { input: 0.02 }, outputLimit: undefined });
    const { input, output, costPerCall, assumptions } = await priced(call, match);
    assert.deepEqual(input, { total: 50, fromText: 50, assumed: 0, overhead: 0, cacheablePrefix: 0 });
    assert.deepEqual(output, { expected: 0, worst: 0 });
    assert.deepEqual(assumptions, []);
    // 50 × 0.02 = 1 USD a million calls
    assert.equal(costPerCall, 0.000001);
  });
});

describe('the cacheable prefix', () => {
  const prefixOf = async (call: CallSite, match = found()): Promise<number> =>
    (await priced(call, match)).input.cacheablePrefix;

  it('counts from the minimum on: below, at and above it', async () => {
    for (const [count, prefix] of [
      [1_023, 0],
      [1_024, 1_024],
      [1_025, 1_025],
    ] as const) {
      assert.equal(await prefixOf(site({ prompt: prompt(system(text(words(count))), user(slot('q'))) })), prefix);
    }
  });

  it('ends at the first slot that changes, in the order of the prompt', async () => {
    const stable = slot('version', { volatility: 'none', changes: 'deployment' });
    const call = site({
      prompt: prompt(
        system(text(words(700)), stable, text(words(700))),
        user(text(words(10)), slot('now', { changes: 'second' }), text(words(5_000))),
      ),
    });
    // 700 + 700 + 10
    assert.equal(await prefixOf(call), 1_410);
    const early = prompt(system(slot('now', { changes: 'second' }), text(words(5_000))));
    assert.equal(await prefixOf(site({ prompt: early })), 0);
  });

  it('is nothing where the model has no cache', async () => {
    const call = site({ prompt: prompt(system(text(words(5_000)))) });
    const { origin } = card().cache;
    assert.equal(await prefixOf(call, found({ cache: { mode: 'none', minimumTokens: undefined, origin } })), 0);
    assert.equal(await prefixOf(call, found({ rates: { input: 2.5, output: 10 } })), 0);
  });

  it('is read by the share that is assumed', async () => {
    const call = site({ prompt: prompt(system(text(words(2_000))), user(slot('q'))) });
    const { usage, costPerCall, assumptions } = await priced(call, found(), settings({ cacheHitShare: 0.75 }));
    // 2,000 × 0.75 = 1,500 read; input 2,000 + 200 + 11 = 2,211, of which 711 at the full price
    assert.deepEqual(usage, { inputTokens: 2_211, cacheReadTokens: 1_500, cacheWriteTokens: 0, outputTokens: 300 });
    // 711 × 2.50 + 1,500 × 1.25 + 300 × 10 = 1,777.5 + 1,875 + 3,000 = 6,652.5 USD a million calls
    assert.equal(costPerCall, 0.0066525);
    assert.deepEqual(
      assumptions.map(({ name, value }) => [name, value]),
      [
        ['slot:q', 200],
        ['outputTokens', 300],
        ['cacheHitShare', 0.75],
      ],
    );
  });

  it('is written by the calls that miss, where writing has a price', async () => {
    const call = site({ prompt: prompt(system(text(words(2_000)))) });
    const match = found({ rates: { input: 4, cacheRead: 0.4, cacheWrite: 5, output: 20 } });
    const { usage, costPerCall } = await priced(call, match, settings({ cacheHitShare: 0.9 }));
    // 2,000 × 0.9 = 1,800 read, 200 written, 7 of format
    assert.deepEqual(usage, { inputTokens: 2_007, cacheReadTokens: 1_800, cacheWriteTokens: 200, outputTokens: 300 });
    // 7 × 4 + 1,800 × 0.40 + 200 × 5 + 300 × 20 = 28 + 720 + 1,000 + 6,000 = 7,748 USD a million calls
    assert.equal(costPerCall, 0.007748);
    const { usage: unused } = await priced(call, match);
    assert.deepEqual([unused.cacheReadTokens, unused.cacheWriteTokens], [0, 0]);
  });
});

describe('tools and other models', () => {
  it('add the format of tools once, and what is assumed for definitions that could not be read', async () => {
    const unread = slot('searchTool', { content: 'tools' });
    const call = site({
      prompt: { ...prompt(tools(text('['), unread, text(']')), user(text('Hello'))), toolCount: 1 },
    });
    const { input, exactness } = await priced(call);
    // `[` 1, `]` 1, Hello 1; the tool 150; format 3 + 4 + 12
    assert.deepEqual(input, { total: 172, fromText: 3, assumed: 150, overhead: 19, cacheablePrefix: 0 });
    assert.equal(exactness, 'approximate');
  });

  it('count Claude’s text by its factor, rounded up once', async () => {
    const call = site({
      model: known('claude-sonnet-4-5'),
      prompt: prompt(user(text(words(5))), user(text(words(6)))),
    });
    const match = found({ provider: 'anthropic', model: 'claude-sonnet-4-5', rates: { input: 3, output: 15 } });
    const { input, exactness, tokenizer } = await priced(call, match);
    // 11 words × 1.1 = 12.1 → 13; format 6 + 2 × 2
    assert.deepEqual([input.fromText, input.overhead], [13, 10]);
    assert.deepEqual([exactness, tokenizer.error], ['approximate', 0.025]);
  });

  it('count a bare text without a chat format for legacy completions', async () => {
    const call = site({ api: 'openai.completions', prompt: prompt(user(text(words(10)))) });
    assert.equal((await priced(call, found({ model: 'davinci-002' }))).input.total, 10);
  });

  it('are exact for a text in the model’s own tokenizer, even where the chat format was only measured', async () => {
    const { exactness, input } = await priced(site({ model: known('gpt-5.4') }), found({ model: 'gpt-5.4' }));
    // Hello 1; format 5 + 4
    assert.deepEqual([exactness, input.total], ['exact', 10]);
  });

  it('join texts that stand side by side before they count them', async () => {
    // `hel` and `lo` apart are two tokens, `hello` is one.
    const parts = [text('hel'), text('lo')];
    assert.equal((await priced(site({ prompt: prompt(user(...parts)) }))).input.fromText, 1);
  });
});

describe('the context of a model', () => {
  it('is compared with the prompt and its cap: below, at and above', async () => {
    // Hello: 8 tokens; 8 + 92 = 100
    const call = site({ outputCap: cap(92) });
    for (const [contextWindow, fits] of [
      [101, true],
      [100, true],
      [99, false],
      [undefined, undefined],
    ] as const) {
      assert.equal((await priced(call, found({ contextWindow }))).fitsContext, fits);
    }
  });

  it('is compared with the expected completion when there is no cap', async () => {
    // 8 + 300 = 308
    assert.equal((await priced(site(), found({ contextWindow: 308 }))).fitsContext, true);
    assert.equal((await priced(site(), found({ contextWindow: 307 }))).fitsContext, false);
  });
});

describe('a call without a price', () => {
  it('says why, and still counts', async () => {
    const match = { kind: 'unknown', because: 'no price is known for gpt-99', nearest: ['gpt-9'] } as const;
    const result = await of(site({ model: known('gpt-99') }), match);
    assert.ok(result.kind === 'unpriced');
    assert.deepEqual([result.because, result.nearest, result.isLocal], [match.because, ['gpt-9'], false]);
    assert.equal(result.exactness, 'approximate');
    assert.equal(result.output?.worst, undefined);
    // Hello 1; format of OpenAI’s later models 5 + 4
    assert.equal(result.input?.total, 10);
  });

  it('is local, and not free', async () => {
    const result = await of(site({ model: known('llama3.2') }), { kind: 'local' });
    assert.ok(result.kind === 'unpriced' && result.isLocal);
    assert.match(result.because, /your own machine/);
  });

  it('is one that makes images or audio', async () => {
    for (const mode of ['image', 'audio', 'other'] as const) {
      const result = await of(site({ mode }));
      assert.ok(result.kind === 'unpriced' && result.input === undefined, mode);
    }
  });

  it('is one whose rate card lacks the rate that it needs', async () => {
    const result = await of(site(), found({ rates: { input: 2.5 } }));
    assert.ok(result.kind === 'unpriced');
    assert.equal(result.because, 'the price list has no output price for gpt-4o');
    assert.equal(result.input?.total, 8);
  });
});

describe('estimates of any call', () => {
  it('grow with the text, and never expect more than the worst', async () => {
    let before = 0;
    for (const length of [0, 1, 10, 100, 1_000, 5_000]) {
      for (const value of [0, 10, 300, 50_000]) {
        const call = site({ prompt: prompt(system(text(words(length))), user(slot('q'))), outputCap: cap(value) });
        const result = await priced(call, found(), settings({ cacheHitShare: 0.3, callsPerMonth: 7 }));
        assert.ok(result.output.expected <= (result.output.worst ?? 0));
        assert.ok(result.costPerCall <= (result.worstCostPerCall ?? 0));
        assert.ok(result.input.total >= before);
        assert.ok(result.usage.cacheReadTokens <= result.usage.inputTokens);
        assert.equal(result.costPerMonth, result.costPerCall * 7);
        before = result.input.total;
      }
    }
  });
});
