import type { Argument, Expression } from '../program';
import type { Range } from '../../text';

/** Methods that give their argument where the value they are called on is missing. */
const ON_VALUE: ReadonlySet<string> = new Set(['defaultIfEmpty', 'ifBlank', 'ifEmpty', 'orElse', 'orElseGet']);
/** Functions that give their second argument where the first is missing. */
const OF_TWO: ReadonlySet<string> = new Set([
  'MoreObjects.firstNonNull',
  'ObjectUtils.defaultIfNull',
  'ObjectUtils.firstNonNull',
  'Objects.requireNonNullElse',
  'Objects.requireNonNullElseGet',
  'StringUtils.defaultIfBlank',
  'StringUtils.defaultIfEmpty',
  'StringUtils.defaultString',
]);

/** What a function without parameters gives; any other value itself. */
const given = (value: Expression): Expression => (value.kind === 'function' ? (value.returns[0] ?? value) : value);

/** `x.orElse(y)`, `Objects.requireNonNullElse(x, y)`: a value with what stands in for it; undefined for other calls. */
export function fallbackOf(callee: Expression, list: readonly Argument[], range: Range): Expression | undefined {
  if (callee.kind !== 'member') return undefined;
  const [first, second] = list;
  if (list.length === 1 && first && ON_VALUE.has(callee.property))
    return { kind: 'fallback', preferred: callee.object, fallback: given(first.value), range };
  const name = callee.object.kind === 'name' ? `${callee.object.name}.${callee.property}` : '';
  return first && second && OF_TWO.has(name)
    ? { kind: 'fallback', preferred: first.value, fallback: given(second.value), range }
    : undefined;
}
