import assert from 'node:assert/strict';
import { loadCatalogue, providerOfHost } from '../../../src/core/pricing';

const catalogue = loadCatalogue();
const at = new Date('2026-11-24T12:00:00Z');

function found(model: string, provider?: string): string {
  const match = catalogue.find(model, provider, at);
  return match.kind === 'found' ? `${match.card.provider}/${match.card.model}` : match.kind;
}

/** Names as people write them, the provider that the code tells, and the rate card. */
const names: [model: string, provider: string | undefined, card: string][] = [
  // The maker's own names, dated and undated.
  ['gpt-4o', undefined, 'openai/gpt-4o'],
  ['GPT-4o', 'openai', 'openai/gpt-4o'],
  ['gpt-4o-2024-08-06', undefined, 'openai/gpt-4o'],
  ['gpt-4o-2024-05-13', 'openai', 'openai/gpt-4o-2024-05-13'],
  ['gpt-4o-mini', 'openai', 'openai/gpt-4o-mini'],
  ['gpt-4o-mini-2024-07-18', undefined, 'openai/gpt-4o-mini'],
  ['gpt-4.1', 'openai', 'openai/gpt-4.1'],
  ['gpt-4.1-nano-2025-04-14', 'openai', 'openai/gpt-4.1-nano'],
  ['gpt-4-turbo-2024-04-09', 'openai', 'openai/gpt-4-turbo'],
  ['gpt-4-0613', 'openai', 'openai/gpt-4'],
  ['gpt-5', 'openai', 'openai/gpt-5'],
  ['gpt-5-mini', 'openai', 'openai/gpt-5-mini'],
  ['gpt-5.6', 'openai', 'openai/gpt-5.6-sol'],
  ['gpt-6.1-sol', 'openai', 'openai/gpt-6.1-sol'],
  ['gpt-6.2-astra', undefined, 'openai/gpt-6.2-astra'],
  ['o3', 'openai', 'openai/o3'],
  ['o4-mini-2025-04-16', undefined, 'openai/o4-mini'],
  ['text-embedding-3-small', 'openai', 'openai/text-embedding-3-small'],
  ['claude-sonnet-4-5', undefined, 'anthropic/claude-sonnet-4-5'],
  ['claude-sonnet-4.5', 'anthropic', 'anthropic/claude-sonnet-4-5'],
  ['claude-sonnet-4-5-20250929', 'anthropic', 'anthropic/claude-sonnet-4-5'],
  ['claude-sonnet-4-20250514', 'anthropic', 'anthropic/claude-sonnet-4-0'],
  ['claude-opus-4-1-20250805', 'anthropic', 'anthropic/claude-opus-4-1'],
  ['claude-sonnet-5', 'anthropic', 'anthropic/claude-sonnet-5'],
  ['claude-sonnet-5-5', 'anthropic', 'anthropic/claude-sonnet-5-5'],
  ['claude-opus-5-5', 'anthropic', 'anthropic/claude-opus-5-5'],
  ['claude-haiku-5-5', 'anthropic', 'anthropic/claude-haiku-5-5'],
  ['claude-fable-5-1', 'anthropic', 'anthropic/claude-fable-5-1'],
  ['claude-fable-5-2', undefined, 'anthropic/claude-fable-5-2'],
  ['claude-3-5-haiku-latest', 'anthropic', 'anthropic/claude-3-5-haiku-latest'],
  ['claude-3-5-haiku-20241022', 'anthropic', 'anthropic/claude-3-5-haiku-latest'],
  ['gemini-2.5-flash', undefined, 'google/gemini-2.5-flash'],
  ['models/gemini-2.5-pro', 'google', 'google/gemini-2.5-pro'],
  ['models/gemini-2.5-flash', undefined, 'google/gemini-2.5-flash'],
  ['gemini-2.0-flash-001', 'google', 'google/gemini-2.0-flash'],
  ['gemini-1.5-pro-latest', 'google', 'google/gemini-1.5-pro'],
  ['gemini-2.5-pro-preview-05-06', 'google', 'google/gemini-2.5-pro'],
  ['gemini-4-argon', undefined, 'google/gemini-4-argon'],
  ['mistral-large-2411', 'mistral', 'mistral/mistral-large'],
  ['mistral-large-latest', 'mistral', 'mistral/mistral-large-latest'],
  ['deepseek-flash', undefined, 'deepseek/deepseek-flash'],
  ['deepseek-v4-flash', 'deepseek', 'deepseek/deepseek-v4-flash'],
  ['grok-4.7', 'xai', 'x-ai/grok-4.7'],
  ['grok-4.6-latest', undefined, 'x-ai/grok-4.6'],
  ['kimi-k3.1-pro', undefined, 'moonshotai/kimi-k3.1-pro'],
  ['glm-5.3', undefined, 'zai/GLM-5.3'],
  // A provider before the name.
  ['openai/gpt-4o', undefined, 'openai/gpt-4o'],
  ['openai:gpt-4o', undefined, 'openai/gpt-4o'],
  ['anthropic/claude-sonnet-4-5', undefined, 'anthropic/claude-sonnet-4-5'],
  ['anthropic/claude-sonnet-4.5', 'anthropic', 'anthropic/claude-sonnet-4-5'],
  ['google/gemini-2.5-pro', 'google', 'google/gemini-2.5-pro'],
  ['groq/llama-3.3-70b-versatile', undefined, 'groq/llama-3.3-70b-versatile'],
  // Fine-tuned: priced as what the list has for its kind.
  ['ft:gpt-4o-mini-2024-07-18:org::id', undefined, 'openai/ft:gpt-4o-mini'],
  ['ft:gpt-4o-2024-08-06:org::id', 'openai', 'openai/ft:gpt-4o'],
  // Other providers' names of the same models.
  ['gpt-4o', 'azure', 'azure/gpt-4o'],
  ['gpt-35-turbo', 'azure', 'azure/gpt-3.5-turbo'],
  ['o3-mini', 'azure', 'azure/o3-mini'],
  ['openai/gpt-oss-20b', 'groq', 'groq/openai/gpt-oss-20b'],
  ['openai/gpt-oss-safeguard-20b', 'groq', 'groq/openai/gpt-oss-safeguard-20b'],
  ['Qwen/Qwen3.7-Max', 'together', 'together/Qwen/Qwen3.7-Max'],
  ['accounts/fireworks/models/kimi-k3', 'fireworks', 'fireworks/kimi-k3'],
  ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'aws', 'aws/regional.anthropic.claude-sonnet-4-5-20250929-v1:0'],
  ['anthropic.claude-sonnet-4-5-20250929-v1:0:200k', 'aws', 'aws/regional.anthropic.claude-sonnet-4-5-20250929-v1:0'],
  ['global.anthropic.claude-opus-4-5-20251101-v1:0', 'aws', 'aws/global.anthropic.claude-opus-4-5-v1:0'],
  ['eu.anthropic.claude-haiku-5-5', 'aws', 'aws/regional.anthropic.claude-haiku-5-5'],
  ['anthropic.claude-3-5-sonnet-20240620-v1:0', 'aws', 'aws/regional.anthropic.claude-3-5-sonnet-20240620-v1:0'],
  ['bedrock/us.anthropic.claude-opus-4-6-v1', undefined, 'aws/regional.anthropic.claude-opus-4-6-v1:0'],
  [
    'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0',
    'aws',
    'aws/regional.anthropic.claude-sonnet-4-20250514-v1:0',
  ],
  ['us.amazon.nova-pro-v1:0', 'aws', 'aws/amazon.nova-pro-v1:0'],
  ['claude-sonnet-4-5@20250929', 'google', 'google/claude-sonnet-4-5'],
  ['claude-3-5-sonnet-v2@20241022', 'google', 'google/claude-3-5-sonnet'],
  ['projects/p/locations/l/publishers/google/models/gemini-2.5-flash', 'google', 'google/gemini-2.5-flash'],
  ['anthropic/claude-sonnet-4.5', 'openrouter', 'openrouter/anthropic/claude-sonnet-4.5'],
  ['anthropic/claude-sonnet-4-5', 'openrouter', 'openrouter/anthropic/claude-sonnet-4.5'],
  ['openrouter/anthropic/claude-sonnet-4.5', undefined, 'openrouter/anthropic/claude-sonnet-4.5'],
  ['anthropic/claude-fable-5.2', 'openrouter', 'openrouter/claude-fable-5-2'],
  ['openai/gpt-4o', 'vercel', 'vercel/gpt-4o'],
  ['llama3.2', 'local', 'local'],
  ['llama3.2', 'ollama', 'local'],
  ['ollama/llama3.2', undefined, 'local'],
  // Look-alikes: nothing is priced as something that it is not.
  ['gpt-4oo', 'openai', 'unknown'],
  ['gpt4o', 'openai', 'unknown'],
  ['gpt-4o-turbo', 'openai', 'unknown'],
  ['gpt-4o-latest', 'openai', 'unknown'],
  ['gpt-4o-mini-high', 'openai', 'unknown'],
  ['my-gpt-4o', 'openai', 'unknown'],
  ['gpt-5.6-mini-foo', 'openai', 'unknown'],
  ['gpt-6', 'openai', 'unknown'],
  ['gpt-6.1', 'openai', 'unknown'],
  ['gpt-6.1-sol-turbo', 'openai', 'unknown'],
  ['gpt-4-001', 'openai', 'unknown'],
  ['o5', undefined, 'unknown'],
  ['claude-sonnet-5-9', 'anthropic', 'unknown'],
  ['claude-opus-5-5-mini', 'anthropic', 'unknown'],
  ['claude-haiku-5', 'anthropic', 'unknown'],
  ['claude-sonnet-latest', 'anthropic', 'unknown'],
  ['claude', undefined, 'unknown'],
  ['gemini-2.5', 'google', 'unknown'],
  ['gemini-3.1-pro', 'google', 'unknown'],
  ['gemini-2.5-flash-hd', 'google', 'unknown'],
  ['gemini-2.5-pro-exp-03-25', 'google', 'unknown'],
  ['magistral-small-latest', 'mistral', 'unknown'],
  ['my-deployment', 'azure', 'unknown'],
  ['deepseek-chat', 'openai', 'unknown'],
  ['gpt-4o', 'anthropic', 'unknown'],
  ['gpt-4o', 'groq', 'unknown'],
  ['gpt-4o', 'openrouter', 'unknown'],
  ['gpt-4o', 'github', 'unknown'],
  ['gpt-4o', 'some-house-llm', 'unknown'],
  ['anthropic/gpt-4o', undefined, 'unknown'],
  ['anthropic/claude-sonnet-4-5', 'openai', 'unknown'],
  ['openai/gpt-4o', 'anthropic', 'unknown'],
  ['anthropic/claude-sonnet-4.5:beta-x', 'openrouter', 'unknown'],
  ['anthropic/claude-fable-5.2:batch', 'openrouter', 'unknown'],
  ['us.anthropic.claude-sonnet-9-v1:0', 'aws', 'unknown'],
  ['us.anthropic.claude-opus-4-5-mini-v1:0', 'aws', 'unknown'],
  ['arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc', 'aws', 'unknown'],
  ['ft:gpt-4.1-2025-04-14:org::id', 'openai', 'unknown'],
  ['sonar-pro', 'perplexity', 'unknown'],
  ['whisper-1', 'openai', 'unknown'],
  ['fast', undefined, 'unknown'],
  ['', undefined, 'unknown'],
];

describe('model names', () => {
  for (const [model, provider, card] of names) {
    it(`${model || '(empty)'}${provider === undefined ? '' : ` at ${provider}`} is ${card}`, () => {
      assert.equal(found(model, provider), card);
    });
  }

  it('that are nearly right get up to three suggestions', () => {
    const suggestions = (model: string, provider: string | undefined) => {
      const match = catalogue.find(model, provider, at);
      return match.kind === 'unknown' ? match.nearest : undefined;
    };
    assert.ok(suggestions('gpt-4.1-mni', 'openai')?.includes('gpt-4.1-mini'));
    assert.deepEqual(suggestions('gemini-3.1-pro', 'google'), [
      'gemini-3.1-pro-preview',
      'gemini-3.1-pro-preview-customtools',
      'gemini-1.5-pro',
    ]);
    assert.equal(suggestions('gpt-4o', 'openrouter')?.[0], 'openai/gpt-4o');
    assert.deepEqual(suggestions('', undefined), []);
  });

  it('that have no price say why', () => {
    const reason = (model: string, provider: string | undefined) => {
      const match = catalogue.find(model, provider, at);
      return match.kind === 'unknown' ? match.because : undefined;
    };
    assert.equal(reason('gpt-9', 'openai'), 'no price is known for gpt-9 at OpenAI');
    assert.equal(reason('house-model', undefined), 'no price is known for house-model');
    assert.equal(reason('sonar-pro', 'perplexity'), 'Perplexity does not bill sonar-pro by its tokens alone');
  });

  it('that a provider sells at the maker’s price say so', () => {
    const match = catalogue.find('gpt-4o', 'azure', at);
    assert.ok(match.kind === 'found');
    assert.deepEqual(match.card.notes, ["Azure OpenAI has no price of its own in the list; this is OpenAI's"]);
    assert.equal(match.card.retiresOn, undefined, 'the date is the maker’s');
  });

  it('lead to cards that say where their figures come from', () => {
    for (const card of catalogue.all(at)) {
      assert.match(card.origin.asOf, /^\d{4}-\d\d-\d\d$/, `${card.provider}/${card.model}`);
      assert.ok(card.origin.source.length > 3);
    }
  });
});

describe('hosts', () => {
  const hosts: [url: string, provider: string | undefined][] = [
    ['https://api.openai.com/v1', 'openai'],
    ['https://eu.api.openai.com/v1', 'openai'],
    ['https://my.openai.azure.com/', 'azure'],
    ['https://api.groq.com/openai/v1', 'groq'],
    ['https://openrouter.ai/api/v1', 'openrouter'],
    ['https://bedrock-runtime.us-east-1.amazonaws.com', 'aws'],
    ['https://us-central1-aiplatform.googleapis.com/v1', 'google'],
    ['https://aiplatform.eu.rep.googleapis.com/v1', 'google'],
    ['https://storage.googleapis.com', undefined],
    ['http://ollama:11434/v1', 'local'],
    ['http://localhost:4000/v1', undefined],
    ['https://1.2.3.4/v1', undefined],
    ['https://10.example.com/v1', undefined],
    ['https://models.inference.ai.azure.com', 'github'],
    ['https://dashscope-intl.aliyuncs.com/compatible-mode/v1', 'alibaba'],
    ['https://bedrock-mantle.us-east-1.api.aws/openai/v1', 'aws'],
    ['https://user:secret@api.deepseek.com/v1', 'deepseek'],
    ['HTTPS://API.X.AI/v1', 'x-ai'],
    ['http://[::1]:8080/v1', 'local'],
    ['https://aiplatform.googleapis.com/v1', 'google'],
    ['http://localhost:11434/v1', 'local'],
    ['http://127.0.0.1:8000', 'local'],
    ['http://192.168.1.5:1234/v1', 'local'],
    ['localhost:1234', 'local'],
    ['https://gateway.ai.cloudflare.com/v1/account/gateway/openai', 'openai'],
    ['https://gateway.ai.cloudflare.com/v1/account/gateway/google-ai-studio/v1beta', 'google'],
    ['https://gateway.ai.cloudflare.com/v1/account/gateway/compat', undefined],
    ['https://gateway.ai.cloudflare.com/v1/openai/gateway', undefined],
    ['https://gateway.ai.cloudflare.com', undefined],
    ['https://api.cloudflare.com/client/v4/accounts/id/ai/v1', 'cloudflare'],
    ['https://oai.helicone.ai/v1', 'openai'],
    ['https://api.moonshot.ai/v1', 'moonshotai'],
    ['https://api.moonshot.cn/v1', 'moonshot-cn'],
    ['https://llm.example.com/v1', undefined],
    ['https://api.openai.com.evil.example/v1', undefined],
    ['https://notapi.openai.com.example', undefined],
    ['', undefined],
  ];
  for (const [url, provider] of hosts) {
    it(`${url || '(empty)'} is ${provider ?? 'unknown'}`, () => {
      assert.equal(providerOfHost(url), provider);
    });
  }
});
