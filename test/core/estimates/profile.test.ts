import assert from 'node:assert/strict';
import type { CallSite } from '../../../src/core/callsites';
import { estimateSite, profile } from '../../../src/core/estimates';
import { loadCatalogue } from '../../../src/core/pricing';
import { chatOverhead, Counters, encodings, tokenizerFor } from '../../../src/core/tokens';
import { usageOf } from '../../../src/webview/comparison';
import { cap, known, prompt, settings, site, slot, system, text, tools, user } from './sites';

const counters = new Counters();
const catalogue = loadCatalogue();
const now = new Date('2026-11-24T12:00:00Z');
const words = (count: number): string => Array.from({ length: count }, () => 'hello').join(' ');

describe('the profile of a call', () => {
  it('has the counts of every encoding and what else a price needs', async () => {
    const call = site({
      prompt: { ...prompt(tools(text('[]')), system(text(words(40))), user(slot('q'), text(words(9)))), toolCount: 2 },
      outputCap: cap(500),
      choices: 2,
    });
    const { counts, ...rest } = await profile(call, settings(), counters);
    assert.deepEqual(Object.keys(counts), encodings);
    // `[]` 1, 40 words, then a slot that changes, 9 words
    assert.deepEqual(counts['o200k_base'], { text: 50, cacheablePrefix: 41 });
    assert.deepEqual(rest, {
      mode: 'text',
      messages: 2,
      tools: 2,
      slots: [{ name: 'slot:q', label: 'q: 200 tokens', tokens: 200 }],
      outputCap: 500,
      choices: 2,
    });
  });

  it('is one message without slots for a plain text', async () => {
    const { counts, ...rest } = await profile(words(30), settings(), counters);
    assert.deepEqual(counts['cl100k_base'], { text: 30, cacheablePrefix: 30 });
    assert.deepEqual(rest, { mode: 'text', messages: 1, tools: 0, slots: [], choices: 1 });
  });

  it('leads the panel to the same usage as the estimate', async () => {
    const calls: readonly CallSite[] = [
      site({ prompt: prompt(system(text(words(3_000))), user(slot('q'), text(words(7)))), outputCap: cap(200) }),
      site({ prompt: { ...prompt(tools(text('[{}]')), user(slot('q'))), toolCount: 1 }, choices: 3 }),
      site({ prompt: prompt(system(text(words(5_000)))) }),
      site({ api: 'openai.completions', prompt: prompt(user(text(words(11)))) }),
    ];
    const how = settings({ cacheHitShare: 0.6 });
    for (const model of ['gpt-4o', 'gpt-5.4-mini', 'claude-sonnet-5-5', 'claude-haiku-4-5', 'gemini-2.5-flash']) {
      for (const call of calls) {
        const maker = catalogue.find(model, undefined, now);
        const id = maker.kind === 'found' ? maker.card.provider : undefined;
        const provider = { id, evidence: 'sdk', detail: model } as const;
        const result = await estimateSite({ ...call, model: known(model), provider }, catalogue, how, now, counters);
        assert.ok(result.kind === 'priced', model);
        const { card } = result;
        const { encoding, factor, exactness, name } = tokenizerFor(card.model, card.provider);
        const overhead = chatOverhead(card.model, card.provider);
        const source = { card, encoding, factor, exactness, tokenizer: name, overhead };
        const scenario = {
          inputTokens: result.input.assumed,
          outputTokens: how.outputTokens,
          cacheHitShare: 0.6,
          callsPerMonth: 0,
        };
        assert.deepEqual(usageOf(source, await profile(call, how, counters), scenario), result.usage, model);
      }
    }
  });
});
