import { countTokens, setMergeCacheSize } from 'gpt-tokenizer/encoding/cl100k_base';
import { CL100K_TOKEN_SPLIT_REGEX } from 'gpt-tokenizer/encodingParams/constants';
import { MERGE_CACHE_SIZE, type Encoder } from './encoder';

setMergeCacheSize(MERGE_CACHE_SIZE);
const asPlainText = { disallowedSpecial: new Set<string>() };

// gpt-tokenizer follows a later form of the pattern, which keeps white space at the very end of a text in one piece.
// js-tiktoken, the reference here, cuts it after its last line break, as for any other white space.
const INDENTED_END = /[\r\n]([^\S\r\n]+)$/;

export const encoder: Encoder = {
  pieces: CL100K_TOKEN_SPLIT_REGEX,
  count(text) {
    const indent = INDENTED_END.exec(text)?.[1];
    if (indent === undefined) return countTokens(text, asPlainText);
    return countTokens(text.slice(0, -indent.length), asPlainText) + countTokens(indent, asPlainText);
  },
};
