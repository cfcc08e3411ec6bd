import { field, named, type SyntaxNode } from '../node';
import type { Argument, CallExpression, Expression } from '../program';
import type { PhpBuilder } from './builder';
import { noteChange, noteFunctionChange } from './changes';
import { lowerClass } from './classes';
import { lowerExpression, lowerInner, lowerMemberName, lowerOther } from './expressions';
import { lowerFunction } from './functions';
import { lowerName, lowerSelf } from './names';
import { textFunction } from './textFunctions';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

/** Functions that run their callback once for each element, with the index of the list among their arguments. */
const PER_ELEMENT_FUNCTIONS: Readonly<Record<string, number>> = {
  array_filter: 0,
  array_map: 1,
  array_reduce: 0,
  array_walk: 0,
  iterator_apply: 0,
};
/** The same as methods of collections. */
const PER_ELEMENT: ReadonlySet<string> = new Set(
  (
    'chunk chunkById each eachById filter first flatMap keyBy lazyById map mapInto mapWithKeys partition pipeThrough ' +
    'reduce reject sortBy sum tap times transform'
  ).split(' '),
);
/** What hands out objects by their class, as dependency containers do. */
const CONTAINER_FUNCTIONS: ReadonlySet<string> = new Set(['app', 'resolve', 'make', 'service']);
const CONTAINER_METHODS: ReadonlySet<string> = new Set(['make', 'makeWith', 'get', 'resolve']);

export function lowerCall(builder: PhpBuilder, node: SyntaxNode): Expression {
  switch (node.type) {
    case 'object_creation_expression':
      return lowerCreation(builder, node);
    case 'function_call_expression':
      return lowerFunctionCall(builder, node);
    default:
      return lowerMethodCall(builder, node);
  }
}

function lowerCreation(builder: PhpBuilder, node: SyntaxNode): Expression {
  const list = node.children.find(child => child.type === 'arguments');
  const [target] = named(node).filter(child => child !== list);
  if (!target) return lowerOther(builder, node);
  const anonymous = target.type === 'anonymous_class' ? lowerClass(builder, target) : undefined;
  const callee = anonymous ?? lowerCallee(builder, target);
  const inner = anonymous && target.children.find(child => child.type === 'arguments');
  return finish(builder, node, callee, list ?? inner, at(target), { isNew: true });
}

function lowerCallee(builder: PhpBuilder, node: SyntaxNode): Expression {
  if (node.type === 'name' && /^(self|static|parent)$/i.test(builder.slice(node))) return lowerSelf(builder, node);
  return node.type === 'name' || node.type === 'qualified_name'
    ? lowerName(builder, node)
    : lowerExpression(builder, node);
}

function lowerFunctionCall(builder: PhpBuilder, node: SyntaxNode): Expression {
  const target = field(node, 'function');
  const list = field(node, 'arguments');
  if (!target) return lowerOther(builder, node);
  const name = builder.slice(target).replace(/^\\/, '');
  if (CONTAINER_FUNCTIONS.has(name)) {
    const made = fromContainer(builder, node, list);
    if (made) return made;
  }
  const isName = target.type === 'name' || target.type === 'qualified_name';
  // Functions of PHP itself are reached from any namespace, written in full or not.
  const callee = isName && /^\w+$/.test(name) ? builder.nameHere(name, at(target)) : lowerCallee(builder, target);
  const listAt = Object.hasOwn(PER_ELEMENT_FUNCTIONS, name) ? PER_ELEMENT_FUNCTIONS[name] : undefined;
  const call = finish(builder, node, callee, list, at(target), { eachAt: listAt });
  if (call.kind !== 'call' || !isName) return call;
  noteFunctionChange(builder, name, call);
  if (name === 'define') bindDefined(builder, call);
  return textFunction(name, call) ?? call;
}

function lowerMethodCall(builder: PhpBuilder, node: SyntaxNode): Expression {
  const isStatic = node.type === 'scoped_call_expression';
  const objectNode = field(node, isStatic ? 'scope' : 'object');
  const name = field(node, 'name');
  const list = field(node, 'arguments');
  if (!objectNode || !name) return lowerOther(builder, node);
  const object = isStatic ? lowerCallee(builder, objectNode) : lowerExpression(builder, objectNode);
  const method = builder.slice(name);
  if (CONTAINER_METHODS.has(method)) {
    const made = fromContainer(builder, node, list);
    if (made) return made;
  }
  const range = { start: node.start, end: name.end };
  const callee = lowerMemberName(builder, object, name, range);
  const call = finish(builder, node, callee, list, at(name), PER_ELEMENT.has(method) ? { each: object } : {});
  if (call.kind === 'call') noteChange(builder, object, method, call);
  // `tap` gives what it was called on.
  return method === 'tap' ? object : call;
}

/** `app(Client::class)`, `$container->get(Client::class)`: an object of the class; undefined for any other call. */
function fromContainer(builder: PhpBuilder, node: SyntaxNode, list: SyntaxNode | undefined): Expression | undefined {
  const [first] = list ? named(list) : [];
  const value = first && named(first).at(-1);
  if (value?.type !== 'class_constant_access_expression') return undefined;
  const [type, constant] = named(value);
  if (!type || !constant || builder.slice(constant) !== 'class') return undefined;
  return {
    kind: 'call',
    callee: lowerCallee(builder, type),
    arguments: [],
    argumentsRange: undefined,
    isNew: true,
    scope: builder.scope,
    block: builder.block,
    nameRange: at(type),
    range: at(node),
  };
}

interface CallOptions {
  readonly isNew?: boolean;
  /** What the callbacks among the arguments are called once for each element of. */
  readonly each?: Expression | undefined;
  /** The same, by its index among the arguments. */
  readonly eachAt?: number | undefined;
}

function finish(
  builder: PhpBuilder,
  node: SyntaxNode,
  callee: Expression,
  list: SyntaxNode | undefined,
  nameRange: Expression['range'],
  { isNew = false, each, eachAt }: CallOptions,
): Expression {
  const range = at(node);
  // `strlen(...)` is the function itself.
  if (list && named(list).some(child => child.type === 'variadic_placeholder')) return callee;
  const source = eachAt === undefined || !list ? each : elementSource(builder, list, eachAt);
  const call: CallExpression = {
    kind: 'call',
    callee,
    arguments: list ? lowerArguments(builder, list, source) : [],
    argumentsRange: list && at(list),
    isNew,
    scope: builder.scope,
    block: builder.block,
    nameRange,
    range,
  };
  return builder.addCall(call);
}

function elementSource(builder: PhpBuilder, list: SyntaxNode, index: number): Expression {
  const argument = named(list)[index];
  const value = argument && named(argument).at(-1);
  // Only a variable is read twice without calls being counted twice.
  return value?.type === 'variable_name' || value?.type === 'member_access_expression'
    ? lowerExpression(builder, value)
    : { kind: 'other', range: at(list) };
}

export function lowerArguments(builder: PhpBuilder, list: SyntaxNode, each?: Expression): Argument[] {
  return named(list).flatMap((node): Argument[] => {
    const range = at(node);
    if (node.type !== 'argument') {
      lowerExpression(builder, node);
      return [];
    }
    const name = field(node, 'name');
    const value = named(node).findLast(child => child !== name && child.type !== 'reference_modifier');
    if (!value) return [];
    if (value.type === 'variadic_unpacking') return [{ kind: 'spread', value: lowerInner(builder, value), range }];
    const isCallback = value.type === 'anonymous_function' || value.type === 'arrow_function';
    const lowered =
      each && isCallback ? lowerFunction(builder, value, undefined, { each }) : lowerExpression(builder, value);
    return name
      ? [{ kind: 'named', name: builder.slice(name), value: lowered, range }]
      : [{ kind: 'positional', value: lowered, range }];
  });
}

/** `define('MODEL', 'gpt-4o')`. */
function bindDefined(builder: PhpBuilder, call: CallExpression): void {
  const [name, value] = call.arguments;
  const piece = name?.value.kind === 'text' ? name.value.parts[0] : undefined;
  if (piece?.kind !== 'piece' || !value) return;
  builder.bind(
    { kind: 'variable', name: piece.text, range: call.range, from: call.range.end, value: value.value },
    builder.module(),
  );
}
