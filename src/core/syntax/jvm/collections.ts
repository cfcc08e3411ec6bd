import type { Argument, Expression, ListExpression, RecordEntry, RecordExpression } from '../program';
import type { Range } from '../../text';

/** Functions whose arguments are the elements of a list. */
const LISTS: ReadonlySet<string> = new Set([
  'Arrays.asList',
  'Collections.singleton',
  'Collections.singletonList',
  'EnumSet.of',
  'Flux.just',
  'ImmutableList.of',
  'ImmutableSet.of',
  'List.of',
  'Lists.newArrayList',
  'Set.of',
  'Stream.of',
  'arrayListOf',
  'arrayOf',
  'listOf',
  'listOfNotNull',
  'mutableListOf',
  'mutableSetOf',
  'persistentListOf',
  'sequenceOf',
  'setOf',
]);
const UNORDERED: ReadonlySet<string> = new Set(['Set.of']);
/** Collections that begin empty, or with what another one holds. */
const COPIED_LISTS: ReadonlySet<string> = new Set([
  'ArrayDeque',
  'ArrayList',
  'CopyOnWriteArrayList',
  'HashSet',
  'JSONArray',
  'JSONUtil.createArray',
  'JsonArray',
  'LinkedHashSet',
  'LinkedList',
  'List.copyOf',
  'emptyList',
  'Collections.emptyList',
]);
/** Keys and values by turns. */
const RECORDS: ReadonlySet<string> = new Set(['Collections.singletonMap', 'ImmutableMap.of', 'Map.of']);
/** Pairs of key and value. */
const PAIRED: ReadonlySet<string> = new Set([
  'Map.ofEntries',
  'hashMapOf',
  'linkedMapOf',
  'mapOf',
  'mutableMapOf',
  'persistentMapOf',
]);
const COPIED_RECORDS: ReadonlySet<string> = new Set([
  'Collections.emptyMap',
  'ConcurrentHashMap',
  'EnumMap',
  'HashMap',
  'JSONUtil.createObj',
  'JSONObject',
  'JsonObject',
  'LinkedHashMap',
  'LinkedTreeMap',
  'Map.copyOf',
  'TreeMap',
  'emptyMap',
]);

/** Methods of whatever library reads JSON that give an empty object or list of its own. */
const EMPTY_RECORD: ReadonlySet<string> = new Set(['createObjectNode', 'objectNode']);
const EMPTY_LIST: ReadonlySet<string> = new Set(['arrayNode', 'createArrayNode']);
/** Methods that put one more thing into what they are called on, and give that. */
const KEYED_STEPS: ReadonlySet<string> = new Set(['add', 'addProperty', 'element', 'fluentPut', 'put', 'set']);
const LISTED_STEPS: ReadonlySet<string> = new Set(['add', 'fluentAdd', 'put']);

function nameOf(callee: Expression): string | undefined {
  if (callee.kind === 'name') return callee.name;
  if (callee.kind === 'member' && callee.object.kind === 'name') return `${callee.object.name}.${callee.property}`;
  return undefined;
}

/** The list or record that a call of the language's own library makes; undefined for any other call. */
export function collectionOf(callee: Expression, given: readonly Argument[], range: Range): Expression | undefined {
  const filled = callee.kind === 'member' ? stepOf(callee.object, callee.property, given, range) : undefined;
  if (filled) return filled;
  const name = nameOf(callee);
  if (name === undefined) return undefined;
  const [first] = given;
  const isCopy =
    given.length === 1 && first !== undefined && first.value.kind !== 'number' && first.value.kind !== 'text';
  if (LISTS.has(name)) {
    const items = given.map(({ kind, value }) => ({ value, isSpread: kind === 'spread' }));
    return { kind: 'list', items, isUnordered: UNORDERED.has(name), range };
  }
  if (COPIED_LISTS.has(name)) {
    const items = isCopy ? [{ value: first.value, isSpread: true }] : [];
    return given.length <= 1 ? { kind: 'list', items, isUnordered: false, range } : undefined;
  }
  if (RECORDS.has(name)) return { kind: 'record', entries: byTurns(given), range };
  if (PAIRED.has(name)) return { kind: 'record', entries: given.flatMap(pairOf), range };
  if (COPIED_RECORDS.has(name) && (isCopy || !given.length || first?.value.kind === 'number')) {
    return {
      kind: 'record',
      entries: isCopy ? [{ kind: 'spread', value: first.value, range: first.range }] : [],
      range,
    };
  }
  return undefined;
}

/** `new JSONObject().put("model", m)`: one more entry of what is being written; undefined for any other method. */
function stepOf(
  object: Expression,
  method: string,
  given: readonly Argument[],
  range: Range,
): RecordExpression | ListExpression | undefined {
  const [first, second] = given;
  if (!first) {
    if (EMPTY_RECORD.has(method)) return { kind: 'record', entries: [], isSealed: true, range };
    return EMPTY_LIST.has(method) ? { kind: 'list', items: [], isUnordered: false, range } : undefined;
  }
  if (object.kind === 'record' && second && given.length === 2 && KEYED_STEPS.has(method)) {
    const at = { start: first.range.start, end: second.range.end };
    const entry: RecordEntry = { kind: 'entry', key: keyOf(first.value), value: second.value, range: at };
    return { kind: 'record', entries: [...object.entries, entry], isSealed: true, range };
  }
  if (object.kind === 'list' && !second && LISTED_STEPS.has(method))
    return { ...object, items: [...object.items, { value: first.value, isSpread: false }], range };
  return undefined;
}

const keyOf = (key: Expression): string | Expression =>
  key.kind === 'text' && key.parts.every(part => part.kind === 'piece')
    ? key.parts.map(part => (part.kind === 'piece' ? part.text : '')).join('')
    : key;

function byTurns(given: readonly Argument[]): RecordEntry[] {
  return given.flatMap(({ value, range }, index): RecordEntry[] => {
    const next = given[index + 1];
    if (index % 2 || !next) return [];
    return [
      { kind: 'entry', key: keyOf(value), value: next.value, range: { start: range.start, end: next.range.end } },
    ];
  });
}

/** `"a" to x`, `Pair("a", x)`, `Map.entry("a", x)`: a list of two, or a call with two arguments. */
function pairOf({ value, range }: Argument): RecordEntry[] {
  const pair =
    value.kind === 'list'
      ? value.items.map(item => item.value)
      : value.kind === 'call'
        ? value.arguments.map(argument => argument.value)
        : [];
  const [key, held] = pair;
  return key && held && pair.length === 2 ? [{ kind: 'entry', key: keyOf(key), value: held, range }] : [];
}
