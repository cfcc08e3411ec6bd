import type { Range } from '../../text';
import type { SlotPiece, TextPiece } from '../program';

export type TextPart = TextPiece | SlotPiece;

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  s: ' ',
  '0': '\0',
  '\n': '',
  '\r\n': '',
};

/** What a literal stands for: `\n`, `\u0041`, octal `\101`, and the line break that a backslash takes away. */
export function unescape(raw: string): string {
  return raw.replace(/\\(u+[0-9a-fA-F]{4}|[0-3]?[0-7]{1,2}|\r\n|[^])/g, (_, body: string) => {
    const simple = SIMPLE[body];
    if (simple !== undefined) return simple;
    if (/^u/.test(body)) return String.fromCharCode(parseInt(body.replace(/^u+/, ''), 16));
    return /^[0-7]+$/.test(body) ? String.fromCharCode(parseInt(body, 8)) : body;
  });
}

/** `1_000L`, `0xFF`, `0b101`, `1.5f`, `10u`. */
export function numberValue(literal: string): number {
  const plain = literal.replace(/_/g, '').replace(/[uU]?[lL]?$/, '');
  if (/^0[xXbB]/.test(plain)) return Number(plain);
  return Number(plain.replace(/[fFdD]$/, ''));
}

export const piece = (text: string, range: Range): TextPiece => ({ kind: 'piece', text, range });

/** Parts that stand as they are written, one list for each line with its break. */
function linesOf(parts: readonly TextPart[]): TextPart[][] {
  const lines: TextPart[][] = [[]];
  for (const part of parts) {
    if (part.kind === 'slot') lines.at(-1)?.push(part);
    else {
      let start = part.range.start;
      for (const [text] of part.text.matchAll(/[^\n]*\n|[^\n]+/g)) {
        lines.at(-1)?.push(piece(text, { start, end: start + text.length }));
        start += text.length;
        if (text.endsWith('\n')) lines.push([]);
      }
    }
  }
  return lines;
}

const isBlank = (line: readonly TextPart[]): boolean =>
  line.every(part => part.kind === 'piece' && !/\S/.test(part.text));

function indentOf(line: readonly TextPart[]): number {
  const [first] = line;
  return first?.kind === 'piece' ? (/^[^\S\n]*/.exec(first.text)?.[0].length ?? 0) : 0;
}

function withoutStart(line: readonly TextPart[], length: number): TextPart[] {
  const [first, ...rest] = line;
  if (first?.kind !== 'piece' || length === 0) return [...line];
  const text = first.text.slice(length);
  return text ? [piece(text, { start: first.range.start + length, end: first.range.end }), ...rest] : rest;
}

function withoutEnd(line: readonly TextPart[], pattern: RegExp, put = ''): TextPart[] {
  const last = line.at(-1);
  if (last?.kind !== 'piece') return [...line];
  const text = last.text.replace(pattern, put);
  return text ? [...line.slice(0, -1), piece(text, last.range)] : line.slice(0, -1);
}

/** The text block of Java: the indentation that all lines share goes, the line of the closing quotes counted in. */
export function textBlock(parts: readonly TextPart[]): TextPart[] {
  const lines = linesOf(parts).slice(1); // the rest of the opening line
  const counted = lines.filter((line, index) => index === lines.length - 1 || !isBlank(line));
  const indent = Math.min(...counted.map(indentOf));
  return lines.flatMap(line => {
    const rest = withoutStart(line, Math.min(indent, indentOf(line)));
    return withoutEnd(rest, /[^\S\n]+(\n?)$/, '$1').map(part =>
      part.kind === 'piece' ? { ...part, text: unescape(part.text) } : part,
    );
  });
}

/** Kotlin's `trimIndent()` and `trimMargin()`: also the first and the last line go when they are blank. */
export function trimmedLines(parts: readonly TextPart[], margin: string | undefined): TextPart[] {
  const lines = linesOf(parts);
  const indent = Math.min(...lines.filter(line => !isBlank(line)).map(indentOf));
  const kept = lines.filter((line, index) => !((index === 0 || index === lines.length - 1) && isBlank(line)));
  const [last] = kept.splice(-1, 1);
  if (!last) return [];
  return [...kept, withoutEnd(last, /\n$/)].flatMap(line => {
    if (margin === undefined) return withoutStart(line, Math.min(indent, indentOf(line)));
    const own = indentOf(line);
    const [first] = line;
    const hasMargin = first?.kind === 'piece' && first.text.startsWith(margin, own);
    return hasMargin ? withoutStart(line, own + margin.length) : line;
  });
}
