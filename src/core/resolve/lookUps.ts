import { memberWorth } from './members';
import type { CallExpression, TextExpression } from '../syntax';
import { callsNamed, isTestFile } from './callers';
import { calledWorth } from './calls';
import { keyOf, recordOf } from './keys';
import { nearest } from './registrations';
import { callsOf, stepsOf, type NamedCall } from './pattern';
import type { Resolver } from './resolver';
import { choiceOf, staticText, type Frame, type ReferenceWorth, type Worth } from './worth';

/** How a call of a package takes something out of a table that the code wrote: a registry, an alias table. */
export interface TableLookUp {
  /** The table, a key of what made the receiver: `languageModels`; `@0` is its first argument. */
  readonly in: string;
  /** Where the name is not in the table: another receiver of the same method, beside it. */
  readonly otherwise?: string | undefined;
  /** What stands between the name in the table and what that is called with: `openai:gpt-4o`. */
  readonly separator?: string | undefined;
}

/** Entries that a name which is not known may mean. */
const MAX_ENTRIES = 16;

/** What a call takes out of a table; undefined when that can't be told. */
export function lookedUp(
  resolver: Resolver,
  made: ReferenceWorth,
  { in: place, otherwise, separator }: TableLookUp,
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  const [argument] = call.arguments;
  const method = callsOf(stepsOf(made).path).at(-1)?.name;
  const table = tableOf(resolver, made, place);
  if (argument?.kind !== 'positional' || method === undefined || table?.kind !== 'record') return undefined;
  const name = staticText(resolver.evaluate(argument.value, frame));
  if (name === undefined) return separator === undefined ? anyEntry(resolver, table) : undefined;
  const [head = '', ...rest] = separator === undefined ? [name] : name.split(separator);
  const found = keyOf(resolver, table, head);
  if (found.kind === 'found' && separator === undefined) return found.worth;
  const fallback = otherwise === undefined ? undefined : tableOf(resolver, made, otherwise);
  const receiver = found.kind === 'found' ? found.worth : fallback;
  const text = found.kind === 'found' && separator !== undefined ? rest.join(separator) : name;
  if (!receiver || receiver.kind === 'nothing') return undefined;
  const callee = memberWorth(resolver, receiver, method, call.nameRange, frame);
  return calledWorth(resolver, callee, { ...call, arguments: [textArgument(argument, text)] }, frame);
}

/** A key of the calls that made the receiver of the last one. */
function tableOf(resolver: Resolver, made: ReferenceWorth, place: string): Worth | undefined {
  const makers = callsOf(stepsOf(made).path).slice(0, -1);
  const last = makers.at(-1)?.step;
  if (place === '@0') {
    const first = last?.call?.arguments[0];
    return last && first?.kind === 'positional' ? resolver.evaluate(first.value, last.frame) : undefined;
  }
  const makings = last && !last.call ? madeElsewhere(resolver, made, makers) : [makers];
  const tables = makings.flatMap(making => {
    const record = recordOf(resolver, making);
    const found = record && keyOf(resolver, record, place);
    return found?.kind === 'found' ? [found.worth] : [];
  });
  const [table] = tables;
  return tables.length === 1 ? table : undefined;
}

/** Constructions of a class that are looked at for the one that an object may be of. */
const MAX_MAKINGS = 4;

/** How an object may have been made of which only the class is known: as other files, or this one, make such. */
function madeElsewhere(
  resolver: Resolver,
  { module, frame }: ReferenceWorth,
  makers: readonly NamedCall[],
): readonly (readonly NamedCall[])[] {
  const name = makers.at(-1)?.name;
  if (!name) return [];
  const { program } = frame;
  const programs = [program, ...(resolver.host.mentioningPrograms(name, program, '(') ?? [])];
  const makings = programs.flatMap(each => {
    if (isTestFile(each.file)) return [];
    const root = resolver.root(each);
    return callsNamed(each, name).flatMap((call): NamedCall[] => {
      const callee = call.isNew ? resolver.evaluate(call.callee, root) : undefined;
      const isSame = callee?.kind === 'reference' && isWithin(callee.module, module);
      return isSame ? [{ name, step: { kind: 'call', call, frame: root } }] : [];
    });
  });
  // Each of several applications beside each other makes its own.
  const near = nearest(
    makings.map(making => ({ making, file: making.step.frame.program.file })),
    program.file,
  );
  return near.length > MAX_MAKINGS ? [] : near.map(({ making }) => [making]);
}

/** The module of a package, or one that lies in it: `@mastra/core/mastra`. */
const isWithin = (module: string, outer: string): boolean => module === outer || module.startsWith(`${outer}/`);

function anyEntry(resolver: Resolver, table: Worth & { kind: 'record' }): Worth | undefined {
  const { items } = table;
  if (!items.length || items.length > MAX_ENTRIES) return undefined;
  const worths = items.flatMap(item => (item.kind === 'entry' ? [resolver.force(item.value)] : []));
  return worths.length === items.length ? choiceOf(worths) : undefined;
}

function textArgument(
  { range }: CallExpression['arguments'][number],
  text: string,
): CallExpression['arguments'][number] {
  const value: TextExpression = { kind: 'text', parts: [{ kind: 'piece', text, range }], content: undefined, range };
  return { kind: 'positional', value, range };
}
