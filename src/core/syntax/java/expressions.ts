import { baseOf, passOn } from '../jvm/bases';
import { collectionOf } from '../jvm/collections';
import type { Range } from '../../text';
import { fallbackOf } from '../jvm/fallbacks';
import { LOOK_UPS, objectOf } from '../jvm/lookups';
import { isPerElement } from '../jvm/loops';
import { methodReference } from '../jvm/references';
import { numberValue } from '../jvm/texts';
import { typeReference } from '../jvm/types';
import { field, hasToken, type SyntaxNode } from '../node';
import { lowerOperation } from '../operations';
import type { Argument, ClassExpression, Expression, NameExpression } from '../program';
import { lowerAssignment, lowerUpdate } from './assignments';
import type { JavaBuilder } from './builder';
import { lowerAnonymousClass } from './classes';
import { lowerLambda } from './functions';
import { characterLiteral, textLiteral } from './literals';
import { at, parts, writtenType } from './nodes';
import { lowerStatement, lowerSwitch } from './statements';

const BINARY: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '|', '<<']);

export function lowerExpression(builder: JavaBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  switch (node.type) {
    case 'string_literal':
      return builder.addText(textLiteral(builder.text, node));
    case 'character_literal':
      return characterLiteral(builder.text, node);
    case 'decimal_integer_literal':
    case 'hex_integer_literal':
    case 'octal_integer_literal':
    case 'binary_integer_literal':
    case 'decimal_floating_point_literal':
      return { kind: 'number', value: numberValue(builder.slice(node)), range };
    case 'true':
    case 'false':
      return { kind: 'boolean', value: node.type === 'true', range };
    case 'null_literal':
      return { kind: 'nothing', range };
    case 'identifier':
    case 'type_identifier':
      return nameAt(builder, node);
    case 'this': {
      const owner = builder.enclosingClass;
      return owner ? { kind: 'self', owner, block: builder.block, range } : { kind: 'other', range };
    }
    case 'super':
      return superOf(builder, node);
    case 'parenthesized_expression':
      return lowerInner(builder, node);
    case 'cast_expression': {
      const value = field(node, 'value');
      return value ? lowerExpression(builder, value) : { kind: 'other', range };
    }
    case 'field_access':
    case 'scoped_type_identifier':
      return lowerMember(builder, node);
    case 'array_access': {
      const array = field(node, 'array');
      const index = field(node, 'index');
      if (!array || !index) return lowerOther(builder, node);
      return {
        kind: 'element',
        object: lowerExpression(builder, array),
        index: lowerExpression(builder, index),
        range,
      };
    }
    case 'class_literal':
      return lowerTypeName(builder, parts(node)[0]) ?? { kind: 'other', range };
    case 'method_invocation':
      return lowerInvocation(builder, node);
    case 'object_creation_expression':
      return lowerCreation(builder, node);
    case 'explicit_constructor_invocation':
      return lowerDelegation(builder, node);
    case 'array_creation_expression': {
      const value = field(node, 'value');
      return value ? lowerExpression(builder, value) : lowerOther(builder, node);
    }
    case 'array_initializer':
    case 'element_value_array_initializer': {
      const items = parts(node).map(item => ({ value: lowerExpression(builder, item), isSpread: false }));
      return { kind: 'list', items, isUnordered: false, range };
    }
    case 'binary_expression':
      return lowerBinary(builder, node);
    case 'unary_expression': {
      const operand = field(node, 'operand');
      const value: Expression = operand ? lowerExpression(builder, operand) : { kind: 'other', range };
      if (value.kind !== 'number') return { kind: 'other', range };
      return { ...value, value: hasToken(node, '-') ? -value.value : value.value, range };
    }
    case 'ternary_expression':
      return lowerTernary(builder, node);
    case 'switch_expression':
      return (
        lowerSwitch(builder, node).reduceRight<Expression | undefined>(
          (whenFalse, whenTrue) => (whenFalse ? { kind: 'conditional', whenTrue, whenFalse, range } : whenTrue),
          undefined,
        ) ?? { kind: 'other', range }
      );
    case 'assignment_expression':
      return lowerAssignment(builder, node);
    case 'update_expression':
      return lowerUpdate(builder, node);
    case 'lambda_expression':
      return lowerLambda(builder, node);
    case 'method_reference':
      return lowerMethodReference(builder, node);
    case 'instanceof_expression':
      return lowerInstanceOf(builder, node);
    default:
      return lowerOther(builder, node);
  }
}

export const nameAt = (builder: JavaBuilder, node: SyntaxNode): NameExpression => ({
  kind: 'name',
  name: builder.slice(node),
  scope: builder.scope,
  block: builder.block,
  range: at(node),
});

export function lowerInner(builder: JavaBuilder, node: SyntaxNode): Expression {
  const [inner] = parts(node);
  return inner ? lowerExpression(builder, inner) : { kind: 'other', range: at(node) };
}

function lowerOther(builder: JavaBuilder, node: SyntaxNode): Expression {
  for (const child of node.children) if (child.isNamed) lowerStatement(builder, child);
  return { kind: 'other', range: at(node) };
}

/** The name of a type as a value: what `X` in `X.class` or `new X()` refers to. */
export function lowerTypeName(builder: JavaBuilder, node: SyntaxNode | undefined): Expression | undefined {
  switch (node?.type) {
    case 'generic_type':
    case 'annotated_type':
      return lowerTypeName(
        builder,
        parts(node).find(({ type }) => /^(scoped_)?type_identifier$/.test(type)),
      );
    case 'type_identifier':
    case 'identifier':
      return { ...nameAt(builder, node), isType: true };
    case 'scoped_type_identifier':
      return lowerExpression(builder, node);
    default:
      return undefined;
  }
}

/** The object as one of the class that is extended. */
function superOf(builder: JavaBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  const base = baseOf(builder.enclosingClass);
  if (!base) return { kind: 'other', range };
  const { scope, block } = builder;
  return {
    kind: 'call',
    callee: base,
    arguments: [],
    argumentsRange: undefined,
    isNew: true,
    scope,
    block,
    nameRange: range,
    range,
  };
}

/** `a.b`; `Outer.this` is the object of a class further out. */
function lowerMember(builder: JavaBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  const [first] = parts(node);
  const object = field(node, 'object') ?? first;
  const property = field(node, 'field') ?? parts(node).at(-1);
  if (!object || !property || object === property) return lowerOther(builder, node);
  if (property.type === 'this') {
    const owner = enclosingNamed(builder, builder.slice(object));
    return owner ? { kind: 'self', owner, block: builder.block, range } : { kind: 'other', range };
  }
  return {
    kind: 'member',
    object: lowerExpression(builder, object),
    property: builder.slice(property),
    propertyRange: at(property),
    range,
  };
}

function enclosingNamed(builder: JavaBuilder, name: string): ClassExpression | undefined {
  for (let scope = builder.scope.parent; scope; scope = scope.parent)
    if (scope.owner?.kind === 'class' && scope.owner.name === name) return scope.owner;
  return undefined;
}

function lowerInvocation(builder: JavaBuilder, node: SyntaxNode): Expression {
  const name = field(node, 'name');
  const object = field(node, 'object');
  const list = field(node, 'arguments');
  if (!name) return lowerOther(builder, node);
  const property = builder.slice(name);
  const callee: Expression = object
    ? {
        kind: 'member',
        object: lowerExpression(builder, object),
        property,
        propertyRange: at(name),
        range: { start: object.start, end: name.end },
      }
    : nameAt(builder, name);
  const isLoop = object !== undefined && list !== undefined && isPerElement(property, builder.slice(object));
  const read = () => (list ? lowerArguments(builder, list) : []);
  const given = isLoop ? builder.inBlock('loop', at(list), read) : read();
  const range = at(node);
  return (
    collectionOf(callee, given, range) ??
    fallbackOf(callee, given, range) ??
    lookedUp(builder, property, list, range) ??
    builder.addCall({
      kind: 'call',
      callee,
      arguments: given,
      argumentsRange: list && at(list),
      isNew: false,
      scope: builder.scope,
      block: builder.block,
      nameRange: at(name),
      range,
    })
  );
}

/** `context.getBean(X.class)` is some `X`. */
function lookedUp(
  builder: JavaBuilder,
  method: string,
  list: SyntaxNode | undefined,
  range: Range,
): Expression | undefined {
  const literal = list && parts(list).find(({ type }) => type === 'class_literal');
  if (!literal || !LOOK_UPS.has(method)) return undefined;
  const type = typeReference(builder, writtenType(builder.text, parts(literal)[0]));
  return type && objectOf(builder, type, range);
}

/** `new X(…)`, `new X(…) { … }`. */
function lowerCreation(builder: JavaBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  const type = field(node, 'type');
  const list = field(node, 'arguments');
  const body = node.children.find(child => child.type === 'class_body');
  const callee = lowerTypeName(builder, type);
  if (!callee) return lowerOther(builder, node);
  const given = list ? lowerArguments(builder, list) : [];
  if (body) lowerAnonymousClass(builder, body, callee);
  const made = body ? undefined : collectionOf(callee, given, range);
  return (
    made ??
    builder.addCall({
      kind: 'call',
      callee,
      arguments: given,
      argumentsRange: list && at(list),
      isNew: true,
      scope: builder.scope,
      block: builder.block,
      nameRange: callee.kind === 'member' ? callee.propertyRange : callee.range,
      range,
    })
  );
}

/** `this(…)` and `super(…)` in a constructor call another one. */
function lowerDelegation(builder: JavaBuilder, node: SyntaxNode): Expression {
  const target = field(node, 'constructor');
  const list = field(node, 'arguments');
  const range = at(node);
  const given = list ? lowerArguments(builder, list) : [];
  const owner = builder.enclosingClass;
  const { scope, block } = builder;
  const own: Expression | undefined =
    owner?.name === undefined ? undefined : { kind: 'name', name: owner.name, scope, block, range };
  const callee = target?.type === 'super' ? baseOf(owner) : own;
  if (!target || !callee) return { kind: 'other', range };
  const call = builder.addCall({
    kind: 'call',
    callee,
    arguments: given,
    argumentsRange: list && at(list),
    isNew: true,
    scope,
    block,
    nameRange: at(target),
    range,
  });
  if (owner && target.type === 'super') passOn(owner, call);
  return call;
}

export function lowerArguments(builder: JavaBuilder, list: SyntaxNode): Argument[] {
  return parts(list).map((node): Argument => {
    const range = at(node);
    if (node.type !== 'element_value_pair') return { kind: 'positional', value: lowerExpression(builder, node), range };
    const key = field(node, 'key');
    const value = field(node, 'value');
    return {
      kind: 'named',
      name: key ? builder.slice(key) : '',
      value: value ? lowerExpression(builder, value) : { kind: 'other', range },
      range,
    };
  });
}

function lowerMethodReference(builder: JavaBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  const [object, name] = parts(node);
  if (!object) return { kind: 'other', range };
  if (!name) return lowerTypeName(builder, object) ?? lowerOther(builder, node);
  const named = object.type === 'identifier' ? undefined : lowerTypeName(builder, object);
  const target = named ?? lowerExpression(builder, object);
  return methodReference(builder, target, at(name), range);
}

/** `x instanceof Foo foo` binds the value under a type. */
function lowerInstanceOf(builder: JavaBuilder, node: SyntaxNode): Expression {
  const left = field(node, 'left');
  const name = field(node, 'name');
  const value = left && lowerExpression(builder, left);
  const type = typeReference(builder, writtenType(builder.text, field(node, 'right')));
  if (name)
    builder.bind({
      kind: 'variable',
      name: builder.slice(name),
      range: at(name),
      from: name.end,
      ...(value ? { value } : {}),
      ...(type ? { type } : {}),
    });
  return { kind: 'other', range: at(node) };
}

function lowerTernary(builder: JavaBuilder, node: SyntaxNode): Expression {
  const condition = field(node, 'condition');
  const whenTrue = field(node, 'consequence');
  const whenFalse = field(node, 'alternative');
  if (!whenTrue || !whenFalse) return lowerOther(builder, node);
  if (condition) lowerExpression(builder, condition);
  const branch = (child: SyntaxNode): Expression =>
    builder.inBlock('branch', at(child), () => lowerExpression(builder, child));
  return { kind: 'conditional', whenTrue: branch(whenTrue), whenFalse: branch(whenFalse), range: at(node) };
}

function lowerBinary(builder: JavaBuilder, node: SyntaxNode): Expression {
  return lowerOperation(builder, node, { kept: BINARY, lower: child => lowerExpression(builder, child) });
}
