import { LOOK_UPS, objectOf } from '../jvm/lookups';
import { isPerElement } from '../jvm/loops';
import { typeReference } from '../jvm/types';
import type { SyntaxNode } from '../node';
import type { Argument, Expression, NameExpression } from '../program';
import { IMPLICIT, type KotlinBuilder } from './builder';
import { lowerArguments, lowerExpression, libraryValue } from './expressions';
import { at, child, nameOf, parts, writtenType } from './nodes';
import { lowerStatements } from './statements';

/** Functions that run a lambda once on their receiver: under which name it is there, and what the call gives. */
const SCOPE_FUNCTIONS: Readonly<
  Record<string, { readonly as: 'this' | typeof IMPLICIT; readonly gives: 'receiver' | 'result' }>
> = {
  also: { as: IMPLICIT, gives: 'receiver' },
  apply: { as: 'this', gives: 'receiver' },
  let: { as: IMPLICIT, gives: 'result' },
  run: { as: 'this', gives: 'result' },
  use: { as: IMPLICIT, gives: 'result' },
};

/** Functions that give what their lambda gives. */
const RESULT_OF_LAMBDA: ReadonlySet<string> = new Set([
  'async',
  'coroutineScope',
  'measureTimedValue',
  'remember',
  'run',
  'runBlocking',
  'runCatching',
  'runInterruptible',
  'supervisorScope',
  'synchronized',
  'withContext',
  'withTimeout',
  'withTimeoutOrNull',
]);

/** Functions of the language's own library: never members of an object that is not named. */
const LIBRARY: ReadonlySet<string> = new Set([
  ...RESULT_OF_LAMBDA,
  'TODO',
  'assert',
  'buildJsonArray',
  'buildJsonObject',
  'buildList',
  'buildMap',
  'buildString',
  'check',
  'checkNotNull',
  'delay',
  'error',
  'flow',
  'launch',
  'lazy',
  'listOf',
  'println',
  'repeat',
  'require',
  'requireNotNull',
  'with',
]);

/** Functions whose lambda fills the dictionary that they give: `buildJsonObject { put("model", model) }`. */
const FILLED_BY_LAMBDA: ReadonlySet<string> = new Set(['buildJsonObject', 'buildMap', 'formData']);

/** Functions that are imported by name and yet called on the object of the lambda around. */
const EXTENSIONS: ReadonlySet<string> = new Set(['put', 'setBody']);

interface Written {
  readonly callee: SyntaxNode;
  readonly list: SyntaxNode | undefined;
  readonly lambda: SyntaxNode | undefined;
}

/** `f(x) { … }` is one call, which the grammar nests in another. */
function written(node: SyntaxNode): Written | undefined {
  const [callee] = parts(node);
  if (!callee) return undefined;
  const list = child(node, 'value_arguments');
  const outer = child(node, 'annotated_lambda');
  const lambda = outer && child(outer, 'lambda_literal');
  if (!list && lambda && callee.type === 'call_expression' && !child(callee, 'annotated_lambda')) {
    const inner = written(callee);
    if (inner?.list) return { ...inner, lambda };
  }
  return { callee, list, lambda };
}

export function lowerCall(builder: KotlinBuilder, node: SyntaxNode): Expression {
  const call = written(node);
  const range = at(node);
  if (!call) return { kind: 'other', range };
  return lowerScopeFunction(builder, node, call) ?? lowerPlainCall(builder, node, call);
}

function lowerPlainCall(builder: KotlinBuilder, node: SyntaxNode, { callee, list, lambda }: Written): Expression {
  const range = at(node);
  const target = calleeOf(builder, callee);
  const receiver = callee.type === 'navigation_expression' ? parts(callee)[0] : undefined;
  const method = target.kind === 'member' ? target.property : target.kind === 'name' ? target.name : '';
  const read = (): Argument[] => {
    const given = list ? lowerArguments(builder, list) : [];
    if (lambda) given.push({ kind: 'positional', value: lowerExpression(builder, lambda), range: at(lambda) });
    return given;
  };
  const isLoop = isPerElement(method, receiver ? builder.slice(receiver) : '');
  const given = isLoop ? builder.inBlock('loop', { start: callee.end, end: node.end }, read) : read();
  const made = libraryValue(target, given, range) ?? lookedUp(builder, node, method, given);
  if (made) return made;
  const call = builder.addCall({
    kind: 'call',
    callee: target,
    arguments: given,
    argumentsRange: list && at(list),
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: target.kind === 'member' ? target.propertyRange : at(callee),
    range,
  });
  const last = given.at(-1)?.value;
  const isResult = target.kind === 'name' && RESULT_OF_LAMBDA.has(target.name) && last?.kind === 'function';
  return isResult ? (last.returns.at(-1) ?? call) : call;
}

/** `get<X>()` is some `X`. */
function lookedUp(
  builder: KotlinBuilder,
  node: SyntaxNode,
  method: string,
  given: readonly Argument[],
): Expression | undefined {
  const list = child(node, 'type_arguments');
  const [only, ...rest] = list ? parts(list) : [];
  if (!only || rest.length || given.length || !LOOK_UPS.has(method)) return undefined;
  const type = typeReference(builder, writtenType(builder.text, only));
  return type && objectOf(builder, type, at(node));
}

/** What is called; a function that no name around defines may be one of the object of `apply` or `with`. */
function calleeOf(builder: KotlinBuilder, node: SyntaxNode): Expression {
  if (node.type !== 'identifier') return lowerExpression(builder, node);
  const name = nameOf(builder.text, node);
  const object = builder.aliased('this');
  const mayBeIts = EXTENSIONS.has(name) || !builder.isBound(name);
  if (object && /^[a-z]/.test(name) && !LIBRARY.has(name) && mayBeIts)
    return { kind: 'member', object, property: name, propertyRange: at(node), range: at(node) };
  return lowerExpression(builder, node);
}

/** `x.apply { … }` and the like run at once: their lambda is read in place, with `x` under its name there. */
function lowerScopeFunction(
  builder: KotlinBuilder,
  node: SyntaxNode,
  { callee, list, lambda }: Written,
): Expression | undefined {
  if (!lambda) return undefined;
  if (callee.type === 'identifier' && builder.slice(callee) === 'with') {
    const [argument] = list ? parts(list) : [];
    const subject = argument && parts(argument).at(-1);
    return subject && inPlace(builder, heldBy(builder, subject), lambda, { as: 'this', gives: 'result' }, node);
  }
  if (callee.type === 'identifier' && !list && FILLED_BY_LAMBDA.has(builder.slice(callee))) {
    const filled = held(builder, { kind: 'record', entries: [], range: at(callee) }, callee);
    return inPlace(builder, filled, lambda, { as: 'this', gives: 'receiver' }, node);
  }
  if (callee.type !== 'navigation_expression' || list) return undefined;
  const [subject, name] = parts(callee);
  const method = name ? builder.slice(name) : '';
  const known = Object.hasOwn(SCOPE_FUNCTIONS, method) ? SCOPE_FUNCTIONS[method] : undefined;
  return subject && known && inPlace(builder, heldBy(builder, subject), lambda, known, node);
}

function inPlace(
  builder: KotlinBuilder,
  receiver: Expression,
  lambda: SyntaxNode,
  { as, gives }: { as: string; gives: 'receiver' | 'result' },
  node: SyntaxNode,
): Expression {
  const parameters = child(lambda, 'lambda_parameters');
  const [declared] = parameters ? parts(parameters) : [];
  const word = declared && (declared.type === 'identifier' ? declared : child(declared, 'identifier'));
  const name = as === IMPLICIT && word ? nameOf(builder.text, word) : as;
  const result = builder.inScope('block', at(lambda), () => {
    builder.alias(name, receiver);
    return lowerStatements(
      builder,
      lambda.children.filter(each => each !== parameters),
    );
  });
  const range = at(node);
  if (gives === 'result') return result ?? { kind: 'other', range };
  // Read behind the lambda, so that what it changed counts.
  return receiver.kind === 'name' ? { ...receiver, range: { start: node.end, end: node.end } } : receiver;
}

const heldBy = (builder: KotlinBuilder, node: SyntaxNode): Expression =>
  held(builder, lowerExpression(builder, node), node);

/** A value that can be named again: as a name of its own, when it has none. */
function held(builder: KotlinBuilder, value: Expression, node: SyntaxNode): Expression {
  if (value.kind === 'name' || value.kind === 'self') return value;
  if (value.kind === 'member' && value.object.kind === 'self') return value;
  const name = `#${String(node.start)}`;
  const range = at(node);
  builder.bind({ kind: 'variable', name, range, from: node.end, value });
  const { scope, block } = builder;
  const made: NameExpression = { kind: 'name', name, scope, block, range: { start: node.end, end: node.end } };
  return made;
}
