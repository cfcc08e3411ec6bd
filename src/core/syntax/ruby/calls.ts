import { staticKey } from '../builder';
import { field, named, type SyntaxNode } from '../node';
import type { Argument, CallExpression, Expression, FunctionExpression } from '../program';
import type { RubyBuilder } from './builder';
import { lowerExpression, lowerEntry, lowerInner, lowerOther } from './expressions';
import { lowerBlock } from './functions';
import { lowerMacro } from './macros';
import { noteChange } from './changes';
import { declare } from './classes';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

/** Methods that run their block once for each element. */
const PER_ELEMENT: ReadonlySet<string> = new Set(
  (
    'all? any? collect collect_concat count cycle detect downto each each_batch each_char each_cons each_entry ' +
    'each_key each_line each_pair each_slice each_value each_with_index each_with_object filter filter_map find ' +
    'find_all find_each find_in_batches flat_map group_by in_batches index_by index_with inject loop map map! ' +
    'max_by min_by none? partition pmap reduce reject select sort_by step sum tally_by times to_h upto zip'
  ).split(' '),
);
/** Of these, the ones that hand each element to the block as its first parameter. */
const GIVES_ELEMENT =
  /^(all\?|any\?|collect|detect|each|each_with_index|each_with_object|filter|filter_map|find|flat_map|map|none\?|pmap|reject|select)$/;
/** Methods of every object that are called without naming one; what a class defines by that name is rare. */
const KERNEL: ReadonlySet<string> = new Set(
  (
    'Array Float Hash Integer Pathname String URI __dir__ abort binding caller exit fail format gets loop p print printf proc putc puts ' +
    'raise rand require require_relative sleep sprintf srand system warn'
  ).split(' '),
);
/** Methods that do not come back. */
const LEAVES: ReadonlySet<string> = new Set(['raise', 'fail', 'abort', 'exit', 'throw']);
const SENDS: ReadonlySet<string> = new Set(['send', 'public_send', '__send__', 'try', 'try!']);

interface Parts {
  readonly receiver: Expression | undefined;
  readonly name: string;
  readonly nameRange: Expression['range'];
}

export function lowerCall(builder: RubyBuilder, node: SyntaxNode): Expression {
  if (node.type !== 'call') return lowerOther(builder, node);
  const receiver = field(node, 'receiver');
  const method = field(node, 'method');
  const list = field(node, 'arguments');
  if (method?.type === 'super') return lowerOther(builder, node);
  const name = method ? builder.slice(method) : 'call';
  if (!receiver && method) {
    const macro = lowerMacro(builder, node, name);
    if (macro) return macro;
  }
  const object = receiver && lowerExpression(builder, receiver);
  // The class of an object is asked for what the object can do as well.
  if (object?.kind === 'self' && name === 'class') return object;
  const nameAt = method ?? list ?? node;
  const parts = { receiver: object, name, nameRange: { start: nameAt.start, end: method ? method.end : nameAt.start } };
  if (name === '[]' && object) return lowerIndexCall(builder, node, object);
  if (name === 'dig' && object && list) return lowerDig(builder, list, object);
  return finishCall(builder, node, parts);
}

/** `object&.[](:key)`. */
function lowerIndexCall(builder: RubyBuilder, node: SyntaxNode, object: Expression): Expression {
  const [index] = lowerArguments(builder, field(node, 'arguments'));
  return index ? { kind: 'element', object, index: index.value, range: at(node) } : { kind: 'other', range: at(node) };
}

/** `options.dig(:ai, :model)` is `options[:ai][:model]`. */
function lowerDig(builder: RubyBuilder, list: SyntaxNode, object: Expression): Expression {
  return lowerArguments(builder, list).reduce<Expression>(
    (inner, { value, range }) => ({
      kind: 'element',
      object: inner,
      index: value,
      range: { ...object.range, end: range.end },
    }),
    object,
  );
}

/** A method without a receiver: of the object around, of the file, or of every object. */
export function lowerBareCall(builder: RubyBuilder, node: SyntaxNode, name: string): Expression {
  return finishCall(builder, node, { receiver: undefined, name, nameRange: at(node) });
}

function calleeOf(builder: RubyBuilder, { receiver, name, nameRange }: Parts, range: Expression['range']): Expression {
  if (receiver)
    return {
      kind: 'member',
      object: receiver,
      property: name,
      propertyRange: nameRange,
      range: { ...range, end: nameRange.end },
    };
  const owner = KERNEL.has(name) || builder.hasFunction(name) ? undefined : builder.enclosingClass;
  if (!owner) return builder.nameHere(name, nameRange);
  return {
    kind: 'member',
    object: { kind: 'self', owner, block: builder.block, range: { start: nameRange.start, end: nameRange.start } },
    property: name,
    propertyRange: nameRange,
    range: nameRange,
  };
}

function finishCall(builder: RubyBuilder, node: SyntaxNode, parts: Parts): Expression {
  const { receiver, name } = parts;
  const range = at(node);
  const list = node.type === 'call' ? field(node, 'arguments') : undefined;
  const blockNode = node.type === 'call' ? field(node, 'block') : undefined;
  const given = lowerArguments(builder, list);
  const isPerElement = PER_ELEMENT.has(name) && !(name === 'find' && given.length);
  const block =
    blockNode &&
    lowerBlockOf(builder, blockNode, isPerElement ? (receiver ?? { kind: 'other', range }) : undefined, name);
  if (block && isLambda(parts)) return block;
  const sent = SENDS.has(name) ? sentCall(builder, parts, given, range) : undefined;
  const { nameRange } = sent ?? parts;
  const call: CallExpression = {
    kind: 'call',
    callee: sent?.callee ?? calleeOf(builder, parts, range),
    arguments: [...(sent?.arguments ?? given), ...blockArguments(name, block)],
    argumentsRange: list && builder.text[list.start] === '(' ? at(list) : undefined,
    ...((list ?? block) ? {} : { isBare: true }),
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange,
    range,
  };
  builder.addCall(call);
  if (!receiver && builder.scope.kind === 'class') declare(builder, call);
  if (receiver) noteChange(builder, receiver, name, call);
  if (!receiver && LEAVES.has(name)) return { kind: 'nothing', range };
  // `tap` gives what it was called on.
  return receiver && name === 'tap' ? receiver : call;
}

/** `lambda { }`, `proc { }`, `Proc.new { }` are what their block is. */
function isLambda({ receiver, name }: Parts): boolean {
  if (!receiver) return name === 'lambda' || name === 'proc';
  return name === 'new' && receiver.kind === 'name' && receiver.name === 'Proc';
}

interface Sent {
  readonly callee: Expression;
  readonly nameRange: Expression['range'];
  readonly arguments: readonly Argument[];
}

/** `client.public_send(:chat, …)` is `client.chat(…)`; a method that is chosen at run time is like an element. */
function sentCall(
  builder: RubyBuilder,
  { receiver }: Parts,
  given: readonly Argument[],
  range: Expression['range'],
): Sent | undefined {
  const [first, ...rest] = given;
  const index = first?.kind === 'positional' ? first.value : undefined;
  if (!index) return undefined;
  const name = staticKey(index);
  const nameRange = index.kind === 'text' ? index.content : index.range;
  if (name !== undefined && nameRange)
    return { callee: calleeOf(builder, { receiver, name, nameRange }, range), nameRange, arguments: rest };
  if (!receiver) return undefined;
  const callee: Expression = { kind: 'element', object: receiver, index, range: { ...range, end: index.range.end } };
  return { callee, nameRange: index.range, arguments: rest };
}

function lowerBlockOf(
  builder: RubyBuilder,
  node: SyntaxNode,
  each: Expression | undefined,
  name: string,
): FunctionExpression {
  if (!each) return lowerBlock(builder, node);
  const element: Expression = GIVES_ELEMENT.test(name) ? each : { kind: 'other', range: each.range };
  return lowerBlock(builder, node, { each: element });
}

/** A block goes by the name `&`; that of `fetch` gives what holds when there is nothing. */
function blockArguments(name: string, block: FunctionExpression | undefined): Argument[] {
  if (!block) return [];
  const [result] = block.returns;
  if (name === 'fetch' && result && !block.parameters.length)
    return [{ kind: 'positional', value: result, range: block.range }];
  return [{ kind: 'named', name: '&', value: block, range: block.range }];
}

export function lowerArguments(builder: RubyBuilder, list: SyntaxNode | undefined): Argument[] {
  return (list ? named(list) : []).flatMap((node): Argument[] => {
    const range = at(node);
    switch (node.type) {
      case 'heredoc_body':
        return [];
      case 'pair':
        return lowerEntry(builder, node).map(entry =>
          entry.kind === 'entry' && typeof entry.key === 'string'
            ? { kind: 'named', name: entry.key, value: entry.value, range }
            : { kind: 'namedSpread', value: { kind: 'record', entries: [entry], range }, range },
        );
      case 'splat_argument':
      case 'forward_argument':
        return [{ kind: 'spread', value: lowerInner(builder, node), range }];
      case 'hash_splat_argument':
        return [{ kind: 'namedSpread', value: lowerInner(builder, node), range }];
      case 'block_argument':
        return [{ kind: 'named', name: '&', value: lowerInner(builder, node), range }];
      default:
        return [{ kind: 'positional', value: lowerExpression(builder, node), range }];
    }
  });
}
