import type { Encoder } from './encodings/encoder';

/** Pieces up to here are counted whole: words, numbers and indents of real text. */
const WHOLE_PIECE = 256;
/** Longer ones still are counted exactly up to here (about 10 ms each) … */
const LONGEST_WHOLE_PIECE = 2_000;
/** … while the squares of their lengths stay below this in one text, some 0.2 s. */
const SQUARED_LENGTHS = 64_000_000;
/** What is cut is cut to this length: shorter is faster and less exact. The longest tokens of white space have 128 characters. */
const CUT = 128;

/**
 * Counts in linear time, whatever the text.
 *
 * Merging the bytes of one piece takes time that grows with the square of its length, and a run of 20,000 letters,
 * 50,000 spaces or 24,000 Chinese characters is one piece. Pieces beyond the bounds above are cut every 128 characters,
 * each part counted by itself. A cut parts a token in two at most, so that the count is too high by no more than about
 * one token in 128 characters; for anything that is not such a run it is exact.
 */
export function countLinear(text: string, { pieces, count }: Encoder): number {
  if (text.length <= WHOLE_PIECE || !hasLongRun(text)) return count(text);
  let budget = SQUARED_LENGTHS;
  let total = 0;
  for (const [piece] of text.matchAll(pieces)) {
    const { length } = piece;
    const work = length > WHOLE_PIECE ? length * length : 0;
    if (length <= LONGEST_WHOLE_PIECE && work <= budget) {
      budget -= work;
      total += count(piece);
    } else {
      total += countCut(piece, count);
    }
  }
  return total;
}

/** A piece is made of white space or of anything else, with at most one space before and line breaks behind. */
function hasLongRun(text: string): boolean {
  for (const [run] of text.matchAll(/\s+|\S+/g)) if (run.length >= WHOLE_PIECE) return true;
  return false;
}

function countCut(piece: string, count: (text: string) => number): number {
  let total = 0;
  for (let start = 0; start < piece.length;) {
    const end = wholeCharacter(piece, start + CUT);
    total += count(piece.slice(start, end));
    start = end;
  }
  return total;
}

/** The offset itself, or the one behind it where it would part the two halves of a character. */
function wholeCharacter(text: string, offset: number): number {
  const unit = text.charCodeAt(offset);
  return unit >= 0xdc00 && unit <= 0xdfff ? offset + 1 : offset;
}
