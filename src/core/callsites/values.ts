import { readPrompt } from '../prompts';
import type { Frame } from '../resolve';
import { read, type SignatureMatch } from '../signatures';
import type { CallExpression } from '../syntax';
import type { Place } from '../text';
import { requestOf, type FindServices, type Matches } from './match';
import { oneModel, readModel, type ModelReading } from './model';
import { oneProvider, readProvider } from './provider';
import type { ProviderRef } from './types';
import { oneCap, readChoices, readOutputCap, readReasoning, readStreaming } from './settings';
import type { CallSite } from './types';

/** All that is known of a request, wherever the call that leads to it stands. */
export type SiteValues = Omit<CallSite, 'id' | 'file' | 'language' | 'where' | 'role' | 'context' | 'directive'> & {
  /** Where it is said which model it is; undefined when nowhere. */
  readonly modelPlace?: Place;
};

/** Reads a request with the values that parameters have in a frame. */
export function readValues(services: FindServices, matches: Matches, call: CallExpression, frame: Frame): SiteValues {
  const { resolver, signatures } = services;
  const [match] = matches;
  const { signature, table } = match;
  const request = requestOf(call, frame, match);
  resolver.refuel();
  const { model, place, providers } = readModels(services, matches, call, frame);
  const provider = oneProvider(providers);
  resolver.refuel();
  const isVendorHost = provider.evidence !== 'baseUrl' || provider.id === table.provider;
  return {
    api: signature.api,
    signature: signature.id,
    provider,
    mode: signature.mode,
    model,
    ...(place ? { modelPlace: place } : {}),
    outputCap: oneCap(
      matches.map(each => readOutputCap(resolver, signature, requestOf(call, frame, each), isVendorHost)),
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

/** The model of a call and who can serve it, for each client that it may be made with. */
function readModels(
  { resolver, signatures, hosts }: FindServices,
  [first, ...rest]: Matches,
  call: CallExpression,
  frame: Frame,
): ModelReading & { readonly providers: readonly ProviderRef[] } {
  const providers: ProviderRef[] = [];
  const readOne = (match: SignatureMatch): ModelReading => {
    const request = requestOf(call, frame, match);
    const reading = readModel(resolver, signatures, match, request);
    providers.push(readProvider(resolver, match, request, reading.hint, hosts));
    return reading;
  };
  return { ...oneModel([readOne(first), ...rest.map(readOne)]), providers };
}
