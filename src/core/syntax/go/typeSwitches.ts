import { field, fields, named, type SyntaxNode } from '../node';
import { at, type GoBuilder } from './builder';
import { typeReference } from './types';

/** `switch v := x.(type) { case *openai.Client: … }`: in each case v has the type of the case. */
export function bindTypedCase(builder: GoBuilder, node: SyntaxNode, statement: SyntaxNode): void {
  const alias = field(statement, 'alias');
  const name = alias && named(alias)[0];
  if (!name) return;
  const types = fields(node, 'type');
  const type = types.length === 1 ? typeReference(builder, types[0]) : undefined;
  builder.bind({
    kind: 'other',
    name: builder.slice(name),
    range: at(name),
    from: node.start,
    ...(type ? { type } : {}),
  });
}
