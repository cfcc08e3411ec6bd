import type { CallExpression, FunctionExpression, RecordExpression } from '../syntax';
import { namedItems } from './arguments';
import { emptyRecord, itemsOf, spreadItems } from './records';
import type { Resolver } from './resolver';
import type { Frame, RecordItem, Worth } from './worth';

const optionsByCall = new WeakMap<CallExpression, RecordExpression>();

/**
 * What is given by name to a function that takes nothing by name: the keys of one dictionary, as in Ruby's
 * `chat(model: "x")` of `def chat(options = {})`.
 */
export function namedOptions({ parameters }: FunctionExpression, call: CallExpression): RecordExpression | undefined {
  const given = call.arguments.filter(({ kind, name }) => kind === 'namedSpread' || (kind === 'named' && name !== '&'));
  const takesNames = parameters.some(
    ({ kind, name }) =>
      ((kind === 'named' || kind === 'namedRest') && name !== '&') || given.some(each => each.name === name),
  );
  if (takesNames || !given.length) return undefined;
  let record = optionsByCall.get(call);
  if (!record) {
    const entries = given.map(({ name, value, range }): RecordExpression['entries'][number] =>
      name === undefined ? { kind: 'spread', value, range } : { kind: 'entry', key: name, value, range },
    );
    const [first] = given;
    const last = given.at(-1);
    record = { kind: 'record', entries, range: { start: first?.range.start ?? 0, end: last?.range.end ?? 0 } };
    optionsByCall.set(call, record);
  }
  return record;
}

/** `defaults.merge(model: x)`, `defaults.merge(options)`. */
export function mergedInto(resolver: Resolver, object: Worth, call: CallExpression, frame: Frame): Worth {
  const items = call.arguments.flatMap((argument): readonly RecordItem[] =>
    argument.kind === 'named' || argument.kind === 'namedSpread'
      ? namedItems(resolver, { ...call, arguments: [argument] }, frame)
      : spreadItems(resolver, resolver.evaluate(argument.value, frame), resolver.source(frame, argument.range)),
  );
  const before = spreadItems(resolver, object, object.kind === 'unknown' ? object.name : '');
  const at = resolver.place(frame, call.range);
  return { kind: 'record', items: [...before, ...items], literal: undefined, at, trail: object.trail };
}

/** `array_merge($defaults, $options)`, of lists as well. */
export function mergedArguments(resolver: Resolver, call: CallExpression, frame: Frame): Worth {
  const at = resolver.place(frame, call.range);
  const given = call.arguments.map(({ value }) => ({ worth: resolver.evaluate(value, frame), range: value.range }));
  // PHP's arrays are lists as well as dictionaries.
  const isList = given.some(({ worth }) => worth.kind === 'list' && worth.items.length > 0);
  if (isList && !given.some(({ worth }) => worth.kind === 'record'))
    return { kind: 'list', items: given.flatMap(({ worth }) => itemsOf(worth)), isUnordered: false, at, trail: [] };
  const items = given
    .filter(({ worth }) => worth.kind !== 'list')
    .flatMap(({ worth, range }) => spreadItems(resolver, worth, resolver.source(frame, range)));
  return { ...emptyRecord(at), items };
}
