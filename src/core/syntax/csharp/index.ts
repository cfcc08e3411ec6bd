import type { LanguageAdapter } from '../language';
import knowledge from './knowledge.yaml';
import { lowerCSharp } from './lower';

const setting = ([first = '', ...rest]: readonly string[], value: string): string =>
  `${first} = ${rest.length ? `new() { ${setting(rest, value)} }` : value}`;

/** Where projects keep their global usings, beside the project file itself. */
const PRELUDES =
  /^(?:_?imports|globals?|[\w.]*usings?)(?:\.\w+)*\.cs$|\.csproj$|^Directory\.Build\.(?:props|targets)$/i;
const GLOBAL_USING = /^\s*global\s+using\s+(?:static\s+)?([\w.]+)\s*;|<Using\s+Include\s*=\s*"([\w.]+)"/gm;

export const csharp: LanguageAdapter = {
  id: 'csharp',
  family: 'csharp',
  extensions: ['cs'],
  grammarFor: () => 'c-sharp',
  lower: (tree, text, file, _language, hasErrors) => lowerCSharp(tree, text, file, hasErrors),
  knowledge,
  entries: {
    padding: ' ',
    write(form, path, value) {
      if (form !== 'arguments') return setting(path, value);
      const [first = '', ...rest] = path;
      return `${first}: ${rest.length ? `new() { ${setting(rest, value)} }` : value}`;
    },
  },
  lineComment: '//',
  hasNamedArguments: true,
  constructsWithNew: true,
  isWorkspaceModule: () => false,
  sharesNames: 'project',
  preludes: {
    names: PRELUDES,
    opens: text => [...text.matchAll(GLOBAL_USING)].map(([, used, included]) => used ?? included ?? ''),
  },
  // Directives of programs of one file, `#:package OpenAI@2.8.0`, and marks of the byte order.
  prepare: text => text.replace(/^#[:!].*$|\ufeff/gm, blank => ' '.repeat(blank.length)),
  submodule: (module, name) => `${module}.${name}`,
};
