import type { LanguageId, PromptFileLanguage } from '../core/callsites';

/** How a comment to the end of the line begins. */
const LINE_COMMENT: Readonly<Record<LanguageId | PromptFileLanguage, string>> = {
  csharp: '//',
  dotprompt: '#',
  go: '//',
  http: '#',
  java: '//',
  javascript: '//',
  kotlin: '//',
  php: '//',
  promptfile: '#',
  prompty: '#',
  python: '#',
  ruby: '#',
  rust: '//',
  shell: '#',
  typescript: '//',
  yaml: '#',
};

/** A comment as a line of its own, to be inserted at the start of the line below it. */
export const commentLine = (language: LanguageId | PromptFileLanguage, indentation: string, text: string): string =>
  `${indentation}${LINE_COMMENT[language]} ${text}\n`;

/** The white space at the start of a line. */
export const indentationOf = (line: string): string => /^\s*/.exec(line)?.[0] ?? '';
