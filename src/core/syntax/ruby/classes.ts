import { field, named, type SyntaxNode } from '../node';
import type { CallExpression, ClassExpression, Expression, FunctionExpression, Parameter, Scope } from '../program';
import type { RubyBuilder } from './builder';
import { lowerExpression, lowerSequence } from './expressions';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

type Changeable = Omit<ClassExpression, 'bases' | 'decorators'> & {
  readonly bases: Expression[];
  readonly decorators: Expression[];
};

/** `class A::B < C`, `module A`: what is opened again goes on where it was left. */
export function lowerClass(builder: RubyBuilder, node: SyntaxNode): Expression {
  const name = field(node, 'name');
  const body = field(node, 'body');
  const superclass = field(node, 'superclass');
  if (!name) return { kind: 'other', range: at(node) };
  const base = superclass && baseOf(builder, superclass);
  inNamespace(builder, name, own => {
    const made = openClass(builder, own, at(node), node.type === 'module');
    if (base) made.bases.push(base);
    builder.within(made.scope, () => {
      if (body) lowerSequence(builder, named(body), body);
    });
  });
  return { kind: 'other', range: at(node) };
}

function baseOf(builder: RubyBuilder, superclass: SyntaxNode): Expression | undefined {
  const [value] = named(superclass);
  return value && (classValue(builder, value, undefined) ?? lowerExpression(builder, value));
}

/** Runs `body` where the last of a path's names belongs: the modules before it are opened on the way. */
function inNamespace(builder: RubyBuilder, name: SyntaxNode, body: (own: SyntaxNode) => void): void {
  const own = name.type === 'scope_resolution' ? field(name, 'name') : name;
  const scope = name.type === 'scope_resolution' ? field(name, 'scope') : undefined;
  if (!own) return;
  if (!scope) {
    body(own);
    return;
  }
  inNamespace(builder, scope, outer => {
    const made = openClass(builder, outer, at(name), true);
    builder.within(made.scope, () => {
      body(own);
    });
  });
}

function openClass(
  builder: RubyBuilder,
  nameNode: SyntaxNode,
  range: Expression['range'],
  isModule: boolean,
): Changeable {
  const name = builder.slice(nameNode);
  const known = builder.classHere(name);
  if (known) return known as Changeable;
  const made = newClass(builder, name, range, isModule);
  builder.bind({ kind: 'class', name, range: at(nameNode), from: range.start, value: made });
  return made;
}

function newClass(
  builder: RubyBuilder,
  name: string | undefined,
  range: Expression['range'],
  isModule: boolean,
): Changeable {
  return builder.inScope(
    'class',
    range,
    scope => {
      // The parts of a module stand in many files, each with some of what it holds.
      const made: Changeable = {
        kind: 'class',
        name,
        bases: [],
        decorators: [],
        scope,
        range,
        ...(isModule ? { isPartial: true } : {}),
      };
      builder.own(scope, made);
      return made;
    },
    { isOpen: true },
  );
}

/** `class << self`: methods of the class itself, which are called on it as those of an object are. */
export function lowerSingletonClass(builder: RubyBuilder, node: SyntaxNode): Expression {
  const body = field(node, 'body');
  return body ? lowerSequence(builder, named(body), body) : { kind: 'other', range: at(node) };
}

/** Adds a module whose methods the class has as its own; they come before those of its base. */
export function mixIn(builder: RubyBuilder, modules: readonly Expression[]): void {
  const owner = builder.enclosingClass;
  if (owner && builder.scope.kind === 'class') (owner as Changeable).bases.unshift(...modules);
}

/** Notes a call in the body of a class: `model "gpt-4o"` declares, `acts_as_chat` makes it something else as well. */
export function declare(builder: RubyBuilder, call: CallExpression): void {
  const owner = builder.enclosingClass;
  if (!owner) return;
  const { callee } = call;
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
  if (name.startsWith('acts_as_'))
    (owner as Changeable).bases.unshift({
      kind: 'name',
      name,
      scope: builder.module(),
      block: builder.block,
      range: call.nameRange,
    });
  else if (call.arguments.length) (owner as Changeable).decorators.push(call);
}

/**
 * `Struct.new(:a, :b) do … end`, `Data.define(:a)`, `Class.new(Base) do … end`: a class that is written as a value.
 * @returns undefined for any other value
 */
export function classValue(
  builder: RubyBuilder,
  node: SyntaxNode,
  name: string | undefined,
): ClassExpression | undefined {
  const receiver = field(node, 'receiver');
  const method = field(node, 'method');
  if (node.type !== 'call' || !receiver || !method) return undefined;
  const path = `${builder.slice(receiver).replace(/^::/, '')}.${builder.slice(method)}`;
  const list = field(node, 'arguments');
  const given = list ? named(list) : [];
  if (path !== 'Struct.new' && path !== 'Data.define' && path !== 'Class.new') return undefined;
  const made = newClass(builder, name, at(node), false);
  builder.within(made.scope, () => {
    if (path === 'Class.new') made.bases.push(...given.slice(0, 1).map(base => lowerExpression(builder, base)));
    else bindMembers(builder, made, given);
    const block = field(node, 'block');
    const body = block && field(block, 'body');
    if (body) lowerSequence(builder, named(body), body);
  });
  return made;
}

/** The members of a `Struct`, which its constructor takes by position or by name. */
function bindMembers(builder: RubyBuilder, owner: ClassExpression, nodes: readonly SyntaxNode[]): void {
  const symbols = nodes.filter(node => node.type === 'simple_symbol');
  const parameters: Parameter[] = symbols.map(node => ({
    name: builder.slice(node).slice(1),
    kind: 'positional',
    range: at(node),
  }));
  builder.inScope('function', owner.range, scope => {
    const maker: FunctionExpression = {
      kind: 'function',
      name: 'initialize',
      parameters,
      scope,
      returns: [],
      decorators: [],
      owner,
      isGetter: false,
      isConstructor: true,
      range: owner.range,
    };
    builder.own(scope, maker);
    builder.close(scope);
    parameters.forEach(({ name, range }, index) => {
      builder.bind({ kind: 'parameter', name, range, from: range.end, parameter: { owner: maker, index, name } });
      const value = builder.nameHere(name, { start: range.end, end: range.end });
      builder.bind({ kind: 'field', name: `@${name}`, range, from: range.end, value }, owner.scope);
    });
    builder.bind(
      { kind: 'function', name: 'initialize', range: owner.range, from: owner.range.start, value: maker },
      owner.scope,
    );
  });
  for (const { name, range } of parameters) bindReader(builder, owner, name, range);
}

/** A method that gives the variable of its name. */
export function bindReader(
  builder: RubyBuilder,
  owner: ClassExpression,
  name: string,
  range: Expression['range'],
  home: Scope = owner.scope,
): void {
  const value = builder.method(name, range, () => fieldOf(builder, owner, name, range), owner);
  builder.bind({ kind: 'function', name, range, from: range.start, value }, home);
}

export function fieldOf(
  builder: RubyBuilder,
  owner: ClassExpression,
  name: string,
  range: Expression['range'],
): Expression {
  return {
    kind: 'member',
    object: { kind: 'self', owner, block: builder.block, range },
    property: `@${name}`,
    propertyRange: range,
    range,
  };
}
