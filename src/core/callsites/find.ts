import { readPrompt } from '../prompts';
import { isInLoop, optionsOf, type Frame, type ReferenceWorth, type Resolver } from '../resolve';
import { read, requestOfCall, type Request, type SignatureMatch, type Signatures } from '../signatures';
import { languages, scopeOf, type CallExpression, type Expression, type Program, type Scope } from '../syntax';
import { LineMap } from '../text';
import { commentsAbove, parseDirective } from './directives';
import { readModel } from './model';
import { oneProvider, readProvider, type HostLookUp } from './provider';
import { readChoices, readOutputCap, readReasoning, readStreaming } from './settings';
import type { CallSite } from './types';

export interface FindServices {
  readonly resolver: Resolver;
  readonly signatures: Signatures;
  readonly hosts: HostLookUp;
}

/** Clients that one call may be made with; each of them decides who bills it. */
const MAX_CLIENTS = 8;
/** Calls looked at in one file; generated clients have more, hand-written code does not. */
const MAX_CALLS = 20_000;

/** Every call site of a file, in the order of the text. */
export function findCallSites(program: Program, services: FindServices): CallSite[] {
  const lines = new LineMap(program.text);
  const ordinals = new Map<string, number>();
  return program.calls.slice(0, MAX_CALLS).flatMap((call): CallSite[] => {
    const matches = matchCall(call, program, services);
    const [match] = matches;
    if (!match) return [];
    const symbol = symbolOf(call);
    const key = `${program.file}#${symbol}:${match.signature.id}`;
    const ordinal = ordinals.get(key) ?? 0;
    ordinals.set(key, ordinal + 1);
    return [callSite(call, match, matches, program, services, lines, { id: `${key}:${String(ordinal)}`, symbol })];
  });
}

/** What a call can be: several matches where its client is one of several. */
function matchCall(call: CallExpression, program: Program, { resolver, signatures }: FindServices): SignatureMatch[] {
  const family = languages[program.language].family;
  const name = program.text.slice(call.nameRange.start, call.nameRange.end);
  const isMethod = (each: string): boolean => signatures.mayBe(each, family);
  if (!isMethod(name) && !isAlias(call.callee, isMethod)) return [];
  resolver.refuel();
  const frame = resolver.root(program);
  const matches = optionsOf(resolver.evaluate(call.callee, frame)).flatMap(option => {
    const match = option.kind === 'reference' ? signatures.match(called(option, call, frame), family) : undefined;
    return match && isBilled(match, requestOf(call, program, resolver, match), resolver) ? [match] : [];
  });
  const [first] = matches;
  return matches.filter(match => match.signature === first?.signature).slice(0, MAX_CLIENTS);
}

/** A method that was put into a variable goes by any name. */
function isAlias(callee: Expression, isMethod: (name: string) => boolean): boolean {
  if (callee.kind !== 'name') return false;
  const bindings = scopeOf(callee.name, callee.scope)?.bindings.get(callee.name) ?? [];
  return bindings.some(({ value }) => {
    const bound =
      value?.kind === 'call' && value.callee.kind === 'member' && value.callee.property === 'bind'
        ? value.callee.object
        : value;
    return bound?.kind === 'member' && isMethod(bound.property);
  });
}

const called = (reference: ReferenceWorth, call: CallExpression, frame: Frame): ReferenceWorth => ({
  ...reference,
  steps: [...reference.steps, { kind: 'call', call, frame }],
});

/** Some methods do something else with other keys: `responses.stream({ response_id })` resumes and costs nothing. */
function isBilled({ signature }: SignatureMatch, request: Request, resolver: Resolver): boolean {
  return signature.notWith.every(key => read(resolver, request, [key]).kind !== 'found');
}

function requestOf(
  call: CallExpression,
  program: Program,
  resolver: Resolver,
  { signature, clientCalls, chain, piped }: SignatureMatch,
): Request {
  const request = requestOfCall(call, resolver.root(program));
  return { ...request, index: signature.request ?? request.index, client: clientCalls, chain, piped };
}

function callSite(
  call: CallExpression,
  match: SignatureMatch,
  matches: readonly SignatureMatch[],
  program: Program,
  { resolver, signatures, hosts }: FindServices,
  lines: LineMap,
  { id, symbol }: { id: string; symbol: string },
): CallSite {
  const { signature, table } = match;
  const request = requestOf(call, program, resolver, match);
  resolver.refuel();
  const { model, hint, place } = readModel(resolver, signatures, match, request);
  const providers = matches.map(each =>
    readProvider(resolver, each, requestOf(call, program, resolver, each), hint, hosts),
  );
  const provider = oneProvider(providers);
  resolver.refuel();
  const directive = commentsAbove(program.comments, lines.position(call.range.start).line, lines)
    .map(parseDirective)
    .find(found => found !== undefined);
  return {
    id,
    file: program.file,
    language: program.language,
    where: {
      method: call.nameRange,
      call: call.range,
      ...(place?.file === program.file ? { model: place.range } : {}),
    },
    api: signature.api,
    signature: signature.id,
    provider,
    role: signature.role,
    mode: signature.mode,
    model,
    outputCap: readOutputCap(
      resolver,
      signature,
      request,
      provider.evidence !== 'baseUrl' || provider.id === table.provider,
    ),
    reasoning: readReasoning(resolver, signature, request),
    isStreaming: readStreaming(resolver, signature, request),
    isBatch: signature.isBatch,
    choices: readChoices(resolver, signature, request),
    prompt: readPrompt(resolver, signatures, signature, request.frame, call.nameRange, places => {
      const reading = read(resolver, request, places);
      if (reading.kind === 'found') return { worth: reading.worth };
      return reading.kind === 'open' ? { because: reading.because } : undefined;
    }),
    context: { symbol, inLoop: isInLoop(call.block), inTest: isTest(program.file) },
    ...(directive ? { directive } : {}),
  };
}

/** The functions and classes around a call, outermost first. */
function symbolOf({ scope }: CallExpression): string {
  const names: string[] = [];
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    const name = current.owner && (current.owner.name ?? boundName(current.owner, current.parent));
    if (name) names.unshift(name);
  }
  return names.join('.');
}

/** The variable that a function without a name of its own was put into. */
function boundName(value: Expression, scope: Scope | undefined): string | undefined {
  for (const [name, bindings] of scope?.bindings ?? [])
    if (bindings.some(binding => binding.value === value)) return name;
  return undefined;
}

const isTest = (file: string): boolean => /(^|[/_.-])(tests?|specs?|__tests__|conftest)([/_.-]|$)/i.test(file);
