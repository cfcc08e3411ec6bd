import {
  callNamed,
  inPosition,
  parameterOf,
  settingOf,
  isPositional,
  keyOf,
  listedArgument,
  listedArguments,
  namedRecord,
  recordOf,
  serialisedKeyOf,
  type ListItem,
  type Frame,
  type FunctionWorth,
  type InstanceWorth,
  type NamedCall,
  type Reading,
  type Resolver,
  type Worth,
} from '../resolve';
import { languages, type Argument, type CallExpression } from '../syntax';

import { readEnvironment, readGlobal, readWithin } from './globals';

/** What one call hands over, ready to be read by the places that tables name. */
export interface Request {
  readonly call: CallExpression;
  readonly frame: Frame;
  /** Index of the argument that holds the keys; undefined for the arguments that are given by name. */
  readonly index: number | undefined;
  /** The name by which that argument may be given instead. */
  readonly name?: string | undefined;
  /** What holds the keys, where that is no argument: the body of an HTTP request. */
  readonly body?: Worth;
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
  /** For `parameter:`, `constructor:` and `decorator:`. */
  readonly definition?: FunctionDefinition;
}

/** A function of the workspace that a table describes. */
export interface FunctionDefinition {
  readonly function: FunctionWorth;
  /** What of the table it carries. */
  readonly decorator?: {
    /** Undefined for one of a package. */
    readonly function: FunctionWorth | undefined;
    /** What it makes, for one that is a class. */
    readonly object: InstanceWorth | undefined;
    /** Undefined where it is given nothing. */
    readonly call: CallExpression | undefined;
    readonly frame: Frame;
  };
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
  for (const written of places) {
    const place = written.replace(/^[?~]/, '');
    const isOptional = written.startsWith('?');
    const isOnlyWritten = written.startsWith('~');
    const reading = readOne(resolver, request, place);
    const name = place.replace(/^\w+:/, '');
    // A key that is there without a value is as good as absent.
    const isThere = reading.kind === 'found' && reading.worth.kind !== 'nothing';
    if (isThere && !(isOptional && reading.worth.kind === 'unknown')) return { ...reading, name };
    if (reading.kind === 'open' && !isOptional && !isOnlyWritten) open ??= { ...reading, name };
  }
  return open ?? { kind: 'absent', name: places[0] ?? '' };
}

function readOne(resolver: Resolver, request: Request, place: string): Reading {
  const [, source, rest = ''] =
    /^(client|maker|chain|options|piped|global|within|environment|parameter|constructor|decorator):(.*)$/.exec(place) ??
    [];
  switch (source) {
    case 'client':
      return readCalls(resolver, request.client, rest, request.changed);
    case 'maker':
      return readCalls(resolver, request.client.slice(0, 1), rest);
    case 'global':
      return readGlobal(resolver, request, rest);
    case 'within':
      return readWithin(resolver, request, rest);
    case 'environment':
      return readEnvironment(resolver, request.frame, rest);
    case 'chain':
      return readCalls(resolver, request.chain, rest);
    case 'options':
      return readCalls(
        resolver,
        [{ name: '', step: { kind: 'call', call: request.call, frame: request.frame } }],
        rest,
      );
    case 'piped':
      return request.piped.length ? { kind: 'found', worth: listOf(request), place: undefined } : { kind: 'absent' };
    case 'parameter':
    case 'constructor':
    case 'decorator':
      return readDefined(resolver, request, source, rest);
    default:
      return readArguments(resolver, request, place);
  }
}

/** What a function of the workspace, or what it is called on or carries, was given for a parameter of its own. */
function readDefined(
  resolver: Resolver,
  request: Request,
  source: 'parameter' | 'constructor' | 'decorator',
  place: string,
): Reading {
  const { call, frame, definition, client, changed } = request;
  const [name = '', ...keys] = place.split('.');
  const inner = (reading: Reading): Reading =>
    reading.kind === 'found' && keys.length ? readKeys(resolver, reading.worth, keys) : reading;
  switch (source) {
    case 'parameter': {
      const given = definition && parameterOf(resolver, definition.function, call, frame, name);
      if (given) return inner(given);
      const named = readArguments(resolver, request, place);
      // A function that is known to have no such parameter may take more by name all the same.
      const isOpen = !definition || call.arguments.some(({ kind }) => kind === 'spread' || kind === 'namedSpread');
      return named.kind === 'found' || isOpen ? named : { kind: 'absent' };
    }
    case 'constructor': {
      const { self } = definition?.function ?? {};
      const given = self && settingOf(resolver, self, name);
      return given ? inner(given) : readCalls(resolver, client, place, changed);
    }
    case 'decorator': {
      const { decorator } = definition ?? {};
      if (!decorator?.call) return { kind: 'absent' };
      const given = decorator.function
        ? parameterOf(resolver, decorator.function, decorator.call, decorator.frame, name)
        : decorator.object && settingOf(resolver, decorator.object, name);
      return given ? inner(given) : readArguments(resolver, requestOfCall(decorator.call, decorator.frame), place);
    }
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

/** Of a client that only its type tells. */
const MADE_ELSEWHERE: Reading = { kind: 'open', because: 'made elsewhere' };

/** Whether nothing in the code says what stands at a place, so that settings may. */
export const isLeftOpen = (reading: Reading): boolean =>
  reading.kind === 'absent' || (reading.kind === 'open' && reading.because === MADE_ELSEWHERE.because);

const ENVIRONMENT = 'environment:';
const NAMED = '@named';

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
  if (place.startsWith(ENVIRONMENT)) {
    const frame = calls.at(-1)?.step.frame;
    return frame ? readEnvironment(resolver, frame, place.slice(ENVIRONMENT.length)) : { kind: 'absent' };
  }
  if (place.startsWith('maker:')) return readCalls(resolver, calls.slice(0, 1), place.slice('maker:'.length));
  const [head = '', ...rest] = place.split('.');
  const last = calls.at(-1);
  if (head.startsWith('@')) {
    if (!last?.step.call) return last ? MADE_ELSEWHERE : { kind: 'absent' };
    return readArguments(resolver, requestOfCall(last.step.call, last.step.frame), place);
  }
  const known = [...calls, ...changed].filter(({ step }) => step.call ?? step.changes);
  if (head.endsWith('()')) {
    const named = callNamed(resolver, known, head.slice(0, -2));
    return named.kind === 'found' ? readKeys(resolver, named.worth, rest) : named;
  }
  const record = recordOf(resolver, known);
  const reading: Reading = record ? readKeys(resolver, record, [head, ...rest]) : { kind: 'absent' };
  const isMadeElsewhere = calls.some(({ step }) => !step.call);
  return reading.kind === 'absent' && isMadeElsewhere ? MADE_ELSEWHERE : reading;
}

function readArguments(resolver: Resolver, request: Request, place: string): Reading {
  const [head = '', ...rest] = place.split('.');
  if (!head.startsWith('@')) {
    const asked = options(resolver, request);
    if (request.body && asked.kind === 'reference') {
      const found = serialisedKeyOf(resolver, asked, head);
      return found.kind === 'found' && rest.length ? readKeys(resolver, found.worth, rest) : found;
    }
    return readKeys(resolver, asked, [head, ...rest]);
  }
  const given = request.call.arguments.filter(isPositional);
  if (head.endsWith('+')) return allFrom(resolver, request, given.slice(Number(head.slice(1, -1))));
  if (head === NAMED) {
    const isGiven = request.call.arguments.some(({ kind }) => kind === 'named' || kind === 'namedSpread');
    return isGiven ? readKeys(resolver, namedRecord(resolver, request.call, request.frame), rest) : { kind: 'absent' };
  }
  const argument = argumentOf(request.call, head.slice(1));
  if (!argument) return { kind: 'absent' };
  if (argument.kind === 'spread') return { kind: 'open', because: 'arguments that are spread' };
  return readKeys(resolver, resolver.evaluate(argument.value, request.frame), rest);
}

function allFrom(resolver: Resolver, { call, frame }: Request, given: readonly Argument[]): Reading {
  const [only] = given;
  if (!only) return { kind: 'absent' };
  if (only.kind === 'spread' && given.length === 1)
    return { kind: 'found', worth: resolver.evaluate(only.value, frame), place: undefined };
  const items = given.map(({ kind, value }): ListItem =>
    kind === 'spread'
      ? { kind: 'rest', worth: resolver.evaluate(value, frame) }
      : { kind: 'item', value: { expression: value, frame, trail: [] } },
  );
  const at = resolver.place(frame, call.range);
  return { kind: 'found', worth: { kind: 'list', items, isUnordered: false, at, trail: [] }, place: undefined };
}

/** An argument by its index or its name. */
function argumentOf(call: CallExpression, key: string): Argument | undefined {
  return /^\d+$/.test(key)
    ? inPosition(call.arguments)[Number(key)]
    : call.arguments.find(({ kind, name }) => kind === 'named' && name === key);
}

/** The value whose keys the table names: the named arguments, or the object that stands for them. */
export function options(resolver: Resolver, { call, frame, index, name, body }: Request): Worth {
  if (body) return body;
  if (index === undefined) return namedRecord(resolver, call, frame);
  const byName = name === undefined ? undefined : argumentOf(call, name);
  if (byName) return resolver.evaluate(byName.value, frame);
  const items = listedArguments(resolver, call, frame);
  const listed = listedArgument(items, index);
  if (listed) return resolver.force(listed);
  return items.slice(0, index + 1).some(({ kind }) => kind === 'rest')
    ? resolver.unknown(frame, call.range, 'arguments that are spread', '')
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
