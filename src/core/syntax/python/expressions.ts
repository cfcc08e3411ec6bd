import { field, hasToken, named, type SyntaxNode } from '../node';
import { conditionalOf, lowerOperation } from '../operations';
import type { Argument, ConditionalExpression, Expression, RecordEntry, RecordSpread } from '../program';
import type { PythonBuilder } from './builder';
import { readGuard } from './guards';
import { annotatedParts, lowerLambda } from './functions';
import { handedOver } from './handedOver';
import { contentRange, numberValue, stringParts } from './literals';
import { bindTarget, lowerStatement } from './statements';

const BINARY: ReadonlySet<string> = new Set(['+', '-', '*', '/', '//', '%', '**', '|', '<<']);

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

export function lowerExpression(builder: PythonBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  switch (node.type) {
    case 'string':
      return builder.addText({
        kind: 'text',
        parts: stringParts(builder.text, node, slot => lowerInterpolation(builder, slot)),
        content: contentRange(node),
        range,
      });
    case 'concatenated_string':
      return builder.addText({
        kind: 'text',
        parts: named(node).flatMap(child =>
          child.type === 'string' ? stringParts(builder.text, child, slot => lowerInterpolation(builder, slot)) : [],
        ),
        content: undefined,
        range,
      });
    case 'integer':
    case 'float':
      return { kind: 'number', value: numberValue(builder.slice(node)), range };
    case 'true':
    case 'false':
      return { kind: 'boolean', value: node.type === 'true', range };
    case 'none':
      return { kind: 'nothing', range };
    case 'identifier': {
      const name = builder.slice(node);
      const owner = builder.receiver(name);
      return owner
        ? { kind: 'self', owner, block: builder.block, range }
        : { kind: 'name', name, scope: builder.scope, block: builder.block, range };
    }
    case 'parenthesized_expression':
    case 'await':
      return lowerInner(builder, node);
    case 'expression_list':
    case 'tuple':
    case 'list':
    case 'set':
      return {
        kind: 'list',
        isUnordered: node.type === 'set',
        range,
        items: named(node).map(item =>
          item.type === 'list_splat'
            ? { value: lowerInner(builder, item), isSpread: true }
            : { value: lowerExpression(builder, item), isSpread: false },
        ),
      };
    case 'attribute': {
      const object = field(node, 'object');
      const property = field(node, 'attribute');
      if (!object || !property) return lowerOther(builder, node);
      return {
        kind: 'member',
        object: lowerExpression(builder, object),
        property: builder.slice(property),
        propertyRange: at(property),
        range,
      };
    }
    case 'subscript': {
      const object = field(node, 'value');
      const index = field(node, 'subscript');
      if (!object || !index) return lowerOther(builder, node);
      const annotated = annotatedParts(builder, node);
      if (annotated) {
        const items = annotated.map(each => ({ value: lowerExpression(builder, each), isSpread: false }));
        return { kind: 'list', items, isUnordered: false, range };
      }
      return {
        kind: 'element',
        object: lowerExpression(builder, object),
        index: lowerExpression(builder, index),
        range,
      };
    }
    case 'call':
      return lowerCall(builder, node);
    case 'dictionary':
      return { kind: 'record', entries: named(node).flatMap(child => lowerEntry(builder, child)), range };
    case 'yield':
      return lowerYield(builder, node);
    case 'binary_operator':
    case 'boolean_operator':
      return lowerBinary(builder, node);
    case 'unary_operator': {
      const argument = field(node, 'argument');
      const value: Expression = argument ? lowerExpression(builder, argument) : { kind: 'other', range };
      return value.kind === 'number' && hasToken(node, '-')
        ? { ...value, value: -value.value, range }
        : value.kind === 'number'
          ? value
          : { kind: 'other', range };
    }
    case 'conditional_expression': {
      const [whenTrue, test, whenFalse] = named(node);
      if (!whenTrue || !test || !whenFalse) return lowerOther(builder, node);
      lowerExpression(builder, test);
      const lowered: ConditionalExpression = {
        kind: 'conditional',
        test: readGuard(builder, test),
        whenTrue: builder.inBlock('branch', at(whenTrue), () => lowerExpression(builder, whenTrue)),
        whenFalse: builder.inBlock('branch', at(whenFalse), () => lowerExpression(builder, whenFalse)),
        range,
      };
      const sources = [test, whenTrue, whenFalse].map(each => builder.slice(each));
      return conditionalOf(lowered, sources);
    }
    case 'lambda':
      return lowerLambda(builder, node);
    case 'list_comprehension':
    case 'generator_expression':
    case 'set_comprehension':
    case 'dictionary_comprehension':
      return lowerComprehension(builder, node);
    case 'named_expression': {
      const name = field(node, 'name');
      const value = field(node, 'value');
      if (!name || !value) return lowerOther(builder, node);
      const lowered = lowerExpression(builder, value);
      bindTarget(builder, name, { kind: 'variable', from: node.end, value: lowered });
      return lowered;
    }
    default:
      return lowerOther(builder, node);
  }
}

export function lowerInner(builder: PythonBuilder, node: SyntaxNode): Expression {
  const inner = field(node, 'expression') ?? named(node)[0];
  return inner ? lowerExpression(builder, inner) : { kind: 'other', range: at(node) };
}

/** `{now:%Y-%m-%d}` is read as `now.strftime('%Y-%m-%d')`, so that the format tells what is left of the time. */
function lowerInterpolation(builder: PythonBuilder, node: SyntaxNode): Expression {
  const value = lowerInner(builder, node);
  const format = node.children.find(child => child.type === 'format_specifier');
  const text = format && builder.slice(format).slice(1);
  if (!format || !text?.includes('%')) return value;
  const range = at(format);
  const piece: Expression = { kind: 'text', parts: [{ kind: 'piece', text, range }], content: undefined, range };
  return {
    kind: 'call',
    callee: { kind: 'member', object: value, property: 'strftime', propertyRange: range, range: value.range },
    arguments: [{ kind: 'positional', value: piece, range }],
    argumentsRange: undefined,
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: range,
    range: value.range,
  };
}

function lowerOther(builder: PythonBuilder, node: SyntaxNode): Expression {
  for (const child of node.children) if (child.isNamed) lowerStatement(builder, child);
  return { kind: 'other', range: at(node) };
}

function lowerEntry(builder: PythonBuilder, node: SyntaxNode): (RecordEntry | RecordSpread)[] {
  const range = at(node);
  if (node.type === 'dictionary_splat') return [{ kind: 'spread', value: lowerInner(builder, node), range }];
  const key = field(node, 'key');
  const value = field(node, 'value');
  if (!key || !value) return [];
  const lowered = lowerExpression(builder, key);
  const isStatic = lowered.kind === 'text' && lowered.parts.every(part => part.kind === 'piece');
  return [
    {
      kind: 'entry',
      key: isStatic ? lowered.parts.map(part => (part.kind === 'piece' ? part.text : '')).join('') : lowered,
      value: lowerExpression(builder, value),
      range,
    },
  ];
}

/** What a function yields once is what it gives, as those do that are context managers, fixtures or dependencies. */
function lowerYield(builder: PythonBuilder, node: SyntaxNode): Expression {
  const [value] = named(node);
  const worth = value && lowerExpression(builder, value);
  if (worth && !hasToken(node, 'from') && !builder.isInLoop) builder.addReturn(worth);
  return { kind: 'other', range: at(node) };
}

function lowerBinary(builder: PythonBuilder, node: SyntaxNode): Expression {
  return lowerOperation(builder, node, {
    kept: BINARY,
    lower: child => lowerExpression(builder, child),
    isPart: ({ type }) => type === 'binary_operator' || type === 'boolean_operator',
    otherwise({ sign, left, right, range }) {
      if (sign === 'or') return { kind: 'fallback', preferred: left, fallback: right, range };
      return sign === 'and' ? { kind: 'guarded', value: right, range } : undefined;
    },
  });
}

function lowerComprehension(builder: PythonBuilder, node: SyntaxNode): Expression {
  const copied = copiedDictionary(builder, node);
  if (copied) {
    const range = at(node);
    return { kind: 'record', entries: [{ kind: 'spread', value: lowerExpression(builder, copied), range }], range };
  }
  return builder.inScope('function', at(node), () =>
    builder.inBlock('loop', at(node), () => {
      let source: Expression | undefined;
      for (const clause of named(node)) {
        if (clause.type === 'for_in_clause') {
          const left = field(clause, 'left');
          const right = field(clause, 'right');
          const from = right && lowerExpression(builder, right);
          source ??= from;
          // The names of a comprehension stand behind their use.
          if (left) bindTarget(builder, left, { kind: 'loop', from: node.start, ...(from ? { value: from } : {}) });
        } else if (clause.type === 'if_clause') lowerInner(builder, clause);
      }
      const body = field(node, 'body');
      const element: Expression = body
        ? body.type === 'pair'
          ? lowerOther(builder, body)
          : lowerExpression(builder, body)
        : { kind: 'other', range: at(node) };
      return { kind: 'repeated', element, source, range: at(node) };
    }),
  );
}

/**
 * What `{key: value for key, value in options.items() if value is not None}` has the entries of. A condition on keys
 * would leave some of them out.
 */
function copiedDictionary(builder: PythonBuilder, node: SyntaxNode): SyntaxNode | undefined {
  const body = field(node, 'body');
  const [clause, ...others] = named(node).filter(child => child !== body);
  if (body?.type !== 'pair' || clause?.type !== 'for_in_clause') return undefined;
  const names = [field(body, 'key'), field(body, 'value')].map(part => part && builder.slice(part));
  const target = field(clause, 'left');
  const bound = target && target.type !== 'identifier' ? named(target).map(part => builder.slice(part)) : [];
  const [key, value] = names;
  if (!key || !value || key === value || bound.join() !== names.join()) return undefined;
  const isOfValue = (condition: SyntaxNode): boolean =>
    condition.type === 'if_clause' &&
    [value, `${value} is not None`].includes(builder.slice(condition).slice(2).trim());
  if (!others.every(isOfValue)) return undefined;
  const source = field(clause, 'right');
  const callee = source?.type === 'call' ? field(source, 'function') : undefined;
  const method = callee?.type === 'attribute' ? field(callee, 'attribute') : undefined;
  const object = callee && field(callee, 'object');
  return method && builder.slice(method) === 'items' ? object : undefined;
}

function lowerCall(builder: PythonBuilder, node: SyntaxNode): Expression {
  const range = at(node);
  const callee = field(node, 'function');
  const list = field(node, 'arguments');
  if (!callee) return lowerOther(builder, node);
  const target = lowerExpression(builder, callee);
  const lowered = list ? lowerArguments(builder, list) : [];
  const [module] = lowered;
  const isImport =
    (target.kind === 'member' && target.property === 'import_module') ||
    (target.kind === 'name' && target.name === '__import__');
  if (isImport && module?.value.kind === 'text') {
    const name = module.value.parts.map(part => (part.kind === 'piece' ? part.text : '')).join('');
    if (name) return { kind: 'import', module: name, range };
  }
  const during = builder.managedBy(range);
  const call = builder.addCall({
    kind: 'call',
    callee: target,
    arguments: lowered,
    argumentsRange: list?.type === 'argument_list' ? at(list) : undefined,
    // A class method makes an object of its class; a call of `self` would be one of its `__call__`.
    isNew: target.kind === 'self' && builder.slice(callee) === 'cls',
    scope: builder.scope,
    block: builder.block,
    nameRange: target.kind === 'member' ? target.propertyRange : at(callee),
    range,
    ...(during ? { during } : {}),
  });
  const inner = handedOver(builder, call);
  if (inner) builder.addCall(inner);
  return call;
}

function lowerArguments(builder: PythonBuilder, list: SyntaxNode): Argument[] {
  if (list.type === 'generator_expression')
    return [{ kind: 'positional', value: lowerExpression(builder, list), range: at(list) }];
  return named(list).map((node): Argument => {
    const range = at(node);
    if (node.type === 'keyword_argument') {
      const name = field(node, 'name');
      const value = field(node, 'value');
      return {
        kind: 'named',
        name: name ? builder.slice(name) : '',
        value: value ? lowerExpression(builder, value) : { kind: 'other', range },
        range,
      };
    }
    if (node.type === 'list_splat') return { kind: 'spread', value: lowerInner(builder, node), range };
    if (node.type === 'dictionary_splat') return { kind: 'namedSpread', value: lowerInner(builder, node), range };
    return { kind: 'positional', value: lowerExpression(builder, node), range };
  });
}
