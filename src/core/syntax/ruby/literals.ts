import type { Range } from '../../text';
import type { SyntaxNode } from '../node';
import type { Expression, SlotPiece, TextPiece } from '../program';

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  e: '\x1b',
  s: ' ',
  '0': '\0',
  '\n': '',
  '\r\n': '',
};

/** What an escape sequence between double quotes stands for. */
export function unescape(sequence: string): string {
  const body = sequence.slice(1);
  const simple = SIMPLE[body];
  if (simple !== undefined) return simple;
  const code = /^(?:u\{([0-9a-f ]+)\}|u([0-9a-f]{4})|x([0-9a-f]{1,2}))$/i.exec(body);
  if (code) {
    const points = (code[1] ?? code[2] ?? code[3] ?? '').split(' ').map(each => parseInt(each, 16));
    return points.map(point => (point <= 0x10ffff ? String.fromCodePoint(point) : '')).join('');
  }
  const octal = /^[0-7]{1,3}$/.exec(body);
  return octal ? String.fromCharCode(parseInt(body, 8)) : body;
}

/** `1_000`, `0x1f`, `1.5e3`; the suffixes of rational and complex numbers left aside. */
export const numberValue = (literal: string): number => Number(literal.replace(/_/g, '').replace(/[ri]+$/, ''));

/** The opening mark of a literal: `"`, `'`, `%q(`, `:"`. */
const OPENING = /^(?:%[a-zA-Z]?[^\w\s]|:?["'`])/;
/** Marks between which only the backslash and the mark itself can be escaped. */
const RAW = /^(?:%[qws]|:?')/;

/** What stands between the quotes. */
export function contentRange(text: string, node: SyntaxNode): Range {
  const opening = OPENING.exec(text.slice(node.start, node.start + 4))?.[0] ?? '';
  const start = node.start + opening.length;
  return { start, end: Math.max(start, node.end - 1) };
}

/** The parts of one literal; `slot` reads what stands in `#{}`. */
export function stringParts(
  text: string,
  node: SyntaxNode,
  slot: (node: SyntaxNode) => Expression,
): (TextPiece | SlotPiece)[] {
  const isRaw = RAW.test(text.slice(node.start, node.start + 2));
  const parts: (TextPiece | SlotPiece)[] = [];
  for (const child of node.children) {
    const range = { start: child.start, end: child.end };
    const source = text.slice(child.start, child.end);
    if (child.type === 'interpolation') parts.push({ kind: 'slot', expression: slot(child), range });
    else if (child.type === 'escape_sequence') appendPiece(parts, isRaw ? rawText(source) : unescape(source), range);
    else if (child.type === 'string_content') appendPiece(parts, isRaw ? rawText(source) : source, range);
  }
  return parts;
}

const rawText = (source: string): string => source.replace(/\\([\\'])/g, '$1');

/** Puts a piece to the one before it where they touch. */
export function appendPiece(parts: (TextPiece | SlotPiece)[], text: string, range: Range): void {
  const last = parts.at(-1);
  if (last?.kind === 'piece' && last.range.end === range.start) {
    parts[parts.length - 1] = {
      kind: 'piece',
      text: last.text + text,
      range: { start: last.range.start, end: range.end },
    };
  } else if (text) parts.push({ kind: 'piece', text, range });
}
