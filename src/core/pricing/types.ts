/** Prices of one model, in USD per million tokens. An absent rate is not known or does not exist. */
export interface Rates {
  readonly input?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly output?: number;
}

/** The rates that hold from a prompt length on. */
export interface RateTier {
  /** Input tokens (cached ones included) above which it holds; exactly at it the lower rates still do, unless `isInclusive`. */
  readonly aboveInputTokens: number;
  readonly isInclusive: boolean;
  /** True: the whole request moves to these rates; false: only the part above. */
  readonly appliesToWholeRequest: boolean;
  readonly rates: Rates;
}

/** Where a figure comes from. */
export interface Origin {
  /** For people: `genai-prices 0.1.8`, `platform.claude.com/docs/en/about-claude/pricing`. */
  readonly source: string;
  /** ISO date on which it was read or published. */
  readonly asOf: string;
  readonly url?: string;
}

/** How a model's provider caches prefixes. */
export interface CacheFacts {
  readonly mode: 'automatic' | 'explicit' | 'none' | 'unknown';
  /** Tokens below which nothing is cached; undefined when not known. */
  readonly minimumTokens: number | undefined;
  readonly origin: Origin;
}

/** All prices and limits of one model at one provider, at one date. */
export interface RateCard {
  readonly provider: string;
  /** For people: `OpenAI`. */
  readonly providerName: string;
  /** The catalogue's id of the model. */
  readonly model: string;
  readonly rates: Rates;
  readonly tiers: readonly RateTier[];
  readonly origin: Origin;
  /** Tokens, prompt and completion together. */
  readonly contextWindow: number | undefined;
  /** The most tokens that one completion can have. */
  readonly outputLimit: number | undefined;
  readonly cache: CacheFacts;
  /** Whether the model reasons when the code says nothing. */
  readonly reasonsByDefault: boolean | undefined;
  /** ISO date from which the provider refuses the model. */
  readonly retiresOn?: string;
  /** What a person should know: a promotional price with its end, and the like. */
  readonly notes: readonly string[];
}

export type RateCardMatch =
  | { readonly kind: 'found'; readonly card: RateCard }
  /** Runs on the user's own machine: no price per token. */
  | { readonly kind: 'local' }
  | { readonly kind: 'unknown'; readonly because: string; readonly nearest: readonly string[] };

/** Tokens of one request by kind. */
export interface Usage {
  /** All input tokens, cached and written ones included. */
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  /** All output tokens, reasoning included. */
  readonly outputTokens: number;
}

export interface CostLine {
  readonly kind: 'input' | 'cacheRead' | 'cacheWrite' | 'output';
  readonly tokens: number;
  readonly usdPerMillionTokens: number;
  readonly usd: number;
}

export interface Cost {
  readonly usd: number;
  readonly lines: readonly CostLine[];
  /** The tier that held; undefined for the base rates. */
  readonly tier: RateTier | undefined;
}

/** The rate cards that are known, and of when. */
export interface Catalogue {
  readonly asOf: string;
  readonly source: string;
  /**
   * The rate card for a model name as people write it.
   * @param provider catalogue id when the code tells; undefined: the model's own maker
   * @param at the moment of the call; dated prices depend on it
   */
  find(model: string, provider: string | undefined, at: Date): RateCardMatch;
  /** Every model that has a price at that moment, sorted by provider and model. */
  all(at: Date): readonly RateCard[];
}
