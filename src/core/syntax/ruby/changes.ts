import { staticKey } from '../builder';
import type { CallExpression, Expression } from '../program';
import type { RubyBuilder } from './builder';

const CHANGES: Readonly<Record<string, 'append' | 'prepend' | 'extend' | 'merge' | 'remove'>> = {
  push: 'append',
  append: 'append',
  unshift: 'prepend',
  prepend: 'prepend',
  concat: 'extend',
  'merge!': 'merge',
  'deep_merge!': 'merge',
  update: 'merge',
  delete: 'remove',
  pop: 'remove',
  shift: 'remove',
  clear: 'remove',
};

/** Methods that change what they are called on: `messages.push(x)`, `params.merge!(y)`, `chat.add_message(z)`. */
export function noteChange(builder: RubyBuilder, object: Expression, name: string, call: CallExpression): void {
  if (object.kind !== 'name' && object.kind !== 'member' && object.kind !== 'element') return;
  const at = call.range;
  const values = call.arguments.filter(({ kind }) => kind === 'positional').map(({ value }) => value);
  const [first, second] = values;
  const kind = Object.hasOwn(CHANGES, name) ? CHANGES[name] : undefined;
  if (kind === 'merge') noteMerge(builder, object, call);
  else if (kind) builder.mutate(object, { kind, values, at });
  else if (name === 'store' && first && second)
    builder.mutate(object, { kind: 'set', path: [staticKey(first) ?? first], values: [second], at, isByKey: true });
  else if (/^add_\w+$/.test(name)) {
    const added = values.length ? values : [namedValues(call)];
    builder.mutate(object, { kind: 'append', path: [name], values: added, at });
  } else if (/^(with|set)_\w+$/.test(name)) noteSetting(builder, object, name.replace(/^(with|set)_/, ''), call);
}

/** `chat.with_instructions(x)`, `chat.with_params(max_tokens: 9)`. */
function noteSetting(builder: RubyBuilder, object: Expression, setting: string, call: CallExpression): void {
  const first = call.arguments.find(({ kind }) => kind === 'positional');
  if (first) builder.mutate(object, { kind: 'set', path: [setting], values: [first.value], at: call.range });
  for (const { kind, name, value } of call.arguments)
    if (kind === 'named' && name !== undefined && name !== '&')
      builder.mutate(object, { kind: 'set', path: [name], values: [value], at: call.range });
}

function noteMerge(builder: RubyBuilder, object: Expression, call: CallExpression): void {
  const at = call.range;
  for (const { kind, name, value } of call.arguments) {
    if (kind === 'named' && name !== undefined && name !== '&')
      builder.mutate(object, { kind: 'set', path: [name], values: [value], at, isByKey: true });
    else if (kind === 'positional' || kind === 'namedSpread')
      builder.mutate(object, { kind: 'merge', values: [value], at });
  }
}

/** What is given by name, as one hash. */
const namedValues = (call: CallExpression): Expression => ({
  kind: 'record',
  entries: call.arguments.flatMap(({ kind, name, value, range }) =>
    kind === 'named' && name !== undefined ? [{ kind: 'entry' as const, key: name, value, range }] : [],
  ),
  range: call.range,
});
