export { mayHoldPrompts, readPromptFile, type PromptFileSites } from './read';
