import { CHAIN, tokensOf } from '../resolve';
import { languageFamilies, type LanguageFamily } from '../syntax';
import { packagesOf, type SignatureTable } from './schema';

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Matches a text of one language family that can hold a call of the tables. */
export type Prefilter = Readonly<Record<LanguageFamily, RegExp>>;

/**
 * For each language family one expression that is found in every text that can hold a call of the tables: a package's
 * name as it is imported, or the end of a method's path, for clients that are made in another file.
 */
export function prefilter(tables: readonly SignatureTable[]): Prefilter {
  const made = languageFamilies.map(family => [family, new RegExp(expressionFor(tables, family))] as const);
  return Object.fromEntries(made) as Record<LanguageFamily, RegExp>;
}

/** Found in every text that holds an address of the tables. */
export const endpointWords = (tables: readonly SignatureTable[]): RegExp => anyOf(addressWords(tables));

/** Found in every text that holds the path of one, whatever its host is. */
export const pathWords = (tables: readonly SignatureTable[]): RegExp =>
  anyOf(addressWords(tables).filter(word => !/[.:]/.test(word)));

const addressWords = (tables: readonly SignatureTable[]): string[] => tables.flatMap(({ words = [] }) => words);

const anyOf = (words: readonly string[]): RegExp => new RegExp(unique(words.map(wordPattern)) || '(?!)');

function expressionFor(tables: readonly SignatureTable[], family: LanguageFamily): string {
  const all = tables.filter(({ packages }) => packages[family]?.length);
  const own = all.filter(({ words }) => !words);
  const words = all.flatMap(table => table.words ?? []);
  const names = own.flatMap(table => packagesOf(table, family));
  const methods = own.flatMap(table => methodsOf(table, family));
  const heads = own.flatMap(table => headsOf(table, family));
  const alternatives = [
    ...importsOf(
      names.filter(name => name !== ''),
      family,
    ),
    ...(heads.length ? [`\\b(?:${unique(heads.map(escape))})\\b`] : []),
    ...(methods.length ? [`(?:\\.|->|::)(?:${unique(methods)})\\b`] : []),
  ];
  if (words.length) alternatives.push(unique(words.map(wordPattern)));
  // An expression that nothing matches, for a family without tables.
  return alternatives.length ? alternatives.join('|') : '(?!)';
}

function importsOf(names: readonly string[], family: LanguageFamily): string[] {
  if (!names.length) return [];
  switch (family) {
    case 'javascript':
      return [`(?:['"\`]|(?:npm|jsr):|https:\\/\\/[\\w./-]+\\/)(?:${unique(names.map(escape))})['"\`/@]`];
    case 'python':
      return [
        `\\b(?:from|import)\\s+[\\w.]*\\b(?:${unique(names.map(name => escape(name.split('.').at(-1) ?? name)))})\\b`,
      ];
    case 'go':
      // A fork has another owner.
      return [`\\b(?:${unique(names.map(name => escape(name).replace(/^github\\\.com\\\/[^/]+\//, FORKS)))})\\b`];
    default:
      return [`(?:${unique(names.map(name => `${/^\w/.test(name) ? '\\b' : ''}${escape(name)}`))})\\b`];
  }
}

const FORKS = 'github\\.com\\/[\\w.-]+\\/';

/** A method's name of several words, which means something by itself: `CreateChatCompletion`. */
const TELLING = /^[A-Za-z]+?[a-z][A-Z][a-z]+[A-Z][a-z]+\w*$/;

/** Whether a method's name means something by itself. */
export const isTelling = (name: string): boolean => TELLING.test(name);

/** Families whose code reaches an object of another file without naming anything of its package. */
const LOADED_BY_NAME: ReadonlySet<LanguageFamily> = new Set(['php', 'ruby']);

/** Characters from which a method's name can mean something by itself: `kickoff`. */
const LONG_NAME = 6;
/** Names that other libraries have too: for their sake alone no file is read. */
const COMMON: ReadonlySet<string> = new Set([
  'aevaluate',
  'app',
  'append',
  'broadcast',
  'call',
  'compile',
  'complete',
  'compress',
  'create',
  'evaluate',
  'execute',
  'forward',
  'generate',
  'image',
  'insert',
  'invoke',
  'message',
  'predict',
  'queue',
  'request',
  'rerank',
  'resolve',
  'respond',
  'retrieve',
  'search',
  'segment',
  'stream',
  'submit',
  'then',
  'translation',
  'transform',
]);

/** The ends of methods' paths that are long enough to mean something. */
function methodsOf({ calls }: SignatureTable, family: LanguageFamily): string[] {
  return calls.flatMap(({ paths, on, onlyWith: [key] }) =>
    paths.flatMap(path => {
      const tokens = tokensOf(path);
      const names = tokens.filter(token => /^\w+$/.test(token));
      const last = names.at(-1) ?? '';
      const isShort = names.length === 1 || tokens.includes(CHAIN);
      const isKnown = key !== undefined || !COMMON.has(last);
      if (last && on !== undefined && isShort && isKnown && LOADED_BY_NAME.has(family))
        return [escape(last) + (key === undefined ? '' : `[\\s('":]{1,40}${escape(key)}`)];
      // A function of the package itself is imported where it is called.
      const isLong = family === 'python' && on !== undefined && last.length >= LONG_NAME && !COMMON.has(last);
      if (names.length === 1) return isLong || TELLING.test(last) ? [escape(last)] : [];
      return names.length ? [names.slice(-2).map(escape).join('(?:\\(\\))?\\s*(?:\\.|->|::)\\s*')] : [];
    }),
  );
}

/** The global names with which paths begin that are of no package. */
function headsOf(table: SignatureTable, family: LanguageFamily): string[] {
  const { clients, calls, packages } = table;
  const own = packages[family] ?? [];
  const global = Object.values(clients)
    .flat()
    .filter(client => (client.packages ?? own).includes('') && (client.languages ?? [family]).includes(family));
  const paths = [
    ...global.flatMap(client => client.paths),
    ...(own.includes('') ? calls.filter(({ on }) => on === undefined).flatMap(call => call.paths) : []),
  ];
  return paths.flatMap(path => tokensOf(path).slice(0, 1)).filter(head => !COMMON.has(head));
}

/** A word, which is not the name of a file beside the text: `export * from './responses'`. */
const wordPattern = (word: string): string => `${word.startsWith('/') ? '(?<!\\.)' : ''}${escape(word)}`;

const unique = (words: readonly string[]): string => [...new Set(words)].join('|');
