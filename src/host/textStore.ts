/** UTF-16 units that are kept of all texts together; beyond that they are not searched. */
const MAX_LENGTH = 120_000_000;

/** The texts of files that have been read, to be searched for names without reading them again. */
export class TextStore {
  private readonly texts = new Map<string, string>();
  private length = 0;

  set(file: string, text: string): void {
    const before = this.texts.get(file)?.length ?? 0;
    if (this.length - before + text.length > MAX_LENGTH) return;
    this.length += text.length - before;
    this.texts.set(file, text);
  }

  delete(file: string): void {
    this.length -= this.texts.get(file)?.length ?? 0;
    this.texts.delete(file);
  }

  /** For each name the files in which it stands as a word, in the order in which they were read. */
  search(names: readonly string[]): Record<string, string[]> {
    const wanted = names.map(name => ({ name, word: wordPattern(name) }));
    const found = Object.fromEntries(names.map(name => [name, [] as string[]]));
    for (const [file, text] of this.texts)
      for (const { name, word } of wanted)
        // A plain search is many times faster, and most files have none.
        if (text.includes(name) && word.test(text)) found[name]?.push(file);
    return found;
  }
}

const wordPattern = (name: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}_$])${name.replace(/[$.*+?^{}()|[\]\\/]/g, '\\$&')}(?![\\p{L}\\p{N}_$])`, 'u');
