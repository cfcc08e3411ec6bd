import { languageOf, readSource } from '../core';
import { BoundedCache } from './boundedCache';
import { readSourceFile } from './sourceFile';

/** Names from which it takes less time to look at each word of a text once than to look for each name. */
const MANY_NAMES = 12;
/** UTF-16 units that are kept of all texts together; beyond that they are read from disk when they are searched. */
const MAX_LENGTH = 120_000_000;
/** How long texts are searched without a pause in which messages and signals come in. */
const BUSY_MS = 50;
const MAX_PATTERNS = 2_000;

/** The texts of files that have been read, to be searched for names. */
export class TextStore {
  /** Undefined for those that are to be read again. */
  private readonly texts = new Map<string, string | undefined>();
  private length = 0;

  /**
   * @param maxLength UTF-16 units that are kept
   * @param read gives a text that was not kept
   */
  constructor(
    private readonly maxLength = MAX_LENGTH,
    private readonly read = programText,
  ) {}

  set(file: string, text: string): void {
    this.delete(file);
    const isKept = this.length + text.length <= this.maxLength;
    if (isKept) this.length += text.length;
    this.texts.set(file, isKept ? text : undefined);
  }

  delete(file: string): void {
    this.length -= this.texts.get(file)?.length ?? 0;
    this.texts.delete(file);
  }

  /** Has files searched too that have not been read here. */
  expect(files: readonly string[]): void {
    for (const file of files) if (!this.texts.has(file)) this.texts.set(file, undefined);
  }

  /** Frees the memory; texts are read again when they are searched. */
  forget(): void {
    for (const file of this.texts.keys()) this.texts.set(file, undefined);
    this.length = 0;
  }

  /**
   * For each name the files in which it stands as a word.
   * @param onPause called now and then, as a sign that the search goes on
   */
  async search(names: readonly string[], onPause?: () => void): Promise<Record<string, string[]>> {
    const found = Object.fromEntries(names.map(name => [name, [] as string[]]));
    const find = wordFinder(names);
    let rested = performance.now();
    for (const [file, kept] of this.texts) {
      const text = kept ?? this.read(file) ?? '';
      for (const name of find(text)) found[name]?.push(file);
      if (performance.now() - rested < BUSY_MS) continue;
      onPause?.();
      await new Promise(resolve => setImmediate(resolve));
      rested = performance.now();
    }
    return found;
  }
}

const WORD = /[\p{L}\p{N}_$]+/gu;

/** Which of the names stand in a text as words. */
function wordFinder(names: readonly string[]): (text: string) => Iterable<string> {
  const words = new Set(names.filter(name => name.match(WORD)?.[0] === name));
  if (words.size < MANY_NAMES) return text => names.filter(name => isWordIn(text, name));
  const others = names.filter(name => !words.has(name));
  return text => {
    const found = new Set(others.filter(name => isWordIn(text, name)));
    for (const [word] of text.matchAll(WORD)) if (words.has(word)) found.add(word);
    return found;
  };
}

/** The code of a file on disk. */
function programText(file: string): string | undefined {
  const read = readSourceFile(file);
  const language = languageOf(file);
  if (read.kind !== 'text' || !language) return undefined;
  const reading = readSource({ file, language, text: read.text });
  return reading.kind === 'source' ? reading.source.text : undefined;
}

const patterns = new BoundedCache<RegExp>(MAX_PATTERNS);

/** Whether a name stands in a text, and not only as part of a longer one. */
export function isWordIn(text: string, name: string): boolean {
  // A plain search is many times faster, and most files have none.
  if (!text.includes(name)) return false;
  let pattern = patterns.get(name);
  if (!pattern) {
    const literal = name.replace(/[$.*+?^{}()|[\]\\/]/g, '\\$&');
    pattern = new RegExp(`(?<![\\p{L}\\p{N}_$])${literal}(?![\\p{L}\\p{N}_$])`, 'u');
    patterns.set(name, pattern);
  }
  return pattern.test(text);
}
