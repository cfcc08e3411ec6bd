import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Larger files are generated or data; parsing one takes longer than anybody waits. In bytes. */
const MAX_BYTES = 2_000_000;
/** Notebooks hold what their cells have printed, pictures too, and little of them is code. */
const MAX_NOTEBOOK_BYTES = 20_000_000;

export type SourceFile =
  | { readonly kind: 'text'; readonly text: string; readonly bytes: number }
  /** Not read, and why, for people. */
  | { readonly kind: 'skipped'; readonly reason: string; readonly isTooLarge?: boolean };

const decoder = new TextDecoder('utf-8', { fatal: true });
/** Those whose compilers also read the code page of a system. Their code itself is ASCII, whatever the page. */
const WITH_CODE_PAGES = /\.(?:cs|java)$/i;

/** Reads a file that is to be analysed; never throws. */
export function readSourceFile(path: string): SourceFile {
  let descriptor: number | undefined;
  try {
    // Opening a pipe without a writer would wait for ever.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return skipped('not a regular file');
    const most = path.toLowerCase().endsWith('.ipynb') ? MAX_NOTEBOOK_BYTES : MAX_BYTES;
    if (stats.size > most)
      return {
        ...skipped(`larger than ${String(most / 1e6)} MB (${(stats.size / 1e6).toFixed(1)} MB)`),
        isTooLarge: true,
      };
    const bytes = Buffer.allocUnsafe(stats.size);
    const length = readSync(descriptor, bytes, 0, stats.size, 0);
    const content = bytes.subarray(0, length);
    const wide = wideText(content);
    if (wide !== undefined) return { kind: 'text', text: wide, bytes: length };
    if (content.includes(0)) return skipped('binary: it holds a NUL byte');
    return { kind: 'text', text: decoded(content, path), bytes: length };
  } catch (error: unknown) {
    return skipped(reasonOf(error));
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The text of a file that says that it is UTF-16. */
function wideText(content: Buffer): string | undefined {
  const [first, second] = content;
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : '';
  return encoding ? new TextDecoder(encoding, { fatal: true }).decode(content) : undefined;
}

/** @throws for what is no UTF-8, in languages that ask for it */
function decoded(content: Buffer, path: string): string {
  try {
    return decoder.decode(content);
  } catch (error: unknown) {
    if (!WITH_CODE_PAGES.test(path)) throw error;
    return new TextDecoder('windows-1252').decode(content);
  }
}

/** Lines from which a file can count as minified, in UTF-16 units: nobody writes so much code into one line. */
const MIN_MINIFIED_LINE = 5_000;
/** In minified code a keyword or arrow comes about every 60 characters; data and prose have next to none. */
const MAX_PER_KEYWORD = 500;

/** Code that a tool has put into one line. A long line of text or data is not. */
export function isMinified(text: string): boolean {
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    if (end - start >= MIN_MINIFIED_LINE) {
      const line = text.slice(start, end);
      const keywords = line.match(/\b(?:function|return|var|let|const)\b|=>/g)?.length ?? 0;
      const spaces = line.match(/\s/g)?.length ?? 0;
      if (keywords * MAX_PER_KEYWORD >= line.length && spaces * 10 < line.length) return true;
    }
    start = end + 1;
  }
  return false;
}

const skipped = (reason: string): SourceFile & { readonly kind: 'skipped' } => ({ kind: 'skipped', reason });

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'not readable: permission denied',
  EPERM: 'not readable: permission denied',
  ENOENT: 'no longer there',
  ELOOP: 'a link that leads to itself',
  ENXIO: 'not a regular file',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'not valid UTF-8',
};

/** Why reading failed, for people. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? `not readable: ${code || (error instanceof Error ? error.message : String(error))}`;
}
