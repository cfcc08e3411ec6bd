import { z } from 'zod';
import { findByModel, modelEntry } from './modelName';
import { toModelTokens } from './modelTokens';
import table from './tokenizers.yaml';
import type { TokenCounter, TokenizerFacts } from './types';

/** The encodings that texts can be counted in. */
export const encodings = ['o200k_base', 'cl100k_base', 'p50k_base', 'claude'] as const;
export type Encoding = (typeof encodings)[number];

const entries = z
  .array(
    z.strictObject({
      ...modelEntry,
      name: z.string(),
      encoding: z.enum(encodings),
      exactness: z.enum(['exact', 'approximate']),
      factor: z.number().positive().default(1),
      error: z.number().min(0).max(1).optional(),
      source: z.string(),
    }),
  )
  .parse(table);

const STAND_IN: TokenizerFacts = {
  encoding: 'o200k_base',
  name: 'o200k_base (the model’s own tokenizer is not known)',
  exactness: 'approximate',
  factor: 1,
  error: undefined,
  source: 'stand-in for a model that no table knows',
};

/**
 * How texts for a model are counted. A model that is not known is counted by a stand-in, and its name says so.
 * @param model as people write it, with vendor and region prefixes or without
 * @param provider catalogue id; tells a model's family where its name does not
 */
export function tokenizerFor(model: string, provider?: string): TokenizerFacts {
  const found = findByModel(entries, model, provider);
  if (!found) return STAND_IN;
  const { encoding, name, exactness, factor, error, source } = found;
  return { encoding, name, exactness, factor, error: exactness === 'exact' ? 0 : error, source };
}

/** Tokens of a text as a model counts them. */
export const countTokens = (text: string, counter: TokenCounter, facts: TokenizerFacts): number =>
  toModelTokens(counter.count(text), facts);
