import type { LanguageId } from '../program';
import type { LanguageAdapter } from '../language';
import knowledge from './knowledge.yaml';
import type { Source } from '../sources';
import { lowerEcmascript } from './lower';

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const key = (name: string): string => (identifier.test(name) ? name : JSON.stringify(name));

function write(path: readonly string[], value: string): string {
  const [first = '', ...rest] = path;
  return `${key(first)}: ${rest.length ? `{ ${write(rest, value)} }` : value}`;
}

function adapter(
  id: LanguageId,
  extensions: readonly string[],
  grammarFor: (source: Source) => string,
): LanguageAdapter {
  return {
    id,
    family: 'javascript',
    extensions,
    grammarFor,
    lower: lowerEcmascript,
    knowledge,
    entries: {
      padding: ' ',
      write: (form, path, value) => (form === 'arguments' ? `{ ${write(path, value)} }` : write(path, value)),
    },
    lineComment: '//',
    hasNamedArguments: false,
    isWorkspaceModule: specifier => /^[.~/]|^@\/|^#/.test(specifier),
  };
}

export const typescript = adapter('typescript', ['ts', 'tsx', 'mts', 'cts'], ({ file, hasElements }) =>
  hasElements || /\.[jt]sx$/i.test(file) ? 'tsx' : 'typescript',
);
export const javascript = adapter('javascript', ['js', 'jsx', 'mjs', 'cjs'], () => 'javascript');
