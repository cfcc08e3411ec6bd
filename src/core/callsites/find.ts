import { boundName, isInLoop } from '../resolve';
import type { CallExpression, Program, Scope } from '../syntax';
import { LineMap, type Place } from '../text';
import { languages } from '../syntax';
import { isAlias, isCallable } from './aliases';
import { decoratedNames } from './defined';
import { commentsAbove, parseDirective } from './directives';
import { Followed } from './followed';
import { handedOver } from './handedOver';
import { httpInterfaceNames } from './httpInterfaces';
import { matchCall, type FindServices, type MatchedCall } from './match';
import { sentThrough } from './sentThrough';
import { serviceNames } from './services';
import { saysWhatItAsks } from './unknownClients';
import type { CallSite } from './types';
import { readValues, type SiteValues } from './values';
import { Wrappers, type WrapperCall } from './wrappers';

/** Calls looked at in one file; generated clients have more, hand-written code does not. */
const MAX_CALLS = 20_000;

export interface FoundSites {
  /** In the order of the text. */
  readonly sites: readonly CallSite[];
  /** Names of this file's functions that hand what they are passed on to a request, or that a package implements. */
  readonly wrappers: readonly string[];
  /** Calls whose values lead too deep to be followed, if any. */
  readonly tooDeep: readonly CallExpression[];
}

/** Every call site of a file, and the calls of functions of the workspace that make the request. */
export function findCallSites(program: Program, services: FindServices): FoundSites {
  // Methods that a package implements, and functions whose decorator makes the request.
  const named = new Set([
    ...serviceNames(program, services),
    ...httpInterfaceNames(program, services),
    ...decoratedNames(program, services),
  ]);
  const followed = new Followed(services.resolver);
  const matched = matchedCalls(program, services, named, followed);
  const wrappers = new Wrappers(services, followed);
  // What tests pass to wrappers goes to doubles of them.
  const wrapped = services.isTest(program.file) ? { calls: [], names: [] } : wrappers.callsIn(program, matched);
  const requests = matched.flatMap(
    each => followed.about(each.call, () => requestAt(each, program, wrappers, services)) ?? [],
  );
  const calls = wrapped.calls.flatMap(each => followed.about(each.call, () => wrapperAt(each, wrappers)) ?? []);
  const found = [...requests, ...calls].sort((a, b) => a.call.nameRange.start - b.call.nameRange.start);
  return {
    sites: located(found, program, services),
    wrappers: [...wrapped.names, ...named],
    tooDeep: [...followed.tooDeep],
  };
}

function requestAt(
  { call, matches, sent }: MatchedCall,
  program: Program,
  wrappers: Wrappers,
  services: FindServices,
): Found {
  if (sent) {
    const values = readValues(services, matches, sent.call, sent.frame, sent.call === call);
    return { call, role: 'call', values };
  }
  const values = wrappers.valuesOf(matches, call, services.resolver.root(program));
  const madeAt = wrappers.requestBehind(matches);
  return madeAt ? { call, role: 'wrapper', values, madeAt } : { call, role: matches[0].signature.role, values };
}

function wrapperAt(wrapper: WrapperCall, wrappers: Wrappers): Found | undefined {
  const values = wrappers.values(wrapper);
  return values && { call: wrapper.call, role: 'wrapper', values, madeAt: wrappers.madeAt(wrapper) };
}

interface Found {
  readonly call: CallExpression;
  readonly role: CallSite['role'];
  readonly values: SiteValues;
  readonly madeAt?: Place;
}

/** @param declared names that the file says to be those of calls; those of other files are among the names of wrappers */
function matchedCalls(
  program: Program,
  services: FindServices,
  declared: ReadonlySet<string>,
  followed: Followed,
): MatchedCall[] {
  const { family } = languages[program.language];
  const isMethod = (each: string): boolean =>
    services.signatures.mayBe(each, family, program.text) || declared.has(each);
  const makesCallable = (each: string): boolean => services.signatures.makesCallable(each, family);
  const isDefault = (module: string): boolean => services.signatures.definitions.mayExportDefault(module);
  const isKnown = (each: string): boolean => services.wrapperNames?.has(each) === true;
  const frame = services.resolver.root(program);
  const named = program.calls.filter(({ nameRange, callee }) => {
    const name = program.text.slice(nameRange.start, nameRange.end);
    return (
      isMethod(name) ||
      isKnown(name) ||
      // `client[method](…)`, `client.send(method, …)`
      callee.kind === 'element' ||
      isAlias(callee, program, { isMethod, makesCallable, isDefault }) ||
      isCallable(callee, makesCallable)
    );
  });
  const made = named.slice(0, MAX_CALLS).flatMap((call): MatchedCall[] => {
    const matches = followed.about(call, () => matchCall(call, frame, services));
    return matches ? [{ call, matches }] : [];
  });
  const handed = handedOver(program, isMethod).flatMap((call): MatchedCall[] => {
    const matches = followed.about(call, () => {
      const found = matchCall(call, frame, services);
      return found && saysWhatItAsks(call, frame, found[0], services.resolver) ? found : undefined;
    });
    return matches ? [{ call, matches }] : [];
  });
  const direct = new Set(made.map(({ call }) => call));
  const mayHold = services.signatures.mayHoldAddress(program.text) || services.namesAddress?.(program.text);
  const others = mayHold ? program.calls.filter(call => call.arguments.length > 0 && !direct.has(call)) : [];
  const sentByOthers = others.slice(0, MAX_CALLS).flatMap((call): MatchedCall[] => {
    const sent = followed.about(call, () => sentThrough(call, frame, services));
    return sent ? [{ call, matches: sent.matches, sent }] : [];
  });
  return [...made, ...handed, ...sentByOthers];
}

function located(found: readonly Found[], program: Program, services: FindServices): CallSite[] {
  const lines = new LineMap(program.text);
  const ordinals = new Map<string, number>();
  return found.map(({ call, role, values, madeAt }): CallSite => {
    const symbol = symbolOf(call);
    const key = `${program.file}#${symbol}:${values.signature}`;
    const ordinal = ordinals.get(key) ?? 0;
    ordinals.set(key, ordinal + 1);
    const { modelPlace, ...rest } = values;
    const directive = commentsAbove(program.comments, lines.position(call.range.start).line, lines)
      .map(parseDirective)
      .find(each => each !== undefined);
    return {
      ...rest,
      id: `${key}:${String(ordinal)}`,
      file: program.file,
      language: program.language,
      role,
      where: {
        method: call.nameRange,
        call: call.range,
        ...(modelPlace?.file === program.file ? { model: modelPlace.range } : {}),
      },
      context: { symbol, inLoop: isInLoop(call.block), inTest: services.isTest(program.file) },
      ...(madeAt ? { madeAt } : {}),
      ...(directive ? { directive } : {}),
    };
  });
}

/** The functions and classes around a call, outermost first. */
function symbolOf({ scope }: CallExpression): string {
  const names: string[] = [];
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    const name = current.owner && (current.owner.name ?? boundName(current.owner));
    if (name) names.unshift(name);
  }
  return names.join('.');
}
