import type { Range } from '../../text';
import type { SyntaxNode } from '../node';
import { as, made } from './madeNodes';
import { tokensOf, type Token } from './tokens';

/** Brackets in brackets, as in JSON or in closures that are given closures. */
export const MAX_DEPTH = 150;

/** Goes along the tokens of a macro's body; knows names, paths, patterns and brackets. */
export class TokenReader {
  protected readonly tokens: readonly Token[];
  protected index = 0;
  protected depth = 0;

  constructor(text: string, range: Range) {
    this.tokens = tokensOf(text, range);
  }

  /** `a::b::<T>::c` */
  protected path(end: number): SyntaxNode | undefined {
    this.takes(/^::$/, end);
    let path = this.word(end, 'identifier');
    while (path && this.takes(/^::$/, end)) {
      if (this.peek(end)?.text === '<') {
        this.skipGenerics(end);
        continue;
      }
      const name = this.word(end, 'identifier');
      if (!name) break;
      path = made('scoped_identifier', path.start, name.end, [as('path', path), as('name', name)]);
    }
    return path;
  }

  protected skipGenerics(end: number): void {
    let open = 0;
    for (; this.index < end; this.index += 1) {
      const text = this.tokens[this.index]?.text;
      if (text === '<') open += 1;
      else if (text === '>') open -= 1;
      else if (text === ';') return;
      if (open === 0) {
        this.index += 1;
        return;
      }
    }
  }

  /** Up to one of the tokens that end a type. */
  protected type(end: number, until: RegExp): SyntaxNode | undefined {
    const start = this.peek(end)?.start;
    if (start === undefined) return undefined;
    while (this.index < end && !until.test(this.tokens[this.index]?.text ?? '')) {
      const token = this.tokens[this.index];
      this.index = token?.kind === 'open' ? Math.min(token.close ?? end, end) + 1 : this.index + 1;
    }
    return made('type', start, this.lastEnd(start), []);
  }

  protected pattern(end: number): SyntaxNode | undefined {
    const token = this.peek(end);
    if (!token || this.depth >= MAX_DEPTH) return undefined;
    if (token.kind === 'open' && token.text !== '{') {
      const items = this.group(token, end, close => this.pattern(close));
      return made(
        token.text === '(' ? 'tuple_pattern' : 'slice_pattern',
        token.start,
        this.lastEnd(token.start),
        items,
      );
    }
    while (this.takes(/^(?:&|&&|ref|mut)$/, end));
    const path = this.path(end);
    if (!path) return undefined;
    const open = this.peek(end);
    if (open?.text !== '(') return path;
    const items = this.group(open, end, close => this.pattern(close));
    return made('tuple_struct_pattern', path.start, this.lastEnd(path.start), [as('type', path), ...items]);
  }

  protected literal(end: number): SyntaxNode | undefined {
    const token = this.peek(end);
    if (token?.kind === 'string') this.index += 1;
    else if (token?.kind === 'number' || token?.kind === 'char') this.index += 1;
    else return undefined;
    const type =
      token.kind === 'string' ? 'string_literal' : token.kind === 'char' ? 'char_literal' : 'integer_literal';
    return made(type, token.start, token.end, []);
  }

  protected word(end: number, type: string): SyntaxNode | undefined {
    const token = this.peek(end);
    if (token?.kind !== 'word') return undefined;
    this.index += 1;
    const isKeyword = token.text === 'self' || token.text === 'crate' || token.text === 'super';
    return made(isKeyword ? token.text : type, token.start, token.end, []);
  }

  /** What stands in brackets, read piece by piece; what can't be read is passed over. */
  protected group(open: Token, end: number, read: (close: number) => SyntaxNode | undefined): SyntaxNode[] {
    const close = Math.min(open.close ?? end, end);
    const found: SyntaxNode[] = [];
    this.index += 1;
    this.inside(() => {
      while (this.index < close) {
        const before = this.index;
        const item = this.depth >= MAX_DEPTH ? undefined : read(close);
        if (item) found.push(item);
        if (this.index === before) this.index += 1;
      }
    });
    this.index = close + 1;
    return found;
  }

  protected closed(
    type: string,
    open: Token,
    close: number,
    children: readonly (SyntaxNode | undefined)[],
  ): SyntaxNode {
    this.index = close + 1;
    return made(type, open.start, this.tokens[close]?.end ?? this.lastEnd(open.end), children);
  }

  protected inside<T>(body: () => T): T {
    this.depth += 1;
    try {
      return body();
    } finally {
      this.depth -= 1;
    }
  }

  protected peek(end: number): Token | undefined {
    return this.index < end ? this.tokens[this.index] : undefined;
  }

  protected takes(pattern: RegExp, end: number): boolean {
    const token = this.peek(end);
    if (!token || !pattern.test(token.text)) return false;
    this.index += 1;
    return true;
  }

  protected lastWord(): string {
    return this.tokens[this.index - 1]?.text ?? '';
  }

  protected lastEnd(otherwise: number): number {
    return this.tokens[this.index - 1]?.end ?? otherwise;
  }
}
