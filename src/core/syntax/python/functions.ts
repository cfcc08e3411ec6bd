import { field, named, type SyntaxNode } from '../node';
import type {
  Block,
  ClassExpression,
  Expression,
  FunctionExpression,
  Parameter,
  Scope,
  TypeReference,
} from '../program';
import type { PythonBuilder } from './builder';
import { lowerExpression, lowerInner } from './expressions';
import { lowerStatement } from './statements';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

export function lowerFunction(
  builder: PythonBuilder,
  node: SyntaxNode,
  owner: ClassExpression | undefined,
  decoratorNodes: readonly SyntaxNode[],
): FunctionExpression {
  const name = field(node, 'name');
  const list = field(node, 'parameters');
  const body = field(node, 'body');
  const decorators = decoratorNodes.map(decorator => lowerInner(builder, decorator));
  const names = decorators.map(decorator =>
    decorator.kind === 'name' ? decorator.name : decorator.kind === 'member' ? decorator.property : '',
  );
  const isStatic = names.includes('staticmethod');
  // Defaults are evaluated where the function stands, not where it is called.
  const defaults = new Map<SyntaxNode, Expression>();
  for (const parameter of list ? named(list) : []) {
    const value = field(parameter, 'value');
    if (value) defaults.set(parameter, lowerExpression(builder, value));
  }
  return builder.inScope('function', at(node), scope =>
    builder.inBlock('function', at(node), () => {
      const returns: Expression[] = [];
      const returnBlocks: Block[] = [];
      const parameters: Parameter[] = [];
      const made: FunctionExpression = {
        kind: 'function',
        name: name && builder.slice(name),
        parameters,
        scope,
        returns,
        returnBlocks,
        decorators,
        owner,
        isGetter: names.some(each => each === 'property' || each === 'cached_property'),
        isConstructor: owner !== undefined && name !== undefined && builder.slice(name) === '__init__',
        range: at(node),
      };
      builder.own(scope, made);
      lowerParameters(builder, list, made, parameters, defaults, owner && !isStatic ? owner : undefined);
      builder.collectReturns(scope, returns, returnBlocks);
      if (body) lowerStatement(builder, body);
      return made;
    }),
  );
}

export function lowerLambda(builder: PythonBuilder, node: SyntaxNode): FunctionExpression {
  const list = field(node, 'parameters');
  const body = field(node, 'body');
  return builder.inScope('function', at(node), scope =>
    builder.inBlock('closure', at(node), () => {
      const parameters: Parameter[] = [];
      const returns: Expression[] = [];
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
      lowerParameters(builder, list, made, parameters, new Map(), undefined);
      if (body) returns.push(lowerExpression(builder, body));
      return made;
    }),
  );
}

function lowerParameters(
  builder: PythonBuilder,
  list: SyntaxNode | undefined,
  owner: FunctionExpression,
  parameters: Parameter[],
  defaults: ReadonlyMap<SyntaxNode, Expression>,
  receiverClass: ClassExpression | undefined,
): void {
  let isNamedOnly = false;
  let isFirst = true;
  for (const node of list ? named(list) : []) {
    if (node.type === 'keyword_separator') isNamedOnly = true;
    if (node.type === 'keyword_separator' || node.type === 'positional_separator') continue;
    const nameNode = nameOf(node);
    if (!nameNode) continue;
    const name = builder.slice(nameNode);
    if (isFirst && receiverClass) {
      builder.setReceiver(builder.scope, name, receiverClass);
      isFirst = false;
      continue;
    }
    isFirst = false;
    const kind = restKind(node) ?? (isNamedOnly ? 'named' : 'positional');
    if (kind === 'rest') isNamedOnly = true;
    const initial = defaults.get(node);
    const type = typeReference(builder, field(node, 'type'));
    builder.bind({
      kind: 'parameter',
      name,
      range: at(nameNode),
      from: nameNode.end,
      parameter: { owner, index: parameters.length, name },
      ...(initial ? { default: initial } : {}),
      ...(type ? { type } : {}),
    });
    parameters.push({ name, kind, range: at(node), ...(initial ? { default: initial } : {}) });
  }
}

function nameOf(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'identifier') return node;
  const name = field(node, 'name');
  if (name?.type === 'identifier') return name;
  const [first] = named(node);
  return first && (first.type === 'identifier' ? first : nameOf(first));
}

function restKind(node: SyntaxNode): 'rest' | 'namedRest' | undefined {
  const inner = node.type === 'typed_parameter' ? named(node)[0] : node;
  if (inner?.type === 'list_splat_pattern') return 'rest';
  return inner?.type === 'dictionary_splat_pattern' ? 'namedRest' : undefined;
}

/** Words of annotations that are no class of their own. */
const NOTHING = new Set([
  'None',
  'Optional',
  'Union',
  'Annotated',
  'Any',
  'str',
  'int',
  'float',
  'bool',
  'bytes',
  'object',
  'dict',
  'Dict',
  'list',
  'List',
  'tuple',
  'Tuple',
  'set',
  'Set',
  'typing',
  'Final',
  'ClassVar',
  'Awaitable',
]);
const CONTAINERS =
  /\b(list|List|dict|Dict|Callable|Iterable|Iterator|Sequence|Mapping|tuple|Tuple|set|Set|Generator|AsyncIterator|AsyncGenerator|type|Type)\s*\[/;

/** The type and what stands beside it of `Annotated[T, …]`; undefined for any other type. */
export function annotatedParts(builder: PythonBuilder, node: SyntaxNode): readonly SyntaxNode[] | undefined {
  if (node.type === 'type') {
    const [inner] = named(node);
    return inner && annotatedParts(builder, inner);
  }
  if (node.type !== 'generic_type' && node.type !== 'subscript') return undefined;
  const [name, ...parts] = named(node);
  if (!name || !/^(?:\w+\.)?Annotated$/.test(builder.slice(name))) return undefined;
  return parts
    .flatMap(part => (part.type === 'type_parameter' ? named(part) : [part]))
    .map(part => (part.type === 'type' ? (named(part)[0] ?? part) : part));
}

export function typeReference(builder: PythonBuilder, node: SyntaxNode | undefined): TypeReference | undefined {
  if (!node) return undefined;
  const [annotated, ...beside] = annotatedParts(builder, node) ?? [];
  if (annotated) {
    const metadata = beside.filter(({ type }) => type === 'call').map(each => lowerExpression(builder, each));
    const plain = typeReference(builder, annotated);
    return { ...(plain ?? { names: [], scope: builder.scope, block: builder.block, range: at(annotated) }), metadata };
  }
  const text = builder.slice(node);
  if (text.length > 200 || CONTAINERS.test(text)) return undefined;
  const names = [...text.matchAll(/[A-Za-z_][\w.]*/g)]
    .map(([name]) => name)
    .filter(name => !NOTHING.has(name.split('.').at(-1) ?? ''));
  if (!names.length) return undefined;
  return { names: names.map(name => name.split('.')), scope: builder.scope, block: builder.block, range: at(node) };
}

export function lowerClass(
  builder: PythonBuilder,
  node: SyntaxNode,
  decoratorNodes: readonly SyntaxNode[],
): ClassExpression {
  const decorators = decoratorNodes.map(decorator => lowerInner(builder, decorator));
  const name = field(node, 'name');
  const list = field(node, 'superclasses');
  const body = field(node, 'body');
  const bases: Expression[] = [];
  for (const base of list ? named(list) : [])
    if (base.type !== 'keyword_argument') bases.push(lowerExpression(builder, base));
  return builder.inScope('class', at(node), (scope: Scope) => {
    const made: ClassExpression = {
      kind: 'class',
      name: name && builder.slice(name),
      bases,
      decorators,
      scope,
      range: at(node),
    };
    builder.own(scope, made);
    if (body) lowerStatement(builder, body);
    return made;
  });
}
