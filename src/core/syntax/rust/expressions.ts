import { field, hasToken, named, type SyntaxNode } from '../node';
import { lowerOperation } from '../operations';
import type { Expression } from '../program';
import { lowerBlock, lowerInnerBlock } from './blocks';
import type { RustBuilder } from './builder';
import { lowerCall, lowerStructure } from './calls';
import { lowerAssignment, lowerCompoundAssignment } from './changes';
import { lowerFor, lowerIf, lowerLoop, lowerMatch } from './control';
import { lowerClosure } from './functions';
import { isItem, lowerItem } from './items';
import { characterOf, literalContent, numberValue, textPieces } from './literals';
import { lowerMacro } from './macros';
import { at, attributed } from './nodes';

const BINARY: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '|', '<<']);

export function lowerExpression(builder: RustBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  switch (node.type) {
    case 'string_literal':
    case 'raw_string_literal':
      return builder.addText({
        kind: 'text',
        parts: textPieces(builder.text, range),
        content: literalContent(builder.text, range).content,
        range,
      });
    case 'char_literal':
      return {
        kind: 'text',
        parts: [{ kind: 'piece', text: characterOf(builder.slice(node)), range }],
        content: undefined,
        range,
      };
    case 'integer_literal':
    case 'float_literal':
      return { kind: 'number', value: numberValue(builder.slice(node)), range };
    case 'boolean_literal':
      return { kind: 'boolean', value: builder.slice(node) === 'true', range };
    case 'unit_expression':
      return { kind: 'nothing', range };
    case 'identifier':
    case 'metavariable':
      return lowerName(builder, node);
    case 'self': {
      const owner = builder.enclosingClass;
      return owner && !owner.scope.isOpen
        ? { kind: 'self', owner, block: builder.block, range }
        : { kind: 'other', range };
    }
    case 'scoped_identifier':
    case 'scoped_type_identifier':
    case 'type_identifier':
    case 'generic_type':
    case 'generic_type_with_turbofish':
    case 'generic_function':
    case 'crate':
    case 'super':
      return lowerPath(builder, node);
    case 'parenthesized_expression':
    case 'await_expression':
    case 'type_cast_expression':
    case 'reference_expression':
      return lowerInner(builder, node);
    case 'try_expression': {
      const [inner] = named(node);
      return inner?.type === 'call_expression' ? lowerCall(builder, inner, true) : lowerInner(builder, node);
    }
    case 'field_expression': {
      const value = field(node, 'value');
      const name = field(node, 'field');
      if (!value || !name) return lowerOther(builder, node);
      const object = lowerExpression(builder, value);
      return { kind: 'member', object, property: builder.slice(name), propertyRange: at(name), range };
    }
    case 'index_expression': {
      const [object, index] = named(node);
      if (!object || !index) return lowerOther(builder, node);
      // A part of a text or list is not an element of it.
      if (index.type === 'range_expression') return lowerOther(builder, node);
      return {
        kind: 'element',
        object: lowerExpression(builder, object),
        index: lowerExpression(builder, index),
        range,
      };
    }
    case 'call_expression':
      return lowerCall(builder, node);
    case 'struct_expression':
      return lowerStructure(builder, node);
    case 'macro_invocation':
      return lowerMacro(builder, node);
    case 'array_expression':
      return lowerArray(builder, node);
    case 'tuple_expression':
      return {
        kind: 'list',
        isUnordered: false,
        range,
        items: named(node).map(item => ({ value: lowerExpression(builder, item), isSpread: false })),
      };
    case 'binary_expression':
      return lowerBinary(builder, node);
    case 'unary_expression':
      return lowerUnary(builder, node);
    case 'assignment_expression':
      return lowerAssignment(builder, node);
    case 'compound_assignment_expr':
      return lowerCompoundAssignment(builder, node);
    case 'closure_expression':
      return lowerClosure(builder, node);
    case 'if_expression':
      return lowerIf(builder, node);
    case 'match_expression':
      return lowerMatch(builder, node);
    case 'for_expression':
      return lowerFor(builder, node);
    case 'while_expression':
    case 'loop_expression':
      return lowerLoop(builder, node);
    case 'block':
      return lowerInnerBlock(builder, node);
    case 'async_block':
    case 'unsafe_block':
    case 'const_block':
    case 'try_block':
    case 'gen_block':
      return lowerWrappedBlock(builder, node);
    case 'return_expression': {
      const [value] = named(node);
      if (value) builder.addReturn(lowerExpression(builder, value));
      return builder.markNever({ kind: 'other', range });
    }
    case 'break_expression':
    case 'continue_expression':
      lowerOther(builder, node);
      return builder.markNever({ kind: 'other', range });
    default:
      return lowerOther(builder, node);
  }
}

/** Looks through the node at what it holds. */
function lowerInner(builder: RustBuilder, node: SyntaxNode): Expression {
  const inner =
    field(node, 'value') ?? named(node).find(({ type }) => !/^(?:mutable_specifier|attribute_item)$/.test(type));
  return inner ? lowerExpression(builder, inner) : { kind: 'other', range: at(node) };
}

function lowerOther(builder: RustBuilder, node: SyntaxNode): Expression {
  for (const { node: child, attributes } of attributed(node.children, range => builder.slice(range))) {
    if (isItem(child)) lowerItem(builder, child, attributes);
    else lowerExpression(builder, child);
  }
  return { kind: 'other', range: at(node) };
}

function lowerWrappedBlock(builder: RustBuilder, node: SyntaxNode): Expression {
  const body = field(node, 'body') ?? named(node).find(({ type }) => type === 'block');
  return body ? builder.inScope('block', at(node), () => lowerBlock(builder, body)) : lowerOther(builder, node);
}

function lowerName(builder: RustBuilder, node: SyntaxNode): Expression {
  const name = builder.slice(node).replace(/^r#/, '');
  const range = at(node);
  if (name === 'None') return { kind: 'nothing', range };
  if (name === 'Self') return builder.enclosingClass ?? { kind: 'other', range };
  return builder.nameAt(name, range);
}

/** `a::b::<T>::c`; what `crate` and `super` lead to is another file's. */
export function lowerPath(builder: RustBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  switch (node.type) {
    case 'crate':
      return { kind: 'import', module: 'crate', range };
    case 'super':
      return builder.inlineModules > 0 ? { kind: 'other', range } : { kind: 'import', module: 'super', range };
    case 'identifier':
    case 'type_identifier': {
      const name = lowerName(builder, node);
      return name.kind === 'name' ? { ...name, name: builder.pathHead(name.name) } : name;
    }
    case 'generic_function': {
      const inner = field(node, 'function');
      return inner ? lowerExpression(builder, inner) : lowerOther(builder, node);
    }
    case 'generic_type':
    case 'generic_type_with_turbofish': {
      const inner = field(node, 'type');
      return inner ? lowerPath(builder, inner) : lowerOther(builder, node);
    }
    case 'scoped_identifier':
    case 'scoped_type_identifier':
      return lowerScoped(builder, node);
    default:
      return lowerExpression(builder, node);
  }
}

function lowerScoped(builder: RustBuilder, node: SyntaxNode): Expression {
  const path = field(node, 'path');
  const name = field(node, 'name');
  const range = at(node);
  if (!name) return lowerOther(builder, node);
  const property = builder.slice(name).replace(/^r#/, '');
  // `::crate_name` and, out of a module that is written out in this file, `super::name`.
  if (!path || path.type === 'self' || (path.type === 'super' && builder.inlineModules > 0))
    return builder.nameAt(property, range);
  const object = lowerPath(builder, path);
  return { kind: 'member', object, property, propertyRange: at(name), range };
}

/** `[a, b]`, `[a; 3]` */
function lowerArray(builder: RustBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  const items = named(node).filter(({ type }) => type !== 'attribute_item');
  const [first, second] = items;
  const length = field(node, 'length');
  if (first && second && length)
    return { kind: 'repeated', element: lowerExpression(builder, first), source: undefined, range };
  return {
    kind: 'list',
    isUnordered: false,
    range,
    items: items.map(item => ({ value: lowerExpression(builder, item), isSpread: false })),
  };
}

function lowerBinary(builder: RustBuilder, node: SyntaxNode): Expression {
  return lowerOperation(builder, node, { kept: BINARY, lower: child => lowerExpression(builder, child) });
}

/** `-x`, `!x`, `*x` */
function lowerUnary(builder: RustBuilder, node: SyntaxNode): Expression {
  const [operand] = named(node);
  if (!operand) return { kind: 'other', range: at(node) };
  const value = lowerExpression(builder, operand);
  if (hasToken(node, '*')) return value;
  if (hasToken(node, '-') && value.kind === 'number') return { ...value, value: -value.value, range: at(node) };
  return { kind: 'other', range: at(node) };
}
