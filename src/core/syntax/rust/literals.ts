import type { Range } from '../../text';
import type { TextPiece } from '../program';

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

/** `1_024u32`, `0.7f64`, `0xff`; a suffix says the type only. */
export const numberValue = (literal: string): number => {
  const digits = literal.replace(/_/g, '');
  return Number(
    /^0[xob]/.test(digits) ? digits.replace(/[iu](?:8|16|32|64|128|size)$/, '') : digits.replace(/[iuf]\w+$/, ''),
  );
};

/** What stands between the quotes of a string literal, and whether backslashes mean something in it. */
export function literalContent(text: string, { start, end }: Range): { content: Range; isRaw: boolean } {
  const open = /^(?:br|cr|r)(#*)"|^[bc]?"/.exec(text.slice(start, Math.min(end, start + 270)))?.[0] ?? '"';
  const isRaw = open.includes('r');
  const close = isRaw ? open.length - open.indexOf('r') - 1 : 1;
  return { content: { start: start + open.length, end: Math.max(start + open.length, end - close) }, isRaw };
}

/** A stretch of a literal that reads as it stands there, or an escape. */
export interface Stretch extends Range {
  readonly text: string;
  readonly isEscape: boolean;
}

const ESCAPE = /\\(?:u\{([0-9a-fA-F_]{1,8})\}|x([0-9a-fA-F]{2})|(\r?\n\s*)|([^]))/g;

export function stretches(text: string, range: Range): Stretch[] {
  const { content, isRaw } = literalContent(text, range);
  const inside = text.slice(content.start, content.end);
  const found: Stretch[] = [];
  let from = 0;
  const plain = (to: number): void => {
    if (to > from)
      found.push({
        text: inside.slice(from, to),
        isEscape: false,
        start: content.start + from,
        end: content.start + to,
      });
  };
  for (const match of isRaw ? [] : inside.matchAll(ESCAPE)) {
    plain(match.index);
    from = match.index + match[0].length;
    found.push({
      text: unescaped(match),
      isEscape: true,
      start: content.start + match.index,
      end: content.start + from,
    });
  }
  plain(inside.length);
  return found;
}

/** A line that ends in a backslash goes on at the next one's first character. */
function unescaped([sequence, unicode, byte, lineBreak, simple]: RegExpExecArray): string {
  if (lineBreak !== undefined) return '';
  const code = unicode ?? byte;
  if (code !== undefined) {
    const point = parseInt(code.replace(/_/g, ''), 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  }
  const known = simple === undefined ? undefined : SIMPLE[simple];
  return known ?? (simple !== undefined && /["'\\]/.test(simple) ? simple : sequence);
}

/** `'a'`, `'\\n'`, `b'x'` */
export const characterOf = (literal: string): string =>
  literal.replace(/^b?'|'$/g, '').replace(ESCAPE, (...groups) => unescaped(groups as unknown as RegExpExecArray));

/** Pieces that follow one another in the source become one. */
export function joinPieces(pieces: readonly TextPiece[]): TextPiece[] {
  const joined: TextPiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last?.range.end === piece.range.start) {
      joined[joined.length - 1] = {
        kind: 'piece',
        text: last.text + piece.text,
        range: { start: last.range.start, end: piece.range.end },
      };
    } else joined.push(piece);
  }
  return joined;
}

/** The text of a literal, escapes resolved. */
export const textPieces = (text: string, range: Range): TextPiece[] =>
  joinPieces(
    stretches(text, range).map(({ text: value, start, end }) => ({
      kind: 'piece',
      text: value,
      range: { start, end },
    })),
  );
