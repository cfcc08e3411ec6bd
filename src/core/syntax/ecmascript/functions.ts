import type { ProgramBuilder } from '../builder';
import { field, hasToken, named, type SyntaxNode } from '../node';
import type { ClassExpression, Expression, FunctionExpression, Parameter } from '../program';
import { lowerExpression } from './expressions';
import { bindPattern, typeReference } from './patterns';
import { lowerStatement, lowerStatements } from './statements';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** @param key under which an object literal holds it: the name of a function that has none of its own */
export function lowerFunction(
  builder: ProgramBuilder,
  node: SyntaxNode,
  owner: ClassExpression | undefined,
  decorators: readonly Expression[] = [],
  key?: string,
): FunctionExpression {
  const name = field(node, 'name');
  const body = field(node, 'body');
  const range = { start: node.start, end: node.end };
  const isNamed = node.type !== 'arrow_function' && name !== undefined;
  return builder.inScope('function', range, scope =>
    builder.inBlock(isNamed ? 'function' : 'closure', range, () => {
      const returns: Expression[] = [];
      const parameters: Parameter[] = [];
      const made: FunctionExpression = {
        kind: 'function',
        name: name ? builder.slice(name) : key,
        parameters,
        scope,
        returns,
        decorators,
        owner,
        isGetter: hasToken(node, 'get'),
        isConstructor: owner !== undefined && name !== undefined && builder.slice(name) === 'constructor',
        range,
      };
      builder.own(scope, made);
      const list = field(node, 'parameters');
      const single = field(node, 'parameter');
      (list ? named(list) : single ? [single] : []).forEach((child, index) => {
        parameters.push(lowerParameter(builder, child, made, index));
      });
      if (!body) return made;
      if (body.type === 'statement_block') {
        builder.collectReturns(scope, returns);
        lowerStatements(builder, body.children);
      } else returns.push(lowerExpression(builder, body));
      return made;
    }),
  );
}

function lowerParameter(
  builder: ProgramBuilder,
  node: SyntaxNode,
  owner: FunctionExpression,
  index: number,
): Parameter {
  const isTyped = node.type === 'required_parameter' || node.type === 'optional_parameter';
  const outer = isTyped ? (field(node, 'pattern') ?? node) : node;
  const pattern = outer.type === 'assignment_pattern' ? (field(outer, 'left') ?? outer) : outer;
  const initial = isTyped
    ? field(node, 'value')
    : outer.type === 'assignment_pattern'
      ? field(outer, 'right')
      : undefined;
  const initialValue = initial && lowerExpression(builder, initial);
  const range = { start: node.start, end: node.end };
  const isRest = pattern.type === 'rest_pattern';
  const name =
    pattern.type === 'identifier' ? builder.slice(pattern) : isRest ? builder.slice(named(pattern)[0] ?? pattern) : '';
  const type = typeReference(builder, field(node, 'type'));
  const bound = isRest ? named(pattern)[0] : pattern;
  if (bound) {
    bindPattern(builder, bound, {
      kind: 'parameter',
      from: pattern.end,
      parameter: { owner, index, name },
      ...(initialValue ? { default: initialValue } : {}),
      ...(type && !isRest ? { type } : {}),
    });
  }
  // `constructor(private client: OpenAI)` declares a field.
  const isField = node.children.some(child => child.type === 'accessibility_modifier' || child.type === 'readonly');
  if (isField && owner.owner && name) {
    builder.bind(
      {
        kind: 'field',
        name,
        range: { start: pattern.start, end: pattern.end },
        from: pattern.end,
        value: {
          kind: 'name',
          name,
          scope: builder.scope,
          block: builder.block,
          range: { start: pattern.end, end: pattern.end },
        },
        ...(type ? { type } : {}),
      },
      owner.owner.scope,
    );
  }
  return { name, kind: isRest ? 'rest' : 'positional', range, ...(initialValue ? { default: initialValue } : {}) };
}

export function lowerClass(builder: ProgramBuilder, node: SyntaxNode): ClassExpression {
  const name = field(node, 'name');
  const body = field(node, 'body');
  const range = { start: node.start, end: node.end };
  const heritage = node.children.find(child => child.type === 'class_heritage');
  const bases = heritage ? lowerBases(builder, heritage) : [];
  return builder.inScope('class', range, scope => {
    const made: ClassExpression = { kind: 'class', name: name && builder.slice(name), bases, scope, range };
    builder.own(scope, made);
    let decorators: Expression[] = [];
    for (const member of body ? named(body) : []) {
      // TypeScript's grammar has them before what they decorate, JavaScript's in it.
      if (member.type === 'decorator') decorators.push(...lowerDecorators(builder, [member]));
      else {
        const own = lowerDecorators(builder, member.children);
        lowerMember(builder, member, made, [...decorators, ...own]);
        decorators = [];
      }
    }
    return made;
  });
}

const lowerDecorators = (builder: ProgramBuilder, nodes: readonly SyntaxNode[]): Expression[] =>
  nodes
    .filter(({ type }) => type === 'decorator')
    .flatMap(node => named(node).slice(0, 1))
    .map(value => lowerExpression(builder, value));

function lowerBases(builder: ProgramBuilder, heritage: SyntaxNode): Expression[] {
  const clause = heritage.children.find(child => child.type === 'extends_clause');
  const value = clause ? field(clause, 'value') : named(heritage)[0];
  return value && value.type !== 'implements_clause' ? [lowerExpression(builder, value)] : [];
}

function lowerMember(
  builder: ProgramBuilder,
  node: SyntaxNode,
  owner: ClassExpression,
  decorators: readonly Expression[],
): void {
  const name = field(node, 'name') ?? field(node, 'property');
  if (node.type === 'method_definition') {
    const method = lowerFunction(builder, node, owner, decorators);
    if (name)
      builder.bind({
        kind: 'function',
        name: builder.slice(name),
        range: { start: name.start, end: name.end },
        from: node.start,
        value: method,
      });
    return;
  }
  if (node.type !== 'public_field_definition' && node.type !== 'field_definition') {
    lowerStatement(builder, node);
    return;
  }
  const value = field(node, 'value');
  const type = typeReference(builder, field(node, 'type'));
  const binding: Mutable<Parameters<ProgramBuilder['bind']>[0]> = {
    kind: 'field',
    name: name ? builder.slice(name) : '',
    range: name ? { start: name.start, end: name.end } : { start: node.start, end: node.end },
    from: node.end,
  };
  if (value) binding.value = lowerExpression(builder, value);
  if (type) binding.type = type;
  if (name && (value || type)) builder.bind(binding);
}
