export { describeFunction, type DescribedFunction } from './describe';
export { commentsAbove, parseDirective } from './directives';
export { findCallSites, type FoundSites } from './find';
export type { FindServices } from './match';
export { findPromptTexts } from './promptTexts';
export type { HostLookUp } from './provider';
export { readValues, type SiteValues } from './values';
export type * from './types';
export { withTrails } from './trails';
