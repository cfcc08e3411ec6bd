/** One column of a table of text. */
export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => string;
  readonly isRight?: boolean;
  /** Longer texts are cut. */
  readonly max?: number;
  /** Where space is short, columns are left out in the order of this number; those without one stay. */
  readonly leaveOut?: number;
}

const GAP = '  ';

/** Lays out rows so that they fit a width; what is cut ends in an ellipsis. */
export function layOut<T>(
  columns: readonly Column<T>[],
  rows: readonly T[],
  width: number,
): { readonly head: string; readonly lines: readonly string[] } {
  const shown = fitting(columns, rows, width);
  return {
    head: line(
      shown.map(column => column.title),
      shown,
    ),
    lines: rows.map(row =>
      line(
        shown.map(column => column.cell(row)),
        shown,
      ),
    ),
  };
}

interface Sized<T> extends Column<T> {
  readonly size: number;
}

function fitting<T>(columns: readonly Column<T>[], rows: readonly T[], width: number): readonly Sized<T>[] {
  const sized = columns.map((column): Sized<T> => {
    const longest = rows.reduce((most, row) => Math.max(most, column.cell(row).length), column.title.length);
    return { ...column, size: Math.min(column.max ?? Infinity, longest) };
  });
  const total = sized.reduce((sum, { size }) => sum + size + GAP.length, -GAP.length);
  const [next] = columns
    .filter(({ leaveOut }) => leaveOut !== undefined)
    .sort((a, b) => (a.leaveOut ?? 0) - (b.leaveOut ?? 0));
  return total <= width || !next
    ? sized
    : fitting(
        columns.filter(column => column !== next),
        rows,
        width,
      );
}

const line = <T>(cells: readonly string[], columns: readonly Sized<T>[]): string =>
  columns
    .map(({ size, isRight }, index) => {
      const text = cut(cells[index] ?? '', size);
      return isRight ? text.padStart(size) : text.padEnd(size);
    })
    .join(GAP)
    .trimEnd();

const cut = (text: string, size: number): string => (text.length > size ? `${text.slice(0, size - 1)}…` : text);

/** Breaks a text at its spaces into lines of at most so many characters. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current && current.length + word.length + 1 > width) {
      lines.push(current);
      current = word;
    } else current = current ? `${current} ${word}` : word;
  }
  return [...lines, current];
}
