import { field, named, type SyntaxNode } from '../node';
import type { PhpBuilder } from './builder';

/** `use A\B;`, `use A\{B, C as D};`, `use function A\b;`. */
export function lowerUse(builder: PhpBuilder, node: SyntaxNode): void {
  const group = field(node, 'body');
  const prefix = named(node).find(child => child.type === 'namespace_name');
  for (const clause of named(group ?? node)) {
    if (clause.type !== 'namespace_use_clause') continue;
    const alias = field(clause, 'alias');
    const pathNode = named(clause).find(child => child !== alias);
    if (!pathNode) continue;
    const own = builder.slice(pathNode);
    const parts = `${group && prefix ? builder.slice(prefix) : ''}\\${own}`.split('\\').filter(Boolean);
    const name = parts.pop();
    if (name === undefined) continue;
    builder.bind(
      {
        kind: 'import',
        name: alias ? builder.slice(alias) : name,
        range: { start: (alias ?? pathNode).start, end: (alias ?? pathNode).end },
        from: 0,
        import: parts.length ? { module: parts.join('\\'), name } : { module: name, name: '*' },
      },
      builder.module(),
    );
  }
}
