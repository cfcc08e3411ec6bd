import { binaryEncoder, pat_str, stringEncoder } from 'ai-tokenizer/encoding/claude';
import { BytePairEncoding, type TokenBytes } from '../bytePairs';

const tokens: TokenBytes[] = [];
for (const [token, rank] of [...Object.entries(stringEncoder), ...binaryEncoder]) tokens[rank] = token;

export const encoding = new BytePairEncoding(new RegExp(pat_str, 'gu'), tokens);
