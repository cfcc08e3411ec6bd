export { check, Suppressions, type CheckOptions } from './check';
export type { Report, Rule, RuleContext } from './rule';
export { rules } from './rules';
export type * from './types';
