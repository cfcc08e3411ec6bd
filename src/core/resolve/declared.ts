import type { Block, CallExpression, Expression, FunctionExpression } from '../syntax';
import type { Frame, InstanceWorth, RecordItem, Step } from './worth';

/**
 * How an object of a class of the workspace reaches the package that its class is derived from: what the class
 * declares, by attributes, class-level calls, fields and methods without parameters, are settings of what is made.
 */
export function madeBy(object: InstanceWorth, frame: Frame): Step & { readonly kind: 'call' } {
  const declared = [...declarations(object), ...members(object), ...(object.changes ?? [])];
  return {
    kind: 'call',
    call: object.call,
    frame: object.callFrame ?? frame,
    ...(declared.length ? { changes: declared, isDeclared: true } : {}),
  };
}

/** `#[Model('gpt-4o')]` over a class and `model "gpt-4o", provider: :openai` in it. */
function declarations({ class: type, frame }: InstanceWorth): RecordItem[] {
  return (type.decorators ?? []).flatMap((decorator): RecordItem[] => {
    if (decorator.kind !== 'call') return [];
    const name = nameOf(decorator.callee);
    const place = { file: frame.program.file, range: decorator.range };
    const entry = (key: string, expression: Expression): RecordItem => ({
      kind: 'entry',
      key,
      value: { expression, frame, trail: [] },
      isOptional: false,
      place,
    });
    const positional = decorator.arguments.filter(({ kind }) => kind === 'positional').map(({ value }) => value);
    const [first] = positional;
    const items = positional.map(value => ({ value, isSpread: false }));
    const all: Expression | undefined =
      positional.length > 1 ? { kind: 'list', items, isUnordered: false, range: decorator.range } : first;
    const given = decorator.arguments.flatMap(argument =>
      argument.kind === 'named' && argument.name !== undefined ? [entry(argument.name, argument.value)] : [],
    );
    return [...given, ...(name !== undefined && all ? [entry(name, all)] : [])];
  });
}

const nameOf = (callee: Expression): string | undefined =>
  callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : undefined;

/** Fields by their name, without the mark that some languages put before it, and what methods give. */
function members(object: InstanceWorth): RecordItem[] {
  const { class: type, frame } = object;
  const inner: Frame = { ...frame, self: object };
  const items: RecordItem[] = [];
  for (const [name, bindings] of type.scope.bindings) {
    const binding = bindings.at(-1);
    const value = binding?.value;
    if (!binding || !value || value.kind === 'class') continue;
    const isMethod = value.kind === 'function';
    if (isMethod && (value.isConstructor || !value.returns.length || !takesNothing(value))) continue;
    const self: Expression = { kind: 'self', owner: type, block: binding.block, range: binding.range };
    const member: Expression = {
      kind: 'member',
      object: self,
      property: name,
      propertyRange: binding.range,
      range: binding.range,
    };
    items.push({
      kind: 'entry',
      key: name.replace(/^[@$]+/, ''),
      value: { expression: isMethod ? callOf(member, value, binding.block) : member, frame: inner, trail: [] },
      isOptional: false,
      place: { file: frame.program.file, range: binding.range },
    });
  }
  return items;
}

const takesNothing = ({ parameters }: FunctionExpression): boolean =>
  parameters.every(({ kind, default: initial }) => kind !== 'positional' || initial !== undefined);

const calls = new WeakMap<FunctionExpression, CallExpression>();

/** A call of a method without arguments; the same each time, so that its result is kept. */
function callOf(callee: Expression, method: FunctionExpression, block: Block): CallExpression {
  let call = calls.get(method);
  if (!call) {
    call = {
      kind: 'call',
      callee,
      arguments: [],
      argumentsRange: undefined,
      isNew: false,
      scope: method.scope,
      block,
      nameRange: callee.range,
      range: method.range,
    };
    calls.set(method, call);
  }
  return call;
}
