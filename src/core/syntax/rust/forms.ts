import type { Range } from '../../text';
import { staticKey } from '../builder';
import type { Argument, Expression, RecordExpression } from '../program';

/** Methods that add a field to a form, whose name comes first. Source: reqwest 0.12, read 2026-11-28. */
const FIELDS: ReadonlySet<string> = new Set(['text', 'part', 'file']);

/** `Form::new()` of a file that sends forms: an object without fields yet. */
export function emptyForm(callee: Expression, text: string, range: Range): RecordExpression | undefined {
  if (callee.kind !== 'member' || callee.property !== 'new' || !text.includes('multipart')) return undefined;
  const type = callee.object;
  const name = type.kind === 'member' ? type.property : type.kind === 'name' ? type.name : undefined;
  return name === 'Form' ? { kind: 'record', entries: [], isSealed: true, range } : undefined;
}

/** `form.text("model", model)`: the same form with one more field. */
export function formWith(
  form: Expression,
  method: string,
  [name, value, ...others]: readonly Argument[],
  text: string,
  range: Range,
): RecordExpression | undefined {
  const isForm = form.kind === 'record' || form.kind === 'name';
  if (!isForm || !FIELDS.has(method) || !name || !value || others.length || !text.includes('multipart'))
    return undefined;
  const key = staticKey(name.value);
  if (key === undefined) return undefined;
  return {
    kind: 'record',
    entries: [
      { kind: 'spread', value: form, range: form.range },
      { kind: 'entry', key, value: value.value, range },
    ],
    isSealed: true,
    range,
  };
}
