import { memberWorth } from './members';
import type { Binding } from '../syntax';
import { keyOf, madeWith, type Reading } from './keys';
import type { Resolver } from './resolver';
import type { InstanceWorth, RecordWorth, ReferenceWorth } from './worth';

/** `MaxTokens`, `maxTokens` and `max_tokens` are one name, as serialisers write it. */
const letters = (name: string): string => name.replaceAll('_', '').toLowerCase();

/**
 * A key of an object of the code's own: what it was made with, set to or is declared with. Such an object is a request
 * only where it is serialised, by attributes or naming rules that change the spelling of its fields.
 */
export function ownKeyOf(resolver: Resolver, object: InstanceWorth, key: string): Reading {
  const made = madeWith(resolver, object);
  const given = made ? spelledIn(resolver, made, key) : undefined;
  if (given?.kind === 'found') return given;
  const declared = declaredAs(object, key);
  if (!declared) return given ?? (isWhole(object) ? { kind: 'absent' } : { kind: 'open', because: 'not read' });
  const { name, binding } = declared;
  // Of an object that only its type tells, nobody knows what it was given.
  if (!binding.value && !object.call && !object.changes) return { kind: 'open', because: 'made elsewhere' };
  if (!binding.value) return given?.kind === 'open' ? given : { kind: 'absent' };
  const worth = memberWorth(resolver, object, name, binding.range, object.frame);
  return { kind: 'found', worth, place: resolver.place(object.frame, binding.range) };
}

/** Whether a class declares all that its objects hold, as those that are written as JSON do. */
const isWhole = ({ class: { bases, isInterface, isPartial, scope } }: InstanceWorth): boolean =>
  !bases.length && isInterface !== true && isPartial !== true && [...scope.bindings.values()].flat().some(isField);

const isField = ({ kind, value }: Binding): boolean =>
  kind === 'field' || (kind === 'variable' && value?.kind !== 'function');

/** The same of an object of which only what it was made with is known. */
export function serialisedKeyOf(resolver: Resolver, object: ReferenceWorth, key: string): Reading {
  const made = madeWith(resolver, object);
  return made ? spelledIn(resolver, made, key) : keyOf(resolver, object, key);
}

function spelledIn(resolver: Resolver, made: RecordWorth, key: string): Reading {
  const exact = keyOf(resolver, made, key);
  if (exact.kind === 'found') return exact;
  const names = made.items.flatMap(item => (item.kind === 'entry' ? [item.key] : []));
  const name = names.find(each => letters(each) === letters(key));
  return name === undefined ? exact : keyOf(resolver, made, name);
}

function declaredAs(
  { class: { scope }, call }: InstanceWorth,
  key: string,
): { name: string; binding: Binding } | undefined {
  for (const [name, bindings] of scope.bindings) {
    if (letters(name) !== letters(key)) continue;
    const fields = bindings.filter(({ value }) => value?.kind !== 'function' || value.isGetter);
    // What other objects were made with says nothing of one whose making is known.
    const own = call ? fields.filter(({ isGiven }) => !isGiven) : fields;
    const binding = own.find(({ value }) => value) ?? own[0];
    if (binding) return { name, binding };
  }
  return undefined;
}
