import type { SyntaxNode } from '../node';
import { as, made } from './madeNodes';
import { MAX_DEPTH } from './tokenReader';
import { TokenStatements } from './tokenStatements';
import type { Token } from './tokens';

/** Methods after one another: each makes the tree a level deeper. */
const MAX_CHAIN = 200;

const PRECEDENCE: Readonly<Record<string, number>> = {
  '*': 11,
  '/': 11,
  '%': 11,
  '+': 10,
  '-': 10,
  '^': 7,
  '|': 6,
  '==': 5,
  '!=': 5,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  '&&': 4,
  '||': 3,
  '..': 2,
  '..=': 2,
  '=': 1,
  '+=': 1,
  '-=': 1,
};
const TYPES_AFTER = /^(?:as|->)$/;

/**
 * Reads what stands in a macro as the grammar reads it elsewhere: the grammar itself leaves a macro's body as loose
 * tokens. Whatever is not an expression or statement is passed over, so that calls in between are found.
 */
export class TokenTree extends TokenStatements {
  /** One value as `json!` takes it; objects are `json_object`, their entries `json_entry` with `key` and `value`. */
  json(end = this.tokens.length): SyntaxNode | undefined {
    const token = this.peek(end);
    if (token?.kind !== 'open' || token.text === '(' || this.depth >= MAX_DEPTH) return this.expression(end);
    const close = Math.min(token.close ?? end, end);
    if (token.text === '{') return this.entries(token, close);
    this.index += 1;
    const items: SyntaxNode[] = [];
    this.inside(() => {
      while (this.index < close) {
        const before = this.index;
        const item = this.json(close);
        if (item) items.push(item);
        if (this.index === before) this.index += 1;
      }
    });
    return this.closed('array_expression', token, close, items);
  }

  /** What stands between braces or, for a macro that needs none, everything: `"key" => value, …`. */
  entriesOf(): SyntaxNode {
    const [first] = this.tokens;
    const last = this.tokens.at(-1);
    const nodes: SyntaxNode[] = [];
    this.inside(() => {
      this.readEntries(this.tokens.length, nodes);
    });
    return made('json_object', first?.start ?? 0, last?.end ?? 0, nodes);
  }

  private entries(open: Token, close: number): SyntaxNode {
    this.index += 1;
    const found: SyntaxNode[] = [];
    this.inside(() => {
      this.readEntries(close, found);
    });
    return this.closed('json_object', open, close, found);
  }

  private readEntries(close: number, found: SyntaxNode[]): void {
    while (this.index < close) {
      const before = this.index;
      const key = this.expression(close);
      if (key && this.takes(/^(?::|=>)$/, close)) {
        const value = this.json(close);
        if (value) found.push(made('json_entry', key.start, value.end, [as('key', key), as('value', value)]));
      }
      if (this.index === before) this.index += 1;
    }
  }

  protected override expression(end: number, isCondition = false, least = 0): SyntaxNode | undefined {
    if (this.depth >= MAX_DEPTH) return undefined;
    return this.inside(() => {
      let left = this.prefix(end, isCondition);
      for (;;) {
        const operator = this.peek(end);
        const precedence = operator?.kind === 'punctuation' ? PRECEDENCE[operator.text] : undefined;
        if (!left || !operator || precedence === undefined || precedence <= least) return left;
        this.index += 1;
        const right = this.expression(end, isCondition, precedence);
        if (!right) return left;
        const isChange = precedence === 1 && operator.text !== '=';
        left = made(
          operator.text === '=' ? 'assignment_expression' : isChange ? 'compound_assignment_expr' : 'binary_expression',
          left.start,
          right.end,
          [
            as('left', left),
            { ...made(operator.text, operator.start, operator.end, []), field: 'operator', isNamed: false },
            as('right', right),
          ],
        );
      }
    });
  }

  private prefix(end: number, isCondition: boolean): SyntaxNode | undefined {
    return this.depth >= MAX_DEPTH ? undefined : this.inside(() => this.readPrefix(end, isCondition));
  }

  private readPrefix(end: number, isCondition: boolean): SyntaxNode | undefined {
    const token = this.peek(end);
    if (!token) return undefined;
    const { start, text } = token;
    if (token.kind === 'word') {
      const control = this.control(token, end);
      return control === 'none' ? this.postfix(this.primary(end, isCondition), end) : this.postfix(control, end);
    }
    if (token.kind !== 'punctuation') return this.postfix(this.primary(end, isCondition), end);
    if (text === '&' || text === '&&') {
      this.index += 1;
      this.takes(/^mut$/, end);
      const value = this.prefix(end, isCondition);
      return value && made('reference_expression', start, value.end, [as('value', value)]);
    }
    if (text === '-' || text === '!' || text === '*') {
      this.index += 1;
      const value = this.prefix(end, isCondition);
      const sign = { ...made(text, start, start + 1, []), isNamed: false };
      return value && made('unary_expression', start, value.end, [sign, value]);
    }
    return text === '|' || text === '||' ? this.closure(end) : undefined;
  }

  private primary(end: number, isCondition: boolean): SyntaxNode | undefined {
    const token = this.peek(end);
    if (!token) return undefined;
    if (token.kind === 'open') {
      if (token.text === '{') return this.block(end);
      const items = this.group(token, end, close => this.expression(close));
      const type = token.text === '[' ? 'array_expression' : items.length === 1 ? 'parenthesized_expression' : '';
      return made(type || 'tuple_expression', token.start, this.lastEnd(token.start), items);
    }
    if (token.kind !== 'word') return this.literal(end);
    if (token.text === 'true' || token.text === 'false') return this.word(end, 'boolean_literal');
    const path = this.path(end);
    const next = this.peek(end);
    if (path && next?.text === '!' && this.tokens[this.index + 1]?.kind === 'open') {
      const open = this.tokens[this.index + 1];
      const close = Math.min(open?.close ?? end, end);
      this.index = close + 1;
      const inner = made('token_tree', open?.start ?? path.end, this.tokens[close]?.end ?? path.end, []);
      return made('macro_invocation', path.start, inner.end, [as('macro', path), inner]);
    }
    if (path && next?.text === '{' && !isCondition && /(?:^|::)[A-Z]\w*$/.test(this.lastWord()))
      return this.structure(path, next, end);
    return path;
  }

  private structure(path: SyntaxNode, open: Token, end: number): SyntaxNode {
    const fields = this.group(open, end, close => {
      const start = this.peek(close)?.start ?? 0;
      if (this.takes(/^\.\.$/, close)) {
        const base = this.expression(close);
        return made('base_field_initializer', start, this.lastEnd(start), [base]);
      }
      const name = this.word(close, 'field_identifier');
      if (!name) return undefined;
      if (!this.takes(/^:$/, close))
        return made('shorthand_field_initializer', start, name.end, [{ ...name, type: 'identifier' }]);
      const value = this.expression(close);
      return made('field_initializer', start, this.lastEnd(start), [as('field', name), as('value', value)]);
    });
    const list = made('field_initializer_list', open.start, this.lastEnd(open.start), fields);
    return made('struct_expression', path.start, list.end, [as('name', path), as('body', list)]);
  }

  private postfix(first: SyntaxNode | undefined, end: number): SyntaxNode | undefined {
    let value = first;
    for (let links = 0; ; links += 1) {
      const token = this.peek(end);
      if (!value || !token || links >= MAX_CHAIN) return value;
      const { start } = value;
      if (token.text === '?') {
        this.index += 1;
        value = made('try_expression', start, token.end, [value]);
      } else if (token.text === '.') {
        this.index += 1;
        const name = this.word(end, 'field_identifier') ?? this.literal(end);
        if (!name) return value;
        value =
          this.lastWord() === 'await'
            ? made('await_expression', start, name.end, [value])
            : made('field_expression', start, name.end, [as('value', value), as('field', name)]);
        if (this.takes(/^::$/, end)) this.skipGenerics(end);
      } else if (token.text === '(' || (token.text === '[' && value.end === token.start)) {
        const items = this.group(token, end, close => this.expression(close));
        value =
          token.text === '('
            ? made('call_expression', start, this.lastEnd(start), [
                as('function', value),
                as('arguments', made('arguments', token.start, this.lastEnd(start), items)),
              ])
            : made('index_expression', start, this.lastEnd(start), [value, ...items]);
      } else if (token.kind === 'word' && TYPES_AFTER.test(token.text)) {
        this.index += 1;
        this.path(end);
      } else return value;
    }
  }
}
