import type { PlainTree, SyntaxNode } from '../node';

/** `}` and a `catch` on the next line, which the grammar takes for two statements. */
const CLAUSE = /\}([^\S\n]*\n\s*)(?=(?:catch|finally)\b)/g;
/** `val state: StateFlow<X>` and its field on the next line: an initialiser, as far as values go. */
const BACKING_FIELD = /(\n[^\S\n]*)field(?=\s*=[^=])/g;

const blank = (text: string): string => ' '.repeat(text.length);

/**
 * Makes code readable that the grammar is not made for. What is left after that is an error of the text itself: the
 * grammar then takes all that follows for the content of a string, so the line where that begins is blanked.
 */
export function repair(text: string, { root }: PlainTree): string | undefined {
  const joined = text
    .replace(CLAUSE, (_, gap: string) => `}${blank(gap)}`)
    .replace(BACKING_FIELD, (_, gap: string) => blank(`${gap}field`));
  if (joined !== text) return joined;
  const start = swallowedFrom(root);
  if (start === undefined) return undefined;
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', start);
  const end = next === -1 ? text.length : next;
  return text.slice(0, from) + blank(text.slice(from, end)) + text.slice(end);
}

/** Where the content of a string begins that stands in no string. */
function swallowedFrom(root: SyntaxNode): number | undefined {
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const content = node.type === 'ERROR' ? node.children.find(({ type }) => type === 'string_content') : undefined;
    if (content) return content.start;
    // The first in the text first.
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child) pending.push(child);
    }
  }
  return undefined;
}
