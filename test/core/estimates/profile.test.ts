import assert from 'node:assert/strict';
import type { CallSite } from '../../../src/core/callsites';
import { estimateSite, profile, type EstimateSettings, type PricedEstimate } from '../../../src/core/estimates';
import { loadCatalogue } from '../../../src/core/pricing';
import { chatOverhead, Counters, encodings, tokenizerFor } from '../../../src/core/tokens';
import { compareModels, type PricedRow } from '../../../src/webview/comparison';
import { subject } from '../../webview/messages';
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
      isRewritten: true,
      slots: [{ name: 'slot:q', label: 'q: 200 tokens', tokens: 200 }],
      outputCap: 500,
      choices: 2,
    });
  });

  it('is one message without slots for a plain text', async () => {
    const { counts, ...rest } = await profile(words(30), settings(), counters);
    assert.deepEqual(counts['cl100k_base'], { text: 30, cacheablePrefix: 30 });
    assert.deepEqual(rest, { mode: 'text', messages: 1, tools: 0, isRewritten: false, slots: [], choices: 1 });
  });

  it('leads the panel to the same figures as the estimate', async () => {
    const calls: readonly CallSite[] = [
      site({ prompt: prompt(system(text(words(3_000))), user(slot('q'), text(words(7)))), outputCap: cap(200) }),
      site({ prompt: { ...prompt(tools(text('[{}]')), user(slot('q'))), toolCount: 1 }, choices: 3 }),
      site({ prompt: prompt(system(text(words(5_000)))) }),
      site({ api: 'openai.completions', prompt: prompt(user(text(words(11)))) }),
    ];
    const how = settings({ cacheHitShare: 0.6, callsPerMonth: 1000 });
    for (const name of ['gpt-4o', 'gpt-5.4-mini', 'claude-sonnet-5-5', 'claude-haiku-4-5', 'gemini-2.5-flash']) {
      for (const call of calls) {
        const maker = catalogue.find(name, undefined, now);
        const id = maker.kind === 'found' ? maker.card.provider : undefined;
        const provider = { id, evidence: 'sdk', detail: name } as const;
        const result = await estimateSite({ ...call, model: known(name), provider }, catalogue, how, now, counters);
        assert.ok(result.kind === 'priced', name);
        const row = await panelRow(call, result, how);
        assert.deepEqual(
          [row.inputTokens, row.outputTokens, row.exactness, row.fit.kind === 'fits', row.costs],
          [
            result.input.total,
            result.output.expected,
            result.exactness,
            result.fitsContext,
            {
              perCall: result.costPerCall,
              worstPerCall: result.worstCostPerCall,
              perMillionCalls: result.costPerMillionCalls,
              perMonth: result.costPerMonth,
              lines: result.cost.lines,
            },
          ],
          name,
        );
      }
    }
  });
});

/** What the panel shows of the call with the model of an estimate. */
async function panelRow(call: CallSite, { card, input }: PricedEstimate, how: EstimateSettings): Promise<PricedRow> {
  const { encoding, factor, exactness, name } = tokenizerFor(card.model, card.provider);
  const overhead = chatOverhead(card.model, card.provider);
  const source = { card, encoding, factor, exactness, tokenizer: name, overhead };
  const { outputTokens, cacheHitShare, callsPerMonth } = how;
  const [row] = compareModels(
    { subject: { ...subject, own: { kind: 'none' }, profile: await profile(call, how, counters) }, comparisonSet: [] },
    [source],
    { inputTokens: input.assumed, outputTokens, cacheHitShare, callsPerMonth },
  );
  assert.ok(row?.kind === 'priced', card.model);
  return row;
}
