import type { Comment } from '../syntax';
import type { Range } from '../text';

/** Comments that say something to Meterline; no others are asked for. */
const COMMENT = /(?:^|[ \t])(?:#+|\/\/)[ \t]*(meterline\b[^\n]*)$/gm;

/** The comments of settings or of a script, in the order of the text. */
export function commentsIn(text: string, { start, end }: Range = { start: 0, end: text.length }): Comment[] {
  return [...text.slice(start, end).matchAll(COMMENT)].map(match => {
    const from = start + match.index;
    return { range: { start: from, end: from + match[0].length }, text: (match[1] ?? '').trim() };
  });
}
