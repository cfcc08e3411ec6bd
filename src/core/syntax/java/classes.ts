import type { Range } from '../../text';
import { typeReference } from '../jvm/types';
import { field, type SyntaxNode } from '../node';
import type { ClassExpression, Expression, FunctionExpression, Parameter, Scope } from '../program';
import type { JavaBuilder } from './builder';
import { lowerArguments, lowerTypeName, nameAt } from './expressions';
import { lowerAnnotations, lowerMethod, lowerParameters } from './functions';
import { at, parts, writtenType } from './nodes';
import { lowerStatement, lowerVariables } from './statements';

export const TYPE_DECLARATIONS: ReadonlySet<string> = new Set([
  'class_declaration',
  'enum_declaration',
  'annotation_type_declaration',
  'interface_declaration',
  'record_declaration',
]);

const INTERFACES: ReadonlySet<string> = new Set(['annotation_type_declaration', 'interface_declaration']);

/** What a constructor is bound as: no name that code could use. */
const CONSTRUCTOR = '<init>';

export function lowerClass(builder: JavaBuilder, node: SyntaxNode): ClassExpression {
  const name = field(node, 'name');
  const body = field(node, 'body');
  const decorators = lowerAnnotations(builder, node);
  const bases = lowerBases(builder, node);
  return builder.inScope(
    'class',
    at(node),
    scope => {
      const made: ClassExpression = {
        kind: 'class',
        name: name && builder.slice(name),
        bases,
        scope,
        isPartial: false,
        ...(INTERFACES.has(node.type) ? { isInterface: true } : {}),
        decorators,
        range: at(node),
      };
      builder.own(scope, made);
      if (node.type === 'record_declaration') lowerComponents(builder, node, made);
      if (body) lowerMembers(builder, body, made);
      if (hasGetters(decorators)) addGetters(builder, made);
      return made;
    },
    { isOpen: true },
  );
}

/** A class without a name: its methods are read, its object is one of the class it extends. */
export function lowerAnonymousClass(builder: JavaBuilder, body: SyntaxNode, base: Expression): void {
  builder.inScope(
    'class',
    at(body),
    scope => {
      const made: ClassExpression = { kind: 'class', name: undefined, bases: [base], scope, range: at(body) };
      builder.own(scope, made);
      lowerMembers(builder, body, made);
    },
    { isOpen: true },
  );
}

function lowerBases(builder: JavaBuilder, node: SyntaxNode): Expression[] {
  const clauses = parts(node).filter(({ type }) => /^(superclass|super_interfaces|extends_interfaces)$/.test(type));
  const types = clauses.flatMap(clause => {
    const [only] = parts(clause);
    return only?.type === 'type_list' ? parts(only) : parts(clause);
  });
  return types.flatMap(type => lowerTypeName(builder, type) ?? []);
}

const isField = ({ type }: SyntaxNode): boolean =>
  type === 'field_declaration' || type === 'constant_declaration' || type === 'enum_constant';

/** Fields before methods, which may stand above the fields they set. */
export function lowerMembers(builder: JavaBuilder, body: SyntaxNode, owner: ClassExpression | undefined): void {
  const members = parts(body).flatMap(member => (member.type === 'enum_body_declarations' ? parts(member) : [member]));
  for (const member of members) if (isField(member)) lowerField(builder, member, owner);
  for (const member of members) if (!isField(member)) lowerMember(builder, member, owner);
}

function lowerField(builder: JavaBuilder, node: SyntaxNode, owner: ClassExpression | undefined): void {
  if (node.type !== 'enum_constant') {
    lowerVariables(builder, node, lowerAnnotations(builder, node));
    return;
  }
  const name = field(node, 'name');
  const list = field(node, 'arguments');
  const given = list ? lowerArguments(builder, list) : [];
  if (!name || owner?.name === undefined) return;
  const callee = { ...nameAt(builder, name), name: owner.name };
  // A constant of an enum is an object of it, and no call site.
  const value: Expression = {
    kind: 'call',
    callee,
    arguments: given,
    argumentsRange: list && at(list),
    isNew: true,
    scope: builder.scope,
    block: builder.block,
    nameRange: at(name),
    range: at(node),
  };
  builder.bind({ kind: 'field', name: builder.slice(name), range: at(name), from: node.start, value });
  const body = field(node, 'body');
  if (body) lowerAnonymousClass(builder, body, callee);
}

function lowerMember(builder: JavaBuilder, node: SyntaxNode, owner: ClassExpression | undefined): void {
  switch (node.type) {
    case 'method_declaration':
    case 'constructor_declaration': {
      const name = field(node, 'name');
      const made = lowerMethod(builder, node, owner);
      if (name)
        builder.bind({
          kind: 'function',
          name: made.isConstructor ? CONSTRUCTOR : builder.slice(name),
          range: at(name),
          from: node.start,
          value: made,
        });
      return;
    }
    case 'compact_constructor_declaration':
    case 'static_initializer':
    case 'block': {
      const body = field(node, 'body') ?? parts(node).find(({ type }) => type === 'block') ?? node;
      for (const statement of parts(body)) lowerStatement(builder, statement);
      return;
    }
    default:
      lowerStatement(builder, node);
  }
}

/** The components of a record are the parameters of its constructor, and its fields. */
function lowerComponents(builder: JavaBuilder, node: SyntaxNode, owner: ClassExpression): void {
  const list = field(node, 'parameters');
  if (!list) return;
  const range = at(list);
  const { scope: home } = builder;
  builder.inScope('function', range, scope =>
    builder.inBlock('function', range, () => {
      const parameters: Parameter[] = [];
      const made: FunctionExpression = {
        kind: 'function',
        name: owner.name,
        parameters,
        scope,
        returns: [],
        decorators: [],
        owner,
        isGetter: false,
        isConstructor: true,
        range,
      };
      builder.own(scope, made);
      parameters.push(...lowerParameters(builder, list, made));
      builder.bind({ kind: 'function', name: CONSTRUCTOR, range, from: range.start, value: made }, home);
      for (const component of parts(list)) bindComponent(builder, component, home);
    }),
  );
}

function bindComponent(builder: JavaBuilder, component: SyntaxNode, home: Scope): void {
  const name = field(component, 'name');
  if (!name) return;
  const type = typeReference(builder, writtenType(builder.text, field(component, 'type')));
  // Read behind the list, where the parameter is bound.
  const value: Expression = { ...nameAt(builder, name), range: { start: component.end, end: component.end } };
  builder.bind(
    {
      kind: 'field',
      name: builder.slice(name),
      range: at(name),
      from: component.end,
      value,
      ...(type ? { type } : {}),
    },
    home,
  );
}

/** Lombok writes the getters of such classes. */
function hasGetters(decorators: readonly Expression[]): boolean {
  return decorators.some(decorator => {
    const name = decorator.kind === 'call' ? decorator.callee : decorator;
    return name.kind === 'name' && ['Data', 'Getter', 'Value'].includes(name.name);
  });
}

function addGetters(builder: JavaBuilder, owner: ClassExpression): void {
  for (const [name, bindings] of [...owner.scope.bindings]) {
    const [binding] = bindings;
    if (binding?.kind !== 'field') continue;
    const getter = `get${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    if (owner.scope.bindings.has(getter)) continue;
    builder.bind({
      kind: 'function',
      name: getter,
      range: binding.range,
      from: binding.from,
      value: getterOf(builder, owner, getter, name, binding.range),
    });
  }
}

function getterOf(
  builder: JavaBuilder,
  owner: ClassExpression,
  name: string,
  property: string,
  range: Range,
): FunctionExpression {
  return builder.inScope('function', range, scope => {
    const self: Expression = { kind: 'self', owner, block: builder.block, range };
    const made: FunctionExpression = {
      kind: 'function',
      name,
      parameters: [],
      scope,
      returns: [{ kind: 'member', object: self, property, propertyRange: range, range }],
      decorators: [],
      owner,
      isGetter: false,
      isConstructor: false,
      range,
    };
    builder.own(scope, made);
    return made;
  });
}
