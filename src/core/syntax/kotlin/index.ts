import knowledge from '../jvm/knowledge.yaml';
import type { LanguageAdapter } from '../language';
import { lowerKotlin } from './lower';
import { repair } from './repair';

const record = ([first = '', ...rest]: readonly string[], value: string): string =>
  `"${first}" to ${rest.length ? `mapOf(${record(rest, value)})` : value}`;

export const kotlin: LanguageAdapter = {
  id: 'kotlin',
  family: 'jvm',
  extensions: ['kt', 'kts'],
  grammarFor: () => 'kotlin',
  repair,
  lower: (tree, text, file, _language, hasErrors) => lowerKotlin(tree, text, file, hasErrors),
  knowledge,
  entries: {
    padding: '',
    write: (form, path, value) => (form === 'record' ? record(path, value) : `${path.join('.')} = ${value}`),
  },
  lineComment: '//',
  hasNamedArguments: true,
  calledAs: 'invoke',
  isWorkspaceModule: () => false,
  sharesNames: 'folder',
  submodule: (module, name) => `${module}.${name}`,
};
