export { readSource } from './read';
export type * from './types';
