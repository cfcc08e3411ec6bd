import { field, named, type SyntaxNode } from '../node';
import { lowerOperation, type Operation } from '../operations';
import type { Expression, TextExpression } from '../program';
import { lowerArray, isArray } from './arrays';
import { lowerAssignment, lowerAugmentedAssignment } from './assignments';
import type { PhpBuilder } from './builder';
import { lowerCall } from './calls';
import { lowerClass } from './classes';
import { lowerFunction } from './functions';
import { contentRange, numberValue, stringParts } from './literals';
import { lowerName, lowerSelf } from './names';
import { lowerStatement } from './statements';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

/** Operators that a program is told of; the others give what nobody needs to know. */
const BINARY: ReadonlySet<string> = new Set(['-', '*', '/', '%', '**', '|', '<<']);

export function lowerExpression(builder: PhpBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  switch (node.type) {
    case 'string':
    case 'encapsed_string':
    case 'heredoc':
    case 'nowdoc':
      return lowerText(builder, node);
    case 'integer':
    case 'float':
      return { kind: 'number', value: numberValue(builder.slice(node)), range };
    case 'boolean':
      return { kind: 'boolean', value: /^true$/i.test(builder.slice(node)), range };
    case 'null':
      return { kind: 'nothing', range };
    case 'variable_name':
      return builder.slice(node) === '$this' ? lowerSelf(builder, node) : builder.nameHere(builder.slice(node), range);
    case 'relative_scope':
      return lowerSelf(builder, node);
    case 'name':
    case 'qualified_name':
      return lowerName(builder, node);
    case 'parenthesized_expression':
    case 'cast_expression':
    case 'clone_expression':
    case 'error_suppression_expression':
    case 'by_ref':
    case 'reference_assignment_expression':
    case 'sequence_expression':
      return node.type === 'reference_assignment_expression'
        ? lowerAssignment(builder, node)
        : lowerInner(builder, node);
    case 'member_access_expression':
    case 'nullsafe_member_access_expression':
    case 'scoped_property_access_expression':
      return lowerProperty(builder, node);
    case 'class_constant_access_expression':
      return lowerClassConstant(builder, node);
    case 'subscript_expression':
      return lowerElement(builder, node);
    case 'function_call_expression':
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
    case 'scoped_call_expression':
    case 'object_creation_expression':
      return lowerCall(builder, node);
    case 'array_creation_expression':
      return lowerArray(builder, node);
    case 'binary_expression':
      return lowerBinary(builder, node);
    case 'unary_op_expression':
      return lowerUnary(builder, node);
    case 'conditional_expression':
      return lowerConditional(builder, node);
    case 'match_expression':
      return lowerMatch(builder, node);
    case 'anonymous_function':
    case 'arrow_function':
      return lowerFunction(builder, node, undefined);
    case 'anonymous_class':
      return lowerClass(builder, node);
    case 'assignment_expression':
      return lowerAssignment(builder, node);
    case 'augmented_assignment_expression':
      return lowerAugmentedAssignment(builder, node);
    case 'throw_expression':
      lowerOther(builder, node);
      return { kind: 'nothing', range };
    default:
      return lowerOther(builder, node);
  }
}

/** Looks through the node at what it holds. */
export function lowerInner(builder: PhpBuilder, node: SyntaxNode): Expression {
  const inner = field(node, 'value') ?? named(node).at(-1);
  return inner ? lowerExpression(builder, inner) : { kind: 'other', range: at(node) };
}

export function lowerOther(builder: PhpBuilder, node: SyntaxNode): Expression {
  for (const child of node.children) if (child.isNamed) lowerStatement(builder, child);
  return { kind: 'other', range: at(node) };
}

function lowerText(builder: PhpBuilder, node: SyntaxNode): TextExpression {
  return builder.addText({
    kind: 'text',
    parts: stringParts(builder.text, node, slot => lowerSlot(builder, slot)),
    content: contentRange(builder.text, node),
    range: at(node),
  });
}

/** In `"$row[key]"` the key stands without quotes. */
function lowerSlot(builder: PhpBuilder, node: SyntaxNode): Expression {
  const [object, key] = named(node);
  if (node.type !== 'subscript_expression' || !object || key?.type !== 'name') return lowerExpression(builder, node);
  const range = at(key);
  const index: Expression = {
    kind: 'text',
    parts: [{ kind: 'piece', text: builder.slice(key), range }],
    content: range,
    range,
  };
  return { kind: 'element', object: lowerExpression(builder, object), index, range: at(node) };
}

/** A member by its name; one that is chosen at run time is like an element. */
export function lowerMemberName(
  builder: PhpBuilder,
  object: Expression,
  name: SyntaxNode,
  range: Expression['range'],
): Expression {
  if (name.type !== 'name') return { kind: 'element', object, index: lowerExpression(builder, name), range };
  return { kind: 'member', object, property: builder.slice(name), propertyRange: at(name), range };
}

function lowerProperty(builder: PhpBuilder, node: SyntaxNode): Expression {
  const isStatic = node.type === 'scoped_property_access_expression';
  const objectNode = field(node, isStatic ? 'scope' : 'object');
  const name = field(node, 'name');
  if (!objectNode || !name) return lowerOther(builder, node);
  const object = lowerExpression(builder, objectNode);
  if (name.type !== 'name' && !(isStatic && name.type === 'variable_name'))
    return lowerMemberName(builder, object, name, at(node));
  const own = builder.slice(name).replace(/^\$/, '');
  const property = object.kind === 'self' ? builder.propertyName(own, object.owner) : own;
  return { kind: 'member', object, property, propertyRange: at(name), range: at(node) };
}

/** `Model::SMALL`, `self::LIMIT`. */
function lowerClassConstant(builder: PhpBuilder, node: SyntaxNode): Expression {
  const [type, name] = named(node);
  if (!type || !name) return lowerOther(builder, node);
  return lowerMemberName(builder, lowerExpression(builder, type), name, at(node));
}

function lowerElement(builder: PhpBuilder, node: SyntaxNode): Expression {
  const [object, index] = named(node);
  if (!object || !index) return lowerOther(builder, node);
  return {
    kind: 'element',
    object: lowerExpression(builder, object),
    index: lowerExpression(builder, index),
    range: at(node),
  };
}

function lowerBinary(builder: PhpBuilder, node: SyntaxNode): Expression {
  return lowerOperation(builder, node, {
    kept: BINARY,
    lower: child => lowerExpression(builder, child),
    otherwise: combine,
  });
}

function combine({ sign, left, right, range }: Operation): Expression | undefined {
  switch (sign.toLowerCase()) {
    case '.':
      return { kind: 'binary', operator: '+', left, right, range };
    case '+':
      // Of two arrays, what the first one has holds.
      if (isArray(left) || isArray(right)) {
        const spread = (value: Expression) => ({ kind: 'spread' as const, value, range: value.range });
        return { kind: 'record', entries: [spread(right), spread(left)], range: { start: range.end, end: range.end } };
      }
      return { kind: 'binary', operator: '+', left, right, range };
    case '??':
      return { kind: 'fallback', preferred: left, fallback: right, range };
    case '&&':
    case 'and':
      return { kind: 'guarded', value: right, range };
    default:
      return undefined;
  }
}

function lowerUnary(builder: PhpBuilder, node: SyntaxNode): Expression {
  const argument = field(node, 'argument');
  if (!argument) return lowerOther(builder, node);
  const value = lowerExpression(builder, argument);
  const isMinus = builder.text[node.start] === '-';
  return value.kind === 'number'
    ? { ...value, value: isMinus ? -value.value : value.value, range: at(node) }
    : { kind: 'other', range: at(node) };
}

/** `a ? b : c`, `a ?: b`. */
function lowerConditional(builder: PhpBuilder, node: SyntaxNode): Expression {
  const condition = field(node, 'condition');
  const body = field(node, 'body');
  const alternative = field(node, 'alternative');
  if (!condition || !alternative) return lowerOther(builder, node);
  const tested = lowerExpression(builder, condition);
  const isKept = body && subjectOf(builder, condition) === unwrapped(builder, body);
  const branch = (child: SyntaxNode) => builder.inBlock('branch', at(child), () => lowerExpression(builder, child));
  if (body && isKept)
    return { kind: 'fallback', preferred: branch(body), fallback: branch(alternative), range: at(node) };
  return body
    ? { kind: 'conditional', whenTrue: branch(body), whenFalse: branch(alternative), range: at(node) }
    : { kind: 'fallback', preferred: tested, fallback: branch(alternative), range: at(node) };
}

/** What a condition asks whether it is there: `$x` of `isset($x)` and `!empty($x)`, as it is written. */
function subjectOf(builder: PhpBuilder, condition: SyntaxNode): string | undefined {
  const written = unwrapped(builder, condition);
  return /^(?:isset|!\s*empty)\s*\(\s*(.*?)\s*\)$/s.exec(written)?.[1];
}

/** A node's text without the parentheses and casts around it. */
function unwrapped(builder: PhpBuilder, node: SyntaxNode): string {
  const inner = /^(?:parenthesized|cast)_expression$/.test(node.type) ? named(node).at(-1) : undefined;
  return inner ? unwrapped(builder, inner) : builder.slice(node).trim();
}

function lowerMatch(builder: PhpBuilder, node: SyntaxNode): Expression {
  const condition = field(node, 'condition');
  const body = field(node, 'body');
  if (condition) lowerExpression(builder, condition);
  const results = (body ? named(body) : []).flatMap((arm): Expression[] => {
    const tests = field(arm, 'conditional_expressions');
    const value = field(arm, 'return_expression');
    if (tests) lowerOther(builder, tests);
    return value ? [builder.inBlock('branch', at(value), () => lowerExpression(builder, value))] : [];
  });
  const last = results.pop() ?? { kind: 'nothing' as const, range: at(node) };
  return results.reduceRight<Expression>(
    (whenFalse, whenTrue) => ({ kind: 'conditional', whenTrue, whenFalse, range: at(node) }),
    last,
  );
}
