import { field, hasToken, named, type SyntaxNode } from '../node';
import { lowerOperation } from '../operations';
import type { Expression } from '../program';
import { at, type GoBuilder } from './builder';
import { lowerCall, lowerConversion } from './calls';
import { lowerComposite } from './composites';
import { lowerFunctionLiteral } from './functions';
import { numberValue, runeLiteral, stringLiteral } from './literals';
import { lowerStatement } from './statements';
import { typeExpression } from './types';

const BINARY: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '|', '<<']);

export function lowerExpression(builder: GoBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  switch (node.type) {
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return builder.addText(stringLiteral(builder.text, node));
    case 'rune_literal':
      return runeLiteral(builder.text, node);
    case 'int_literal':
    case 'float_literal':
      return { kind: 'number', value: numberValue(builder.slice(node)), range };
    case 'true':
    case 'false':
      return { kind: 'boolean', value: node.type === 'true', range };
    case 'nil':
      return { kind: 'nothing', range };
    case 'identifier': {
      const owner = builder.receiver(builder.slice(node));
      return owner ? { kind: 'self', owner, block: builder.block, range } : builder.nameAt(node);
    }
    case 'parenthesized_expression':
    case 'variadic_argument':
    case 'literal_element':
      return lowerInner(builder, node);
    case 'selector_expression':
      return lowerSelector(builder, node);
    case 'index_expression': {
      const object = field(node, 'operand');
      const index = field(node, 'index');
      if (!object || !index) return lowerOther(builder, node);
      return {
        kind: 'element',
        object: lowerExpression(builder, object),
        index: lowerExpression(builder, index),
        range,
      };
    }
    case 'slice_expression':
      return lowerSlice(builder, node);
    case 'call_expression':
      return lowerCall(builder, node);
    case 'type_conversion_expression':
      return lowerConversion(builder, node);
    case 'composite_literal':
      return lowerComposite(builder, node);
    case 'func_literal':
      return lowerFunctionLiteral(builder, node);
    case 'binary_expression':
      return lowerBinary(builder, node);
    case 'unary_expression':
      return lowerUnary(builder, node);
    case 'type_assertion_expression':
      return lowerAssertion(builder, node);
    default:
      return lowerOther(builder, node);
  }
}

export function lowerInner(builder: GoBuilder, node: SyntaxNode): Expression {
  const [inner] = named(node);
  return inner ? lowerExpression(builder, inner) : { kind: 'other', range: at(node) };
}

/** What is no value that can be read; calls inside are found all the same. */
export function lowerOther(builder: GoBuilder, node: SyntaxNode): Expression {
  for (const child of node.children) if (child.isNamed) lowerStatement(builder, child);
  return { kind: 'other', range: at(node) };
}

function lowerSelector(builder: GoBuilder, node: SyntaxNode): Expression {
  const object = field(node, 'operand');
  const property = field(node, 'field');
  if (!object || !property) return lowerOther(builder, node);
  return {
    kind: 'member',
    object: lowerExpression(builder, object),
    property: builder.slice(property),
    propertyRange: at(property),
    range: at(node),
  };
}

/** `x[:]` is x; of `x[a:b]` nothing is known but the calls in it. */
function lowerSlice(builder: GoBuilder, node: SyntaxNode): Expression {
  const parts = named(node);
  const [object] = parts;
  return object && parts.length === 1 ? lowerExpression(builder, object) : lowerOther(builder, node);
}

/** `x.(T)`: x, or where that is not known, a T. */
function lowerAssertion(builder: GoBuilder, node: SyntaxNode): Expression {
  const operand = field(node, 'operand');
  const type = field(node, 'type');
  const range = at(node);
  const value: Expression = operand ? lowerExpression(builder, operand) : { kind: 'other', range };
  const callee = type && typeExpression(builder, type);
  return callee ? { kind: 'fallback', preferred: value, fallback: objectOf(builder, callee), range } : value;
}

/** An object of a type of which nothing more is known, such as the zero value of a struct. */
export function objectOf(builder: GoBuilder, type: Expression): Expression {
  return {
    kind: 'call',
    callee: type,
    arguments: [],
    argumentsRange: undefined,
    hasFields: true,
    isNew: true,
    scope: builder.scope,
    block: builder.block,
    nameRange: type.kind === 'member' ? type.propertyRange : type.range,
    range: type.range,
  };
}

function lowerUnary(builder: GoBuilder, node: SyntaxNode): Expression {
  const operand = field(node, 'operand');
  const range = at(node);
  if (!operand) return { kind: 'other', range };
  const value = lowerExpression(builder, operand);
  if (['&', '*', '<-', '+'].some(sign => hasToken(node, sign))) return value;
  return hasToken(node, '-') && value.kind === 'number'
    ? { ...value, value: -value.value, range }
    : { kind: 'other', range };
}

function lowerBinary(builder: GoBuilder, node: SyntaxNode): Expression {
  return lowerOperation(builder, node, { kept: BINARY, lower: child => lowerExpression(builder, child) });
}
