export { staticKey } from './builder';
export { insertEntry, jsonEntries, moveToEnd, type EntryStyle, type Insertion } from './edits';
export type { LanguageAdapter } from './language';
export { adapterOf, isImportable, languageOf, languages } from './languages';
export { SourceParser } from './parser';
export { plainProgram } from './plainProgram';
export * from './program';
export { Programs } from './programs';
export * from './sources';
