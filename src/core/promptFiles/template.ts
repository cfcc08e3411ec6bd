import type { ChangeRate, Volatility } from '../prompts';
import { tagsIn } from '../resolve';
import type { Range } from '../text';
import { MarkedTextBuilder, type MarkedText } from './markedText';

/** Changes of what names stand for, as far as a name tells. */
export type ChangeOfName = (
  name: string,
) => { readonly volatility: Volatility; readonly changes: ChangeRate } | undefined;

/** A part of a template as a text with a slot for each tag that puts something in. */
export function templateText(source: string, range: Range, changeOf: ChangeOfName): MarkedText {
  const builder = new MarkedTextBuilder();
  let from = range.start;
  for (const tag of tagsIn(source.slice(range.start, range.end))) {
    const start = range.start + tag.at;
    builder.add(source.slice(from, start), from);
    from = start + tag.text.length;
    if (!tag.slot) continue;
    const expression = tag.text.replace(/\s+/g, ' ');
    builder.slot({ ...tag.slot, ...changeOf(tag.slot.name), expression, range: { start, end: from } });
  }
  return builder.add(source.slice(from, range.end), from).build();
}

/** A range without the white space around it; undefined when nothing is left. */
export function trimmed(source: string, { start, end }: Range): Range | undefined {
  const text = source.slice(start, end);
  const from = start + (text.length - text.trimStart().length);
  const to = start + text.trimEnd().length;
  return from < to ? { start: from, end: to } : undefined;
}
