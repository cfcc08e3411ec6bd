/** One encoding, as its package brings it. */
export interface Encoder {
  /** What the encoding cuts a text into before it merges bytes, each piece by itself; global and Unicode-aware. */
  readonly pieces: RegExp;
  /**
   * Exact count; what looks like a special token is plain text. Time grows with the square of the longest piece.
   * gpt-tokenizer 4.0.0 loses tokens that begin with a byte order mark, and counts one or two more for each mark.
   */
  readonly count: (text: string) => number;
}

/** Pieces whose tokens an encoding remembers; a workspace's prompts have some thousand different words. */
export const MERGE_CACHE_SIZE = 20_000;
