export { Counters } from './counters';
export { chatOverhead } from './overheads';
export { countTokens, encodings, tokenizerFor, toModelTokens, type Encoding } from './tokenizers';
export type * from './types';
