import type { RateCard, Rates } from '../../src/core/pricing';
import type { ComparedModel, Profile, Show, Subject } from '../../src/webview/protocol';

const origin = { source: 'a price list', asOf: '2026-11-10' };

export function card(model: string, rates: Rates, changes: Partial<RateCard> = {}): RateCard {
  return {
    provider: 'openai',
    providerName: 'OpenAI',
    model,
    rates,
    tiers: [],
    origin,
    contextWindow: 128_000,
    outputLimit: 16_000,
    cache: { mode: 'automatic', minimumTokens: 1024, origin },
    reasonsByDefault: undefined,
    notes: [],
    ...changes,
  };
}

export function model(
  name: string,
  rates: Rates,
  changes: Partial<RateCard> = {},
  how: Partial<ComparedModel> = {},
): ComparedModel {
  return {
    card: card(name, rates, changes),
    encoding: 'o200k_base',
    factor: 1,
    exactness: 'exact',
    tokenizer: 'o200k_base',
    overhead: { perRequest: 3, perMessage: 4, toolsPresent: 12, perTool: 0 },
    ...how,
  };
}

/** 989 tokens of text and a format of 3 + 2 × 4 make 1,000 tokens; the slots are 1,000 more. */
export const profile: Profile = {
  mode: 'text',
  counts: { o200k_base: { text: 989, cacheablePrefix: 800 }, claude: { text: 1100, cacheablePrefix: 900 } },
  messages: 2,
  tools: 0,
  isRewritten: false,
  slots: [{ name: 'slot:question', label: 'question: 1k tokens', tokens: 1000 }],
  choices: 1,
};

export const subject: Subject = {
  id: 'chat.ts#answer#openai.chat.completions.create#0',
  title: 'chat.ts:12',
  detail: 'openai.chat.completions.create in answer',
  isInEditor: true,
  own: { kind: 'priced', name: 'dear', provider: 'openai', model: 'dear' },
  profile,
  assumptions: {
    inputTokens: { value: 1000, source: 'default' },
    outputTokens: { value: 500, source: 'setting' },
    cacheHitShare: { value: 0, source: 'default' },
    callsPerMonth: { value: 0, source: 'default' },
  },
};

export const dear = model('dear', { input: 2, cacheRead: 0.5, output: 10 });
export const cheap = model('cheap', { input: 0.2, output: 1 });
export const other = model('other', { input: 1, output: 4 }, { provider: 'mistral', providerName: 'Mistral' });
export const embedder = model('embedder', { input: 0.02 }, { outputLimit: undefined });

export const models = [dear, cheap, other, embedder];

export const show: Show = {
  type: 'show',
  subject,
  callSites: [],
  comparisonSet: [
    { kind: 'priced', provider: 'openai', model: 'cheap' },
    { kind: 'unpriced', name: 'in-house', because: 'no price list has it', isLocal: false },
  ],
  models,
  prices: { asOf: '2026-11-10', source: 'a price list' },
};
