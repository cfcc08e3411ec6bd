import type { CallExpression } from '../syntax';
import type { Form } from './knowledge';
import { makersOf } from './keys';
import type { NamedCall } from './pattern';
import { emptyRecord, spreadItems } from './records';
import type { Resolver } from './resolver';
import {
  optionsOf,
  staticText,
  type Frame,
  type RecordItem,
  type RecordWorth,
  type ReferenceWorth,
  type Worth,
} from './worth';

const UNKNOWN_FIELD: RecordItem = { kind: 'open', because: 'fields of a form that are not known' };

/**
 * What a form holds that is written field by field, `MultipartBody.Builder().addFormDataPart("model", m).build()`, under
 * the names of its fields; undefined for anything else.
 */
export function formWorth(resolver: Resolver, reference: ReferenceWorth): RecordWorth | undefined {
  const form = resolver.knowledge(reference.frame).formOf(reference);
  if (!form) return undefined;
  const items = makersOf(resolver, reference).flatMap(each => fieldsBy(resolver, form, each));
  return { ...emptyRecord(resolver.place(reference.frame, reference.expression.range)), items };
}

function fieldsBy(resolver: Resolver, form: Form, { name, step }: NamedCall): readonly RecordItem[] {
  const own = step.call && form.fields.includes(name) ? fieldOf(resolver, form, step.call, step.frame) : [];
  const later = (step.changes ?? []).flatMap(item => (item.kind === 'entry' ? writtenLater(resolver, form, item) : []));
  return [...own, ...later];
}

/** The fields that statements of their own write: `form.addFormDataPart("model", m);`. */
function writtenLater(
  resolver: Resolver,
  form: Form,
  { key, value }: RecordItem & { kind: 'entry' },
): readonly RecordItem[] {
  if (!form.fields.some(field => key === `${field}()`)) return [];
  const calls = resolver.force(value);
  if (calls.kind !== 'list') return [UNKNOWN_FIELD];
  return calls.items.flatMap(item => {
    const added = item.kind === 'item' ? item.value : undefined;
    if (added?.expression.kind !== 'call') return [UNKNOWN_FIELD];
    const isOptional = item.kind === 'item' && item.isOptional === true;
    return fieldOf(resolver, form, added.expression, added.frame).map(field =>
      isOptional && field.kind === 'entry' ? { ...field, isOptional } : field,
    );
  });
}

function fieldOf(resolver: Resolver, form: Form, call: CallExpression, frame: Frame): readonly RecordItem[] {
  const [first] = call.arguments;
  if (first && call.arguments.length === 1)
    return fieldsIn(resolver, resolver.evaluate(first.value, frame), resolver.source(frame, first.range));
  const name = call.arguments[form.name];
  const value = call.arguments[form.value];
  if (!name || !value) return [];
  const key = staticText(optionsOf(resolver.evaluate(name.value, frame))[0]);
  const place = resolver.place(frame, call.range);
  if (key === undefined) return [UNKNOWN_FIELD];
  return [{ kind: 'entry', key, value: { expression: value.value, frame, trail: [] }, isOptional: false, place }];
}

/** The fields of another form, or the entries of a dictionary. */
function fieldsIn(resolver: Resolver, worth: Worth, source: string): readonly RecordItem[] {
  const form = worth.kind === 'reference' ? formWorth(resolver, worth) : undefined;
  return form ? form.items : spreadItems(resolver, worth, source);
}
