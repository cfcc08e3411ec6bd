import type { BytePairEncoding } from './bytePairs';
import { encodings, type Encoding } from './tokenizers';
import type { TokenCounter } from './types';

/** Characters of texts whose counts are kept, per encoding: a file's prompts stay, a scan's do not pile up. */
const CACHED_CHARACTERS = 2_000_000;
/** A text of this length is counted faster than it is looked up. */
const SHORTEST_CACHED = 32;

/** Each in a bundle of its own, as their tables are megabytes. */
const loaders: Readonly<Record<Encoding, () => Promise<{ encoding: BytePairEncoding }>>> = {
  o200k_base: () => import('./encodings/o200k'),
  cl100k_base: () => import('./encodings/cl100k'),
  p50k_base: () => import('./encodings/p50k'),
  claude: () => import('./encodings/claude'),
};

const isEncoding = (name: string): name is Encoding => (encodings as readonly string[]).includes(name);

/** Loads encodings on demand, each once. */
export class Counters {
  private readonly loaded = new Map<Encoding, Promise<TokenCounter>>();

  /** Rejects for an encoding that is not one of `encodings`. */
  async load(encoding: string): Promise<TokenCounter> {
    if (!isEncoding(encoding)) throw new RangeError(`No encoding is called ${encoding}.`);
    let counter = this.loaded.get(encoding);
    if (!counter) {
      counter = loaders[encoding]().then(module => new CachingCounter(encoding, module.encoding));
      this.loaded.set(encoding, counter);
    }
    return counter;
  }
}

/** Remembers the counts of the texts that were asked for last. */
class CachingCounter implements TokenCounter {
  private readonly counts = new Map<string, number>();
  private characters = 0;

  constructor(
    readonly encoding: Encoding,
    private readonly bytePairs: BytePairEncoding,
  ) {}

  count(text: string): number {
    if (text.length < SHORTEST_CACHED || text.length > CACHED_CHARACTERS) return this.bytePairs.count(text);
    const known = this.counts.get(text);
    if (known !== undefined) {
      this.counts.delete(text);
      this.counts.set(text, known);
      return known;
    }
    const count = this.bytePairs.count(text);
    this.counts.set(text, count);
    this.characters += text.length;
    this.forgetOldest();
    return count;
  }

  private forgetOldest(): void {
    for (const text of this.counts.keys()) {
      if (this.characters <= CACHED_CHARACTERS) return;
      this.counts.delete(text);
      this.characters -= text.length;
    }
  }
}
