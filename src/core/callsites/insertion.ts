import { keyOf, optionsOf, type Frame, type Resolver, type Worth } from '../resolve';
import { options, type Request } from '../signatures';
import { languages, type CallExpression, type Insertion } from '../syntax';

/**
 * Where a key that is missing could be written; undefined when that is not one literal of the same file.
 * @param through a function of the request's package that the value goes through
 */
export function insertionFor(
  resolver: Resolver,
  request: Request,
  path: readonly string[],
  through?: string,
): Insertion | undefined {
  const { call, frame, index, name } = request;
  const [first = '', ...rest] = path;
  // What is sent as JSON is written out where it is made, or else under names that are not the API's.
  if (request.body)
    return request.body.kind === 'record' ? insertionInto(resolver, request.body, path, frame) : undefined;
  if (index === undefined) {
    const inner = rest.length ? keyOf(resolver, options(resolver, request), first) : undefined;
    return inner?.kind === 'found' ? insertionInto(resolver, inner.worth, rest, frame) : argumentsInsertion(call, path);
  }
  const given = options(resolver, request);
  if (given.kind !== 'nothing') return insertionInto(resolver, given, path, frame, through);
  if (name !== undefined) return argumentsInsertion(call, [name, ...path]);
  const isLast = call.arguments.length === index;
  return isLast && !languages[frame.program.language].hasNamedArguments ? argumentsInsertion(call, path) : undefined;
}

function argumentsInsertion(call: CallExpression, path: readonly string[]): Insertion | undefined {
  const last = call.arguments.at(-1)?.range;
  const form = call.hasFields ? 'fields' : 'arguments';
  return call.argumentsRange && { form, into: call.argumentsRange, ...(last ? { last } : {}), path };
}

function insertionInto(
  resolver: Resolver,
  worth: Worth,
  path: readonly string[],
  frame: Frame,
  through?: string,
): Insertion | undefined {
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
  const call = last?.kind === 'call' && last.frame.program === frame.program ? last.call : undefined;
  if (!call || !takesKeys(call, frame)) return undefined;
  const isByName = call.hasFields === true || call.arguments.every(({ kind }) => kind !== 'positional');
  const insertion = isByName ? argumentsInsertion(call, path) : undefined;
  if (!insertion || through === undefined) return insertion;
  const { callee } = call;
  // The package goes by the name that the literal is written with.
  return callee.kind === 'member'
    ? { ...insertion, through: `${resolver.source(frame, callee.object.range)}.${through}` }
    : undefined;
}

/** Whether the keys of an object are written where it is made, as its fields or the arguments of its making. */
function takesKeys(call: CallExpression, frame: Frame): boolean {
  const { hasNamedArguments, constructsWithNew } = languages[frame.program.language];
  return call.hasFields ?? (hasNamedArguments && !(constructsWithNew && call.isNew));
}
