import { tokensOf } from '../resolve';
import { languageFamilies, type LanguageFamily } from '../syntax';
import type { SignatureTable } from './schema';

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

function expressionFor(tables: readonly SignatureTable[], family: LanguageFamily): string {
  const own = tables.filter(({ packages }) => packages[family]?.length);
  const names = own.flatMap(({ packages }) => packages[family] ?? []);
  const methods = own.flatMap(methodsOf);
  const alternatives = [
    ...importsOf(
      names.filter(name => name !== ''),
      family,
    ),
    ...(names.includes('') ? [`\\b(?:${unique(own.flatMap(headsOf).map(escape))})\\b`] : []),
    ...(methods.length ? [`(?:\\.|->|::)(?:${unique(methods)})\\b`] : []),
  ];
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
    default:
      return [`(?:${unique(names.map(name => `${/^\w/.test(name) ? '\\b' : ''}${escape(name)}`))})\\b`];
  }
}

/** Characters from which a method's name can mean something by itself: `kickoff`. */
const LONG_NAME = 6;
/** Names that other libraries have too: for their sake alone no file is read. */
const COMMON: ReadonlySet<string> = new Set([
  'aevaluate',
  'append',
  'compile',
  'complete',
  'compress',
  'create',
  'evaluate',
  'execute',
  'forward',
  'generate',
  'insert',
  'message',
  'predict',
  'rerank',
  'respond',
  'retrieve',
  'search',
  'segment',
  'stream',
  'translation',
  'transform',
]);

/** The ends of methods' paths that are long enough to mean something. */
function methodsOf({ calls }: SignatureTable): string[] {
  return calls.flatMap(({ on, paths }) =>
    paths.flatMap(path => {
      const names = tokensOf(path).filter(token => /^\w+$/.test(token));
      const [only = ''] = names;
      // A function of the package itself is imported where it is called.
      if (names.length === 1)
        return on !== undefined && only.length >= LONG_NAME && !COMMON.has(only) ? [escape(only)] : [];
      return names.length ? [names.slice(-2).map(escape).join('(?:\\(\\))?\\s*(?:\\.|->|::)\\s*')] : [];
    }),
  );
}

/** The global names with which paths begin. */
function headsOf({ clients, calls }: SignatureTable): string[] {
  const paths = [
    ...Object.values(clients).flatMap(each => each.flatMap(client => client.paths)),
    ...calls.filter(({ on }) => on === undefined).flatMap(call => call.paths),
  ];
  return paths.flatMap(path => tokensOf(path).slice(0, 1));
}

const unique = (words: readonly string[]): string => [...new Set(words)].join('|');
