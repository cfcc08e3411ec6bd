import type { CallReport, FileAnalysis } from '../../src/core/analysis';
import type { CallSite } from '../../src/core/callsites';
import type { Assumption, ComparedEstimate, PricedEstimate, UnpricedEstimate } from '../../src/core/estimates';

export const FILE = 'file:///project/src/chat.ts';

export const outputAssumption: Assumption = {
  name: 'outputTokens',
  label: 'Output: 300 tokens',
  value: 300,
  unit: 'tokens',
  source: 'default',
  setting: 'meterline.assumptions.outputTokens',
};

export const slotAssumption: Assumption = {
  name: 'slot:question',
  label: 'question: 200 tokens',
  value: 200,
  unit: 'tokens',
  source: 'setting',
  setting: 'meterline.assumptions.slotTokens',
};

export function site(changes: Partial<CallSite> = {}): CallSite {
  return {
    id: 'src/chat.ts#answer#openai.chat.completions.create#0',
    file: FILE,
    language: 'typescript',
    where: { method: { start: 50, end: 56 }, call: { start: 30, end: 120 } },
    api: 'openai.chat',
    signature: 'openai.chat.completions.create',
    provider: { id: 'openai', evidence: 'sdk', detail: 'openai' },
    role: 'call',
    mode: 'text',
    model: {
      kind: 'known',
      id: 'gpt-4o',
      from: 'literal',
      at: { file: FILE, range: { start: 70, end: 78 } },
      trail: [],
    },
    outputCap: { state: 'missing', parameter: 'max_completion_tokens', isRequired: false },
    reasoning: { state: 'unset' },
    isStreaming: false,
    isBatch: false,
    choices: 1,
    prompt: { segments: [], hasUnreadParts: false },
    context: { symbol: 'answer', inLoop: false, inTest: false },
    ...changes,
  };
}

/** 231 tokens at 2.50 USD and 300 at 10 USD a million: 0.0005775 + 0.003 = 0.0035775 USD. */
export function priced(changes: Partial<PricedEstimate> = {}): PricedEstimate {
  const costPerCall = changes.costPerCall ?? 0.0035775;
  return {
    kind: 'priced',
    card: {
      provider: 'openai',
      providerName: 'OpenAI',
      model: 'gpt-4o',
      rates: { input: 2.5, cacheRead: 1.25, output: 10 },
      tiers: [],
      origin: { source: 'genai-prices 0.1.8', asOf: '2026-11-10' },
      contextWindow: 128_000,
      outputLimit: 16_384,
      cache: { mode: 'automatic', minimumTokens: 1024, origin: { source: 'platform.openai.com', asOf: '2026-10-01' } },
      reasonsByDefault: false,
      notes: [],
    },
    tokenizer: {
      encoding: 'o200k_base',
      name: 'o200k_base',
      exactness: 'exact',
      factor: 1,
      error: 0,
      source: 'openai',
    },
    exactness: 'exact',
    input: { total: 231, fromText: 220, assumed: 0, overhead: 11, cacheablePrefix: 0 },
    output: { expected: 300, worst: 16_384 },
    usage: { inputTokens: 231, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 300 },
    cost: { usd: costPerCall, lines: [], tier: undefined },
    costPerCall,
    worstCostPerCall: 0.164,
    costPerMillionCalls: costPerCall * 1e6,
    costPerMonth: undefined,
    fitsContext: true,
    assumptions: [outputAssumption],
    ...changes,
  };
}

export function unpriced(changes: Partial<UnpricedEstimate> = {}): UnpricedEstimate {
  return { kind: 'unpriced', because: 'no price is known', isLocal: false, nearest: [], assumptions: [], ...changes };
}

export const compared = (
  model: string,
  costPerCall: number,
  changes: Partial<PricedEstimate> = {},
): ComparedEstimate => ({
  model,
  estimate: priced({ costPerCall, ...changes }),
});

export function report(changes: Partial<CallReport> = {}): CallReport {
  const comparison = [compared('gpt-4.1', 0.00286), compared('gpt-6-luna', 0.00017)];
  return { site: site(), estimate: priced(), comparison, ...changes };
}

export const analysis = (...calls: CallReport[]): FileAnalysis => ({
  file: FILE,
  calls,
  prompts: [],
  findings: [],
  limits: [],
  wrappers: [],
  methods: [],
  addresses: [],
  asks: [],
});
