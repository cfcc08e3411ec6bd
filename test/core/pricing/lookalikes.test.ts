import assert from 'node:assert/strict';
import { findProvider, type MatchLogic } from '@pydantic/genai-prices';
import { loadCatalogue } from '../../../src/core/pricing';

const catalogue = loadCatalogue();
const at = new Date('2026-11-24T12:00:00Z');

/** What makers and deployers append to a name to make it another model, or another price of the same one. */
const OTHERS = [
  '-mini',
  '-nano',
  '-pro',
  '-max',
  '-lite',
  '-large',
  '-foo',
  '-v2',
  '-fast',
  '-turbo',
  '-high',
  '-thinking',
  '-8b',
  '-1',
  '.1',
  'x',
  '-audio',
  '-realtime',
  '-codex',
  '-batch',
  ':free',
  ':batch',
  ':thinking',
  ':online',
];

/** True when the price list gives a model exactly this name. */
function isListed(name: string, provider: string): boolean {
  const named = (logic: MatchLogic): boolean =>
    'equals' in logic ? logic.equals.toLowerCase() === name.toLowerCase() : 'or' in logic && logic.or.some(named);
  return findProvider({ providerId: provider })?.models.some(({ match }) => named(match)) ?? false;
}

const MODELS: [provider: string, models: string[]][] = [
  ['openai', ['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-5', 'gpt-5-mini', 'gpt-5.4', 'gpt-5.6-sol', 'gpt-6-sol', 'o3']],
  ['anthropic', ['claude-opus-5', 'claude-sonnet-4-5', 'claude-sonnet-5', 'claude-haiku-4-5', 'claude-fable-5']],
  ['google', ['gemini-2.5-flash', 'gemini-2.5-pro', 'gemini-3.5-flash', 'gemini-3.8-flash']],
  ['azure', ['gpt-4o', 'gpt-4.1', 'gpt-5', 'o3-mini']],
  ['aws', ['amazon.nova-pro-v1:0', 'anthropic.claude-sonnet-4-5-20250929-v1:0', 'openai.gpt-5.4']],
  ['mistral', ['mistral-large-latest', 'mistral-small-2603', 'codestral-2508']],
  ['deepseek', ['deepseek-flash', 'deepseek-chat', 'deepseek-v4-pro']],
  ['x-ai', ['grok-4.6', 'grok-4.7', 'grok-3']],
  ['groq', ['openai/gpt-oss-120b', 'llama-3.1-8b-instant']],
  ['openrouter', ['openai/gpt-5.6-sol', 'anthropic/claude-opus-5.5', 'google/gemini-2.5-flash']],
  ['together', ['openai/gpt-oss-120b']],
];

describe('a name that only begins like a known one', () => {
  for (const [provider, models] of MODELS) {
    it(`is not priced as that at ${provider}`, () => {
      for (const model of models) {
        const known = catalogue.find(model, provider, at);
        assert.ok(known.kind === 'found', model);
        for (const suffix of OTHERS) {
          const name = `${model}${suffix}`;
          // What the list calls so is no look-alike, nor is the version that Bedrock's ids end in.
          if (isListed(name, provider) || (provider === 'azure' && isListed(name, 'openai'))) continue;
          if (provider === 'aws' && suffix === '-v2') continue;
          const match = catalogue.find(name, provider, at);
          // It may be a model of its own: then that is found.
          if (match.kind === 'found') assert.notEqual(match.card.model, known.card.model, `${name} was taken for it`);
        }
      }
    });
  }
});

describe('a model that a provider is not known to sell', () => {
  const because = (model: string, provider: string): string => {
    const match = catalogue.find(model, provider, at);
    return match.kind === 'unknown' ? match.because : match.kind;
  };

  it('is not priced as what it resembles at Azure, where names are those of deployments', () => {
    for (const model of ['gpt-4o-v2', 'gpt-4o-prod', 'my-gpt-4o', 'gpt-4o:free', 'chat'])
      assert.match(because(model, 'azure'), /deployment/, model);
  });

  it('is unknown with what keeps it from being priced', () => {
    assert.match(because('sonar', 'perplexity'), /tokens alone/);
    assert.match(because('whisper-1', 'openai'), /tokens alone/);
    assert.match(because('ft:gpt-4.1-2025-04-14:org::id', 'openai'), /fine-tuned/);
    assert.match(because('arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc', 'aws'), /ARN/);
  });

  it('is not priced as by a provider whose name is part of another', () => {
    for (const provider of ['my-openai-proxy', 'openai-compatible', 'not-google', 'x-bedrock', 'moonshot-cn'])
      for (const model of ['gpt-4o', 'gemini-2.5-flash', 'amazon.nova-pro-v1:0', 'kimi-k3'])
        assert.match(because(model, provider), /no price is known/, `${model} at ${provider}`);
  });

  it('is never suggested itself', () => {
    for (const [model, provider] of [
      ['sonar', 'perplexity'],
      ['whisper-1', 'openai'],
    ] as const) {
      const match = catalogue.find(model, provider, at);
      assert.ok(match.kind === 'unknown' && !match.nearest.includes(model), model);
    }
  });
});

describe('names that one provider alone writes', () => {
  const found = (model: string): string => {
    const match = catalogue.find(model, undefined, at);
    return match.kind === 'found' ? `${match.card.provider}/${match.card.model}` : match.kind;
  };

  for (const [model, card] of [
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'aws/regional.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['amazon.nova-pro-v1:0', 'aws/amazon.nova-pro-v1:0'],
    ['accounts/fireworks/models/deepseek-v3p2', 'fireworks/deepseek-v3p2'],
    ['@cf/meta/llama-3.1-8b-instruct', 'cloudflare/@cf/meta/llama-3.1-8b-instruct'],
    ['ft:gpt-4o-mini-2024-07-18:org::id', 'openai/ft:gpt-4o-mini'],
    ['ft:gpt-4o-2024-08-06:org:name:id', 'openai/ft:gpt-4o'],
    ['voyage-3.5', 'voyageai/voyage-3.5'],
    // Weights that many sell, and their maker does not.
    ['gpt-oss-120b', 'unknown'],
    ['llama3.2:3b', 'unknown'],
    ['meta-llama/llama-3.3-70b-instruct', 'unknown'],
  ] as const) {
    it(`${model} is ${card}`, () => {
      assert.equal(found(model), card);
    });
  }

  it('cost what the fine-tuned model costs, not what it was tuned from', () => {
    const match = catalogue.find('ft:gpt-4o-mini-2024-07-18:org::id', 'openai', at);
    // genai-prices 0.1.8, OpenAI, ft:gpt-4o-mini: 0.30 and 1.20, twice the prices of gpt-4o-mini
    assert.deepEqual(match.kind === 'found' && match.card.rates, { input: 0.3, output: 1.2 });
  });
});
