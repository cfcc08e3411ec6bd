import { Language, Parser } from 'web-tree-sitter';
import type { Grammars } from '../ports';
import type { Stretch } from '../stretches';
import { languages } from './languages';
import type { LanguageAdapter } from './language';
import { joinTrees, toPlainTree, type PlainTree } from './node';
import type { Program } from './program';
import type { Source } from './sources';

interface ParsedTree extends PlainTree {
  readonly hasErrors: boolean;
  readonly isApart: boolean;
}

/** Times that a text with errors is read anew; each repair takes away one of them. */
const MAX_REPAIRS = 4;

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
  async load(source: Source): Promise<void> {
    const name = languages[source.language].grammarFor(source);
    let loading = this.loaded.get(name);
    if (!loading) {
      this.loaded.set(name, (loading = this.loadGrammar(name)));
      // A failed load is tried again the next time.
      loading.catch(() => this.loaded.delete(name));
    }
    this.ready.set(name, await loading);
  }

  isLoaded(source: Source): boolean {
    return this.ready.has(languages[source.language].grammarFor(source));
  }

  /** The program; undefined when the source's grammar has not been loaded or the text could not be parsed. */
  parse(source: Source): Program | undefined {
    const { file, language, text, stretches } = source;
    const adapter = languages[language];
    const grammar = this.ready.get(adapter.grammarFor(source));
    if (!grammar) return undefined;
    this.parser ??= new Parser();
    this.parser.setLanguage(grammar);
    // Each stretch is parsed by itself, so that what is broken in one spoils none of the others.
    const whole = { start: 0, end: text.length };
    const prepared = adapter.prepare?.(text) ?? text;
    const trees = (stretches ?? [whole]).flatMap(stretch => this.tree(prepared, stretch, adapter) ?? []);
    const tree = stretches ? joinTrees(trees, whole) : trees[0];
    const hasErrors = trees.some(each => each.hasErrors);
    return tree && adapter.lower(tree, text, file, language, hasErrors);
  }

  dispose(): void {
    this.parser?.delete();
    this.parser = undefined;
  }

  /** The tree of a stretch, or of it as the adapter has made it readable; freed before this returns. */
  private tree(
    text: string,
    { start, end, isApart = false }: Stretch,
    adapter: LanguageAdapter,
  ): ParsedTree | undefined {
    let source = text.slice(start, end);
    let hasErrors = false;
    for (let attempt = 0; ; attempt += 1) {
      const tree = this.parser?.parse(source);
      if (!tree) return undefined;
      try {
        const hasError = tree.rootNode.hasError;
        hasErrors ||= hasError;
        const repaired = hasError && attempt < MAX_REPAIRS ? adapter.repair?.(source, toPlainTree(tree)) : undefined;
        if (repaired?.length !== source.length || repaired === source)
          return { ...toPlainTree(tree, start), hasErrors, isApart };
        source = repaired;
      } finally {
        tree.delete();
      }
    }
  }

  private async loadGrammar(name: string): Promise<Language> {
    this.engine ??= this.grammars.engine().then(wasmBinary => Parser.init({ wasmBinary }));
    await this.engine;
    return Language.load(await this.grammars.grammar(name));
  }
}
