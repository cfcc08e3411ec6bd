import assert from 'node:assert/strict';
import { chatOverhead, tokenizerFor, toModelTokens } from '../../../src/core/tokens';

/** encoding × factor, exact or not */
const shown = (model: string, provider?: string): string => {
  const { encoding, factor, exactness } = tokenizerFor(model, provider);
  return `${encoding} ${String(factor)} ${exactness}`;
};

describe('the tokenizer of a model', () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    'o200k_base 1 exact': [
      'gpt-4o',
      'gpt-4o-mini-2024-07-18',
      'chatgpt-4o-latest',
      'gpt-4.1-nano',
      'o1',
      'o3-mini',
      'o4-mini-2025-04-16',
      'gpt-5',
      'gpt-5-mini',
      'gpt-5.4-mini',
      'gpt-5.6-sol',
      'openai/gpt-5.4',
      'openrouter/openai/gpt-4o',
      'ft:gpt-4o-mini:team:name:id',
      'GPT-4o',
      'gpt-oss-120b',
      'openai.gpt-oss-20b-1:0',
      'gpt-oss:20b',
      'openai/gpt-4o:extended',
      'regional.openai.gpt-5.6-luna',
    ],
    'cl100k_base 1 exact': [
      'gpt-4',
      'gpt-4-turbo',
      'gpt-4-0613',
      'gpt-3.5-turbo',
      'gpt-35-turbo',
      'text-embedding-3-small',
      'text-embedding-ada-002',
    ],
    'p50k_base 1 exact': ['text-davinci-003'],
    'p50k_base 1 approximate': ['davinci', 'text-curie-001'],
    'claude 1 approximate': ['claude-2', 'anthropic.claude-v2:1', 'claude-instant-v1'],
    'cl100k_base 1 approximate': ['mistral-large-4', 'mistralai/voxtral-small-24b-2507', 'qwen3-max', 'llama3.2:3b'],
    'o200k_base 1 approximate': ['gpt-6', 'gpt-6-luna', 'gpt-6.1-sol', 'grok-4', 'llama-4-scout', 'kimi-k2'],
    'claude 1.1 approximate': [
      'claude-3-opus-20240229',
      'claude-3-5-sonnet-latest',
      'claude-3.7-sonnet',
      'claude-sonnet-4-20250514',
      'claude-opus-4-1',
      'claude-haiku-4-5',
      'claude-opus-4.5',
      'claude-sonnet-4-6',
      'us.anthropic.claude-sonnet-4-20250514-v1:0',
      'anthropic/claude-3.5-haiku',
      'claude-opus-4@20250514',
    ],
    'claude 1.43 approximate': [
      'claude-opus-4-7',
      'claude-opus-4.8',
      'claude-opus-5',
      'regional.anthropic.claude-opus-5',
      'claude-sonnet-5-20260601',
      'claude-sonnet-5-5',
      'claude-haiku-5.5',
      'claude-fable-5-1',
      'claude-mythos-preview',
      'claude-latest',
    ],
    'o200k_base 1.08 approximate': [
      'gemini-2.5-flash',
      'models/gemini-2.0-flash',
      'gemini-3-pro-preview',
      'gemini-3.8-flash',
    ],
  };
  for (const [facts, models] of Object.entries(expected)) {
    for (const model of models) it(`counts ${model} by ${facts}`, () => assert.equal(shown(model), facts));
  }

  it('says that an unknown model is counted by a stand-in', () => {
    const facts = tokenizerFor('my-deployment');
    assert.equal(facts.exactness, 'approximate');
    assert.equal(facts.error, undefined);
    assert.match(facts.name, /not known/);
    assert.deepEqual(tokenizerFor('', undefined), facts);
  });

  it('follows the provider where the name tells nothing', () => {
    assert.equal(shown('internal-preview', 'anthropic'), 'claude 1.43 approximate');
    assert.equal(shown('internal-preview', 'google'), 'o200k_base 1.08 approximate');
  });

  it('gives an error for what was measured, and none for what was not', () => {
    assert.equal(tokenizerFor('gpt-4o').error, 0);
    assert.equal(tokenizerFor('claude-sonnet-4-5').error, 0.025);
    assert.equal(tokenizerFor('gemini-2.5-pro').error, 0.025);
    assert.equal(tokenizerFor('gemini-3.8-flash').error, undefined);
    assert.equal(tokenizerFor('grok-4').error, undefined);
  });

  it('rounds up, and not for what binary fractions add', () => {
    // 10 × 1.1 = 11 (in binary 11.000000000000002); 11 × 1.1 = 12.1
    assert.equal(toModelTokens(10, tokenizerFor('claude-sonnet-4-5')), 11);
    assert.equal(toModelTokens(11, tokenizerFor('claude-sonnet-4-5')), 13);
    assert.equal(toModelTokens(100, tokenizerFor('claude-opus-5')), 143);
    assert.equal(toModelTokens(7, tokenizerFor('gpt-4o')), 7);
  });
});

describe('the overhead of a chat format', () => {
  it('is what OpenAI publishes for gpt-4o and gpt-4', () => {
    for (const model of ['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-4-turbo', 'gpt-3.5-turbo']) {
      const { perRequest, perMessage, toolsPresent, exactness } = chatOverhead(model);
      assert.deepEqual([perRequest, perMessage, toolsPresent, exactness], [3, 4, 12, 'exact'], model);
    }
  });

  it('has the hidden system prompt of Claude’s tools, by model', () => {
    const toolsPresent = (model: string): number => chatOverhead(model).toolsPresent;
    assert.equal(toolsPresent('claude-haiku-5-5'), 286);
    assert.equal(toolsPresent('claude-sonnet-5'), 354);
    assert.equal(toolsPresent('claude-sonnet-5-20260601'), 354);
    assert.equal(toolsPresent('claude-sonnet-4-6'), 497);
    assert.equal(toolsPresent('claude-haiku-4-5'), 496);
    assert.equal(toolsPresent('claude-sonnet-4-20250514'), 313);
    assert.equal(toolsPresent('claude-3-5-haiku-latest'), 264);
  });

  it('is approximate where it was only measured, and nothing for Gemini', () => {
    assert.equal(chatOverhead('gpt-5.4-mini').exactness, 'approximate');
    const { perRequest, perMessage } = chatOverhead('gemini-2.5-flash');
    assert.deepEqual([perRequest, perMessage], [0, 0]);
  });
});
