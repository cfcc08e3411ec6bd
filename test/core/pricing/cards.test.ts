import assert from 'node:assert/strict';
import { loadCatalogue, price, priceSheets, priceSheetSchema, tierFor, type RateCard } from '../../../src/core/pricing';

const at = new Date('2026-11-24T12:00:00Z');
const catalogue = loadCatalogue();
const cards = catalogue.all(at);

const nameOf = ({ provider, model }: RateCard): string => `${provider}/${model}`;

describe('every rate card', () => {
  it('moves to its higher rates above each threshold, and at it only where the provider says so', () => {
    for (const card of cards) {
      for (const tier of card.tiers) {
        const { aboveInputTokens: threshold, isInclusive } = tier;
        const name = `${nameOf(card)} at ${String(threshold)}`;
        assert.notEqual(tierFor(card, threshold - 1), tier, name);
        assert.equal(tierFor(card, threshold) === tier, isInclusive, name);
        assert.equal(tierFor(card, threshold + 1), tier, name);
        // The whole request: tokens × the higher rate, in millionths of a dollar
        const usage = { inputTokens: threshold + 1, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };
        const expected = ((threshold + 1) * (tier.rates.input ?? card.rates.input ?? 0)) / 1e6;
        assert.ok(Math.abs(price(usage, card).usd - expected) < 1e-6, name);
      }
    }
  });

  it('has lines that sum to the total', () => {
    const usage = { inputTokens: 123_457, cacheReadTokens: 65_537, cacheWriteTokens: 4_099, outputTokens: 7_919 };
    for (const card of cards) {
      const { usd, lines } = price(usage, card);
      // Each line is exact to 10⁻¹² dollars; so is the sum once binary fractions are rounded away.
      const sum = lines.reduce((total, line) => total + BigInt(Math.round(line.usd * 1e12)), 0n);
      assert.equal(sum, BigInt(Math.round(usd * 1e12)), nameOf(card));
    }
  });

  it('is found again by the name it gives', () => {
    for (const card of cards) {
      const match = catalogue.find(card.model, card.provider, at);
      assert.equal(match.kind === 'found' ? nameOf(match.card) : match.kind, nameOf(card));
    }
  });

  it('leaves the list in the order of provider and model, one card for each', () => {
    const names = cards.map(nameOf);
    assert.equal(new Set(names).size, names.length);
    const order = [...cards].sort((a, b) => a.provider.localeCompare(b.provider) || a.model.localeCompare(b.model));
    assert.deepEqual(names, order.map(nameOf));
  });

  it('has at Bedrock the models that the price list has there', () => {
    const atBedrock = cards.filter(({ provider }) => provider === 'aws').map(({ model }) => model);
    for (const model of ['amazon.nova-pro-v1:0', 'regional.anthropic.claude-sonnet-4-5-20250929-v1:0'])
      assert.ok(atBedrock.includes(model), model);
  });

  it('has rates of a plausible size, so that no price per thousand tokens passes for one per million', () => {
    // The dearest known text model, o1-pro, takes 600 USD for a million output tokens.
    for (const card of cards)
      for (const rates of [card.rates, ...card.tiers.map(tier => tier.rates)])
        for (const rate of Object.values(rates) as number[]) assert.ok(rate <= 600, nameOf(card));
  });

  it('has a price that somebody else than memory vouches for', () => {
    for (const sheet of Object.values(priceSheets).map(each => priceSheetSchema.parse(each)))
      for (const { source } of sheet.models.flatMap(({ prices }) => prices))
        assert.notEqual(sheet.sources[source]?.trust, 'unverified', `${sheet.provider}: ${source}`);
  });

  it('names a page or a package that the figures were read in', () => {
    for (const card of cards)
      assert.ok(card.origin.url?.startsWith('https://') ?? card.origin.source.includes('(npm)'), nameOf(card));
  });
});
