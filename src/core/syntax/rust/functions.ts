import { field, named, type SyntaxNode } from '../node';
import type { Argument, Block, ClassExpression, Expression, FunctionExpression, Parameter, Scope } from '../program';
import { lowerBlock } from './blocks';
import type { RustBuilder } from './builder';
import { lowerExpression } from './expressions';
import { at } from './nodes';
import { bindPattern } from './patterns';
import { typeReference } from './types';

export function lowerFunction(
  builder: RustBuilder,
  node: SyntaxNode,
  owner: ClassExpression | undefined,
): FunctionExpression {
  const name = field(node, 'name');
  const body = field(node, 'body');
  return builder.inScope('function', at(node), scope =>
    builder.inBlock('function', at(node), () => {
      const empty = emptyFunction(scope, node, name && builder.slice(name), owner);
      const { parameters, returns } = empty;
      const returnBlocks: Block[] = [];
      const made = { ...empty.made, returnBlocks, ...(owner && !takesSelf(node) ? { isAssociated: true } : {}) };
      builder.own(scope, made);
      declareBounds(builder, node);
      lowerParameters(builder, field(node, 'parameters'), made, parameters);
      builder.collectReturns(scope, returns, returnBlocks);
      const tail = body && lowerBlock(builder, body);
      if (tail && !builder.isNever(tail)) {
        returns.push(tail);
        returnBlocks.push(builder.block);
      }
      changeOwnResults(builder, made, returns);
      declareResult(builder, node, made, returns);
      return made;
    }),
  );
}

export function lowerClosure(builder: RustBuilder, node: SyntaxNode): FunctionExpression {
  const list = field(node, 'parameters');
  const body = field(node, 'body');
  return builder.inScope('function', at(node), scope =>
    builder.inBlock('closure', at(node), () => {
      const { made, parameters, returns } = emptyFunction(scope, node, undefined, undefined);
      builder.own(scope, made);
      lowerParameters(builder, list, made, parameters);
      builder.collectReturns(scope, returns);
      const value = body && lowerExpression(builder, body);
      if (value && !builder.isNever(value)) returns.push(value);
      return made;
    }),
  );
}

function takesSelf(node: SyntaxNode): boolean {
  const [first] = named(field(node, 'parameters') ?? node);
  return first !== undefined && (first.type === 'self_parameter' || field(first, 'pattern')?.type === 'self');
}

function emptyFunction(
  scope: Scope,
  node: SyntaxNode,
  name: string | undefined,
  owner: ClassExpression | undefined,
): { made: FunctionExpression; parameters: Parameter[]; returns: Expression[] } {
  const parameters: Parameter[] = [];
  const returns: Expression[] = [];
  const made: FunctionExpression = {
    kind: 'function',
    name,
    parameters,
    scope,
    returns,
    decorators: [],
    owner,
    isGetter: false,
    isConstructor: false,
    range: at(node),
  };
  return { made, parameters, returns };
}

function lowerParameters(
  builder: RustBuilder,
  list: SyntaxNode | undefined,
  owner: FunctionExpression,
  parameters: Parameter[],
): void {
  for (const node of list ? named(list) : []) {
    if (/^(?:self_parameter|attribute_item|variadic_parameter|.*comment)$/.test(node.type)) continue;
    const pattern = node.type === 'parameter' ? field(node, 'pattern') : node;
    if (!pattern) continue;
    const typeNode = node.type === 'parameter' ? field(node, 'type') : undefined;
    const type = typeReference(builder, typeNode);
    const inner = pattern.type === 'mut_pattern' ? named(pattern).at(-1) : pattern;
    const name = inner?.type === 'identifier' ? builder.slice(inner) : '';
    const isMutable =
      node.children.some(({ type: each }) => each === 'mutable_specifier') ||
      (typeNode !== undefined && /^\s*&\s*(?:'\w+\s+)?mut\b/.test(builder.slice(typeNode)));
    bindPattern(
      builder,
      pattern,
      {
        kind: 'parameter',
        from: node.end,
        parameter: { owner, index: parameters.length, name },
        ...(type ? { type } : {}),
      },
      { isMutable },
    );
    parameters.push({ name, kind: 'positional', range: at(node) });
  }
}

/** What type parameters have to be: `<M: CompletionModel>`, `where M: CompletionModel`. */
export function declareBounds(builder: RustBuilder, node: SyntaxNode): void {
  const list = field(node, 'type_parameters');
  const clause = node.children.find(({ type }) => type === 'where_clause');
  for (const each of [...(list ? named(list) : []), ...(clause ? named(clause) : [])]) {
    const name = field(each, 'name') ?? field(each, 'left');
    const bounds = field(each, 'bounds');
    const bound = bounds && named(bounds).find(({ type }) => type !== 'lifetime');
    if (name && bound) builder.declareBound(builder.slice(name), builder.slice(bound));
  }
}

/** `fn with_model(mut self, model: String) -> Self { self.model = model; self }` gives `Self { model, ..self }`. */
function changeOwnResults(builder: RustBuilder, { owner, scope }: FunctionExpression, returns: Expression[]): void {
  const changes = builder.ownFieldsOf(scope);
  if (!owner || !changes.length) return;
  returns.forEach((value, index) => {
    if (value.kind !== 'self') return;
    const { range, block } = value;
    const fields = changes.map(({ field: name, value: given, block: where }): Argument => {
      const before: Expression = { kind: 'member', object: value, property: name, propertyRange: range, range };
      const isAlways = where.kind === 'function';
      const changed: Expression = isAlways
        ? given
        : { kind: 'conditional', whenTrue: given, whenFalse: before, range: given.range };
      return { kind: 'named', name, value: changed, range: given.range };
    });
    returns[index] = {
      kind: 'call',
      callee: owner,
      arguments: [...fields, { kind: 'namedSpread', value, range }],
      argumentsRange: undefined,
      hasFields: true,
      isNew: true,
      scope,
      block,
      nameRange: range,
      range,
    };
  });
}

/** A result whose value can't be told is at least of the type that the function declares. */
function declareResult(builder: RustBuilder, node: SyntaxNode, made: FunctionExpression, returns: Expression[]): void {
  const type = typeReference(builder, field(node, 'return_type'));
  if (!type || made.name === undefined) return;
  returns.forEach((value, index) => {
    if (value.kind !== 'other' && (value.kind !== 'call' || value.hasFields)) return;
    // No name of the program's own is spelled like this.
    const name = `${made.name ?? ''}()${index ? String(index) : ''}`;
    builder.bind({ kind: 'variable', name, range: value.range, from: value.range.start, value, type });
    returns[index] = builder.nameAt(name, value.range);
  });
}
