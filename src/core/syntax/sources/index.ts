export { isPromptFileLanguage, promptFileLanguages, type PromptFile, type PromptFileLanguage } from './promptFiles';
export { readSource } from './read';
export type * from './types';
