import { field, named, type SyntaxNode } from '../node';
import type { Binding, ClassExpression, Expression, FunctionExpression, RecordEntry, Scope } from '../program';
import type { CSharpBuilder } from './builder';
import { lowerExpression, nameExpression } from './expressions';
import { lowerAttributes, lowerBaseCall, lowerBody, lowerFunction, lowerParameters, makeFunction } from './functions';
import { at, modifiers, values } from './nodes';
import { lowerStatement } from './statements';
import { typeExpression, typeReference } from './typeNames';

export const TYPE_DECLARATIONS: ReadonlySet<string> = new Set([
  'class_declaration',
  'struct_declaration',
  'record_declaration',
  'record_struct_declaration',
  'interface_declaration',
]);

/** The name under which a class keeps its constructors: none that code can spell. */
const CONSTRUCTOR = '.ctor';

/** Declares a class, struct, record or interface in the current scope. */
export function lowerType(builder: CSharpBuilder, node: SyntaxNode): void {
  const name = field(node, 'name');
  const value = lowerClass(builder, node);
  if (name) builder.bind({ kind: 'class', name: builder.slice(name), range: at(name), from: node.start, value });
}

function lowerClass(builder: CSharpBuilder, node: SyntaxNode): ClassExpression {
  const name = field(node, 'name');
  const body = field(node, 'body');
  const list = node.children.find(child => child.type === 'base_list');
  const primary = node.children.find(child => child.type === 'parameter_list');
  const bases = list ? named(list).filter(child => child.type !== 'argument_list') : [];
  const isPartial = modifiers(builder, node).includes('partial');
  return builder.inScope(
    'class',
    at(node),
    scope => {
      const own = bases.map(base => typeExpression(builder, baseType(base)));
      const made: ClassExpression = {
        kind: 'class',
        name: name && builder.slice(name),
        bases: own,
        scope,
        range: at(node),
        ...(isPartial ? { isPartial } : {}),
        ...(node.type === 'interface_declaration' ? { isInterface: true } : {}),
      };
      builder.own(scope, made);
      builder.declareBases(made, own);
      declareMembers(builder, scope, body, primary);
      if (primary) lowerPrimaryConstructor(builder, node, primary, list, made);
      for (const member of body ? named(body) : []) lowerMember(builder, member, made);
      return made;
    },
    { isOpen: true },
  );
}

/** `Base(x)` in a list of bases stands for `Base`. */
const baseType = (node: SyntaxNode): SyntaxNode =>
  node.type === 'primary_constructor_base_type' ? (named(node)[0] ?? node) : node;

/** Members as they stand, also those that a compiler switch puts in or leaves out. */
const membersOf = (body: SyntaxNode): SyntaxNode[] =>
  named(body).flatMap(child => (/^(preproc_|ERROR)/.test(child.type) ? membersOf(child) : [child]));

/** Notes names and types of all members before any is read, since each sees all others. */
function declareMembers(
  builder: CSharpBuilder,
  scope: Scope,
  body: SyntaxNode | undefined,
  primary: SyntaxNode | undefined,
): void {
  const members = new Set<string>();
  const nested = new Set<string>();
  const declare = (name: SyntaxNode | undefined, type: SyntaxNode | undefined): void => {
    if (!name) return;
    members.add(builder.slice(name));
    if (type) builder.declareType(builder.slice(name), type, scope);
  };
  for (const parameter of primary ? named(primary) : []) declare(field(parameter, 'name'), field(parameter, 'type'));
  for (const member of body ? membersOf(body) : []) {
    const name = field(member, 'name');
    if (TYPE_DECLARATIONS.has(member.type) || member.type === 'enum_declaration') {
      if (name) nested.add(builder.slice(name));
    } else if (member.type === 'property_declaration') declare(name, field(member, 'type'));
    else if (member.type === 'method_declaration') declare(name, undefined);
    else if (member.type === 'field_declaration' || member.type === 'event_field_declaration') {
      const declaration = member.children.find(child => child.type === 'variable_declaration');
      for (const declarator of declaration ? named(declaration) : [])
        if (declarator.type === 'variable_declarator')
          declare(field(declarator, 'name'), declaration && field(declaration, 'type'));
    }
  }
  builder.declareMembers(scope, members, nested);
}

/** `class S(Client client)`: parameters that all members reach, as fields. */
function lowerPrimaryConstructor(
  builder: CSharpBuilder,
  node: SyntaxNode,
  list: SyntaxNode,
  bases: SyntaxNode | undefined,
  owner: ClassExpression,
): void {
  const made = makeFunction(
    builder,
    list,
    { name: owner.name ?? '', owner, isConstructor: true },
    (maker, parameters) => {
      lowerParameters(builder, list, maker, parameters);
      for (const base of bases ? named(bases) : []) {
        const given =
          base.type === 'argument_list' ? base : base.children.find(child => child.type === 'argument_list');
        if (given) lowerBaseCall(builder, owner, given);
      }
      for (const parameter of named(list)) {
        const name = field(parameter, 'name');
        if (!name) continue;
        const type = typeReference(builder, field(parameter, 'type'));
        builder.bind(
          {
            kind: 'field',
            name: builder.slice(name),
            range: at(name),
            from: name.end,
            value: { ...nameExpression(builder, name), range: { start: list.end, end: list.end } },
            ...(type ? { type } : {}),
          },
          owner.scope,
        );
      }
    },
  );
  bindConstructor(builder, node, made);
}

function bindConstructor(builder: CSharpBuilder, node: SyntaxNode, value: FunctionExpression): void {
  const range = { start: node.start, end: node.start };
  builder.bind({ kind: 'function', name: CONSTRUCTOR, range, from: node.start, value });
}

function lowerMember(builder: CSharpBuilder, node: SyntaxNode, owner: ClassExpression): void {
  const name = field(node, 'name');
  switch (node.type) {
    case 'field_declaration':
    case 'event_field_declaration':
      lowerFields(builder, node);
      return;
    case 'property_declaration':
      lowerProperty(builder, node, owner);
      return;
    case 'constructor_declaration': {
      const isStatic = modifiers(builder, node).includes('static');
      const made = lowerFunction(builder, node, { name: owner.name ?? '', owner, isConstructor: !isStatic });
      bindConstructor(builder, node, made);
      return;
    }
    case 'method_declaration': {
      const decorators = lowerAttributes(builder, node);
      const isAbstract = !(field(node, 'body') ?? field(node, 'value'));
      const value = lowerFunction(builder, node, {
        name: name ? builder.slice(name) : '',
        owner,
        decorators,
        isAbstract,
      });
      if (name) builder.bind({ kind: 'function', name: builder.slice(name), range: at(name), from: node.start, value });
      return;
    }
    case 'indexer_declaration':
    case 'operator_declaration':
    case 'conversion_operator_declaration':
    case 'destructor_declaration':
    case 'event_declaration':
      lowerFunction(builder, node, { name: '', owner });
      lowerAccessors(builder, node, owner, '');
      return;
    case 'ERROR':
    case 'declaration_list':
      for (const child of values(node)) lowerMember(builder, child, owner);
      return;
    default:
      if (node.type.startsWith('preproc_'))
        builder.inBlock('branch', at(node), () => {
          for (const child of named(node)) if (child.field !== 'condition') lowerMember(builder, child, owner);
        });
      else lowerStatement(builder, node);
  }
}

function lowerFields(builder: CSharpBuilder, node: SyntaxNode): void {
  const declaration = node.children.find(child => child.type === 'variable_declaration');
  const typeNode = declaration && field(declaration, 'type');
  for (const declarator of declaration ? named(declaration) : []) {
    const name = field(declarator, 'name');
    if (declarator.type !== 'variable_declarator' || !name) continue;
    const initial = values(declarator).findLast(child => child !== name);
    bindField(builder, name, typeNode, initial, declarator.end);
  }
}

function bindField(
  builder: CSharpBuilder,
  name: SyntaxNode,
  typeNode: SyntaxNode | undefined,
  initial: SyntaxNode | undefined,
  from: number,
): void {
  const type = typeReference(builder, typeNode);
  const binding: Omit<Binding, 'block'> = { kind: 'field', name: builder.slice(name), range: at(name), from };
  const value = initial && lowerExpression(builder, initial, typeNode);
  builder.bind({ ...binding, ...(value ? { value } : {}), ...(type ? { type } : {}) });
}

/** `T P { get; set; } = x` keeps a value, `T P => x` and `T P { get { … } }` make one. */
function lowerProperty(builder: CSharpBuilder, node: SyntaxNode, owner: ClassExpression): void {
  const name = field(node, 'name');
  const typeNode = field(node, 'type');
  const value = field(node, 'value');
  if (!name) return;
  const own = builder.slice(name);
  const isExpression = value?.type === 'arrow_expression_clause';
  const getter = isExpression
    ? makeFunction(builder, node, { name: own, owner, isGetter: true, returnType: typeNode }, (_, __, returns) => {
        lowerBody(builder, value, returns, typeNode);
      })
    : lowerAccessors(builder, node, owner, own, typeNode);
  if (!getter) {
    bindField(builder, name, typeNode, value, node.end);
    return;
  }
  builder.bind({ kind: 'function', name: own, range: at(name), from: node.start, value: getter });
}

/** The getter of a property; its setter is read for the calls in it. */
function lowerAccessors(
  builder: CSharpBuilder,
  node: SyntaxNode,
  owner: ClassExpression,
  name: string,
  typeNode?: SyntaxNode,
): FunctionExpression | undefined {
  const list = field(node, 'accessors');
  let getter: FunctionExpression | undefined;
  for (const accessor of list ? named(list) : []) {
    const body = field(accessor, 'body');
    const word = field(accessor, 'name');
    if (!body) continue;
    const isGetter = word !== undefined && builder.slice(word) === 'get';
    const made = makeFunction(builder, accessor, { name, owner, isGetter, returnType: typeNode }, (_, __, returns) => {
      lowerBody(builder, body, returns, isGetter ? typeNode : undefined);
    });
    if (isGetter) getter = made;
  }
  return getter;
}

/** An enum: its members are numbers, which say nothing of what the code sends for them. */
export function lowerEnum(builder: CSharpBuilder, node: SyntaxNode): void {
  const name = field(node, 'name');
  const body = field(node, 'body');
  const entries = (body ? named(body) : []).flatMap((member): RecordEntry[] => {
    const key = field(member, 'name');
    const value = field(member, 'value');
    if (!key) return [];
    const lowered: Expression = value ? lowerExpression(builder, value) : { kind: 'other', range: at(member) };
    return [{ kind: 'entry', key: builder.slice(key), value: lowered, range: at(member) }];
  });
  const record: Expression = { kind: 'record', entries, range: at(node) };
  if (name)
    builder.bind({ kind: 'variable', name: builder.slice(name), range: at(name), from: node.start, value: record });
}
