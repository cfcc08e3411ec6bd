import type { SyntaxNode } from '../node';
import type { TypeReference } from '../program';
import type { RustBuilder } from './builder';
import { at } from './nodes';

/** Generic types that stand for their first argument, and wrappers by which frameworks hand values over. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'Arc',
  'ArcSwap',
  'Box',
  'BoxFuture',
  'Cell',
  'Cow',
  'Data',
  'Extension',
  'Future',
  'JoinHandle',
  'Json',
  'Lazy',
  'LazyCell',
  'LazyLock',
  'Mutex',
  'MutexGuard',
  'OnceCell',
  'OnceLock',
  'Option',
  'Pin',
  'Rc',
  'Ref',
  'RefCell',
  'RefMut',
  'Result',
  'RwLock',
  'RwLockReadGuard',
  'RwLockWriteGuard',
  'State',
  'Weak',
]);

export const isWrapper = (name: string): boolean => WRAPPERS.has(name);

/** Types whose values are texts, numbers or collections rather than objects. */
const PLAIN =
  /^(?:str|String|[iu](?:8|16|32|64|128|size)|f32|f64|bool|char|Vec|VecDeque|HashMap|HashSet|BTreeMap|BTreeSet|IndexMap|Value|PathBuf|Path|OsString|Bytes|Duration|Instant|Sender|Receiver|UnboundedSender|UnboundedReceiver|Stream)$/;
/** A type of the language's own, which is no class of this workspace. */
export const isPlain = (name: string): boolean => PLAIN.test(name) || WRAPPERS.has(name);

const MAX_LENGTH = 300; // characters; longer types are those of functions and combinators
const MAX_NESTING = 8;

/** The type that a declaration names, without what it is wrapped in. */
export function typeReference(builder: RustBuilder, node: SyntaxNode | undefined): TypeReference | undefined {
  if (!node || node.end - node.start > MAX_LENGTH) return undefined;
  const names = namesIn(builder, builder.slice(node), 0);
  if (!names) return undefined;
  return { names: [names], scope: builder.scope, block: builder.block, range: at(node) };
}

function namesIn(builder: RustBuilder, text: string, depth: number): readonly string[] | undefined {
  const type = text.replace(/^(?:\s|&|'\w+|\bmut\b|\bdyn\b|\bimpl\b|\*const\b|\(|for\s*<[^>]*>)*/, '');
  const path = /^(?:::)?\s*(\w+(?:\s*::\s*\w+)*)/.exec(type)?.[1];
  if (path === undefined || depth > MAX_NESTING) return undefined;
  const names = path.split('::').map(name => name.trim());
  const last = names.at(-1) ?? '';
  if (WRAPPERS.has(last)) {
    const inner = /^[\w\s:]*<(.*)>/s.exec(type)?.[1];
    const argument = inner === undefined ? undefined : typeArguments(inner).find(each => !/^\s*'\w+\s*$/.test(each));
    // `anyhow::Result` and `io::Result` alike stand for their first argument; a wrapper without one is a name.
    return argument === undefined ? undefined : namesIn(builder, argument.replace(/^\s*Output\s*=\s*/, ''), depth + 1);
  }
  if (PLAIN.test(last)) return undefined;
  if (names.length === 1) {
    const bound = builder.boundOf(last);
    if (bound !== undefined) return namesIn(builder, bound, depth + 1);
    if (last === 'Self') return builder.enclosingClass?.name === undefined ? undefined : [builder.enclosingClass.name];
  }
  const [first = '', ...rest] = names;
  return rest.length ? [builder.pathHead(first), ...rest] : names;
}

/** What stands between the commas of `<…>`. */
function typeArguments(text: string): string[] {
  const found: string[] = [];
  let from = 0;
  let open = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if ('<([{'.includes(character)) open += 1;
    else if (')]}'.includes(character) || (character === '>' && text[index - 1] !== '-')) open -= 1;
    else if (character === ',' && open === 0) {
      found.push(text.slice(from, index));
      from = index + 1;
    }
  }
  return [...found, text.slice(from)];
}
