import type { Range } from '../../text';
import type { SyntaxNode } from '../node';
import type { Expression, SlotPiece, TextExpression, TextPiece } from '../program';
import { at } from './nodes';

type Parts = (TextPiece | SlotPiece)[];

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  e: '\x1b',
  '0': '\0',
};

function unescape(sequence: string): string {
  const body = sequence.slice(1);
  const simple = SIMPLE[body];
  if (simple !== undefined) return simple;
  const code = /^[uUx]([0-9a-f]{1,8})$/i.exec(body)?.[1];
  if (code !== undefined) {
    const point = parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  }
  return body;
}

/** `1_000`, `500L`, `0x1F`, `0b101`, `0.5f`, `3m`. */
export function numberValue(literal: string): number {
  const digits = literal.replace(/_/g, '').toLowerCase();
  return Number(/^0[xb]/.test(digits) ? digits.replace(/[ul]+$/, '') : digits.replace(/[ulfdm]+$/, ''));
}

function append(parts: Parts, text: string, range: Range): void {
  const last = parts.at(-1);
  if (!text) return;
  if (last?.kind === 'piece' && last.range.end === range.start)
    parts[parts.length - 1] = {
      kind: 'piece',
      text: last.text + text,
      range: { start: last.range.start, end: range.end },
    };
  else parts.push({ kind: 'piece', text, range });
}

/** Any string literal; `slot` reads what stands in the braces of an interpolated one. */
export function lowerString(text: string, node: SyntaxNode, slot: (node: SyntaxNode) => Expression): TextExpression {
  const parts = partsOf(text, node, slot);
  return { kind: 'text', parts, content: contentOf(text, node), range: at(node) };
}

function partsOf(text: string, node: SyntaxNode, slot: (node: SyntaxNode) => Expression): Parts {
  switch (node.type) {
    case 'verbatim_string_literal': {
      const content = contentOf(text, node);
      return [{ kind: 'piece', text: text.slice(content.start, content.end).replaceAll('""', '"'), range: content }];
    }
    case 'raw_string_literal': {
      const content = contentOf(text, node);
      const parts: Parts = [{ kind: 'piece', text: text.slice(content.start, content.end), range: content }];
      return withoutIndentation(text, parts, content);
    }
    case 'interpolated_string_expression':
      return interpolatedParts(text, node, slot);
    default: {
      const parts: Parts = [];
      for (const child of node.children) {
        if (child.type === 'string_literal_content' || child.type === 'character_literal_content')
          append(parts, text.slice(child.start, child.end), at(child));
        else if (child.type === 'escape_sequence')
          append(parts, unescape(text.slice(child.start, child.end)), at(child));
      }
      return parts;
    }
  }
}

function interpolatedParts(text: string, node: SyntaxNode, slot: (node: SyntaxNode) => Expression): Parts {
  const start = node.children.find(child => child.type === 'interpolation_start');
  const marks = start ? text.slice(start.start, start.end) : '$';
  const isRaw = node.children.some(child => child.type === 'interpolation_quote');
  const parts: Parts = [];
  for (const child of node.children) {
    const range = at(child);
    const source = text.slice(range.start, range.end);
    if (child.type === 'interpolation') parts.push({ kind: 'slot', expression: slot(child), range });
    else if (child.type === 'escape_sequence') append(parts, unescape(source), range);
    else if (child.type === 'string_content') {
      const braces = isRaw ? source : source.replaceAll('{{', '{').replaceAll('}}', '}');
      append(parts, marks.includes('@') ? braces.replaceAll('""', '"') : braces, range);
    }
  }
  return isRaw ? withoutIndentation(text, parts, contentOf(text, node)) : parts;
}

/**
 * A raw string of several lines begins and ends with a line of its quotes alone, and the white space before the
 * closing ones is taken off each line.
 */
function withoutIndentation(text: string, parts: Parts, content: Range): Parts {
  const source = text.slice(content.start, content.end);
  if (!/^[ \t]*\r?\n/.test(source)) return parts;
  const indentation = /\n([ \t]*)$/.exec(source)?.[1];
  if (indentation === undefined) return parts;
  return parts.flatMap((part, index): Parts => {
    if (part.kind === 'slot') return [part];
    let inner = part.text;
    if (index === parts.length - 1) inner = inner.replace(/\r?\n[ \t]*$/, '');
    inner = inner.replace(/\n[ \t]*/g, blank => `\n${dedented(blank.slice(1), indentation)}`);
    if (index === 0) inner = inner.replace(/^[ \t]*\r?\n/, '');
    // A text of one line: what was left of its first break was the break before its last.
    return inner ? [{ ...part, text: inner }] : [];
  });
}

const dedented = (blank: string, indentation: string): string =>
  blank.startsWith(indentation) ? blank.slice(indentation.length) : '';

/** What stands between the quotes. */
function contentOf(text: string, node: SyntaxNode): Range {
  const source = text.slice(node.start, node.end);
  const marks = /^[$@]*/.exec(source)?.[0] ?? '';
  const quotes = /^"*/.exec(source.slice(marks.length))?.[0].length ?? 0;
  // `""` is an empty text, `"""` opens a raw one, but not behind an `@`.
  const width = node.type === 'character_literal' || marks.includes('@') || quotes < 3 ? 1 : quotes;
  const suffix = /"(u8)$/i.exec(source)?.[1]?.length ?? 0;
  const start = node.start + marks.length + width;
  return { start, end: Math.max(start, node.end - suffix - width) };
}
