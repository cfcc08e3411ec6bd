import type { Mode } from '../callsites';
import type { Cost, RateCard, Usage } from '../pricing';
import type { Range } from '../text';
import type { Exactness, TokenizerFacts } from '../tokens';

/** Who says so, from nearest to farthest. */
export type AssumptionSource = 'code' | 'directive' | 'workspace' | 'setting' | 'observed' | 'default';

/** A figure that the code does not show. */
export interface Assumption {
  /** Stable key: `slot:question`, `input` (all slots together), `outputTokens`, `cacheHitShare`, `callsPerMonth`. */
  readonly name: string;
  /** One line for people: `question: 500 tokens`. */
  readonly label: string;
  readonly value: number;
  readonly unit: 'tokens' | 'calls/month' | 'share';
  readonly source: AssumptionSource;
  /** Where it can be changed in this file: the call's directive or the slot. */
  readonly range?: Range;
  /** The id of the setting that changes it. */
  readonly setting?: string;
}

/** Input tokens of one request and what they are made of. */
export interface InputTokens {
  readonly total: number;
  /** Read from the code. */
  readonly fromText: number;
  /** Assumed for slots. */
  readonly assumed: number;
  /** Chat format and tool definitions. */
  readonly overhead: number;
  /**
   * The stable prefix that a provider can cache: text up to the first slot that changes; 0 when it is too short or the
   * model has no cache. Slots that stay the same are not counted, as their length is only assumed.
   */
  readonly cacheablePrefix: number;
}

/** Output tokens of one request, over all the completions that it asks for. */
export interface OutputTokens {
  readonly expected: number;
  /** From the cap or the model's own limit; undefined when neither is known. `expected` is never above it. */
  readonly worst: number | undefined;
}

export interface CallTokens {
  readonly input: InputTokens;
  readonly output: OutputTokens;
}

/** Tokens of one call, and what they cost with one model, in USD. */
export interface PricedTokens extends CallTokens {
  readonly kind: 'priced';
  readonly usage: Usage;
  readonly cost: Cost;
  readonly costPerCall: number;
  /** With the longest completion that cap and model allow; undefined when neither is known. */
  readonly worstCostPerCall: number | undefined;
  readonly costPerMillionCalls: number;
  /** With the assumed calls per month; undefined when no volume is assumed. */
  readonly costPerMonth: number | undefined;
}

/** What one call costs with one model. */
export interface PricedEstimate extends PricedTokens {
  readonly card: RateCard;
  readonly tokenizer: TokenizerFacts;
  /**
   * `exact` when the text is counted by the model's own tokenizer and has no tools or schemas, which providers rewrite.
   * The few tokens of the chat format may be measured ones; what is assumed for slots is another matter.
   */
  readonly exactness: Exactness;
  /** False when the prompt and its output cap (the expected completion without one) exceed the context window; undefined when that is not known. */
  readonly fitsContext: boolean | undefined;
  readonly assumptions: readonly Assumption[];
}

/** No price: the model or its price is not known, and why. */
export interface UnpricedEstimate {
  readonly kind: 'unpriced';
  readonly because: string;
  /** Tokens by the tokenizer that seems nearest; undefined when the model is not known. */
  readonly input?: InputTokens;
  readonly output?: OutputTokens;
  readonly exactness?: Exactness;
  readonly isLocal: boolean;
  /** Names that are known and nearly the same. */
  readonly nearest: readonly string[];
  /** When the model is one of several: the call with each that is known, in the order of the code. They make a range, none of them is the cost. */
  readonly alternatives?: readonly ComparedEstimate[];
  readonly assumptions: readonly Assumption[];
}

export type Estimate = PricedEstimate | UnpricedEstimate;

/** The same call with another model. */
export interface ComparedEstimate {
  /** As the setting or the code names it. */
  readonly model: string;
  readonly estimate: Estimate;
}

/** What a user or a workspace assumes where code is silent. */
export interface EstimateSettings {
  /** Tokens of a slot of text about which nothing is known. */
  readonly slotTokens: number;
  /** Tokens of a conversation history handed over as a whole. */
  readonly historyTokens: number;
  /** Tokens of one tool definition that could not be read. */
  readonly toolTokens: number;
  readonly imageTokens: number;
  readonly outputTokens: number;
  /** Share of the cacheable prefix that is read from the cache, 0 to 1. */
  readonly cacheHitShare: number;
  readonly callsPerMonth: number;
  /** Models that every call is compared with, as `model` or `provider:model`. */
  readonly compareWith: readonly string[];
  /** Which of the keys above the user or workspace has set (others are Meterline's defaults). */
  readonly setBy: Readonly<Record<string, AssumptionSource>>;
}

/** Static text of one prompt in one encoding, in the encoding's own tokens: not yet multiplied by a model's factor. */
export interface TextCounts {
  readonly text: number;
  /** Up to the first slot that changes. */
  readonly cacheablePrefix: number;
}

/** What decides the cost of a call beside the length of its text, and is the same for every model. */
export interface CallShape {
  readonly mode: Mode;
  /** Messages, system prompt included; 0 for what is no chat. */
  readonly messages: number;
  readonly tools: number;
  /**
   * True with tools or schemas: providers bring them into a form of their own before they count them, and nothing exact
   * is known of that.
   */
  readonly isRewritten: boolean;
  /** The most tokens of one completion by the code or by what the API takes when it says nothing; absent for the model's own limit. */
  readonly outputCap?: number;
  readonly choices: number;
}

/** All that is needed to price one call with any model, without its text and without a tokenizer. */
export interface CallProfile extends CallShape {
  /** By encoding; holds every encoding that a model can have. */
  readonly counts: Readonly<Record<string, TextCounts>>;
  /** What is filled in at run time, with the tokens assumed for it. */
  readonly slots: readonly { readonly name: string; readonly label: string; readonly tokens: number }[];
}
