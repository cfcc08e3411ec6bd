import type { CallExpression, FunctionExpression } from '../syntax';
import { namedRestOf } from './calls';
import { namedOptions } from './dictionaries';
import { spreadItems } from './records';
import type { Resolver } from './resolver';
import type { Deferred, Frame, InstanceWorth, ListItem, RecordItem, Worth } from './worth';

/** The arguments that are given by name, as the entries of a record. */
export function namedItems(resolver: Resolver, call: CallExpression, frame: Frame): RecordItem[] {
  return call.arguments.flatMap((argument): readonly RecordItem[] => {
    if (argument.kind === 'named' && argument.name !== undefined) {
      return [
        {
          kind: 'entry',
          key: argument.name,
          value: { expression: argument.value, frame, trail: [] },
          isOptional: false,
          place: resolver.place(frame, argument.range),
        },
      ];
    }
    if (argument.kind !== 'namedSpread') return [];
    const items = resolver.fromSpread(argument.value, frame, () => {
      const base = resolver.evaluate(argument.value, frame);
      return (
        (call.hasFields ? fieldsOf(resolver, base) : undefined) ??
        spreadItems(resolver, base, resolver.source(frame, argument.range))
      );
    });
    return items ?? [{ kind: 'open', because: 'made of itself' }];
  });
}

/** The fields that an object was made with, where another takes what it does not set from it: `..base`. */
function fieldsOf(resolver: Resolver, base: Worth): RecordItem[] | undefined {
  const { call, frame, changes } = constructionOf(base) ?? {};
  if (!call || !frame || call.arguments.some(({ kind }) => kind === 'positional' || kind === 'spread'))
    return undefined;
  return [...namedItems(resolver, call, frame), ...(changes ?? [])].map(item =>
    item.kind === 'entry' ? { ...item, value: { ...item.value, trail: [...base.trail, ...item.value.trail] } } : item,
  );
}

type Construction = Pick<InstanceWorth, 'call' | 'changes'> & { readonly frame: Frame | undefined };

function constructionOf(base: Worth): Construction | undefined {
  if (base.kind === 'instance') return { ...base, frame: base.callFrame };
  const calls = base.kind === 'reference' ? base.steps.filter(step => step.kind === 'call') : [];
  return calls.length === 1 ? calls[0] : undefined;
}

/** The expression that a call gives for a parameter; undefined when it gives none or that can't be told. */
export function argumentFor(
  resolver: Resolver,
  call: CallExpression,
  parameter: { owner: FunctionExpression; index: number; name: string } | undefined,
  frame: Frame,
): Deferred | undefined {
  if (!parameter) return undefined;
  const byName = call.arguments.find(argument => argument.kind === 'named' && argument.name === parameter.name);
  if (byName) return { expression: byName.value, frame, trail: [] };
  if (call.arguments.some(argument => argument.kind === 'namedSpread')) {
    const entry = namedItems(resolver, call, frame).findLast(
      item => item.kind === 'entry' && item.key === parameter.name,
    );
    if (entry?.kind === 'entry') return entry.value;
  }
  const declared = parameter.owner.parameters[parameter.index];
  if (declared?.kind === 'rest') return restOf(resolver, call, parameter.index, frame);
  if (declared?.kind === 'namedRest') return namedRestOf(resolver, call, parameter.owner, frame);
  if (declared?.kind !== 'positional') return undefined;
  const listed = listedArgument(listedArguments(resolver, call, frame), parameter.index);
  if (listed) return listed;
  const positional = call.arguments.filter(argument => argument.kind === 'positional' || argument.kind === 'spread');
  const options = positional.length === parameter.index ? namedOptions(parameter.owner, call) : undefined;
  return options && { expression: options, frame, trail: [] };
}

/** The arguments that have no name, in their order; those of a list that is spread one by one, as far as it is known. */
export function listedArguments(resolver: Resolver, call: CallExpression, frame: Frame): readonly ListItem[] {
  return call.arguments.flatMap(({ kind, value }): readonly ListItem[] => {
    if (kind === 'positional') return [{ kind: 'item', value: { expression: value, frame, trail: [] } }];
    if (kind !== 'spread') return [];
    const worth = resolver.evaluate(value, frame);
    return worth.kind === 'list' ? worth.items : [{ kind: 'rest', worth }];
  });
}

/** One of them; undefined where it is not given, or can't be told from what is spread before it. */
export function listedArgument(items: readonly ListItem[], index: number): Deferred | undefined {
  const item = items[index];
  const isShifted = items.slice(0, index).some(each => each.kind === 'rest' || each.isOptional);
  return item?.kind === 'item' && !isShifted ? item.value : undefined;
}

/** The arguments from one on, as the list that a rest parameter is. */
function restOf(resolver: Resolver, call: CallExpression, from: number, frame: Frame): Deferred {
  const items = listedArguments(resolver, call, frame).slice(from);
  const worth: Worth = { kind: 'list', items, isUnordered: false, at: resolver.place(frame, call.range), trail: [] };
  return { expression: call, frame, trail: [], worth };
}
