import { keyOf, namedRecord, optionsOf, type Frame, type Reading, type Resolver, type Worth } from '../resolve';
import type { CallExpression, Insertion } from '../syntax';

/** What one call hands over, ready to be read by the places that tables name. */
export interface Request {
  readonly call: CallExpression;
  readonly frame: Frame;
  /** Index of the argument that holds the keys where arguments have no names. */
  readonly index: number;
  readonly hasNamedArguments: boolean;
  /** The calls that made the client, for places that begin with `client:`. */
  readonly clientCalls: readonly { readonly call: CallExpression; readonly frame: Frame }[];
}

/** Reads the first of several places that is there. */
export function read(resolver: Resolver, request: Request, places: readonly string[]): Reading & { name: string } {
  let open: (Reading & { name: string }) | undefined;
  for (const place of places) {
    const reading = readOne(resolver, request, place);
    const name = place.replace(/^client:/, '');
    // A key that is there without a value is as good as absent.
    if (reading.kind === 'found' && reading.worth.kind !== 'nothing') return { ...reading, name };
    if (reading.kind === 'open') open ??= { ...reading, name };
  }
  return open ?? { kind: 'absent', name: places[0] ?? '' };
}

function readOne(resolver: Resolver, request: Request, place: string): Reading {
  if (place.startsWith('client:')) {
    for (const { call, frame } of request.clientCalls.toReversed()) {
      const reading = readOne(
        resolver,
        { ...request, call, frame, index: 0, clientCalls: [] },
        place.slice('client:'.length),
      );
      if (reading.kind !== 'absent') return reading;
    }
    return { kind: 'absent' };
  }
  const [head = '', ...rest] = place.split('.');
  if (!head.startsWith('@')) return readKeys(resolver, options(resolver, request), [head, ...rest]);
  const argument = request.call.arguments.filter(({ kind }) => kind === 'positional' || kind === 'spread')[
    Number(head.slice(1))
  ];
  if (!argument) return { kind: 'absent' };
  if (argument.kind === 'spread') return { kind: 'open', because: 'arguments that are spread' };
  return readKeys(resolver, resolver.evaluate(argument.value, request.frame), rest);
}

/** The record whose keys the table names: the named arguments, or the object that stands for them. */
export function options(resolver: Resolver, { call, frame, index, hasNamedArguments }: Request): Worth {
  if (hasNamedArguments) return namedRecord(resolver, call, frame);
  const positional = call.arguments.filter(({ kind }) => kind === 'positional' || kind === 'spread');
  const argument = positional[index];
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

/** Where a key that is missing could be written; undefined when that is not one literal of the same file. */
export function insertionFor(resolver: Resolver, request: Request, path: readonly string[]): Insertion | undefined {
  const { call, frame, hasNamedArguments } = request;
  const [first = '', ...rest] = path;
  if (hasNamedArguments) {
    const inner = rest.length ? keyOf(resolver, options(resolver, request), first) : undefined;
    return inner?.kind === 'found' ? insertionInto(resolver, inner.worth, rest, frame) : argumentsInsertion(call, path);
  }
  const given = options(resolver, request);
  const count = call.arguments.length;
  if (given.kind === 'nothing') return count === request.index ? argumentsInsertion(call, path) : undefined;
  return insertionInto(resolver, given, path, frame);
}

function argumentsInsertion(call: CallExpression, path: readonly string[]): Insertion | undefined {
  const last = call.arguments.at(-1)?.range;
  return call.argumentsRange && { form: 'arguments', into: call.argumentsRange, ...(last ? { last } : {}), path };
}

function insertionInto(resolver: Resolver, worth: Worth, path: readonly string[], frame: Frame): Insertion | undefined {
  const [first = '', ...rest] = path;
  if (worth.kind === 'record') {
    if (rest.length) {
      const inner = keyOf(resolver, worth, first);
      if (inner.kind === 'found' && optionsOf(inner.worth).length === 1)
        return insertionInto(resolver, inner.worth, rest, frame);
      if (inner.kind === 'open') return undefined;
    }
    const { literal } = worth;
    if (literal?.place.file !== frame.program.file) return undefined;
    return { form: 'record', into: literal.place.range, ...(literal.last ? { last: literal.last } : {}), path };
  }
  const last = worth.kind === 'reference' ? worth.steps.at(-1) : undefined;
  if (last?.kind === 'call' && last.call && last.frame.program === frame.program && frame.program.language === 'python')
    return argumentsInsertion(last.call, path);
  return undefined;
}
