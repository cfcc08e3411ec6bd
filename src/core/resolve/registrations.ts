import type { CallExpression, Program } from '../syntax';
import { callsNamed } from './callers';
import { resultOf } from './calls';
import { isPositional } from './keys';
import type { Resolver } from './resolver';
import { choiceOf, optionsOf, via, type Frame, type ReferenceWorth, type Worth } from './worth';

/** Objects of one type that a container is told of; with more there is no telling which of them is meant. */
const MAX_REGISTRATIONS = 6;

/**
 * What a container of services hands out for a declared type of a package: the objects that the workspace tells it of,
 * `services.AddSingleton<IChatClient>(_ => new …)`. Undefined for types that no table says are handed out so.
 */
export function registeredWorth(resolver: Resolver, typed: ReferenceWorth, frame: Frame): Worth | undefined {
  const own = resolver.host.packages.registering(typed);
  const member = typed.steps.findLast(step => step.kind === 'member');
  if (!own || member?.kind !== 'member') return undefined;
  const type = member.name;
  const any = resolver.knowledge(frame).registrations;
  const programs = programsWith(resolver, [type, ...own], frame.program);
  const told = programs.flatMap(program => {
    const root = resolver.root(program);
    const hops = program === frame.program ? [] : [resolver.hop('import', type, root, typed.expression.range)];
    return [...any, ...own]
      .flatMap(method => callsNamed(program, method).filter(call => isOf(resolver, call, method, type, own, root)))
      .flatMap(call => optionsOf(registered(resolver, call, root)))
      .map(worth => ({ worth: via(worth, ...hops), file: program.file }));
  });
  const made = nearest(
    told.filter(({ worth }) => worth.kind === 'reference'),
    frame.program.file,
  ).map(({ worth }) => worth);
  return made.length && made.length <= MAX_REGISTRATIONS ? choiceOf(made) : undefined;
}

/** Of what several files say what those say that lie nearest to another: applications beside each other share nothing. */
export function nearest<T extends { readonly file: string }>(found: readonly T[], from: string): readonly T[] {
  const most = Math.max(...found.map(({ file }) => sharedFolders(file, from)));
  return found.filter(({ file }) => sharedFolders(file, from) === most);
}

function sharedFolders(a: string, b: string): number {
  const [one, other] = [a, b].map(each => each.split(/[\\/]/).slice(0, -1));
  const different = one?.findIndex((folder, index) => folder !== other?.[index]) ?? 0;
  return different === -1 ? (one?.length ?? 0) : different;
}

/** This program and those that mention one of the names, but for names that stand in too many. */
function programsWith(resolver: Resolver, names: readonly string[], program: Program): readonly Program[] {
  const others = names.flatMap(name => resolver.host.mentioningPrograms(name, program) ?? []);
  return [...new Set([program, ...others])];
}

/** Whether a call registers an object of the type: it says so itself, by its type argument or by what it is given. */
function isOf(
  resolver: Resolver,
  call: CallExpression,
  method: string,
  type: string,
  own: readonly string[],
  frame: Frame,
): boolean {
  if (own.includes(method)) return true;
  if (call.typeArguments?.length) return call.typeArguments.includes(type);
  return optionsOf(registered(resolver, call, frame)).some(worth => {
    const [head] = worth.kind === 'reference' ? worth.steps : [];
    return head?.kind === 'member' && head.name === type;
  });
}

/** The object that a call registers, or the call itself where it is told only how to make one. */
function registered(resolver: Resolver, call: CallExpression, frame: Frame): Worth {
  const given = call.arguments.filter(isPositional).at(-1);
  const worth = given && resolver.evaluate(given.value, frame);
  if (worth?.kind === 'function') return resultOf(resolver, worth);
  const isObject = worth && optionsOf(worth).some(({ kind }) => kind === 'reference' || kind === 'instance');
  return isObject ? worth : resolver.evaluate(call, frame);
}
