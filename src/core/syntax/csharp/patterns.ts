import { field, named, type SyntaxNode } from '../node';
import type { Expression } from '../program';
import type { CSharpBuilder } from './builder';
import { lowerExpression } from './expressions';
import { at, values } from './nodes';
import { typeReference } from './typeNames';

/**
 * Binds the names that a pattern or an `out var x` declares.
 * @param value what the pattern is held against; it reaches the names that stand for the whole of it
 */
export function bindPattern(
  builder: CSharpBuilder,
  node: SyntaxNode,
  value: Expression | undefined,
  from: number,
): void {
  switch (node.type) {
    case 'identifier':
    case 'discard':
      return;
    case 'declaration_expression':
    case 'declaration_pattern':
    case 'recursive_pattern':
    case 'var_pattern': {
      const name = field(node, 'name');
      const type = field(node, 'type');
      if (name) bindName(builder, name, type, value, from);
      for (const child of named(node))
        if (child !== name && child !== type) bindPattern(builder, child, undefined, from);
      return;
    }
    case 'constant_pattern':
    case 'relational_pattern':
      for (const child of values(node)) lowerExpression(builder, child);
      return;
    default:
      for (const child of named(node)) bindPattern(builder, child, undefined, from);
  }
}

export function bindName(
  builder: CSharpBuilder,
  name: SyntaxNode,
  typeNode: SyntaxNode | undefined,
  value: Expression | undefined,
  from: number,
): void {
  const own = builder.slice(name);
  const type = typeReference(builder, typeNode);
  if (typeNode) builder.declareType(own, typeNode);
  builder.bind({
    kind: 'variable',
    name: own,
    range: at(name),
    from,
    ...(value ? { value } : {}),
    ...(type ? { type } : {}),
  });
}

/** `x switch { A => a, B => b }` is one of its values; arms that throw give none. */
export function lowerSwitchExpression(
  builder: CSharpBuilder,
  node: SyntaxNode,
  expected: SyntaxNode | undefined,
): Expression {
  const [subject, ...arms] = values(node);
  const tested = subject && lowerExpression(builder, subject);
  const results: Expression[] = [];
  for (const arm of arms) {
    if (arm.type !== 'switch_expression_arm') continue;
    builder.inScope('block', at(arm), () => {
      builder.inBlock('branch', at(arm), () => {
        const parts = values(arm);
        const result = parts.at(-1);
        for (const part of parts.slice(0, -1))
          if (part.type.endsWith('pattern')) bindPattern(builder, part, tested, part.end);
          else if (part.type === 'when_clause') lowerClause(builder, part);
        if (!result) return;
        const value = lowerExpression(builder, result, expected);
        if (result.type !== 'throw_expression') results.push(value);
      });
    });
  }
  return anyOf(results, node);
}

function lowerClause(builder: CSharpBuilder, clause: SyntaxNode): void {
  for (const child of values(clause)) lowerExpression(builder, child);
}

/** One of several values, as nested choices of two. */
function anyOf(results: readonly Expression[], node: SyntaxNode): Expression {
  return (
    results.reduceRight<Expression | undefined>(
      (rest, value) => (rest ? { kind: 'conditional', whenTrue: value, whenFalse: rest, range: at(node) } : value),
      undefined,
    ) ?? { kind: 'other', range: at(node) }
  );
}
