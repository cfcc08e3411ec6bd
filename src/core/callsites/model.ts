import { choiceOf, staticText, via, type Reading, type Resolver, type TextWorth, type Worth } from '../resolve';
import {
  read,
  readCalls,
  type ModelObjectMatch,
  type Request,
  type SignatureMatch,
  type SignatureTable,
  type Signatures,
} from '../signatures';
import type { Place, Range } from '../text';
import type { Hop, ModelRef, ModelSource } from './types';

/** Who serves a model, as far as the value that names it tells. */
export interface ModelHint {
  readonly provider: string;
  readonly evidence: 'sdk' | 'modelPrefix';
  readonly detail: string;
  readonly baseUrl: Reading | undefined;
}

export interface ModelReading {
  readonly model: ModelRef;
  readonly hint: ModelHint | undefined;
  /** Where it is said; undefined when nowhere. */
  readonly place?: Place;
}

const MAX_WRAPPERS = 4; // middleware around middleware

/** The model that a request names, whichever way its SDK writes one. */
export function readModel(
  resolver: Resolver,
  signatures: Signatures,
  match: SignatureMatch,
  request: Request,
): ModelReading {
  const reading = inAddress(match) ?? read(resolver, request, match.signature.model);
  const at = request.call.nameRange;
  if (reading.kind === 'absent')
    return { model: { kind: 'unknown', because: 'no model is given here', at, trail: [] }, hint: undefined };
  if (reading.kind === 'open')
    return { model: { kind: 'unknown', because: reading.because, at, trail: [] }, hint: undefined };
  const given = match.endpoint ? asWritten(reading.worth) : reading.worth;
  const { worth, hint } = unwrap(resolver, signatures, match.table, given);
  return {
    model: modelRef(worth, reading.place?.range ?? at, request.frame.program.file),
    hint,
    ...(reading.place ? { place: reading.place } : {}),
  };
}

/** A constant that is a class as the text that JSON holds for it. */
function asWritten(worth: Worth): Worth {
  if (worth.kind === 'choice') return choiceOf(worth.options.map(asWritten));
  const constant = worth.kind === 'class' || worth.kind === 'instance' ? worth : undefined;
  const text = constant?.class.writtenAs;
  if (!constant || text === undefined) return worth;
  const at = { file: constant.frame.program.file, range: constant.class.range };
  return { kind: 'text', parts: [{ kind: 'text', text }], at, trail: worth.trail };
}

interface Named {
  readonly worth: Worth;
  readonly hint?: ModelHint;
}

/** The model that the address of an HTTP request names. */
function inAddress({ endpoint }: SignatureMatch): Reading | undefined {
  return endpoint?.model && { kind: 'found', worth: endpoint.model, place: undefined };
}

/** The text that names a model: itself, or the id inside a model object. */
function unwrap(resolver: Resolver, signatures: Signatures, table: SignatureTable, worth: Worth, depth = 0): Named {
  if (worth.kind === 'text') return named(worth, table.modelText);
  if (worth.kind === 'choice') {
    const options = worth.options.map(option => unwrap(resolver, signatures, table, option, depth));
    const hint = options.find(option => option.hint)?.hint;
    return { worth: choiceOf(options.map(option => option.worth)), ...(hint ? { hint } : {}) };
  }
  if (worth.kind !== 'reference' || depth >= MAX_WRAPPERS) return { worth };
  const wrapped = signatures.wrappedModel(worth);
  const inner = wrapped?.read
    .map(place => readCalls(resolver, [wrapped.call], place))
    .find(({ kind }) => kind === 'found');
  if (inner?.kind === 'found') {
    const found = unwrap(resolver, signatures, table, inner.worth, depth + 1);
    return { ...found, worth: via(found.worth, ...worth.trail) };
  }
  const object = signatures.modelObject(worth);
  return object ? unwrapObject(resolver, signatures, table, worth, object, depth) : { worth };
}

/** A bare text that begins with who serves the model. */
function named(worth: TextWorth, modelText: SignatureTable['modelText']): Named {
  if (!modelText) return { worth };
  const [prefix, ...rest] = (staticText(worth) ?? '').split(modelText.separator);
  const own = prefix === undefined ? undefined : modelText.providers[prefix];
  if (!prefix || !rest.length || (modelText.isClosed && own === undefined)) return { worth };
  const detail = modelText.router ?? prefix;
  return { worth, hint: { provider: own ?? prefix, evidence: 'modelPrefix', detail, baseUrl: undefined } };
}

function unwrapObject(
  resolver: Resolver,
  signatures: Signatures,
  table: SignatureTable,
  worth: Worth,
  object: ModelObjectMatch,
  depth: number,
): Named {
  const made = [...object.calls, ...object.changed];
  const id = object.id
    .map(place => readCalls(resolver, place.startsWith('@') ? object.calls : made, place))
    .find(reading => reading.kind === 'found' && reading.worth.kind !== 'nothing');
  const read = id?.kind === 'found' ? unwrap(resolver, signatures, table, id.worth, depth + 1).worth : undefined;
  const text = read && staticText(read);
  const vendor = object.isRouter ? text?.split('/')[0] : undefined;
  const [baseUrl] = object.baseUrl
    .map(place => readCalls(resolver, made, place))
    .filter(({ kind }) => kind !== 'absent');
  const hint: ModelHint = {
    provider: vendor ?? object.provider,
    evidence: vendor === undefined ? 'sdk' : 'modelPrefix',
    detail: object.package,
    baseUrl,
  };
  return read ? { worth: via(read, ...worth.trail), hint } : { worth, hint };
}

function modelRef(worth: Worth, at: Range, file: string): ModelRef {
  const id = staticText(worth);
  if (id !== undefined && id !== '')
    return {
      kind: 'known',
      id,
      from: sourceOf(worth.trail, file),
      at: worth.kind === 'text' ? worth.at : { file, range: at },
      trail: worth.trail,
    };
  if (worth.kind === 'choice') {
    const ids = worth.options.flatMap(option => staticText(option) ?? []).filter(Boolean);
    const trail = worth.options.flatMap(option => option.trail);
    if (ids.length)
      return {
        kind: 'choice',
        ids,
        isOpen: ids.length < worth.options.filter(option => option.kind !== 'nothing').length,
        from: sourceOf(trail, file),
        trail,
      };
  }
  return { kind: 'unknown', because: reasonOf(worth), at, trail: worth.trail };
}

/** The farthest that a value was followed. */
function sourceOf(trail: readonly Hop[], file: string): ModelSource {
  if (trail.some(hop => hop.kind === 'environment')) return 'envDefault';
  if (trail.some(hop => hop.kind === 'import' || hop.place.file !== file)) return 'crossFile';
  return trail.length ? 'sameFile' : 'literal';
}

function reasonOf(worth: Worth): string {
  switch (worth.kind) {
    case 'unknown':
      return worth.name ? `${worth.because}: ${worth.name}` : worth.because;
    case 'reference':
      return `not known before it runs: ${compact(worth.frame.program.text.slice(worth.expression.range.start, worth.expression.range.end))}`;
    case 'choice':
      return reasonsOf(worth.options);
    case 'text':
      return 'put together at run time';
    default:
      return 'not a model name';
  }
}

function reasonsOf(options: readonly Worth[]): string {
  const reasons = [...new Set(options.filter(option => option.kind !== 'nothing').map(reasonOf))];
  return reasons.length > 1 ? `one of several: ${reasons.slice(0, 2).join('; ')}` : (reasons[0] ?? 'no value');
}

const compact = (source: string): string => {
  const line = source.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};
