import type { SyntaxNode } from '../node';
import type { TextExpression, TextPiece } from '../program';

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** What an escape sequence of an interpreted string or a rune stands for. */
function unescape(sequence: string): string {
  const body = sequence.slice(1);
  const simple = SIMPLE[body];
  if (simple !== undefined) return simple;
  const code = /^(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))$/i.exec(body);
  if (code) return character(parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16));
  return /^[0-7]{3}$/.test(body) ? character(parseInt(body, 8)) : body;
}

const character = (point: number): string => (point <= 0x10ffff ? String.fromCodePoint(point) : '');

/** `"…"` and `` `…` `` literals. */
export function stringLiteral(text: string, node: SyntaxNode): TextExpression {
  const content = { start: node.start + 1, end: Math.max(node.start + 1, node.end - 1) };
  const isRaw = node.type === 'raw_string_literal';
  let value = '';
  let offset = content.start;
  for (const child of isRaw ? [] : node.children) {
    if (child.type !== 'escape_sequence') continue;
    value += text.slice(offset, child.start) + unescape(text.slice(child.start, child.end));
    offset = child.end;
  }
  value += text.slice(offset, content.end);
  // Carriage returns are no part of a raw string.
  const piece: TextPiece = { kind: 'piece', text: isRaw ? value.replaceAll('\r', '') : value, range: content };
  return {
    kind: 'text',
    parts: piece.text ? [piece] : [],
    content,
    range: { start: node.start, end: node.end },
  };
}

/** `'x'`, as the text that it adds where it is written. */
export function runeLiteral(text: string, node: SyntaxNode): TextExpression {
  const inner = { start: node.start + 1, end: node.end - 1 };
  const written = text.slice(inner.start, inner.end);
  const piece: TextPiece = {
    kind: 'piece',
    text: written.startsWith('\\') ? unescape(written) : written,
    range: inner,
  };
  return { kind: 'text', parts: [piece], content: inner, range: { start: node.start, end: node.end } };
}

/** The value of a number literal: separators, other bases, octal with a leading zero. */
export function numberValue(literal: string): number {
  const digits = literal.replaceAll('_', '');
  return /^0[0-7]+$/.test(digits) ? parseInt(digits, 8) : Number(digits);
}
