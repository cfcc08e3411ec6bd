import type { Hop } from '../callsites';
import type { ChangeRate, SlotPart, Volatility } from '../prompts';
import { choiceOf, type TextWorth, type Worth, type WorthPart } from '../resolve';
import type { Range } from '../text';

/** Stands for a slot in a text that is parsed: one character of Unicode's private use, which no file holds. */
export const MARK = '\ue000';

/** A place in a text that is filled in when it is used. */
export interface Slot {
  readonly name: string;
  /** As it is written, `{{question}}` or `$QUESTION`. */
  readonly expression: string;
  /** Where it stands in the file. */
  readonly range: Range;
  readonly content?: SlotPart['content'];
  readonly volatility?: Volatility;
  readonly changes?: ChangeRate;
  /** What it may be, as far as the file says; more when `isOpen`. */
  readonly values?: readonly MarkedText[];
  readonly isOpen?: boolean;
  /** How the values were reached. */
  readonly hop?: Hop;
}

/** A stretch of a marked text that stands in the file as it is. */
interface Segment {
  /** Where it begins in the text, and in the file. */
  readonly at: number;
  readonly source: number;
  readonly length: number;
  /** How it was reached, when it stands elsewhere in the file. */
  readonly hops: readonly Hop[];
}

const NO_HOPS: readonly Hop[] = [];

/**
 * A text as it is once quotes, escapes and tags are read, with a mark for each slot, that knows where in its file
 * each character stands.
 */
export class MarkedText {
  constructor(
    readonly text: string,
    private readonly segments: readonly Segment[],
    private readonly slots: ReadonlyMap<number, Slot>,
  ) {}

  /** A stretch of a file as it stands. */
  static plain(source: string, { start, end }: Range): MarkedText {
    return new MarkedTextBuilder().add(source.slice(start, end), start).build();
  }

  /** The text with each slot as it is written: the same for the same file name, whatever its variables hold. */
  get written(): string {
    return this.text
      .split('')
      .map((char, index) => this.slots.get(index)?.expression ?? char)
      .join('');
  }

  /** The only thing that the text is: a slot. */
  get onlySlot(): Slot | undefined {
    const at = this.text.indexOf(MARK);
    return at !== -1 && this.text.trim() === MARK ? this.slots.get(at) : undefined;
  }

  /** Where a stretch stands in the file. */
  rangeOf(start: number, end: number): Range {
    const from = this.sourceOf(start);
    if (end <= start) return { start: from, end: from };
    return { start: from, end: Math.max(from, this.slots.get(end - 1)?.range.end ?? this.sourceOf(end - 1) + 1) };
  }

  /** True when the stretch stands in the file as it is, character by character. */
  isVerbatim(start: number, end: number): boolean {
    const segment = this.segments[this.indexAt(start)];
    return segment !== undefined && segment.at <= start && end <= segment.at + segment.length && !segment.hops.length;
  }

  /** The hops over which parts of a stretch were reached. */
  hopsOf(start: number, end: number): Hop[] {
    const hops = this.segments.filter(({ at, length }) => at < end && at + length > start).flatMap(({ hops }) => hops);
    return [...new Set(hops)];
  }

  /** Adds what stands between two offsets to another text. */
  copyTo(builder: MarkedTextBuilder, start = 0, end = this.text.length, hop?: Hop): void {
    for (let at = start; at < end;) {
      const slot = this.slots.get(at);
      const segment = this.segments[this.indexAt(at)];
      if (slot) {
        builder.slot(slot);
        at += 1;
        continue;
      }
      const mark = this.text.indexOf(MARK, at);
      const inSegment = segment ? segment.at + segment.length : end;
      const to = Math.max(at + 1, Math.min(end, inSegment > at ? inSegment : end, mark === -1 ? end : mark));
      const hops = segment?.hops ?? NO_HOPS;
      builder.add(this.text.slice(at, to), this.sourceOf(at), hop ? [hop, ...hops] : hops);
      at = to;
    }
  }

  slice(start: number, end: number): MarkedText {
    const builder = new MarkedTextBuilder();
    this.copyTo(builder, start, end);
    return builder.build();
  }

  /**
   * What a stretch is worth as a text.
   * @param value the stretch as it is read, escapes resolved
   */
  worth(file: string, start = 0, end = this.text.length, value = this.text.slice(start, end)): Worth {
    const only = value.trim() === MARK ? this.slotIn(start, end) : undefined;
    if (only?.values?.length) return this.choice(file, only);
    const at = { file, range: this.rangeOf(start, end) };
    return { kind: 'text', parts: this.parts(file, start, end, value), at, trail: this.hopsOf(start, end) };
  }

  private slotIn(start: number, end: number): Slot | undefined {
    const at = this.text.indexOf(MARK, start);
    return at === -1 || at >= end ? undefined : this.slots.get(at);
  }

  private choice(file: string, slot: Slot): Worth {
    const hops = slot.hop ? [slot.hop] : [];
    const known = (slot.values ?? []).map(value => {
      const worth = value.worth(file);
      return { ...worth, trail: [...hops, ...worth.trail] };
    });
    const place = { file, range: slot.range };
    const open: TextWorth[] = slot.isOpen
      ? [{ kind: 'text', parts: [slotPart(file, slot)], at: place, trail: [] }]
      : [];
    return choiceOf([...known, ...open]);
  }

  private parts(file: string, start: number, end: number, value: string): WorthPart[] {
    const marks: number[] = [];
    for (let at = this.text.indexOf(MARK, start); at !== -1 && at < end; at = this.text.indexOf(MARK, at + 1))
      marks.push(at);
    const pieces = value.split(MARK);
    // Where reading has dropped a mark, nobody can tell which piece is whose.
    const isAligned = pieces.length === marks.length + 1;
    return pieces.flatMap((piece, index): WorthPart[] => {
      const from = index === 0 ? start : (marks[index - 1] ?? start) + 1;
      const to = marks[index] ?? end;
      const slot = this.slots.get(marks[index] ?? -1);
      const text: WorthPart[] = piece
        ? [{ kind: 'text', text: piece, ...(isAligned ? { place: { file, range: this.rangeOf(from, to) } } : {}) }]
        : [];
      return [...text, ...(slot && isAligned ? [slotPart(file, slot)] : [])];
    });
  }

  private sourceOf(offset: number): number {
    const slot = this.slots.get(offset);
    if (slot) return slot.range.start;
    const segment = this.segments[this.indexAt(offset)];
    return segment ? segment.source + Math.min(Math.max(offset - segment.at, 0), segment.length) : 0;
  }

  /** The last segment that begins at or before an offset. */
  private indexAt(offset: number): number {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.segments[middle]?.at ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function slotPart(file: string, slot: Slot): WorthPart {
  const { name, expression, range, content = 'text', volatility = 'unknown', changes = 'unknown' } = slot;
  return {
    kind: 'slot',
    name,
    expression: expression.slice(0, 80),
    place: { file, range },
    volatility,
    changes,
    content,
  };
}

const sameHops = (a: readonly Hop[], b: readonly Hop[]): boolean =>
  a.length === b.length && a.every((hop, index) => hop === b[index]);

/** Puts a marked text together, piece by piece. */
export class MarkedTextBuilder {
  private readonly pieces: string[] = [];
  private readonly segments: Segment[] = [];
  private readonly slots = new Map<number, Slot>();
  private length = 0;

  /** @param source where the text begins in the file */
  add(text: string, source: number, hops: readonly Hop[] = NO_HOPS): this {
    if (text === '') return this;
    const last = this.segments.at(-1);
    // A mark that stands in the file itself is no slot.
    const clean = text.replaceAll(MARK, ' ');
    if (
      last &&
      sameHops(last.hops, hops) &&
      last.at + last.length === this.length &&
      last.source + last.length === source
    )
      this.segments[this.segments.length - 1] = { ...last, length: last.length + clean.length };
    else this.segments.push({ at: this.length, source, length: clean.length, hops });
    this.pieces.push(clean);
    this.length += clean.length;
    return this;
  }

  slot(slot: Slot): this {
    this.slots.set(this.length, slot);
    this.pieces.push(MARK);
    this.length += 1;
    return this;
  }

  get size(): number {
    return this.length;
  }

  build(): MarkedText {
    return new MarkedText(this.pieces.join(''), this.segments, this.slots);
  }
}
