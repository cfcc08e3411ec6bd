export { staticKey } from './builder';
export { insertEntry, moveToEnd, type EntryStyle, type Insertion } from './edits';
export type { LanguageAdapter } from './language';
export { adapterOf, isImportable, languageOf, languages } from './languages';
export { SourceParser } from './parser';
export * from './program';
export { Programs } from './programs';
export * from './sources';
