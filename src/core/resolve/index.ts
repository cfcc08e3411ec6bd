export { isHandedToBase } from './bases';
export { isImplemented } from './derived';
export { argumentFor, listedArgument, listedArguments } from './arguments';
export { boundName, isTestFile } from './callers';
export { frameOf, resultOf } from './calls';
export { lookUp } from './records';
export { setBy } from './boundSettings';
export { exampleWorth, hasSettings, settingWorth } from './configuration';
export { isInLoop } from './flow';
export { isReachable } from './guards';
export { knownWorth } from './json';
export { Knowledge } from './knowledge';
export { Linker } from './linker';
export * from './pattern';
export { tagsIn } from './templateTags';
export { Resolver, type PackageKnowledge, type ResolverHost } from './resolver';
export {
  callNamed,
  fieldOf,
  inPosition,
  isPositional,
  keyOf,
  madeWith,
  namedRecord,
  recordOf,
  type Reading,
} from './keys';
export { fromWorkspace } from './imports';
export { memberWorth } from './members';
export { madeOfPackage } from './objects';
export { parameterOf, settingOf } from './parameters';
export { serialisedKeyOf } from './spelling';
export { environmentSet, scopesOf } from './stores';
export { partsOf } from './texts';
export { typeOf } from './types';
export { changeRates, volatilities } from './volatility';
export * from './worth';
