import { Edit, Language, Parser, type Point, type Tree } from 'web-tree-sitter';
import type { Grammars } from '../ports';
import type { Stretch } from '../stretches';
import { languages } from './languages';
import type { LanguageAdapter } from './language';
import { joinTrees, toPlainTree, type PlainTree } from './node';
import type { Program } from './program';
import type { Source } from './sources';
import { editBetween } from './textEdit';

interface ParsedTree extends PlainTree {
  readonly hasErrors: boolean;
  readonly isApart: boolean;
}

/** A stretch as it was read; the tree is to be freed. */
interface Read {
  readonly tree: Tree;
  readonly plain: PlainTree;
  readonly hasErrors: boolean;
}

/** What is kept of a stretch that is being edited. */
interface EditedStretch {
  readonly text: string;
  /** Where it began in the file's text. */
  readonly from: number;
  readonly tree: Tree;
  readonly plain: PlainTree;
}

/** Times that a text with errors is read anew; each repair takes away one of them. */
const MAX_REPAIRS = 4;

/** Files that are being edited at a time, whose trees are kept. */
const MAX_EDITED = 8;

/**
 * Turns source text into programs. Holds the parser engine and the grammars it was asked for; each loads once,
 * when first needed. Of files that are being edited the last trees are kept, so that only what is touched by an edit
 * is parsed again; a text with errors always is as a whole, as what it is read as would depend on how it came to be.
 */
export class SourceParser {
  private engine: Promise<void> | undefined;
  private readonly loaded = new Map<string, Promise<Language>>();
  private readonly ready = new Map<string, Language>();
  private readonly edited = new Map<string, Readonly<Record<number, EditedStretch>>>();
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

  /**
   * The program; undefined when the source's grammar has not been loaded or the text could not be parsed.
   * @param isEdited whether another text of the file has been parsed before, so that more may come
   */
  parse(source: Source, isEdited = false): Program | undefined {
    const { file, language, text, stretches } = source;
    const adapter = languages[language];
    const name = adapter.grammarFor(source);
    const grammar = this.ready.get(name);
    if (!grammar) return undefined;
    this.parser ??= new Parser();
    this.parser.setLanguage(grammar);
    // Each stretch is parsed by itself, so that what is broken in one spoils none of the others.
    const whole = { start: 0, end: text.length };
    const prepared = adapter.prepare?.(text) ?? text;
    const key = `${name} ${file}`;
    const earlier = this.takeEdited(key);
    const kept: EditedStretch[] = [];
    const trees = (stretches ?? [whole]).flatMap(({ start, end, isApart = false }: Stretch, index): ParsedTree[] => {
      const part = prepared.slice(start, end);
      const before = earlier[index];
      const read = (before && this.readAgain(before, part, start)) ?? this.read(part, start, adapter);
      if (!read) return [];
      const { tree, plain, hasErrors } = read;
      if (isEdited && !hasErrors) kept[index] = { text: part, from: start, tree, plain };
      else tree.delete();
      return [{ ...plain, hasErrors, isApart }];
    });
    for (const each of Object.values(earlier)) each.tree.delete();
    if (isEdited) this.keepEdited(key, kept);
    const tree = stretches ? joinTrees(trees, whole) : trees[0];
    const hasErrors = trees.some(each => each.hasErrors);
    return tree && adapter.lower(tree, text, file, language, hasErrors);
  }

  /** Frees the trees of files that are being edited; their next texts are parsed as a whole. */
  forget(): void {
    for (const key of [...this.edited.keys()])
      for (const each of Object.values(this.takeEdited(key))) each.tree.delete();
  }

  dispose(): void {
    this.forget();
    this.parser?.delete();
    this.parser = undefined;
  }

  private takeEdited(key: string): Readonly<Record<number, EditedStretch>> {
    const kept = this.edited.get(key);
    this.edited.delete(key);
    return kept ?? {};
  }

  private keepEdited(key: string, kept: Readonly<Record<number, EditedStretch>>): void {
    this.edited.set(key, kept);
    const [oldest] = this.edited.keys();
    if (this.edited.size <= MAX_EDITED || oldest === undefined) return;
    for (const each of Object.values(this.takeEdited(oldest))) each.tree.delete();
  }

  /** A stretch that has been edited; undefined when that can't be told from how it was before. */
  private readAgain(
    { text: old, from, tree: oldTree, plain }: EditedStretch,
    text: string,
    start: number,
  ): Read | undefined {
    const edit = editBetween(old, text);
    oldTree.edit(
      new Edit({
        startIndex: edit.start,
        oldEndIndex: edit.oldEnd,
        newEndIndex: edit.newEnd,
        startPosition: pointAt(old, edit.start),
        oldEndPosition: pointAt(old, edit.oldEnd),
        newEndPosition: pointAt(text, edit.newEnd),
      }),
    );
    const tree = this.parser?.parse(text, oldTree);
    if (!tree) return undefined;
    if (tree.rootNode.hasError || plain.isTruncated) {
      tree.delete();
      return undefined;
    }
    const changed = oldTree
      .getChangedRanges(tree)
      .map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex }));
    return { tree, plain: toPlainTree(tree, start, { ...plain, from, edit, changed }), hasErrors: false };
  }

  /** A stretch, or what the adapter has made of it to be readable. */
  private read(text: string, start: number, adapter: LanguageAdapter): Read | undefined {
    let source = text;
    let hasErrors = false;
    for (let attempt = 0; ; attempt += 1) {
      const tree = this.parser?.parse(source);
      if (!tree) return undefined;
      const hasError = tree.rootNode.hasError;
      hasErrors ||= hasError;
      const repaired = hasError && attempt < MAX_REPAIRS ? adapter.repair?.(source, toPlainTree(tree)) : undefined;
      if (repaired?.length !== source.length || repaired === source)
        return { tree, plain: toPlainTree(tree, start), hasErrors };
      tree.delete();
      source = repaired;
    }
  }

  private async loadGrammar(name: string): Promise<Language> {
    this.engine ??= this.grammars.engine().then(wasmBinary => Parser.init({ wasmBinary }));
    await this.engine;
    return Language.load(await this.grammars.grammar(name));
  }
}

/** Lines and columns from 0, columns in UTF-16 units. */
function pointAt(text: string, offset: number): Point {
  let row = 0;
  let lineStart = 0;
  for (;;) {
    const next = text.indexOf('\n', lineStart);
    if (next < 0 || next >= offset) return { row, column: offset - lineStart };
    row += 1;
    lineStart = next + 1;
  }
}
