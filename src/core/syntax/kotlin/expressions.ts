import { baseOf } from '../jvm/bases';
import { collectionOf } from '../jvm/collections';
import { fallbackOf } from '../jvm/fallbacks';
import { methodReference } from '../jvm/references';
import { numberValue, trimmedLines } from '../jvm/texts';
import { field, hasToken, type SyntaxNode } from '../node';
import { lowerOperation } from '../operations';
import type { Argument, ClassExpression, Expression, TextExpression } from '../program';
import type { KotlinBuilder } from './builder';
import { lowerCall } from './calls';
import { lowerObjectLiteral } from './classes';
import { lowerBranch, lowerFunction, lowerLambda } from './functions';
import { nameIn, textLiteral } from './literals';
import { at, child, nameOf, parts } from './nodes';
import { bindDeclaration, lowerStatement, lowerStatements } from './statements';

const BINARY: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%']);

export function lowerExpression(builder: KotlinBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  switch (node.type) {
    case 'string_literal':
    case 'multiline_string_literal':
      return builder.addText(lowerText(builder, node));
    case 'character_literal': {
      const text = builder.slice({ start: node.start + 1, end: node.end - 1 }).replace(/^\\(.)$/, '$1');
      const content = { start: node.start + 1, end: node.end - 1 };
      return { kind: 'text', parts: [{ kind: 'piece', text, range: content }], content, range };
    }
    case 'number_literal':
    case 'float_literal':
    case 'integer_literal':
      return { kind: 'number', value: numberValue(builder.slice(node)), range };
    case 'identifier':
      return lowerIdentifier(builder, node);
    case 'this_expression':
      return lowerThis(builder, node);
    case 'super_expression':
      return superOf(builder, node);
    case 'parenthesized_expression':
    case 'annotated_expression':
    case 'interpolation':
    case 'value_argument':
    case 'annotated_lambda':
      return lowerInner(builder, node);
    case 'as_expression': {
      const left = field(node, 'left');
      return left ? lowerExpression(builder, left) : { kind: 'other', range };
    }
    case 'navigation_expression':
      return lowerNavigation(builder, node);
    case 'index_expression': {
      const [object, index] = parts(node);
      if (!object || !index) return lowerOther(builder, node);
      return {
        kind: 'element',
        object: lowerExpression(builder, object),
        index: lowerExpression(builder, index),
        range,
      };
    }
    case 'call_expression':
      return lowerCall(builder, node);
    case 'callable_reference': {
      const name = parts(node).at(-1);
      return name ? lowerExpression(builder, name) : { kind: 'other', range };
    }
    case 'unary_expression':
      return lowerUnary(builder, node);
    case 'binary_expression':
      return lowerBinary(builder, node);
    case 'infix_expression':
      return lowerInfix(builder, node);
    case 'if_expression':
      return lowerIf(builder, node);
    case 'when_expression':
      return lowerWhen(builder, node);
    case 'try_expression':
      return lowerTry(builder, node);
    case 'lambda_literal':
      return lowerLambda(builder, node);
    case 'anonymous_function':
      return lowerFunction(builder, node, undefined);
    case 'object_literal':
      return lowerObjectLiteral(builder, node);
    case 'collection_literal': {
      const items = parts(node).map(item => ({ value: lowerExpression(builder, item), isSpread: false }));
      return { kind: 'list', items, isUnordered: false, range };
    }
    case 'return_expression': {
      const value = parts(node).find(({ type }) => type !== 'label' && type !== 'identifier') ?? returned(node);
      const lowered = value && lowerExpression(builder, value);
      // With a label it leaves a lambda.
      if (lowered && !node.children.some(({ field: name }) => name === 'label')) builder.addReturn(lowered);
      return { kind: 'other', range };
    }
    default:
      return lowerOther(builder, node);
  }
}

/** `return x`, but not the label of `return@x`. */
const returned = (node: SyntaxNode): SyntaxNode | undefined =>
  parts(node).find(({ type, field: name }) => type === 'identifier' && name !== 'label');

export function lowerInner(builder: KotlinBuilder, node: SyntaxNode): Expression {
  const inner = parts(node).findLast(({ type }) => type !== 'annotation' && type !== 'label');
  return inner ? lowerExpression(builder, inner) : { kind: 'other', range: at(node) };
}

function lowerOther(builder: KotlinBuilder, node: SyntaxNode): Expression {
  for (const inner of node.children) if (inner.isNamed) lowerStatement(builder, inner);
  return { kind: 'other', range: at(node) };
}

export function lowerText(builder: KotlinBuilder, node: SyntaxNode): TextExpression {
  const { scope, block } = builder;
  return textLiteral(builder.text, node, {
    expression: slot => lowerInner(builder, slot),
    name: (name, start) => builder.aliased(name) ?? nameIn(name, start, { scope, block }),
  });
}

function lowerIdentifier(builder: KotlinBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  const name = nameOf(builder.text, node);
  if (name === 'true' || name === 'false') return { kind: 'boolean', value: name === 'true', range };
  if (name === 'null') return { kind: 'nothing', range };
  const alias = builder.aliased(name);
  if (alias) return { ...alias, range };
  return { kind: 'name', name, scope: builder.scope, block: builder.block, range };
}

/** `this`, also that of `apply` or of an extension function; `this@Outer` is one of a class further out. */
function lowerThis(builder: KotlinBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  const label = child(node, 'identifier');
  const alias = label ? undefined : builder.aliased('this');
  if (alias) return { ...alias, range };
  const owner = label ? enclosingNamed(builder, builder.slice(label)) : builder.enclosingClass;
  return owner ? { kind: 'self', owner, block: builder.block, range } : { kind: 'other', range };
}

function enclosingNamed(builder: KotlinBuilder, name: string): ClassExpression | undefined {
  for (let scope = builder.scope.parent; scope; scope = scope.parent)
    if (scope.owner?.kind === 'class' && scope.owner.name === name) return scope.owner;
  return builder.enclosingClass;
}

/** The object as one of the class that is extended. */
function superOf(builder: KotlinBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  const base = baseOf(builder.enclosingClass);
  const { scope, block } = builder;
  if (!base) return { kind: 'other', range };
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

/** `a.b`, `a?.b`, `A::class`, `a::b`. */
function lowerNavigation(builder: KotlinBuilder, node: SyntaxNode): Expression {
  const [object, name] = parts(node);
  if (!object || !name) return lowerOther(builder, node);
  const property = nameOf(builder.text, name);
  const value = lowerExpression(builder, object);
  if (hasToken(node, '::')) {
    if (property === 'class') return value;
    return methodReference(builder, value, at(name), at(node));
  }
  const isClass = object.type === 'navigation_expression' && hasToken(object, '::');
  if (isClass && /^java(ObjectType)?$|^kotlin$/.test(property)) return value;
  return { kind: 'member', object: value, property, propertyRange: at(name), range: at(node) };
}

function lowerUnary(builder: KotlinBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  const argument = field(node, 'argument');
  const operator = field(node, 'operator');
  if (!argument) return lowerOther(builder, node);
  const value = lowerExpression(builder, argument);
  const sign = operator ? builder.slice(operator) : '';
  if (sign === '!!') return value;
  if (value.kind === 'number' && (sign === '-' || sign === '+'))
    return { ...value, value: sign === '-' ? -value.value : value.value, range };
  return { kind: 'other', range };
}

const LEAVES: ReadonlySet<string> = new Set([
  'return_expression',
  'throw_expression',
  'break_expression',
  'continue_expression',
]);

function lowerBinary(builder: KotlinBuilder, node: SyntaxNode): Expression {
  const generic = genericCall(node);
  if (generic) return lowerCall(builder, generic);
  return lowerOperation(builder, node, {
    kept: BINARY,
    lower: child => lowerExpression(builder, child),
    isPart: left => left.type === node.type && !genericCall(left),
    otherwise({ sign, left, right, rightNode, range }) {
      if (sign !== '?:') return undefined;
      // `?: return` and `?: throw` leave the value as it is.
      return LEAVES.has(rightNode.type) ? left : { kind: 'fallback', preferred: left, fallback: right, range };
    },
  });
}

/** `f<T>(x)`, which the grammar takes for two comparisons: as the call it is. */
function genericCall(node: SyntaxNode): SyntaxNode | undefined {
  const left = field(node, 'left');
  const right = field(node, 'right');
  const isGreater = hasToken(node, '>');
  if (!isGreater || left?.type !== 'binary_expression' || !hasToken(left, '<')) return undefined;
  const callee = field(left, 'left');
  const type = field(left, 'right');
  if (!callee || type?.type !== 'identifier' || right?.type !== 'parenthesized_expression') return undefined;
  if (callee.type !== 'identifier' && callee.type !== 'navigation_expression') return undefined;
  const list: SyntaxNode = {
    ...right,
    type: 'value_arguments',
    field: undefined,
    children: [{ ...right, type: 'value_argument', field: undefined }],
  };
  return { ...node, type: 'call_expression', children: [{ ...callee, field: undefined }, list] };
}

/** `"a" to x` is a pair; any other function between two values is called on the first. */
function lowerInfix(builder: KotlinBuilder, node: SyntaxNode): Expression {
  const [left, name, right] = parts(node);
  const range = at(node);
  if (!left || !name || !right) return lowerOther(builder, node);
  const [first, second] = [lowerExpression(builder, left), lowerExpression(builder, right)];
  const property = nameOf(builder.text, name);
  if (property === 'to') {
    const items = [first, second].map(value => ({ value, isSpread: false }));
    return { kind: 'list', items, isUnordered: false, range };
  }
  return builder.addCall({
    kind: 'call',
    callee: { kind: 'member', object: first, property, propertyRange: at(name), range },
    arguments: [{ kind: 'positional', value: second, range: at(right) }],
    argumentsRange: undefined,
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: at(name),
    range,
  });
}

/** Several values of which one holds. */
function oneOf(values: readonly Expression[], node: SyntaxNode): Expression {
  return (
    values.reduceRight<Expression | undefined>(
      (whenFalse, whenTrue) => (whenFalse ? { kind: 'conditional', whenTrue, whenFalse, range: at(node) } : whenTrue),
      undefined,
    ) ?? { kind: 'other', range: at(node) }
  );
}

function lowerIf(builder: KotlinBuilder, node: SyntaxNode): Expression {
  const condition = field(node, 'condition');
  if (condition) lowerExpression(builder, condition);
  const branches = parts(node).filter(each => each !== condition);
  return oneOf(
    branches.map(branch => lowerBranch(builder, branch)),
    node,
  );
}

function lowerWhen(builder: KotlinBuilder, node: SyntaxNode): Expression {
  return builder.inScope('block', at(node), () => {
    const values: Expression[] = [];
    for (const part of parts(node)) {
      if (part.type === 'when_subject') lowerSubject(builder, part);
      else if (part.type === 'when_entry') {
        const bodies = parts(part).filter(({ field: name }) => name !== 'condition');
        for (const each of parts(part)) if (!bodies.includes(each)) lowerStatements(builder, each.children);
        const body = bodies.at(-1);
        if (body) values.push(lowerBranch(builder, body));
      }
    }
    return oneOf(values, node);
  });
}

/** `when (val x = …)` binds a name. */
function lowerSubject(builder: KotlinBuilder, node: SyntaxNode): void {
  const declared = child(node, 'variable_declaration');
  const subject = parts(node).findLast(each => each !== declared);
  const value = subject && lowerExpression(builder, subject);
  if (declared) bindDeclaration(builder, declared, { kind: 'variable', from: node.end, ...(value ? { value } : {}) });
}

/** The value of the body; what stands in for it when it fails is one of its own. */
function lowerTry(builder: KotlinBuilder, node: SyntaxNode): Expression {
  const [body, ...rest] = parts(node);
  const value = body && lowerStatement(builder, body);
  for (const clause of rest) {
    builder.inScope('block', at(clause), () => {
      builder.inBlock('branch', at(clause), () => {
        const name = child(clause, 'identifier');
        if (clause.type === 'catch_block' && name)
          builder.bind({ kind: 'other', name: nameOf(builder.text, name), range: at(name), from: name.end });
        for (const block of parts(clause)) if (block.type === 'block') lowerStatements(builder, block.children);
      });
    });
  }
  return value ?? { kind: 'other', range: at(node) };
}

export function lowerArguments(builder: KotlinBuilder, list: SyntaxNode): Argument[] {
  return parts(list).flatMap((node): Argument[] => {
    const range = at(node);
    const given = parts(node).filter(({ type }) => type !== 'annotation');
    const value = given.at(-1);
    if (!value) return [];
    if (value.type === 'spread_expression') return [{ kind: 'spread', value: lowerInner(builder, value), range }];
    const [name] = given;
    if (given.length > 1 && name?.type === 'identifier')
      return [{ kind: 'named', name: nameOf(builder.text, name), value: lowerExpression(builder, value), range }];
    return [{ kind: 'positional', value: lowerExpression(builder, value), range }];
  });
}

/** What a call of the language's own library makes, without a call site. */
export function libraryValue(
  callee: Expression,
  given: readonly Argument[],
  range: Expression['range'],
): Expression | undefined {
  const made = collectionOf(callee, given, range) ?? fallbackOf(callee, given, range);
  if (made || callee.kind !== 'member' || callee.object.kind !== 'text') return made;
  const { object, property } = callee;
  if (property !== 'trimIndent' && property !== 'trimMargin') return undefined;
  const margin = property === 'trimMargin' ? marginOf(given) : undefined;
  return { ...object, parts: trimmedLines(object.parts, margin) };
}

function marginOf([first]: readonly Argument[]): string {
  const text = first?.value.kind === 'text' ? first.value.parts[0] : undefined;
  return text?.kind === 'piece' ? text.text : '|';
}
