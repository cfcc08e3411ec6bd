import { field, fields, named, type SyntaxNode } from '../node';
import type { Block, ClassExpression, Expression, FunctionExpression, Parameter, TypeReference } from '../program';
import { at, type GoBuilder } from './builder';
import { lowerStatement } from './statements';
import { ownerOf } from './typeDeclarations';
import { bareType, lastName, typeReference } from './types';

/** `func name(…) {…}`, bound by its name. */
export function lowerFunctionDeclaration(builder: GoBuilder, node: SyntaxNode): void {
  const name = field(node, 'name');
  const value = lowerFunction(builder, node, { name: name && builder.slice(name), isClosure: false });
  if (name)
    builder.bind({
      kind: 'function',
      name: builder.slice(name),
      range: at(name),
      from: builder.scope.range.start,
      value,
    });
}

/** The class that a method belongs to, and the name by which it knows its object. */
export function receiverType(
  builder: GoBuilder,
  method: SyntaxNode,
): { owner: ClassExpression; name: SyntaxNode | undefined } | undefined {
  const list = field(method, 'receiver');
  const receiver = list && named(list)[0];
  const type = receiver && field(receiver, 'type');
  const typeName = type && lastName(builder, type);
  if (!type || typeName === undefined) return undefined;
  return { owner: ownerOf(builder, typeName, at(bareType(type))), name: field(receiver, 'name') };
}

/** `func (s *T) name(…) {…}`, bound among the members of T. */
export function lowerMethod(builder: GoBuilder, node: SyntaxNode): void {
  const name = field(node, 'name');
  const own = name && builder.slice(name);
  const receiver = receiverType(builder, node);
  if (!name || !receiver) {
    lowerFunction(builder, node, { name: own, isClosure: false });
    return;
  }
  const { owner } = receiver;
  builder.within(owner.scope, () => {
    const value = lowerFunction(builder, node, { name: own, isClosure: false, owner, receiver: receiver.name });
    builder.bind({ kind: 'function', name: builder.slice(name), range: at(name), from: node.start, value });
  });
}

/** `func(…) {…}` as a value. */
export const lowerFunctionLiteral = (builder: GoBuilder, node: SyntaxNode): FunctionExpression =>
  lowerFunction(builder, node, { name: undefined, isClosure: true });

/** A method that an interface asks for. */
export const lowerSignature = (builder: GoBuilder, node: SyntaxNode, owner: ClassExpression): FunctionExpression => {
  const name = field(node, 'name');
  return lowerFunction(builder, node, { name: name && builder.slice(name), isClosure: false, owner });
};

interface FunctionFacts {
  readonly name: string | undefined;
  readonly isClosure: boolean;
  readonly owner?: ClassExpression;
  readonly receiver?: SyntaxNode | undefined;
}

function lowerFunction(
  builder: GoBuilder,
  node: SyntaxNode,
  { name, isClosure, owner, receiver }: FunctionFacts,
): FunctionExpression {
  const range = at(node);
  return builder.inScope('function', range, scope =>
    builder.inBlock(isClosure ? 'closure' : 'function', range, () => {
      const returns: Expression[] = [];
      const returnBlocks: Block[] = [];
      const moreReturns: (readonly Expression[])[] = [];
      const parameters: Parameter[] = [];
      const result = resultType(builder, field(node, 'result'));
      const made: FunctionExpression = {
        kind: 'function',
        name,
        parameters,
        scope,
        returns,
        returnBlocks,
        moreReturns,
        ...(result ? { result } : {}),
        decorators: [],
        owner,
        isGetter: false,
        isConstructor: false,
        range,
      };
      builder.own(scope, made);
      if (owner && receiver) builder.setReceiver(scope, builder.slice(receiver), owner);
      lowerParameters(builder, field(node, 'parameters'), made, parameters);
      lowerResults(builder, field(node, 'result'));
      builder.collectReturns(scope, returns, returnBlocks, moreReturns);
      const body = field(node, 'body');
      if (body) for (const child of named(body)) lowerStatement(builder, child);
      return made;
    }),
  );
}

function lowerParameters(
  builder: GoBuilder,
  list: SyntaxNode | undefined,
  owner: FunctionExpression,
  parameters: Parameter[],
): void {
  for (const node of list ? named(list) : []) {
    const isRest = node.type === 'variadic_parameter_declaration';
    if (!isRest && node.type !== 'parameter_declaration') continue;
    const type = typeReference(builder, field(node, 'type'));
    const names = fields(node, 'name').filter(({ isNamed }) => isNamed);
    const facts = {
      kind: isRest ? ('rest' as const) : ('positional' as const),
      range: at(node),
      ...(isCopied(field(node, 'type')) ? { isCopied: true } : {}),
    };
    if (!names.length) parameters.push({ name: '', ...facts });
    for (const each of names) {
      const name = builder.slice(each);
      const index = parameters.length;
      parameters.push({ name, ...facts });
      if (name === '_') continue;
      builder.bind({
        kind: 'parameter',
        name,
        range: at(each),
        from: each.end,
        parameter: { owner, index, name },
        ...(type && !isRest ? { type } : {}),
      });
    }
  }
}

/** Structs are passed as copies; what is behind a pointer, an interface of another package say, may be shared. */
const isCopied = (type: SyntaxNode | undefined): boolean => type?.type === 'type_identifier';

/** The type of the first result. */
function resultType(builder: GoBuilder, node: SyntaxNode | undefined): TypeReference | undefined {
  const [first] = node?.type === 'parameter_list' ? named(node) : [];
  return typeReference(builder, first ? field(first, 'type') : node);
}

/** Results with names are variables of the function. */
function lowerResults(builder: GoBuilder, list: SyntaxNode | undefined): void {
  if (list?.type !== 'parameter_list') return;
  for (const node of named(list)) {
    const type = typeReference(builder, field(node, 'type'));
    for (const name of fields(node, 'name').filter(({ isNamed }) => isNamed)) {
      builder.addResult(builder.scope, builder.slice(name));
      if (builder.slice(name) === '_') continue;
      builder.bind({
        kind: 'variable',
        name: builder.slice(name),
        range: at(name),
        from: name.end,
        ...(type ? { type } : {}),
      });
    }
  }
}
