import type { LanguageAdapter } from '../language';
import { definitionOf } from './definition';
import knowledge from './knowledge.yaml';
import { lowerPhp } from './lower';

const quoted = (name: string): string => `'${name.replace(/[\\']/g, '\\$&')}'`;

const entry = ([first = '', ...rest]: readonly string[], value: string): string =>
  `${quoted(first)} => ${rest.length ? `[${entry(rest, value)}]` : value}`;

export const php: LanguageAdapter = {
  id: 'php',
  family: 'php',
  extensions: ['php'],
  grammarFor: () => 'php',
  lower: (tree, text, file, _language, hasErrors) => lowerPhp(tree, text, file, hasErrors),
  knowledge,
  entries: {
    padding: '',
    write(form, path, value) {
      if (form === 'record') return entry(path, value);
      const [first = '', ...rest] = path;
      return `${first}: ${rest.length ? `[${entry(rest, value)}]` : value}`;
    },
  },
  lineComment: '//',
  hasNamedArguments: true,
  isWorkspaceModule: () => false,
  sharesNames: 'project',
  definition: definitionOf,
  submodule: (module, name) => `${module}\\${name}`,
};
