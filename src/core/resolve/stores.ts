import { scopeOf, type Binding, type Expression, type Mutation, type Program, type Scope } from '../syntax';
import type { Range } from '../text';
import { moduleTokens, pathOf, type Token } from './pattern';
import type { Resolver } from './resolver';
import { choiceOf, staticText, via, type Frame, type ReferenceWorth, type Worth } from './worth';

/** What code puts into one store; more is no set of alternatives that anybody can use. */
const MAX_VALUES = 16;
/** Files that mention a key and are asked for what they put under it. */
const MAX_FILES = 8;

/**
 * What code keeps under a key of something that a package holds for it, such as Streamlit's `session_state` or the
 * environment: whatever it puts there may be what is read. Undefined for anything else, and for keys that are never set.
 */
export function storedWorth(resolver: Resolver, store: ReferenceWorth, key: string): Worth | undefined {
  const { program } = store.frame;
  const kind = resolver.knowledge(store.frame).storeAt(store);
  if (!kind) return undefined;
  const path = [...moduleTokens(store.module), ...pathOf(store), key];
  const own = valuesAt(resolver, program, path);
  const values = own.length || !kind.isShared ? own : elsewhere(resolver, program, path, key);
  if (!values.length) return undefined;
  const present = values.filter(({ kind }) => kind !== 'nothing');
  const isOpen = kind.keyedBy.length > 0 && isGivenAsKey(resolver, program, kind.keyedBy, key);
  const open = isOpen ? [resolver.unknown(store.frame, store.expression.range, 'set by a widget', key)] : [];
  return choiceOf([...(present.length ? present : values).slice(0, MAX_VALUES), ...open]);
}

/** A package, or an object of one in which code keeps values: setting one leaves the others what they are. */
export function isStore(resolver: Resolver, worth: Worth): boolean {
  if (worth.kind !== 'reference') return false;
  const isPackage = !worth.steps.length && worth.module !== '';
  return isPackage || resolver.knowledge(worth.frame).storeAt(worth) !== undefined;
}

/** What the pages of one app share. */
function elsewhere(resolver: Resolver, program: Program, path: readonly Token[], key: string): Worth[] {
  const others = resolver.host.mentioningPrograms(key, program) ?? [];
  return others.slice(0, MAX_FILES).flatMap(other => valuesAt(resolver, other, path));
}

/**
 * What code of the same file sets an environment variable to.
 * @param reading where it is read: what is set to itself, with something to fall back on, is not known by that
 */
export function environmentSet(
  resolver: Resolver,
  name: string,
  { program }: Frame,
  reading: Range,
): Worth | undefined {
  const stores = resolver.host.knowledge(program.language).environmentStores();
  const values = stores.flatMap(store => valuesAt(resolver, program, [...store, name], reading));
  return values.length ? choiceOf(values) : undefined;
}

const scopes = new WeakMap<Program, readonly Scope[]>();

/** The scopes of a file in which something is called. */
export function scopesOf(program: Program): readonly Scope[] {
  const known = scopes.get(program) ?? [...new Set([program.module, ...program.calls.map(({ scope }) => scope)])];
  scopes.set(program, known);
  return known;
}

function valuesAt(resolver: Resolver, program: Program, path: readonly Token[], reading?: Range): Worth[] {
  const root = resolver.root(program);
  return settingsOf(program)
    .filter(({ path: set }) => set.length === path.length && set.every((step, index) => step === path[index]))
    .filter(({ value }) => !reading || reading.start < value.range.start || reading.end > value.range.end)
    .map(({ value, at }) => via(resolver.evaluate(value, root), resolver.hop('binding', path.at(-1) ?? '', root, at)));
}

/** Something of a package or global that code sets. */
interface Setting {
  /** From the package's name on. */
  readonly path: readonly (Token | Expression)[];
  readonly value: Expression;
  readonly at: Range;
}

const settings = new WeakMap<Program, readonly Setting[]>();

/** All of a file, which every call asks for. */
function settingsOf(program: Program): readonly Setting[] {
  const known =
    settings.get(program) ??
    scopesOf(program).flatMap(scope =>
      [...scope.mutations].flatMap(([name, mutations]) => {
        const start = importedPath(scope.bindings.get(name) ?? []) ?? globalPath(name, scope);
        return start ? mutations.flatMap(mutation => settingBy(mutation, start)) : [];
      }),
    );
  settings.set(program, known);
  return known;
}

function settingBy({ kind, path, values: [value], at }: Mutation, start: readonly Token[]): Setting[] {
  return kind === 'set' && value ? [{ path: [...start, ...path], value, at }] : [];
}

/** The path of what a name was imported as, from the package's name on. */
function importedPath(bindings: readonly Binding[]): Token[] | undefined {
  const imported = bindings.find(binding => binding.import)?.import;
  return imported && [...moduleTokens(imported.module), ...(imported.name === '*' ? [] : [imported.name])];
}

/** The path of a name that no scope binds: that of something global, such as `process` or `ENV`. */
const globalPath = (name: string, scope: Scope): readonly Token[] | undefined =>
  scopeOf(name, scope) ? undefined : [name];

/** Whether a call is given the key by name, to put there what its user chooses. */
function isGivenAsKey(resolver: Resolver, program: Program, names: readonly string[], key: string): boolean {
  const root = resolver.root(program);
  return program.calls.some(call =>
    call.arguments.some(
      ({ kind, name, value }) =>
        kind === 'named' &&
        name !== undefined &&
        names.includes(name) &&
        staticText(resolver.evaluate(value, root)) === key,
    ),
  );
}
