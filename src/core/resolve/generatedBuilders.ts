import type { CallExpression, ClassExpression, Expression } from '../syntax';
import type { Resolver } from './resolver';
import type { ClassWorth, Frame, InstanceWorth, RecordItem, Worth } from './worth';

/**
 * What a call gives of a builder that annotations have made of a class of the workspace, whose methods no code shows:
 * `Request.builder().model("x").build()`. The object itself stands for its builder.
 */
export function builtWorth(
  resolver: Resolver,
  object: Worth,
  method: string,
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  if (object.kind !== 'class' && object.kind !== 'instance') return undefined;
  const { annotations, starts, ends } = resolver.knowledge(frame).builders;
  if (!annotations.length || !isAnnotated(object.class, annotations)) return undefined;
  const { bindings } = object.class.scope;
  const isField = bindings.get(method)?.every(({ value }) => value?.kind !== 'function') === true;
  if (!isField && bindings.has(method)) return undefined;
  if (starts.includes(method)) return object.kind === 'class' ? begun(object, call, frame) : object;
  if (object.kind !== 'instance') return undefined;
  if (ends.includes(method)) return object;
  const [given, ...others] = call.arguments;
  return isField && given?.kind === 'positional' && !others.length
    ? withField(resolver, object, method, given.value, call, frame)
    : undefined;
}

const begun = ({ class: own, frame: home, trail }: ClassWorth, call: CallExpression, frame: Frame): InstanceWorth => ({
  kind: 'instance',
  class: own,
  frame: home,
  call,
  callFrame: frame,
  trail,
});

function withField(
  resolver: Resolver,
  object: InstanceWorth,
  key: string,
  expression: Expression,
  call: CallExpression,
  frame: Frame,
): InstanceWorth {
  const item: RecordItem = {
    kind: 'entry',
    key,
    value: { expression, frame, trail: [] },
    isOptional: false,
    place: resolver.place(frame, call.nameRange),
  };
  return { ...object, changes: [...(object.changes ?? []), item] };
}

const isAnnotated = ({ decorators = [] }: ClassExpression, names: readonly string[]): boolean =>
  decorators.some(decorator => {
    const name = decorator.kind === 'call' ? decorator.callee : decorator;
    return name.kind === 'name' && names.includes(name.name);
  });
