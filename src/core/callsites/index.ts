export { commentsAbove, parseDirective } from './directives';
export { findCallSites, type FindServices } from './find';
export { findPromptTexts } from './promptTexts';
export type { HostLookUp } from './provider';
export type * from './types';
