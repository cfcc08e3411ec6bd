import { languageOf, readSource } from '../core';
import { BoundedCache } from './boundedCache';
import { readSourceFile } from './sourceFile';

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

  /** Frees the memory; texts are read again when they are searched. */
  forget(): void {
    for (const file of this.texts.keys()) this.texts.set(file, undefined);
    this.length = 0;
  }

  /** For each name the files in which it stands as a word. */
  async search(names: readonly string[]): Promise<Record<string, string[]>> {
    const found = Object.fromEntries(names.map(name => [name, [] as string[]]));
    let rested = performance.now();
    for (const [file, kept] of this.texts) {
      const text = kept ?? this.read(file) ?? '';
      for (const name of names) if (isWordIn(text, name)) found[name]?.push(file);
      if (performance.now() - rested < BUSY_MS) continue;
      await new Promise(resolve => setImmediate(resolve));
      rested = performance.now();
    }
    return found;
  }
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
