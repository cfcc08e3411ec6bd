import { Language, Parser } from 'web-tree-sitter';
import type { Grammars } from '../ports';
import type { Stretch } from '../stretches';
import { languages } from './languages';
import { joinTrees, toPlainTree, type PlainTree } from './node';
import type { Program } from './program';
import type { Source } from './sources';

interface ParsedTree extends PlainTree {
  readonly hasErrors: boolean;
  readonly isApart: boolean;
}

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
    const trees = (stretches ?? [whole]).flatMap(stretch => this.tree(prepared, stretch) ?? []);
    const tree = stretches ? joinTrees(trees, whole) : trees[0];
    const hasErrors = trees.some(each => each.hasErrors);
    return tree && adapter.lower(tree, text, file, language, hasErrors);
  }

  dispose(): void {
    this.parser?.delete();
    this.parser = undefined;
  }

  private tree(text: string, { start, end, isApart = false }: Stretch): ParsedTree | undefined {
    const tree = this.parser?.parse(text.slice(start, end));
    if (!tree) return undefined;
    try {
      return { ...toPlainTree(tree, start), hasErrors: tree.rootNode.hasError, isApart };
    } finally {
      tree.delete();
    }
  }

  private async loadGrammar(name: string): Promise<Language> {
    this.engine ??= this.grammars.engine().then(wasmBinary => Parser.init({ wasmBinary }));
    await this.engine;
    return Language.load(await this.grammars.grammar(name));
  }
}
