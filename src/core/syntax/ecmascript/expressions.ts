import type { ProgramBuilder } from '../builder';
import { field, hasToken, named, type SyntaxNode } from '../node';
import { conditionalOf, lowerOperation, type Operation } from '../operations';
import type { Argument, Expression, RecordEntry, RecordSpread, SlotPiece, TextExpression, TextPiece } from '../program';
import type { Range } from '../../text';
import { lowerClass, lowerFunction } from './functions';
import { numberValue, unescape } from './literals';
import { lowerAssignment, lowerAugmentedAssignment } from './assignments';
import { typeReference } from './patterns';
import { lowerStatement } from './statements';

const BINARY: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '**', '<<']);
/** Methods that call their function argument once for each element. */
const PER_ELEMENT: ReadonlySet<string> = new Set([
  'map',
  'forEach',
  'flatMap',
  'filter',
  'reduce',
  'some',
  'every',
  'find',
]);

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

export function lowerExpression(builder: ProgramBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  switch (node.type) {
    case 'string':
    case 'template_string':
      return builder.addText(lowerText(builder, node));
    case 'number':
      return { kind: 'number', value: numberValue(builder.slice(node)), range };
    case 'true':
    case 'false':
      return { kind: 'boolean', value: node.type === 'true', range };
    case 'null':
    case 'undefined':
      return { kind: 'nothing', range };
    case 'identifier':
    case 'shorthand_property_identifier':
      if (builder.slice(node) === 'undefined') return { kind: 'nothing', range };
      return { kind: 'name', name: builder.slice(node), scope: builder.scope, block: builder.block, range };
    case 'meta_property': {
      // `import.meta`, as if it were a member of a global object.
      const object = { kind: 'name', name: 'import', scope: builder.scope, block: builder.block, range } as const;
      return { kind: 'member', object, property: 'meta', propertyRange: range, range };
    }
    case 'this':
    case 'super': {
      const owner = builder.enclosingClass;
      return owner ? { kind: 'self', owner, block: builder.block, range } : { kind: 'other', range };
    }
    case 'parenthesized_expression':
    case 'await_expression':
    case 'non_null_expression':
    case 'instantiation_expression':
      return lowerInner(builder, node);
    case 'as_expression':
    case 'satisfies_expression':
    case 'type_assertion':
      return lowerAssertion(builder, node);
    case 'sequence_expression': {
      const values = named(node).map(child => lowerExpression(builder, child));
      return values.at(-1) ?? { kind: 'other', range };
    }
    case 'member_expression': {
      const object = field(node, 'object');
      const property = field(node, 'property');
      if (!object || !property) return lowerOther(builder, node);
      // The grammar takes the last name of the type in `value as A.B.C` for a member of the value.
      if (object.type === 'as_expression' || object.type === 'satisfies_expression')
        return longerType(lowerAssertion(builder, object), builder.slice(property));
      return {
        kind: 'member',
        object: lowerExpression(builder, object),
        property: builder.slice(property),
        propertyRange: at(property),
        range,
      };
    }
    case 'subscript_expression': {
      const object = field(node, 'object');
      const index = field(node, 'index');
      if (!object || !index) return lowerOther(builder, node);
      return {
        kind: 'element',
        object: lowerExpression(builder, object),
        index: lowerExpression(builder, index),
        range,
      };
    }
    case 'call_expression':
    case 'new_expression':
      return lowerCall(builder, node);
    case 'object':
      return { kind: 'record', entries: node.children.flatMap(child => lowerEntry(builder, child)), range };
    case 'array':
      return {
        kind: 'list',
        isUnordered: false,
        range,
        items: named(node).map(item =>
          item.type === 'spread_element'
            ? { value: lowerInner(builder, item), isSpread: true }
            : { value: lowerExpression(builder, item), isSpread: false },
        ),
      };
    case 'binary_expression':
      return lowerBinary(builder, node);
    case 'unary_expression':
      return lowerUnary(builder, node);
    case 'ternary_expression': {
      const [condition, whenTrue, whenFalse] = ['condition', 'consequence', 'alternative'].map(name =>
        field(node, name),
      );
      if (!condition || !whenTrue || !whenFalse) return lowerOther(builder, node);
      lowerExpression(builder, condition);
      const branches = {
        whenTrue: builder.inBlock('branch', at(whenTrue), () => lowerExpression(builder, whenTrue)),
        whenFalse: builder.inBlock('branch', at(whenFalse), () => lowerExpression(builder, whenFalse)),
      };
      const sources = [condition, whenTrue, whenFalse].map(each => builder.slice(each));
      return conditionalOf({ kind: 'conditional', ...branches, range }, sources);
    }
    case 'arrow_function':
    case 'function_expression':
    case 'generator_function':
    case 'function':
      return lowerFunction(builder, node, undefined);
    case 'class':
      return lowerClass(builder, node);
    case 'assignment_expression':
      return lowerAssignment(builder, node);
    case 'augmented_assignment_expression':
      return lowerAugmentedAssignment(builder, node);
    default:
      return lowerOther(builder, node);
  }
}

/** Looks through the node at its first part; the rest is read for calls only. */
export function lowerInner(builder: ProgramBuilder, node: SyntaxNode): Expression {
  const [inner] = named(node);
  return inner ? lowerExpression(builder, inner) : { kind: 'other', range: at(node) };
}

/** `value as Type`, and `<Type>value`, where the type comes first; types that tell nothing are looked through. */
function lowerAssertion(builder: ProgramBuilder, node: SyntaxNode): Expression {
  const parts = named(node);
  const isPrefix = node.type === 'type_assertion';
  const inner = isPrefix ? parts.at(-1) : parts[0];
  if (!inner) return { kind: 'other', range: at(node) };
  const value = lowerExpression(builder, inner);
  const written = isPrefix ? parts[0] : parts[1];
  const type = parts.length > 1 ? typeReference(builder, written) : undefined;
  return type ? { kind: 'asserted', value, type, range: at(node) } : value;
}

function longerType(assertion: Expression, last: string): Expression {
  if (assertion.kind !== 'asserted') return assertion;
  const { type } = assertion;
  return { ...assertion, type: { ...type, names: type.names.map(path => [...path, last]) } };
}

function lowerOther(builder: ProgramBuilder, node: SyntaxNode): Expression {
  for (const child of node.children) if (child.isNamed) lowerStatement(builder, child);
  return { kind: 'other', range: at(node) };
}

function lowerText(builder: ProgramBuilder, node: SyntaxNode): TextExpression {
  const parts: (TextPiece | SlotPiece)[] = [];
  const append = (text: string, range: { start: number; end: number }) => {
    const last = parts.at(-1);
    if (last?.kind === 'piece' && last.range.end === range.start) {
      parts[parts.length - 1] = {
        kind: 'piece',
        text: last.text + text,
        range: { start: last.range.start, end: range.end },
      };
    } else parts.push({ kind: 'piece', text, range });
  };
  for (const child of node.children) {
    if (child.type === 'string_fragment') append(builder.slice(child), at(child));
    else if (child.type === 'escape_sequence') append(unescape(builder.slice(child)), at(child));
    else if (child.type === 'template_substitution')
      parts.push({ kind: 'slot', expression: lowerInner(builder, child), range: at(child) });
  }
  return { kind: 'text', parts, content: { start: node.start + 1, end: node.end - 1 }, range: at(node) };
}

function lowerEntry(builder: ProgramBuilder, node: SyntaxNode): (RecordEntry | RecordSpread)[] {
  const range = at(node);
  if (node.type === 'spread_element') return [{ kind: 'spread', value: lowerInner(builder, node), range }];
  if (node.type === 'shorthand_property_identifier') {
    return [{ kind: 'entry', key: builder.slice(node), value: lowerExpression(builder, node), range }];
  }
  if (node.type === 'method_definition') {
    const name = field(node, 'name');
    const method = lowerFunction(builder, node, undefined);
    return name ? [{ kind: 'entry', key: builder.slice(name), value: method, range }] : [];
  }
  if (node.type !== 'pair') {
    if (node.isNamed && node.type !== 'comment') lowerStatement(builder, node);
    return [];
  }
  const key = field(node, 'key');
  const value = field(node, 'value');
  if (!key || !value) return [];
  const name = entryKey(builder, key);
  const isFunction = value.type === 'arrow_function' || value.type === 'function_expression';
  const lowered =
    isFunction && typeof name === 'string'
      ? lowerFunction(builder, value, undefined, [], name)
      : lowerExpression(builder, value);
  return [{ kind: 'entry', key: name, value: lowered, range }];
}

function entryKey(builder: ProgramBuilder, node: SyntaxNode): string | Expression {
  if (node.type === 'computed_property_name') return lowerInner(builder, node);
  if (node.type !== 'string') return builder.slice(node);
  return lowerText(builder, node)
    .parts.map(part => (part.kind === 'piece' ? part.text : ''))
    .join('');
}

function lowerBinary(builder: ProgramBuilder, node: SyntaxNode): Expression {
  return lowerOperation(builder, node, {
    kept: BINARY,
    lower: child => lowerExpression(builder, child),
    otherwise: combine,
  });
}

function combine({ sign, left, right, range }: Operation): Expression | undefined {
  // So does it with the rest of a union: `value as A.B.C | null`.
  if (left.kind === 'asserted' && (sign === '|' || sign === '&')) return left;
  switch (sign) {
    case '|':
      return { kind: 'binary', operator: sign, left, right, range };
    case '??':
    case '||':
      return { kind: 'fallback', preferred: left, fallback: right, range };
    case '&&':
      return { kind: 'guarded', value: right, range };
    default:
      return undefined;
  }
}

function lowerUnary(builder: ProgramBuilder, node: SyntaxNode): Expression {
  const argument = field(node, 'argument');
  if (!argument) return { kind: 'other', range: at(node) };
  const value = lowerExpression(builder, argument);
  const isMinus = hasToken(node, '-');
  if (value.kind === 'number') return { ...value, value: isMinus ? -value.value : value.value, range: at(node) };
  return hasToken(node, 'void') ? { kind: 'nothing', range: at(node) } : { kind: 'other', range: at(node) };
}

function lowerCall(builder: ProgramBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  const callee = field(node, node.type === 'new_expression' ? 'constructor' : 'function');
  const list = field(node, 'arguments');
  if (!callee) return lowerOther(builder, node);
  const module = importedModule(builder, callee, list);
  if (module !== undefined) return { kind: 'import', module, range };
  const isForm = node.type === 'new_expression' && builder.slice(callee) === 'FormData' && !named(list ?? node).length;
  if (isForm && list) return { kind: 'record', entries: [], range };
  const target = lowerExpression(builder, callee);
  const isPerElement = target.kind === 'member' && PER_ELEMENT.has(target.property);
  const read = () => (list ? lowerArguments(builder, list) : []);
  return builder.addCall({
    kind: 'call',
    callee: target,
    arguments: isPerElement && list ? builder.inBlock('loop', at(list), read) : read(),
    argumentsRange: list?.type === 'arguments' ? at(list) : undefined,
    isNew: node.type === 'new_expression',
    scope: builder.scope,
    block: builder.block,
    nameRange: nameRangeOf(target) ?? at(callee),
    range,
  });
}

function nameRangeOf(target: Expression): Range | undefined {
  if (target.kind === 'asserted') return nameRangeOf(target.value);
  return target.kind === 'member' ? target.propertyRange : undefined;
}

function importedModule(builder: ProgramBuilder, callee: SyntaxNode, list: SyntaxNode | undefined): string | undefined {
  const name = builder.slice(callee);
  if (callee.type !== 'import' && name !== 'require') return undefined;
  const [first] = list ? named(list) : [];
  if (first?.type !== 'string') return undefined;
  return builder.slice({ start: first.start + 1, end: first.end - 1 });
}

function lowerArguments(builder: ProgramBuilder, list: SyntaxNode): Argument[] {
  if (list.type === 'template_string')
    return [{ kind: 'positional', value: lowerExpression(builder, list), range: at(list) }];
  return named(list).map(node =>
    node.type === 'spread_element'
      ? { kind: 'spread', value: lowerInner(builder, node), range: at(node) }
      : { kind: 'positional', value: lowerExpression(builder, node), range: at(node) },
  );
}
