import type { Range } from '../../text';
import type { SyntaxNode } from '../node';
import { tokensOf, type Token } from './tokens';

/** Brackets in brackets, as in JSON or in closures that are given closures. */
const MAX_DEPTH = 100;

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

type Children = readonly (SyntaxNode | undefined)[];

/**
 * Reads what stands in a macro as the grammar reads it elsewhere: the grammar itself leaves a macro's body as loose
 * tokens. Whatever is not an expression or statement is passed over, so that calls in between are found.
 */
export class TokenTree {
  private readonly tokens: readonly Token[];
  private index = 0;
  private depth = 0;

  constructor(text: string, range: Range) {
    this.tokens = tokensOf(text, range);
  }

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
    return node('json_object', first?.start ?? 0, last?.end ?? 0, nodes);
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
        if (value) found.push(node('json_entry', key.start, value.end, [as('key', key), as('value', value)]));
      }
      if (this.index === before) this.index += 1;
    }
  }

  private statement(end: number): SyntaxNode | undefined {
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

  private letStatement(end: number): SyntaxNode | undefined {
    const start = this.tokens[this.index]?.start ?? 0;
    this.index += 1;
    const isMutable = this.takes(/^mut$/, end);
    const pattern = this.pattern(end);
    const type = this.takes(/^:$/, end) ? this.type(end, /^[=;]$/) : undefined;
    const value = this.takes(/^=$/, end) ? this.expression(end) : undefined;
    const otherwise = this.takes(/^else$/, end) ? this.block(end) : undefined;
    return node('let_declaration', start, this.lastEnd(start), [
      isMutable ? node('mutable_specifier', start, start, []) : undefined,
      as('pattern', pattern),
      as('type', type),
      as('value', value),
      as('alternative', otherwise),
    ]);
  }

  /** `static ref NAME: Type = value;` of `lazy_static!` reads as `static NAME`. */
  private constant(end: number): SyntaxNode | undefined {
    const start = this.tokens[this.index]?.start ?? 0;
    this.index += 1;
    this.takes(/^(?:ref|mut)$/, end);
    const name = this.word(end, 'identifier');
    const type = this.takes(/^:$/, end) ? this.type(end, /^[=;]$/) : undefined;
    const value = this.takes(/^=$/, end) ? this.expression(end) : undefined;
    return node('static_item', start, this.lastEnd(start), [as('name', name), as('type', type), as('value', value)]);
  }

  /** Of a function only what it does is read. */
  private functionBody(end: number): SyntaxNode | undefined {
    for (; this.index < end; this.index += 1) {
      const token = this.tokens[this.index];
      if (token?.text === '{') return this.block(end);
      if (token?.kind === 'open') this.index = Math.min(token.close ?? end, end);
      if (token?.text === ';') return undefined;
    }
    return undefined;
  }

  private pattern(end: number): SyntaxNode | undefined {
    const token = this.peek(end);
    if (!token || this.depth >= MAX_DEPTH) return undefined;
    if (token.kind === 'open' && token.text !== '{') {
      const items = this.group(token, end, close => this.pattern(close));
      return node(
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
    return node('tuple_struct_pattern', path.start, this.lastEnd(path.start), [as('type', path), ...items]);
  }

  private expression(end: number, isCondition = false, least = 0): SyntaxNode | undefined {
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
        left = node(
          operator.text === '=' ? 'assignment_expression' : isChange ? 'compound_assignment_expr' : 'binary_expression',
          left.start,
          right.end,
          [
            as('left', left),
            { ...node(operator.text, operator.start, operator.end, []), field: 'operator', isNamed: false },
            as('right', right),
          ],
        );
      }
    });
  }

  private prefix(end: number, isCondition: boolean): SyntaxNode | undefined {
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
      return value && node('reference_expression', start, value.end, [as('value', value)]);
    }
    if (text === '-' || text === '!' || text === '*') {
      this.index += 1;
      const value = this.prefix(end, isCondition);
      const sign = { ...node(text, start, start + 1, []), isNamed: false };
      return value && node('unary_expression', start, value.end, [sign, value]);
    }
    return text === '|' || text === '||' ? this.closure(end) : undefined;
  }

  private control({ text, start }: Token, end: number): SyntaxNode | 'none' | undefined {
    switch (text) {
      case 'if':
      case 'while': {
        this.index += 1;
        const condition = this.condition(end);
        const body = this.block(end);
        const otherwise = text === 'if' && this.takes(/^else$/, end) ? this.expression(end) : undefined;
        return text === 'if'
          ? node('if_expression', start, this.lastEnd(start), [
              as('condition', condition),
              as('consequence', body),
              otherwise && as('alternative', node('else_clause', otherwise.start, otherwise.end, [otherwise])),
            ])
          : node('while_expression', start, this.lastEnd(start), [as('condition', condition), as('body', body)]);
      }
      case 'match':
        return this.match(end);
      case 'for': {
        this.index += 1;
        const pattern = this.pattern(end);
        this.takes(/^in$/, end);
        const value = this.expression(end, true);
        const body = this.block(end);
        return node('for_expression', start, this.lastEnd(start), [
          as('pattern', pattern),
          as('value', value),
          as('body', body),
        ]);
      }
      case 'loop':
      case 'unsafe': {
        this.index += 1;
        const body = this.block(end);
        return node(text === 'loop' ? 'loop_expression' : 'unsafe_block', start, this.lastEnd(start), [
          as('body', body),
        ]);
      }
      case 'async': {
        this.index += 1;
        this.takes(/^move$/, end);
        if (this.peek(end)?.kind === 'punctuation') return this.closure(end);
        const body = this.block(end);
        return node('async_block', start, this.lastEnd(start), [body]);
      }
      case 'move':
        this.index += 1;
        return this.closure(end);
      case 'return':
      case 'break':
      case 'yield': {
        this.index += 1;
        const value = this.expression(end);
        return node(`${text}_expression`, start, this.lastEnd(start), [value]);
      }
      default:
        return 'none';
    }
  }

  private condition(end: number): SyntaxNode | undefined {
    const start = this.peek(end)?.start ?? 0;
    if (!this.takes(/^let$/, end)) return this.expression(end, true);
    const pattern = this.pattern(end);
    while (this.takes(/^\|$/, end)) this.pattern(end);
    this.takes(/^=$/, end);
    const value = this.expression(end, true, 4);
    const condition = node('let_condition', start, this.lastEnd(start), [as('pattern', pattern), as('value', value)]);
    if (!this.takes(/^&&$/, end)) return condition;
    const more = this.condition(end);
    return node('let_chain', start, this.lastEnd(start), [condition, more]);
  }

  private match(end: number): SyntaxNode {
    const start = this.tokens[this.index]?.start ?? 0;
    this.index += 1;
    const value = this.expression(end, true);
    const open = this.peek(end);
    const arms = open?.text === '{' ? this.group(open, end, close => this.arm(close)) : [];
    const body = node('match_block', open?.start ?? start, this.lastEnd(start), arms);
    return node('match_expression', start, body.end, [as('value', value), as('body', body)]);
  }

  private arm(end: number): SyntaxNode | undefined {
    const start = this.peek(end)?.start ?? 0;
    const pattern = this.pattern(end) ?? this.literal(end);
    // The rest of the pattern and its condition.
    while (this.index < end && this.tokens[this.index]?.text !== '=>') {
      const token = this.tokens[this.index];
      this.index = token?.kind === 'open' ? Math.min(token.close ?? end, end) + 1 : this.index + 1;
    }
    if (!this.takes(/^=>$/, end)) return undefined;
    const value = this.expression(end);
    return node('match_arm', start, this.lastEnd(start), [
      pattern && as('pattern', node('match_pattern', pattern.start, pattern.end, [pattern])),
      as('value', value),
    ]);
  }

  private closure(end: number): SyntaxNode | undefined {
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
    return node('closure_expression', start, this.lastEnd(start), [
      as('parameters', node('closure_parameters', start, start, parameters)),
      as('body', body),
    ]);
  }

  private primary(end: number, isCondition: boolean): SyntaxNode | undefined {
    const token = this.peek(end);
    if (!token) return undefined;
    if (token.kind === 'open') {
      if (token.text === '{') return this.block(end);
      const items = this.group(token, end, close => this.expression(close));
      const type = token.text === '[' ? 'array_expression' : items.length === 1 ? 'parenthesized_expression' : '';
      return node(type || 'tuple_expression', token.start, this.lastEnd(token.start), items);
    }
    if (token.kind !== 'word') return this.literal(end);
    if (token.text === 'true' || token.text === 'false') return this.word(end, 'boolean_literal');
    const path = this.path(end);
    const next = this.peek(end);
    if (path && next?.text === '!' && this.tokens[this.index + 1]?.kind === 'open') {
      const open = this.tokens[this.index + 1];
      const close = Math.min(open?.close ?? end, end);
      this.index = close + 1;
      const inner = node('token_tree', open?.start ?? path.end, this.tokens[close]?.end ?? path.end, []);
      return node('macro_invocation', path.start, inner.end, [as('macro', path), inner]);
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
        return node('base_field_initializer', start, this.lastEnd(start), [base]);
      }
      const name = this.word(close, 'field_identifier');
      if (!name) return undefined;
      if (!this.takes(/^:$/, close))
        return node('shorthand_field_initializer', start, name.end, [{ ...name, type: 'identifier' }]);
      const value = this.expression(close);
      return node('field_initializer', start, this.lastEnd(start), [as('field', name), as('value', value)]);
    });
    const list = node('field_initializer_list', open.start, this.lastEnd(open.start), fields);
    return node('struct_expression', path.start, list.end, [as('name', path), as('body', list)]);
  }

  private postfix(first: SyntaxNode | undefined, end: number): SyntaxNode | undefined {
    let value = first;
    for (;;) {
      const token = this.peek(end);
      if (!value || !token) return value;
      const { start } = value;
      if (token.text === '?') {
        this.index += 1;
        value = node('try_expression', start, token.end, [value]);
      } else if (token.text === '.') {
        this.index += 1;
        const name = this.word(end, 'field_identifier') ?? this.literal(end);
        if (!name) return value;
        value =
          this.lastWord() === 'await'
            ? node('await_expression', start, name.end, [value])
            : node('field_expression', start, name.end, [as('value', value), as('field', name)]);
        if (this.takes(/^::$/, end)) this.skipGenerics(end);
      } else if (token.text === '(' || (token.text === '[' && value.end === token.start)) {
        const items = this.group(token, end, close => this.expression(close));
        value =
          token.text === '('
            ? node('call_expression', start, this.lastEnd(start), [
                as('function', value),
                as('arguments', node('arguments', token.start, this.lastEnd(start), items)),
              ])
            : node('index_expression', start, this.lastEnd(start), [value, ...items]);
      } else if (token.kind === 'word' && TYPES_AFTER.test(token.text)) {
        this.index += 1;
        this.path(end);
      } else return value;
    }
  }

  /** `a::b::<T>::c` */
  private path(end: number): SyntaxNode | undefined {
    this.takes(/^::$/, end);
    let path = this.word(end, 'identifier');
    while (path && this.takes(/^::$/, end)) {
      if (this.peek(end)?.text === '<') {
        this.skipGenerics(end);
        continue;
      }
      const name = this.word(end, 'identifier');
      if (!name) break;
      path = node('scoped_identifier', path.start, name.end, [as('path', path), as('name', name)]);
    }
    return path;
  }

  private skipGenerics(end: number): void {
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
  private type(end: number, until: RegExp): SyntaxNode | undefined {
    const start = this.peek(end)?.start;
    if (start === undefined) return undefined;
    while (this.index < end && !until.test(this.tokens[this.index]?.text ?? '')) {
      const token = this.tokens[this.index];
      this.index = token?.kind === 'open' ? Math.min(token.close ?? end, end) + 1 : this.index + 1;
    }
    return node('type', start, this.lastEnd(start), []);
  }

  private block(end: number): SyntaxNode | undefined {
    const open = this.peek(end);
    if (open?.text !== '{') return undefined;
    const close = Math.min(open.close ?? end, end);
    this.index += 1;
    const found = this.inside(() => (this.depth >= MAX_DEPTH ? [] : this.statements(close)));
    return this.closed('block', open, close, found);
  }

  private literal(end: number): SyntaxNode | undefined {
    const token = this.peek(end);
    if (token?.kind === 'string') this.index += 1;
    else if (token?.kind === 'number' || token?.kind === 'char') this.index += 1;
    else return undefined;
    const type =
      token.kind === 'string' ? 'string_literal' : token.kind === 'char' ? 'char_literal' : 'integer_literal';
    return node(type, token.start, token.end, []);
  }

  private word(end: number, type: string): SyntaxNode | undefined {
    const token = this.peek(end);
    if (token?.kind !== 'word') return undefined;
    this.index += 1;
    const isKeyword = token.text === 'self' || token.text === 'crate' || token.text === 'super';
    return node(isKeyword ? token.text : type, token.start, token.end, []);
  }

  /** What stands in brackets, read piece by piece; what can't be read is passed over. */
  private group(open: Token, end: number, read: (close: number) => SyntaxNode | undefined): SyntaxNode[] {
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

  private closed(type: string, open: Token, close: number, children: Children): SyntaxNode {
    this.index = close + 1;
    return node(type, open.start, this.tokens[close]?.end ?? this.lastEnd(open.end), children);
  }

  private inside<T>(body: () => T): T {
    this.depth += 1;
    try {
      return body();
    } finally {
      this.depth -= 1;
    }
  }

  private peek(end: number): Token | undefined {
    return this.index < end ? this.tokens[this.index] : undefined;
  }

  private takes(pattern: RegExp, end: number): boolean {
    const token = this.peek(end);
    if (!token || !pattern.test(token.text)) return false;
    this.index += 1;
    return true;
  }

  private lastWord(): string {
    return this.tokens[this.index - 1]?.text ?? '';
  }

  private lastEnd(otherwise: number): number {
    return this.tokens[this.index - 1]?.end ?? otherwise;
  }
}

const node = (type: string, start: number, end: number, children: Children): SyntaxNode => ({
  type,
  field: undefined,
  start,
  end,
  isNamed: true,
  children: children.filter(child => child !== undefined),
});

const as = (field: string, child: SyntaxNode | undefined): SyntaxNode | undefined => child && { ...child, field };
