import type { LanguageId } from '../core/callsites';

/** How a comment to the end of the line begins. */
const LINE_COMMENT: Readonly<Record<LanguageId, string>> = {
  csharp: '//',
  go: '//',
  java: '//',
  javascript: '//',
  kotlin: '//',
  php: '//',
  python: '#',
  ruby: '#',
  rust: '//',
  typescript: '//',
};

/** A comment as a line of its own, to be inserted at the start of the line below it. */
export const commentLine = (language: LanguageId, indentation: string, text: string): string =>
  `${indentation}${LINE_COMMENT[language]} ${text}\n`;

/** The white space at the start of a line. */
export const indentationOf = (line: string): string => /^\s*/.exec(line)?.[0] ?? '';
