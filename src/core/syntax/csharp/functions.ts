import { field, named, type SyntaxNode } from '../node';
import type { ClassExpression, Expression, FunctionExpression, Parameter } from '../program';
import type { CSharpBuilder } from './builder';
import { lowerArguments } from './calls';
import { lowerExpression } from './expressions';
import { at, values } from './nodes';
import { lowerStatement } from './statements';
import { elementType, innerType, typeExpression, typeReference } from './typeNames';

interface FunctionTraits {
  readonly name: string | undefined;
  readonly owner?: ClassExpression;
  readonly isGetter?: boolean;
  readonly isConstructor?: boolean;
  readonly decorators?: readonly Expression[];
  readonly isAbstract?: boolean;
  /** Declared type of the result. */
  readonly returnType?: SyntaxNode | undefined;
}

/** Makes a function of a node, with what `body` reads in its scope. */
export function makeFunction(
  builder: CSharpBuilder,
  node: SyntaxNode,
  traits: FunctionTraits,
  body: (made: FunctionExpression, parameters: Parameter[], returns: Expression[]) => void,
): FunctionExpression {
  const range = at(node);
  return builder.inScope('function', range, scope =>
    builder.inBlock(traits.name === undefined ? 'closure' : 'function', range, () => {
      const returns: Expression[] = [];
      const parameters: Parameter[] = [];
      const type = typeReference(builder, traits.returnType);
      const made: FunctionExpression = {
        kind: 'function',
        name: traits.name,
        parameters,
        scope,
        returns,
        ...(type ? { result: type } : {}),
        decorators: traits.decorators ?? [],
        owner: traits.owner,
        isGetter: traits.isGetter ?? false,
        isConstructor: traits.isConstructor ?? false,
        ...(traits.isAbstract ? { isAbstract: true } : {}),
        range,
      };
      builder.own(scope, made);
      builder.collectReturns(scope, returns);
      builder.setReturnType(scope, traits.returnType);
      body(made, parameters, returns);
      return made;
    }),
  );
}

/** A method, a local function, a constructor, an operator. */
export function lowerFunction(builder: CSharpBuilder, node: SyntaxNode, traits: FunctionTraits): FunctionExpression {
  const returnType = field(node, 'returns') ?? field(node, 'type');
  return makeFunction(builder, node, { returnType, ...traits }, (made, parameters, returns) => {
    const list = node.children.find(child => /^(bracketed_)?parameter_list$/.test(child.type));
    if (list) lowerParameters(builder, list, made, parameters);
    const initializer = node.children.find(child => child.type === 'constructor_initializer');
    const given = initializer?.children.find(child => child.type === 'argument_list');
    if (given && initializer && traits.owner && initializer.children.some(({ type }) => type === 'base'))
      lowerBaseCall(builder, traits.owner, given);
    else if (given) lowerArguments(builder, given);
    const body = field(node, 'body') ?? field(node, 'value');
    if (body) lowerBody(builder, body, returns, returnType);
  });
}

/** `: base(x)`: what a constructor hands to that of the base class. */
export function lowerBaseCall(builder: CSharpBuilder, owner: ClassExpression, list: SyntaxNode): void {
  const given = lowerArguments(builder, list);
  const bases = builder.basesOf(owner);
  const [base] = bases;
  // Of several constructors the first says it.
  if (!base || base.kind === 'call') return;
  bases[0] = {
    kind: 'call',
    callee: base,
    arguments: given,
    argumentsRange: at(list),
    isNew: true,
    scope: builder.scope,
    block: builder.block,
    nameRange: base.range,
    range: at(list),
  };
}

/** A block, or `=> value`. */
export function lowerBody(
  builder: CSharpBuilder,
  body: SyntaxNode,
  returns: Expression[],
  returnType: SyntaxNode | undefined,
): void {
  if (body.type === 'block') {
    for (const child of values(body)) lowerStatement(builder, child);
    return;
  }
  const value = body.type === 'arrow_expression_clause' ? values(body).at(-1) : body;
  if (!value) return;
  const lowered = lowerExpression(builder, value, returnType);
  if (value.type !== 'throw_expression') returns.push(lowered);
}

export function lowerLambda(builder: CSharpBuilder, node: SyntaxNode): FunctionExpression {
  return makeFunction(builder, node, { name: undefined }, (made, parameters, returns) => {
    const list = field(node, 'parameters');
    if (list?.type === 'parameter_list') lowerParameters(builder, list, made, parameters);
    else if (list) lowerParameter(builder, [list], made, parameters);
    const body = field(node, 'body') ?? named(node).findLast(child => child.type === 'block');
    if (body) lowerBody(builder, body, returns, undefined);
  });
}

export function lowerParameters(
  builder: CSharpBuilder,
  list: SyntaxNode,
  owner: FunctionExpression,
  parameters: Parameter[],
): void {
  // The parts of `params T[] rest` stand in the list themselves.
  const rest = list.children.filter(child => child.field === 'type' || child.field === 'name');
  for (const child of named(list))
    if (child.type === 'parameter' || child.type === 'implicit_parameter')
      lowerParameter(builder, [child], owner, parameters);
  if (rest.some(child => child.field === 'name')) lowerParameter(builder, rest, owner, parameters);
}

function lowerParameter(
  builder: CSharpBuilder,
  nodes: readonly SyntaxNode[],
  owner: FunctionExpression,
  parameters: Parameter[],
): void {
  const [node] = nodes;
  if (!node) return;
  const isRest = nodes.length > 1;
  const parts = isRest ? nodes : node.children;
  const name = parts.find(child => child.field === 'name') ?? (node.type === 'parameter' ? named(node).at(-1) : node);
  if (!name) return;
  const typeNode = parts.find(child => child.field === 'type');
  const initialNode = isRest ? undefined : values(node).find(child => child.start > name.start);
  const initial = initialNode && lowerExpression(builder, initialNode, typeNode);
  const own = builder.slice(name);
  const type = typeReference(builder, typeNode);
  if (typeNode) builder.declareType(own, typeNode);
  const given = initial && initial.kind !== 'nothing' ? { default: initial } : {};
  builder.bind({
    kind: isRest ? 'other' : 'parameter',
    name: own,
    range: at(name),
    from: name.end,
    parameter: { owner, index: parameters.length, name: own },
    ...given,
    ...(type ? { type } : {}),
  });
  const decorators = lowerAttributes(builder, node);
  parameters.push({
    name: own,
    kind: isRest ? 'rest' : 'positional',
    range: at(node),
    ...given,
    ...(decorators.length ? { decorators } : {}),
  });
}

/** The type that `return` and `yield return` put their value into. */
export function resultType(builder: CSharpBuilder, isYield: boolean): SyntaxNode | undefined {
  const type = builder.returnType();
  if (!type) return undefined;
  return isYield ? elementType(builder, type) : innerType(builder, type);
}

/** The attributes of a declaration, as the calls of constructors that they are. */
export function lowerAttributes(builder: CSharpBuilder, node: SyntaxNode): Expression[] {
  return node.children
    .filter(child => child.type === 'attribute_list')
    .flatMap(named)
    .filter(child => child.type === 'attribute')
    .flatMap((attribute): Expression[] => {
      const name = field(attribute, 'name');
      const list = attribute.children.find(child => child.type === 'attribute_argument_list');
      if (!name) return [];
      return [
        {
          kind: 'call',
          callee: typeExpression(builder, name),
          arguments: list ? lowerArguments(builder, list) : [],
          argumentsRange: list && at(list),
          isNew: true,
          scope: builder.scope,
          block: builder.block,
          nameRange: at(name),
          range: at(attribute),
        },
      ];
    });
}
