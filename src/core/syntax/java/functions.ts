import { settingOf } from '../jvm/settings';
import { typeReference } from '../jvm/types';
import { field, fields, type SyntaxNode } from '../node';
import type { CallExpression, ClassExpression, Expression, FunctionExpression, Parameter } from '../program';
import type { JavaBuilder } from './builder';
import { lowerArguments, lowerExpression } from './expressions';
import { at, parts, writtenType } from './nodes';
import { lowerStatement } from './statements';

/** The annotations of a declaration, as names and calls that are no call sites themselves. */
export function lowerAnnotations(builder: JavaBuilder, node: SyntaxNode): Expression[] {
  const modifiers = node.children.find(child => child.type === 'modifiers');
  return (modifiers ? parts(modifiers) : []).flatMap((annotation): Expression[] => {
    const name = field(annotation, 'name');
    if (!name) return [];
    const callee: Expression = {
      kind: 'name',
      name: builder.slice(name),
      scope: builder.scope,
      block: builder.block,
      range: at(name),
    };
    const list = field(annotation, 'arguments');
    if (!list) return [callee];
    const call: CallExpression = {
      kind: 'call',
      callee,
      arguments: lowerArguments(builder, list),
      argumentsRange: at(list),
      isNew: false,
      scope: builder.scope,
      block: builder.block,
      nameRange: at(name),
      range: at(annotation),
    };
    return [call];
  });
}

/** A method or constructor. */
export function lowerMethod(
  builder: JavaBuilder,
  node: SyntaxNode,
  owner: ClassExpression | undefined,
): FunctionExpression {
  const name = field(node, 'name');
  const list = field(node, 'parameters');
  const body = field(node, 'body');
  const result = typeReference(builder, writtenType(builder.text, field(node, 'type')));
  // What is said of a parameter is said of the method.
  const ofParameters = list ? parts(list).flatMap(each => lowerAnnotations(builder, each)) : [];
  const decorators = [...lowerAnnotations(builder, node), ...ofParameters];
  return builder.inScope('function', at(node), scope =>
    builder.inBlock('function', at(node), () => {
      const returns: Expression[] = [];
      const parameters: Parameter[] = [];
      const made: FunctionExpression = {
        kind: 'function',
        name: name && builder.slice(name),
        parameters,
        scope,
        returns,
        decorators,
        owner,
        isGetter: false,
        isConstructor: node.type === 'constructor_declaration',
        ...(body ? {} : { isAbstract: true }),
        ...(result ? { result } : {}),
        range: at(node),
      };
      builder.own(scope, made);
      parameters.push(...lowerParameters(builder, list, made));
      builder.collectReturns(scope, returns);
      if (body) lowerBody(builder, body);
      return made;
    }),
  );
}

function lowerBody(builder: JavaBuilder, body: SyntaxNode): void {
  // The body's names live beside the parameters.
  for (const child of parts(body)) lowerStatement(builder, child);
}

export function lowerLambda(builder: JavaBuilder, node: SyntaxNode): FunctionExpression {
  const list = field(node, 'parameters');
  const body = field(node, 'body');
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
      const untyped = list?.type === 'identifier' ? [list] : list?.type === 'inferred_parameters' ? parts(list) : [];
      untyped.forEach((name, index) => parameters.push(bindParameter(builder, name, name, made, index)));
      if (!untyped.length) parameters.push(...lowerParameters(builder, list, made));
      if (body?.type === 'block') {
        builder.collectReturns(scope, returns);
        lowerBody(builder, body);
      } else if (body) returns.push(lowerExpression(builder, body));
      return made;
    }),
  );
}

export function lowerParameters(
  builder: JavaBuilder,
  list: SyntaxNode | undefined,
  owner: FunctionExpression,
): Parameter[] {
  const nodes = list
    ? parts(list).filter(({ type }) => type === 'formal_parameter' || type === 'spread_parameter')
    : [];
  return nodes.flatMap((node, index) => {
    const declarator =
      fields(node, 'declarator')[0] ?? node.children.find(({ type }) => type === 'variable_declarator');
    const name = field(node, 'name') ?? (declarator && field(declarator, 'name'));
    return name ? [bindParameter(builder, node, name, owner, index)] : [];
  });
}

function bindParameter(
  builder: JavaBuilder,
  node: SyntaxNode,
  nameNode: SyntaxNode,
  owner: FunctionExpression,
  index: number,
): Parameter {
  const name = builder.slice(nameNode);
  const isRest = node.type === 'spread_parameter';
  const decorators = node === nameNode ? [] : lowerAnnotations(builder, node);
  const type = isRest ? undefined : typeReference(builder, writtenType(builder.text, field(node, 'type')), decorators);
  const initial = settingOf(decorators);
  builder.bind({
    kind: isRest ? 'other' : 'parameter',
    name,
    range: at(nameNode),
    from: nameNode.end,
    parameter: { owner, index, name },
    ...(initial ? { default: initial } : {}),
    ...(type ? { type } : {}),
  });
  return {
    name,
    kind: isRest ? 'rest' : 'positional',
    range: at(node),
    ...(initial ? { default: initial } : {}),
    ...(decorators.length ? { decorators } : {}),
  };
}
