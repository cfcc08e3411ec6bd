import type { LanguageAdapter } from '../language';
import knowledge from './knowledge.yaml';
import { lowerRust } from './lower';

/** As `json!` takes it. */
const object = ([first = '', ...rest]: readonly string[], value: string): string =>
  `${JSON.stringify(first)}: ${rest.length ? `{ ${object(rest, value)} }` : value}`;

export const rust: LanguageAdapter = {
  id: 'rust',
  family: 'rust',
  extensions: ['rs'],
  grammarFor: () => 'rust',
  lower: (tree, text, file, _language, hasErrors) => lowerRust(tree, text, file, hasErrors),
  knowledge,
  entries: {
    padding: ' ',
    write: (_form, path, value) => object(path, value),
  },
  testFiles: /[\\/](?:tests|benches)[\\/]/,
  lineComment: '//',
  hasNamedArguments: false,
  isWorkspaceModule: specifier => /^(?:crate|self|super)(?:::|$)/.test(specifier),
  submodule: (module, name) => `${module}::${name}`,
  outerModule: path => {
    const [, module, name] = /^(.*)::(\w+)$/.exec(path) ?? [];
    return module !== undefined && name !== undefined ? { module, name } : undefined;
  },
};
