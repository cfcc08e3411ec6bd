import { Heap } from './heap';

/** The bytes of a token: as text where they make whole characters, else one by one. */
export type TokenBytes = string | ArrayLike<number>;

/**
 * Characters of a piece that are merged at once, which bounds the memory it takes. Nothing that people write has longer
 * pieces; a run of letters, signs or spaces that has is cut, and a cut can part a token: one more in 8,192 characters.
 * The longest tokens of spaces have 128 or, in Claude's encoding, 1,024, so that runs of spaces are cut between them.
 */
const LONGEST_PIECE = 8_192;

/** A rank and a place in one number, which sorts by rank and then by place. A piece has less bytes, as UTF-8. */
const PLACES = 2 ** 15;

/** A stretch of bytes that is a token so far, and its neighbours. */
interface Part {
  readonly start: number;
  end: number;
  before: Part | undefined;
  after: Part | undefined;
  /** Of the token that it makes with the part after it; undefined when there is none. */
  rank: number | undefined;
}

/**
 * Counts by byte-pair encoding, exactly as OpenAI's tiktoken does, from the tables that other packages carry. Their own
 * counting takes time that grows with the square of a piece's length, and their caches do so with a piece that comes
 * again and again; here it is the length times its logarithm. What looks like a special token is plain text.
 */
export class BytePairEncoding {
  /** By the token's bytes, a character each. */
  private readonly ranks = new Map<string, number>();

  /**
   * @param pieces what a text is cut into before its bytes are merged, each piece by itself; global and Unicode-aware
   * @param tokens in the order in which they are merged
   */
  constructor(
    private readonly pieces: RegExp,
    tokens: readonly TokenBytes[],
  ) {
    tokens.forEach((token, rank) => {
      this.ranks.set(typeof token === 'string' ? toBytes(token) : String.fromCharCode(...Array.from(token)), rank);
    });
  }

  count(text: string): number {
    let total = 0;
    for (const [piece] of text.matchAll(this.pieces)) {
      for (let start = 0; start < piece.length;) {
        const end = wholeCharacter(piece, start + LONGEST_PIECE);
        total += this.countPiece(toBytes(piece.slice(start, end)));
        start = end;
      }
    }
    return total;
  }

  /** Joins the neighbours that make the token of the lowest rank, leftmost first, until none make one. */
  private countPiece(bytes: string): number {
    if (this.ranks.has(bytes)) return 1;
    const parts: Part[] = [];
    for (let start = 0; start < bytes.length; start++) {
      const before = parts[start - 1];
      const part: Part = { start, end: start + 1, before, after: undefined, rank: undefined };
      if (before) before.after = part;
      parts.push(part);
    }
    const pairs = new Heap();
    const offer = (part: Part): void => {
      part.rank = part.after && this.ranks.get(bytes.slice(part.start, part.after.end));
      if (part.rank !== undefined) pairs.push(part.rank * PLACES + part.start);
    };
    parts.forEach(offer);
    let count = parts.length;
    for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
      const part = parts[pair % PLACES];
      const merged = part?.after;
      // A pair whose parts have meanwhile been joined to others has another rank, or none.
      if (!merged || part.rank !== Math.floor(pair / PLACES)) continue;
      part.end = merged.end;
      part.after = merged.after;
      if (merged.after) merged.after.before = part;
      merged.rank = undefined;
      count--;
      offer(part);
      if (part.before) offer(part.before);
    }
    return count;
  }
}

/** The offset itself, or the one behind it where it would part the two halves of a character. */
function wholeCharacter(text: string, offset: number): number {
  const unit = text.charCodeAt(offset);
  return unit >= 0xdc00 && unit <= 0xdfff ? offset + 1 : offset;
}

const ASCII = /^[\0-\x7f]*$/;
const REPLACEMENT = 0xfffd;

/** A text as UTF-8, a character for each byte. Half a character is replaced, as encoders do. */
function toBytes(text: string): string {
  if (ASCII.test(text)) return text;
  const bytes: number[] = [];
  const trail = (code: number, shift: number): number => 0x80 | ((code >> shift) & 0x3f);
  for (const character of text) {
    const point = character.codePointAt(0) ?? REPLACEMENT;
    const code = point >= 0xd800 && point <= 0xdfff ? REPLACEMENT : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), trail(code, 0));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), trail(code, 6), trail(code, 0));
    else bytes.push(0xf0 | (code >> 18), trail(code, 12), trail(code, 6), trail(code, 0));
  }
  return String.fromCharCode(...bytes);
}
