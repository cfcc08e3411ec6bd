/** A stretch of a file, in UTF-16 offsets; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A stretch of a named file (`/`-separated path or URI, as the caller names its files). */
export interface Place {
  readonly file: string;
  readonly range: Range;
  /** 1-based, where whoever shows the place may not have the file's text at hand. */
  readonly line?: number;
}

/** One edit of a file's text. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** Applies edits that do not overlap, whatever their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((result, { range, newText }) => result.slice(0, range.start) + newText + result.slice(range.end), text);
}

export const contains = (outer: Range, inner: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** Offsets at which the lines of a text begin; the first is 0. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Converts offsets of one text to 0-based lines and UTF-16 columns. */
export class LineMap {
  private readonly starts: readonly number[];

  /** @param text or where its lines start, for one that is no longer at hand */
  constructor(text: string | readonly number[]) {
    this.starts = typeof text === 'string' ? lineStarts(text) : text;
  }

  position(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: offset - (this.starts[low] ?? 0) };
  }

  /** Offset of the first character of a 0-based line; the last line's for lines beyond. */
  lineStart(line: number): number {
    return this.starts[Math.min(line, this.starts.length - 1)] ?? 0;
  }
}

/** Whether a file, by its name and folders, holds tests: their calls go to doubles, and their values are made up. */
export const isTestFile = (file: string): boolean =>
  /(^|[/_.-])(tests?|specs?|__tests__|conftest|testdata|fixtures?)([/_.-]|$)|(?:Tests?|Spec|IT)\.(?:java|kt|cs|php|swift)$/i.test(
    file,
  ) || TEST_FOLDER.test(file);

/** `commonTest`, `androidTest` and `integrationTest` of Gradle, `Acme.UnitTests` of .NET. */
const TEST_FOLDER = /[a-z]Tests?[\\/]/;

/** Whether a file is, or lies in, a file or folder; both named in the same manner. */
export function isWithin(file: string, folder: string): boolean {
  const [inner, outer] = [file, folder].map(plainName);
  const start = outer?.replace(/\/$/, '');
  return inner === start || inner?.startsWith(`${String(start)}/`) === true;
}

/** Names of files differ in how separators, drives and spaces are written. */
function plainName(file: string): string {
  const name = file.replaceAll('\\', '/');
  if (!name.startsWith('file:')) return name;
  try {
    return decodeURIComponent(name).replace(/^file:\/\/\/[A-Z]:/, drive => drive.toLowerCase());
  } catch {
    // Not an address that was made by the rules.
    return name;
  }
}

/** The name that differs in the fewest letters; undefined when none is near. */
export function nearest(wanted: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map(name => ({ name, distance: distance(wanted, name) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(2, wanted.length / 3) ? best.name : undefined;
}

/** Letters to insert, delete or change to get from one word to the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(
        (next[j - 1] ?? 0) + 1,
        (row[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
