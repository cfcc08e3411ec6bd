import type { Range } from '../../text';
import type { SyntaxNode } from '../node';
import type { Expression, SlotPiece, TextPiece } from '../program';

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  v: '\v',
  f: '\f',
  e: '\x1b',
  '\\': '\\',
  $: '$',
  '"': '"',
};

/** What an escape sequence between double quotes, or in a heredoc, stands for. */
function unescape(sequence: string): string {
  const body = sequence.slice(1);
  const simple = SIMPLE[body];
  if (simple !== undefined) return simple;
  const code = /^(?:u\{([0-9a-f]+)\}|x([0-9a-f]{1,2}))$/i.exec(body);
  if (code) {
    const point = parseInt(code[1] ?? code[2] ?? '', 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  }
  return /^[0-7]{1,3}$/.test(body) ? String.fromCharCode(parseInt(body, 8)) : sequence;
}

/** `1_000`, `0x1F`, `0b11`, `0o17`, `017`, `1.5e3`. */
export function numberValue(literal: string): number {
  const digits = literal.replace(/_/g, '');
  return /^0[0-7]+$/.test(digits) ? parseInt(digits, 8) : Number(digits);
}

type Parts = (TextPiece | SlotPiece)[];

/** What stands between the quotes; in a heredoc, between its first and last line break. */
export function contentRange(text: string, node: SyntaxNode): Range {
  if (node.type !== 'heredoc' && node.type !== 'nowdoc') {
    const first = text[node.start] === 'b' ? 2 : 1;
    return { start: node.start + first, end: Math.max(node.start + first, node.end - 1) };
  }
  const identifier = node.children.find(child => child.field === 'identifier');
  const closing = node.children.find(child => child.field === 'end_tag');
  const start = text.indexOf('\n', identifier?.end ?? node.start) + 1;
  const lineStart = text.lastIndexOf('\n', (closing?.start ?? node.end) - 1);
  const end = text[lineStart - 1] === '\r' ? lineStart - 1 : lineStart;
  return { start, end: Math.max(start, end) };
}

/** Columns that the closing name of a heredoc stands in, which are taken off each line. */
function indentOf(text: string, node: SyntaxNode): number {
  const closing = node.children.find(child => child.field === 'end_tag');
  if (!closing) return 0;
  const lineStart = text.lastIndexOf('\n', closing.start - 1) + 1;
  return closing.start - lineStart;
}

/**
 * The parts of one literal. The grammar leaves line breaks out of its pieces, so that those are read from what stands
 * between escapes and slots.
 * @param slot reads what stands in `{$x}`
 */
export function stringParts(text: string, node: SyntaxNode, slot: (node: SyntaxNode) => Expression): Parts {
  const isHeredoc = node.type === 'heredoc' || node.type === 'nowdoc';
  const content = contentRange(text, node);
  const indent = isHeredoc ? indentOf(text, node) : 0;
  const isRaw = node.type === 'string';
  const body = isHeredoc ? node.children.find(child => child.field === 'value') : node;
  const parts: Parts = [];
  let offset = content.start;
  const upTo = (end: number): void => {
    appendLines(parts, text, offset, Math.min(end, content.end), indent);
  };
  for (const child of body?.children ?? []) {
    if (!child.isNamed || /^(string_content|nowdoc_string|heredoc_start|heredoc_end)$/.test(child.type)) continue;
    if (child.type === 'escape_sequence') {
      upTo(child.start);
      const source = text.slice(child.start, child.end);
      const value = isRaw ? source.replace(/^\\([\\'])$/, '$1') : unescape(source);
      appendPiece(parts, value, { start: child.start, end: child.end });
      offset = child.end;
    } else {
      const hasBraces = text[child.start - 1] === '{' && text[child.end] === '}' && text[child.start - 2] !== '\\';
      const range = hasBraces ? { start: child.start - 1, end: child.end + 1 } : { start: child.start, end: child.end };
      upTo(range.start);
      parts.push({ kind: 'slot', expression: slot(child), range });
      offset = range.end;
    }
  }
  upTo(content.end);
  return parts;
}

function appendLines(parts: Parts, text: string, from: number, to: number, indent: number): void {
  if (!indent) {
    if (from < to) appendPiece(parts, text.slice(from, to), { start: from, end: to });
    return;
  }
  for (let start = from; start < to;) {
    const lineBreak = text.indexOf('\n', start);
    const end = lineBreak === -1 || lineBreak >= to ? to : lineBreak + 1;
    const blank = text[start - 1] === '\n' ? (/^[ \t]*/.exec(text.slice(start, end))?.[0].length ?? 0) : 0;
    const first = start + Math.min(indent, blank);
    appendPiece(parts, text.slice(first, end), { start: first, end });
    start = end;
  }
}

/** Puts a piece to the one before it where they touch. */
function appendPiece(parts: Parts, text: string, range: Range): void {
  const last = parts.at(-1);
  if (last?.kind === 'piece' && last.range.end === range.start) {
    parts[parts.length - 1] = {
      kind: 'piece',
      text: last.text + text,
      range: { start: last.range.start, end: range.end },
    };
  } else if (text) parts.push({ kind: 'piece', text, range });
}
