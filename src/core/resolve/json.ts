import type { Hop } from '../callsites';
import { plainProgram } from '../syntax';
import type { Place } from '../text';
import type { Deferred, Frame, ListWorth, RecordWorth, TextWorth, Worth, WorthPart } from './worth';

/** Characters of a text that is read as JSON; a request written out is shorter. */
const MAX_LENGTH = 200_000;
/** Stands around the number of a slot: a character of Unicode's private use, which no request holds. */
const MARK = '\ue000';
const MARKED = new RegExp(`${MARK}(\\d+)${MARK}`);

/** Stands for the frame of expressions that nobody evaluates. */
const NO_FRAME: Frame = { program: plainProgram('', ''), depth: 0 };

const known = new WeakMap<TextWorth, Worth | null>();

/** What a text is worth that is written as a JSON object, slots in it too; undefined for any other text. */
export function jsonWorth(text: TextWorth): Worth | undefined {
  let worth = known.get(text);
  if (worth === undefined) known.set(text, (worth = parse(text) ?? null));
  return worth ?? undefined;
}

function parse({ parts, at }: TextWorth): Worth | undefined {
  const [first] = parts;
  if (first?.kind !== 'text' || !/^\s*[{[]/.test(first.text)) return undefined;
  const length = parts.reduce((sum, part) => sum + (part.kind === 'text' ? part.text.length : 8), 0);
  if (length > MAX_LENGTH) return undefined;
  try {
    return toWorth(JSON.parse(written(parts)) as unknown, parts, at);
  } catch {
    return undefined;
  }
}

/** The text with a mark in place of each slot: as it is in a string, in quotes where it stands for a whole value. */
function written(parts: readonly WorthPart[]): string {
  let isInString = false;
  return parts
    .map((part, index) => {
      if (part.kind !== 'text') {
        const quote = isInString ? '' : '"';
        return `${quote}${MARK}${String(index)}${MARK}${quote}`;
      }
      const text = part.text.replaceAll(MARK, '');
      for (const [quote] of text.matchAll(/\\[^]|"/g)) if (quote === '"') isInString = !isInString;
      return text;
    })
    .join('');
}

/** A value of data as one of code. */
export const valueWorth = (value: unknown, at: Place, trail: readonly Hop[]): Worth => toWorth(value, [], at, trail);

/** A value that is known, where one that is evaluated when it is asked for may stand. */
export const knownWorth = (worth: Worth, at: Place): Deferred => ({
  // Its worth is known, so that nobody evaluates the expression.
  expression: { kind: 'other', range: at.range },
  frame: NO_FRAME,
  trail: [],
  worth,
});

function toWorth(value: unknown, slots: readonly WorthPart[], at: Place, trail: readonly Hop[] = []): Worth {
  if (typeof value === 'string') return { kind: 'text', parts: partsOfString(value, slots), at, trail };
  if (typeof value === 'number') return { kind: 'number', value, at, trail };
  if (typeof value === 'boolean') return { kind: 'boolean', value, trail };
  if (value === null || typeof value !== 'object') return { kind: 'nothing', trail };
  const deferred = (inner: unknown): Deferred => knownWorth(toWorth(inner, slots, at, trail), at);
  if (Array.isArray(value)) {
    const list: ListWorth = {
      kind: 'list',
      items: value.map(item => ({ kind: 'item', value: deferred(item) })),
      isUnordered: false,
      at,
      trail,
    };
    return list;
  }
  const record: RecordWorth = {
    kind: 'record',
    items: Object.entries(value).map(([key, inner]) => ({
      kind: 'entry',
      key,
      value: deferred(inner),
      isOptional: false,
      place: at,
    })),
    literal: undefined,
    at,
    trail,
  };
  return record;
}

function partsOfString(value: string, slots: readonly WorthPart[]): WorthPart[] {
  return value.split(new RegExp(MARKED, 'g')).flatMap((piece, index): WorthPart[] => {
    if (index % 2 === 0) return piece ? [{ kind: 'text', text: piece }] : [];
    const slot = slots[Number(piece)];
    return slot ? [slot] : [];
  });
}
