import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { loadCatalogue, priceSheets, priceSheetSchema } from '../../../src/core/pricing';

const catalogue = loadCatalogue();
const at = new Date('2026-11-24T12:00:00Z');

function card(model: string, provider?: string) {
  const match = catalogue.find(model, provider, at);
  assert.ok(match.kind === 'found', `${model} has a price`);
  return match.card;
}

describe('price sheets', () => {
  const sheets = Object.entries(priceSheets).map(([file, sheet]) => ({ file, sheet: priceSheetSchema.parse(sheet) }));

  it('are all in the list, in order, each under its provider’s id', () => {
    const files = readdirSync('pricing').map(name => name.replace(/\.yaml$/, ''));
    assert.deepEqual(Object.keys(priceSheets), files.sort());
    for (const { file, sheet } of sheets) assert.equal(sheet.provider, file);
  });

  for (const { file, sheet } of sheets) {
    it(`of ${file} name a source for every fact, and no source in vain`, () => {
      const { models, limits, caching, reasoning, retirements, thresholds } = sheet;
      const facts = [
        ...models.flatMap(({ prices }) => prices),
        limits,
        caching,
        reasoning,
        retirements,
        thresholds,
      ].flat();
      const used = new Set(facts.map(({ source }) => source));
      assert.deepEqual([...used].sort(), Object.keys(sheet.sources).sort());
    });

    it(`of ${file} keep prices by date, oldest first, and have each model once`, () => {
      const names = sheet.models.flatMap(({ id, aliases }) => [id, ...aliases]);
      assert.equal(new Set(names).size, names.length);
      for (const { id, prices } of sheet.models) {
        const dates = prices.map(({ from }) => from ?? '');
        assert.deepEqual(dates, dates.toSorted(), id);
        assert.equal(new Set(dates).size, dates.length, id);
      }
    });
  }

  it('name the version of the price list that is installed', () => {
    const { version } = JSON.parse(readFileSync('node_modules/@pydantic/genai-prices/package.json', 'utf8')) as {
      version: string;
    };
    assert.equal(catalogue.source, `@pydantic/genai-prices ${version}`);
  });
});

describe('what is known of a model beside its price', () => {
  it('is the most that it can answer', () => {
    const limits: [model: string, outputLimit: number][] = [
      ['gpt-4o', 16_384], // platform.openai.com/docs/models/gpt-4o
      ['gpt-4o-2024-05-13', 4_096],
      ['gpt-4.1-mini', 32_768],
      ['gpt-5-chat-latest', 16_384],
      ['gpt-6.2-sol', 128_000], // developers.openai.com/api/docs/models/gpt-6.2-sol
      ['claude-3-5-haiku-20241022', 8_192],
      ['claude-opus-4-1', 32_000],
      ['claude-haiku-4-5', 64_000],
      ['claude-sonnet-5-5', 128_000], // platform.claude.com/docs/en/models/sonnet-5-5/overview
      ['gemini-2.0-flash', 8_192], // ai.google.dev/gemini-api/docs/models/gemini-2.0-flash
      ['gemini-2.5-pro', 65_536],
      ['deepseek-v4-pro', 384_000], // api-docs.deepseek.com/quick_start/pricing
    ];
    for (const [model, outputLimit] of limits) assert.equal(card(model).outputLimit, outputLimit, model);
  });

  it('is how it caches, also where another provider sells it', () => {
    const cache = (model: string, provider?: string) => {
      const { mode, minimumTokens } = card(model, provider).cache;
      return `${mode} ${String(minimumTokens)}`;
    };
    // platform.claude.com/docs/en/build-with-claude/prompt-caching
    assert.equal(cache('claude-opus-4-7'), 'explicit 2048');
    assert.equal(cache('claude-haiku-4-5'), 'explicit 4096');
    assert.equal(cache('claude-sonnet-4.5'), 'explicit 1024');
    assert.equal(cache('claude-fable-5-2'), 'explicit undefined', 'not published');
    assert.equal(cache('us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'aws'), 'explicit 1024');
    assert.equal(cache('us.anthropic.claude-opus-4-7', 'aws'), 'explicit 4096', 'AWS asks for more');
    assert.equal(cache('anthropic/claude-haiku-4.5', 'openrouter'), 'explicit 4096');
    assert.equal(cache('gpt-4o'), 'automatic 1024');
    assert.equal(cache('gpt-4o', 'azure'), 'automatic 1024');
    assert.equal(cache('gpt-5.5-pro'), 'none undefined', 'no cached price, no cache');
    assert.equal(cache('gpt-4-turbo'), 'none undefined');
  });

  it('is whether it reasons when the code says nothing', () => {
    const reasons = (model: string, provider?: string) => card(model, provider).reasonsByDefault;
    assert.equal(reasons('gpt-5'), true);
    assert.equal(reasons('gpt-5-chat-latest'), false);
    assert.equal(reasons('gpt-5.4'), false);
    assert.equal(reasons('gpt-4o', 'azure'), false);
    assert.equal(reasons('claude-opus-4-8'), false);
    assert.equal(reasons('claude-opus-5-5'), true);
    assert.equal(reasons('gemini-2.5-flash-lite'), false);
    assert.equal(reasons('gemini-2.5-flash'), true);
  });

  it('is when its provider refuses it, for the names that the provider gives', () => {
    // openai 7.57.0, resources/shared.d.ts
    assert.equal(card('gpt-4o').retiresOn, '2027-01-14');
    assert.equal(card('gpt-4o-2024-08-06').retiresOn, '2027-01-14');
    assert.equal(card('gpt-4o-2024-05-13').retiresOn, '2026-10-23');
    assert.equal(card('gpt-5-codex').retiresOn, undefined, 'billed as gpt-5, but not in that list');
    // @anthropic-ai/sdk 1.13.0, internal/data/deprecated-models.js
    assert.equal(card('claude-sonnet-4-5-20250929').retiresOn, '2026-11-30');
    assert.equal(card('claude-sonnet-4-5@20250929', 'google').retiresOn, undefined);
  });

  it('is that a price will change', () => {
    assert.ok(card('gemini-3.8-flash').notes.includes('other prices from 2027-01-01 on'));
    assert.ok(card('gemini-4-argon').notes.includes('other prices from 2026-12-01 on'));
    assert.ok(card('deepseek-flash').notes.some(note => note.includes('hour')));
  });
});
