import { tokensOf } from '../resolve';
import type { SignatureTable } from './schema';

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/**
 * One expression that is found in every text that can hold a call of the tables: a package's name as it is
 * imported, or the end of a method's path, for clients that are made in another file.
 */
export function prefilter(tables: readonly SignatureTable[]): RegExp {
  const javascript = tables.flatMap(({ packages }) => packages.javascript.map(escape));
  const python = tables.flatMap(({ packages }) => packages.python.map(name => escape(name.split('.').at(-1) ?? name)));
  const methods = tables.flatMap(({ calls }) =>
    calls.flatMap(({ paths }) =>
      paths.flatMap(path => {
        const names = tokensOf(path).filter(token => token !== '()');
        return names.length > 1 ? [names.slice(-2).map(escape).join('\\s*\\.\\s*')] : [];
      }),
    ),
  );
  const unique = (words: readonly string[]): string => [...new Set(words)].join('|');
  return new RegExp(
    `['"\`](?:${unique(javascript)})['"\`/@]|\\b(?:from|import)\\s+[\\w.]*\\b(?:${unique(python)})\\b|\\.(?:${unique(methods)})\\b`,
  );
}
