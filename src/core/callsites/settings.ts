import { choiceOf, exampleWorth, optionsOf, staticText, type Frame, type Resolver, type Worth } from '../resolve';
import {
  isLeftOpen,
  options,
  read,
  readCalls,
  type CallSignature,
  type ModelObjectMatch,
  type Request,
  type SignatureMatch,
} from '../signatures';
import { languages } from '../syntax';
import { configuredCap, isHandedOut, type Configured } from './configured';
import { insertionFor } from './insertion';
import { capOfSettings, type ModelReading } from './model';
import type { OutputCap, Reasoning } from './types';

/** The number that a value is, also when it is written as text. */
function numberOf(worth: Worth): number | undefined {
  if (worth.kind === 'number') return worth.value;
  const text = staticText(worth);
  return text !== undefined && /^\s*\d+\s*$/.test(text) ? Number(text) : undefined;
}

/** The output cap that a request sets, or where one would go. */
export function readOutputCap(
  resolver: Resolver,
  signature: CallSignature,
  request: Request,
  isVendorHost: boolean,
  { hint, objects = [] }: Partial<ModelReading> = {},
  match?: SignatureMatch,
): OutputCap {
  const { outputCap } = signature;
  if (!outputCap) return { state: 'notApplicable' };
  const { family } = languages[request.frame.program.language];
  const byFamily = typeof outputCap.write === 'object' ? outputCap.write[family] : outputCap.write;
  const parameter = isVendorHost ? byFamily : (outputCap.writeElsewhere ?? byFamily);
  const given = orConfigured(read(resolver, request, outputCap.read), hint?.configured);
  const own = isLeftOpen(given) ? orOfObjects(resolver, given, objects, request.frame) : given;
  const reading = match && isLeftOpen(own) ? orOfSettings(own, capOfSettings(resolver, match, request)) : own;
  const leaf = (place: string): string => place.split('.').at(-1) ?? place;
  if (reading.kind === 'open') return { state: 'dynamic', parameter: leaf(reading.name), because: reading.because };
  if (reading.kind === 'found') {
    const worth = exampleWorth(resolver, reading.worth);
    const value = numberOf(worth);
    if (value !== undefined && Number.isFinite(value)) {
      const at =
        worth.kind === 'number'
          ? worth.at
          : (reading.place ?? { file: request.frame.program.file, range: request.call.range });
      return { state: 'set', value, parameter: leaf(reading.name), at, trail: worth.trail };
    }
    const isChoice = optionsOf(reading.worth).length > 1;
    const because = isChoice
      ? 'one of several values'
      : reading.worth.kind === 'unknown'
        ? `${reading.worth.because}: ${reading.worth.name}`
        : 'not known before it runs';
    return { state: 'dynamic', parameter: leaf(reading.name), because };
  }
  const name = parameter ?? outputCap.parameter;
  if (name === undefined) return { state: 'notApplicable' };
  if (outputCap.whenAbsent === 'dynamic') return { state: 'dynamic', parameter: leaf(name), because: 'set elsewhere' };
  const insertion =
    parameter !== undefined && outputCap.isWritable && isWritable(options(resolver, request))
      ? insertionFor(resolver, request, parameter.split('.'), outputCap.through)
      : undefined;
  return {
    state: 'missing',
    parameter: leaf(name),
    isRequired: outputCap.isRequired,
    ...(outputCap.whenMissing === undefined ? {} : { whenMissing: outputCap.whenMissing }),
    ...(insertion ? { insertion } : {}),
  };
}

type NamedReading = ReturnType<typeof read>;

/** What the models of a call say, where what stands at the call is only what may hold them. */
function orOfObjects(
  resolver: Resolver,
  reading: NamedReading,
  objects: NonNullable<ModelReading['objects']>,
  frame: Frame,
): NamedReading {
  const found = capOfObjects(resolver, objects, frame);
  if (found || reading.kind === 'absent') return found ?? reading;
  const isSaid = (each: ModelObjectMatch): boolean =>
    !isHandedOut(each.calls) || saidOf(resolver, each, frame) !== undefined;
  const isKnown = objects.length > 0 && objects.every(nested => nested.length > 0 && nested.every(isSaid));
  return isKnown ? { kind: 'absent', name: reading.name } : reading;
}

/** What the settings say of a model that a container hands out. */
const saidOf = (
  resolver: Resolver,
  { calls, table, settings, provider }: ModelObjectMatch,
  frame: Frame,
): Worth | undefined =>
  settings !== undefined && isHandedOut(calls)
    ? configuredCap(resolver, table, settings, provider, undefined, frame)
    : undefined;

/** The cap that the models of a call were made with; undefined where none has one. */
function capOfObjects(
  resolver: Resolver,
  objects: NonNullable<ModelReading['objects']>,
  frame: Frame,
): NamedReading | undefined {
  const caps = objects.map(nested =>
    nested.map(object => capOfObject(resolver, object, frame)).find(cap => cap !== undefined),
  );
  const [first] = caps.flatMap(cap => cap ?? []);
  const open = caps.find(cap => cap?.kind === 'open');
  if (!first || open) return open;
  const worths = caps.map((cap): Worth => (cap?.kind === 'found' ? cap.worth : { kind: 'nothing', trail: [] }));
  return first.kind === 'found' ? { ...first, worth: choiceOf(worths) } : first;
}

function capOfObject(resolver: Resolver, object: ModelObjectMatch, frame: Frame): NamedReading | undefined {
  const { outputCap, calls, changed } = object;
  const readings = outputCap.map(name => ({ ...readCalls(resolver, calls, name, changed), name }));
  const found = readings.find(reading => reading.kind === 'found' && reading.worth.kind !== 'nothing');
  if (found) return found;
  const open = readings.find(({ kind }) => kind === 'open');
  const said = !open || isLeftOpen(open) ? saidOf(resolver, object, frame) : undefined;
  if (!said) return open;
  const name = open?.name ?? '';
  return said.kind === 'nothing' ? undefined : { kind: 'found', worth: said, place: undefined, name };
}

/** What settings say where the code says nothing. */
function orConfigured(reading: NamedReading, settings: Configured | undefined): NamedReading {
  if (!settings?.model || !isLeftOpen(reading)) return reading;
  const { outputCap } = settings;
  const { name } = reading;
  if (!outputCap) return { kind: 'absent', name };
  return { kind: 'found', worth: outputCap, place: 'at' in outputCap ? outputCap.at : undefined, name };
}

/** The same where the settings say no model. */
function orOfSettings(reading: NamedReading, said: Worth | undefined): NamedReading {
  const { name } = reading;
  if (!said) return reading;
  if (said.kind === 'nothing') return { kind: 'absent', name };
  return { kind: 'found', worth: said, place: 'at' in said ? said.at : undefined, name };
}

/** The cap that all clients of a call have in common. */
export function oneCap(caps: readonly OutputCap[]): OutputCap {
  const [first] = caps;
  if (!first) return { state: 'notApplicable' };
  const value = (cap: OutputCap): number | undefined => (cap.state === 'set' ? cap.value : undefined);
  if (caps.every(cap => cap.state === first.state && value(cap) === value(first))) return first;
  const [named] = caps.flatMap(cap => (cap.state === 'notApplicable' ? [] : [cap]));
  return named ? { state: 'dynamic', parameter: named.parameter, because: 'one of several clients' } : first;
}

const isWritable = (worth: Worth): boolean =>
  worth.kind === 'record' || worth.kind === 'nothing' || worth.kind === 'reference';

export function readReasoning(resolver: Resolver, signature: CallSignature, request: Request): Reasoning {
  const { reasoning } = signature;
  if (!reasoning) return { state: 'unset' };
  const [effort, budget, enabled] = [reasoning.effort, reasoning.budget, reasoning.enabled].map(
    places => places && read(resolver, request, places),
  );
  const effortText = effort?.kind === 'found' ? staticText(effort.worth) : undefined;
  const budgetTokens = budget?.kind === 'found' ? numberOf(budget.worth) : undefined;
  const mode = enabled?.kind === 'found' ? staticText(enabled.worth) : undefined;
  if (effortText === 'none' || budgetTokens === 0 || mode === 'disabled') return { state: 'off' };
  if (effortText !== undefined || budgetTokens !== undefined || mode !== undefined) {
    return {
      state: 'set',
      ...(effortText === undefined ? {} : { effort: effortText }),
      ...(budgetTokens === undefined ? {} : { budgetTokens }),
    };
  }
  const isThere = [effort, budget, enabled].some(reading => reading?.kind === 'found');
  return { state: isThere ? 'dynamic' : 'unset' };
}

export function readStreaming(resolver: Resolver, { streaming }: CallSignature, request: Request): boolean | 'unknown' {
  if (streaming === 'always' || streaming === 'never') return streaming === 'always';
  const { start, end } = request.call.nameRange;
  if (streaming.methods.includes(request.frame.program.text.slice(start, end))) return true;
  const reading = read(resolver, request, streaming.read);
  if (reading.kind === 'absent') return false;
  if (reading.kind !== 'found') return 'unknown';
  // A function that takes the pieces as they come.
  if (reading.worth.kind === 'function') return true;
  return reading.worth.kind === 'boolean' ? reading.worth.value : 'unknown';
}

/** Completions asked for with one request; 1 where that is not known. */
export function readChoices(resolver: Resolver, { choices }: CallSignature, request: Request): number {
  const reading = choices && read(resolver, request, choices);
  const value = reading?.kind === 'found' ? numberOf(reading.worth) : undefined;
  return value !== undefined && Number.isInteger(value) && value > 0 ? value : 1;
}
