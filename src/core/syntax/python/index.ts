import type { LanguageAdapter } from '../language';
import knowledge from './knowledge.yaml';
import { lowerPython } from './lower';

const dictionary = ([first = '', ...rest]: readonly string[], value: string): string =>
  `${JSON.stringify(first)}: ${rest.length ? `{${dictionary(rest, value)}}` : value}`;

export const python: LanguageAdapter = {
  id: 'python',
  family: 'python',
  extensions: ['py'],
  grammarFor: () => 'python',
  lower: (tree, text, file, _language, hasErrors) => lowerPython(tree, text, file, hasErrors),
  knowledge,
  entries: {
    padding: '',
    write(form, path, value) {
      if (form === 'record') return dictionary(path, value);
      const [first = '', ...rest] = path;
      return `${first}=${rest.length ? `{${dictionary(rest, value)}}` : value}`;
    },
  },
  lineComment: '#',
  hasNamedArguments: true,
  baseCall: 'super',
  isWorkspaceModule: specifier => specifier.startsWith('.'),
  submodule: (module, name) => (module.endsWith('.') ? `${module}${name}` : `${module}.${name}`),
};
