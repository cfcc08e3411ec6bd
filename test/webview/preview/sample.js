// A message as the extension sends it. The prices are like real ones, so that the page looks as it will; nothing is
// tested against them.

const origin = { source: 'genai-prices 0.1.8', asOf: '2026-11-10' };
const NONE = undefined;
const chatFormat = { perRequest: 3, perMessage: 4, toolsPresent: 12, perTool: 0 };

/** provider, its name, model, input, cache read, cache write, output, context window, output limit, encoding */
const list = [
  ['openai', 'OpenAI', 'gpt-4o', 2.5, 1.25, NONE, 10, 128_000, 16_384, 'o200k_base'],
  ['openai', 'OpenAI', 'gpt-4o-mini', 0.15, 0.075, NONE, 0.6, 128_000, 16_384, 'o200k_base'],
  ['openai', 'OpenAI', 'gpt-6.1-sol', 4, 0.2, 5, 24, 1_050_000, 128_000, 'o200k_base'],
  ['openai', 'OpenAI', 'gpt-6-luna', 0.12, 0.012, 0.15, 0.72, 400_000, 128_000, 'o200k_base'],
  ['anthropic', 'Anthropic', 'claude-sonnet-5-5', 3, 0.15, 3.75, 15, 1_000_000, 64_000, 'claude'],
  ['anthropic', 'Anthropic', 'claude-haiku-5-5', 1, 0.1, 1.25, 5, 500_000, 64_000, 'claude'],
  ['anthropic', 'Anthropic', 'claude-opus-5-5', 4, 0.2, 5, 20, 1_000_000, 128_000, 'claude'],
  ['google', 'Google', 'gemini-3.8-flash', 0.3, 0.03, NONE, 2.5, 1_048_576, 65_536, 'o200k_base'],
  ['google', 'Google', 'gemini-3.1-pro', 2, 0.2, NONE, 12, 1_048_576, 65_536, 'o200k_base'],
  ['mistral', 'Mistral', 'mistral-large-latest', 0.5, 0.05, NONE, 1.5, 256_000, NONE, 'o200k_base'],
  ['deepseek', 'DeepSeek', 'deepseek-flash', 0.15, 0.003, NONE, 0.6, 1_000_000, 384_000, 'o200k_base'],
  ['groq', 'Groq', 'openai/gpt-oss-120b', 0.15, 0.075, NONE, 0.6, 131_072, 65_536, 'o200k_base'],
  ['x-ai', 'X AI', 'grok-4.6', 2, 0.5, NONE, 8, 256_000, NONE, 'o200k_base'],
  ['cohere', 'Cohere', 'command-a', 2.5, NONE, NONE, 10, NONE, 8_192, 'o200k_base'],
  ['openai', 'OpenAI', 'gpt-3.5-turbo-instruct', 1.5, NONE, NONE, 2, 4_096, 4_096, 'cl100k_base'],
];

function model([provider, providerName, name, input, cacheRead, cacheWrite, output, window, limit, encoding]) {
  const isExact = provider === 'openai';
  return {
    card: {
      provider,
      providerName,
      model: name,
      rates: { input, cacheRead, cacheWrite, output },
      tiers: [],
      origin,
      contextWindow: window,
      outputLimit: limit,
      cache: {
        mode: cacheRead === undefined ? 'none' : provider === 'anthropic' ? 'explicit' : 'automatic',
        minimumTokens: cacheRead === undefined ? undefined : provider === 'anthropic' ? 512 : 1024,
        origin,
      },
      reasonsByDefault: undefined,
      notes: name === 'gpt-4o' ? ['OpenAI shuts it down on 2027-01-14.'] : [],
    },
    encoding,
    factor: provider === 'google' ? 1.05 : 1,
    exactness: isExact ? 'exact' : 'approximate',
    error: provider === 'anthropic' ? 0.06 : isExact ? 0 : undefined,
    tokenizer: encoding,
    overhead: chatFormat,
  };
}

/** The models above, and as many made-up ones as are asked for. */
function models(count) {
  const made = Array.from({ length: Math.max(0, count - list.length) }, (_, index) =>
    model([
      `provider-${index % 24}`,
      `Provider ${index % 24}`,
      `model-${index}`,
      0.05 * (1 + (index % 97)),
      index % 3 ? 0.005 * (1 + (index % 97)) : undefined,
      index % 7 ? undefined : 0.06 * (1 + (index % 97)),
      0.2 * (1 + (index % 89)),
      index % 11 ? 1000 * 2 ** (2 + (index % 10)) : undefined,
      index % 5 ? 8192 : undefined,
      index % 2 ? 'claude' : 'o200k_base',
    ]),
  );
  return [...list.map(model), ...made];
}

const priced = name => {
  const found = list.find(([, , each]) => each === name);
  return { kind: 'priced', provider: found[0], model: name };
};

/** The message `show` for a call site. */
function show({ count = 60, changes = {} } = {}) {
  return {
    type: 'show',
    subject: {
      id: 'src/answerTicket.ts#answerTicket#openai.chat.completions.create#0',
      title: 'answerTicket.ts:24',
      detail: 'openai.chat.completions.create in answerTicket',
      isInEditor: true,
      own: { ...priced('gpt-4o'), name: 'gpt-4o' },
      profile: {
        mode: 'text',
        counts: {
          o200k_base: { text: 1432, cacheablePrefix: 1260 },
          cl100k_base: { text: 1450, cacheablePrefix: 1275 },
          claude: { text: 1698, cacheablePrefix: 1490 },
        },
        messages: 2,
        tools: 0,
        isRewritten: false,
        slots: [
          { name: 'slot:ticket.body', label: 'ticket.body: 500 tokens', tokens: 500 },
          { name: 'slot:history', label: 'history: 1k tokens', tokens: 1000 },
        ],
        outputCap: undefined,
        choices: 1,
      },
      assumptions: {
        inputTokens: { value: 1500, source: 'default' },
        outputTokens: { value: 300, source: 'directive' },
        cacheHitShare: { value: 0, source: 'default' },
        callsPerMonth: { value: 50_000, source: 'workspace' },
      },
      ...changes,
    },
    callSites: [
      { id: 'src/answerTicket.ts#answerTicket#openai.chat.completions.create#0', title: 'answerTicket.ts:24' },
      { id: 'src/answerTicket.ts#classify#openai.chat.completions.create#0', title: 'answerTicket.ts:61' },
    ],
    comparisonSet: [
      ...['gpt-6.1-sol', 'gpt-6-luna', 'claude-sonnet-5-5', 'claude-haiku-5-5', 'gemini-3.8-flash'].map(priced),
      { kind: 'unpriced', name: 'in-house-llama', because: 'no price list has it', isLocal: false },
    ],
    models: models(count),
    prices: { asOf: '2026-11-10', source: 'genai-prices 0.1.8' },
  };
}

globalThis.meterlineSample = { show };
