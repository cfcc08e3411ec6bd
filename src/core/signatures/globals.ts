import {
  CALL,
  choiceOf,
  environmentSet,
  keyOf,
  pathOf,
  scopesOf,
  tokensOf,
  type Frame,
  type Reading,
  type Resolver,
  type Token,
  type Worth,
} from '../resolve';
import { languages, type Binding, type Block, type CallExpression, type LanguageFamily, type Program } from '../syntax';
import { isTestFile } from '../text';
import { moduleParts } from './packages';
import { read, requestOfCall, type Request } from './request';

/**
 * What code sets for a whole package: `openai.api_base = "…"`, `Settings.llm = OpenAI(…)`, `dspy.configure(lm=…)`. The
 * file of the call is looked at first, then the module level of those that mention the name.
 * @param place the path from the package: `api_base`, `Settings.llm`, `configure().lm`
 */
export function readGlobal(resolver: Resolver, { frame, packages }: Request, place: string): Reading {
  const tokens = tokensOf(place);
  const own = valuesSet(resolver, frame.program, packages, tokens);
  const found = own.length ? own : elsewhere(resolver, frame, packages, tokens);
  return found.length ? { kind: 'found', worth: choiceOf(found), place: undefined } : { kind: 'absent' };
}

/**
 * What a context manager sets for the calls within it: `with dspy.context(lm=…):`. The innermost one counts.
 * @param place as for `readGlobal`: `context().lm`
 */
export function readWithin(resolver: Resolver, { call, frame, packages }: Request, place: string): Reading {
  const tokens = tokensOf(place);
  const at = tokens.indexOf(CALL);
  const isAround = ({ during }: CallExpression): boolean =>
    during !== undefined && during.start <= call.range.start && call.range.end <= during.end;
  const managers = frame.program.calls.filter(isAround);
  const innermostFirst = managers.sort((a, b) => (b.during?.start ?? 0) - (a.during?.start ?? 0));
  for (const manager of innermostFirst) {
    const [worth] = givenTo(resolver, manager, frame, packages, tokens.slice(0, at), tokens.slice(at + 1));
    if (worth) return { kind: 'found', worth, place: undefined };
  }
  return { kind: 'absent' };
}

/** Files that mention an environment variable and are asked for what they set it to. */
const MAX_FILES = 8;

/**
 * What code sets an environment variable to that a package reads by itself: in the file of the call, else in one that it
 * imports or that imports it.
 */
export function readEnvironment(resolver: Resolver, frame: Frame, name: string): Reading {
  const { program } = frame;
  const set = (each: Frame): Worth | undefined => environmentSet(resolver, name, each, EMPTY);
  const own = set(frame);
  if (own) return { kind: 'found', worth: own, place: undefined };
  const others = (resolver.host.mentioningPrograms(name, program) ?? []).slice(0, MAX_FILES);
  const found = others.flatMap(other =>
    areOneProgram(resolver, other, program) ? (set(resolver.root(other)) ?? []) : [],
  );
  return found.length ? { kind: 'found', worth: choiceOf(found), place: undefined } : { kind: 'absent' };
}

/** No place in particular that a variable is read at. */
const EMPTY = { start: 0, end: 0 };

function elsewhere(resolver: Resolver, frame: Frame, packages: readonly string[], tokens: readonly Token[]): Worth[] {
  const [name = '', next] = tokens;
  const followedBy = next === CALL ? '(' : typeof next === 'string' ? `.${next}` : undefined;
  const mentioning = resolver.host.mentioningPrograms(name, frame.program, followedBy) ?? [];
  const programs = mentioning.filter(program => areOneProgram(resolver, program, frame.program));
  const near = programs.flatMap(program => valuesSet(resolver, program, packages, tokens));
  return near.length ? near : byOneFunction(resolver, mentioning, packages, tokens);
}

/**
 * What the functions of the only file set that sets it at all, as `init_settings()` does for a whole application. Scripts
 * that lie side by side set things outside of functions, each for itself.
 */
function byOneFunction(
  resolver: Resolver,
  programs: readonly Program[],
  packages: readonly string[],
  tokens: readonly Token[],
): Worth[] {
  const setting = programs
    .filter(({ file }) => !isTestFile(file))
    .map(program => ({
      outside: valuesSet(resolver, program, packages, tokens, isOutsideFunctions),
      all: valuesSet(resolver, program, packages, tokens),
    }))
    .filter(({ all }) => all.length > 0);
  const [only, ...others] = setting;
  return only && !others.length && !only.outside.length ? only.all : [];
}

const isOutsideFunctions = (block: Block): boolean =>
  block.kind !== 'function' && block.kind !== 'closure' && (!block.parent || isOutsideFunctions(block.parent));

/** Whether one of two files imports the other: examples that lie side by side set things for themselves. */
const areOneProgram = (resolver: Resolver, a: Program, b: Program): boolean =>
  LOADED_BY_NAME.has(languages[a.language].family) || imports(resolver, a, b) || imports(resolver, b, a);

/** Families whose files need no import of each other to be of one application, as an initialiser and what it is for. */
const LOADED_BY_NAME: ReadonlySet<LanguageFamily> = new Set(['php', 'ruby']);

function imports(resolver: Resolver, importing: Program, imported: Program): boolean {
  const specifiers = [...importing.module.bindings.values()].flatMap(bindings =>
    bindings.flatMap(binding => binding.import ?? []),
  );
  return specifiers.some(({ module, name }) => {
    const isNear = [module, name].some(each => imported.file.includes(each.split('.').at(-1) ?? each));
    if (!isNear) return false;
    const inner = languages[importing.language].submodule?.(module, name) ?? module;
    return [module, inner].some(each => resolver.host.importedProgram(each, importing) === imported);
  });
}

function valuesSet(
  resolver: Resolver,
  program: Program,
  packages: readonly string[],
  tokens: readonly Token[],
  isMeant: (block: Block) => boolean = () => true,
): Worth[] {
  const { family } = languages[program.language];
  const root = resolver.root(program);
  const at = tokens.indexOf(CALL);
  if (at >= 0) return configured(resolver, program, packages, tokens.slice(0, at), tokens.slice(at + 1), isMeant);
  return scopesOf(program).flatMap(scope =>
    [...scope.mutations].flatMap(([name, mutations]) => {
      const imported = importedPath(scope.bindings.get(name) ?? [], family);
      return mutations.flatMap(({ kind, path, values, block }): Worth[] => {
        const keys = path.filter(key => typeof key === 'string');
        const [value] = values;
        if (imported === undefined || !isMeant(block) || kind !== 'set' || keys.length < path.length || !value)
          return [];
        const set = [...imported, ...keys];
        // What is set may hold what is asked for: `Settings.llm = OpenAI(max_tokens=9)` and `Settings.llm.max_tokens`.
        const known = tokens.findLastIndex((_, index) => isOf(set, packages, tokens.slice(0, index + 1), family)) + 1;
        return known ? keysIn(resolver, resolver.evaluate(value, root), tokens.slice(known)) : [];
      });
    }),
  );
}

function keysIn(resolver: Resolver, worth: Worth, keys: readonly Token[]): Worth[] {
  const [key, ...rest] = keys;
  if (key === undefined) return [worth];
  const found = keyOf(resolver, worth, key);
  return found.kind === 'found' ? keysIn(resolver, found.worth, rest) : [];
}

/** What a call such as `configure(lm=…)` is given. */
function configured(
  resolver: Resolver,
  program: Program,
  packages: readonly string[],
  path: readonly Token[],
  keys: readonly Token[],
  isMeant: (block: Block) => boolean,
): Worth[] {
  const root = resolver.root(program);
  const calls = program.calls.filter(({ block }) => isMeant(block));
  return calls.flatMap(call => givenTo(resolver, call, root, packages, path, keys));
}

/** What a call of the package is given under a key; nothing for calls of anything else. */
function givenTo(
  resolver: Resolver,
  call: CallExpression,
  frame: Frame,
  packages: readonly string[],
  path: readonly Token[],
  keys: readonly Token[],
): Worth[] {
  const { program } = frame;
  const { family } = languages[program.language];
  if (program.text.slice(call.nameRange.start, call.nameRange.end) !== path.at(-1)) return [];
  const callee = resolver.evaluate(call.callee, frame);
  if (callee.kind !== 'reference') return [];
  if (!isOf([...moduleParts(callee.module, family), ...pathOf(callee)], packages, path, family)) return [];
  const given = read(resolver, requestOfCall(call, frame), [keys.join('.')]);
  return given.kind === 'found' ? [given.worth] : [];
}

/** The path of what a name was imported as, from the package's name on. */
function importedPath(bindings: readonly Binding[], family: LanguageFamily): Token[] | undefined {
  const imported = bindings.find(binding => binding.import)?.import;
  if (!imported) return undefined;
  return [...moduleParts(imported.module, family), ...(imported.name === '*' ? [] : [imported.name])];
}

/** Whether a full path is that of one of the packages, with any of its modules in between. */
function isOf(
  full: readonly Token[],
  packages: readonly string[],
  tokens: readonly Token[],
  family: LanguageFamily,
): boolean {
  const isEnd = full.slice(-tokens.length).join('.') === tokens.join('.');
  return (
    isEnd &&
    packages.some(name => {
      const parts = moduleParts(name, family);
      const before = full.slice(0, -tokens.length);
      return parts.length > 0 && parts.every((part, index) => part === before[index]);
    })
  );
}
