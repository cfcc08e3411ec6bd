import type { ProgramBuilder } from '../builder';
import type { Expression, TypeReference } from '../program';
import type { Range } from '../../text';

/** Types that stand for what they hold, as far as a value's use goes. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'AtomicReference',
  'CompletableFuture',
  'CompletionStage',
  'Deferred',
  'Future',
  'Instance',
  'Lazy',
  'Mono',
  'ObjectProvider',
  'Optional',
  'Provider',
  'Result',
  'Single',
  'StateFlow',
  'Supplier',
  'ThreadLocal',
  'Uni',
  'WeakReference',
]);

/** Types that hold many, or say nothing of whose methods a value has. */
const OPAQUE: ReadonlySet<string> = new Set([
  'Any',
  'Array',
  'Boolean',
  'Byte',
  'Char',
  'CharSequence',
  'Character',
  'Class',
  'Collection',
  'Double',
  'Flow',
  'Flux',
  'Float',
  'HashMap',
  'Int',
  'Integer',
  'Iterable',
  'KClass',
  'List',
  'Long',
  'Map',
  'Multi',
  'MutableList',
  'MutableMap',
  'Nothing',
  'Number',
  'Object',
  'Sequence',
  'Set',
  'Short',
  'Stream',
  'String',
  'Unit',
  'Void',
  'var',
]);

/** A type as it is written: its dotted name, and the arguments in its angle brackets. */
export interface WrittenType {
  readonly name: readonly string[];
  readonly arguments: readonly (WrittenType | undefined)[];
  readonly range: Range;
}

/** The class of which a value with this type is; undefined when that tells nothing. */
export function typeReference(
  builder: ProgramBuilder,
  written: WrittenType | undefined,
  decorators: readonly Expression[] = [],
): TypeReference | undefined {
  let type = written;
  for (let last = type?.name.at(-1); type && last !== undefined && WRAPPERS.has(last); last = type?.name.at(-1)) {
    const [inner] = type.arguments;
    // `Result` and the like without arguments are some class of that name.
    if (!inner) break;
    type = inner;
  }
  const last = type?.name.at(-1);
  if (!type || last === undefined || OPAQUE.has(last)) return undefined;
  const { scope, block } = builder;
  return { names: [type.name], ...(decorators.length ? { decorators } : {}), scope, block, range: type.range };
}
