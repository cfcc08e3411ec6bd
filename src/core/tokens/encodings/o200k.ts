import tokens from 'gpt-tokenizer/bpeRanks/o200k_base';
import { O200K_TOKEN_SPLIT_REGEX } from 'gpt-tokenizer/encodingParams/constants';
import { BytePairEncoding } from '../bytePairs';

export const encoding = new BytePairEncoding(O200K_TOKEN_SPLIT_REGEX, tokens);
