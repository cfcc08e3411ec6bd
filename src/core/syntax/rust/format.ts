import type { Range } from '../../text';
import type { SlotPiece, TextPiece } from '../program';
import { joinPieces, stretches } from './literals';

/** Which argument stands in the braces of a format string. */
export type Placeholder =
  | { readonly kind: 'position'; readonly index: number }
  /** An argument of that name or, where none is given, a variable. */
  | { readonly kind: 'name'; readonly name: string; readonly range: Range };

/**
 * The pieces and slots of `format!("Hello {name}, {0} {:>5}", …)`.
 * @param argument what a placeholder stands for
 */
export function formatParts(
  text: string,
  literal: Range,
  argument: (placeholder: Placeholder, range: Range) => SlotPiece,
): (TextPiece | SlotPiece)[] {
  const parts: (TextPiece | SlotPiece)[] = [];
  let pieces: TextPiece[] = [];
  let next = 0;
  const flush = (): void => {
    parts.push(...joinPieces(pieces));
    pieces = [];
  };
  const piece = (value: string, start: number, end: number): void => {
    if (end > start) pieces.push({ kind: 'piece', text: value, range: { start, end } });
  };
  for (const { text: value, isEscape, start, end } of stretches(text, literal)) {
    if (isEscape) {
      piece(value, start, end);
      continue;
    }
    let from = 0;
    for (const match of value.matchAll(/\{\{|\}\}|\{\s*([\w]*)\s*(?::([^{}]*))?\}/g)) {
      const [whole, name = '', spec = ''] = match;
      piece(value.slice(from, match.index), start + from, start + match.index);
      from = match.index + whole.length;
      if (whole === '{{' || whole === '}}') {
        piece(whole.slice(0, 1), start + match.index, start + from);
        continue;
      }
      flush();
      // `{:.*}` takes its precision from an argument of its own.
      if (spec.includes('.*')) next += 1;
      const nameStart = start + match.index + whole.indexOf(name, 1);
      const placeholder: Placeholder =
        name === ''
          ? { kind: 'position', index: next++ }
          : /^\d+$/.test(name)
            ? { kind: 'position', index: Number(name) }
            : { kind: 'name', name, range: { start: nameStart, end: nameStart + name.length } };
      parts.push(argument(placeholder, { start: start + match.index, end: start + from }));
    }
    piece(value.slice(from), start + from, end);
  }
  flush();
  return parts;
}
