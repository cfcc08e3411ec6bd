import { readPrompt } from '../prompts';
import type { Frame } from '../resolve';
import { read, type SignatureMatch, type Signatures } from '../signatures';
import type { CallExpression } from '../syntax';
import type { Place } from '../text';
import { type FindServices, type Matches } from './match';
import { requestOf } from './requestOf';
import { capFor, modeOf } from './modes';
import { oneModel, readModel, type ModelHint, type ModelReading } from './model';
import { oneProvider, readProvider, type MakerLookUp } from './provider';
import { asServed } from './vendor';
import { oneCap, readChoices, readOutputCap, readReasoning, readStreaming } from './settings';
import type { CallSite, OutputCap, Reasoning } from './types';

/** All that is known of a request, wherever the call that leads to it stands. */
export type SiteValues = Omit<
  CallSite,
  'id' | 'file' | 'language' | 'where' | 'role' | 'context' | 'directive' | 'madeAt'
> & {
  /** Where it is said which model it is; undefined when nowhere. */
  readonly modelPlace?: Place;
};

/** A cap can't be added in another file. */
function inFile(cap: OutputCap, isHere: boolean): OutputCap {
  if (isHere || cap.state !== 'missing') return cap;
  const { insertion, ...rest } = cap;
  return insertion ? rest : cap;
}

/**
 * Reads a request with the values that parameters have in a frame.
 * @param isHere false where the call that makes it stands elsewhere than the site that is told of
 */
export function readValues(
  services: FindServices,
  matches: Matches,
  call: CallExpression,
  frame: Frame,
  isHere = true,
): SiteValues {
  const { resolver, signatures, makers, serves } = services;
  const [match] = matches;
  const { signature, table } = match;
  const request = requestOf(call, frame, match);
  resolver.refuel();
  const served = matches.map(each => {
    const asked = requestOf(call, frame, each);
    const reading = readModel(resolver, signatures, each, asked);
    const hint = knownHint(reading.hint, each) ?? byMaker(signatures, each, reading, makers);
    const provider = readProvider(services, each, asked, hint);
    const isServed = (seller: string, id: string): boolean => serves(seller, id, signature.api);
    return { ...reading, ...asServed(reading.model, provider, isServed, call.nameRange) };
  });
  const { model, place } = oneModel(served, frame.program.file);
  const provider = oneProvider(served.map(each => each.provider));
  resolver.refuel();
  const mode = modeOf(signature, model, provider.id);
  const isVendorHost = provider.evidence !== 'baseUrl' || provider.id === table.provider;
  return {
    api: signature.api,
    signature: signature.id,
    provider,
    mode,
    model,
    ...(place ? { modelPlace: place } : {}),
    outputCap: capFor(
      inFile(
        oneCap(
          matches.map((each, index) => {
            const reading = served[index];
            return readOutputCap(resolver, signature, requestOf(call, frame, each), isVendorHost, reading, each);
          }),
        ),
        isHere && request.frame === frame,
      ),
      mode,
      signature,
    ),
    reasoning: readReasoning(resolver, signature, request),
    isStreaming: readStreaming(resolver, signature, request),
    isBatch: signature.isBatch,
    choices: readChoices(resolver, signature, request),
    prompt: readPrompt(resolver, signatures, signature, frame, call.nameRange, places => {
      const reading = read(resolver, request, places);
      if (reading.kind === 'found') return { worth: reading.worth };
      return reading.kind === 'open' ? { because: reading.because } : undefined;
    }),
  };
}

/** What a call asks for that leads to one of several requests: what they have in common. */
export function oneOf(all: readonly [SiteValues, ...SiteValues[]], file: string): SiteValues {
  const [first] = all;
  const same = all.filter(({ mode }) => mode === first.mode);
  if (same.length === 1) return first;
  const { modelPlace: _, ...rest } = first;
  const readings = same.map(({ model, modelPlace }) => ({ model, ...(modelPlace ? { place: modelPlace } : {}) }));
  const { model, place } = oneModel(readings, file);
  const isShared = (key: 'reasoning' | 'isStreaming'): boolean =>
    new Set(same.map(values => summary(values[key]))).size === 1;
  return {
    ...rest,
    provider: oneProvider(same.map(({ provider }) => provider)),
    model,
    ...(place ? { modelPlace: place } : {}),
    outputCap: oneCap(same.map(({ outputCap }) => outputCap)),
    reasoning: isShared('reasoning') ? first.reasoning : { state: 'dynamic' },
    isStreaming: isShared('isStreaming') ? first.isStreaming : 'unknown',
  };
}

function summary(value: Reasoning | CallSite['isStreaming']): string {
  if (typeof value !== 'object') return String(value);
  return value.state === 'set' ? `${value.effort ?? ''} ${String(value.budgetTokens)}` : value.state;
}

/** A model object that does not tell who serves it leaves that to the SDK. */
const knownHint = (hint: ModelHint | undefined, { table }: SignatureMatch): ModelHint | undefined =>
  hint?.provider === 'unknown' && (table.isServedByMaker || hint.isServedByMaker) ? undefined : hint;

/** Who makes the model, for an SDK that goes by its name where its client does not say who serves it. */
function byMaker(
  signatures: Signatures,
  { table, client }: SignatureMatch,
  { model, hint }: ModelReading,
  makers: MakerLookUp,
): ModelHint | undefined {
  const ids = model.kind === 'known' ? [model.id] : model.kind === 'choice' ? model.ids : [];
  const { isServedByMaker } = signatures.namingOf(table, client);
  const isOpen = (isServedByMaker || hint?.isServedByMaker) && (client?.provider ?? 'unknown') === 'unknown';
  const [maker, ...others] = isOpen ? new Set(ids.map(makers)) : [];
  const detail = ids.join(' or ');
  if (others.length) return { provider: 'unknown', evidence: 'modelPrefix', detail, baseUrl: undefined };
  return maker === undefined ? undefined : { provider: maker, evidence: 'modelPrefix', detail, baseUrl: undefined };
}
