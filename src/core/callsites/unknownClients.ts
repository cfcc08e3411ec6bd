import { isImplemented, optionsOf, type Frame, type Resolver, type Worth } from '../resolve';
import { read, type SignatureMatch, type Signatures } from '../signatures';
import { languages, type CallExpression, type Expression } from '../syntax';
import type { FindServices } from './match';
import { requestOf } from './requestOf';

type Services = Pick<FindServices, 'resolver' | 'signatures'>;

/** What a call is whose client can't be known, by what it is handed and the names on the way to its method. */
export function matchWithoutClient(
  call: CallExpression,
  frame: Frame,
  callee: readonly Worth[],
  services: Services,
): readonly SignatureMatch[] {
  const { resolver, signatures } = services;
  if (callee.some(worth => isOwnMethod(worth, resolver))) return [];
  const found = matchRequest(call, frame, resolver, signatures) ?? matchByShape(call, frame, services);
  return found ? [found] : [];
}

/** A method of the workspace that does something itself, unlike one that an interface asks for. */
const isOwnMethod = (worth: Worth, resolver: Resolver): boolean =>
  worth.kind === 'class' ||
  (worth.kind === 'function' && (worth.callee.owner?.isInterface !== true || isImplemented(resolver, worth)));

/** A call whose receiver is not known, by the type of what it is handed. */
function matchRequest(
  call: CallExpression,
  frame: Frame,
  resolver: Resolver,
  signatures: Signatures,
): SignatureMatch | undefined {
  const { text, language } = frame.program;
  const name = text.slice(call.nameRange.start, call.nameRange.end);
  return signatures.matchRequest(name, languages[language].family, (index, called) => {
    const argument = call.arguments.find(each => called !== undefined && each.name === called) ?? call.arguments[index];
    if (argument?.kind !== 'positional' && argument?.kind !== 'named') return [];
    const handed = resolver.evaluate(argument.value, frame);
    const items = handed.kind === 'list' ? handed.items.slice(0, MAX_HANDED) : [];
    return [handed, ...items.flatMap(item => (item.kind === 'item' ? [resolver.force(item.value)] : []))];
  });
}

/**
 * A request by the names on the way to its method and the keys that it gives, where the client can't be known: a
 * parameter without a type, a field that another file sets. Anything that is known to be something else is none.
 */
function matchByShape(
  call: CallExpression,
  frame: Frame,
  { resolver, signatures }: Services,
): SignatureMatch | undefined {
  const chain = chainOf(call.callee);
  const { family } = languages[frame.program.language];
  for (const match of signatures.byShape(
    chain.map(({ name }) => name),
    family,
  )) {
    const receiver = chain[chain.length - match.length]?.object;
    // What the request itself proves needs no receiver of which nothing is known.
    const isProved = match.signature.given.length > 0 || match.signature.isUnmistakable;
    if (!receiver || !(isProved || isUnread(resolver.evaluate(receiver, frame)))) continue;
    if (hasKeys(call, frame, match, match.signature.shape ?? [], resolver)) return match;
  }
  return undefined;
}

/** Nothing is known of it, not even where it comes from. */
const isUnread = (worth: Worth): boolean =>
  optionsOf(worth).every(
    option =>
      (option.kind === 'unknown' && !option.isTyped) ||
      (option.kind === 'reference' && option.module === '' && option.steps.length === 1),
  );

/** The members of a chain, each with what it is a member of: `chat`, `completions`, `create` of `client`. */
function chainOf(callee: Expression): { readonly name: string; readonly object: Expression }[] {
  const chain: { name: string; object: Expression }[] = [];
  let current = callee;
  while (current.kind === 'member' && chain.length < MAX_NAMES) {
    chain.unshift({ name: current.property, object: current.object });
    // In Ruby and PHP what leads to a resource is called, with nothing: `$client->chat()->create([…])`.
    current =
      current.object.kind === 'call' && !current.object.arguments.length ? current.object.callee : current.object;
  }
  return chain;
}

const MAX_HANDED = 4; // elements of a list that are looked at for what it holds
const MAX_NAMES = 8; // members in a row; an SDK has four

/** Whether a request gives all of the keys, or something unread that may hold them. */
function hasKeys(
  call: CallExpression,
  frame: Frame,
  match: SignatureMatch,
  keys: readonly string[],
  resolver: Resolver,
): boolean {
  const request = requestOf(call, frame, match);
  return keys.every(key => read(resolver, request, [key]).kind !== 'absent');
}

/** Whether a request gives its model or a part of its prompt. */
export function saysWhatItAsks(call: CallExpression, frame: Frame, match: SignatureMatch, resolver: Resolver): boolean {
  const request = requestOf(call, frame, match);
  const { model, prompt } = match.signature;
  return [model, ...prompt.map(each => each.read)].some(places => read(resolver, request, places).kind !== 'absent');
}
