export { Counters } from './counters';
export { toModelTokens } from './modelTokens';
export { chatOverhead } from './overheads';
export { countTokens, encodings, tokenizerFor, type Encoding } from './tokenizers';
export type * from './types';
