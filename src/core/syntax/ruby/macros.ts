import { staticKey } from '../builder';
import { field, named, type SyntaxNode } from '../node';
import type { ClassExpression, Expression } from '../program';
import type { RubyBuilder } from './builder';
import { lowerArguments } from './calls';
import { bindReader, fieldOf, mixIn } from './classes';
import { lowerSequence } from './expressions';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

/** Calls in the body of a class or module whose block belongs to that body. */
export const CLASS_BODIES: ReadonlySet<string> = new Set(['included', 'prepended', 'class_methods', 'concerning']);

const READERS: ReadonlySet<string> = new Set(['attr_reader', 'attr_accessor', 'attr']);
/** Declarations of attributes that can be given a default. */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  'attribute',
  'cattr_accessor',
  'cattr_reader',
  'class_attribute',
  'config_accessor',
  'mattr_accessor',
  'mattr_reader',
  'option',
  'param',
  'prop',
  'setting',
  'thread_mattr_accessor',
]);
/** Names that specs give to what a block comes to. */
const NAMED_BLOCKS: ReadonlySet<string> = new Set(['let', 'let!', 'let_it_be', 'subject', 'subject!', 'given']);

/**
 * Calls that define something where they stand: `attr_reader :client`, `let(:model) { … }`, `include Chatty`.
 * @returns undefined for a call like any other
 */
export function lowerMacro(builder: RubyBuilder, node: SyntaxNode, name: string): Expression | undefined {
  const owner = builder.scope.kind === 'class' ? builder.enclosingClass : undefined;
  const done: Expression = { kind: 'other', range: at(node) };
  const block = field(node, 'block');
  if (NAMED_BLOCKS.has(name) || name === 'define_method') return lowerNamedBlock(builder, node);
  if (!owner) return undefined;
  if (CLASS_BODIES.has(name) && block) {
    const body = field(block, 'body');
    if (body) lowerSequence(builder, named(body), body);
    return done;
  }
  if (name === 'include' || name === 'extend' || name === 'prepend') {
    const given = lowerArguments(builder, field(node, 'arguments'));
    const modules = given.filter(({ value }) => value.kind !== 'self').map(({ value }) => value);
    mixIn(builder, modules);
    if (modules.some(value => value.kind === 'name' && value.name === 'Singleton')) bindInstance(builder, node, owner);
    return done;
  }
  if (READERS.has(name)) {
    for (const { name: own, range } of symbolsOf(builder, node)) bindReader(builder, owner, own, range);
    return done;
  }
  if (ATTRIBUTES.has(name)) return lowerAttribute(builder, node, owner);
  if (name === 'delegate') return lowerDelegate(builder, node, owner);
  if (name === 'alias_method') return lowerAlias(builder, node, owner);
  return undefined;
}

/** `include Singleton` gives a class the method `instance`. */
function bindInstance(builder: RubyBuilder, node: SyntaxNode, owner: ClassExpression): void {
  const range = at(node);
  const self = (): Expression => ({ kind: 'self', owner, block: builder.block, range });
  const value = builder.method('instance', range, self, owner);
  builder.bind({ kind: 'function', name: 'instance', range, from: node.start, value }, owner.scope);
}

function symbolsOf(builder: RubyBuilder, node: SyntaxNode): { name: string; range: Expression['range'] }[] {
  const list = field(node, 'arguments');
  return (list ? named(list) : [])
    .filter(child => child.type === 'simple_symbol')
    .map(child => ({ name: builder.slice(child).slice(1), range: at(child) }));
}

/** `let(:model) { "gpt-4o" }`: a method whose value is the block's. */
function lowerNamedBlock(builder: RubyBuilder, node: SyntaxNode): Expression | undefined {
  const block = field(node, 'block');
  const [symbol] = symbolsOf(builder, node);
  const body = block && field(block, 'body');
  if (!body || !symbol) return undefined;
  const home = builder.scope;
  const owner = home.kind === 'class' ? builder.enclosingClass : undefined;
  const value = builder.inBlock('closure', at(node), () =>
    builder.method(symbol.name, at(node), () => lowerSequence(builder, named(body), body), owner),
  );
  builder.bind({ kind: 'function', name: symbol.name, range: symbol.range, from: home.range.start, value }, home);
  return { kind: 'other', range: at(node) };
}

/** `class_attribute :model, default: "gpt-4o"`, `attribute :model, :string, default: …`. */
function lowerAttribute(builder: RubyBuilder, node: SyntaxNode, owner: ClassExpression): Expression {
  const given = lowerArguments(builder, field(node, 'arguments'));
  const initial = given.find(({ name }) => name === 'default')?.value;
  const value = initial?.kind === 'function' ? initial.returns[0] : initial;
  for (const { name, range } of symbolsOf(builder, node).slice(0, value ? 1 : undefined)) {
    bindReader(builder, owner, name, range);
    if (value) builder.bind({ kind: 'field', name: `@${name}`, range, from: node.end, value }, owner.scope);
  }
  return { kind: 'other', range: at(node) };
}

/** `delegate :chat, to: :client`. */
function lowerDelegate(builder: RubyBuilder, node: SyntaxNode, owner: ClassExpression): Expression {
  const given = lowerArguments(builder, field(node, 'arguments'));
  const target = given.find(({ name }) => name === 'to')?.value;
  const to = target && staticKey(target);
  if (to === undefined || !/^@?\w+$/.test(to)) return { kind: 'other', range: at(node) };
  for (const { name, range } of symbolsOf(builder, node)) {
    const self: Expression = { kind: 'self', owner, block: builder.block, range };
    const object: Expression = { kind: 'member', object: self, property: to, propertyRange: range, range };
    const read: Expression = to.startsWith('@')
      ? fieldOf(builder, owner, to.slice(1), range)
      : bareCall(builder, object, range);
    const value: Expression = { kind: 'member', object: read, property: name, propertyRange: range, range };
    builder.bind({ kind: 'field', name, range, from: node.start, value }, owner.scope);
  }
  return { kind: 'other', range: at(node) };
}

const bareCall = (builder: RubyBuilder, callee: Expression, range: Expression['range']): Expression => ({
  kind: 'call',
  callee,
  arguments: [],
  argumentsRange: undefined,
  isBare: true,
  isNew: false,
  scope: builder.scope,
  block: builder.block,
  nameRange: range,
  range,
});

function lowerAlias(builder: RubyBuilder, node: SyntaxNode, owner: ClassExpression): Expression {
  const [alias, original] = symbolsOf(builder, node);
  if (alias && original) {
    const self: Expression = { kind: 'self', owner, block: builder.block, range: original.range };
    const value: Expression = {
      kind: 'member',
      object: self,
      property: original.name,
      propertyRange: original.range,
      range: original.range,
    };
    builder.bind({ kind: 'field', name: alias.name, range: alias.range, from: node.start, value }, owner.scope);
  }
  return { kind: 'other', range: at(node) };
}
