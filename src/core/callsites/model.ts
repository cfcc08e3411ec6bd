import { choiceOf, optionsOf, staticText, via, type Reading, type Resolver, type Worth } from '../resolve';
import type { SignatureMatch, Signatures, SignatureTable } from '../signatures';
import type { Place, Range } from '../text';
import { read, type Request } from './request';
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
  const reading = read(resolver, request, match.signature.model);
  const at = request.call.nameRange;
  if (reading.kind === 'absent')
    return { model: { kind: 'unknown', because: 'no model is given here', at, trail: [] }, hint: undefined };
  if (reading.kind === 'open')
    return { model: { kind: 'unknown', because: reading.because, at, trail: [] }, hint: undefined };
  const named = optionsOf(reading.worth).map(option => unwrap(resolver, signatures, match.table, option, request));
  const hint = named.find(each => each.hint)?.hint;
  return {
    model: modelRef(choiceOf(named.map(each => each.worth)), reading.place?.range ?? at, request.frame.program.file),
    hint,
    ...(reading.place ? { place: reading.place } : {}),
  };
}

/** The text that names a model: itself, or the id inside a model object. */
function unwrap(
  resolver: Resolver,
  signatures: Signatures,
  table: SignatureTable,
  worth: Worth,
  request: Request,
  depth = 0,
): { worth: Worth; hint?: ModelHint } {
  if (worth.kind === 'text' && table.modelObjects?.text) {
    const { router, separator } = table.modelObjects.text;
    const [vendor, ...rest] = staticText(worth)?.split(separator) ?? [];
    if (vendor && rest.length)
      return { worth, hint: { provider: vendor, evidence: 'modelPrefix', detail: router, baseUrl: undefined } };
  }
  if (worth.kind !== 'reference') return { worth };
  const wrapped = signatures.wrappedModel(worth, table);
  if (wrapped?.call.call && depth < MAX_WRAPPERS) {
    const inner = read(
      resolver,
      { ...request, call: wrapped.call.call, frame: wrapped.call.frame, index: 0, clientCalls: [] },
      wrapped.read,
    );
    if (inner.kind === 'found') {
      const found = unwrap(resolver, signatures, table, inner.worth, request, depth + 1);
      return { ...found, worth: via(found.worth, ...worth.trail) };
    }
  }
  const object = signatures.modelObject(worth, table);
  if (!object) return { worth };
  const { named, factory } = object;
  const first = named.call?.arguments[0];
  const factoryCall = factory?.call && {
    ...request,
    call: factory.call,
    frame: factory.frame,
    index: 0,
    clientCalls: [],
  };
  const id = first && resolver.evaluate(first.value, named.frame);
  const vendor = object.isRouter && id ? staticText(id)?.split('/')[0] : undefined;
  const hint: ModelHint = {
    provider: vendor ?? object.provider,
    evidence: vendor === undefined ? 'sdk' : 'modelPrefix',
    detail: object.package,
    baseUrl: factoryCall ? read(resolver, factoryCall, object.baseUrl) : undefined,
  };
  if (!id) return { worth, hint };
  return { worth: { ...id, trail: [...worth.trail, ...id.trail] }, hint };
}

function modelRef(worth: Worth, at: Range, file: string): ModelRef {
  const id = staticText(worth);
  if (id !== undefined && id !== '')
    return {
      kind: 'known',
      id,
      from: sourceOf(worth.trail),
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
        from: sourceOf(trail),
        trail,
      };
  }
  return { kind: 'unknown', because: reasonOf(worth), at, trail: worth.trail };
}

/** The farthest that a value was followed. */
export function sourceOf(trail: readonly Hop[]): ModelSource {
  if (trail.some(hop => hop.kind === 'environment')) return 'envDefault';
  if (trail.some(hop => hop.kind === 'import')) return 'crossFile';
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
