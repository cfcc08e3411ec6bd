import * as z from 'zod/mini';
import type { RateCard } from '../core/pricing';

/** All that the extension and the panel say to each other. Each side checks what arrives with these schemas. */

const amount = z.number().check(z.nonnegative());
const count = z.int().check(z.nonnegative());
const share = z.number().check(z.nonnegative(), z.maximum(1));
const names = z.readonly(z.array(z.string()));

/** Required, but possibly undefined; JSON leaves such a key out. */
const known = <T extends z.ZodMiniType>(schema: T) =>
  z.pipe(
    z.optional(schema),
    z.transform((value: z.output<T> | undefined) => value),
  );

const rates = z.readonly(
  z.object({
    input: z.optional(amount),
    cacheRead: z.optional(amount),
    cacheWrite: z.optional(amount),
    output: z.optional(amount),
  }),
);
const origin = z.readonly(z.object({ source: z.string(), asOf: z.string(), url: z.optional(z.string()) }));

const rateCard = z.object({
  provider: z.string(),
  providerName: z.string(),
  model: z.string(),
  rates,
  tiers: z.readonly(
    z.array(
      z.readonly(
        z.object({ aboveInputTokens: amount, isInclusive: z.boolean(), appliesToWholeRequest: z.boolean(), rates }),
      ),
    ),
  ),
  origin,
  contextWindow: known(amount),
  outputLimit: known(amount),
  cache: z.readonly(
    z.object({
      mode: z.enum(['automatic', 'explicit', 'none', 'unknown']),
      minimumTokens: known(amount),
      origin,
    }),
  ),
  reasonsByDefault: known(z.boolean()),
  retiresOn: z.optional(z.string()),
  notes: names,
}) satisfies z.ZodMiniType<RateCard>;

/** A model that can be compared with, and how its tokens are counted. */
const model = z.readonly(
  z.object({
    card: rateCard,
    /** A key of the profile's `counts`. */
    encoding: z.string(),
    /** The encoding's count of text is multiplied by this; 1 for the model's own tokenizer. */
    factor: z.number().check(z.positive()),
    exactness: z.enum(['exact', 'approximate']),
    /** Relative error of an approximate count; absent when no measurement is published. */
    error: z.optional(amount),
    /** For people: `o200k_base`. */
    tokenizer: z.string(),
    /** What its chat format adds, in tokens. */
    overhead: z.readonly(z.object({ perRequest: count, perMessage: count, toolsPresent: count, perTool: count })),
  }),
);
export type ComparedModel = z.infer<typeof model>;

/** One prompt in one encoding, in tokens. */
const counts = z.readonly(
  z.object({
    /** Of all text that the code shows; not yet multiplied by a model's factor. */
    text: count,
    /** Of the part that a provider can cache: text up to the first slot that changes. Not yet multiplied either. */
    cacheablePrefix: count,
  }),
);

/** All that is needed to price one call with any model. */
const profile = z.readonly(
  z.object({
    mode: z.enum(['text', 'embedding', 'image', 'audio', 'other']),
    /** By encoding id; holds every encoding that a model names. */
    counts: z.readonly(z.record(z.string(), counts)),
    /** Messages, system prompt included; 0 for what is no chat. */
    messages: count,
    tools: count,
    /** True with tools or schemas, which providers rewrite before they count them. */
    isRewritten: z.boolean(),
    /** What is filled in at run time, with the tokens assumed for it: `slot:question`, `question: 200 tokens`, 200. */
    slots: z.readonly(z.array(z.readonly(z.object({ name: z.string(), label: z.string(), tokens: count })))),
    /** Tokens; absent when the code sets none. */
    outputCap: z.optional(count),
    /** Completions that one request asks for. */
    choices: z.int().check(z.positive()),
  }),
);
export type Profile = z.infer<typeof profile>;

const assumptionSource = z.enum(['code', 'directive', 'workspace', 'setting', 'observed', 'default']);
const assumed = (value: typeof amount) => z.readonly(z.object({ value, source: assumptionSource }));

/** What is assumed for a call where the code is silent, and who says so. Tokens are per call. */
const assumptions = z.readonly(
  z.object({
    /** All slots together. */
    inputTokens: assumed(count),
    /** One completion. */
    outputTokens: assumed(count),
    /** Share of the cacheable prefix that is read from the cache. */
    cacheHitShare: assumed(share),
    callsPerMonth: assumed(amount),
  }),
);
export type Assumptions = z.infer<typeof assumptions>;
export type AssumptionName = keyof Assumptions;
export const assumptionNames = ['inputTokens', 'outputTokens', 'cacheHitShare', 'callsPerMonth'] as const;

/** The model that the code names. */
const ownModel = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('priced'), name: z.string(), provider: z.string(), model: z.string() }),
  z.object({ kind: z.literal('unpriced'), name: z.string(), because: z.string(), isLocal: z.boolean() }),
  z.object({ kind: z.literal('unknown'), because: z.string() }),
  /** A plain text: there is no code that could name one. */
  z.object({ kind: z.literal('none') }),
]);
export type OwnModel = z.infer<typeof ownModel>;

/** What is being compared: a call site, or a text that was selected. */
const subject = z.readonly(
  z.object({
    /** The call site's id; `text` for a selection. */
    id: z.string(),
    /** For people: `chat.ts:12`, `Selected text`. */
    title: z.string(),
    /** For people: `openai.chat.completions.create in answer`. */
    detail: z.string(),
    /** True when `reveal` leads to a place in the editor. */
    isInEditor: z.boolean(),
    own: ownModel,
    profile,
    assumptions,
  }),
);
export type Subject = z.infer<typeof subject>;

const show = z.object({
  type: z.literal('show'),
  subject,
  /** Every call site of the file, the shown one included, for the list to pick from; empty for a text. */
  callSites: z.readonly(z.array(z.readonly(z.object({ id: z.string(), title: z.string() })))),
  /** The comparison set: rate cards, and names for which there is none. */
  comparisonSet: z.readonly(
    z.array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('priced'), provider: z.string(), model: z.string() }),
        z.object({ kind: z.literal('unpriced'), name: z.string(), because: z.string(), isLocal: z.boolean() }),
      ]),
    ),
  ),
  /** Every model with a price. Absent: as in the message before, which spares a large message with each edit. */
  models: z.optional(z.readonly(z.array(model))),
  prices: z.readonly(z.object({ asOf: z.string(), source: z.string() })),
});
export type Show = z.infer<typeof show>;
export type ComparisonSet = Show['comparisonSet'];

export const toPanel = z.discriminatedUnion('type', [
  show,
  /** There is nothing to show any more, and why: the call is gone, the file is closed. */
  z.object({ type: z.literal('nothing'), because: z.string() }),
  /** What was asked for failed; the panel goes on showing what it shows. */
  z.object({ type: z.literal('error'), message: z.string() }),
]);
export type ToPanel = z.infer<typeof toPanel>;

export const fromPanel = z.discriminatedUnion('type', [
  /** The page has loaded and wants `show`, with models. */
  z.object({ type: z.literal('ready') }),
  /** Another call of the list was picked; answered with `show`. */
  z.object({ type: z.literal('selectSubject'), id: z.string() }),
  /** Show the subject in the editor. */
  z.object({ type: z.literal('reveal'), id: z.string() }),
  /** Keep a figure for this subject beyond the panel; answered with a `show` that has it. */
  z.object({ type: z.literal('assume'), id: z.string(), name: z.enum(assumptionNames), value: amount }),
  /** Put a text on the clipboard. */
  z.object({ type: z.literal('copy'), format: z.enum(['markdown', 'csv']), text: z.string() }),
  /** Open the setting of the comparison set. */
  z.object({ type: z.literal('editComparisonSet') }),
  /** The page met a bug or a message it could not read; for the log. */
  z.object({ type: z.literal('failed'), message: z.string() }),
]);
export type FromPanel = z.infer<typeof fromPanel>;
