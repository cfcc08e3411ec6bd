import { keyOf, optionsOf, type Frame, type Resolver, type Worth } from '../resolve';
import { options, type Request } from '../signatures';
import { languages, type CallExpression, type Insertion, type Program } from '../syntax';

/** A function that the value goes through: one of the request's package, or one of several of other packages. */
type Through = string | readonly { readonly from: string; readonly name: string }[];

/**
 * Where a key that is missing could be written; undefined when that is not one literal of the same file.
 */
export function insertionFor(
  resolver: Resolver,
  request: Request,
  path: readonly string[],
  through?: Through,
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
  through?: Through,
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
  const written = functionFor(through, call, frame);
  return written === undefined ? undefined : { ...insertion, through: written };
}

function functionFor(through: Through, { callee }: CallExpression, { program }: Frame): string | undefined {
  // The package goes by the name that the literal is written with.
  if (typeof through === 'string')
    return callee.kind === 'member'
      ? `${program.text.slice(callee.object.range.start, callee.object.range.end)}.${through}`
      : undefined;
  for (const { from, name } of through) {
    const imported = importedName(program, from);
    if (imported !== undefined) return `${imported}.${name}`;
  }
  return undefined;
}

/** The name by which a file knows a package, whatever major version of it. */
function importedName({ module: scope }: Program, from: string): string | undefined {
  for (const [name, bindings] of scope.bindings)
    if (bindings.some(each => each.kind === 'import' && each.import?.module.replace(/\/v\d+(?=\/|$)/, '') === from))
      return name;
  return undefined;
}

/** Whether the keys of an object are written where it is made, as its fields or the arguments of its making. */
function takesKeys(call: CallExpression, frame: Frame): boolean {
  const { hasNamedArguments, constructsWithNew } = languages[frame.program.language];
  return call.hasFields ?? (hasNamedArguments && !(constructsWithNew && call.isNew));
}
