import type { TokenizerFacts } from './types';

/**
 * A count in an encoding as tokens of a model, rounded up.
 * The product is rounded to a millionth first: 10 × 1.1 is a little more than 11 in binary, and not 12 tokens.
 */
export const toModelTokens = (count: number, { factor }: Pick<TokenizerFacts, 'factor'>): number =>
  Math.ceil(Math.round(count * factor * 1e6) / 1e6);
