import { languages } from './languages';
import type { SourceParser } from './parser';
import type { Program } from './program';
import type { Source } from './sources';

/** Programs that are kept; those used last stay. */
const MAX_KEPT = 200;

/** Parses each text once, as long as it is among those used last. */
export class Programs {
  private readonly kept = new Map<string, { readonly text: string; readonly program: Program | undefined }>();

  constructor(private readonly parser: SourceParser) {}

  /**
   * Undefined when the text could not be parsed.
   * @throws when the grammar can't be loaded
   */
  async of(source: Source): Promise<Program | undefined> {
    await this.prepare(source);
    return this.ofPrepared(source);
  }

  /** Loads what it takes to parse such a source. @throws when that fails */
  prepare(source: Source): Promise<void> {
    return this.parser.load(source);
  }

  isPrepared(source: Source): boolean {
    return this.parser.isLoaded(source);
  }

  /** The same for one that is prepared. */
  ofPrepared(source: Source): Program | undefined {
    const { file, language, text } = source;
    const key = `${languages[language].grammarFor(source)} ${file}`;
    let kept = this.kept.get(key);
    if (kept?.text !== text) kept = { text, program: this.parser.parse(source, kept !== undefined) };
    this.kept.delete(key);
    this.kept.set(key, kept);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MAX_KEPT) break;
      this.kept.delete(oldest);
    }
    return kept.program;
  }

  /** Frees the memory; programs are parsed again when they are asked for. */
  forget(): void {
    this.kept.clear();
    this.parser.forget();
  }

  dispose(): void {
    this.forget();
    this.parser.dispose();
  }
}
