import { LineMap, type Range } from './text';

/** A stretch of a text that is code, when not all of it is: a script block, or a cell of a notebook. */
export interface Stretch extends Range {
  /** Of a notebook: the 0-based index over all cells, those with prose included. */
  readonly cell?: number;
  /** True for code that the others share no names with, such as a cell that is written to a file. */
  readonly isApart?: boolean;
}

/** A code cell of a notebook. */
export interface Cell {
  /** 0-based, over all cells. */
  readonly index: number;
  readonly text: string;
}

/** An empty line between cells: a comment that ends one says nothing about the next. */
const BETWEEN = '\n\n';

/** The cells of a notebook as one text, so that they share their names. */
export function joinCells(cells: readonly Cell[]): { readonly text: string; readonly stretches: readonly Stretch[] } {
  let start = 0;
  const stretches = cells.map(({ index, text }): Stretch => {
    const stretch = { cell: index, start, end: start + text.length };
    start = stretch.end + BETWEEN.length;
    return stretch;
  });
  return { text: cells.map(({ text }) => text).join(BETWEEN), stretches };
}

/** The stretch in which, or behind which, an offset lies. @param stretches in the order of the text */
export function stretchAt<T extends { readonly start: number }>(
  stretches: readonly T[],
  offset: number,
): T | undefined {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.start ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return stretches[low - 1];
}

/** A place as people count. */
export interface Position {
  /** Of a notebook: the 0-based index over all cells; the line is then one of the cell. */
  readonly cell?: number;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
}

/** Turns offsets of a text into positions of its file: the one place that does. */
export class Positions {
  private readonly lines: LineMap;

  /** @param text or where its lines start, for one that is no longer at hand */
  constructor(
    text: string | readonly number[],
    private readonly stretches: readonly Stretch[] = [],
  ) {
    this.lines = new LineMap(text);
  }

  of(offset: number): Position {
    const { line, column } = this.lines.position(offset);
    const stretch = stretchAt(this.stretches, offset);
    if (stretch?.cell === undefined) return { line: line + 1, column: column + 1 };
    return { cell: stretch.cell, line: line - this.lines.position(stretch.start).line + 1, column: column + 1 };
  }
}
