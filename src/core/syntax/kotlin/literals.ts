import type { SyntaxNode } from '../node';
import type { Expression, NameExpression, TextExpression } from '../program';
import { piece, unescape, type TextPart } from '../jvm/texts';

const NAME_SLOT = /(\\[^])|\$([\p{L}_][\p{L}\p{N}_]*)/gu;

interface Slots {
  /** Reads what stands in `${…}`. */
  readonly expression: (node: SyntaxNode) => Expression;
  /** Reads the name in `$name`. */
  readonly name: (name: string, start: number) => Expression;
}

/** A string literal; the grammar leaves most `$name` in the text. */
export function textLiteral(text: string, node: SyntaxNode, slots: Slots): TextExpression {
  const isRaw = node.type === 'multiline_string_literal';
  const marks = isRaw ? 3 : 1;
  const end = Math.max(node.start + marks, node.end - marks);
  const content = { start: node.start + marks, end };
  const parts: TextPart[] = [];
  let offset = content.start;
  for (const inner of node.children) {
    if (inner.type !== 'interpolation') continue;
    parts.push(...plainParts(text, offset, inner.start, isRaw, slots));
    parts.push({ kind: 'slot', expression: slots.expression(inner), range: { start: inner.start, end: inner.end } });
    offset = inner.end;
  }
  parts.push(...plainParts(text, offset, content.end, isRaw, slots));
  return { kind: 'text', parts, content, range: { start: node.start, end: node.end } };
}

function plainParts(text: string, start: number, end: number, isRaw: boolean, slots: Slots): TextPart[] {
  const source = text.slice(start, end);
  const parts: TextPart[] = [];
  let from = 0;
  const add = (to: number): void => {
    if (to <= from) return;
    const raw = source.slice(from, to);
    parts.push(piece(isRaw ? raw : unescape(raw), { start: start + from, end: start + to }));
  };
  for (const match of source.matchAll(NAME_SLOT)) {
    const name = match[2];
    if (name === undefined) continue;
    add(match.index);
    const range = { start: start + match.index, end: start + match.index + match[0].length };
    parts.push({ kind: 'slot', expression: slots.name(name, range.start + 1), range });
    from = match.index + match[0].length;
  }
  add(source.length);
  return parts;
}

/** A name that stands in a text. */
export const nameIn = (
  name: string,
  start: number,
  { scope, block }: Pick<NameExpression, 'scope' | 'block'>,
): NameExpression => ({ kind: 'name', name, scope, block, range: { start, end: start + name.length } });
