import { Tokenizer } from 'ai-tokenizer';
import { binaryEncoder, name, pat_str, special_tokens, stringEncoder } from 'ai-tokenizer/encoding/claude';
import { MERGE_CACHE_SIZE, type Encoder } from './encoder';

// Looked up by piece of text: without a prototype, `constructor` and `toString` are words like any other.
const ranks: Record<string, number> = Object.assign(Object.create(null) as object, stringEncoder);
// Its decoder is for the way back, and half of its size.
const encoding = { name, pat_str, special_tokens, stringEncoder: ranks, binaryEncoder, decoder: {} };
const tokenizer = new Tokenizer(encoding, undefined, MERGE_CACHE_SIZE);

export const encoder: Encoder = {
  pieces: new RegExp(pat_str, 'gu'),
  // With every special token allowed, it looks for none: what looks like one is plain text.
  count: text => tokenizer.encode(text, 'all').length,
};
