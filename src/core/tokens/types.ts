/** `exact`: the model's own published tokenizer; `approximate`: another one, with a stated error. */
export type Exactness = 'exact' | 'approximate';

/** How a model's text is counted. */
export interface TokenizerFacts {
  /** Encoding id: `o200k_base`, `cl100k_base`, `claude` … */
  readonly encoding: string;
  /** For people: `o200k_base`, `Claude 4.7+ (estimated)`. */
  readonly name: string;
  readonly exactness: Exactness;
  /** The encoding's count is multiplied by this (1 for an exact one). */
  readonly factor: number;
  /** Relative error to be expected, such as 0.1 for ±10 %; 0 for an exact one; undefined when no measurement is published. */
  readonly error: number | undefined;
  /** Where the facts come from: address or package, and date. */
  readonly source: string;
}

/** Counts text in one encoding. `count` is linear in length whatever the text. */
export interface TokenCounter {
  readonly encoding: string;
  count(text: string): number;
}

/** What a chat format adds around the texts, in tokens. */
export interface ChatOverhead {
  readonly perRequest: number;
  readonly perMessage: number;
  /** Added once when at least one tool is defined. */
  readonly toolsPresent: number;
  readonly perTool: number;
  readonly exactness: Exactness;
  readonly source: string;
}
