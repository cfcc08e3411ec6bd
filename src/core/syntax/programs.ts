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
    const { file, language, text } = source;
    const key = `${languages[language].grammarFor(source)} ${file}`;
    let kept = this.kept.get(key);
    if (kept?.text !== text) {
      await this.parser.load(source);
      kept = { text, program: this.parser.parse(source) };
    }
    this.kept.delete(key);
    this.kept.set(key, kept);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MAX_KEPT) break;
      this.kept.delete(oldest);
    }
    return kept.program;
  }

  dispose(): void {
    this.kept.clear();
    this.parser.dispose();
  }
}
