import { field, hasToken, named, type SyntaxNode } from '../node';
import { lowerOperation } from '../operations';
import { SERVICE_PROVIDER, type Expression, type NameExpression } from '../program';
import type { CSharpBuilder } from './builder';
import { lowerAssignment } from './assignments';
import { lowerCall } from './calls';
import {
  lowerAnonymousObject,
  lowerArray,
  lowerCollection,
  lowerCreation,
  lowerInitializer,
  lowerWith,
} from './creations';
import { lowerLambda } from './functions';
import { lowerString, numberValue } from './literals';
import { at, isReceiver, values } from './nodes';
import { bindPattern, lowerSwitchExpression } from './patterns';
import { lowerQuery } from './queries';
import { lowerStatement } from './statements';
import { isHolder, mayHold, typeExpression } from './typeNames';

const BINARY: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '|', '<<']);

/** @param expected the declared type of the place the value is put into, which `new(…)` and `[…]` take theirs from */
export function lowerExpression(builder: CSharpBuilder, node: SyntaxNode, expected?: SyntaxNode): Expression {
  const range = at(node);
  switch (node.type) {
    case 'string_literal':
    case 'verbatim_string_literal':
    case 'raw_string_literal':
    case 'interpolated_string_expression':
    case 'character_literal':
      return builder.addText(lowerString(builder.text, node, slot => lowerInterpolation(builder, slot)));
    case 'integer_literal':
    case 'real_literal':
      return { kind: 'number', value: numberValue(builder.slice(node)), range };
    case 'boolean_literal':
      return { kind: 'boolean', value: builder.slice(node) === 'true', range };
    case 'null_literal':
    case 'default_expression':
      return { kind: 'nothing', range };
    case 'identifier':
      return lowerName(builder, node);
    case 'generic_name':
      return node.children[0] ? lowerName(builder, node.children[0]) : { kind: 'other', range };
    case 'qualified_name':
    case 'alias_qualified_name':
      return typeExpression(builder, node);
    case 'this':
    case 'base': {
      const owner = builder.enclosingClass;
      return owner ? { kind: 'self', owner, block: builder.block, range } : { kind: 'other', range };
    }
    case 'parenthesized_expression':
    case 'await_expression':
    case 'checked_expression':
    case 'ref_expression':
    case 'argument':
      return lowerInner(builder, node, expected);
    case 'cast_expression': {
      const value = field(node, 'value');
      return value ? lowerExpression(builder, value, field(node, 'type')) : lowerOther(builder, node);
    }
    case 'as_expression': {
      const left = field(node, 'left');
      return left ? lowerExpression(builder, left, expected) : lowerOther(builder, node);
    }
    case 'postfix_unary_expression':
      // `x!` says that x is not null; `x++` changes it.
      return hasToken(node, '!') ? lowerInner(builder, node, expected) : lowerOther(builder, node);
    case 'prefix_unary_expression':
      return lowerUnary(builder, node);
    case 'member_access_expression':
    case 'conditional_access_expression':
      return lowerMember(builder, node);
    case 'element_access_expression': {
      const object = field(node, 'expression');
      const subscript = field(node, 'subscript');
      return object && subscript ? lowerElement(builder, node, object, subscript) : lowerOther(builder, node);
    }
    case 'invocation_expression':
      return lowerCall(builder, node);
    case 'object_creation_expression':
    case 'implicit_object_creation_expression':
      return lowerCreation(builder, node, expected);
    case 'anonymous_object_creation_expression':
      return lowerAnonymousObject(builder, node);
    case 'array_creation_expression':
    case 'implicit_array_creation_expression':
      return lowerArray(builder, node, expected);
    case 'initializer_expression':
      return lowerInitializer(builder, node, expected);
    case 'element_binding_expression':
    case 'collection_expression':
      return lowerCollection(builder, node, expected);
    case 'tuple_expression':
      return {
        kind: 'list',
        isUnordered: false,
        range,
        items: named(node).map(item => ({ value: lowerInner(builder, item), isSpread: false })),
      };
    case 'with_expression':
      return lowerWith(builder, node);
    case 'binary_expression':
      return lowerBinary(builder, node, expected);
    case 'conditional_expression':
      return lowerConditional(builder, node, expected);
    case 'switch_expression':
      return lowerSwitchExpression(builder, node, expected);
    case 'is_pattern_expression':
    case 'is_expression': {
      const value = field(node, 'expression') ?? field(node, 'left');
      const lowered = value && lowerExpression(builder, value);
      const pattern = field(node, 'pattern');
      if (pattern) bindPattern(builder, pattern, lowered, node.end);
      return { kind: 'other', range };
    }
    case 'declaration_expression': {
      const name = field(node, 'name');
      if (name) bindPattern(builder, node, undefined, node.end);
      return name ? lowerName(builder, name) : { kind: 'other', range };
    }
    case 'lambda_expression':
    case 'anonymous_method_expression':
      return lowerLambda(builder, node);
    case 'assignment_expression':
      return lowerAssignment(builder, node);
    case 'query_expression':
      return lowerQuery(builder, node);
    default:
      return lowerOther(builder, node);
  }
}

/** Looks through a node at the value in it. */
export function lowerInner(builder: CSharpBuilder, node: SyntaxNode, expected?: SyntaxNode): Expression {
  const inner = values(node).findLast(child => child.field !== 'name');
  return inner ? lowerExpression(builder, inner, expected) : { kind: 'other', range: at(node) };
}

export function lowerOther(builder: CSharpBuilder, node: SyntaxNode): Expression {
  for (const child of values(node)) lowerStatement(builder, child);
  return { kind: 'other', range: at(node) };
}

/** A bare name: a member of the class around, or what else has that name. */
export function lowerName(builder: CSharpBuilder, node: SyntaxNode): Expression {
  const name = builder.slice(node);
  const range = at(node);
  const owner = builder.memberOwner(name);
  if (!owner) return nameExpression(builder, node);
  return {
    kind: 'member',
    object: { kind: 'self', owner, block: builder.block, range: { start: node.start, end: node.start } },
    property: name,
    propertyRange: range,
    range,
  };
}

export const nameExpression = (builder: CSharpBuilder, node: SyntaxNode): NameExpression => ({
  kind: 'name',
  name: builder.slice(node),
  scope: builder.scope,
  block: builder.block,
  range: at(node),
});

/** Properties of the language's own types that are texts. */
const TEXTS: Readonly<Record<string, string>> = {
  'string.Empty': '',
  'String.Empty': '',
  'Environment.NewLine': '\n',
};

/** `a.b`, `a?.b`; what a task, a lazy value or a nullable holds is looked through at. */
function lowerMember(builder: CSharpBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  const source = node.end - node.start < 32 ? builder.slice(node) : '';
  const text = Object.hasOwn(TEXTS, source) ? TEXTS[source] : undefined;
  if (text !== undefined)
    return { kind: 'text', parts: text ? [{ kind: 'piece', text, range }] : [], content: undefined, range };
  const [object, access] = receiverAndAccess(node);
  if (!object || !access) return lowerOther(builder, node);
  if (access.type === 'element_binding_expression') return lowerElement(builder, node, object, access);
  const nameNode = access.type === 'member_binding_expression' ? field(access, 'name') : access;
  if (!nameNode) return lowerOther(builder, node);
  const token = nameNode.type === 'generic_name' ? (nameNode.children[0] ?? nameNode) : nameNode;
  const property = builder.slice(token);
  const lowered =
    object.type === 'predefined_type' ? typeExpression(builder, object) : lowerExpression(builder, object);
  if (isLookedThrough(builder, lowered, property)) return lowered;
  return { kind: 'member', object: lowered, property, propertyRange: at(token), range };
}

/** The object of a member access and the part behind its dot. */
export function receiverAndAccess(node: SyntaxNode): readonly [SyntaxNode | undefined, SyntaxNode | undefined] {
  if (node.type === 'member_access_expression') return [field(node, 'expression'), field(node, 'name')];
  const [object] = values(node);
  return [object, values(node).at(-1)];
}

function isLookedThrough(builder: CSharpBuilder, object: Expression, property: string): boolean {
  if (property === 'Result') return object.kind === 'call';
  if (property !== 'Value' && property !== 'CurrentValue') return false;
  if (object.kind === 'call' && object.arguments.some(({ name }) => name === SERVICE_PROVIDER))
    return mayHold(builder.slice(object.nameRange));
  const type =
    object.kind === 'name'
      ? builder.declaredType(object.name)
      : object.kind === 'member' && object.object.kind === 'self'
        ? builder.declaredMemberType(object.object.owner, object.property)
        : undefined;
  return type !== undefined && isHolder(builder, type);
}

function lowerElement(builder: CSharpBuilder, node: SyntaxNode, object: SyntaxNode, subscript: SyntaxNode): Expression {
  const target = lowerExpression(builder, object);
  const [argument] = named(subscript);
  const index: Expression = argument ? lowerInner(builder, argument) : { kind: 'other', range: at(subscript) };
  return { kind: 'element', object: target, index, range: at(node) };
}

/** `{now:yyyy-MM-dd}` is read as `now.ToString("yyyy-MM-dd")`, so that the format tells what is left of the time. */
function lowerInterpolation(builder: CSharpBuilder, node: SyntaxNode): Expression {
  const inner = values(node).find(child => !child.type.startsWith('interpolation_'));
  if (!inner) return { kind: 'other', range: at(node) };
  const value = lowerExpression(builder, inner);
  const format = node.children.find(child => child.type === 'interpolation_format_clause');
  const text = format && builder.slice(format).replace(/^:/, '');
  if (!format || !text || !/[yMdHhmst]{2}/.test(text)) return value;
  const range = at(format);
  return {
    kind: 'call',
    callee: { kind: 'member', object: value, property: 'ToString', propertyRange: range, range: value.range },
    arguments: [
      {
        kind: 'positional',
        value: { kind: 'text', parts: [{ kind: 'piece', text, range }], content: undefined, range },
        range,
      },
    ],
    argumentsRange: undefined,
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: range,
    range: value.range,
  };
}

function lowerBinary(builder: CSharpBuilder, node: SyntaxNode, expected: SyntaxNode | undefined): Expression {
  return lowerOperation(builder, node, {
    kept: BINARY,
    lower: child => lowerExpression(builder, child, expected),
    otherwise({ sign, left, right, rightNode, range }) {
      if (sign !== '??') return undefined;
      return rightNode.type === 'throw_expression'
        ? left
        : { kind: 'fallback', preferred: left, fallback: right, range };
    },
  });
}

function lowerUnary(builder: CSharpBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  const value = lowerInner(builder, node);
  if (value.kind !== 'number') return { kind: 'other', range };
  if (hasToken(node, '-')) return { ...value, value: -value.value, range };
  return hasToken(node, '+') ? value : { kind: 'other', range };
}

function lowerConditional(builder: CSharpBuilder, node: SyntaxNode, expected: SyntaxNode | undefined): Expression {
  const [condition, whenTrue, whenFalse] = ['condition', 'consequence', 'alternative'].map(name => field(node, name));
  if (!condition || !whenTrue || !whenFalse) return lowerOther(builder, node);
  lowerExpression(builder, condition);
  const branch = (part: SyntaxNode): Expression =>
    builder.inBlock('branch', at(part), () => lowerExpression(builder, part, expected));
  const [positive, negative] = [branch(whenTrue), branch(whenFalse)];
  if (whenTrue.type === 'throw_expression') return negative;
  if (whenFalse.type === 'throw_expression') return positive;
  return { kind: 'conditional', whenTrue: positive, whenFalse: negative, range: at(node) };
}

export const isValue = (node: SyntaxNode): boolean => node.isNamed || isReceiver(node);
