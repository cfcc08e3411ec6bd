import type { CallExpression } from '../syntax';
import type { Range } from '../text';
import { lookUp } from './records';
import type { Resolver } from './resolver';
import {
  optionsOf,
  via,
  type Frame,
  type RecordItem,
  type RecordWorth,
  type ReferenceWorth,
  type Worth,
} from './worth';

/** Methods of a schema that say what holds where nothing is given. */
const DEFAULTS: ReadonlySet<string> = new Set(['catch', 'default', 'prefault']);

/**
 * What a check of settings gives: a field for each key of its schema, worth the default that the schema sets, or what
 * the environment has. Undefined for any other call.
 */
export function checkedSettings(
  resolver: Resolver,
  made: ReferenceWorth,
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  const schema = resolver.knowledge(frame).schemaOf(made);
  if (!schema) return undefined;
  const calls = made.steps.flatMap(step => (step.kind === 'call' && step.call ? [{ ...step, call: step.call }] : []));
  const holder = schema.isFirst ? calls[0] : calls.at(-1);
  const argument = holder?.call.arguments[schema.argument];
  if (!holder || !argument) return undefined;
  const given = resolver.evaluate(argument.value, holder.frame);
  const groups = schema.under.length ? schema.under.flatMap(key => part(resolver, given, key)) : [given];
  const isEnvironment = !schema.isFirst || readsEnvironment(resolver, call, frame);
  const items = groups.flatMap((group): RecordItem[] =>
    group.kind === 'record'
      ? group.items.map(item => checked(resolver, item, frame, isEnvironment))
      : [{ kind: 'open', because: 'settings that are checked' }],
  );
  return { kind: 'record', items, literal: undefined, at: resolver.place(frame, call.range), trail: [] };
}

function part(resolver: Resolver, given: Worth, key: string): readonly Worth[] {
  const found = given.kind === 'record' ? lookUp(resolver, given, key) : undefined;
  return found?.kind === 'found' ? [found.worth] : [];
}

/** Whether what is checked is the environment itself, rather than what a request holds. */
function readsEnvironment(resolver: Resolver, { arguments: [first] }: CallExpression, frame: Frame): boolean {
  if (!first) return false;
  const worth = resolver.evaluate(first.value, frame);
  return (
    worth.kind === 'reference' &&
    resolver.knowledge(frame).environmentRead(variable(worth, 'X', frame, first.value.range)) !== undefined
  );
}

function checked(resolver: Resolver, item: RecordItem, frame: Frame, isEnvironment: boolean): RecordItem {
  if (item.kind !== 'entry') return item;
  const { key, place, value } = item;
  const initial = defaultOf(resolver, resolver.force(value));
  const hop = { kind: isEnvironment ? 'environment' : 'default', name: key, place } as const;
  const worth = initial
    ? via(initial, hop)
    : isEnvironment
      ? variable(environment(place), key, frame, place.range)
      : resolver.unknown(frame, place.range, 'what is checked', key);
  return { ...item, isOptional: false, value: { ...value, worth } };
}

/** `z.string().default('x')`, `str({ default: 'x' })` */
function defaultOf(resolver: Resolver, worth: Worth): Worth | undefined {
  const [option] = optionsOf(worth);
  if (option?.kind !== 'reference') return undefined;
  for (const [index, step] of option.steps.entries()) {
    if (step.kind !== 'call' || !step.call) continue;
    const before = option.steps[index - 1];
    const [first] = step.call.arguments;
    if (!first) continue;
    const given = resolver.evaluate(first.value, step.frame);
    if (before?.kind === 'member' && DEFAULTS.has(before.name)) return given;
    const found = given.kind === 'record' ? lookUp(resolver, given, 'default') : undefined;
    if (found?.kind === 'found') return found.worth;
  }
  return undefined;
}

function environment(at: RecordWorth['at']): Pick<ReferenceWorth, 'module' | 'steps'> {
  return { module: '', steps: ['process', 'env'].map(name => ({ kind: 'member' as const, name, at })) };
}

/** A variable of what code takes for the environment. */
function variable(
  { module, steps }: Pick<ReferenceWorth, 'module' | 'steps'>,
  name: string,
  frame: Frame,
  range: Range,
): ReferenceWorth {
  const at = { file: frame.program.file, range };
  return {
    kind: 'reference',
    module,
    steps: [...steps, { kind: 'member', name, at }],
    expression: { kind: 'other', range },
    frame,
    stepsAtLoad: 0,
    trail: [],
  };
}
