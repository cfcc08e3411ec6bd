export { toPromptParts } from './parts';
export { readPrompt } from './read';
export type * from './types';
