import type { SyntaxNode } from '../node';
import type { TextExpression } from '../program';
import { piece, textBlock, unescape } from '../jvm/texts';

/** A string literal or a text block. */
export function textLiteral(text: string, node: SyntaxNode): TextExpression {
  const range = { start: node.start, end: node.end };
  const source = text.slice(node.start, node.end);
  const marks = source.startsWith('"""') ? 3 : 1;
  const isClosed = source.length >= 2 * marks && source.endsWith('"'.repeat(marks));
  const content = { start: node.start + marks, end: isClosed ? node.end - marks : node.end };
  const raw = text.slice(content.start, content.end);
  const parts = marks === 3 ? textBlock([piece(raw, content)]) : raw ? [piece(unescape(raw), content)] : [];
  return { kind: 'text', parts, content, range };
}

/** `'c'`: a text of one character. */
export function characterLiteral(text: string, node: SyntaxNode): TextExpression {
  const content = { start: node.start + 1, end: Math.max(node.start + 1, node.end - 1) };
  const value = unescape(text.slice(content.start, content.end));
  return { kind: 'text', parts: [piece(value, content)], content, range: { start: node.start, end: node.end } };
}
