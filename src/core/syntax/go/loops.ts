import { field, named, type SyntaxNode } from '../node';
import { at, type GoBuilder } from './builder';
import { bindName } from './declarations';
import { lowerExpression } from './expressions';
import { lowerStatement } from './statements';

/** `for`, with a range or a condition or neither. */
export function lowerForLoop(builder: GoBuilder, node: SyntaxNode): void {
  const body = field(node, 'body');
  const range = named(node).find(({ type }) => type === 'range_clause');
  builder.inScope('block', at(node), () => {
    const clause = named(node).filter(child => child !== body && child !== range);
    const initial = clause.flatMap(child => (child.type === 'for_clause' ? (field(child, 'initializer') ?? []) : []));
    for (const child of initial) lowerStatement(builder, child);
    const source = range && lowerRangeSource(builder, range);
    builder.inBlock('loop', at(node), () => {
      if (range) bindRange(builder, range, source);
      for (const child of clause) lowerClause(builder, child);
      if (body) lowerStatement(builder, body);
    });
  });
}

function lowerClause(builder: GoBuilder, node: SyntaxNode): void {
  if (node.type !== 'for_clause') lowerStatement(builder, node);
  else for (const child of named(node)) if (child.field !== 'initializer') lowerStatement(builder, child);
}

const lowerRangeSource = (builder: GoBuilder, range: SyntaxNode) => {
  const right = field(range, 'right');
  return right && lowerExpression(builder, right);
};

/** The first name of a range is the index or key, the second the element. */
function bindRange(builder: GoBuilder, range: SyntaxNode, source: ReturnType<typeof lowerRangeSource>): void {
  const left = field(range, 'left');
  const [key, element] = left ? named(left) : [];
  if (key?.type === 'identifier') bindName(builder, key, key.end, { kind: 'other', range: at(key) });
  if (element?.type !== 'identifier' || builder.slice(element) === '_') return;
  builder.bind({
    kind: 'loop',
    name: builder.slice(element),
    range: at(element),
    from: element.end,
    ...(source ? { value: source } : {}),
  });
}
