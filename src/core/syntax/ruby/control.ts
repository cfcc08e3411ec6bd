import { field, fields, named, type SyntaxNode } from '../node';
import type { Expression } from '../program';
import { bindTarget } from './assignments';
import type { RubyBuilder } from './builder';
import { lowerExpression, lowerSequence } from './expressions';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });
const nothing = (node: SyntaxNode): Expression => ({ kind: 'nothing', range: { start: node.end, end: node.end } });

function branch(builder: RubyBuilder, node: SyntaxNode | undefined, whole: SyntaxNode): Expression {
  if (!node) return nothing(whole);
  return builder.inBlock('branch', at(node), () => lowerExpression(builder, node));
}

/** `if`, `unless`, both behind their statement as well, and `a ? b : c`. */
export function lowerIf(builder: RubyBuilder, node: SyntaxNode): Expression {
  const condition = field(node, 'condition');
  if (condition) lowerExpression(builder, condition);
  const whenTrue = branch(builder, field(node, 'consequence') ?? field(node, 'body'), node);
  const whenFalse = branch(builder, field(node, 'alternative'), node);
  return { kind: 'conditional', whenTrue, whenFalse, range: at(node) };
}

/** `case` with `when` or `in`: one of the branches' values. */
export function lowerCase(builder: RubyBuilder, node: SyntaxNode): Expression {
  const value = field(node, 'value');
  if (value) lowerExpression(builder, value);
  const results: Expression[] = [];
  for (const clause of named(node)) {
    if (clause === value) continue;
    for (const pattern of fields(clause, 'pattern')) {
      if (clause.type === 'when') lowerExpression(builder, pattern);
      else bindPattern(builder, pattern);
    }
    results.push(branch(builder, clause.type === 'else' ? clause : field(clause, 'body'), clause));
  }
  const last = results.pop() ?? nothing(node);
  return results.reduceRight<Expression>(
    (whenFalse, whenTrue) => ({ kind: 'conditional', whenTrue, whenFalse, range: at(node) }),
    last,
  );
}

/** The names that a pattern of `in` takes out of what it is held against. */
function bindPattern(builder: RubyBuilder, node: SyntaxNode): void {
  const key = node.type === 'keyword_pattern' && !field(node, 'value') ? field(node, 'key') : undefined;
  const name = node.type === 'identifier' ? node : key;
  if (name) builder.bind({ kind: 'other', name: builder.slice(name), range: at(name), from: node.end });
  for (const child of named(node)) bindPattern(builder, child);
}

export function lowerWhile(builder: RubyBuilder, node: SyntaxNode): Expression {
  builder.inBlock('loop', at(node), () => {
    for (const child of named(node)) lowerExpression(builder, child);
  });
  return { kind: 'nothing', range: at(node) };
}

export function lowerFor(builder: RubyBuilder, node: SyntaxNode): Expression {
  const pattern = field(node, 'pattern');
  const value = field(node, 'value');
  const source = value && named(value)[0];
  const lowered = source && lowerExpression(builder, source);
  builder.inBlock('loop', at(node), () => {
    if (pattern)
      bindTarget(builder, pattern, { kind: 'loop', from: pattern.end, ...(lowered ? { value: lowered } : {}) });
    const body = field(node, 'body');
    if (body) lowerExpression(builder, body);
  });
  return { kind: 'nothing', range: at(node) };
}

/** `begin … rescue … end`: what it comes to, or what the rescue does. */
export function lowerBegin(builder: RubyBuilder, node: SyntaxNode): Expression {
  return lowerSequence(builder, named(node), node);
}

export function lowerRescueModifier(builder: RubyBuilder, node: SyntaxNode): Expression {
  const body = field(node, 'body');
  const handler = field(node, 'handler');
  const whenTrue = body ? lowerExpression(builder, body) : nothing(node);
  return { kind: 'conditional', whenTrue, whenFalse: branch(builder, handler, node), range: at(node) };
}
