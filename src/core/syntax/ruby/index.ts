import type { LanguageAdapter } from '../language';
import { definitionOf } from './definition';
import knowledge from './knowledge.yaml';
import { lowerRuby } from './lower';

const key = (name: string): string => (/^[a-z_]\w*$/i.test(name) ? `${name}:` : `${JSON.stringify(name)}:`);

const pair = ([first = '', ...rest]: readonly string[], value: string): string =>
  `${key(first)} ${rest.length ? `{ ${pair(rest, value)} }` : value}`;

export const ruby: LanguageAdapter = {
  id: 'ruby',
  family: 'ruby',
  extensions: ['rb', 'rake', 'ru'],
  fileNames: ['Rakefile'],
  grammarFor: () => 'ruby',
  lower: (tree, text, file, _language, hasErrors) => lowerRuby(tree, text, file, hasErrors),
  knowledge,
  entries: { padding: ' ', write: (_form, path, value) => pair(path, value) },
  lineComment: '#',
  hasNamedArguments: true,
  isWorkspaceModule: () => false,
  sharesNames: 'project',
  definition: definitionOf,
};
