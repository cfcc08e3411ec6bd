export * from './analyser';
export { emptyAnalysis } from './analysis';
export type * from './analysis';
export type * from './callsites';
export * from './configuration';
export * from './estimates';
export * from './format';
export type * from './ports';
export * from './pricing';
export type * from './prompts';
export { rules, type Finding, type Fix, type Severity } from './rules';
export * from './stretches';
export {
  adapterOf,
  languageOf,
  readSource,
  type PromptFile,
  type Source,
  type SourceInput,
  type SourceLanguage,
} from './syntax';
export * from './text';
export * from './tokens';
