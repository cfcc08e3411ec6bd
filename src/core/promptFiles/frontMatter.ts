import type { Range } from '../text';

/** Lines of comments may stand above, as a licence: google.github.io/dotprompt, read 2026-11-28 */
const OPENING = /^\ufeff?(?:[ \t]*(?:#[^\n]*)?\r?\n)*---[ \t]*\r?\n/;
const CLOSING = /^---[ \t]*(?:\r?\n|$)/gm;

/** A file's settings in YAML and the text below them; undefined for a file that does not begin with settings. */
export function frontMatterOf(text: string): { readonly header: Range; readonly body: Range } | undefined {
  const opening = OPENING.exec(text);
  if (!opening) return undefined;
  const start = opening[0].length;
  CLOSING.lastIndex = start;
  const closing = CLOSING.exec(text);
  if (!closing) return undefined;
  return {
    header: { start, end: closing.index },
    body: { start: closing.index + closing[0].length, end: text.length },
  };
}
