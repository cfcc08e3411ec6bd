import { field, named, type SyntaxNode } from '../node';
import type { Binding, Expression, FunctionExpression, Parameter } from '../program';
import { bindTarget } from './assignments';
import type { RubyBuilder } from './builder';
import { lowerExpression, lowerSequence } from './expressions';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

/** `def`: a method of the class around, or one that belongs to the block or file. */
export function lowerMethod(builder: RubyBuilder, node: SyntaxNode): Expression {
  const nameNode = field(node, 'name');
  if (!nameNode) return { kind: 'other', range: at(node) };
  const home = builder.enclosingClass?.scope ?? builder.scope;
  const owner = home.owner?.kind === 'class' ? home.owner : undefined;
  const isSetter = nameNode.type === 'setter';
  const name = isSetter ? `${builder.slice(field(nameNode, 'name') ?? nameNode)}=` : builder.slice(nameNode);
  const made = builder.inScope('function', at(node), scope =>
    builder.inBlock('function', at(node), () => {
      builder.close(scope);
      const returns: Expression[] = [];
      const parameters: Parameter[] = [];
      const method: FunctionExpression = {
        kind: 'function',
        name,
        parameters,
        scope,
        returns,
        decorators: [],
        owner,
        isGetter: false,
        isConstructor: owner !== undefined && name === 'initialize',
        range: at(node),
      };
      builder.own(scope, method);
      lowerParameters(builder, field(node, 'parameters'), method, parameters);
      builder.collectReturns(scope, returns);
      const body = field(node, 'body');
      const last = body && lowerExpression(builder, body);
      if (last && !isRaised(builder, body)) returns.push(last);
      return method;
    }),
  );
  const from = owner ? node.start : home.range.start;
  builder.bind({ kind: 'function', name, range: at(nameNode), from, value: made }, home);
  // The method's name, so that `private def …` and the like are not taken for its result.
  return { kind: 'other', range: at(node) };
}

/** `raise NotImplementedError` gives nothing: what a method that ends so gives, a derived class says. */
function isRaised(builder: RubyBuilder, body: SyntaxNode): boolean {
  const last = body.type === 'body_statement' ? named(body).at(-1) : body;
  const name = last?.type === 'call' && !field(last, 'receiver') ? field(last, 'method') : last;
  return name?.type === 'identifier' && /^(?:raise|fail)$/.test(builder.slice(name));
}

export interface BlockOptions {
  readonly parameters?: SyntaxNode | undefined;
  /** What it is called once for each element of; undefined when it is called otherwise. */
  readonly each?: Expression | undefined;
}

/** `{ |x| … }`, `do |x| … end`, `->(x) { … }`. */
export function lowerBlock(builder: RubyBuilder, node: SyntaxNode, options: BlockOptions = {}): FunctionExpression {
  const lower = (): FunctionExpression =>
    builder.inScope('function', at(node), scope =>
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
        const list = options.parameters ?? field(node, 'parameters');
        lowerParameters(builder, list, made, parameters, options.each);
        builder.collectReturns(scope, returns);
        const body = field(node, 'body');
        if (body) returns.push(lowerSequence(builder, named(body), body));
        return made;
      }),
    );
  return options.each ? builder.inBlock('loop', at(node), lower) : lower();
}

/** What `return` gives leaves the method, also out of a block. */
export function returnFromMethod(builder: RubyBuilder, value: Expression): void {
  const method = builder.enclosingMethod();
  if (method)
    builder.within(method, () => {
      builder.addReturn(value);
    });
}

type Kind = Parameter['kind'];

const KINDS: Readonly<Record<string, Kind>> = {
  optional_parameter: 'positional',
  splat_parameter: 'rest',
  keyword_parameter: 'named',
  hash_splat_parameter: 'namedRest',
};

function lowerParameters(
  builder: RubyBuilder,
  list: SyntaxNode | undefined,
  owner: FunctionExpression,
  parameters: Parameter[],
  each?: Expression,
): void {
  for (const node of list ? named(list) : []) {
    if (node.type === 'destructured_parameter') {
      bindTarget(
        builder,
        node,
        each ? { kind: 'loop', from: node.end, value: each } : { kind: 'other', from: node.end },
      );
      parameters.push({ name: '', kind: 'positional', range: at(node) });
      continue;
    }
    const nameNode = node.type === 'identifier' ? node : field(node, 'name');
    if (!nameNode) continue;
    const name = builder.slice(nameNode);
    const kind = KINDS[node.type] ?? 'positional';
    const isBlock = node.type === 'block_parameter';
    const value = field(node, 'value');
    const initial = value && lowerExpression(builder, value);
    const binding: Omit<Binding, 'block' | 'kind'> = { name, range: at(nameNode), from: nameNode.end };
    if (isBlock || kind === 'rest' || kind === 'namedRest') builder.bind({ ...binding, kind: 'other' });
    else if (each) builder.bind({ ...binding, kind: 'loop', value: each });
    else
      builder.bind({
        ...binding,
        kind: 'parameter',
        parameter: { owner, index: parameters.length, name },
        ...(initial ? { default: initial } : {}),
      });
    parameters.push({
      name: isBlock ? '&' : name,
      kind: isBlock ? 'named' : kind,
      range: at(node),
      ...(initial ? { default: initial } : {}),
    });
  }
}
