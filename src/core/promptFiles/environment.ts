import type { Hop } from '../callsites';
import type { Range } from '../text';
import { MarkedText, MarkedTextBuilder } from './markedText';

/** `${env:NAME}`, `${env:NAME:fallback}`, `${NAME:-fallback}`. */
const READ = /\$\{(?:env:)?([A-Za-z_]\w{0,100})(?::-?([^}\n]{0,300}))?\}/g;

/** Settings in which names of environment variables stand for their values: those become slots. */
export function settingsText(file: string, source: string, range: Range): MarkedText {
  const builder = new MarkedTextBuilder();
  let from = range.start;
  for (const match of source.slice(range.start, range.end).matchAll(READ)) {
    const [expression, name = '', fallback] = match;
    const at = range.start + match.index;
    builder.add(source.slice(from, at), from);
    from = at + expression.length;
    const hop: Hop = { kind: 'environment', name, place: { file, range: { start: at, end: from } } };
    const start = from - 1 - (fallback?.length ?? 0);
    builder.slot({
      name,
      expression,
      range: { start: at, end: from },
      volatility: 'none',
      changes: 'deployment',
      ...(fallback ? { values: [MarkedText.plain(source, { start, end: from - 1 })], hop } : {}),
    });
  }
  return builder.add(source.slice(from, range.end), from).build();
}
