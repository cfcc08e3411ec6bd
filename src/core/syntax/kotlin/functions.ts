import { settingOf } from '../jvm/settings';
import { typeReference, type WrittenType } from '../jvm/types';
import { field, hasToken, type SyntaxNode } from '../node';
import type { CallExpression, ClassExpression, Expression, FunctionExpression, Parameter } from '../program';
import { IMPLICIT, type KotlinBuilder } from './builder';
import { lowerArguments, lowerExpression } from './expressions';
import { at, child, isType, nameOf, parts, writtenType } from './nodes';
import { bindDeclaration, lowerStatement, lowerStatements } from './statements';

/** Annotations as names and calls that are no call sites themselves. */
export function lowerAnnotations(builder: KotlinBuilder, modifiers: SyntaxNode | undefined): Expression[] {
  const annotations = modifiers ? parts(modifiers).filter(({ type }) => type === 'annotation') : [];
  return annotations.flatMap((annotation): Expression[] => {
    const made = parts(annotation).find(({ type }) => type === 'constructor_invocation');
    const type = made ? child(made, 'user_type') : child(annotation, 'user_type');
    const name = type && parts(type).findLast(each => each.type === 'identifier');
    if (!name) return [];
    const { scope, block } = builder;
    const callee: Expression = { kind: 'name', name: nameOf(builder.text, name), scope, block, range: at(name) };
    const list = made && child(made, 'value_arguments');
    if (!made || !list) return [callee];
    const call: CallExpression = {
      kind: 'call',
      callee,
      arguments: lowerArguments(builder, list),
      argumentsRange: at(list),
      isNew: false,
      scope,
      block,
      nameRange: at(name),
      range: at(made),
    };
    return [call];
  });
}

/** The name of a function and the type it extends; the grammar may leave both in one type. */
function headOf(builder: KotlinBuilder, node: SyntaxNode): { name?: string; receiver?: WrittenType } {
  const name = field(node, 'name');
  const receiver = node.children.find(
    each => isType(each) && (!name || each.start < name.start || each.end === name.end),
  );
  const written = writtenType(builder.text, receiver);
  if (name && name.end > name.start)
    return { name: nameOf(builder.text, name), ...(written && receiver ? { receiver: written } : {}) };
  if (!written) return {};
  const last = written.name.at(-1);
  const type = { ...written, name: written.name.slice(0, -1) };
  return { ...(last === undefined ? {} : { name: last }), ...(type.name.length ? { receiver: type } : {}) };
}

export function lowerFunction(
  builder: KotlinBuilder,
  node: SyntaxNode,
  owner: ClassExpression | undefined,
): FunctionExpression {
  const { name, receiver } = headOf(builder, node);
  const list = child(node, 'function_value_parameters');
  // What is said of a parameter is said of the function.
  const modifiers = [child(node, 'modifiers'), ...(list ? parts(list) : [])];
  const decorators = modifiers.flatMap(each => lowerAnnotations(builder, each));
  const body = child(node, 'function_body');
  const declared = node.children.find(each => isType(each) && list !== undefined && each.start >= list.end);
  const result = typeReference(builder, writtenType(builder.text, declared));
  const isNamed = name !== undefined;
  return builder.inScope('function', at(node), scope =>
    builder.inBlock(isNamed ? 'function' : 'closure', at(node), () => {
      const returns: Expression[] = [];
      const parameters: Parameter[] = [];
      const made: FunctionExpression = {
        kind: 'function',
        name,
        parameters,
        scope,
        returns,
        decorators,
        owner,
        isGetter: false,
        isConstructor: false,
        ...(body ? {} : { isAbstract: true }),
        ...(result ? { result } : {}),
        range: at(node),
      };
      builder.own(scope, made);
      if (receiver) bindReceiver(builder, receiver);
      parameters.push(...lowerParameters(builder, list, made));
      builder.collectReturns(scope, returns);
      if (body) lowerBody(builder, body, returns);
      return made;
    }),
  );
}

/** `fun OpenAI.ask()`: the object it is called on. */
function bindReceiver(builder: KotlinBuilder, receiver: WrittenType): void {
  const { scope, block } = builder;
  const { range } = receiver;
  const type = typeReference(builder, receiver);
  builder.bind({ kind: 'other', name: 'this', range, from: range.end, ...(type ? { type } : {}) });
  builder.alias('this', { kind: 'name', name: 'this', scope, block, range: { start: range.end, end: range.end } });
}

/** A block with `return`, or an expression that is returned. */
export function lowerBody(builder: KotlinBuilder, body: SyntaxNode, returns: Expression[]): void {
  const [only] = parts(body);
  if (only?.type === 'block') lowerStatements(builder, only.children);
  else if (only) returns.push(lowerExpression(builder, only));
}

export function lowerParameters(
  builder: KotlinBuilder,
  list: SyntaxNode | undefined,
  owner: FunctionExpression,
): Parameter[] {
  const made: Parameter[] = [];
  let modifiers: SyntaxNode | undefined;
  const nodes = list ? parts(list) : [];
  nodes.forEach((node, index) => {
    if (node.type === 'parameter_modifiers') modifiers = node;
    if (node.type !== 'parameter' && node.type !== 'class_parameter') return;
    const own = node.type === 'class_parameter' ? child(node, 'modifiers') : modifiers;
    const next = nodes[index + 1];
    const isDefault = next !== undefined && !/^(parameter|parameter_modifiers|class_parameter)$/.test(next.type);
    const initial = node.type === 'class_parameter' ? initialOf(node) : isDefault ? next : undefined;
    made.push(lowerParameter(builder, node, { owner, index: made.length, modifiers: own, initial }));
    modifiers = undefined;
  });
  return made;
}

/** What stands behind the type of a constructor's parameter. */
function initialOf(node: SyntaxNode): SyntaxNode | undefined {
  const nodes = parts(node);
  const type = nodes.findIndex(isType);
  return type === -1 ? undefined : nodes[type + 1];
}

function lowerParameter(
  builder: KotlinBuilder,
  node: SyntaxNode,
  {
    owner,
    index,
    modifiers,
    initial,
  }: { owner: FunctionExpression; index: number; modifiers: SyntaxNode | undefined; initial: SyntaxNode | undefined },
): Parameter {
  const nameNode = child(node, 'identifier');
  const name = nameNode ? nameOf(builder.text, nameNode) : '';
  const isRest = modifiers !== undefined && /\bvararg\b/.test(builder.slice(modifiers));
  const decorators = lowerAnnotations(builder, modifiers);
  const type = isRest
    ? undefined
    : typeReference(builder, writtenType(builder.text, parts(node).find(isType)), decorators);
  const value = settingOf(decorators) ?? (initial ? lowerExpression(builder, initial) : undefined);
  builder.bind({
    kind: isRest ? 'other' : 'parameter',
    name,
    range: at(nameNode ?? node),
    from: (nameNode ?? node).end,
    parameter: { owner, index, name },
    ...(value ? { default: value } : {}),
    ...(type ? { type } : {}),
  });
  return {
    name,
    kind: isRest ? 'rest' : 'positional',
    range: at(node),
    ...(value ? { default: value } : {}),
    ...(decorators.length ? { decorators } : {}),
  };
}

/** A lambda; one without parameters has one all the same, for the object that it may be called on. */
export function lowerLambda(builder: KotlinBuilder, node: SyntaxNode): FunctionExpression {
  return builder.inScope('function', at(node), scope =>
    builder.inBlock('closure', at(node), () => {
      const returns: Expression[] = [];
      const parameters: Parameter[] = [];
      const made: FunctionExpression = {
        kind: 'function',
        name: undefined,
        parameters,
        scope,
        returns,
        decorators: [],
        owner: undefined,
        isGetter: false,
        isConstructor: false,
        range: at(node),
      };
      builder.own(scope, made);
      const list = child(node, 'lambda_parameters');
      const declared = list ? parts(list) : [];
      declared.forEach((each, index) => parameters.push(lambdaParameter(builder, each, made, index)));
      if (!declared.length && !hasToken(node, '->')) {
        const start = node.start + 1;
        parameters.push(bindLambda(builder, IMPLICIT, { start, end: start }, made, 0));
        builder.setImplicit({
          kind: 'name',
          name: IMPLICIT,
          scope,
          block: builder.block,
          range: { start, end: start },
        });
      }
      const value = lowerStatements(
        builder,
        node.children.filter(each => each !== list),
      );
      if (value) returns.push(value);
      return made;
    }),
  );
}

function lambdaParameter(
  builder: KotlinBuilder,
  node: SyntaxNode,
  owner: FunctionExpression,
  index: number,
): Parameter {
  if (node.type === 'multi_variable_declaration') {
    bindDeclaration(builder, node, { kind: 'other', from: node.end });
    return { name: '', kind: 'positional', range: at(node) };
  }
  const name = node.type === 'identifier' ? node : child(node, 'identifier');
  const written = writtenType(builder.text, parts(node).find(isType));
  return bindLambda(builder, name ? nameOf(builder.text, name) : '', at(node), owner, index, written);
}

function bindLambda(
  builder: KotlinBuilder,
  name: string,
  range: { start: number; end: number },
  owner: FunctionExpression,
  index: number,
  written?: WrittenType,
): Parameter {
  const type = typeReference(builder, written);
  builder.bind({
    kind: 'parameter',
    name,
    range,
    from: range.end,
    parameter: { owner, index, name },
    ...(type ? { type } : {}),
  });
  return { name, kind: 'positional', range };
}

/** The value of a branch: a block's last one, or that of an expression. */
export function lowerBranch(builder: KotlinBuilder, node: SyntaxNode): Expression {
  return builder.inBlock('branch', at(node), () => lowerStatement(builder, node)) ?? { kind: 'other', range: at(node) };
}
