import { type CallExpression, type Expression, type FunctionExpression } from '../syntax';
import { callsNamed } from './callers';
import { memberWorth } from './members';
import type { Resolver } from './resolver';
import {
  choiceOf,
  optionsOf,
  staticText,
  via,
  type Frame,
  type RecordItem,
  type ReferenceWorth,
  type Worth,
} from './worth';

/** An option of a command line, and what holds where who starts the program gives none. */
interface Option {
  readonly name: string;
  readonly call: CallExpression;
  readonly frame: Frame;
  readonly worth: Worth;
}

/** Why an option is not known. */
const BECAUSE = 'an option of the command line';

/** What a parser makes of a command line: a field for each option that code declared, worth its default. */
export function optionsRead(
  resolver: Resolver,
  made: ReferenceWorth,
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  const read = resolver.knowledge(frame).commandLineRead(made);
  const maker = read && makerOf(made);
  if (!read || !maker) return undefined;
  const at = resolver.place(frame, call.range);
  const items = [...openItem(), ...entriesOf(resolver, declared(resolver, maker, made.frame, read.declares))];
  const fields: Worth = { kind: 'record', items, literal: undefined, at, trail: [] };
  if (!read.isFirst) return fields;
  const rest = resolver.unknown(frame, call.range, BECAUSE, resolver.source(frame, call.callee.range));
  return {
    kind: 'list',
    isUnordered: false,
    at,
    trail: [],
    items: [fields, rest].map(worth => ({ kind: 'item', value: { expression: call, frame, trail: [], worth } })),
  };
}

/** Options that are declared elsewhere may be there too. */
const openItem = (): RecordItem[] => [{ kind: 'open', because: BECAUSE }];

function makerOf({ steps }: ReferenceWorth): CallExpression | undefined {
  const step = steps.find(({ kind }) => kind === 'call');
  return step?.kind === 'call' ? step.call : undefined;
}

/** The options that a parser, a group or a command of it was told of in the file. */
function declared(resolver: Resolver, maker: CallExpression, { program }: Frame, methods: readonly string[]): Option[] {
  const root = resolver.root(program);
  return methods
    .flatMap(method => callsNamed(program, method))
    .filter(({ callee }) => {
      const on = callee.kind === 'member' ? resolver.evaluate(callee.object, root) : undefined;
      return on !== undefined && optionsOf(on).some(each => each.kind === 'reference' && makerOf(each) === maker);
    })
    .flatMap(call => optionOf(resolver, call, root) ?? []);
}

function optionOf(resolver: Resolver, call: CallExpression, frame: Frame): Option | undefined {
  const name = nameOf(resolver, call, frame);
  const worth = name === undefined ? undefined : valueOf(resolver, call, frame);
  if (name === undefined || !worth) return undefined;
  return { name, call, frame, worth: via(worth, resolver.hop('option', name, frame, call.nameRange)) };
}

/** `dest="model"`, else the first long flag, else the first one: `--max-tokens` is read as `max_tokens`. */
function nameOf(resolver: Resolver, call: CallExpression, frame: Frame): string | undefined {
  const given = argument(call, 'dest');
  if (given) return staticText(resolver.evaluate(given, frame));
  const names = flagsOf(resolver, call, frame);
  const name = names.find(each => each.startsWith('--')) ?? names[0];
  return name?.replace(/^-+/, '').replaceAll('-', '_');
}

const flagsOf = (resolver: Resolver, { arguments: given }: CallExpression, frame: Frame): readonly string[] =>
  given.flatMap(({ kind, value }) =>
    kind === 'positional' ? (staticText(resolver.evaluate(value, frame)) ?? []) : [],
  );

const argument = ({ arguments: given }: CallExpression, name: string): Expression | undefined =>
  given.find(each => each.kind === 'named' && each.name === name)?.value;

/** The default of an option; where one must be given, any of the values that it may have. */
function valueOf(resolver: Resolver, call: CallExpression, frame: Frame): Worth | undefined {
  const initial = argument(call, 'default');
  const worth = initial && resolver.evaluate(initial, frame);
  if (worth) return worth.kind === 'nothing' ? undefined : worth;
  const isRequired =
    argument(call, 'required')?.kind === 'boolean' ||
    !flagsOf(resolver, call, frame).some(each => each.startsWith('-'));
  const choices = argument(call, 'choices');
  const values = isRequired && choices ? resolver.evaluate(choices, frame) : undefined;
  if (values?.kind !== 'list' || !values.items.length || !values.items.every(item => item.kind === 'item'))
    return undefined;
  return choiceOf(values.items.map((_, index) => memberWorth(resolver, values, String(index), call.range, frame)));
}

/** Commands of a program may each have an option of the same name. */
function entriesOf(resolver: Resolver, options: readonly Option[]): RecordItem[] {
  const names = [...new Set(options.map(({ name }) => name))];
  return names.flatMap((key): RecordItem[] => {
    const same = options.filter(({ name }) => name === key);
    const [first] = same;
    if (!first) return [];
    const { call, frame } = first;
    const worth = choiceOf(same.map(each => each.worth));
    return [
      {
        kind: 'entry',
        key,
        value: { expression: call, frame, trail: [], worth },
        isOptional: false,
        place: resolver.place(frame, call.range),
      },
    ];
  });
}

/** What a parameter is by default that a decorator of its function makes an option of the command line. */
export function decoratedOption(
  resolver: Resolver,
  owner: FunctionExpression,
  parameter: string,
  frame: Frame,
): Worth | undefined {
  for (const decorator of owner.decorators) {
    if (decorator.kind !== 'call' || !declaresOption(resolver, decorator, frame)) continue;
    const flags = flagsOf(resolver, decorator, frame);
    const named = flags.find(each => !each.startsWith('-')) ?? flags.toSorted((a, b) => b.length - a.length)[0];
    if (named?.replace(/^-+/, '').split('/')[0]?.replaceAll('-', '_').toLowerCase() !== parameter.toLowerCase())
      continue;
    const initial = argument(decorator, 'default');
    const worth = initial && resolver.evaluate(initial, frame);
    if (worth) return via(worth, resolver.hop('option', parameter, frame, decorator.nameRange));
  }
  return undefined;
}

function declaresOption(resolver: Resolver, decorator: CallExpression, frame: Frame): boolean {
  const made = resolver.evaluate(decorator, frame);
  return made.kind === 'reference' && resolver.knowledge(frame).isOptionDecorator(made);
}
