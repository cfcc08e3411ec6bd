import type { CallExpression, ClassExpression, Expression, Program } from '../syntax';
import { SERVICE_PROVIDER, staticKey } from '../syntax';
import type { Range } from '../text';
import { isPositional } from './keys';
import { settingWorth } from './configuration';
import { callsOf, stepsOf } from './pattern';
import { nearest } from './registrations';
import type { Resolver } from './resolver';
import {
  choiceOf,
  optionsOf,
  staticText,
  via,
  type Frame,
  type FunctionWorth,
  type InstanceWorth,
  type ReferenceWorth,
  type Worth,
} from './worth';

/** Calls that bind a class to settings, looked at for one class. */
const MAX_CALLS = 40;

/** Where the values of a class's objects come from that a container fills in. */
interface Bound {
  /** The names of sections of the settings, each the name before those of the fields. */
  readonly sections: readonly string[];
  /** Functions that are handed an object to set its fields. */
  readonly setters: readonly FunctionWorth[];
}

const NOWHERE: Bound = { sections: [], setters: [] };
const known = new WeakMap<Resolver, WeakMap<ClassExpression, Bound>>();

/**
 * What settings say of a field of an object that a container makes of them: `IOptions<T>`, `@ConfigurationProperties`.
 * Undefined where they say nothing of it.
 */
export function boundField(
  resolver: Resolver,
  object: InstanceWorth,
  key: string,
  range: Range,
  frame: Frame,
): Worth | undefined {
  const { sections, setters } = boundTo(resolver, object);
  for (const section of sections) {
    const setting = settingWorth(resolver, `${section}.${key}`, object.frame, range);
    if (setting) return via(setting, ...object.trail);
  }
  const set = setters.flatMap(setter => setBy(resolver, setter, key));
  return set.length ? via(choiceOf(set), ...object.trail, resolver.hop('field', key, frame, range)) : undefined;
}

/** The same object, as one whose fields are those of a part of its holder's settings. */
export function partOfSettings(resolver: Resolver, holder: InstanceWorth, key: string, part: Worth): Worth {
  if (part.kind !== 'instance') return part;
  const { sections } = boundTo(resolver, holder);
  return sections.length ? { ...part, settings: sections.map(section => `${section}.${key}`) } : part;
}

function boundTo(resolver: Resolver, { class: own, frame, call, callFrame, settings }: InstanceWorth): Bound {
  if (settings) return { sections: settings, setters: [] };
  if (!mayBeBound(own)) return NOWHERE;
  if (call && !isHandedOut(call))
    return callFrame ? { sections: boundSince(resolver, call, callFrame), setters: [] } : NOWHERE;
  const cache = known.get(resolver) ?? new WeakMap<ClassExpression, Bound>();
  known.set(resolver, cache);
  let bound = cache.get(own);
  if (!bound) {
    // What names the section may be a constant of the class itself.
    cache.set(own, NOWHERE);
    cache.set(own, (bound = { ...NOWHERE, ...annotated(resolver, own, frame), ...registered(resolver, own, frame) }));
  }
  return bound;
}

/** Of an object that a container was asked for, what was asked is all that it was made with. */
const isHandedOut = ({ arguments: given }: CallExpression): boolean =>
  given.length > 0 && given.every(({ name }) => name === SERVICE_PROVIDER);

/** The sections that fill in an object which the code made: `configuration.GetSection("X").Bind(settings)`. */
function boundSince(resolver: Resolver, made: CallExpression, frame: Frame): readonly string[] {
  const { bind } = resolver.knowledge(frame).boundSettings;
  if (!bind.length || made.arguments.length) return [];
  return frame.program.calls
    .filter(call => bind.includes(nameOf(call, frame.program)) && call.range.start > made.range.end)
    .slice(0, MAX_CALLS)
    .flatMap(call => {
      const given = call.arguments.filter(isPositional);
      const [first] = given;
      const last = given.at(-1);
      const object = last && resolver.evaluate(last.value, frame);
      if (object?.kind !== 'instance' || object.call !== made || call.callee.kind !== 'member') return [];
      const named = given.length > 1 && first ? resolver.evaluate(first.value, frame) : undefined;
      return sectionOf(resolver, named ?? resolver.evaluate(call.callee.object, frame)) ?? [];
    });
}

/**
 * The object of its type argument that a call makes of a part of the settings: `GetSection("X").Get<T>()`. Undefined
 * for any other call.
 */
export function objectOfSettings(
  resolver: Resolver,
  source: ReferenceWorth,
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  const [name, ...others] = call.typeArguments ?? [];
  if (name === undefined || others.length) return undefined;
  if (!resolver.knowledge(frame).boundSettings.get.includes(nameOf(call, frame.program))) return undefined;
  const { scope, block, nameRange: range } = call;
  const type = resolver.evaluate({ kind: 'name', name, scope, block, range, isType: true }, frame);
  if (type.kind !== 'class') return undefined;
  const section = sectionOf(resolver, source);
  return {
    kind: 'instance',
    class: type.class,
    frame: type.frame,
    settings: section === undefined ? [] : [section],
    trail: type.trail,
  };
}

/** What a container fills in has a constructor without parameters; what it hands other services to has none. */
const mayBeBound = ({ name, scope, decorators }: ClassExpression): boolean =>
  name !== undefined &&
  ((decorators?.length ?? 0) > 0 ||
    [...scope.bindings.values()]
      .flat()
      .every(({ value }) => value?.kind !== 'function' || !value.isConstructor || !value.parameters.length));

/** The section that an annotation of a class names: `@ConfigurationProperties(prefix = "openai")`. */
function annotated(resolver: Resolver, { decorators = [] }: ClassExpression, frame: Frame): Partial<Bound> {
  const { annotations } = resolver.knowledge(frame).boundSettings;
  for (const decorator of decorators) {
    const callee = decorator.kind === 'call' ? decorator.callee : decorator;
    if (callee.kind !== 'name' || !annotations.includes(callee.name)) continue;
    const given = decorator.kind === 'call' ? decorator.arguments : [];
    const place = given.find(({ name }) => name === 'prefix' || name === 'value') ?? given.find(isPositional);
    const section = place && staticText(resolver.evaluate(place.value, frame));
    if (section !== undefined) return { sections: [section] };
  }
  return {};
}

/** What calls with the class as their type argument say: `services.Configure<T>(configuration.GetSection("X"))`. */
function registered(resolver: Resolver, { name = '' }: ClassExpression, { program }: Frame): Partial<Bound> {
  const { configure, options, get } = resolver.knowledge({ program, depth: 0 }).boundSettings;
  if (!configure.length) return {};
  const programs = [program, ...(resolver.host.mentioningPrograms(name, program) ?? [])];
  const told = [...new Set(programs)].flatMap(each =>
    each.calls
      .filter(({ typeArguments }) => typeArguments?.length === 1 && typeArguments[0] === name)
      .slice(0, MAX_CALLS)
      .flatMap((call): readonly Worth[] => {
        const method = nameOf(call, each);
        const frame = resolver.root(each);
        if (configure.includes(method)) return lastArgument(resolver, call, frame);
        if (get.includes(method) && call.callee.kind === 'member')
          return [resolver.evaluate(call.callee.object, frame)];
        if (!options.methods.includes(method)) return [];
        return stepsBehind(call, each).flatMap(step =>
          options.steps.includes(nameOf(step, each)) ? lastArgument(resolver, step, frame) : [],
        );
      })
      .map(worth => ({ worth, file: each.file })),
  );
  const found = nearest(told, program.file).map(({ worth }) => worth);
  return {
    sections: found.flatMap(worth => sectionOf(resolver, worth) ?? []),
    setters: found.filter(worth => worth.kind === 'function'),
  };
}

const nameOf = ({ nameRange }: CallExpression, { text }: Program): string => text.slice(nameRange.start, nameRange.end);

function lastArgument(resolver: Resolver, call: CallExpression, frame: Frame): readonly Worth[] {
  const last = call.arguments.filter(isPositional).at(-1);
  return last ? [resolver.evaluate(last.value, frame)] : [];
}

/** The calls of a chain that goes on behind one. */
const stepsBehind = (call: CallExpression, { calls }: Program): readonly CallExpression[] =>
  calls.filter(({ range }) => range.start === call.range.start && range.end > call.range.end);

/** A section by the name it is given, or by the calls that took it out of the settings. */
function sectionOf(resolver: Resolver, worth: Worth): string | undefined {
  const text = staticText(worth);
  if (text !== undefined) return text;
  if (worth.kind !== 'reference') return undefined;
  const parts = callsOf(stepsOf(worth).path)
    .filter(({ name }) => resolver.knowledge(worth.frame).isSection(name))
    .map(({ step: { call, frame } }) => {
      const [part] = call?.arguments ?? [];
      return part && staticText(resolver.evaluate(part.value, frame));
    });
  return parts.length && parts.every(part => part !== undefined) ? parts.join('.') : undefined;
}

/** What a function sets a field of its parameter to: `o => { o.Model = "gpt-4o"; }`. */
export function setBy(resolver: Resolver, { callee, frame }: FunctionWorth, key: string): readonly Worth[] {
  const [parameter] = callee.parameters;
  const mutations = (parameter && callee.scope.mutations.get(parameter.name)) ?? [];
  return mutations.flatMap(({ kind, path, values }): readonly Worth[] => {
    const [field, ...rest] = path;
    const [value] = values;
    const name = typeof field === 'string' ? field : keyIn(field);
    return kind === 'set' && !rest.length && name === key && value ? optionsOf(resolver.evaluate(value, frame)) : [];
  });
}

const keyIn = (key: Expression | undefined): string | undefined => key && staticKey(key);
