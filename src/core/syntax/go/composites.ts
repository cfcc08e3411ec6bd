import { field, named, type SyntaxNode } from '../node';
import { scopeOf, type Argument, type Expression, type NameExpression, type RecordEntry } from '../program';
import { at, type DeclaredType, type GoBuilder } from './builder';
import { emptyText } from './calls';
import { lowerExpression, lowerOther } from './expressions';
import { ownerOf } from './typeDeclarations';
import { bareType, isTextBuffer, typeExpression } from './types';

/** Definitions of types by other types that are followed; a chain of them is short. */
const MAX_UNDERLYING = 8;

/** `T{…}`, `[]T{…}`, `map[K]V{…}`. */
export function lowerComposite(builder: GoBuilder, node: SyntaxNode): Expression {
  const type = field(node, 'type');
  const body = field(node, 'body');
  if (!type || !body) return lowerOther(builder, node);
  return lowerLiteral(builder, type, body, node, typeExpression(builder, type));
}

/**
 * A literal of a known type.
 * @param node the whole, which is the body where the type is left out
 * @param callee the type's name, one for all elements that leave it out
 */
function lowerLiteral(
  builder: GoBuilder,
  type: SyntaxNode,
  body: SyntaxNode,
  node: SyntaxNode,
  callee: Expression | undefined,
): Expression {
  const shape = shapeOf(builder, type);
  const range = at(node);
  switch (shape.type) {
    case 'slice_type':
    case 'array_type':
    case 'implicit_length_array_type': {
      const value = elementReader(builder, field(shape, 'element'));
      return {
        kind: 'list',
        isUnordered: false,
        range,
        items: elements(body).map(item => ({ value: value(item), isSpread: false })),
      };
    }
    case 'map_type': {
      const value = elementReader(builder, field(shape, 'value'));
      return { kind: 'record', entries: elements(body).flatMap(item => lowerEntry(builder, item, value)), range };
    }
    case 'struct_type':
      return { kind: 'record', entries: fieldEntries(builder, shape, body), range };
    default:
      if (isTextBuffer(builder, shape)) return emptyText(node);
      return callee ? lowerStruct(builder, callee, body, node) : lowerOther(builder, body);
  }
}

/** What a type that this file defines is made of, unless that is a struct with a name. */
function shapeOf(builder: GoBuilder, type: SyntaxNode): SyntaxNode {
  let shape = bareType(type);
  for (let level = 0; level < MAX_UNDERLYING && shape.type === 'type_identifier'; level += 1) {
    const underlying = builder.underlyingOf(builder.slice(shape));
    if (!underlying) break;
    shape = bareType(underlying);
  }
  return shape;
}

const elements = (body: SyntaxNode): SyntaxNode[] =>
  named(body).filter(({ type }) => type === 'keyed_element' || type === 'literal_element');

/** The value of an element, with its key left out. */
function valueOf(element: SyntaxNode): SyntaxNode | undefined {
  const holder = element.type === 'keyed_element' ? field(element, 'value') : element;
  return holder?.type === 'literal_element' ? named(holder)[0] : holder;
}

/** Reads elements whose own type may be left out. */
function elementReader(builder: GoBuilder, type: SyntaxNode | undefined): (element: SyntaxNode) => Expression {
  const callee = type && typeExpression(builder, type);
  return element => {
    const value = valueOf(element);
    if (!value) return { kind: 'other', range: at(element) };
    if (value.type !== 'literal_value') return lowerExpression(builder, value);
    return type ? lowerLiteral(builder, type, value, value, callee) : lowerOther(builder, value);
  };
}

function lowerEntry(builder: GoBuilder, element: SyntaxNode, read: (element: SyntaxNode) => Expression): RecordEntry[] {
  const holder = field(element, 'key');
  const key = holder && (named(holder)[0] ?? holder);
  if (!key) return [];
  const lowered = lowerExpression(builder, key);
  const isStatic = lowered.kind === 'text' && lowered.parts.every(part => part.kind === 'piece');
  return [
    {
      kind: 'entry',
      key: isStatic ? lowered.parts.map(part => (part.kind === 'piece' ? part.text : '')).join('') : lowered,
      value: read(element),
      range: at(element),
    },
  ];
}

/** The fields of a literal whose struct has no name. */
function fieldEntries(builder: GoBuilder, struct: SyntaxNode, body: SyntaxNode): RecordEntry[] {
  const list = named(struct).find(({ type }) => type === 'field_declaration_list');
  const names = (list ? named(list) : []).flatMap(declaration =>
    declaration.children.filter(child => child.field === 'name').map(child => builder.slice(child)),
  );
  return elements(body).flatMap((element, index): RecordEntry[] => {
    const key = fieldName(builder, element) ?? names[index];
    const value = valueOf(element);
    return key !== undefined && value
      ? [{ kind: 'entry', key, value: lowerExpression(builder, value), range: at(element) }]
      : [];
  });
}

function fieldName(builder: GoBuilder, element: SyntaxNode): string | undefined {
  const key = field(element, 'key');
  return key && builder.slice(key);
}

/** A literal of a struct reads as a call of its type with its fields as named arguments. */
function lowerStruct(builder: GoBuilder, callee: Expression, body: SyntaxNode, node: SyntaxNode): Expression {
  const declared = callee.kind === 'name' ? declaredTypeOf(builder, callee, body) : undefined;
  const given = elements(body).flatMap((element, index): Argument[] => {
    const value = valueOf(element);
    if (!value) return [];
    const name = fieldName(builder, element) ?? declared?.fields[index]?.name;
    const lowered = lowerExpression(builder, value);
    return name === undefined
      ? [{ kind: 'positional', value: lowered, range: at(element) }]
      : [{ kind: 'named', name, value: lowered, range: at(element) }];
  });
  if (declared) bindFields(builder, declared, given);
  return builder.addCall({
    kind: 'call',
    callee,
    arguments: given,
    argumentsRange: at(body),
    hasFields: true,
    isNew: true,
    scope: builder.scope,
    block: builder.block,
    // Without its type it has no name.
    nameRange: node === body ? { start: body.start, end: body.start } : nameRange(callee),
    range: at(node),
  });
}

/** The type of a literal; one with fields of a type from another file of the package is a part of that. */
function declaredTypeOf(
  builder: GoBuilder,
  { name, range }: NameExpression,
  body: SyntaxNode,
): DeclaredType | undefined {
  const known = builder.declaredType(name);
  const isNew = !known && !scopeOf(name, builder.scope) && !builder.underlyingOf(name);
  const hasFields = elements(body).some(({ type }) => type === 'keyed_element');
  if (isNew && hasFields) ownerOf(builder, name, range);
  return builder.declaredType(name);
}

const nameRange = (callee: Expression) => (callee.kind === 'member' ? callee.propertyRange : at(callee.range));

/** Go has no constructors: what a literal gives its fields is what methods find in them. */
function bindFields(builder: GoBuilder, declared: DeclaredType, given: readonly Argument[]): void {
  for (const { name, value, range } of given)
    if (name !== undefined) bindField(builder, declared, name, value, range, true);
}

export function bindField(
  builder: GoBuilder,
  { class: owner, fields }: DeclaredType,
  name: string,
  value: Expression,
  range: { start: number; end: number },
  isGiven: boolean,
): void {
  const type = fields.find(each => each.name === name)?.type;
  builder.bind({ kind: 'field', name, range, from: range.end, value, isGiven, ...(type ? { type } : {}) }, owner.scope);
}
