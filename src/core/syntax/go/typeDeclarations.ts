import type { Range } from '../../text';
import { field, fields, named, type SyntaxNode } from '../node';
import type { ClassExpression, Expression, FunctionExpression } from '../program';
import { at, type DeclaredType, type GoBuilder, type StructField } from './builder';
import { lowerSignature } from './functions';
import { taggedDefault } from './tags';
import { bareType, lastName, typeExpression, typeReference } from './types';

/** Makes the types of a declaration known, before the methods that stand outside them are read. */
export function lowerTypes(builder: GoBuilder, declaration: SyntaxNode): void {
  for (const spec of named(declaration)) {
    const name = field(spec, 'name');
    const type = field(spec, 'type');
    if (name && type && (spec.type === 'type_spec' || spec.type === 'type_alias')) lowerType(builder, name, type, spec);
  }
}

function lowerType(builder: GoBuilder, name: SyntaxNode, type: SyntaxNode, spec: SyntaxNode): void {
  const own = builder.slice(name);
  if (type.type === 'struct_type' || type.type === 'interface_type') {
    const declared = type.type === 'struct_type' ? lowerStruct(builder, own, type) : lowerInterface(builder, own, type);
    builder.declareType(own, declared);
    builder.bind({ kind: 'class', name: own, range: at(name), from: builder.scope.range.start, value: declared.class });
    return;
  }
  const other = typeExpression(builder, type);
  builder.setUnderlying(own, type);
  const value: Expression = other && isOwnOrImported(builder, type) ? other : conversion(builder, own, spec);
  builder.bind({ kind: 'variable', name: own, range: at(name), from: builder.scope.range.start, value });
}

/** `type X pkg.Y` and `type X = Y` have the fields of what they stand for; `type Model string` converts. */
const isOwnOrImported = (builder: GoBuilder, type: SyntaxNode): boolean => typeReference(builder, type) !== undefined;

/** `Model("gpt-4o")` is the text itself: the type reads as a function that returns what it is given. */
function conversion(builder: GoBuilder, name: string, spec: SyntaxNode): FunctionExpression {
  const range = at(spec);
  return builder.inScope('function', range, scope =>
    builder.inBlock('function', range, () => {
      const returns: Expression[] = [];
      const made: FunctionExpression = {
        kind: 'function',
        name,
        parameters: [{ name: 'value', kind: 'positional', range }],
        scope,
        returns,
        decorators: [],
        owner: undefined,
        isGetter: false,
        isConstructor: false,
        range,
      };
      builder.own(scope, made);
      const parameter = { owner: made, index: 0, name: 'value' };
      builder.bind({ kind: 'parameter', name: 'value', range, from: range.start, parameter });
      returns.push({ kind: 'name', name: 'value', scope, block: builder.block, range });
      return made;
    }),
  );
}

function makeClass(
  builder: GoBuilder,
  name: string,
  node: SyntaxNode,
  bases: readonly Expression[],
  members: (owner: ClassExpression) => void,
): ClassExpression {
  return builder.inScope('class', at(node), scope => {
    const isInterface = node.type === 'interface_type';
    const made: ClassExpression = {
      kind: 'class',
      name,
      bases,
      scope,
      ...(isInterface ? { isInterface } : {}),
      range: at(node),
    };
    builder.own(scope, made);
    members(made);
    return made;
  });
}

function lowerStruct(builder: GoBuilder, name: string, node: SyntaxNode): DeclaredType {
  const list = named(node).find(({ type }) => type === 'field_declaration_list');
  const declarations = list ? named(list) : [];
  const embedded = declarations.filter(declaration => !field(declaration, 'name'));
  const bases = embedded.flatMap(declaration => {
    const type = field(declaration, 'type');
    return (type && typeExpression(builder, type)) ?? [];
  });
  const structFields: StructField[] = [];
  const made = makeClass(builder, name, node, bases, () => {
    for (const declaration of declarations) structFields.push(...lowerField(builder, declaration));
  });
  return { class: made, fields: structFields };
}

function lowerField(builder: GoBuilder, declaration: SyntaxNode): StructField[] {
  const typeNode = field(declaration, 'type');
  if (!typeNode) return [];
  const type = typeReference(builder, typeNode);
  const tag = field(declaration, 'tag');
  const value = tag && taggedDefault(builder, tag);
  const own = fields(declaration, 'name').map(node => ({ name: builder.slice(node), node }));
  const embedded = own.length ? undefined : lastName(builder, typeNode);
  const names = embedded === undefined ? own : [{ name: embedded, node: bareType(typeNode) }];
  return names.map(({ name, node }) => {
    builder.bind({
      kind: 'field',
      name,
      range: at(node),
      from: declaration.start,
      ...(value ? { value } : {}),
      ...(type ? { type } : {}),
    });
    return { name, type };
  });
}

/** The methods that an interface asks for, without bodies; interfaces in it are its bases. */
function lowerInterface(builder: GoBuilder, name: string, node: SyntaxNode): DeclaredType {
  const members = named(node);
  const bases = members
    .filter(({ type }) => type === 'type_elem')
    .flatMap(member => typeExpression(builder, member) ?? []);
  const made = makeClass(builder, name, node, bases, owner => {
    for (const member of members) {
      const method = field(member, 'name');
      if (member.type !== 'method_elem' || !method) continue;
      const value = lowerSignature(builder, member, owner);
      builder.bind({ kind: 'function', name: builder.slice(method), range: at(method), from: member.start, value });
    }
  });
  return { class: made, fields: [] };
}

/** The class that methods of a type belong to; where the type is declared elsewhere, a part of it. */
export function ownerOf(builder: GoBuilder, name: string, range: Range): ClassExpression {
  const known = builder.declaredType(name);
  if (known) return known.class;
  const isOwn = builder.underlyingOf(name) !== undefined;
  const made = builder.within(builder.module(), () => makePart(builder, name, range));
  builder.declareType(name, { class: made, fields: [] });
  // A type of this file that is no struct goes by its own definition.
  if (!isOwn) builder.bind({ kind: 'class', name, range, from: 0, value: made }, builder.module());
  return made;
}

const makePart = (builder: GoBuilder, name: string, range: Range): ClassExpression =>
  builder.inScope('class', range, scope => {
    const part: ClassExpression = { kind: 'class', name, bases: [], scope, isPartial: true, range };
    builder.own(scope, part);
    return part;
  });
