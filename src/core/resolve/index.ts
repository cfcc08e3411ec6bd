export { boundName, frameOf, isTestFile } from './calls';
export { isInLoop } from './flow';
export { Knowledge } from './knowledge';
export { Linker } from './linker';
export * from './pattern';
export { Resolver, type PackageKnowledge, type ResolverHost } from './resolver';
export { isPositional, keyOf, madeWith, namedRecord, recordOf, type Reading } from './keys';
export { partsOf } from './texts';
export * from './worth';
