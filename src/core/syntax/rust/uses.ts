import { field, named, type SyntaxNode } from '../node';
import type { Binding, Expression } from '../program';
import type { RustBuilder } from './builder';
import { at } from './nodes';

interface Leaf {
  readonly path: readonly string[];
  /** The name that it goes by here. */
  readonly name: string;
  readonly node: SyntaxNode;
  readonly isPublic: boolean;
}

/** `use a::{b, c as d, e::*};` binds what each branch of the tree names. */
export function lowerUse(builder: RustBuilder, node: SyntaxNode): void {
  const argument = field(node, 'argument');
  const isPublic = node.children.some(child => child.type === 'visibility_modifier');
  if (argument) walk(builder, argument, [], isPublic);
}

/** `extern crate sdk as name;` */
export function lowerExternCrate(builder: RustBuilder, node: SyntaxNode): void {
  const name = field(node, 'name');
  const alias = field(node, 'alias') ?? name;
  if (name && alias)
    bindLeaf(builder, { path: [builder.slice(name)], name: builder.slice(alias), node: alias, isPublic: false });
}

function walk(builder: RustBuilder, node: SyntaxNode, path: readonly string[], isPublic: boolean): void {
  switch (node.type) {
    case 'identifier':
    case 'crate':
    case 'super':
    case 'metavariable':
      bindLeaf(builder, { path: [...path, builder.slice(node)], name: builder.slice(node), node, isPublic });
      return;
    case 'self':
      bindLeaf(builder, { path: path.length ? path : ['self'], name: path.at(-1) ?? 'self', node, isPublic });
      return;
    case 'scoped_identifier':
    case 'scoped_type_identifier': {
      const whole = [...path, ...segments(builder, node)];
      bindLeaf(builder, { path: whole, name: whole.at(-1) ?? '', node: field(node, 'name') ?? node, isPublic });
      return;
    }
    case 'use_as_clause': {
      const inner = field(node, 'path');
      const alias = field(node, 'alias');
      if (!inner || !alias) return;
      const own = inner.type === 'self' ? [] : segments(builder, inner);
      bindLeaf(builder, { path: [...path, ...own], name: builder.slice(alias), node: alias, isPublic });
      return;
    }
    case 'use_list':
      for (const child of named(node)) walk(builder, child, path, isPublic);
      return;
    case 'scoped_use_list': {
      const outer = field(node, 'path');
      const list = field(node, 'list');
      const whole = outer ? [...path, ...segments(builder, outer)] : path;
      if (list) walk(builder, list, whole, isPublic);
      return;
    }
    case 'use_wildcard': {
      const inner = named(node)[0];
      openAll(builder, inner ? [...path, ...segments(builder, inner)] : path, isPublic);
      return;
    }
    default:
      return;
  }
}

function segments(builder: RustBuilder, node: SyntaxNode): string[] {
  return builder
    .slice(node)
    .split('::')
    .map(part => part.trim().replace(/^r#/, ''))
    .filter(part => part !== '');
}

/** What a path means from the file's own module: `super` out of a module that is written out in it is the file itself. */
function fromFile(builder: RustBuilder, path: readonly string[]): { path: readonly string[]; isWithin: boolean } {
  let rest = path;
  let up = builder.inlineModules;
  let isWithin = false;
  if (up > 0 && rest[0] === 'self') return { path: rest.slice(1), isWithin: true };
  while (up > 0 && rest[0] === 'super') {
    rest = rest.slice(1);
    up -= 1;
    isWithin = true;
  }
  if (rest[0] === 'self' && builder.moduleNamed(rest[1] ?? '') === 'inline')
    return { path: rest.slice(1), isWithin: true };
  const first = rest[0] ?? '';
  const module = isWithin ? undefined : builder.moduleNamed(first);
  if (module === 'file') return { path: ['self', ...rest], isWithin: false };
  if (module === 'inline' || builder.typeNamed(first)) return { path: rest, isWithin: true };
  return { path: rest, isWithin };
}

function bindLeaf(builder: RustBuilder, { path: written, name, node, isPublic }: Leaf): void {
  if (name === '_' || name === '') return;
  const { path, isWithin } = fromFile(builder, written);
  const range = at(node);
  if (isWithin) {
    const value = chain(builder, path, node);
    // What a module around declares is visible under its own name.
    if (!value || (path.length === 1 && path[0] === name)) return;
    const binding: Omit<Binding, 'block'> = { kind: 'variable', name, range, from: builder.scope.range.start, value };
    builder.bind(binding);
    builder.bindPathHead(binding);
    return;
  }
  const module = path.length > 1 ? path.slice(0, -1).join('::') : (path[0] ?? '');
  const imported = path.length > 1 ? (path.at(-1) ?? '') : '*';
  builder.bind({
    kind: 'import',
    name,
    range,
    from: builder.scope.range.start,
    import: { module, name: imported, ...(isPublic ? {} : { isPrivate: true }) },
  });
}

/** A path as members of a name of this file. */
function chain(builder: RustBuilder, [first, ...rest]: readonly string[], node: SyntaxNode): Expression | undefined {
  if (first === undefined) return undefined;
  const range = at(node);
  return rest.reduce<Expression>(
    (object, property) => ({ kind: 'member', object, property, propertyRange: range, range }),
    builder.nameAt(rest.length ? builder.pathHead(first) : first, range),
  );
}

function openAll(builder: RustBuilder, written: readonly string[], isPublic: boolean): void {
  const { path, isWithin } = fromFile(builder, written);
  const module = path.join('::');
  if (!isWithin) {
    if (module !== '') builder.addOpen(module);
    if (module !== '' && isPublic) builder.handOn(module);
    return;
  }
  const type = path.length === 1 ? builder.typeNamed(path[0] ?? '') : undefined;
  for (const [name, bindings] of type?.scope.bindings ?? []) {
    const value = bindings[0]?.value;
    if (value?.kind === 'class') builder.bindItem({ kind: 'class', name, range: type?.range ?? value.range, value });
  }
}
