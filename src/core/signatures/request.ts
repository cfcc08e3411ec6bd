import {
  isPositional,
  keyOf,
  namedRecord,
  recordOf,
  type Frame,
  type NamedCall,
  type Reading,
  type Resolver,
  type Worth,
} from '../resolve';
import { languages, type CallExpression } from '../syntax';

import { readGlobal } from './globals';

/** What one call hands over, ready to be read by the places that tables name. */
export interface Request {
  readonly call: CallExpression;
  readonly frame: Frame;
  /** Index of the argument that holds the keys; undefined for the arguments that are given by name. */
  readonly index: number | undefined;
  /** The calls that made the client, for places that begin with `client:`. */
  readonly client: readonly NamedCall[];
  /** Those that changed its options since. */
  readonly changed: readonly NamedCall[];
  /** Those between client and method, for `chain:`. */
  readonly chain: readonly NamedCall[];
  /** What stands before the receiver in a pipe, for `piped:`. */
  readonly piped: readonly Worth[];
  /** The packages of the table, for `global:`. */
  readonly packages: readonly string[];
}

/** A call by itself, read as its language reads requests. */
export function requestOfCall(call: CallExpression, frame: Frame): Request {
  const { hasNamedArguments } = languages[frame.program.language];
  const index = hasNamedArguments ? undefined : 0;
  return { call, frame, index, client: [], changed: [], chain: [], piped: [], packages: [] };
}

/** Reads the first of several places that is there. */
export function read(resolver: Resolver, request: Request, places: readonly string[]): Reading & { name: string } {
  let open: (Reading & { name: string }) | undefined;
  for (const place of places) {
    const reading = readOne(resolver, request, place);
    const name = place.replace(/^\w+:/, '');
    // A key that is there without a value is as good as absent.
    if (reading.kind === 'found' && reading.worth.kind !== 'nothing') return { ...reading, name };
    if (reading.kind === 'open') open ??= { ...reading, name };
  }
  return open ?? { kind: 'absent', name: places[0] ?? '' };
}

function readOne(resolver: Resolver, request: Request, place: string): Reading {
  const [, source, rest = ''] = /^(client|chain|global|piped):(.*)$/.exec(place) ?? [];
  switch (source) {
    case 'client':
      return readCalls(resolver, request.client, rest, request.changed);
    case 'chain':
      return readCalls(resolver, request.chain, rest);
    case 'global':
      return readGlobal(resolver, request, rest);
    case 'piped':
      return request.piped.length ? { kind: 'found', worth: listOf(request), place: undefined } : { kind: 'absent' };
    default:
      return readArguments(resolver, request, place);
  }
}

function listOf({ piped, call, frame }: Request): Worth {
  const at = { file: frame.program.file, range: call.range };
  const items = piped.map(worth => ({
    kind: 'item' as const,
    value: { expression: call.callee, frame, trail: [], worth },
  }));
  return { kind: 'list', items, isUnordered: false, at, trail: [] };
}

/**
 * A place among what several calls were given; `@0` is an argument of the last of them.
 * @param changed calls that have changed since what the others made
 */
export function readCalls(
  resolver: Resolver,
  calls: readonly NamedCall[],
  place: string,
  changed: readonly NamedCall[] = [],
): Reading {
  const [head = '', ...rest] = place.split('.');
  const last = calls.at(-1);
  if (head.startsWith('@')) {
    if (!last?.step.call) return { kind: 'absent' };
    return readArguments(resolver, requestOfCall(last.step.call, last.step.frame), place);
  }
  const known = [...calls, ...changed].filter(({ step }) => step.call ?? step.changes);
  const record = recordOf(resolver, known);
  return record ? readKeys(resolver, record, [head, ...rest]) : { kind: 'absent' };
}

function readArguments(resolver: Resolver, request: Request, place: string): Reading {
  const [head = '', ...rest] = place.split('.');
  if (!head.startsWith('@')) return readKeys(resolver, options(resolver, request), [head, ...rest]);
  const argument = request.call.arguments.filter(isPositional)[Number(head.slice(1))];
  if (!argument) return { kind: 'absent' };
  if (argument.kind === 'spread') return { kind: 'open', because: 'arguments that are spread' };
  return readKeys(resolver, resolver.evaluate(argument.value, request.frame), rest);
}

/** The value whose keys the table names: the named arguments, or the object that stands for them. */
export function options(resolver: Resolver, { call, frame, index }: Request): Worth {
  if (index === undefined) return namedRecord(resolver, call, frame);
  const argument = call.arguments.filter(isPositional)[index];
  if (argument?.kind === 'positional') return resolver.evaluate(argument.value, frame);
  return argument
    ? resolver.unknown(frame, argument.range, 'arguments that are spread', '')
    : { kind: 'nothing', trail: [] };
}

function readKeys(resolver: Resolver, worth: Worth, keys: readonly string[]): Reading {
  const [key, ...rest] = keys;
  if (key === undefined)
    return worth.kind === 'unknown'
      ? { kind: 'found', worth, place: undefined }
      : { kind: 'found', worth, place: 'at' in worth ? worth.at : undefined };
  const found = keyOf(resolver, worth, key);
  if (found.kind !== 'found') return found;
  if (rest.length) return readKeys(resolver, found.worth, rest);
  return { kind: 'found', worth: found.worth, place: found.place };
}
