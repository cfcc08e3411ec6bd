import type { Range, TextEdit } from '../text';

/** Where a key can be added: an object literal or dictionary, the arguments of a call, the fields of a struct literal. */
export interface Insertion {
  readonly form: 'record' | 'arguments' | 'fields';
  /** With its brackets. */
  readonly into: Range;
  /** What stands last in it; undefined when it is empty. */
  readonly last?: Range;
  /** A function that the value goes through: `openai.Int`. */
  readonly through?: string;
  /** Keys from the outside in; all but the last are made anew. */
  readonly path: readonly string[];
}

/** How one language writes an entry. */
export interface EntryStyle {
  /** `path` from the outside in, as it stands in an object or between the parentheses of a call. */
  write(form: Insertion['form'], path: readonly string[], value: string): string;
  /** Blanks inside the braces of a one-line object. */
  readonly padding: string;
}

/** JSON, as a request's body is written. */
export const jsonEntries: EntryStyle = {
  write: (_, path, value) =>
    path.reduceRight((inner, key, index) => (index > 0 ? `{ "${key}": ${inner} }` : `"${key}": ${inner}`), value),
  padding: ' ',
};

/** The edits that add an entry, in the manner of what stands there: one line or several, trailing comma or none. */
export function insertEntry(
  text: string,
  { form, into, last, path, through }: Insertion,
  value: string,
  style: EntryStyle,
): TextEdit[] {
  const entry = style.write(form, path, through === undefined ? value : `${through}(${value})`);
  const close = into.end - 1;
  if (!last) {
    const padding = form === 'arguments' ? '' : style.padding;
    return [{ range: { start: into.start + 1, end: close }, newText: padding + entry + padding }];
  }
  const comma = trailingComma(text, last.end, close);
  const lineStart = text.lastIndexOf('\n', last.start - 1) + 1;
  const indent = text.slice(lineStart, last.start);
  const standsAlone = /^[ \t]*$/.test(indent) && lineStart > into.start;
  if (!standsAlone) {
    return comma === undefined
      ? [{ range: { start: last.end, end: last.end }, newText: `, ${entry}` }]
      : [{ range: { start: comma + 1, end: comma + 1 }, newText: ` ${entry},` }];
  }
  // A comment behind the last entry stays on its line.
  const lineEnd = Math.min(...[text.indexOf('\n', last.end), close].filter(end => end >= last.end));
  const rest = text.slice(comma === undefined ? last.end : comma + 1, lineEnd);
  const hasComment = /^[ \t]*(\/\/|#|\/\*)/.test(rest);
  const eol = text.slice(0, lineEnd).endsWith('\r') || text.includes('\r\n') ? '\r\n' : '\n';
  const newLine = `${eol}${indent}${entry}`;
  if (comma !== undefined) {
    const at = hasComment ? lineEnd - (text[lineEnd - 1] === '\r' ? 1 : 0) : comma + 1;
    return [{ range: { start: at, end: at }, newText: `${newLine},` }];
  }
  if (!hasComment) return [{ range: { start: last.end, end: last.end }, newText: `,${newLine}` }];
  const at = lineEnd - (text[lineEnd - 1] === '\r' ? 1 : 0);
  return [
    { range: { start: last.end, end: last.end }, newText: ',' },
    { range: { start: at, end: at }, newText: newLine },
  ];
}

/** Offset of a comma between the last entry and the closing bracket, comments left aside. */
function trailingComma(text: string, from: number, to: number): number | undefined {
  const between = text
    .slice(from, to)
    .replace(/\/\/[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\//g, comment => ' '.repeat(comment.length));
  const at = between.indexOf(',');
  return at === -1 ? undefined : from + at;
}

/**
 * Moves the line (or, in a one-line literal, the sentence) that a slot stands in to the end of its literal.
 * Undefined where that would tear apart what belongs together.
 * @param content what stands between the quotes
 */
export function moveToEnd(text: string, content: Range, slot: Range): TextEdit[] | undefined {
  const piece = pieceAround(text, content, slot);
  if (!piece || piece.end >= content.end) return undefined;
  const before = text.slice(content.start, piece.start).trimEnd();
  // A heading or a colon above says that the line belongs to it.
  if (/[:>]$/.test(before) || /(^|\n)#[^\n]*$/.test(before)) return undefined;
  const moved = text.slice(piece.start, piece.end).trim();
  const label = moved.replace(/\$\{[^}]*\}|\{[^}]*\}/g, '');
  // Without words of its own the slot can't be told from what it would then follow.
  if (!/[A-Za-z\u00c0-\uffff]{2}/.test(label) || /[{[(]$/.test(moved)) return undefined;
  const tail = text.slice(piece.end, content.end);
  const trimmed = tail.trimEnd();
  const end = piece.end + trimmed.length;
  const separator = piece.isLine
    ? tail.includes('\\n') && !tail.includes('\n')
      ? '\\n'
      : '\n' + indentBefore(text, piece.start)
    : ' ';
  return [
    { range: { start: piece.start, end: piece.end }, newText: '' },
    { range: { start: end, end }, newText: separator + moved },
  ];
}

const indentBefore = (text: string, lineStart: number): string => /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';

/** The whole line, or sentence, around the slot, with the break behind it. */
function pieceAround(text: string, content: Range, slot: Range): (Range & { isLine: boolean }) | undefined {
  const inside = text.slice(content.start, content.end);
  const at = slot.start - content.start;
  const behind = slot.end - content.start;
  for (const lineBreak of ['\n', '\\n']) {
    if (!inside.includes(lineBreak)) continue;
    const start = inside.lastIndexOf(lineBreak, at - 1);
    const end = inside.indexOf(lineBreak, behind);
    if (end === -1) return undefined;
    const from = start === -1 ? 0 : start + lineBreak.length;
    return { start: content.start + from, end: content.start + end + lineBreak.length, isLine: true };
  }
  const starts = [...inside.slice(0, at).matchAll(/[.!?]\s+/g)].at(-1);
  const end = /[.!?]\s+/.exec(inside.slice(behind));
  if (!end) return undefined;
  return {
    start: content.start + (starts ? starts.index + starts[0].length : 0),
    end: slot.end + end.index + end[0].length,
    isLine: false,
  };
}
