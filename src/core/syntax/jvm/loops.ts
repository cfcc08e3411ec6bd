/** Methods that call the function they are given once for each element, whatever they are called on. */
const ALWAYS: ReadonlySet<string> = new Set([
  'associateWith',
  'flatMapIndexed',
  'forEach',
  'forEachIndexed',
  'forEachOrdered',
  'mapIndexed',
  'mapNotNull',
  'onEach',
  'repeat',
]);
/** Those that also a value that may be absent, or comes later, has. */
const OF_MANY: ReadonlySet<string> = new Set([
  'concatMap',
  'filter',
  'flatMap',
  'map',
  'mapMulti',
  'mapToInt',
  'mapToObj',
  'peek',
]);
const MANY =
  /\b(stream|parallelStream|range|rangeClosed|fromIterable|iterate|lines|chars|boxed|asSequence|asFlow|just|of|chunked|windowed|split|keys|values|entries|zip|filter\w*)\s*(\([^()]*\))?\s*\.?$|\b(stream|parallelStream|fromIterable|rangeClosed|asSequence)\s*\(|s$/;
const MAX_LOOKED_AT = 400; // characters of the receiver: a chain of some ten calls

/** Whether a method is a loop over what it is called on, told by how that is written. */
export function isPerElement(method: string, receiver: string): boolean {
  return ALWAYS.has(method) || (OF_MANY.has(method) && MANY.test(receiver.slice(-MAX_LOOKED_AT)));
}
