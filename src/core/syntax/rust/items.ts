import { field, named, type SyntaxNode } from '../node';
import type { Binding, ClassExpression, Expression } from '../program';
import type { RustBuilder } from './builder';
import { lowerExpression, lowerPath } from './expressions';
import { bindMakers, fieldDefault } from './attributes';
import { lowerFunction, declareBounds } from './functions';
import { at, attributed, isTestCode, typeName, type Attributes } from './nodes';
import { isPlain, typeReference } from './types';
import { lowerExternCrate, lowerUse } from './uses';
import { declareVariants, sortArms } from './variants';
import { writtenName } from './written';

const TYPES: ReadonlySet<string> = new Set(['struct_item', 'enum_item', 'union_item', 'trait_item']);

const ITEMS: ReadonlySet<string> = new Set([
  ...TYPES,
  'impl_item',
  'mod_item',
  'use_declaration',
  'extern_crate_declaration',
  'function_item',
  'function_signature_item',
  'const_item',
  'static_item',
  'type_item',
  'associated_type',
  'foreign_mod_item',
  'macro_definition',
  'inner_attribute_item',
]);

export const isItem = (node: SyntaxNode): boolean => ITEMS.has(node.type);

/** Makes known what is visible in all of a block or module, wherever it stands there. */
export function declareItems(builder: RustBuilder, nodes: readonly SyntaxNode[]): void {
  for (const { node, attributes } of attributed(nodes, range => builder.slice(range))) {
    if (node.type === 'mod_item') {
      const name = field(node, 'name');
      if (name) builder.declareModule(builder.slice(name), field(node, 'body') ? 'inline' : 'file');
    } else if (TYPES.has(node.type)) declareType(builder, node, attributes);
  }
}

export function lowerItem(builder: RustBuilder, node: SyntaxNode, attributes: Attributes): void {
  builder.inTest(isTestCode(attributes), () => {
    switch (node.type) {
      case 'use_declaration':
        lowerUse(builder, node);
        return;
      case 'extern_crate_declaration':
        lowerExternCrate(builder, node);
        return;
      case 'mod_item':
        lowerModule(builder, node);
        return;
      case 'const_item':
      case 'static_item':
        lowerConstant(builder, node);
        return;
      case 'type_item':
        lowerAlias(builder, node);
        return;
      case 'function_item':
        lowerFunctionItem(builder, node, undefined);
        return;
      case 'struct_item':
      case 'union_item':
        lowerFields(builder, node, attributes);
        return;
      case 'trait_item':
      case 'impl_item':
        lowerMethods(builder, node);
        return;
      default:
        return;
    }
  });
}

export function lowerItems(builder: RustBuilder, nodes: readonly SyntaxNode[]): void {
  declareItems(builder, nodes);
  for (const { node, attributes } of attributed(nodes, range => builder.slice(range))) {
    if (isItem(node)) lowerItem(builder, node, attributes);
    // A macro or, in broken code, anything else.
    else if (node.type === 'ERROR') lowerItems(builder, node.children);
    else lowerExpression(builder, node);
  }
}

function declareType(builder: RustBuilder, node: SyntaxNode, attributes: Attributes): void {
  const nameNode = field(node, 'name');
  if (!nameNode) return;
  const name = builder.slice(nameNode);
  const made = emptyClass(builder, node, name);
  builder.declareType(name, made);
  builder.bindItem({ kind: 'class', name, range: at(nameNode), value: made });
  builder.within(made.scope, () => {
    const initial = node.type === 'enum_item' ? declareVariants(builder, node, made, attributes) : undefined;
    bindMakers(builder, made, attributes, initial);
  });
}

/** A class whose methods are added as its `impl` blocks are met. */
function emptyClass(builder: RustBuilder, node: SyntaxNode, name: string | undefined): Mutable<ClassExpression> {
  return builder.inScope('class', at(node), scope => {
    const made: Mutable<ClassExpression> = { kind: 'class', name, bases: [], scope, range: at(node) };
    builder.own(scope, made);
    return made;
  });
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function lowerFields(builder: RustBuilder, node: SyntaxNode, attributes: Attributes): void {
  const name = field(node, 'name');
  const made = name && builder.typeNamed(builder.slice(name));
  const list = field(node, 'body');
  if (!made || !list) return;
  builder.within(made.scope, () => {
    declareBounds(builder, node);
    if (list.type === 'ordered_field_declaration_list') {
      list.children
        .filter(child => child.field === 'type')
        .forEach((child, index) => {
          bindField(builder, { node: child, name: String(index), type: child });
        });
      return;
    }
    for (const { node: each, attributes: own } of attributed(list.children, range => builder.slice(range))) {
      const fieldName = field(each, 'name');
      if (!fieldName) continue;
      const name = builder.slice(fieldName);
      const value = fieldDefault(builder, own, at(each));
      const writtenAs = writtenName(name, own, attributes);
      bindField(builder, { node: fieldName, name, type: field(each, 'type'), value, writtenAs });
    }
  });
}

interface Field {
  readonly node: SyntaxNode;
  readonly name: string;
  readonly type: SyntaxNode | undefined;
  readonly value?: Expression | undefined;
  readonly writtenAs?: string | undefined;
}

function bindField(builder: RustBuilder, { node, name, value, writtenAs, ...declared }: Field): void {
  const type = typeReference(builder, declared.type);
  builder.bindItem({
    kind: 'field',
    name,
    range: at(node),
    ...(value ? { value } : {}),
    ...(type ? { type } : {}),
    ...(writtenAs === undefined || writtenAs === name ? {} : { writtenAs }),
  });
}

/** The methods of an `impl` block or a trait go to the type that they are for. */
function lowerMethods(builder: RustBuilder, node: SyntaxNode): void {
  const typeNode = field(node, node.type === 'trait_item' ? 'name' : 'type');
  const nameNode = typeNode && typeName(typeNode);
  const name = nameNode && builder.slice(nameNode);
  const body = field(node, 'body');
  if (!body) return;
  const isPath =
    typeNode?.type === 'scoped_type_identifier' || /^[\w<]*::/.test(typeNode ? builder.slice(typeNode) : '');
  const known = name === undefined || isPath ? undefined : builder.typeNamed(name);
  const made = known ?? foreignType(builder, node, typeNode, name);
  const trait = field(node, 'trait');
  const traitName = trait && typeName(trait);
  if (traitName) (made.bases as Expression[]).push(builder.nameAt(builder.slice(traitName), at(traitName)));
  builder.within(made.scope, () => {
    declareBounds(builder, node);
    for (const { node: each, attributes } of attributed(body.children, range => builder.slice(range))) {
      builder.inTest(isTestCode(attributes), () => {
        if (each.type === 'function_item') lowerFunctionItem(builder, each, made, trait && builder.slice(trait));
        else if (each.type === 'const_item') lowerConstant(builder, each);
        else if (!isItem(each)) lowerExpression(builder, each);
      });
    }
  });
}

/** A type whose declaration stands elsewhere: what is known of it there holds here too. */
function foreignType(
  builder: RustBuilder,
  node: SyntaxNode,
  typeNode: SyntaxNode | undefined,
  name: string | undefined,
): ClassExpression {
  const made = emptyClass(builder, node, name);
  made.isPartial = true;
  // A type of a package has its own methods; those that a trait of this file adds come after them.
  if (isOfPackage(builder, typeNode, name)) builder.declareForeign(made);
  const path = typeNode?.type === 'generic_type' ? field(typeNode, 'type') : typeNode;
  if (path?.type === 'scoped_type_identifier') made.bases = [lowerPath(builder, path)];
  else if (name !== undefined && builder.isBoundHere(name)) {
    made.bases = [builder.nameAt(name, at(node))];
    builder.declareType(name, made);
  } else if (name !== undefined && !isPlain(name)) {
    builder.bindItem({ kind: 'class', name, range: at(node), value: made });
    builder.declareType(name, made);
  }
  return made;
}

function isOfPackage(builder: RustBuilder, typeNode: SyntaxNode | undefined, name: string | undefined): boolean {
  const path = typeNode ? builder.slice(typeNode) : '';
  const [head = ''] = path.includes('::') ? path.split('::') : [];
  const module = head || (name === undefined ? '' : (builder.importedFrom(name) ?? ''));
  return module !== '' && !/^(?:crate|self|super)\b/.test(module) && builder.moduleNamed(module) === undefined;
}

function lowerFunctionItem(
  builder: RustBuilder,
  node: SyntaxNode,
  owner: ClassExpression | undefined,
  trait?: string,
): void {
  const nameNode = field(node, 'name');
  const made = lowerFunction(builder, node, owner);
  if (!nameNode) return;
  const name = builder.slice(nameNode);
  if (owner && builder.isForeign(owner)) return;
  builder.bindItem({ kind: 'function', name, range: at(nameNode), value: made });
  if (owner) sortArms(builder, owner, name, made, trait);
}

export function lowerConstant(builder: RustBuilder, node: SyntaxNode): void {
  const name = field(node, 'name');
  const valueNode = field(node, 'value');
  const value = valueNode && lowerExpression(builder, valueNode);
  const type = typeReference(builder, field(node, 'type'));
  if (!name) return;
  const isMethodHome = builder.scope.kind === 'class' && !builder.scope.isOpen;
  builder.bindItem({
    kind: isMethodHome ? 'field' : 'variable',
    name: builder.slice(name),
    range: at(name),
    ...(value ? { value } : {}),
    ...(type ? { type } : {}),
  });
}

/** `type Api = Client<Config>;` */
function lowerAlias(builder: RustBuilder, node: SyntaxNode): void {
  const name = field(node, 'name');
  const type = typeReference(builder, field(node, 'type'));
  const [first, ...rest] = type?.names[0] ?? [];
  if (!name || first === undefined || first === builder.slice(name)) return;
  const range = at(name);
  const value = rest.reduce<Expression>(
    (object, property) => ({ kind: 'member', object, property, propertyRange: range, range }),
    builder.nameAt(first, range),
  );
  builder.bindItem({ kind: 'variable', name: builder.slice(name), range, value });
}

/** `mod name { … }`: its names are reached through it, and from inside by themselves. */
function lowerModule(builder: RustBuilder, node: SyntaxNode): void {
  const nameNode = field(node, 'name');
  const body = field(node, 'body');
  if (!nameNode) return;
  const name = builder.slice(nameNode);
  const range = at(nameNode);
  if (!body) {
    const { start: from } = builder.scope.range;
    const binding: Omit<Binding, 'block'> = {
      kind: 'import',
      name,
      range,
      from,
      import: { module: `self::${name}`, name: '*' },
    };
    // A function or an import of the same name goes by it alone.
    if (builder.isBoundHere(name)) builder.bindPathHead(binding);
    else builder.bind(binding);
    return;
  }
  const made = builder.inScope(
    'class',
    at(node),
    scope => {
      const module: ClassExpression = { kind: 'class', name, bases: [], scope, range: at(node) };
      builder.own(scope, module);
      lowerItems(builder, named(body).length ? body.children : []);
      return module;
    },
    { isOpen: true },
  );
  builder.bindItem({ kind: 'class', name, range, value: made });
}
