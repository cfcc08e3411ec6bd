import type { Binding, CallExpression, FunctionExpression, Program } from '../syntax';
import { emptyRecord } from './records';
import { objectOf, type TypeOfPackage } from './revealed';
import type { Resolver } from './resolver';
import { optionsOf, type Frame, type Worth } from './worth';

/** What functions are handed that stand in the options of a package's call. */
export interface CallbackKnowledge extends TypeOfPackage {
  /** The key of the options. */
  readonly under: string;
  /** Parameters by their index, with the key of them: `0.mastra`. */
  readonly parameters: readonly string[];
}

interface Handed {
  readonly call: CallExpression;
  readonly key: string;
}

const handedIn = new WeakMap<Program, ReadonlyMap<FunctionExpression, Handed>>();

/** The functions that stand in the options of a program's calls. */
function handedFunctions(program: Program): ReadonlyMap<FunctionExpression, Handed> {
  const known = handedIn.get(program);
  if (known) return known;
  const found = new Map<FunctionExpression, Handed>();
  for (const call of program.calls) {
    const [options] = call.arguments;
    if (options?.value.kind !== 'record') continue;
    for (const entry of options.value.entries)
      if (entry.kind === 'entry' && typeof entry.key === 'string' && entry.value.kind === 'function')
        found.set(entry.value, { call, key: entry.key });
  }
  handedIn.set(program, found);
  return found;
}

/** What a package hands to a function that was handed to it; undefined where no table says. */
export function callbackArgument(resolver: Resolver, binding: Binding, frame: Frame): Worth | undefined {
  const { parameter, path = [] } = binding;
  const handed = parameter && handedFunctions(frame.program).get(parameter.owner);
  if (!handed) return undefined;
  const root = resolver.root(frame.program);
  for (const callee of optionsOf(resolver.evaluate(handed.call.callee, root))) {
    if (callee.kind !== 'reference') continue;
    const steps = [...callee.steps, { kind: 'call' as const, call: handed.call, frame: root }];
    const known = resolver.host.packages.callback({ ...callee, steps });
    const place = known?.parameters.find(each => each.startsWith(`${String(parameter.index)}.`));
    if (place === undefined || known?.under !== handed.key) continue;
    const [, ...keys] = place.split('.');
    const value = objectOf(known, binding.range, resolver, frame);
    if (keys.join('.') === path.join('.')) return value;
    if (!path.length) return recordWith(keys, value, resolver, frame, binding);
  }
  return undefined;
}

function recordWith(
  [key = '']: readonly string[],
  worth: Worth,
  resolver: Resolver,
  frame: Frame,
  { range }: Binding,
): Worth {
  const place = resolver.place(frame, range);
  const value = { expression: { kind: 'other' as const, range }, frame, trail: [], worth };
  return {
    ...emptyRecord(place),
    items: [
      { kind: 'open', because: 'parameter' },
      { kind: 'entry', key, value, isOptional: false, place },
    ],
  };
}
