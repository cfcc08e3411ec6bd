import { named, type SyntaxNode } from '../node';
import type { Expression, TypeReference } from '../program';
import type { PhpBuilder } from './builder';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

/** A class, function or constant by its name: `Client`, `Enums\Provider`, `\Acme\Client`, `namespace\Client`. */
export function lowerName(builder: PhpBuilder, node: SyntaxNode): Expression {
  const path = builder.slice(node).replace(/\s+/g, '');
  const range = at(node);
  if (path.startsWith('\\')) return builder.fullName(path, range);
  const [first = '', ...rest] = path.split('\\');
  if (first === 'namespace' && rest.length) return builder.fullName(`${builder.namespace}\\${rest.join('\\')}`, range);
  return rest.reduce<Expression>(
    (object, property) => ({ kind: 'member', object, property, propertyRange: range, range }),
    builder.nameHere(first, range),
  );
}

/** `self`, `static`, `parent`, `$this`: the object or class around. */
export function lowerSelf(builder: PhpBuilder, node: SyntaxNode): Expression {
  const owner = builder.enclosingClass;
  return owner ? { kind: 'self', owner, block: builder.block, range: at(node) } : { kind: 'other', range: at(node) };
}

/** The classes that a declared type names. */
export function typeReference(builder: PhpBuilder, node: SyntaxNode | undefined): TypeReference | undefined {
  if (!node) return undefined;
  const names = namedTypes(node).flatMap(each => {
    const path = builder.slice(each).replace(/\s+/g, '');
    if (/^(self|static|parent)$/i.test(path)) return [];
    if (!path.startsWith('\\')) return [path.split('\\')];
    const full = builder.fullName(path, at(each));
    return full.kind === 'name' ? [[full.name]] : [];
  });
  return names.length ? { names, scope: builder.scope, block: builder.block, range: at(node) } : undefined;
}

function namedTypes(node: SyntaxNode): SyntaxNode[] {
  return node.type === 'named_type' ? [node] : named(node).flatMap(namedTypes);
}
