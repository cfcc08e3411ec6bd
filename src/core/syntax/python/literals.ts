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
  '0': '\0',
  '\n': '',
  '\r\n': '',
};

function unescape(sequence: string): string {
  const body = sequence.slice(1);
  const simple = SIMPLE[body];
  if (simple !== undefined) return simple;
  const code = /^(?:u([0-9a-f]{4})|U([0-9a-f]{8})|x([0-9a-f]{2}))$/i.exec(body);
  if (code) {
    const point = parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  }
  const octal = /^[0-7]{1,3}$/.exec(body);
  if (octal) return String.fromCharCode(parseInt(body, 8));
  return /^['"\\]$/.test(body) ? body : sequence;
}

export const numberValue = (literal: string): number => Number(literal.replace(/_/g, '').replace(/[jJlL]$/, ''));

/** The parts of one string token; `slot` reads what stands in the braces of an f-string. */
export function stringParts(
  text: string,
  node: SyntaxNode,
  slot: (node: SyntaxNode) => Expression,
): (TextPiece | SlotPiece)[] {
  const start = node.children.find(child => child.type === 'string_start');
  const isRaw = start !== undefined && /r/i.test(text.slice(start.start, start.end));
  const parts: (TextPiece | SlotPiece)[] = [];
  const append = (value: string, range: Range) => {
    const last = parts.at(-1);
    if (!value) return;
    if (last?.kind === 'piece' && last.range.end === range.start) {
      parts[parts.length - 1] = {
        kind: 'piece',
        text: last.text + value,
        range: { start: last.range.start, end: range.end },
      };
    } else parts.push({ kind: 'piece', text: value, range });
  };
  for (const child of node.children) {
    if (child.type === 'interpolation') {
      parts.push({ kind: 'slot', expression: slot(child), range: { start: child.start, end: child.end } });
    } else if (child.type === 'string_content') {
      let offset = child.start;
      for (const inner of child.children) {
        append(text.slice(offset, inner.start), { start: offset, end: inner.start });
        const raw = text.slice(inner.start, inner.end);
        const value = inner.type === 'escape_interpolation' ? raw.slice(1) : isRaw ? raw : unescape(raw);
        append(value, { start: inner.start, end: inner.end });
        offset = inner.end;
      }
      append(text.slice(offset, child.end), { start: offset, end: child.end });
    } else if (child.type === 'escape_interpolation')
      append(text.slice(child.start + 1, child.end), { start: child.start, end: child.end });
  }
  return parts;
}

/** What stands between the quotes of one string token. */
export function contentRange(node: SyntaxNode): Range | undefined {
  const open = node.children.find(child => child.type === 'string_start');
  const close = node.children.findLast(child => child.type === 'string_end');
  return open && close && { start: open.end, end: close.start };
}
