import assert from 'node:assert/strict';
import { calcPrice } from '@pydantic/genai-prices';
import { loadCatalogue, price, type RateCard, type Usage } from '../../../src/core/pricing';

const catalogue = loadCatalogue();
const at = new Date('2026-11-24T12:00:00Z');

function card(model: string, provider?: string): RateCard {
  const match = catalogue.find(model, provider, at);
  assert.equal(match.kind, 'found', `${model} has a price`);
  return (match as { card: RateCard }).card;
}

const usage = (inputTokens: number, outputTokens: number, cacheReadTokens = 0, cacheWriteTokens = 0): Usage => ({
  inputTokens,
  outputTokens,
  cacheReadTokens,
  cacheWriteTokens,
});

describe('a price', () => {
  it('is input and output times their rates', () => {
    // gpt-4o, developers.openai.com/api/docs/pricing: 1,000 × 2.50 + 500 × 10 = 7,500 millionths = 0.0075 USD
    assert.equal(price(usage(1000, 500), card('gpt-4o')).usd, 0.0075);
    // claude-haiku-4-5, platform.claude.com/docs/en/about-claude/pricing: 10,000 × 1 + 2,000 × 5 = 20,000 millionths
    assert.equal(price(usage(10_000, 2_000), card('claude-haiku-4-5')).usd, 0.02);
    // text-embedding-3-small: 1,000,000 × 0.02 = 0.02 USD
    assert.equal(price(usage(1_000_000, 0), card('text-embedding-3-small')).usd, 0.02);
  });

  it('takes cached and written tokens out of the input', () => {
    // claude-sonnet-4-5: (10,000 − 6,000 − 2,000) × 3 + 6,000 × 0.30 + 2,000 × 3.75 + 100 × 15
    //   = 6,000 + 1,800 + 7,500 + 1,500 = 16,800 millionths
    const cost = price(usage(10_000, 100, 6_000, 2_000), card('claude-sonnet-4-5'));
    assert.equal(cost.usd, 0.0168);
    assert.deepEqual(
      cost.lines.map(({ kind, tokens, usd }) => [kind, tokens, usd]),
      [
        ['input', 2_000, 0.006],
        ['cacheRead', 6_000, 0.0018],
        ['cacheWrite', 2_000, 0.0075],
        ['output', 100, 0.0015],
      ],
    );
  });

  it('moves the whole request to the higher rates above a threshold, and exactly at it not', () => {
    // gpt-5.4: above 272,000 input tokens 5 and 22.5 instead of 2.5 and 15
    const gpt = card('gpt-5.4');
    assert.equal(price(usage(272_000, 1_000), gpt).usd, 0.695); // 272,000 × 2.5 + 1,000 × 15
    assert.equal(price(usage(272_001, 1_000), gpt).usd, 1.382505); // 272,001 × 5 + 1,000 × 22.5
    // claude-haiku-5-5: above 100,000 every rate is five times as high
    const haiku = card('claude-haiku-5-5');
    assert.equal(price(usage(100_000, 1_000), haiku).usd, 0.0105); // 100,000 × 0.1 + 1,000 × 0.5
    assert.equal(price(usage(100_001, 1_000), haiku).usd, 0.0525005); // 100,001 × 0.5 + 1,000 × 2.5
    // grok-4.7: from 200,000 on, that one included
    const grok = card('grok-4.7');
    assert.equal(price(usage(199_999, 0), grok).usd, 0.399998);
    assert.equal(price(usage(200_000, 0), grok).usd, 0.8);
  });

  it('moves only the part above a threshold where the card says so, and the lines still sum', () => {
    // Base 1 and 4; above 100 tokens of input 3. Cached and written tokens lie at the front: the uncached end moves first.
    const stepped: RateCard = {
      ...card('gpt-4o'),
      rates: { input: 1, cacheRead: 0.1, cacheWrite: 2, output: 4 },
      tiers: [
        {
          aboveInputTokens: 100,
          isInclusive: false,
          appliesToWholeRequest: false,
          rates: { input: 3, cacheRead: 0.3 },
        },
      ],
    };
    assert.equal(price(usage(100, 10), stepped).usd, 0.00014); // 100 × 1 + 10 × 4
    assert.equal(price(usage(101, 10), stepped).usd, 0.000143); // 100 × 1 + 1 × 3 + 10 × 4
    // 150 of input, 120 of them cached: 30 uncached and 20 cached lie above. 30 × 3 + 100 × 0.1 + 20 × 0.3 = 106
    const cached = price(usage(150, 0, 120), stepped);
    assert.equal(cached.usd, 0.000106);
    assert.deepEqual(
      cached.lines.map(({ kind, tokens, usdPerMillionTokens }) => [kind, tokens, usdPerMillionTokens]),
      [
        ['input', 30, 3],
        ['cacheRead', 100, 0.1],
        ['cacheRead', 20, 0.3],
      ],
    );
  });

  it('takes the highest tier that is reached', () => {
    const tier = (aboveInputTokens: number, input: number) =>
      ({ aboveInputTokens, isInclusive: false, appliesToWholeRequest: true, rates: { input } }) as const;
    const tiered: RateCard = { ...card('gpt-4o'), rates: { input: 1 }, tiers: [tier(200, 4), tier(100, 2)] };
    assert.deepEqual(
      [100, 101, 200, 201].map(tokens => price(usage(tokens, 0), tiered).usd * 1e6),
      [100, 202, 400, 804],
    );
  });

  it('counts more cached tokens than there are tokens as all of them, and parts of a token as one', () => {
    // gpt-4o: 10 × 1.25 = 12.5 millionths
    assert.equal(price(usage(10, 0, 99, 99), card('gpt-4o')).usd, 0.0000125);
    // 1.2 tokens are 2: 2 × 2.50 = 5 millionths
    assert.equal(price(usage(1.2, 0), card('gpt-4o')).usd, 0.000005);
    assert.deepEqual(price(usage(0, 0), card('gpt-4o')).lines, []);
  });

  it('charges cached tokens like any others where there is no cached price', () => {
    // text-embedding-3-small has none: 1,000 × 0.02 millionths
    assert.equal(price(usage(1000, 0, 400), card('text-embedding-3-small')).usd, 0.00002);
  });

  it('does not drift over a million calls', () => {
    const one = price(usage(231, 0, 100), card('claude-fable-5-1'));
    // 131 × 10 + 100 × 0.25 = 1,335 millionths; a million of them are 1,335 USD to the cent
    assert.equal(one.usd * 1_000_000, 1335);
  });

  it('follows dated prices', () => {
    const on = (day: string, model: string) => {
      const match = catalogue.find(model, undefined, new Date(day));
      return match.kind === 'found' ? match.card.rates : undefined;
    };
    assert.equal(on('2026-10-06', 'claude-sonnet-5-5')?.cacheRead, 0.2);
    assert.equal(on('2026-10-07', 'claude-sonnet-5-5')?.cacheRead, 0.1);
    assert.equal(on('2026-12-31', 'gemini-3.8-flash')?.input, 0.75);
    assert.equal(on('2027-01-01', 'gemini-3.8-flash')?.input, 1.5);
    // Gemini API pricing page: launch price of Argon until 2026-11-30
    assert.deepEqual(on('2026-11-30', 'gemini-4-argon'), { input: 2, cacheRead: 0.1, output: 10 });
    assert.deepEqual(on('2026-12-01', 'gemini-4-argon'), { input: 4, cacheRead: 0.2, output: 20 });
    assert.equal(on('2025-06-09', 'o3')?.input, 10);
    assert.equal(on('2025-06-10', 'o3')?.input, 2);
  });

  it('follows the hour where the provider has peak hours', () => {
    // api-docs.deepseek.com/quick_start/pricing: peak is 01:00–04:00 and 06:00–10:00 UTC, Monday to Friday
    const input = (moment: string) => {
      const match = catalogue.find('deepseek-flash', 'deepseek', new Date(moment));
      return match.kind === 'found' ? match.card.rates.input : undefined;
    };
    assert.equal(input('2026-11-24T00:59:00Z'), 0.15);
    assert.equal(input('2026-11-24T01:00:00Z'), 0.3);
    assert.equal(input('2026-11-24T03:59:00Z'), 0.3);
    assert.equal(input('2026-11-24T04:00:00Z'), 0.15);
    assert.equal(input('2026-11-24T09:30:00Z'), 0.3);
    assert.equal(input('2026-11-22T09:30:00Z'), 0.15, 'a Sunday');
  });

  it('equals the calculation of genai-prices for every model that it prices alike', () => {
    let compared = 0;
    for (const each of catalogue.all(at)) {
      // Sheets of our own and corrected thresholds differ on purpose.
      if (!each.origin.source.includes('genai-prices')) continue;
      for (const [input, output, cached] of [
        [1_000, 500, 0],
        [150_000, 2_000, 100_000],
      ] as const) {
        const cachedTokens = each.rates.cacheRead === undefined ? 0 : cached;
        const theirs = calcPrice(
          { input_tokens: input, output_tokens: output, cache_read_tokens: cachedTokens },
          each.model,
          { providerId: each.provider, timestamp: at },
        );
        if (!theirs || theirs.model.id !== each.model) continue;
        const ours = price(usage(input, output, cachedTokens), each).usd;
        assert.ok(
          Math.abs(ours - theirs.total_price) < 1e-9,
          `${each.provider}/${each.model}: ${String(ours)} instead of ${String(theirs.total_price)}`,
        );
        compared += 1;
      }
    }
    assert.ok(compared > 1000, `${String(compared)} sums were compared`);
  });

  it('never lets more tokens cost less, nor cached ones more than others', () => {
    for (const each of catalogue.all(at)) {
      const { input, cacheRead } = each.rates;
      const name = `${each.provider}/${each.model}`;
      if (input !== undefined && cacheRead !== undefined)
        assert.ok(cacheRead <= input, `${name}: cached ${String(cacheRead)} above ${String(input)}`);
      const amounts = [0, 1, 1_000, 99_999, 100_001, 199_999, 200_001, 272_001, 900_000].map(
        tokens => price(usage(tokens, 100), each).usd,
      );
      for (let index = 1; index < amounts.length; index += 1)
        assert.ok((amounts[index] ?? 0) >= (amounts[index - 1] ?? 0), name);
    }
  });
});
