import type { SyntaxNode } from '../node';
import { as, made } from './madeNodes';
import { MAX_DEPTH, TokenReader } from './tokenReader';
import type { Token } from './tokens';

/** Statements, branches, loops and closures among the tokens of a macro's body. */
export abstract class TokenStatements extends TokenReader {
  protected abstract expression(end: number, isCondition?: boolean, least?: number): SyntaxNode | undefined;

  /** All of it, as statements or as what stands between commas. */
  statements(end = this.tokens.length): SyntaxNode[] {
    const found: SyntaxNode[] = [];
    while (this.index < end) {
      const before = this.index;
      const node = this.statement(end);
      if (node) found.push(node);
      if (this.index === before) this.index += 1;
    }
    return found;
  }

  protected letStatement(end: number): SyntaxNode | undefined {
    const start = this.tokens[this.index]?.start ?? 0;
    this.index += 1;
    const isMutable = this.takes(/^mut$/, end);
    const pattern = this.pattern(end);
    const type = this.takes(/^:$/, end) ? this.type(end, /^[=;]$/) : undefined;
    const value = this.takes(/^=$/, end) ? this.expression(end) : undefined;
    const otherwise = this.takes(/^else$/, end) ? this.block(end) : undefined;
    return made('let_declaration', start, this.lastEnd(start), [
      isMutable ? made('mutable_specifier', start, start, []) : undefined,
      as('pattern', pattern),
      as('type', type),
      as('value', value),
      as('alternative', otherwise),
    ]);
  }

  /** `static ref NAME: Type = value;` of `lazy_static!` reads as `static NAME`. */
  protected constant(end: number): SyntaxNode | undefined {
    const start = this.tokens[this.index]?.start ?? 0;
    this.index += 1;
    this.takes(/^(?:ref|mut)$/, end);
    const name = this.word(end, 'identifier');
    const type = this.takes(/^:$/, end) ? this.type(end, /^[=;]$/) : undefined;
    const value = this.takes(/^=$/, end) ? this.expression(end) : undefined;
    return made('static_item', start, this.lastEnd(start), [as('name', name), as('type', type), as('value', value)]);
  }

  /** Of a function only what it does is read. */
  protected functionBody(end: number): SyntaxNode | undefined {
    for (; this.index < end; this.index += 1) {
      const token = this.tokens[this.index];
      if (token?.text === '{') return this.block(end);
      if (token?.kind === 'open') this.index = Math.min(token.close ?? end, end);
      if (token?.text === ';') return undefined;
    }
    return undefined;
  }

  protected control({ text, start }: Token, end: number): SyntaxNode | 'none' | undefined {
    switch (text) {
      case 'if':
      case 'while': {
        this.index += 1;
        const condition = this.condition(end);
        const body = this.block(end);
        const otherwise = text === 'if' && this.takes(/^else$/, end) ? this.expression(end) : undefined;
        return text === 'if'
          ? made('if_expression', start, this.lastEnd(start), [
              as('condition', condition),
              as('consequence', body),
              otherwise && as('alternative', made('else_clause', otherwise.start, otherwise.end, [otherwise])),
            ])
          : made('while_expression', start, this.lastEnd(start), [as('condition', condition), as('body', body)]);
      }
      case 'match':
        return this.match(end);
      case 'for': {
        this.index += 1;
        const pattern = this.pattern(end);
        this.takes(/^in$/, end);
        const value = this.expression(end, true);
        const body = this.block(end);
        return made('for_expression', start, this.lastEnd(start), [
          as('pattern', pattern),
          as('value', value),
          as('body', body),
        ]);
      }
      case 'loop':
      case 'unsafe': {
        this.index += 1;
        const body = this.block(end);
        return made(text === 'loop' ? 'loop_expression' : 'unsafe_block', start, this.lastEnd(start), [
          as('body', body),
        ]);
      }
      case 'async': {
        this.index += 1;
        this.takes(/^move$/, end);
        if (this.peek(end)?.kind === 'punctuation') return this.closure(end);
        const body = this.block(end);
        return made('async_block', start, this.lastEnd(start), [body]);
      }
      case 'move':
        this.index += 1;
        return this.closure(end);
      case 'return':
      case 'break':
      case 'yield': {
        this.index += 1;
        const value = this.expression(end);
        return made(`${text}_expression`, start, this.lastEnd(start), [value]);
      }
      default:
        return 'none';
    }
  }

  protected condition(end: number): SyntaxNode | undefined {
    const start = this.peek(end)?.start ?? 0;
    if (!this.takes(/^let$/, end)) return this.expression(end, true);
    const pattern = this.pattern(end);
    while (this.takes(/^\|$/, end)) this.pattern(end);
    this.takes(/^=$/, end);
    const value = this.expression(end, true, 4);
    const condition = made('let_condition', start, this.lastEnd(start), [as('pattern', pattern), as('value', value)]);
    if (!this.takes(/^&&$/, end)) return condition;
    const more = this.condition(end);
    return made('let_chain', start, this.lastEnd(start), [condition, more]);
  }

  protected match(end: number): SyntaxNode {
    const start = this.tokens[this.index]?.start ?? 0;
    this.index += 1;
    const value = this.expression(end, true);
    const open = this.peek(end);
    const arms = open?.text === '{' ? this.group(open, end, close => this.arm(close)) : [];
    const body = made('match_block', open?.start ?? start, this.lastEnd(start), arms);
    return made('match_expression', start, body.end, [as('value', value), as('body', body)]);
  }

  protected arm(end: number): SyntaxNode | undefined {
    const start = this.peek(end)?.start ?? 0;
    const pattern = this.pattern(end) ?? this.literal(end);
    // The rest of the pattern and its condition.
    while (this.index < end && this.tokens[this.index]?.text !== '=>') {
      const token = this.tokens[this.index];
      this.index = token?.kind === 'open' ? Math.min(token.close ?? end, end) + 1 : this.index + 1;
    }
    if (!this.takes(/^=>$/, end)) return undefined;
    const value = this.expression(end);
    return made('match_arm', start, this.lastEnd(start), [
      pattern && as('pattern', made('match_pattern', pattern.start, pattern.end, [pattern])),
      as('value', value),
    ]);
  }

  protected closure(end: number): SyntaxNode | undefined {
    const start = this.peek(end)?.start ?? 0;
    const parameters: SyntaxNode[] = [];
    if (!this.takes(/^\|\|$/, end)) {
      if (!this.takes(/^\|$/, end)) return undefined;
      while (this.index < end && !this.takes(/^\|$/, end)) {
        const before = this.index;
        const pattern = this.pattern(end);
        if (pattern) parameters.push(pattern);
        if (this.takes(/^:$/, end)) this.type(end, /^[,|]$/);
        if (this.index === before) this.index += 1;
      }
    }
    if (this.takes(/^->$/, end)) this.type(end, /^\{$/);
    const body = this.expression(end);
    return made('closure_expression', start, this.lastEnd(start), [
      as('parameters', made('closure_parameters', start, start, parameters)),
      as('body', body),
    ]);
  }

  protected block(end: number): SyntaxNode | undefined {
    const open = this.peek(end);
    if (open?.text !== '{') return undefined;
    const close = Math.min(open.close ?? end, end);
    this.index += 1;
    const found = this.inside(() => (this.depth >= MAX_DEPTH ? [] : this.statements(close)));
    return this.closed('block', open, close, found);
  }

  protected statement(end: number): SyntaxNode | undefined {
    const token = this.peek(end);
    switch (token?.kind === 'word' ? token.text : '') {
      case 'let':
        return this.letStatement(end);
      case 'static':
      case 'const':
        return this.constant(end);
      case 'fn':
        return this.functionBody(end);
      default:
        return this.expression(end);
    }
  }
}
