import type { CallExpression, Expression } from '../program';
import { keyOf } from './arrays';
import type { PhpBuilder } from './builder';

const FUNCTIONS: Readonly<Record<string, 'append' | 'prepend' | 'remove'>> = {
  array_push: 'append',
  array_unshift: 'prepend',
  array_pop: 'remove',
  array_shift: 'remove',
  array_splice: 'remove',
};

const METHODS: Readonly<Record<string, 'append' | 'prepend'>> = {
  push: 'append',
  append: 'append',
  prepend: 'prepend',
};

const valuesOf = (call: CallExpression): Expression[] =>
  call.arguments.filter(({ kind }) => kind === 'positional').map(({ value }) => value);

/** Functions that change their first argument: `array_push($messages, $x)`. */
export function noteFunctionChange(builder: PhpBuilder, name: string, call: CallExpression): void {
  const kind = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  const [target, ...values] = valuesOf(call);
  if (target && (name === 'curl_setopt' || name === 'curl_setopt_array')) noteOptions(builder, target, values, call);
  if (!kind || !target) return;
  const spread = call.arguments.find(argument => argument.kind === 'spread');
  if (spread && kind === 'append') builder.mutate(target, { kind: 'extend', values: [spread.value], at: call.range });
  else builder.mutate(target, { kind, values, at: call.range });
}

/** `curl_setopt($curl, CURLOPT_URL, $url)`, `curl_setopt_array($curl, [CURLOPT_URL => $url])`. */
function noteOptions(
  builder: PhpBuilder,
  target: Expression,
  [option, value]: readonly Expression[],
  call: CallExpression,
): void {
  const key = option && keyOf(option);
  if (value && key !== undefined) builder.mutate(target, { kind: 'set', path: [key], values: [value], at: call.range });
  else if (option && !value) builder.mutate(target, { kind: 'merge', values: [option], at: call.range });
}

/** Methods that change what they are called on: `$chat->setModel($x)`, `$bag->add($message)`. */
export function noteChange(builder: PhpBuilder, object: Expression, name: string, call: CallExpression): void {
  if (object.kind !== 'name' && object.kind !== 'member' && object.kind !== 'element') return;
  const values = valuesOf(call);
  const [first] = values;
  const kind = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  const setting = /^(?:with|set)([A-Z]\w*)$/.exec(name)?.[1];
  if (kind) builder.mutate(object, { kind, values, at: call.range });
  else if (/^add(?![a-z])/.test(name) && values.length)
    builder.mutate(object, { kind: 'append', path: [name], values, at: call.range });
  else if (setting !== undefined && first) {
    const key = setting.slice(0, 1).toLowerCase() + setting.slice(1);
    builder.mutate(object, { kind: 'set', path: [key], values: [first], at: call.range });
  }
}
