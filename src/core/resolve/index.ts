export { isInLoop } from './flow';
export { Knowledge } from './knowledge';
export { Linker } from './linker';
export { CALL, stepsOf, tokensOf, type PathStep, type Token } from './pattern';
export { Resolver, type ResolverHost } from './resolver';
export { keyOf, madeWith, namedRecord, type Reading } from './keys';
export { partsOf } from './texts';
export * from './worth';
