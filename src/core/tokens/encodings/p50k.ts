import tokens from 'gpt-tokenizer/bpeRanks/p50k_base';
import { R50K_TOKEN_SPLIT_REGEX } from 'gpt-tokenizer/encodingParams/constants';
import { BytePairEncoding } from '../bytePairs';

export const encoding = new BytePairEncoding(R50K_TOKEN_SPLIT_REGEX, tokens);
