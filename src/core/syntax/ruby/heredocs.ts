import type { SyntaxNode } from '../node';
import type { Expression, SlotPiece, TextExpression, TextPiece } from '../program';
import type { RubyBuilder } from './builder';
import { appendPiece, unescape } from './literals';

/** Columns of a tab where indentation is counted (Ruby 3.4, syntax/literals, "Heredoc Literals"; read 2026-11-28). */
const TAB = 8;

/** Notes for each heredoc where its text stands: bodies follow in the order of their beginnings. */
export function findHeredocs(builder: RubyBuilder, root: SyntaxNode): void {
  const waiting: SyntaxNode[] = [];
  const pending: SyntaxNode[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'heredoc_beginning') waiting.push(node);
    else if (node.type === 'heredoc_body') {
      const beginning = waiting.shift();
      if (beginning) builder.heredocs.set(beginning.start, node);
    }
    for (const child of node.children.toReversed()) pending.push(child);
  }
}

/** The text of a heredoc, with the indentation of `<<~` taken off and each line a piece of its own where it was. */
export function heredocText(
  builder: RubyBuilder,
  beginning: SyntaxNode,
  slot: (node: SyntaxNode) => Expression,
): TextExpression {
  const range = { start: beginning.start, end: beginning.end };
  const body = builder.heredocs.get(beginning.start);
  if (!body) return { kind: 'text', parts: [], content: undefined, range };
  const mark = builder.slice(beginning);
  const end = body.children.find(child => child.type === 'heredoc_end');
  const start = builder.text.indexOf('\n', body.start) + 1;
  // The white space before the closing name is not part of the text.
  const close = end ? builder.text.lastIndexOf('\n', end.start - 1) + 1 : body.end;
  const content = { start, end: Math.max(start, close) };
  const indent = mark.startsWith('<<~') ? commonIndent(builder.text.slice(content.start, content.end)) : 0;
  const parts: (TextPiece | SlotPiece)[] = [];
  for (const child of body.children) {
    const from = Math.max(child.start, content.start);
    const to = Math.min(child.end, content.end);
    if (child.type === 'interpolation')
      parts.push({ kind: 'slot', expression: slot(child), range: { start: child.start, end: child.end } });
    else if (child.type === 'escape_sequence')
      appendPiece(parts, unescape(builder.slice(child)), { start: child.start, end: child.end });
    else if (child.type === 'heredoc_content' && from < to) appendLines(builder.text, parts, from, to, indent);
  }
  return { kind: 'text', parts, content, range };
}

function appendLines(text: string, parts: (TextPiece | SlotPiece)[], from: number, to: number, indent: number): void {
  if (!indent) {
    appendPiece(parts, text.slice(from, to), { start: from, end: to });
    return;
  }
  for (let start = from; start < to;) {
    const lineBreak = text.indexOf('\n', start);
    const end = lineBreak === -1 || lineBreak >= to ? to : lineBreak + 1;
    const isLineStart = text[start - 1] === '\n';
    const first = isLineStart ? start + indentLength(text.slice(start, end), indent) : start;
    appendPiece(parts, text.slice(first, end), { start: first, end });
    start = end;
  }
}

/** Characters at the start of a line that make up to so many columns. */
function indentLength(line: string, columns: number): number {
  let column = 0;
  let length = 0;
  for (const character of line) {
    if (character !== ' ' && character !== '\t') break;
    const next = character === '\t' ? (Math.floor(column / TAB) + 1) * TAB : column + 1;
    if (next > columns) break;
    column = next;
    length += 1;
  }
  return length;
}

function commonIndent(content: string): number {
  const columns = content.split('\n').flatMap(line => {
    const blank = /^[ \t]*/.exec(line)?.[0] ?? '';
    if (blank.length === line.replace(/\r$/, '').length) return [];
    let column = 0;
    for (const character of blank) column = character === '\t' ? (Math.floor(column / TAB) + 1) * TAB : column + 1;
    return [column];
  });
  // A loop, because a text may have more lines than a call may have arguments.
  return columns.reduce((least, column) => Math.min(least, column), columns[0] ?? 0);
}
