import {
  CALL,
  choiceOf,
  exampleWorth,
  lookUp,
  optionsOf,
  pathOf,
  resultOf,
  staticText,
  via,
  type Reading,
  type ListWorth,
  type ReferenceWorth,
  type Resolver,
  type TextWorth,
  type UnknownWorth,
  type Worth,
} from '../resolve';
import {
  isLeftOpen,
  read,
  readCalls,
  type ModelObjectMatch,
  type Request,
  type SignatureMatch,
  type SignatureTable,
  type Signatures,
} from '../signatures';
import type { Place, Range } from '../text';
import { configured, configuredCap, isHandedOut, type Configured } from './configured';
import type { Hop, ModelRef, ModelSource } from './types';

/** Who serves a model, as far as the value that names it tells. */
export interface ModelHint {
  readonly provider: string;
  readonly evidence: 'sdk' | 'modelPrefix';
  readonly detail: string;
  readonly baseUrl: Reading | undefined;
  /** Where nothing tells, it is who makes the model. */
  readonly isServedByMaker?: boolean;
  /** What the application's settings say of it. */
  readonly configured?: Configured;
}

export interface ModelReading {
  readonly model: ModelRef;
  readonly hint: ModelHint | undefined;
  /** Where it is said; undefined when nowhere. */
  readonly place?: Place;
  /** What the name was read from, the outermost first, for each model that it may be. */
  readonly objects?: readonly (readonly ModelObjectMatch[])[];
}

/** A model that one of several clients stands for, when another may be something that is not known. */
const orUnknown = (model: ModelRef): ModelRef =>
  model.kind === 'known'
    ? { kind: 'choice', ids: [model.id], isOpen: true, from: model.from, trail: model.trail }
    : model.kind === 'choice'
      ? { ...model, isOpen: true }
      : model;

const MAX_WRAPPERS = 4; // middleware around middleware

/** The model that a request names, whichever way its SDK writes one. */
export function readModel(
  resolver: Resolver,
  signatures: Signatures,
  match: SignatureMatch,
  request: Request,
): ModelReading {
  const named = inAddress(match) ?? read(resolver, request, match.signature.model);
  const reading = named.kind === 'absent' ? ofClient(resolver, signatures, match) : named;
  const at = request.call.nameRange;
  const settings = ofSettings(resolver, match, request);
  if (settings?.configured?.model && isLeftOpen(reading))
    return { model: modelRef(settings.configured.model, at, request), hint: settings };
  const { defaultModel } = match.signature;
  if (reading.kind === 'absent' && defaultModel !== undefined)
    return { model: defaultOf(defaultModel, signatures.own.places.get(match.table), request), hint: undefined };
  if (reading.kind === 'absent')
    return { model: { kind: 'unknown', because: 'no model is given here', at, trail: [] }, hint: undefined };
  if (reading.kind === 'open')
    return { model: { kind: 'unknown', because: reading.because, at, trail: [] }, hint: undefined };
  const first = match.endpoint ? asWritten(reading.worth) : reading.worth;
  const given = choiceOf([first, ...modelsOfSteps(resolver, match, request)]);
  const { worth, hint, objects } = unwrap(resolver, signatures, signatures.namingOf(match.table, match.client), given);
  const model = modelRef(worth, reading.place?.range ?? at, request);
  return {
    model: match.hasOthers && reading !== named ? orUnknown(model) : model,
    hint: hint ?? settings ?? hintOfClient(resolver, signatures, match, request),
    objects: objects ?? [],
    ...(reading.place ? { place: reading.place } : {}),
  };
}

/** The models that a function names for some of the steps: `prepareStep: () => ({ model })`. */
function modelsOfSteps(resolver: Resolver, { signature }: SignatureMatch, request: Request): readonly Worth[] {
  const reading = signature.modelPerStep && read(resolver, request, signature.modelPerStep);
  if (reading?.kind !== 'found') return [];
  const steps = optionsOf(reading.worth).flatMap(each =>
    each.kind === 'function' ? optionsOf(resultOf(resolver, each)) : [],
  );
  return steps.flatMap(step => {
    const found = step.kind === 'record' ? lookUp(resolver, step, 'model') : undefined;
    return found?.kind === 'found' ? [found.worth] : [];
  });
}

/** The model that a table of the workspace says is asked where code names none. */
function defaultOf(id: string, place: Place | undefined, { call, frame }: Request): ModelRef {
  const at = place ?? { file: frame.program.file, range: call.nameRange };
  return { kind: 'known', id, from: 'config', at, trail: place ? [{ kind: 'default', name: id, place }] : [] };
}

/** The model of a call whose client is one of several, each of which may name another. */
export function oneModel(readings: readonly Omit<ModelReading, 'hint'>[], file: string): Omit<ModelReading, 'hint'> {
  const [first, ...rest] = readings;
  if (!first) throw new Error('no model was read');
  if (!rest.length) return first;
  const models = readings.map(({ model }) => model);
  const ids = [...new Set(models.flatMap(idsOf))];
  const isOpen = models.some(model => model.kind === 'unknown' || (model.kind === 'choice' && model.isOpen));
  if (!ids.length) return first;
  const known = readings.find(({ model }) => model.kind === 'known');
  if (ids.length === 1 && !isOpen && known) return known;
  const from = sourceOf(
    models.flatMap(model => model.trail.filter(({ kind }) => kind !== 'literal')),
    file,
  );
  return { model: { kind: 'choice', ids, isOpen, from, trail: models.flatMap(trailTo) } };
}

/**
 * Whether a call is made with a model that tables know, rather than with one of the project's own or a local one;
 * undefined where it is given none, or that can't be told.
 */
export function hasModelObject(
  resolver: Resolver,
  signatures: Signatures,
  match: SignatureMatch,
  request: Request,
): boolean | undefined {
  const named = read(resolver, request, match.signature.model);
  const reading = named.kind === 'absent' ? ofClient(resolver, signatures, match) : named;
  const options = reading.kind === 'found' ? optionsOf(reading.worth) : [];
  if (options.some(option => option.kind === 'reference' && signatures.modelObject(option) !== undefined)) return true;
  return options.some(option => option.kind === 'reference' || option.kind === 'instance') ? false : undefined;
}

/** Who serves a client that another object stands behind, whatever model a request itself names. */
function hintOfClient(
  resolver: Resolver,
  signatures: Signatures,
  { table, client, signature }: SignatureMatch,
  request: Request,
): ModelHint | undefined {
  const places = signature.model.filter(place => /^\??client:/.test(place));
  if (client?.provider !== 'unknown' || !places.length) return undefined;
  const reading = read(resolver, request, places);
  return reading.kind === 'found' ? unwrap(resolver, signatures, table, reading.worth).hint : undefined;
}

/** What settings say of a client that the code is handed. */
function ofSettings(
  resolver: Resolver,
  { client, clientCalls, table }: SignatureMatch,
  request: Request,
): ModelHint | undefined {
  if (!client?.settings || !isHandedOut(clientCalls)) return undefined;
  const name = nameInSettings(resolver, client, request);
  const found = configured(resolver, table, client.settings, client.provider, name, request.frame);
  return found && hintOf(found, table.name);
}

function nameInSettings(
  resolver: Resolver,
  { settingsOf }: { readonly settingsOf?: readonly string[] | undefined },
  request: Request,
): string | undefined {
  const named = settingsOf && read(resolver, request, settingsOf);
  return named?.kind === 'found' ? staticText(named.worth) : undefined;
}

/** The output cap that settings give such a client, or that they are there and give none. */
export function capOfSettings(
  resolver: Resolver,
  { client, clientCalls, table }: SignatureMatch,
  request: Request,
): Worth | undefined {
  if (!client?.settings || !isHandedOut(clientCalls)) return undefined;
  const name = nameInSettings(resolver, client, request);
  return configuredCap(resolver, table, client.settings, client.provider, name, request.frame);
}

const hintOf = (found: Configured, detail: string): ModelHint => ({
  provider: found.provider,
  evidence: 'sdk',
  detail,
  baseUrl: found.baseUrl && { kind: 'found', worth: found.baseUrl, place: undefined },
  configured: found,
});

/** The model that the client of a call stands for. */
function ofClient(
  resolver: Resolver,
  signatures: Signatures,
  { client, clientCalls, changed }: SignatureMatch,
): Reading {
  const readings = (client?.model ?? []).map(place => readCalls(resolver, clientCalls, place, changed));
  const found = readings.filter(reading => reading.kind === 'found' && reading.worth.kind !== 'nothing');
  const naming = found.find(reading => reading.kind === 'found' && !isOptions(reading.worth, signatures));
  return naming ?? found[0] ?? readings.find(({ kind }) => kind === 'open') ?? { kind: 'absent' };
}

/** An object that the code makes to hold something else: options may stand where another overload has the model. */
const isOptions = (worth: Worth, signatures: Signatures): boolean => {
  const last = worth.kind === 'reference' ? worth.steps.at(-1) : undefined;
  return (
    worth.kind === 'reference' && last?.kind === 'call' && last.call?.isNew === true && !signatures.modelObject(worth)
  );
};

const idsOf = (model: ModelRef): readonly string[] =>
  model.kind === 'known' ? [model.id] : model.kind === 'choice' ? model.ids : [];

/** A constant that is a class as the text that JSON holds for it. */
function asWritten(worth: Worth): Worth {
  if (worth.kind === 'choice') return choiceOf(worth.options.map(asWritten));
  const constant = worth.kind === 'class' || worth.kind === 'instance' ? worth : undefined;
  const text = constant?.class.writtenAs;
  if (!constant || text === undefined) return worth;
  const at = { file: constant.frame.program.file, range: constant.class.range };
  return { kind: 'text', parts: [{ kind: 'text', text }], at, trail: worth.trail };
}

interface Named extends Pick<ModelReading, 'objects'> {
  readonly worth: Worth;
  readonly hint?: ModelHint;
}

/** The model that the address of an HTTP request names. */
function inAddress({ endpoint }: SignatureMatch): Reading | undefined {
  return endpoint?.model && { kind: 'found', worth: endpoint.model, place: undefined };
}

/** The text that names a model: itself, or the id inside a model object. */
function unwrap(resolver: Resolver, signatures: Signatures, table: SignatureTable, given: Worth, depth = 0): Named {
  const worth = exampleWorth(resolver, given);
  if (worth.kind === 'text') return named(behind(worth, table.modelText?.after), table.modelText);
  if (worth.kind === 'choice') {
    const options = worth.options.map(option => unwrap(resolver, signatures, table, option, depth));
    const models = options.filter(option => option.worth.kind !== 'nothing');
    const hint = commonHint(models.map(option => option.hint));
    const objects = models.flatMap(option => option.objects ?? [[]]);
    return { worth: choiceOf(options.map(option => option.worth)), objects, ...(hint ? { hint } : {}) };
  }
  if (depth >= MAX_WRAPPERS) return { worth };
  if (worth.kind === 'list') return unwrapListed(resolver, signatures, table, worth, depth);
  if (worth.kind === 'unknown') return byName(resolver, signatures, table, worth);
  if (worth.kind === 'function') {
    // A model that is chosen for each request.
    const results = worth.callee.returns.map(each => resolver.evaluate(each, worth.frame));
    return results.length ? unwrap(resolver, signatures, table, choiceOf(results), depth + 1) : { worth };
  }
  if (worth.kind === 'pipe') {
    const stages = worth.stages.map(stage => unwrap(resolver, signatures, table, stage, depth + 1));
    return stages.findLast(({ hint }) => hint) ?? { worth };
  }
  if (worth.kind !== 'reference') return { worth };
  const wrapped = signatures.wrappedModel(worth);
  const inner = wrapped?.read
    .map(place => readCalls(resolver, [wrapped.call], place))
    .find(({ kind }) => kind === 'found');
  if (inner?.kind === 'found') {
    const found = unwrap(resolver, signatures, table, inner.worth, depth + 1);
    return { ...found, worth: via(found.worth, ...worth.trail) };
  }
  const object = signatures.modelObject(worth);
  return object ? unwrapObject(resolver, signatures, worth, object, depth) : { worth };
}

/** Any of several models that are listed, as by preference. */
function unwrapListed(
  resolver: Resolver,
  signatures: Signatures,
  table: SignatureTable,
  worth: ListWorth,
  depth: number,
): Named {
  const options = worth.items.map((item): Worth => (item.kind === 'item' ? resolver.force(item.value) : item.worth));
  // A pair of a provider and a model is no list of models: their names have a version or a size in them.
  const isPlain =
    options.length > 0 && options.every(option => option.kind === 'reference' || /\d/.test(staticText(option) ?? ''));
  return isPlain ? unwrap(resolver, signatures, table, choiceOf(options), depth + 1) : { worth };
}

/** `ctx.openai('gpt-4o')`: a provider of which only its name is known, called with a model's id. */
function byName(resolver: Resolver, signatures: Signatures, table: SignatureTable, worth: UnknownWorth): Named {
  const { call, frame } = worth;
  const [id, ...others] = call?.arguments ?? [];
  const name = /[\w$]+$/.exec(worth.name)?.[0];
  const provider = name === undefined ? undefined : signatures.providerCalled(name, table);
  if (!frame || others.length || id?.kind !== 'positional' || provider === undefined) return { worth };
  const text = resolver.evaluate(id.value, frame);
  const hint = { provider, evidence: 'modelPrefix', detail: name ?? '', baseUrl: undefined } as const;
  return staticText(text) === undefined ? { worth } : { worth: text, hint };
}

/** What all models of a choice have in common; who serves them is not known where they differ. */
function commonHint(hints: readonly (ModelHint | undefined)[]): ModelHint | undefined {
  const known = hints.filter(hint => hint !== undefined);
  const [first] = known;
  if (!first || hints.every(hint => hint?.provider === first.provider)) return first;
  const detail = [...new Set(known.map(hint => hint.detail))].join(' or ');
  return { provider: 'unknown', evidence: 'sdk', detail, baseUrl: undefined };
}

/** The end of a path, as a text of its own. */
function behind(worth: TextWorth, marker: string | undefined): TextWorth {
  if (marker === undefined) return worth;
  const last = worth.parts.findLastIndex(part => part.kind === 'text' && part.text.includes(marker));
  const part = worth.parts[last];
  if (part?.kind !== 'text') return worth;
  const text = part.text.slice(part.text.lastIndexOf(marker) + marker.length);
  return { ...worth, parts: [...(text ? [{ ...part, text }] : []), ...worth.parts.slice(last + 1)] };
}

/** A bare text that begins with who serves the model. */
function named(worth: TextWorth, modelText: SignatureTable['modelText']): Named {
  if (modelText?.separator === undefined) return { worth };
  const [first, ...others] = (staticText(worth) ?? '').split(modelText.separator);
  // What stands behind the name of a gateway may say whose model it hands on to.
  const isGateway = first !== undefined && modelText.providers[first] === 'unknown';
  const isNested = isGateway && others.length > 1 && modelText.providers[others[0] ?? ''] !== undefined;
  const [prefix, ...rest] = isNested ? others : [first, ...others];
  const own = prefix === undefined ? undefined : modelText.providers[prefix];
  if (!prefix || !rest.length || (modelText.isClosed && own === undefined)) return { worth };
  const detail = modelText.router ?? prefix;
  return { worth, hint: { provider: own ?? prefix, evidence: 'modelPrefix', detail, baseUrl: undefined } };
}

function unwrapObject(
  resolver: Resolver,
  signatures: Signatures,
  worth: ReferenceWorth,
  object: ModelObjectMatch,
  depth: number,
): Named {
  const { table, calls, changed, settings } = object;
  const readings = (places: readonly string[]): readonly Reading[] =>
    places.map(place => readCalls(resolver, calls, place, changed));
  const id = readings(object.id).find(reading => reading.kind === 'found' && reading.worth.kind !== 'nothing');
  const naming = signatures.namingOf(table, object);
  const inner = id?.kind === 'found' ? unwrap(resolver, signatures, naming, id.worth, depth + 1) : undefined;
  const found =
    !inner && isHandedOut(calls)
      ? configured(resolver, table, settings, object.provider, undefined, worth.frame)
      : undefined;
  const objects = (inner?.objects ?? [[]]).map(each => [object, ...each]);
  if (found) return { worth: found.model ?? worth, hint: hintOf(found, object.package), objects };
  const text = staticText(inner?.worth);
  const vendor = object.isRouter ? text?.split('/')[0] : undefined;
  const [said] = readings(object.providerFrom).flatMap(reading => providerSaid(reading, table) ?? []);
  const [baseUrl] = readings(object.baseUrl).filter(({ kind }) => kind !== 'absent');
  const provider = vendor ?? said ?? object.provider;
  // What only holds a model says nothing of who serves it.
  const hint: ModelHint =
    provider === 'unknown' && !baseUrl && inner?.hint
      ? inner.hint
      : {
          provider,
          evidence: vendor === undefined ? 'sdk' : 'modelPrefix',
          detail: object.package,
          baseUrl,
          isServedByMaker: naming.isServedByMaker && !baseUrl,
        };
  return { worth: inner ? via(inner.worth, ...worth.trail) : worth, hint, objects };
}

/** Who is meant by a text, or by an object whose class the table knows, such as `DeepSeekProvider()`. */
export function providerSaid(reading: Reading, { modelText }: SignatureTable): string | undefined {
  if (reading.kind !== 'found') return undefined;
  const text = staticText(reading.worth);
  if (text !== undefined) return modelText?.providers[text] ?? text;
  const [made] =
    reading.worth.kind === 'reference'
      ? pathOf(reading.worth)
          .filter(token => token !== CALL)
          .slice(-1)
      : [];
  return made === undefined ? undefined : modelText?.providers[made];
}

/** Not a text for people, or a gap that they are to fill: `<your model's ARN>`. */
const isModelName = (text: string): boolean => text !== '' && !/[\s<>]/.test(text);

function modelRef(worth: Worth, at: Range, { call, frame }: Request): ModelRef {
  const { file } = frame.program;
  const id = staticText(worth);
  if (id !== undefined && isModelName(id))
    return {
      kind: 'known',
      id,
      from: knownFrom(worth, call.range, file),
      at: worth.kind === 'text' ? worth.at : { file, range: at },
      trail: worth.trail,
    };
  if (worth.kind === 'choice') {
    const ids = worth.options.flatMap(option => staticText(option) ?? []).filter(isModelName);
    const trail = worth.options.flatMap(option => option.trail);
    if (ids.length)
      return {
        kind: 'choice',
        ids,
        isOpen: ids.length < worth.options.filter(option => option.kind !== 'nothing').length,
        from: sourceOf(trail, file),
        trail: worth.options.flatMap(option => [...option.trail, ...valueHop(option)]),
      };
  }
  return { kind: 'unknown', because: reasonOf(worth), at, trail: worth.trail };
}

/** Of several values, each trail ends where its value stands. */
function valueHop(worth: Worth): Hop[] {
  const name = staticText(worth);
  return name !== undefined && worth.kind === 'text' ? [{ kind: 'literal', name, place: worth.at }] : [];
}

const trailTo = (model: ModelRef): readonly Hop[] =>
  model.kind === 'known' ? [...model.trail, { kind: 'literal', name: model.id, place: model.at }] : model.trail;

/** Where a name stands that was read as it is: in the call, or where its client was made. */
function knownFrom(worth: Worth, call: Range, file: string): ModelSource {
  const from = sourceOf(worth.trail, file);
  if (from !== 'literal' || worth.kind !== 'text') return from;
  const { file: home, range } = worth.at;
  if (home !== file) return 'crossFile';
  return range.start >= call.start && range.end <= call.end ? 'literal' : 'sameFile';
}

/** The farthest that a value was followed. */
function sourceOf(trail: readonly Hop[], file: string): ModelSource {
  if (trail.some(hop => hop.kind === 'configuration')) return 'config';
  if (trail.some(hop => hop.kind === 'environment' || hop.kind === 'option')) return 'envDefault';
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
