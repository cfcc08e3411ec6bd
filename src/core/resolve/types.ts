import {
  SERVICE_PROVIDER,
  type CallExpression,
  type Expression,
  type NameExpression,
  type TypeReference,
} from '../syntax';
import { providedObject } from './beans';
import { memberWorth } from './members';
import { registeredWorth } from './registrations';
import { injectedWorth } from './supplied';
import {
  choiceOf,
  optionsOf,
  type Deferred,
  type Frame,
  type ListWorth,
  type RecordItem,
  type ReferenceWorth,
  type Worth,
} from './worth';
import type { Resolver } from './resolver';

/** A value with what its declared type says of it, or what that says where the value says nothing. */
export function asDeclared(
  resolver: Resolver,
  worth: Worth,
  type: TypeReference | undefined,
  frame: Frame,
  called = '',
): Worth {
  if (!type) return worth;
  const options = optionsOf(worth);
  if (options.some(option => isDouble(resolver, option))) return worth;
  if (options.every(option => isOpaque(resolver, option))) {
    const isUnset = options.length > 0 && options.every(({ kind }) => kind === 'nothing');
    const found = typedWorth(resolver, type, frame, called);
    const typed = found && !isUnset ? choiceOf(optionsOf(found).map(obtained)) : found;
    // Of two that nobody knows, the object itself tells at least what it was made with.
    const isTelling = typed && !optionsOf(typed).every(option => isOpaque(resolver, option));
    return typed && (isTelling || options.some(({ kind }) => kind !== 'reference')) ? typed : worth;
  }
  const declared = options.some(({ kind }) => kind === 'reference') ? typeOf(resolver, type, frame) : undefined;
  // What a package's function makes of a class of resolver workspace is an object of it: `let settings: Settings = read()?`
  // But an interface may be what the package implements.
  if (declared?.kind === 'instance')
    return worth.kind === 'reference' && !declared.class.isInterface ? declared : worth;
  return declared ? choiceOf(options.map(option => declaredAs(option, declared))) : worth;
}

/** An object of a type that is handed out by no container. */
function obtained(worth: Worth): Worth {
  const last = worth.kind === 'reference' ? worth.steps.at(-1) : undefined;
  return worth.kind === 'reference' && last?.kind === 'call' && !last.call
    ? { ...worth, steps: [...worth.steps.slice(0, -1), { ...last, isObtained: true }] }
    : worth;
}

/** Of such a value its declared type tells more than what it was made by. */
export function isOpaque(resolver: Resolver, worth: Worth): boolean {
  if (worth.kind === 'unknown' || worth.kind === 'nothing') return true;
  if (worth.kind !== 'reference' || isDouble(resolver, worth)) return false;
  const { language } = worth.frame.program;
  return !modulesOf(worth).some(module => resolver.host.packages.isPackage(module, language));
}

/** Whether something only stands in for another in a test. */
export function isDouble(resolver: Resolver, worth: Worth): boolean {
  return (
    worth.kind === 'reference' && modulesOf(worth).some(module => resolver.knowledge(worth.frame).isDouble(module))
  );
}

/** An object of the annotated class, one that a container hands out where it does so. */
export function typedWorth(
  resolver: Resolver,
  type: TypeReference | undefined,
  frame: Frame,
  called = '',
): Worth | undefined {
  const declared = typeOf(resolver, type, frame);
  const options = declared ? optionsOf(declared) : [];
  const given = options.map(option =>
    option.kind === 'reference' ? handedOut(resolver, option, frame, called, type?.decorators) : undefined,
  );
  return given.some(Boolean) ? choiceOf(options.map((option, index) => given[index] ?? option)) : declared;
}

/** An object of the annotated class, wherever it comes from. */
export function typeOf(resolver: Resolver, type: TypeReference | undefined, frame: Frame): Worth | undefined {
  const names = type?.names ?? [];
  const fillsIn = new Set<number>();
  const options = names.flatMap((path, index): Worth[] => {
    const [first, ...rest] = path;
    if (!type || first === undefined || fillsIn.has(index)) return [];
    const name: NameExpression = {
      kind: 'name',
      name: first,
      scope: type.scope,
      block: type.block,
      range: type.range,
    };
    const said = rest.reduce<Worth>(
      (object, property) => memberWorth(resolver, object, property, type.range, frame),
      resolver.evaluate(name, frame),
    );
    const injected = said.kind === 'list' ? injectedIn(resolver, said) : undefined;
    if (injected) return [injected];
    const found = said.kind === 'list' ? plainType(resolver, said) : said;
    if (found.kind === 'class')
      return [{ kind: 'instance', class: found.class, frame: found.frame, trail: found.trail }];
    const isOpen = found.kind === 'reference' && (found.module !== '' || found.opens?.length);
    if (found.kind !== 'reference' || !isOpen) return [];
    const inner = names.slice(index + 1);
    const members = inner.length ? resolver.host.packages.generic(found) : undefined;
    if (!members) return [{ ...found, steps: [...found.steps, { kind: 'call', call: undefined, frame }] }];
    inner.forEach((_, offset) => fillsIn.add(index + 1 + offset));
    const changes = Object.entries(members).flatMap(([member, argument]) => {
      const worth = typeOf(resolver, { ...type, names: inner.slice(argument, argument + 1) }, frame);
      return worth ? [fieldOf(resolver, member, worth, type, frame)] : [];
    });
    return [{ ...found, steps: [...found.steps, { kind: 'call', call: undefined, frame, changes }] }];
  });
  return options.length ? choiceOf(options) : undefined;
}

/** What is injected where a name for `Annotated[T, …]` is the type. */
function injectedIn(resolver: Resolver, { items }: ListWorth): Worth | undefined {
  for (const item of items) {
    const worth = item.kind === 'item' && injectedWorth(resolver, item.value.expression, item.value.frame);
    if (worth) return worth;
  }
  return undefined;
}

/** The type itself of `Annotated[T, …]`. */
function plainType(resolver: Resolver, list: ListWorth): Worth {
  const [first] = list.items;
  return first?.kind === 'item' ? resolver.force(first.value) : list;
}

/** A field of a package's object that is known by its type only. */
function fieldOf(resolver: Resolver, key: string, worth: Worth, { range }: TypeReference, frame: Frame): RecordItem {
  const value: Deferred = { expression: { kind: 'other', range }, frame, trail: [], worth };
  return { kind: 'entry', key, value, isOptional: false, place: resolver.place(frame, range) };
}

/**
 * What a container gives that is asked for an object of a package's type: `app.Services.GetRequiredService<IChatClient>()`.
 * Undefined where what is asked is itself an object of an SDK, which knows what it gives.
 */
export function servedBy(
  resolver: Resolver,
  typed: ReferenceWorth,
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  const [provider, ...others] = call.arguments;
  if (!provider || others.length || provider.name !== SERVICE_PROVIDER) return undefined;
  const asked = resolver.evaluate(provider.value, frame);
  const [head] = asked.kind === 'reference' ? asked.steps : [];
  const isOfSdk =
    asked.kind === 'reference' &&
    head !== undefined &&
    resolver.host.packages.registering({ ...asked, steps: [head, { kind: 'call', call: undefined, frame }] });
  return isOfSdk ? undefined : handedOut(resolver, typed, frame, '');
}

/** The objects that a container hands out for a declared type, each of which is one of that type too. */
function handedOut(
  resolver: Resolver,
  typed: ReferenceWorth,
  frame: Frame,
  called: string,
  decorators: readonly Expression[] = [],
): Worth | undefined {
  const type = typed.steps.map(step => (step.kind === 'member' ? step.name : '')).join('.');
  // A container's object may be made with what the container hands out.
  if (resolver.asked.has(type)) return undefined;
  resolver.asked.add(type);
  try {
    const isKnown = !isOpaque(resolver, typed);
    const provided = isKnown ? providedObject(resolver, typed, { called, decorators }, frame) : undefined;
    const found = registeredWorth(resolver, typed, frame) ?? provided;
    return found && choiceOf(optionsOf(found).map(option => declaredAs(option, typed)));
  } finally {
    resolver.asked.delete(type);
  }
}

/** The modules that something of the outside may be of: a global name may be one of a module that the file opens. */
const modulesOf = ({ module, frame, opens }: ReferenceWorth): readonly string[] =>
  module === '' ? (opens ?? frame.program.opens) : [module];

/** What a package's object is by its declared type, which may be known where what made it is not. */
const declaredAs = (worth: Worth, type: Worth | undefined): Worth =>
  worth.kind === 'reference' && worth.module === '' && type?.kind === 'reference'
    ? { ...worth, declared: { as: type, after: worth.steps.length, before: worth.declared } }
    : worth;
