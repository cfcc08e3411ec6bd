import { countTokens, setMergeCacheSize } from 'gpt-tokenizer/encoding/o200k_base';
import { O200K_TOKEN_SPLIT_REGEX } from 'gpt-tokenizer/encodingParams/constants';
import { MERGE_CACHE_SIZE, type Encoder } from './encoder';

setMergeCacheSize(MERGE_CACHE_SIZE);
const asPlainText = { disallowedSpecial: new Set<string>() };

export const encoder: Encoder = {
  pieces: O200K_TOKEN_SPLIT_REGEX,
  count: text => countTokens(text, asPlainText),
};
