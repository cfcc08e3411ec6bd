import knowledge from '../jvm/knowledge.yaml';
import type { LanguageAdapter } from '../language';
import { lowerJava } from './lower';

export const java: LanguageAdapter = {
  id: 'java',
  family: 'jvm',
  extensions: ['java'],
  grammarFor: () => 'java',
  lower: (tree, text, file, _language, hasErrors) => lowerJava(tree, text, file, hasErrors),
  knowledge,
  entries: {
    padding: '',
    // A map has its keys and values by turns.
    write: (_form, path, value) => `"${path.join('.')}", ${value}`,
  },
  lineComment: '//',
  hasNamedArguments: false,
  isWorkspaceModule: () => false,
  sharesNames: 'folder',
  submodule: (module, name) => `${module}.${name}`,
};
