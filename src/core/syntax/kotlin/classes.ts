import { baseOf, passOn } from '../jvm/bases';
import { typeReference } from '../jvm/types';
import { field, hasToken, type SyntaxNode } from '../node';
import type {
  CallExpression,
  ClassExpression,
  Expression,
  FunctionExpression,
  NameExpression,
  Parameter,
} from '../program';
import type { KotlinBuilder } from './builder';
import { lowerArguments } from './expressions';
import { lowerAnnotations, lowerParameters } from './functions';
import { at, child, isType, nameOf, parts, writtenType } from './nodes';
import { lowerStatement, lowerStatements } from './statements';

/** What a constructor is bound as: no name that code could use. */
const CONSTRUCTOR = '<init>';

export function lowerClass(builder: KotlinBuilder, node: SyntaxNode): ClassExpression {
  const name = field(node, 'name');
  const decorators = lowerAnnotations(builder, child(node, 'modifiers'));
  return lowerTypeBody(builder, node, name && nameOf(builder.text, name), decorators);
}

/** `object : Base() { … }`: its object is one of the class it extends. */
export function lowerObjectLiteral(builder: KotlinBuilder, node: SyntaxNode): Expression {
  const made = lowerTypeBody(builder, node, undefined, []);
  const { scope, block } = builder;
  const [base] = made.bases;
  const range = at(node);
  if (!base) return { kind: 'other', range };
  if (base.kind === 'call') return base;
  return {
    kind: 'call',
    callee: base,
    arguments: [],
    argumentsRange: undefined,
    isNew: true,
    scope,
    block,
    nameRange: range,
    range,
  };
}

function lowerTypeBody(
  builder: KotlinBuilder,
  node: SyntaxNode,
  name: string | undefined,
  decorators: readonly Expression[],
): ClassExpression {
  const bases: Expression[] = [];
  return builder.inScope(
    'class',
    at(node),
    scope => {
      const made: ClassExpression = {
        kind: 'class',
        name,
        bases,
        scope,
        isPartial: false,
        ...(hasToken(node, 'interface') ? { isInterface: true } : {}),
        decorators,
        range: at(node),
      };
      builder.own(scope, made);
      const specifiers = child(node, 'delegation_specifiers');
      const primary = child(node, 'primary_constructor');
      const inConstructor = (): void => {
        if (specifiers) bases.push(...lowerBases(builder, specifiers));
      };
      if (primary) lowerPrimary(builder, primary, made, inConstructor);
      else inConstructor();
      const body = child(node, 'class_body') ?? child(node, 'enum_class_body');
      if (body) lowerMembers(builder, body, made);
      return made;
    },
    { isOpen: true },
  );
}

/** The classes that are extended; what their constructors are given is read with the parameters of the own one. */
function lowerBases(builder: KotlinBuilder, specifiers: SyntaxNode): Expression[] {
  return parts(specifiers).flatMap((specifier): Expression[] => {
    const [made] = parts(specifier);
    if (!made) return [];
    const type = made.type === 'user_type' ? made : child(made, 'user_type');
    const list = child(made, 'value_arguments');
    if (made.type === 'explicit_delegation') lowerStatements(builder, parts(made).slice(1));
    const base = type && typeName(builder, type);
    if (!base) return [];
    return [list ? callOf(builder, base, list, made) : base];
  });
}

const callOf = (builder: KotlinBuilder, base: Expression, list: SyntaxNode, node: SyntaxNode): CallExpression =>
  builder.addCall({
    kind: 'call',
    callee: base,
    arguments: lowerArguments(builder, list),
    argumentsRange: at(list),
    isNew: true,
    scope: builder.scope,
    block: builder.block,
    nameRange: base.kind === 'member' ? base.propertyRange : base.range,
    range: at(node),
  });

/** The name of a type as a value. */
export function typeName(builder: KotlinBuilder, type: SyntaxNode): Expression | undefined {
  const [first, ...rest] = parts(type).filter(each => each.type === 'identifier');
  if (!first) return undefined;
  const { scope, block } = builder;
  const name: NameExpression = { kind: 'name', name: nameOf(builder.text, first), scope, block, range: at(first) };
  return rest.reduce<Expression>(
    (object, word) => ({
      kind: 'member',
      object,
      property: nameOf(builder.text, word),
      propertyRange: at(word),
      range: { start: first.start, end: word.end },
    }),
    name,
  );
}

function lowerPrimary(builder: KotlinBuilder, node: SyntaxNode, owner: ClassExpression, within: () => void): void {
  const list = child(node, 'class_parameters');
  const home = builder.scope;
  builder.inScope('function', at(node), scope =>
    builder.inBlock('function', at(node), () => {
      const parameters: Parameter[] = [];
      const made = constructorOf(owner, scope, parameters, node);
      builder.own(scope, made);
      parameters.push(...lowerParameters(builder, list, made));
      builder.bind({ kind: 'function', name: CONSTRUCTOR, range: at(node), from: node.start, value: made }, home);
      for (const parameter of list ? parts(list) : []) bindProperty(builder, parameter, owner);
      within();
    }),
  );
}

const constructorOf = (
  owner: ClassExpression,
  scope: FunctionExpression['scope'],
  parameters: Parameter[],
  node: SyntaxNode,
): FunctionExpression => ({
  kind: 'function',
  name: owner.name,
  parameters,
  scope,
  returns: [],
  decorators: [],
  owner,
  isGetter: false,
  isConstructor: true,
  range: at(node),
});

/** `class X(private val client: OpenAI)` declares a field; a plain parameter is seen by the initialisers. */
function bindProperty(builder: KotlinBuilder, parameter: SyntaxNode, owner: ClassExpression): void {
  const name = child(parameter, 'identifier');
  if (!name) return;
  const type = typeReference(builder, writtenType(builder.text, parts(parameter).find(isType)));
  const { scope, block } = builder;
  const own = nameOf(builder.text, name);
  if (hasToken(parameter, 'val')) builder.fix(own, owner.scope);
  builder.bind(
    {
      kind: 'field',
      name: own,
      range: at(name),
      from: parameter.end,
      value: { kind: 'name', name: own, scope, block, range: { start: parameter.end, end: parameter.end } },
      ...(type ? { type } : {}),
    },
    owner.scope,
  );
}

const isProperty = ({ type }: SyntaxNode): boolean =>
  type === 'property_declaration' || type === 'enum_entry' || type === 'companion_object';

/** Properties before functions, which may stand above those they use. */
function lowerMembers(builder: KotlinBuilder, body: SyntaxNode, owner: ClassExpression): void {
  const members = parts(body);
  for (const member of members) if (isProperty(member)) lowerMember(builder, member, owner);
  for (const member of members) if (!isProperty(member)) lowerMember(builder, member, owner);
}

function lowerMember(builder: KotlinBuilder, node: SyntaxNode, owner: ClassExpression): void {
  switch (node.type) {
    case 'enum_entry':
      lowerEntry(builder, node, owner);
      return;
    case 'secondary_constructor':
      lowerSecondaryConstructor(builder, node, owner);
      return;
    case 'anonymous_initializer':
      for (const block of parts(node)) lowerStatements(builder, block.children);
      return;
    default:
      lowerStatement(builder, node);
  }
}

export function lowerSecondaryConstructor(
  builder: KotlinBuilder,
  node: SyntaxNode,
  owner: ClassExpression | undefined,
): void {
  const home = builder.scope;
  builder.inScope('function', at(node), scope =>
    builder.inBlock('function', at(node), () => {
      const delegation = child(node, 'constructor_delegation_call');
      const body = child(node, 'block');
      const parameters: Parameter[] = [];
      if (owner) {
        const made = constructorOf(owner, scope, parameters, node);
        builder.own(scope, made);
        parameters.push(...lowerParameters(builder, child(node, 'function_value_parameters'), made));
        builder.bind({ kind: 'function', name: CONSTRUCTOR, range: at(node), from: node.start, value: made }, home);
        if (delegation) lowerDelegation(builder, delegation, owner);
      }
      if (body) lowerStatements(builder, body.children);
    }),
  );
}

/** `this(…)` and `super(…)` call another constructor. */
function lowerDelegation(builder: KotlinBuilder, node: SyntaxNode, owner: ClassExpression): void {
  const list = child(node, 'value_arguments');
  const { scope, block } = builder;
  const isSuper = builder.slice(node).startsWith('super');
  const own: Expression | undefined =
    owner.name === undefined ? undefined : { kind: 'name', name: owner.name, scope, block, range: at(node) };
  const callee = isSuper ? baseOf(owner) : own;
  if (!list || !callee) return;
  const call = builder.addCall({
    kind: 'call',
    callee,
    arguments: lowerArguments(builder, list),
    argumentsRange: at(list),
    isNew: true,
    scope,
    block,
    nameRange: { start: node.start, end: list.start },
    range: at(node),
  });
  if (isSuper) passOn(owner, call);
}

/** A constant of an enum is an object of it, and no call site. */
function lowerEntry(builder: KotlinBuilder, node: SyntaxNode, owner: ClassExpression): void {
  const name = child(node, 'identifier');
  const list = child(node, 'value_arguments');
  const given = list ? lowerArguments(builder, list) : [];
  if (!name || owner.name === undefined) return;
  const { scope, block } = builder;
  const callee: NameExpression = { kind: 'name', name: owner.name, scope, block, range: at(name) };
  const value: CallExpression = {
    kind: 'call',
    callee,
    arguments: given,
    argumentsRange: list && at(list),
    isNew: true,
    scope,
    block,
    nameRange: at(name),
    range: at(node),
  };
  builder.bind({ kind: 'field', name: nameOf(builder.text, name), range: at(name), from: node.start, value });
  const body = child(node, 'class_body');
  if (!body) return;
  builder.inScope(
    'class',
    at(body),
    inner => {
      const made: ClassExpression = { kind: 'class', name: undefined, bases: [callee], scope: inner, range: at(body) };
      builder.own(inner, made);
      lowerMembers(builder, body, made);
    },
    { isOpen: true },
  );
}
