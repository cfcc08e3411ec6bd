import {
  boundName,
  fieldOf,
  frameOf,
  isReachable,
  optionsOf,
  type Frame,
  type FunctionWorth,
  type SlotWorthPart,
  type Worth,
} from '../resolve';
import { read, readCalls, type CallSignature } from '../signatures';
import {
  languages,
  scopeOf,
  type CallExpression,
  type Expression,
  type FunctionExpression,
  type Program,
  type Scope,
} from '../syntax';
import { contains, type Place } from '../text';
import type { Followed } from './followed';
import { handsOn } from './handedOn';
import { matchCall, type FindServices, type MatchedCall, type Matches } from './match';
import { requestOf } from './requestOf';
import { sentThrough } from './sentThrough';
import { oneOf, readValues, type SiteValues } from './values';

/** Functions that call functions that make the request; deeper ones are layers of an application. */
const MAX_DEPTH = 3;
/** Calls of wrappers in one file. */
const MAX_CALLS = 500;
/** Levels of a message at which a parameter can stand: list, message, content, part. */
const MAX_VALUE_DEPTH = 4;
/** Functions that one call may call. */
const MAX_TARGETS = 8;
const MAX_SEARCHED = 300; // calls looked at for the request behind one function
const MAX_ITEMS = 50; // messages and parts looked at for a parameter

/** A search for the request that functions lead to. */
interface Search {
  /** Calls that may still be looked at. */
  left: number;
  readonly seen: Set<FunctionExpression>;
}

/** A request inside a function: made there, or by a function that is called there. */
type Inner =
  | ({ readonly kind: 'request'; readonly program: Program } & MatchedCall)
  | ({ readonly kind: 'wrapper' } & WrapperCall);

/** A call of a function that hands what it is passed on to a request. */
export interface WrapperCall {
  readonly call: CallExpression;
  readonly program: Program;
  /** What it may call; several where that is decided at run time, as by an interface. */
  readonly targets: readonly [Target, ...Target[]];
}

interface Target {
  readonly callee: FunctionWorth;
  readonly inners: readonly [Inner, ...Inner[]];
}

/** Finds the functions of the workspace that only pass on what they are given, and reads requests through them. */
export class Wrappers {
  /** Requests inside functions, with the depth at which they were looked for. */
  private readonly known = new Map<FunctionExpression, { readonly depth: number; readonly inner: readonly Inner[] }>();
  private readonly names: Set<string>;

  constructor(
    private readonly services: FindServices,
    private readonly followed: Followed,
  ) {
    this.names = new Set(services.wrapperNames);
  }

  /** The calls of wrappers in a file, and the names of the file's own ones. */
  callsIn(
    program: Program,
    requests: readonly MatchedCall[],
  ): { readonly calls: readonly WrapperCall[]; readonly names: readonly string[] } {
    const own = new Set<string>();
    const note = (inner: Inner): void => {
      for (const owner of this.followed.about(inner.call, () => this.owners(inner)) ?? []) {
        for (const name of namesOf(owner)) {
          own.add(name);
          this.names.add(name);
        }
      }
    };
    for (const each of requests) note({ kind: 'request', program, ...each });
    const direct = new Set(requests.map(({ call }) => call));
    let calls: WrapperCall[] = [];
    for (let round = 1; round <= MAX_DEPTH; round += 1) {
      const before = own.size;
      calls = program.calls.flatMap(call => {
        const wrapper = direct.has(call) ? undefined : this.followed.about(call, () => this.wrapperCall(call, program));
        return wrapper ?? [];
      });
      for (const each of calls) note({ kind: 'wrapper', ...each });
      if (own.size === before) break;
      this.known.clear();
    }
    return { calls: calls.slice(0, MAX_CALLS), names: [...own] };
  }

  /**
   * What a call asks for. Of a function that the workspace's own tables describe they say where its values stand; what
   * they leave open, the request inside it may tell.
   */
  valuesOf(matches: Matches, call: CallExpression, frame: Frame): SiteValues {
    const own = readValues(this.services, matches, call, frame);
    const [{ definition, signature }] = matches;
    if (!definition) return own;
    const { function: callee } = definition;
    const [inner, ...others] = this.requestsIn(callee.callee, callee.frame.program, 1);
    this.services.resolver.refuel();
    const through = inner && this.read({ callee, inners: [inner, ...others] }, call, frame);
    return through ? filledIn(own, through, signature) : own;
  }

  /** Where the request of a function leaves the process that the workspace's own tables describe; undefined for a call. */
  requestBehind([{ definition }]: Matches): Place | undefined {
    if (!definition) return undefined;
    const search: Search = { left: MAX_SEARCHED, seen: new Set() };
    const { function: callee, decorator } = definition;
    return [callee, decorator?.function]
      .map(each => each && this.requestIn(each, search, MAX_DEPTH))
      .find(place => place !== undefined);
  }

  /** Any request inside a function or what it calls, whether or not that gets what the function is passed. */
  private requestIn({ callee, frame }: FunctionWorth, search: Search, depth: number): Place | undefined {
    if (search.seen.has(callee)) return undefined;
    search.seen.add(callee);
    const { program } = frame;
    const { resolver } = this.services;
    const inside = program.calls.filter(({ range }) => contains(callee.range, range));
    const called: FunctionWorth[] = [];
    for (const call of inside) {
      if ((search.left -= 1) < 0) return undefined;
      resolver.refuel();
      const matches = matchCall(call, resolver.root(program), this.services);
      const isOwn = matches?.some(({ definition }) => definition && search.seen.has(definition.function.callee));
      if (matches && !isOwn) {
        if (matches[0].signature.role === 'call') return { file: program.file, range: call.nameRange };
        continue;
      }
      for (const option of optionsOf(resolver.evaluate(call.callee, resolver.root(program))))
        if (option.kind === 'function') called.push(option);
    }
    if (depth <= 1) return undefined;
    for (const each of called) {
      const found = this.requestIn(each, search, depth - 1);
      if (found) return found;
    }
    return undefined;
  }

  /** The request that a call of a wrapper leads to, with the values that it passes. */
  values(wrapper: WrapperCall): SiteValues | undefined {
    return this.readAll(wrapper, this.services.resolver.root(wrapper.program));
  }

  /** Where the request of a wrapper leaves the process. */
  madeAt({ targets: [target], call, program }: WrapperCall): Place {
    const body = frameOf(this.services.resolver, target.callee, call, this.services.resolver.root(program));
    const inner = (body && this.innerOf(target, body)) ?? target.inners[0];
    return inner.kind === 'wrapper' ? this.madeAt(inner) : { file: inner.program.file, range: inner.call.nameRange };
  }

  private readAll({ targets, call, program }: WrapperCall, frame: Frame): SiteValues | undefined {
    const [first, ...rest] = targets.flatMap(target => this.read(target, call, frame) ?? []);
    return first && oneOf([first, ...rest], program.file);
  }

  /** Of the requests that a function makes the first one that control comes to with what it is passed, if any. */
  private innerOf({ inners }: Target, body: Frame): Inner | undefined {
    const { resolver } = this.services;
    resolver.refuel();
    return inners.find(({ call }) => isReachable(resolver, call.block, body));
  }

  private read(target: Target, call: CallExpression, frame: Frame): SiteValues | undefined {
    const { resolver } = this.services;
    const body = frameOf(resolver, target.callee, call, frame);
    if (!body) return undefined;
    const inner = this.innerOf(target, body);
    if (!inner) return undefined;
    if (inner.kind === 'wrapper') return this.readAll(inner, body);
    if (inner.sent) {
      const sent = sentThrough(inner.call, body, this.services);
      return sent && readValues(this.services, sent.matches, sent.call, sent.frame, false);
    }
    const matches = matchCall(inner.call, body, this.services) ?? inner.matches;
    return this.valuesOf(matches, inner.call, body);
  }

  private wrapperCall(call: CallExpression, program: Program, depth = 1): WrapperCall | undefined {
    // A call that passes nothing says nothing about the request.
    if (!call.arguments.length || !calledNames(call, program).some(name => this.names.has(name))) return undefined;
    const { resolver } = this.services;
    resolver.refuel();
    const [first, ...rest] = optionsOf(resolver.evaluate(call.callee, resolver.root(program))).flatMap(
      (callee): Target[] => {
        // A function that calls itself is no wrapper of itself.
        if (callee.kind !== 'function' || functionsAround(call).includes(callee.callee)) return [];
        const [inner, ...others] = this.requestsIn(callee.callee, callee.frame.program, depth);
        return inner ? [{ callee, inners: [inner, ...others] }] : [];
      },
    );
    return first && { call, program, targets: [first, ...rest.slice(0, MAX_TARGETS - 1)] };
  }

  /** The requests inside a function that get what it is passed. */
  private requestsIn(owner: FunctionExpression, program: Program, depth: number): readonly Inner[] {
    const known = this.known.get(owner);
    // Farther down fewer calls are followed.
    if (known && known.depth <= depth) return known.inner;
    // A function that is being looked at has nothing new inside itself.
    this.known.set(owner, { depth: 0, inner: [] });
    const inside = program.calls.filter(
      ({ range }) => range.start >= owner.range.start && range.end <= owner.range.end,
    );
    const { family } = languages[program.language];
    const found = inside.flatMap((call): Inner[] => {
      const name = program.text.slice(call.nameRange.start, call.nameRange.end);
      const matches = this.services.signatures.mayBe(name, family, program.text)
        ? matchCall(call, this.services.resolver.root(program), this.services)
        : undefined;
      if (matches) return matches[0].signature.role === 'call' ? [{ kind: 'request', call, program, matches }] : [];
      const sent = this.services.signatures.mayHoldAddress(program.text)
        ? sentThrough(call, this.services.resolver.root(program), this.services)
        : undefined;
      if (sent) return [{ kind: 'request', call, program, matches: sent.matches, sent }];
      const wrapper = depth < MAX_DEPTH ? this.wrapperCall(call, program, depth + 1) : undefined;
      return wrapper ? [{ kind: 'wrapper', ...wrapper }] : [];
    });
    const own = found.filter(inner => this.owners(inner).includes(owner));
    this.known.set(owner, { depth, inner: own });
    return own;
  }

  /** The functions around a request whose parameters are its model, cap or prompt, or a message of it. */
  private owners(inner: Inner): readonly FunctionExpression[] {
    const around = functionsAround(inner.call).filter(({ parameters }) => parameters.length > 0);
    if (!around.length) return [];
    const values = this.worths(inner, this.services.resolver.root(inner.program));
    return around.filter(
      owner => values.some(worth => this.comesFrom(worth, owner, inner.program, 0)) || this.isHandedOn(inner, owner),
    );
  }

  /** Whether what a function is passed is handed on as the request itself. */
  private isHandedOn(inner: Inner, owner: FunctionExpression): boolean {
    if (inner.kind === 'wrapper') {
      const isAny = inner.call.arguments.some(({ value }) => handsOn(value, owner));
      return (
        isAny && inner.targets.some(({ inners, callee }) => inners.some(each => this.isHandedOn(each, callee.callee)))
      );
    }
    const [{ signature }] = inner.matches;
    if (signature.role !== 'call' || inner.sent) return false;
    const { index = 0 } = requestOf(inner.call, this.services.resolver.root(inner.program), inner.matches[0]);
    const argument = inner.call.arguments.filter(({ kind }) => kind !== 'named' && kind !== 'namedSpread')[index];
    return argument !== undefined && handsOn(argument.value, owner);
  }

  /** What a request is given as its model, cap and prompt. */
  private worths(inner: Inner, frame: Frame): Worth[] {
    const { resolver } = this.services;
    if (inner.kind === 'wrapper') {
      return inner.targets.flatMap(target => {
        const body = frameOf(resolver, target.callee, inner.call, frame);
        const chosen = body && this.innerOf(target, body);
        return body && chosen ? this.worths(chosen, body) : [];
      });
    }
    const made = inner.sent ? sentThrough(inner.call, frame, this.services) : { ...inner, frame };
    if (!made) return [];
    const [match] = made.matches;
    const { signature } = match;
    if (signature.role !== 'call') return [];
    const request = requestOf(made.call, made.frame, match);
    resolver.refuel();
    const places = [signature.model, signature.outputCap?.read ?? [], ...signature.prompt.map(each => each.read)];
    const values = places.flatMap(each => {
      const reading = read(resolver, request, each);
      return reading.kind === 'found' ? [reading.worth] : [];
    });
    // Where a call names no model, what it is called on stands for one.
    const isModel = !signature.model.length || read(resolver, request, signature.model).kind === 'absent';
    return isModel && !inner.sent ? [...values, resolver.evaluate(inner.call.callee, frame)] : values;
  }

  private comesFrom(worth: Worth, owner: FunctionExpression, program: Program, depth: number): boolean {
    const isParameter = worth.trail.some(
      ({ kind, place }) =>
        (kind === 'argument' || kind === 'default' || kind === 'option') &&
        place.file === program.file &&
        owner.parameters.some(({ range }) => place.range.start >= range.start && place.range.end <= range.end),
    );
    if (isParameter) return true;
    if (depth === MAX_VALUE_DEPTH) return false;
    const { resolver } = this.services;
    const inner = (each: Worth): boolean => this.comesFrom(each, owner, program, depth + 1);
    switch (worth.kind) {
      case 'choice':
        return worth.options.some(inner);
      // `f"Summarise: {text}"`
      case 'text':
        return worth.parts.some(part => part.kind === 'slot' && isNamedIn(part, owner, program));
      case 'list':
        return worth.items
          .slice(0, MAX_ITEMS)
          .some(item => inner(item.kind === 'item' ? resolver.force(item.value) : item.worth));
      case 'record':
      case 'reference': {
        const made = worth.kind === 'reference' ? this.services.signatures.messagesOf(worth) : [];
        const readings = made.flatMap(({ text, calls }) => text.map(place => readCalls(resolver, calls, place)));
        const fields = ['content', 'text', 'parts'].map(key => fieldOf(resolver, worth, key));
        return [...readings, ...fields].some(reading => reading.kind === 'found' && inner(reading.worth));
      }
      default:
        return false;
    }
  }
}

/** What is said of a call, with what is known of the request that it leads to where that says nothing. */
function filledIn(own: SiteValues, inner: SiteValues, { prompt, outputCap }: CallSignature): SiteValues {
  const isNamed = own.model.kind !== 'unknown' && own.model.from !== 'config';
  const isKnown = isNamed || inner.model.kind === 'unknown';
  const { modelPlace: _, ...rest } = inner;
  const place = (isKnown ? own : inner).modelPlace;
  const isCapped = outputCap !== undefined && own.outputCap.state !== 'missing';
  return {
    ...rest,
    signature: own.signature,
    model: isKnown ? own.model : inner.model,
    ...(place ? { modelPlace: place } : {}),
    outputCap: isCapped ? own.outputCap : inner.outputCap,
    provider: inner.provider.id === undefined ? own.provider : inner.provider,
    prompt: prompt.length ? own.prompt : inner.prompt,
  };
}

/** The names by which a function is called: its own, and that of the function which makes and returns it. */
function namesOf(owner: FunctionExpression): string[] {
  if (owner.isConstructor) return [];
  const maker = makerOf(owner);
  return [owner, ...(maker ? [maker] : [])].flatMap(each => each.name ?? boundName(each) ?? []);
}

/** Whether a slot of a text names a parameter of a function around it. */
function isNamedIn({ place, expression }: SlotWorthPart, owner: FunctionExpression, program: Program): boolean {
  if (place?.file !== program.file || !contains(owner.range, place.range)) return false;
  const words = new Set(expression.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu));
  return owner.parameters.some(({ name }) => words.has(name));
}

/** The function that returns a function that stands in it: a factory. */
function makerOf(owner: FunctionExpression): FunctionExpression | undefined {
  for (let scope = owner.scope.parent; scope; scope = scope.parent) {
    const around = scope.owner;
    if (around?.kind === 'function') return around.returns.some(each => isItself(each, owner)) ? around : undefined;
  }
  return undefined;
}

/** Whether what is returned is a function, or its name. */
const isItself = (value: Expression, owner: FunctionExpression): boolean =>
  value === owner || (value.kind === 'name' && value.name === (owner.name ?? boundName(owner)));

/** The functions around a call that can be called, the nearest first; what a factory returns hides the factory. */
function functionsAround({ scope }: CallExpression): FunctionExpression[] {
  const found: FunctionExpression[] = [];
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    const { owner } = current;
    if (owner?.kind !== 'function') continue;
    if (namesOf(owner).length) found.push(owner);
    if (makerOf(owner)) break;
  }
  return found;
}

/** The name of a call, or that of the call that made what is called: `const ask = makeAsk(client); ask(question)`. */
function calledNames({ callee, nameRange }: CallExpression, { text }: Program): string[] {
  const own = text.slice(nameRange.start, nameRange.end);
  const bindings = callee.kind === 'name' ? (scopeOf(callee.name, callee.scope)?.bindings.get(callee.name) ?? []) : [];
  const makers = bindings.flatMap(({ value }) =>
    value?.kind === 'call' ? [text.slice(value.nameRange.start, value.nameRange.end)] : [],
  );
  return [own, ...makers];
}
