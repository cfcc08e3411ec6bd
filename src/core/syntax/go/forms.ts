import { staticKey } from '../builder';
import { scopeOf, type CallExpression, type Expression, type NameExpression } from '../program';
import type { GoBuilder } from './builder';

/** What a form is written with, and the method that writes a field of it. */
const WRITER = 'multipart.NewWriter';
const FIELD = 'WriteField';

/**
 * `form := multipart.NewWriter(&body)`: what is written to the body from here on are fields, so that it has keys.
 * @param end where the statement ends
 */
export function beginForm(builder: GoBuilder, value: Expression | undefined, end: number): void {
  const body = value && bodyOf(builder, value);
  const home = body && scopeOf(body.name, builder.scope);
  if (!body || !home?.bindings.get(body.name)?.some(({ kind }) => kind === 'variable')) return;
  const { name, range } = body;
  builder.bind({ kind: 'variable', name, range, from: end, value: { kind: 'record', entries: [], range } }, home);
}

/** `form.WriteField("model", model)` gives the body that the form writes a key. */
export function noteField(builder: GoBuilder, call: Expression): boolean {
  if (call.kind !== 'call' || call.callee.kind !== 'member' || call.callee.property !== FIELD) return false;
  const { object } = call.callee;
  const [key, value, ...others] = call.arguments;
  if (object.kind !== 'name' || !key || !value || others.length) return false;
  const made = scopeOf(object.name, object.scope)?.bindings.get(object.name)?.at(-1)?.value;
  const body = made && bodyOf(builder, made);
  if (!body) return false;
  builder.mutate(body, {
    kind: 'set',
    path: [staticKey(key.value) ?? key.value],
    values: [value.value],
    at: call.range,
    isByKey: true,
  });
  return true;
}

function bodyOf(builder: GoBuilder, value: Expression): NameExpression | undefined {
  if (value.kind !== 'call' || !isWriter(builder, value)) return undefined;
  const body = value.arguments[0]?.value;
  return body?.kind === 'name' ? body : undefined;
}

const isWriter = (builder: GoBuilder, { callee }: CallExpression): boolean => builder.slice(callee.range) === WRITER;
