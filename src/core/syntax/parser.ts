import { Language, Parser } from 'web-tree-sitter';
import type { LanguageId } from './program';
import type { Grammars } from '../ports';
import { languages } from './languages';
import { toPlainTree } from './node';
import type { Program } from './program';

/**
 * Turns source text into programs. Holds the parser engine and the grammars it was asked for; each loads once,
 * when first needed. Trees are freed before `parse` returns.
 */
export class SourceParser {
  private engine: Promise<void> | undefined;
  private readonly loaded = new Map<string, Promise<Language>>();
  private readonly ready = new Map<string, Language>();
  private parser: Parser | undefined;

  constructor(private readonly grammars: Grammars) {}

  /** @throws when the grammar can't be loaded */
  async load(file: string, language: LanguageId): Promise<void> {
    const name = languages[language].grammarFor(file);
    let loading = this.loaded.get(name);
    if (!loading) {
      this.loaded.set(name, (loading = this.loadGrammar(name)));
      // A failed load is tried again the next time.
      loading.catch(() => this.loaded.delete(name));
    }
    this.ready.set(name, await loading);
  }

  /** The program; undefined when the file's grammar has not been loaded or the text could not be parsed. */
  parse(text: string, file: string, language: LanguageId): Program | undefined {
    const adapter = languages[language];
    const grammar = this.ready.get(adapter.grammarFor(file));
    if (!grammar) return undefined;
    this.parser ??= new Parser();
    this.parser.setLanguage(grammar);
    const tree = this.parser.parse(text);
    if (!tree) return undefined;
    try {
      return adapter.lower(toPlainTree(tree), text, file, language, tree.rootNode.hasError);
    } finally {
      tree.delete();
    }
  }

  dispose(): void {
    this.parser?.delete();
    this.parser = undefined;
  }

  private async loadGrammar(name: string): Promise<Language> {
    this.engine ??= this.grammars.engine().then(wasmBinary => Parser.init({ wasmBinary }));
    await this.engine;
    return Language.load(await this.grammars.grammar(name));
  }
}
