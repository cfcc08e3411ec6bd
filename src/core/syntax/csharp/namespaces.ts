import { field, named, type SyntaxNode } from '../node';
import type { CSharpBuilder } from './builder';
import { at } from './nodes';

const dotted = (builder: CSharpBuilder, node: SyntaxNode): string =>
  builder
    .slice(node)
    .replace(/\s+/g, '')
    .replace(/^global::/, '')
    .replaceAll('::', '.');

/** `using A.B;`, `using static A.B.C;`, `using X = A.B.C;`. */
export function lowerUsing(builder: CSharpBuilder, node: SyntaxNode): void {
  const alias = field(node, 'name');
  const target = named(node).findLast(child => child !== alias);
  if (!target) return;
  const path = dotted(builder, target);
  if (!alias) {
    builder.addOpen(path);
    return;
  }
  if (!/^[\w.]+$/.test(path)) return;
  const cut = path.lastIndexOf('.');
  builder.bind(
    {
      kind: 'import',
      name: builder.slice(alias),
      range: at(alias),
      from: 0,
      import: cut === -1 ? { module: path, name: '*' } : { module: path.slice(0, cut), name: path.slice(cut + 1) },
    },
    builder.module(),
  );
}

/** Code in the namespace A.B sees what A.B and A hold. */
export function openNamespace(builder: CSharpBuilder, name: SyntaxNode): void {
  const parts = dotted(builder, name).split('.');
  for (let length = parts.length; length > 0; length -= 1) builder.addOpen(parts.slice(0, length).join('.'));
}
