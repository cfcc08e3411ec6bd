import { field, named, type SyntaxNode } from '../node';
import type { Expression } from '../program';
import type { CSharpBuilder } from './builder';
import { lowerExpression, lowerOther } from './expressions';
import { at, values } from './nodes';

/** `from x in xs where … select f(x)`: one element's expression for any number of elements. */
export function lowerQuery(builder: CSharpBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  return builder.inScope('block', range, () =>
    builder.inBlock('loop', range, () => {
      let source: Expression | undefined;
      let element: Expression = { kind: 'other', range };
      for (const clause of named(node)) {
        if (clause.type === 'from_clause' || clause.type === 'let_clause' || clause.type === 'join_clause') {
          const from = lowerSource(builder, clause);
          source ??= from;
        } else if (clause.type === 'select_clause') {
          const selected = values(clause).at(-1);
          if (selected) element = lowerExpression(builder, selected);
        } else lowerOther(builder, clause);
      }
      return { kind: 'repeated', element, source, range };
    }),
  );
}

function lowerSource(builder: CSharpBuilder, clause: SyntaxNode): Expression | undefined {
  const name = field(clause, 'name') ?? named(clause).find(child => child.type === 'identifier');
  const parts = values(clause).filter(child => child !== name && child.field !== 'type');
  const [source] = parts.map(part => lowerExpression(builder, part));
  if (name)
    builder.bind({
      kind: clause.type === 'let_clause' ? 'variable' : 'loop',
      name: builder.slice(name),
      range: at(name),
      from: name.end,
      ...(source ? { value: source } : {}),
    });
  return source;
}
