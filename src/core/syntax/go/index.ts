import type { LanguageAdapter } from '../language';
import { declaredNames } from './declared';
import knowledge from './knowledge.yaml';
import { lowerGo } from './lower';
import { PREDECLARED } from './types';

/** Functions of the language. */
const FUNCTIONS = [
  'append',
  'cap',
  'clear',
  'close',
  'complex',
  'copy',
  'delete',
  'imag',
  'len',
  'make',
  'max',
  'min',
  'new',
  'panic',
  'print',
  'println',
  'real',
  'recover',
];

const record = ([first = '', ...rest]: readonly string[], value: string): string =>
  `${JSON.stringify(first)}: ${rest.length ? `map[string]any{${record(rest, value)}}` : value}`;

export const go: LanguageAdapter = {
  id: 'go',
  family: 'go',
  extensions: ['go'],
  grammarFor: () => 'go',
  lower: (tree, text, file, _language, hasErrors) => lowerGo(tree, text, file, hasErrors),
  knowledge,
  entries: {
    padding: '',
    write(form, path, value) {
      if (form === 'record') return record(path, value);
      const [first = '', ...rest] = path;
      return `${first}: ${rest.length ? `map[string]any{${record(rest, value)}}` : value}`;
    },
  },
  lineComment: '//',
  hasNamedArguments: false,
  isWorkspaceModule: () => false,
  sharesNames: 'folder',
  predeclared: new Set([...PREDECLARED, ...FUNCTIONS]),
  declaredNames,
};
