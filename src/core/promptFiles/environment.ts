import type { Hop } from '../callsites';
import type { Range } from '../text';
import { MarkedText, MarkedTextBuilder } from './markedText';

/** `${env:NAME}`, `${env:NAME:fallback}`, `${NAME:-fallback}`, `${file:name.json}`. */
const READ = /\$\{(?:env:([A-Za-z_]\w{0,100})|([A-Z][A-Z0-9_]{0,100})|file(?=:))(?::-?([^}\n]{0,300}))?\}/g;

/** Settings in which names of environment variables stand for their values: those become slots. */
export function settingsText(file: string, source: string, range: Range): MarkedText {
  const builder = new MarkedTextBuilder();
  let from = range.start;
  for (const match of source.slice(range.start, range.end).matchAll(READ)) {
    const [expression, variable = match[2], , fallback] = match;
    const at = range.start + match.index;
    builder.add(source.slice(from, at), from);
    from = at + expression.length;
    const name = variable ?? fallback ?? '';
    const hop: Hop = { kind: 'environment', name, place: { file, range: { start: at, end: from } } };
    const start = from - 1 - (fallback?.length ?? 0);
    builder.slot({
      name,
      expression,
      range: { start: at, end: from },
      volatility: 'none',
      changes: 'deployment',
      ...(fallback && variable !== undefined
        ? { values: [MarkedText.plain(source, { start, end: from - 1 })], hop }
        : {}),
    });
  }
  return builder.add(source.slice(from, range.end), from).build();
}
