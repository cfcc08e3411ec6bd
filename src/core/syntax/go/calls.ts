import { field, hasToken, named, type SyntaxNode } from '../node';
import { scopeOf, type Argument, type CallExpression, type Expression } from '../program';
import { at, type GoBuilder } from './builder';
import { lowerExpression, lowerInner, lowerOther, objectOf } from './expressions';
import { PREDECLARED, isTextBuffer, typeExpression } from './types';

export function lowerCall(builder: GoBuilder, node: SyntaxNode): Expression {
  const callee = field(node, 'function');
  const list = field(node, 'arguments');
  if (!callee || !list) return lowerOther(builder, node);
  const builtIn = callee.type === 'identifier' ? builtInCall(builder, builder.slice(callee), list, node) : undefined;
  if (builtIn) return builtIn;
  if (isPointerConversion(callee)) return lowerInner(builder, list);
  const target = lowerCallee(builder, callee);
  return builder.addCall({
    kind: 'call',
    callee: target,
    arguments: lowerArguments(builder, list),
    argumentsRange: at(list),
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: target.kind === 'member' ? target.propertyRange : at(callee),
    range: at(node),
  });
}

/** `(*T)(x)`. */
function isPointerConversion(callee: SyntaxNode): boolean {
  const [inner] = callee.type === 'parenthesized_expression' ? named(callee) : [];
  return inner?.type === 'unary_expression' && hasToken(inner, '*');
}

/** `pkg.Function[T]` reads as an element of something; no package has elements. */
function lowerCallee(builder: GoBuilder, node: SyntaxNode): Expression {
  const operand = node.type === 'index_expression' ? field(node, 'operand') : undefined;
  const qualifier = operand?.type === 'selector_expression' ? field(operand, 'operand') : undefined;
  const isPackage = qualifier?.type === 'identifier' && isImport(builder, builder.slice(qualifier));
  return lowerExpression(builder, operand && isPackage ? operand : node);
}

const isImport = (builder: GoBuilder, name: string): boolean =>
  scopeOf(name, builder.scope)
    ?.bindings.get(name)
    ?.some(({ kind }) => kind === 'import') ?? false;

function lowerArguments(builder: GoBuilder, list: SyntaxNode): Argument[] {
  return named(list).map(node => ({
    kind: node.type === 'variadic_argument' ? 'spread' : 'positional',
    value: lowerExpression(builder, node),
    range: at(node),
  }));
}

/** Calls of functions that belong to the language; undefined for others. */
function builtInCall(builder: GoBuilder, name: string, list: SyntaxNode, node: SyntaxNode): Expression | undefined {
  if (scopeOf(name, builder.scope)) return undefined;
  const [first] = named(list);
  if (!first) return undefined;
  // A conversion keeps the value.
  if (PREDECLARED.has(name)) return lowerExpression(builder, first);
  switch (name) {
    case 'append':
      return lowerAppend(builder, list, node);
    case 'make':
      return lowerMake(builder, list, node);
    case 'new': {
      if (isTextBuffer(builder, first)) return emptyText(node);
      const type = typeExpression(builder, first);
      return type && objectOf(builder, type);
    }
    default:
      return undefined;
  }
}

export const emptyText = (node: SyntaxNode): Expression => ({
  kind: 'text',
  parts: [],
  content: undefined,
  range: at(node),
});

/** `append(list, a, b)` is read as `list + [a, b]`, `append(list, more...)` as `list + more`. */
function lowerAppend(builder: GoBuilder, list: SyntaxNode, node: SyntaxNode): Expression {
  const [first, ...rest] = lowerArguments(builder, list);
  const range = at(node);
  if (!first) return { kind: 'other', range };
  return rest.length
    ? { kind: 'binary', operator: '+', left: first.value, right: appended(rest, range), range }
    : first.value;
}

/** What is appended, as one list. */
export function appended(added: readonly Argument[], range: { start: number; end: number }): Expression {
  const [only] = added;
  if (only?.kind === 'spread' && added.length === 1) return only.value;
  return {
    kind: 'list',
    items: added.map(({ value, kind }) => ({ value, isSpread: kind === 'spread' })),
    isUnordered: false,
    range,
  };
}

/** `make([]T, 0)` and `make(map[K]V)` are empty; a slice of some length has elements that are set later. */
function lowerMake(builder: GoBuilder, list: SyntaxNode, node: SyntaxNode): Expression {
  const [type, length] = named(list);
  const range = at(node);
  const size = length && lowerExpression(builder, length);
  if (type?.type === 'map_type') return { kind: 'record', entries: [], range };
  if (type?.type !== 'slice_type') return { kind: 'other', range };
  if (size?.kind === 'number' && size.value === 0) return { kind: 'list', items: [], isUnordered: false, range };
  return { kind: 'repeated', element: { kind: 'other', range }, source: undefined, range };
}

/** `[]byte(x)` keeps the value; `f[T](x)` is parsed as a conversion too, but calls f. */
export function lowerConversion(builder: GoBuilder, node: SyntaxNode): Expression {
  const type = field(node, 'type');
  const operand = field(node, 'operand');
  if (!type || !operand) return lowerOther(builder, node);
  const callee = type.type === 'generic_type' ? typeExpression(builder, type) : undefined;
  const value = lowerExpression(builder, operand);
  if (!callee) return value;
  const call: CallExpression = {
    kind: 'call',
    callee,
    arguments: [{ kind: 'positional', value, range: at(operand) }],
    argumentsRange: { start: type.end, end: node.end },
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: callee.kind === 'member' ? callee.propertyRange : callee.range,
    range: at(node),
  };
  return builder.addCall(call);
}
