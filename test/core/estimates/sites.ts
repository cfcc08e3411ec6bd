import type { CallSite } from '../../../src/core/callsites';
import { defaultEstimateSettings, type EstimateSettings } from '../../../src/core/estimates';
import type { RateCard, RateCardMatch } from '../../../src/core/pricing';
import type { Prompt, PromptPart, Segment, SlotPart } from '../../../src/core/prompts';

const FILE = 'src/chat.ts';

export const text = (value: string): PromptPart => ({ kind: 'text', text: value });

export const slot = (name: string, changes: Partial<SlotPart> = {}): SlotPart => ({
  kind: 'slot',
  name,
  expression: name,
  range: { start: 80, end: 90 },
  volatility: 'user',
  changes: 'call',
  content: 'text',
  ...changes,
});

export const system = (...parts: PromptPart[]): Segment => ({ kind: 'system', role: 'system', parts });
export const user = (...parts: PromptPart[]): Segment => ({ kind: 'messages', role: 'user', parts });
export const tools = (...parts: PromptPart[]): Segment => ({ kind: 'tools', parts });

export const prompt = (...segments: Segment[]): Prompt => ({ segments, hasUnreadParts: false });

/** A chat call with gpt-4o and no output cap. */
export const site = (changes: Partial<CallSite> = {}): CallSite => ({
  id: 'src/chat.ts#answer#openai.chat.completions.create#0',
  file: FILE,
  language: 'typescript',
  where: { method: { start: 50, end: 56 }, call: { start: 30, end: 120 } },
  api: 'openai.chat',
  signature: 'openai.chat.completions.create',
  provider: { id: 'openai', evidence: 'sdk', detail: 'OpenAI' },
  role: 'call',
  mode: 'text',
  model: known('gpt-4o'),
  outputCap: { state: 'missing', parameter: 'max_completion_tokens', isRequired: false },
  reasoning: { state: 'unset' },
  isStreaming: false,
  isBatch: false,
  choices: 1,
  prompt: prompt(user(text('Hello'))),
  context: { symbol: 'answer', inLoop: false, inTest: false },
  ...changes,
});

export const known = (id: string): CallSite['model'] => ({
  kind: 'known',
  id,
  from: 'literal',
  at: { file: FILE, range: { start: 70, end: 78 } },
  trail: [],
});

export const cap = (value: number): CallSite['outputCap'] => ({
  state: 'set',
  value,
  parameter: 'max_completion_tokens',
  at: { file: FILE, range: { start: 100, end: 103 } },
  trail: [],
});

/** 2.50 USD in, 1.25 cached, 10 out, a million tokens each. */
export const card = (changes: Partial<RateCard> = {}): RateCard => ({
  provider: 'openai',
  providerName: 'OpenAI',
  model: 'gpt-4o',
  rates: { input: 2.5, cacheRead: 1.25, output: 10 },
  tiers: [],
  origin: { source: 'a list', asOf: '2026-11-10' },
  contextWindow: 128_000,
  outputLimit: 16_384,
  cache: { mode: 'automatic', minimumTokens: 1_024, origin: { source: 'a page', asOf: '2026-10-01' } },
  reasonsByDefault: false,
  notes: [],
  ...changes,
});

export const found = (changes: Partial<RateCard> = {}): RateCardMatch => ({ kind: 'found', card: card(changes) });

export const settings = (changes: Partial<EstimateSettings> = {}): EstimateSettings => ({
  ...defaultEstimateSettings,
  ...changes,
});
