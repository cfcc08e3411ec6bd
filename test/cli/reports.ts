import type { ScanReport } from '../../src/cli/scanReport';

type Site = ScanReport['callSites'][number];
type Estimate = NonNullable<Site['estimate']>;

const assumed = (name: string, value: number): Estimate['assumptions'][number] => ({
  name,
  label: `${name}: ${value} tokens`,
  value,
  unit: 'tokens',
  source: 'default',
});

/** 882 tokens in and 300 out at 2.5 and 15 USD per million. */
export const estimate: Estimate = {
  inputTokens: 882,
  outputTokens: { expected: 300, worst: 128_000 },
  costPerCall: 0.006705,
  worstCostPerCall: 1.922205,
  costPerMillionCalls: 6705,
  currency: 'USD',
  exactness: 'exact',
  rateCard: { provider: 'openai', model: 'gpt-5.4', source: 'a price list', asOf: '2026-09-23' },
  assumptions: [assumed('slot:question', 200), assumed('outputTokens', 300)],
};

export const callSite = (differing: Partial<Site>): Site => ({
  id: `a.ts#answer:openai.chat.completions.create:${differing.line ?? 12}`,
  file: 'src/a.ts',
  line: 12,
  column: 34,
  endLine: 20,
  endColumn: 3,
  language: 'typescript',
  api: 'openai.chat',
  signature: 'openai.chat.completions.create',
  provider: 'openai',
  role: 'call',
  mode: 'text',
  model: { id: 'gpt-5.4', from: 'literal' },
  maxOutputTokens: { state: 'missing', parameter: 'max_completion_tokens' },
  system: 'static',
  promptStaticChars: 812,
  inLoop: false,
  streaming: false,
  estimate,
  ...differing,
});

const unpriced = { estimate: null, maxOutputTokens: { state: 'dynamic', parameter: 'max_tokens' } } as const;

/** One call of each kind that a report tells apart. */
export const report: ScanReport = {
  schemaVersion: 1,
  callSites: [
    callSite({}),
    callSite({
      line: 140,
      api: 'anthropic.messages',
      model: { id: 'claude-sonnet-5-5', from: 'sameFile' },
      maxOutputTokens: { state: 'set', value: 16_384, parameter: 'max_tokens' },
      estimate: { ...estimate, exactness: 'approximate', worstCostPerCall: null, assumptions: [] },
      comparison: [
        { model: 'gpt-6-luna', costPerCall: 0.0033525, costPerMillionCalls: 3352.5 },
        { model: 'llama-local', costPerCall: null, costPerMillionCalls: null, unpriced: 'runs locally' },
      ],
    }),
    callSite({
      line: 7,
      file: 'src/b.py',
      language: 'python',
      model: { id: null, from: 'dynamic', reason: 'parameter: model' },
      unpriced: 'parameter: model',
      ...unpriced,
    }),
    callSite({
      line: 9,
      file: 'src/b.py',
      language: 'python',
      model: { id: null, from: 'sameFile', candidates: ['gpt-4o', 'gpt-4o-mini'] },
      unpriced: 'the model is one of gpt-4o, gpt-4o-mini',
      alternatives: [
        { model: 'gpt-4o', costPerCall: 0.003, costPerMillionCalls: 3000 },
        { model: 'gpt-4o-mini', costPerCall: 0.00018, costPerMillionCalls: 180 },
      ],
      ...unpriced,
    }),
    callSite({
      line: 30,
      file: 'src/b.py',
      api: 'openai.embeddings',
      mode: 'embedding',
      model: { id: 'text-embedding-3-small', from: 'literal' },
      maxOutputTokens: { state: 'notApplicable' },
      estimate: { ...estimate, outputTokens: { expected: 0, worst: 0 }, costPerCall: 0.000008, costPerMillionCalls: 8 },
    }),
    callSite({
      line: 3,
      cell: 11,
      file: 'src/lesson.ipynb',
      language: 'notebook',
      id: 'src/lesson.ipynb#:openai.chat.completions.create:0',
      model: { id: 'gpt-5.4', from: 'sameFile' },
    }),
  ],
  findings: [
    {
      rule: 'missing-output-cap',
      file: 'src/a.ts',
      line: 12,
      column: 34,
      endLine: 12,
      endColumn: 40,
      severity: 'warning',
      message:
        'No output cap: one call can cost up to $1.92 (128k tokens of output) instead of about $0.0067. Set max_completion_tokens.',
      callSite: callSite({}).id,
    },
    {
      rule: 'unstable-cache-prefix',
      file: 'src/a.ts',
      line: 3,
      column: 1,
      endLine: 3,
      endColumn: 9,
      severity: 'information',
      message: 'new Date() changes every second. Move it behind the static text.',
      callSite: callSite({}).id,
      atStakePerMillionCalls: 2888,
    },
    {
      rule: 'unstable-cache-prefix',
      file: 'src/lesson.ipynb',
      line: 3,
      column: 8,
      cell: 9,
      endLine: 3,
      endColumn: 20,
      severity: 'information',
      message: 'datetime.now() changes every second. Move it behind the static text.',
      callSite: 'src/lesson.ipynb#:openai.chat.completions.create:0',
    },
  ],
  totals: {
    callSites: 6,
    constructs: 0,
    wrappers: 0,
    priced: 4,
    unpriced: 2,
    modelKnown: 4,
    findings: 3,
    costPerCallOfEach: 0.020123,
    byApi: { 'anthropic.messages': 1, 'openai.chat': 4, 'openai.embeddings': 1 },
    byModel: { 'claude-sonnet-5-5': 1, 'gpt-5.4': 2, 'text-embedding-3-small': 1 },
  },
  skipped: [{ file: 'data.py', reason: 'not valid UTF-8' }],
  prices: { asOf: '2026-09-23', source: 'a price list' },
  stats: { files: 40, parsed: 2, bytes: 120_000, milliseconds: 321 },
};
