import { field, named, type SyntaxNode } from '../node';
import { SERVICE_PROVIDER } from '../program';
import type { Argument, CallExpression, Expression, SlotPiece } from '../program';
import type { CSharpBuilder } from './builder';
import { lowerExpression, lowerInner, lowerOther, receiverAndAccess } from './expressions';
import { at, simpleName, typeArguments, values } from './nodes';
import { bindPattern } from './patterns';
import { typeExpression } from './typeNames';

/** Methods that call their function argument once for each element. */
const PER_ELEMENT: ReadonlySet<string> = new Set([
  'Select',
  'SelectMany',
  'SelectAwait',
  'Where',
  'ForEach',
  'ForEachAsync',
  'ForAll',
  'For',
  'ConvertAll',
  'Aggregate',
  'ToDictionary',
  'Any',
  'All',
  'GroupBy',
  'OrderBy',
  'OrderByDescending',
]);

/** Methods of service providers that give an object of the type between their angle brackets. */
const SERVICES: ReadonlySet<string> = new Set([
  'GetRequiredService',
  'GetService',
  'GetRequiredKeyedService',
  'GetKeyedService',
  'Resolve',
  'ResolveKeyed',
  'CreateInstance',
]);

export function lowerCall(builder: CSharpBuilder, node: SyntaxNode): Expression {
  const callee = field(node, 'function');
  const list = field(node, 'arguments');
  if (!callee) return lowerOther(builder, node);
  if (builder.slice(callee) === 'nameof') return lowerNameof(builder, node, list);
  const waited = waitedFor(builder, callee);
  if (waited) return lowerExpression(builder, waited);
  const target = lowerExpression(builder, callee);
  const name = target.kind === 'member' ? target.property : target.kind === 'name' ? target.name : '';
  const read = () => (list ? lowerArguments(builder, list) : []);
  const given = PER_ELEMENT.has(name) && list ? builder.inBlock('loop', at(list), read) : read();
  bindOutputs(builder, list, target, given, name);
  const [service] = SERVICES.has(name) ? typesBehind(callee) : [];
  const types = typesBehind(callee).map(type => simpleName(builder, type));
  if (service && target.kind === 'member') return lowerService(builder, node, service, target.object);
  const text = lowerTextCall(builder, node, target, given);
  if (text) return text;
  return builder.addCall({
    kind: 'call',
    callee: target,
    arguments: name === 'AppendLine' ? [...given, lineBreak(node)] : given,
    argumentsRange: list && at(list),
    isNew: false,
    ...(types.length ? { typeArguments: types } : {}),
    scope: builder.scope,
    block: builder.block,
    nameRange: target.kind === 'member' ? target.propertyRange : at(callee.children[0] ?? callee),
    range: at(node),
  });
}

/** The task in `task.ConfigureAwait(false)` and `task.GetAwaiter().GetResult()`. */
function waitedFor(builder: CSharpBuilder, callee: SyntaxNode): SyntaxNode | undefined {
  if (callee.type !== 'member_access_expression') return undefined;
  const [object, access] = receiverAndAccess(callee);
  const name = access && builder.slice(access);
  if (name === 'ConfigureAwait' || name === 'WithCancellation' || name === 'WaitAsync') return object;
  if (name !== 'GetResult' || object?.type !== 'invocation_expression') return undefined;
  const inner = field(object, 'function');
  const [awaited, awaiter] = inner ? receiverAndAccess(inner) : [];
  return awaiter && builder.slice(awaiter) === 'GetAwaiter' ? awaited : undefined;
}

const lineBreak = (node: SyntaxNode): Argument => {
  const range = { start: node.end, end: node.end };
  const value: Expression = { kind: 'text', parts: [{ kind: 'piece', text: '\n', range }], content: undefined, range };
  return { kind: 'positional', value, range };
};

/** `string.Join(separator, list)`, `string.Concat(a, b)`, `string.Format(format, a)`, as methods of their first argument. */
function lowerTextCall(
  builder: CSharpBuilder,
  node: SyntaxNode,
  target: Expression,
  given: readonly Argument[],
): Expression | undefined {
  if (target.kind !== 'member' || target.object.kind !== 'name') return undefined;
  const range = at(node);
  const { property, object, propertyRange } = target;
  if (object.name !== 'string' && object.name !== 'String') return undefined;
  if (property === 'Concat' && given.length > 1) {
    const parts = given.map(({ value }): SlotPiece => ({ kind: 'slot', expression: value, range: value.range }));
    return { kind: 'text', parts, content: undefined, range };
  }
  // A culture may stand before the format.
  const start = property === 'Format' && /Culture/.test(given[0] ? builder.slice(given[0].range) : '') ? 1 : 0;
  const [first, ...rest] = given.slice(start);
  if (!first || (property !== 'Join' && property !== 'Format')) return undefined;
  const items = rest.map(({ value }) => ({ value, isSpread: false }));
  const list: Expression = { kind: 'list', isUnordered: false, items, range };
  return builder.addCall({
    kind: 'call',
    callee: { kind: 'member', object: first.value, property, propertyRange, range: target.range },
    arguments: property === 'Join' && rest.length > 1 ? [{ kind: 'positional', value: list, range }] : rest,
    argumentsRange: undefined,
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: propertyRange,
    range,
  });
}

function lowerNameof(builder: CSharpBuilder, node: SyntaxNode, list: SyntaxNode | undefined): Expression {
  const range = at(node);
  const [argument] = list ? named(list) : [];
  const text = argument ? (builder.slice(argument).split('.').at(-1) ?? '').trim() : '';
  return { kind: 'text', parts: [{ kind: 'piece', text, range }], content: undefined, range };
}

/** What stands between the angle brackets behind the name that is called. */
function typesBehind(callee: SyntaxNode): readonly SyntaxNode[] {
  if (callee.type === 'generic_name') return typeArguments(callee);
  if (callee.type !== 'member_access_expression' && callee.type !== 'conditional_access_expression') return [];
  const [, access] = receiverAndAccess(callee);
  const name = access?.type === 'member_binding_expression' ? field(access, 'name') : access;
  return name ? typeArguments(name) : [];
}

/** `provider.GetRequiredService<T>()` is an object of T, as one that is handed in. */
function lowerService(
  builder: CSharpBuilder,
  node: SyntaxNode,
  type: SyntaxNode,
  provider: Expression,
): CallExpression {
  const range = at(node);
  return {
    kind: 'call',
    callee: typeExpression(builder, type),
    arguments: [{ kind: 'named', name: SERVICE_PROVIDER, value: provider, range: provider.range }],
    argumentsRange: undefined,
    isNew: true,
    scope: builder.scope,
    block: builder.block,
    nameRange: at(type),
    range,
  };
}

export function lowerArguments(builder: CSharpBuilder, list: SyntaxNode): Argument[] {
  return values(list).map((node): Argument => {
    const range = at(node);
    const name = field(node, 'name');
    const value = /^(?:attribute_)?argument$/.test(node.type)
      ? lowerInner(builder, node)
      : lowerExpression(builder, node);
    return name ? { kind: 'named', name: builder.slice(name), value, range } : { kind: 'positional', value, range };
  });
}

/** `out var x`: what `TryGetValue(key, out var x)` gives is the element. */
function bindOutputs(
  builder: CSharpBuilder,
  list: SyntaxNode | undefined,
  target: Expression,
  given: readonly Argument[],
  name: string,
): void {
  for (const argument of list ? named(list) : []) {
    const declaration = argument.children.find(child => child.type === 'declaration_expression');
    if (!declaration) continue;
    const [key] = given;
    const element: Expression | undefined =
      name === 'TryGetValue' && target.kind === 'member' && key
        ? { kind: 'element', object: target.object, index: key.value, range: at(argument) }
        : undefined;
    bindPattern(builder, declaration, element, argument.end);
  }
}
