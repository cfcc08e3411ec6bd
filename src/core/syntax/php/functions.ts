import { field, named, type SyntaxNode } from '../node';
import type { Binding, ClassExpression, Expression, FunctionExpression, Parameter } from '../program';
import type { PhpBuilder } from './builder';
import { lowerExpression } from './expressions';
import { typeReference } from './names';
import { lowerStatement } from './statements';
import { lowerAttributes } from './attributes';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

export interface FunctionOptions {
  /** What a callback is called once for each element of; undefined when it is called otherwise. */
  readonly each?: Expression | undefined;
}

/** `function f() { }`, methods, `function () use ($x) { }`, `fn ($x) => y`. */
export function lowerFunction(
  builder: PhpBuilder,
  node: SyntaxNode,
  owner: ClassExpression | undefined,
  { each }: FunctionOptions = {},
): FunctionExpression {
  const nameNode = field(node, 'name');
  const name = nameNode && builder.slice(nameNode);
  const body = field(node, 'body');
  const decorators = lowerAttributes(builder, field(node, 'attributes'));
  const lower = (): FunctionExpression =>
    builder.inScope('function', at(node), scope =>
      builder.inBlock(name === undefined ? 'closure' : 'function', at(node), () => {
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
          isConstructor: owner !== undefined && name?.toLowerCase() === '__construct',
          range: at(node),
        };
        builder.own(scope, made);
        captureReferences(builder, node);
        for (const parameter of namedParameters(node)) lowerParameter(builder, parameter, made, parameters, each);
        builder.collectReturns(scope, returns);
        if (body?.type === 'compound_statement') lowerStatement(builder, body);
        else if (body) returns.push(lowerExpression(builder, body));
        return made;
      }),
    );
  return each ? builder.inBlock('loop', at(node), lower) : lower();
}

const namedParameters = (node: SyntaxNode): SyntaxNode[] => {
  const list = field(node, 'parameters');
  return list ? named(list) : [];
};

/** `use (&$messages)`: what is set inside is set outside. */
function captureReferences(builder: PhpBuilder, node: SyntaxNode): void {
  const clause = node.children.find(child => child.type === 'anonymous_function_use_clause');
  const names = (clause ? named(clause) : [])
    .filter(child => child.type === 'by_ref')
    .flatMap(child => named(child).map(name => builder.slice(name)));
  if (names.length) builder.capture(builder.scope, new Set(names));
}

function lowerParameter(
  builder: PhpBuilder,
  node: SyntaxNode,
  owner: FunctionExpression,
  parameters: Parameter[],
  each: Expression | undefined,
): void {
  const nameNode = field(node, 'name');
  if (!nameNode) return;
  const variable = builder.slice(nameNode).replace(/^&/, '');
  const name = variable.replace(/^\$/, '');
  const value = field(node, 'default_value');
  const initial = value && lowerExpression(builder, value);
  const type = typeReference(builder, field(node, 'type'));
  const isRest = node.type === 'variadic_parameter';
  const binding: Omit<Binding, 'block' | 'kind'> = {
    name: variable,
    range: at(nameNode),
    from: nameNode.end,
    ...(initial ? { default: initial } : {}),
    ...(type ? { type } : {}),
  };
  if (isRest) builder.bind({ ...binding, kind: 'other' });
  else if (each && !parameters.length) builder.bind({ ...binding, kind: 'loop', value: each });
  else builder.bind({ ...binding, kind: 'parameter', parameter: { owner, index: parameters.length, name } });
  // `__construct(private Client $client)` declares a property.
  if (node.type === 'property_promotion_parameter' && owner.owner) {
    const home = owner.owner;
    builder.bind(
      {
        kind: 'field',
        name: builder.propertyName(name, home),
        range: at(nameNode),
        from: nameNode.end,
        value: builder.nameHere(variable, { start: nameNode.end, end: nameNode.end }),
        ...(type ? { type } : {}),
      },
      home.scope,
    );
  }
  const kind = isRest ? 'rest' : 'positional';
  parameters.push({ name, kind, range: at(node), ...(initial ? { default: initial } : {}) });
}
