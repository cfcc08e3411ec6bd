import tokens from 'gpt-tokenizer/bpeRanks/cl100k_base';
import { CL100K_TOKEN_SPLIT_REGEX } from 'gpt-tokenizer/encodingParams/constants';
import { BytePairEncoding } from '../bytePairs';

// gpt-tokenizer follows a later form of the pattern, which keeps white space at the very end of a text in one piece.
// js-tiktoken, the reference here, cuts it after its last line break, as any other white space.
const pieces = new RegExp(CL100K_TOKEN_SPLIT_REGEX.source.replace(String.raw`|\s+$`, ''), 'gu');

export const encoding = new BytePairEncoding(pieces, tokens);
