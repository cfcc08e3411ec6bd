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
  ['gpt-4o', undefined, 'openai/gpt-4o'],
  ['gpt-4o-2024-08-06', undefined, 'openai/gpt-4o'],
  ['gpt-4o-2024-05-13', 'openai', 'openai/gpt-4o-2024-05-13'],
  ['gpt-4o-mini', 'openai', 'openai/gpt-4o-mini'],
  ['gpt-4o-mini-2024-07-18', 'openai', 'openai/gpt-4o-mini'],
  ['gpt-4.1', 'openai', 'openai/gpt-4.1'],
  ['gpt-4.1-nano-2025-04-14', 'openai', 'openai/gpt-4.1-nano'],
  ['gpt-5', 'openai', 'openai/gpt-5'],
  ['gpt-5-mini', 'openai', 'openai/gpt-5-mini'],
  ['gpt-5.6', 'openai', 'openai/gpt-5.6-sol'],
  ['gpt-6.1-sol', 'openai', 'openai/gpt-6.1-sol'],
  ['o3', 'openai', 'openai/o3'],
  ['o3-2025-04-16', 'openai', 'openai/o3'],
  ['text-embedding-3-small', 'openai', 'openai/text-embedding-3-small'],
  ['openai/gpt-4o', undefined, 'openai/gpt-4o'],
  ['openai:gpt-4o', undefined, 'openai/gpt-4o'],
  ['claude-sonnet-4-5', undefined, 'anthropic/claude-sonnet-4-5'],
  ['claude-sonnet-4-5-20250929', 'anthropic', 'anthropic/claude-sonnet-4-5'],
  ['claude-sonnet-5-5', 'anthropic', 'anthropic/claude-sonnet-5-5'],
  ['claude-sonnet-5', 'anthropic', 'anthropic/claude-sonnet-5'],
  ['claude-opus-5-5', 'anthropic', 'anthropic/claude-opus-5-5'],
  ['claude-haiku-5-5', 'anthropic', 'anthropic/claude-haiku-5-5'],
  ['claude-fable-5-1', 'anthropic', 'anthropic/claude-fable-5-1'],
  ['claude-3-5-haiku-latest', 'anthropic', 'anthropic/claude-3-5-haiku-latest'],
  ['claude-3-5-haiku-20241022', 'anthropic', 'anthropic/claude-3-5-haiku-latest'],
  ['claude-sonnet-4-20250514', 'anthropic', 'anthropic/claude-sonnet-4-0'],
  ['anthropic/claude-sonnet-4-5', undefined, 'anthropic/claude-sonnet-4-5'],
  ['anthropic/claude-sonnet-4.5', 'anthropic', 'anthropic/claude-sonnet-4-5'],
  ['anthropic/claude-sonnet-4.5', 'openrouter', 'openrouter/anthropic/claude-sonnet-4.5'],
  ['gemini-2.5-flash', undefined, 'google/gemini-2.5-flash'],
  ['models/gemini-2.5-pro', 'google', 'google/gemini-2.5-pro'],
  ['gemini-2.0-flash-001', 'google', 'google/gemini-2.0-flash'],
  ['gpt-4o', 'azure', 'azure/gpt-4o'],
  ['openai/gpt-oss-20b', 'groq', 'groq/openai/gpt-oss-20b'],
  ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'aws', 'aws/regional.anthropic.claude-sonnet-4-5-20250929-v1:0'],
  ['grok-4.7', 'xai', 'x-ai/grok-4.7'],
  ['llama3.2', 'local', 'local'],
  ['llama3.2', 'ollama', 'local'],
  ['ollama/llama3.2', undefined, 'local'],
  // Look-alikes: nothing is priced as something that it is not.
  ['gpt-4oo', 'openai', 'unknown'],
  ['gpt-4o-turbo', 'openai', 'unknown'],
  ['gpt-5.6-mini-foo', 'openai', 'unknown'],
  ['gpt-4o-mini-high', 'openai', 'unknown'],
  ['gpt-6.1', 'openai', 'unknown'],
  ['gpt-6.1-sol-turbo', 'openai', 'unknown'],
  ['claude-sonnet-5-9', 'anthropic', 'unknown'],
  ['claude-opus-5-5-mini', 'anthropic', 'unknown'],
  ['claude-haiku-5', 'anthropic', 'unknown'],
  ['claude', undefined, 'unknown'],
  ['gemini-2.5', 'google', 'unknown'],
  ['gemini-2.5-flash-hd', 'google', 'unknown'],
  ['my-deployment', 'azure', 'unknown'],
  ['deepseek-chat', 'openai', 'unknown'],
  ['gpt-4o', 'anthropic', 'unknown'],
  ['gpt-4o', 'groq', 'unknown'],
  ['gpt-4o', 'some-house-llm', 'unknown'],
  ['anthropic/claude-sonnet-4.5:beta-x', 'openrouter', 'unknown'],
  ['ft:gpt-4o-mini-2024-07-18:org::id', undefined, 'unknown'],
  ['fast', undefined, 'unknown'],
  ['', undefined, 'unknown'],
];

describe('model names', () => {
  for (const [model, provider, card] of names) {
    it(`${model || '(empty)'}${provider === undefined ? '' : ` at ${provider}`} is ${card}`, () => {
      assert.equal(found(model, provider), card);
    });
  }

  it('that are nearly right get suggestions', () => {
    const match = catalogue.find('gpt-4.1-mni', 'openai', at);
    assert.ok(match.kind === 'unknown' && match.nearest.includes('gpt-4.1-mini'));
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
