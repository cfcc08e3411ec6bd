import type { Range } from '../../text';
import { field, named, type SyntaxNode } from '../node';
import type { Argument, CallExpression, ClassExpression, Expression } from '../program';
import type { RustBuilder } from './builder';
import { lowerExpression } from './expressions';
import { emptyForm, formWith } from './forms';
import {
  givesItsParameter,
  isIterated,
  isPlainFunction,
  LOOKED_THROUGH,
  LOOKED_THROUGH_EMPTY,
  PER_ELEMENT,
} from './methods';
import { at } from './nodes';
import { isWrapper } from './types';

/**
 * A call of a function or method.
 * @param isTried whether a `?` stands behind it
 */
export function lowerCall(builder: RustBuilder, node: SyntaxNode, isTried = false): Expression {
  const callee = field(node, 'function');
  const list = field(node, 'arguments');
  if (!callee) return { kind: 'other', range: at(node) };
  const target = callee.type === 'generic_function' ? (field(callee, 'function') ?? callee) : callee;
  if (target.type === 'field_expression') return lowerMethodCall(builder, node, target, list, isTried);
  return lowerKnownFunction(builder, target, list) ?? lowerPlainCall(builder, node, target, list);
}

function lowerPlainCall(
  builder: RustBuilder,
  node: SyntaxNode,
  target: SyntaxNode,
  list: SyntaxNode | undefined,
): Expression {
  const callee = lowerExpression(builder, target);
  const form = argumentNodes(list).length ? undefined : emptyForm(callee, builder.text, at(node));
  if (form && !builder.typeNamed('Form')) return form;
  const name = target.type === 'scoped_identifier' ? (field(target, 'name') ?? target) : target;
  return addCall(builder, node, callee, list, lowerArguments(builder, list), name);
}

function addCall(
  builder: RustBuilder,
  node: SyntaxNode,
  callee: Expression,
  list: SyntaxNode | undefined,
  lowered: readonly Argument[],
  name: SyntaxNode,
): CallExpression {
  return builder.addCall({
    kind: 'call',
    callee,
    arguments: lowered,
    argumentsRange: list && at(list),
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: at(name),
    range: at(node),
  });
}

const lowerArguments = (builder: RustBuilder, list: SyntaxNode | undefined): Argument[] =>
  argumentNodes(list).map(node => ({ kind: 'positional', value: lowerExpression(builder, node), range: at(node) }));

const argumentNodes = (list: SyntaxNode | undefined): readonly SyntaxNode[] =>
  list ? named(list).filter(({ type }) => type !== 'attribute_item' && !type.endsWith('comment')) : [];

/** The last two words of a path: `Arc` and `new` of `std::sync::Arc::new`. */
function ending(builder: RustBuilder, node: SyntaxNode): { type: string; name: string } {
  const words = builder
    .slice(node)
    .replace(/<[^()]*>/g, '')
    .split('::')
    .map(word => word.trim())
    .filter(word => word !== '');
  return { type: words.at(-2) ?? '', name: words.at(-1) ?? '' };
}

const CELLS = /^(?:OnceCell|OnceLock|SetOnce|ArcSwapOption)$/;
const LAZY = /^(?:Lazy|LazyLock|LazyCell|AsyncOnce|SyncLazy)$/;
const WRAPPING = /^(?:new|pin|clone|from|from_pointee|Borrowed|Owned|as_ref|force)$/;

/** Functions of the standard library that hand on what they are given: `Some(x)`, `Arc::new(x)`, `Lazy::new(|| x)`. */
function lowerKnownFunction(
  builder: RustBuilder,
  target: SyntaxNode,
  list: SyntaxNode | undefined,
): Expression | undefined {
  if (target.type !== 'identifier' && target.type !== 'scoped_identifier') return undefined;
  const { type, name } = ending(builder, target);
  const nodes = argumentNodes(list);
  const [first] = nodes;
  const range = { start: target.start, end: list?.end ?? target.end };
  if (/^(?:Some|Ok|Err)$/.test(name) && first && /^(?:Option|Result|)$/.test(type)) {
    const value = lowerExpression(builder, first);
    return name === 'Err' ? { kind: 'nothing', range } : value;
  }
  if (builder.typeNamed(type)) return undefined;
  if (CELLS.test(type) && /^(?:new|const_new|default|empty)$/.test(name) && !first) return { kind: 'nothing', range };
  if (nodes.length !== 1 || !first) return undefined;
  if (LAZY.test(type) && /^(?:new|force)$/.test(name)) return resultOf(builder, lowerExpression(builder, first));
  if (isWrapper(type) && WRAPPING.test(name)) return lowerExpression(builder, first);
  return undefined;
}

/** What a closure without parameters gives; another function is called. */
function resultOf(builder: RustBuilder, value: Expression): Expression {
  if (value.kind === 'function' && value.returns.length === 1 && value.returns[0]) return value.returns[0];
  if (value.kind !== 'function' && value.kind !== 'name' && value.kind !== 'member') return value;
  return {
    kind: 'call',
    callee: value,
    arguments: [],
    argumentsRange: undefined,
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: value.range,
    range: value.range,
  };
}

function lowerMethodCall(
  builder: RustBuilder,
  node: SyntaxNode,
  target: SyntaxNode,
  list: SyntaxNode | undefined,
  isTried: boolean,
): Expression {
  const valueNode = field(target, 'value');
  const nameNode = field(target, 'field');
  if (!valueNode || !nameNode) return { kind: 'other', range: at(node) };
  const object = lowerExpression(builder, valueNode);
  const method = builder.slice(nameNode);
  const nodes = argumentNodes(list);
  if (!nodes.length && isLookedThrough(method, object)) return object;
  const read = (): Argument[] => lowerArguments(builder, list);
  const isPerElement = PER_ELEMENT.has(method) && isIterated(object);
  const lowered = isPerElement && list ? builder.inBlock('loop', at(list), read) : read();
  // What says more of an error is, without one, a method of a builder.
  const isOfResult = isTried || valueNode.type === 'await_expression';
  if (LOOKED_THROUGH.has(method) || (method === 'context' && isOfResult)) return object;
  const known =
    lowerKnownMethod(builder, object, method, lowered, at(node)) ??
    formWith(object, method, lowered, builder.text, at(node));
  if (known) return known;
  const callee: Expression = {
    kind: 'member',
    object,
    property: method,
    propertyRange: at(nameNode),
    range: at(target),
  };
  return addCall(builder, node, callee, list, lowered, nameNode);
}

/** A constant and a literal read the same as texts; of a variable that may be an enum's variant that is not known. */
function isLookedThrough(method: string, object: Expression): boolean {
  if (LOOKED_THROUGH_EMPTY.has(method)) return true;
  const name = object.kind === 'member' ? object.property : object.kind === 'name' ? object.name : '';
  const isConstant = /^[A-Z][A-Z0-9_]+$/.test(name);
  if (/^(?:to_string|to_owned|as_str|get|load)$/.test(method)) return isConstant;
  if (method !== 'into') return false;
  const isVariant = object.kind === 'member' && /^[A-Z]/.test(name) && !isConstant;
  return !isVariant && object.kind !== 'self';
}

/** Methods of options, results and cells that give one of two values. */
function lowerKnownMethod(
  builder: RustBuilder,
  object: Expression,
  method: string,
  [first, second]: readonly Argument[],
  range: { start: number; end: number },
): Expression | undefined {
  switch (method) {
    case 'unwrap_or':
    case 'or':
      return first && { kind: 'fallback', preferred: object, fallback: first.value, range };
    case 'unwrap_or_else':
    case 'or_else':
      return first && { kind: 'fallback', preferred: object, fallback: resultOf(builder, first.value), range };
    case 'map_or':
    case 'map_or_else': {
      if (!first || !second || !isIdentity(second.value)) return undefined;
      const otherwise = method === 'map_or' ? first.value : resultOf(builder, first.value);
      return { kind: 'fallback', preferred: object, fallback: otherwise, range };
    }
    case 'map':
    case 'and_then':
    case 'filter':
    case 'inspect':
    case 'then_some':
      return first && (method === 'filter' || method === 'inspect' || isIdentity(first.value)) ? object : undefined;
    case 'write_str':
    case 'pad':
      // What a `Display` writes is what it shows.
      return first && object.kind === 'name' && object.name === 'f' ? first.value : undefined;
    case 'fmt':
      return first && !second ? object : undefined;
    case 'fold':
    case 'try_fold':
      return first && second && addsTo(second.value) ? first.value : undefined;
    case 'get_or_init':
    case 'get_or_try_init':
    case 'get_or_insert_with':
    case 'or_insert_with':
      return first && resultOf(builder, first.value);
    default:
      return undefined;
  }
}

/** `|builder, each| builder.context(each)`: what is folded stays what it was at first. */
function addsTo(value: Expression): boolean {
  const [result] = value.kind === 'function' ? value.returns : [];
  if (value.kind !== 'function' || result?.kind !== 'call') return false;
  let current: Expression = result;
  while (current.kind === 'call' && current.callee.kind === 'member') current = current.callee.object;
  return current.kind === 'name' && current.name === value.parameters[0]?.name;
}

const isIdentity = (value: Expression): boolean =>
  value.kind === 'function' ? givesItsParameter(value) : isPlainFunction(value);

/** `Request { model, max_tokens: Some(500), ..Default::default() }` */
export function lowerStructure(builder: RustBuilder, node: SyntaxNode): Expression {
  const name = field(node, 'name');
  const body = field(node, 'body');
  if (!name) return { kind: 'other', range: at(node) };
  const callee = lowerExpression(builder, name);
  const fields = (body ? named(body) : []).flatMap(child => lowerField(builder, child, callee));
  // A base stands last, but what is written out holds before it.
  const lowered = fields.toSorted((a, b) => Number(b.kind === 'namedSpread') - Number(a.kind === 'namedSpread'));
  const nameNode = /^scoped/.test(name.type) ? (field(name, 'name') ?? name) : name;
  const call: CallExpression = builder.addCall({
    kind: 'call',
    callee,
    arguments: lowered,
    argumentsRange: body && at(body),
    hasFields: true,
    isNew: true,
    scope: builder.scope,
    block: builder.block,
    nameRange: at(nameNode),
    range: at(node),
  });
  const type = callee.kind === 'class' ? callee : callee.kind === 'name' ? builder.typeNamed(callee.name) : undefined;
  if (type && !builder.isInTest && isConstruction(builder, type)) bindFields(builder, type, call);
  return call;
}

function lowerField(builder: RustBuilder, node: SyntaxNode, type: Expression): Argument[] {
  const range = at(node);
  switch (node.type) {
    case 'shorthand_field_initializer': {
      const inner = named(node).find(({ type }) => type === 'identifier');
      return inner
        ? [{ kind: 'named', name: builder.slice(inner), value: lowerExpression(builder, inner), range }]
        : [];
    }
    case 'field_initializer': {
      const name = field(node, 'field') ?? field(node, 'name');
      const value = field(node, 'value');
      return name && value
        ? [{ kind: 'named', name: builder.slice(name), value: lowerExpression(builder, value), range }]
        : [];
    }
    case 'base_field_initializer': {
      const [inner] = named(node);
      if (!inner) return [];
      const isDefault = /^(?:(?:std|core)::\s*default::\s*)?Default::\s*default\s*\(\s*\)$/.test(builder.slice(inner));
      const value = isDefault ? defaultOf(builder, type, at(inner)) : lowerExpression(builder, inner);
      return [{ kind: 'namedSpread', value, range }];
    }
    default:
      return [];
  }
}

/** `Type::default()` */
function defaultOf(builder: RustBuilder, type: Expression, range: Range): CallExpression {
  return {
    kind: 'call',
    callee: { kind: 'member', object: type, property: 'default', propertyRange: range, range },
    arguments: [],
    argumentsRange: undefined,
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: range,
    range,
  };
}

/** Literals of one type in other code than its own, above which they are data rather than the making of the object. */
const MAX_CONSTRUCTIONS = 3;

/** Whether a literal tells what the fields of an object are that its methods are called on. */
function isConstruction(builder: RustBuilder, type: ClassExpression): boolean {
  return builder.enclosingClass === type || builder.literalsOf(type.name ?? '') <= MAX_CONSTRUCTIONS;
}

function bindFields(builder: RustBuilder, type: ClassExpression, call: CallExpression): void {
  for (const { kind, name, value, range } of call.arguments)
    if (kind === 'named' && name !== undefined)
      builder.bind({ kind: 'variable', name, range, from: range.end, value, isGiven: true }, type.scope);
}
