import { keyOf, optionsOf, type Frame, type Resolver, type Worth } from '../resolve';
import { read, type Request, type SignatureMatch, type TellingBody } from '../signatures';
import type { CallExpression } from '../syntax';
import type { Services } from './endpoints';
import { requestOf } from './requestOf';

/** An address of which nothing is written, but maybe how it is reached. */
const HIDDEN = /^(?:https?:\/\/)?(?:\{\}:?)*\/?$/;

/**
 * What a request asks for of whose address nothing is known, by a body that no other API has; undefined for one that
 * does not tell.
 * @param url where it is sent, without what is only handed over
 * @param addresses what of that is written
 */
export function byBody(
  url: Worth,
  addresses: readonly string[],
  body: Worth | undefined,
  match: SignatureMatch,
  call: CallExpression,
  frame: Frame,
  { resolver, signatures }: Services,
): SignatureMatch | undefined {
  const isUnknown =
    optionsOf(url).some(({ kind }) => kind === 'unknown' || kind === 'reference' || kind === 'text') &&
    addresses.every(address => HIDDEN.test(address));
  if (!body || !isUnknown) return undefined;
  // In a function that is looked into for what it is handed, the body alone must tell.
  const tellings = frame.callee ? signatures.bodies.filter(each => isTelling(each, body, resolver)) : signatures.bodies;
  for (const telling of tellings) {
    const asked = { ...match, signature: { ...match.signature, ...telling.call, http: undefined }, endpoint: { body } };
    if (isTold(telling, requestOf(call, frame, asked), frame.program.text, resolver)) return asked;
  }
  return undefined;
}

/** Whether a value is one of the bodies that no other API has, whatever stands around it. */
export const isTellingBody = (worth: Worth, { resolver, signatures }: Pick<Services, 'resolver' | 'signatures'>) =>
  signatures.bodies.some(each => isTelling(each, worth, resolver));

const isTelling = ({ keys, list }: TellingBody, worth: Worth, resolver: Resolver): boolean =>
  optionsOf(worth).some(option => {
    if (!list || option.kind !== 'record') return false;
    const listed = keyOf(resolver, option, list.key);
    return (
      listed.kind === 'found' &&
      optionsOf(listed.worth).some(each => hasElement(each, list.of, resolver)) &&
      keys.every(key => keyOf(resolver, option, key).kind === 'found')
    );
  });

/** A body that can be read tells by itself; of one that can't, what stands around it tells. */
function isTold({ keys, list, words, mentions }: TellingBody, request: Request, text: string, resolver: Resolver) {
  const isNamed = (each: readonly string[]): boolean => each.some(word => text.includes(word));
  if (!keys.every(key => read(resolver, request, [key]).kind === 'found')) return false;
  const listed = list && read(resolver, request, [list.key]);
  const options = listed?.kind === 'found' ? optionsOf(listed.worth) : [];
  if (list && options.some(option => hasElement(option, list.of, resolver))) return true;
  const isRead = options.length > 0 && options.every(({ kind }) => kind !== 'unknown' && kind !== 'reference');
  return listed?.kind !== 'absent' && !isRead && isNamed(mentions) && (!words.length || isNamed(words));
}

/** Whether a value is a list with an element that has all of some keys. */
function hasElement(worth: Worth, keys: readonly string[], resolver: Resolver): boolean {
  const items = worth.kind === 'list' ? worth.items : [];
  return items.some(item => {
    const element = item.kind === 'item' ? resolver.force(item.value) : undefined;
    return element !== undefined && keys.every(key => keyOf(resolver, element, key).kind === 'found');
  });
}
