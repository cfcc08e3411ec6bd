import type { Range } from '../../text';
import { field, named, type SyntaxNode } from '../node';
import type { Expression, RecordEntry, SlotPiece, TextExpression } from '../program';
import type { RustBuilder } from './builder';
import { lowerInnerBlock } from './blocks';
import { appendText } from './changes';
import { lowerExpression } from './expressions';
import { formatParts } from './format';
import { lowerConstant } from './items';
import { at } from './nodes';
import { TokenTree } from './tokenTree';

/** Macros that end what is going on. */
const NEVER = /^(?:panic|unreachable|todo|unimplemented|bail|abort|compile_error)$/;
/** Macros that make a map of `key => value`. */
const MAPS = /^(?:hashmap|btreemap|indexmap|hash_map|phf_map|prompt_args|convert_args|collection)$/;

/** A macro by its name; what stands in an unknown one is read for the calls in it. */
export function lowerMacro(builder: RustBuilder, node: SyntaxNode): Expression {
  return builder.inMacro(() => lowerNamed(builder, node)) ?? { kind: 'other', range: at(node) };
}

function lowerNamed(builder: RustBuilder, node: SyntaxNode): Expression {
  const macro = field(node, 'macro');
  const tree = node.children.find(({ type }) => type === 'token_tree');
  const range = at(node);
  if (!macro || !tree) return { kind: 'other', range };
  const name = builder.slice(macro).split('::').at(-1)?.trim() ?? '';
  const inner = { start: tree.start + 1, end: Math.max(tree.start + 1, tree.end - 1) };
  const content = (): TokenTree => new TokenTree(builder.text, inner);
  switch (name) {
    case 'vec':
    case 'smallvec':
    case 'arrayvec':
    case 'vecdeque':
    case 'bon_vec':
      return lowerList(builder, content().statements(), range);
    case 'json':
      return lowerJson(builder, content().json(), range);
    case 'format':
    case 'formatdoc':
    case 'format_args':
    case 'indoc':
    case 'printdoc':
    case 'concatdoc':
      return lowerFormat(builder, content().statements(), range, name !== 'indoc');
    case 'write':
    case 'writeln':
    case 'writedoc':
      return lowerWrite(builder, content().statements(), node, name === 'writeln');
    case 'concat':
      return lowerConcat(builder, content().statements(), range);
    case 'env':
    case 'option_env':
    case 'include_str':
    case 'include_bytes':
      return lowerCompileTime(builder, name, macro, content().statements(), node);
    default:
  }
  if (MAPS.test(name)) return lowerJson(builder, content().entriesOf(), range);
  lowerContent(builder, content().statements(), tree);
  return NEVER.test(name) ? builder.markNever({ kind: 'other', range }) : { kind: 'other', range };
}

/** Statements have names of their own; constants, as in `lazy_static!`, are those of the code around. */
function lowerContent(builder: RustBuilder, children: readonly SyntaxNode[], tree: SyntaxNode): void {
  if (children.every(({ type }) => type === 'static_item')) for (const child of children) lowerConstant(builder, child);
  else lowerInnerBlock(builder, { ...tree, children });
}

/** `vec![a, b]`, `vec![a; 3]` */
function lowerList(builder: RustBuilder, nodes: readonly SyntaxNode[], range: Range): Expression {
  const items = nodes.map(item => lowerExpression(builder, item));
  const [first, second] = nodes;
  const isRepeated =
    second && nodes.length === 2 && first && builder.text.slice(first.end, second.start).trim().startsWith(';');
  const [element] = items;
  if (isRepeated && element) return { kind: 'repeated', element, source: undefined, range };
  return { kind: 'list', isUnordered: false, range, items: items.map(value => ({ value, isSpread: false })) };
}

function lowerJson(builder: RustBuilder, node: SyntaxNode | undefined, range: Range): Expression {
  const value = node && jsonValue(builder, node);
  // An edit adds to what stands between the braces of the object itself.
  return value ?? { kind: 'other', range };
}

function jsonValue(builder: RustBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  if (node.type === 'json_object')
    return { kind: 'record', range, entries: named(node).flatMap(child => jsonEntry(builder, child)) };
  if (node.type === 'array_expression')
    return {
      kind: 'list',
      isUnordered: false,
      range,
      items: named(node).map(item => ({ value: jsonValue(builder, item), isSpread: false })),
    };
  if (node.type === 'identifier' && builder.slice(node) === 'null') return { kind: 'nothing', range };
  return lowerExpression(builder, node);
}

function jsonEntry(builder: RustBuilder, node: SyntaxNode): RecordEntry[] {
  const key = field(node, 'key');
  const value = field(node, 'value');
  if (!key || !value) return [];
  const lowered = lowerExpression(builder, key);
  const isStatic = lowered.kind === 'text' && lowered.parts.every(part => part.kind === 'piece');
  return [
    {
      kind: 'entry',
      key: isStatic ? lowered.parts.map(part => (part.kind === 'piece' ? part.text : '')).join('') : lowered,
      value: jsonValue(builder, value),
      range: at(node),
    },
  ];
}

/** `format!("… {name} {}", value, name = other)` */
function lowerFormat(
  builder: RustBuilder,
  nodes: readonly SyntaxNode[],
  range: Range,
  hasPlaceholders: boolean,
): Expression {
  const [literal, ...rest] = nodes;
  const isLiteral = literal && /^(?:raw_)?string_literal$/.test(literal.type);
  if (!isLiteral) {
    // `concat!(…)` or a macro of the program's own in its place.
    const made = literal && lowerExpression(builder, literal);
    for (const node of rest) lowerExpression(builder, node);
    return made?.kind === 'text' && !rest.length ? made : { kind: 'other', range };
  }
  if (!hasPlaceholders) return lowerExpression(builder, literal);
  return builder.addText(formatted(builder, literal, rest, range));
}

function formatted(
  builder: RustBuilder,
  literal: SyntaxNode,
  rest: readonly SyntaxNode[],
  range: Range,
): TextExpression {
  const positional: Expression[] = [];
  const byName = new Map<string, Expression>();
  for (const node of rest) {
    const left = node.type === 'assignment_expression' ? field(node, 'left') : undefined;
    const right = left && field(node, 'right');
    if (left && right) byName.set(builder.slice(left), lowerExpression(builder, right));
    else positional.push(lowerExpression(builder, node));
  }
  const content = {
    start: builder.text.indexOf('"', literal.start) + 1,
    end: builder.text.lastIndexOf('"', literal.end),
  };
  const parts = formatParts(builder.text, at(literal), (placeholder, place): SlotPiece => {
    const expression =
      placeholder.kind === 'position'
        ? positional[placeholder.index]
        : (byName.get(placeholder.name) ?? builder.nameAt(placeholder.name, placeholder.range));
    const shown = expression && displayed(builder, expression);
    return { kind: 'slot', expression: shown ?? { kind: 'other', range: place }, range: place };
  });
  return { kind: 'text', parts, content, range };
}

/** A variant reads as its `Display` says: `format!("{}", Model::Fast)`. */
function displayed(builder: RustBuilder, value: Expression): Expression {
  if (value.kind !== 'member' || !/^[A-Z].*[a-z]/.test(value.property)) return value;
  const { range } = value;
  return {
    kind: 'call',
    callee: { kind: 'member', object: value, property: 'to_string', propertyRange: range, range },
    arguments: [],
    argumentsRange: undefined,
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: range,
    range,
  };
}

/** `write!(text, "…", …)` adds to a text; its own value is what it writes, as far as a `Display` tells. */
function lowerWrite(
  builder: RustBuilder,
  [target, literal, ...rest]: readonly SyntaxNode[],
  node: SyntaxNode,
  hasLineBreak: boolean,
): Expression {
  const range = at(node);
  const goal = target && lowerExpression(builder, target);
  if (!goal || !literal) return { kind: 'other', range };
  const written = lowerFormat(builder, [literal, ...rest], range, true);
  if (written.kind !== 'text') return written;
  const end = { start: node.end - 1, end: node.end };
  const lineBreak: SlotPiece | { kind: 'piece'; text: string; range: Range } = {
    kind: 'piece',
    text: '\n',
    range: end,
  };
  const text: Expression = hasLineBreak ? { ...written, parts: [...written.parts, lineBreak] } : written;
  appendText(builder, goal, text, node);
  return text;
}

/** `concat!("a", "b")` */
function lowerConcat(builder: RustBuilder, nodes: readonly SyntaxNode[], range: Range): Expression {
  const values = nodes.map(node => lowerExpression(builder, node));
  return builder.addText({
    kind: 'text',
    parts: values.flatMap(value =>
      value.kind === 'text' ? value.parts : [{ kind: 'slot' as const, expression: value, range: value.range }],
    ),
    content: undefined,
    range,
  });
}

/** What is read when the program is built reads as a call of the macro by its name. */
function lowerCompileTime(
  builder: RustBuilder,
  name: string,
  macro: SyntaxNode,
  nodes: readonly SyntaxNode[],
  node: SyntaxNode,
): Expression {
  const callee = builder.nameAt(`${name}!`, at(macro));
  return {
    kind: 'call',
    callee,
    arguments: nodes.map(each => ({ kind: 'positional', value: lowerExpression(builder, each), range: at(each) })),
    argumentsRange: undefined,
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: at(macro),
    range: at(node),
  };
}
