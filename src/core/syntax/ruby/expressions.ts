import { staticKey } from '../builder';
import { field, fields, named, type SyntaxNode } from '../node';
import { lowerOperation, type Operation } from '../operations';
import type { Expression, RecordEntry, RecordSpread, TextExpression } from '../program';
import { lowerAssignment, lowerOperatorAssignment } from './assignments';
import type { RubyBuilder } from './builder';
import { lowerBareCall, lowerCall } from './calls';
import { lowerBegin, lowerCase, lowerFor, lowerIf, lowerRescueModifier, lowerWhile } from './control';
import { lowerClass, lowerSingletonClass } from './classes';
import { lowerBlock, lowerMethod, returnFromMethod } from './functions';
import { heredocText } from './heredocs';
import { contentRange, numberValue, stringParts } from './literals';

const BINARY: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '**', '|']);

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

/** Whatever stands in a Ruby file has a value, statements as well. */
export function lowerExpression(builder: RubyBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  switch (node.type) {
    case 'string':
    case 'delimited_symbol':
    case 'bare_string':
    case 'bare_symbol':
      return lowerText(builder, node);
    case 'simple_symbol':
      return plainText(builder.slice(node).slice(1), range, 1);
    case 'hash_key_symbol':
      return plainText(builder.slice(node), range, 0);
    case 'character':
      return plainText(builder.slice(node).slice(1), range, 1);
    case 'heredoc_beginning':
      return builder.addText(heredocText(builder, node, slot => lowerSequence(builder, named(slot), slot)));
    case 'chained_string': {
      const parts = named(node).flatMap(child => lowerText(builder, child).parts);
      return builder.addText({ kind: 'text', parts, content: undefined, range });
    }
    case 'integer':
    case 'float':
    case 'rational':
    case 'complex':
      return { kind: 'number', value: numberValue(builder.slice(node)), range };
    case 'true':
    case 'false':
      return { kind: 'boolean', value: node.type === 'true', range };
    case 'nil':
      return { kind: 'nothing', range };
    case 'constant':
      return builder.nameHere(builder.slice(node), range);
    case 'identifier':
      return lowerIdentifier(builder, node);
    case 'self': {
      const owner = builder.enclosingClass;
      return owner ? { kind: 'self', owner, block: builder.block, range } : { kind: 'other', range };
    }
    case 'instance_variable':
    case 'class_variable':
      return fieldHere(builder, node);
    case 'global_variable':
      return builder.nameHere(builder.slice(node), range);
    case 'scope_resolution':
      return lowerScopeResolution(builder, node);
    case 'element_reference':
      return lowerElement(builder, node);
    case 'call':
    case 'yield':
    case 'super':
      return lowerCall(builder, node);
    case 'hash':
      return { kind: 'record', entries: named(node).flatMap(child => lowerEntry(builder, child)), range };
    case 'array':
    case 'string_array':
    case 'symbol_array':
    case 'right_assignment_list':
      return lowerList(builder, node);
    case 'binary':
      return lowerBinary(builder, node);
    case 'unary':
      return lowerUnary(builder, node);
    case 'conditional':
    case 'if':
    case 'unless':
    case 'elsif':
    case 'if_modifier':
    case 'unless_modifier':
      return lowerIf(builder, node);
    case 'case':
    case 'case_match':
      return lowerCase(builder, node);
    case 'while':
    case 'until':
    case 'while_modifier':
    case 'until_modifier':
      return lowerWhile(builder, node);
    case 'for':
      return lowerFor(builder, node);
    case 'begin':
      return lowerBegin(builder, node);
    case 'rescue_modifier':
      return lowerRescueModifier(builder, node);
    case 'parenthesized_statements':
    case 'body_statement':
    case 'block_body':
    case 'then':
    case 'else':
    case 'do':
      return lowerSequence(builder, named(node), node);
    case 'assignment':
      return lowerAssignment(builder, node);
    case 'operator_assignment':
      return lowerOperatorAssignment(builder, node);
    case 'method':
    case 'singleton_method':
      return lowerMethod(builder, node);
    case 'class':
    case 'module':
      return lowerClass(builder, node);
    case 'singleton_class':
      return lowerSingletonClass(builder, node);
    case 'lambda':
      return lowerLambda(builder, node);
    case 'return':
    case 'next':
    case 'break':
      return lowerReturn(builder, node);
    case 'argument_list':
    case 'splat_argument':
    case 'hash_splat_argument':
    case 'block_argument':
    case 'exceptions':
    case 'pattern':
    case 'superclass':
      return lowerInner(builder, node);
    case 'alias':
      return lowerAlias(builder, node);
    case 'comment':
    case 'heredoc_body':
    case 'uninterpreted':
      return { kind: 'other', range };
    default:
      return lowerOther(builder, node);
  }
}

/** Statements one after the other: the value of the last; of several ways through them, each. */
export function lowerSequence(builder: RubyBuilder, nodes: readonly SyntaxNode[], whole: SyntaxNode): Expression {
  let value: Expression = { kind: 'nothing', range: { start: whole.end, end: whole.end } };
  const others: Expression[] = [];
  for (const node of nodes) {
    if (node.type === 'heredoc_body' || node.type === 'empty_statement') continue;
    if (node.type === 'rescue')
      others.push(builder.inBlock('branch', at(node), () => lowerSequence(builder, rescueBody(builder, node), node)));
    else if (node.type === 'ensure') lowerSequence(builder, named(node), node);
    else value = lowerExpression(builder, node);
  }
  return others.reduce<Expression>(
    (whenTrue, whenFalse) => ({ kind: 'conditional', whenTrue, whenFalse, range: at(whole) }),
    value,
  );
}

/** Binds the exception and gives what runs when it is caught. */
function rescueBody(builder: RubyBuilder, node: SyntaxNode): SyntaxNode[] {
  const variable = field(node, 'variable');
  const name = variable && named(variable)[0];
  if (name?.type === 'identifier')
    builder.bind({ kind: 'other', name: builder.slice(name), range: at(name), from: name.end });
  return named(node).filter(child => child !== variable && child.type !== 'exceptions');
}

export function lowerInner(builder: RubyBuilder, node: SyntaxNode): Expression {
  const [first, ...rest] = named(node);
  const value: Expression = first ? lowerExpression(builder, first) : { kind: 'other', range: at(node) };
  for (const each of rest) lowerExpression(builder, each);
  return value;
}

export function lowerOther(builder: RubyBuilder, node: SyntaxNode): Expression {
  for (const child of node.children) if (child.isNamed) lowerExpression(builder, child);
  return { kind: 'other', range: at(node) };
}

function lowerText(builder: RubyBuilder, node: SyntaxNode): TextExpression {
  return builder.addText({
    kind: 'text',
    parts: stringParts(builder.text, node, slot => lowerSequence(builder, named(slot), slot)),
    content: node.type === 'bare_string' || node.type === 'bare_symbol' ? at(node) : contentRange(builder.text, node),
    range: at(node),
  });
}

function plainText(text: string, range: Expression['range'], markLength: number): TextExpression {
  const content = { start: range.start + markLength, end: range.end };
  return { kind: 'text', parts: [{ kind: 'piece', text, range: content }], content, range };
}

/** A bare word is a local variable where one has been set, else a method. */
function lowerIdentifier(builder: RubyBuilder, node: SyntaxNode): Expression {
  const name = builder.slice(node);
  return builder.localScope(name) ? builder.nameHere(name, at(node)) : lowerBareCall(builder, node, name);
}

/** `@client` belongs to the object around; outside of a class, to the file. */
export function fieldHere(builder: RubyBuilder, node: SyntaxNode): Expression {
  const owner = builder.enclosingClass;
  const name = builder.slice(node);
  const range = at(node);
  if (!owner) return builder.nameHere(name, range);
  return {
    kind: 'member',
    object: { kind: 'self', owner, block: builder.block, range: { start: range.start, end: range.start } },
    property: name,
    propertyRange: range,
    range,
  };
}

/** `A::B`; a leading `::` only says where the search begins. */
function lowerScopeResolution(builder: RubyBuilder, node: SyntaxNode): Expression {
  const scope = field(node, 'scope');
  const name = field(node, 'name');
  if (!name) return lowerOther(builder, node);
  if (!scope) return { ...builder.nameHere(builder.slice(name), at(name)), scope: builder.module() };
  const object = lowerExpression(builder, scope);
  return { kind: 'member', object, property: builder.slice(name), propertyRange: at(name), range: at(node) };
}

function lowerElement(builder: RubyBuilder, node: SyntaxNode): Expression {
  const object = field(node, 'object');
  const indexes = named(node).filter(child => child !== object);
  const [index] = indexes;
  if (!object || !index) return lowerOther(builder, node);
  const target = lowerExpression(builder, object);
  const [first] = indexes.map(each => lowerExpression(builder, each));
  if (!first || indexes.length > 1 || index.type === 'range') return { kind: 'other', range: at(node) };
  return { kind: 'element', object: target, index: first, range: at(node) };
}

/** An entry of a hash; what is given by name to a call reads alike. */
export function lowerEntry(builder: RubyBuilder, node: SyntaxNode): (RecordEntry | RecordSpread)[] {
  const range = at(node);
  if (node.type === 'hash_splat_argument') return [{ kind: 'spread', value: lowerInner(builder, node), range }];
  if (node.type !== 'pair') {
    if (node.type !== 'heredoc_body') lowerExpression(builder, node);
    return [];
  }
  const key = field(node, 'key');
  const value = field(node, 'value');
  if (!key) return [];
  const lowered = lowerExpression(builder, key);
  // `model:` alone stands for the variable or method of that name.
  const given = value
    ? lowerExpression(builder, value)
    : lowerIdentifier(builder, { ...key, type: 'identifier', end: key.end });
  return [{ kind: 'entry', key: staticKey(lowered) ?? lowered, value: given, range }];
}

function lowerList(builder: RubyBuilder, node: SyntaxNode): Expression {
  const children = named(node).filter(child => child.type !== 'heredoc_body');
  const pairs = children.filter(child => child.type === 'pair' || child.type === 'hash_splat_argument');
  const items = children
    .filter(child => !pairs.includes(child))
    .map(child =>
      child.type === 'splat_argument'
        ? { value: lowerInner(builder, child), isSpread: true }
        : { value: lowerExpression(builder, child), isSpread: false },
    );
  const [first] = pairs;
  const last = pairs.at(-1);
  // `[a, key: b]` ends with a hash.
  if (first && last) {
    const entries = pairs.flatMap(pair => lowerEntry(builder, pair));
    items.push({
      value: { kind: 'record', entries, range: { start: first.start, end: last.end } },
      isSpread: false,
    });
  }
  return { kind: 'list', isUnordered: false, range: at(node), items };
}

function lowerBinary(builder: RubyBuilder, node: SyntaxNode): Expression {
  return lowerOperation(builder, node, {
    kept: BINARY,
    lower: child => lowerExpression(builder, child),
    otherwise: operation => combine(builder, operation),
  });
}

function combine(builder: RubyBuilder, { sign, left, right, range }: Operation): Expression | undefined {
  if (sign === '||' || sign === 'or') return { kind: 'fallback', preferred: left, fallback: right, range };
  if (sign === '&&' || sign === 'and') return { kind: 'guarded', value: right, range };
  if (sign !== '<<') return undefined;
  if (left.kind === 'number') return { kind: 'binary', operator: '<<', left, right, range };
  if (left.kind === 'text') return { kind: 'binary', operator: '+', left, right, range };
  builder.mutate(left, { kind: 'append', values: [right], at: range });
  // What was appended to, as it is from here on.
  return { ...left, range: { start: range.end, end: range.end } };
}

function lowerUnary(builder: RubyBuilder, node: SyntaxNode): Expression {
  const operand = field(node, 'operand');
  const operator = field(node, 'operator');
  if (!operand) return { kind: 'other', range: at(node) };
  const value = lowerExpression(builder, operand);
  const sign = operator ? builder.slice(operator) : '';
  if (value.kind === 'number') return { ...value, value: sign === '-' ? -value.value : value.value, range: at(node) };
  // `+"text"` and `-"text"` only say whether it may be changed.
  return value.kind === 'text' && (sign === '+' || sign === '-') ? value : { kind: 'other', range: at(node) };
}

function lowerLambda(builder: RubyBuilder, node: SyntaxNode): Expression {
  const body = field(node, 'body');
  return body ? lowerBlock(builder, body, { parameters: field(node, 'parameters') }) : lowerOther(builder, node);
}

/** `return x` gives the method's value, `next x` that of the block. */
function lowerReturn(builder: RubyBuilder, node: SyntaxNode): Expression {
  const [list] = named(node);
  const values = list?.type === 'argument_list' ? named(list) : list ? [list] : [];
  const lowered = values.map(value => lowerExpression(builder, value));
  const [first] = lowered;
  if (first) {
    if (node.type === 'return') returnFromMethod(builder, first);
    else if (node.type === 'next') builder.addReturn(first);
  }
  return { kind: 'nothing', range: at(node) };
}

function lowerAlias(builder: RubyBuilder, node: SyntaxNode): Expression {
  const [name, alias] = [...fields(node, 'name'), ...fields(node, 'alias')];
  const owner = builder.enclosingClass;
  if (name && alias && owner && builder.scope.kind === 'class') {
    const value: Expression = {
      kind: 'member',
      object: { kind: 'self', owner, block: builder.block, range: at(alias) },
      property: builder.slice(alias).replace(/^:/, ''),
      propertyRange: at(alias),
      range: at(alias),
    };
    const own = builder.slice(name).replace(/^:/, '');
    builder.bind({ kind: 'field', name: own, range: at(name), from: node.end, value });
  }
  return { kind: 'other', range: at(node) };
}
