import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseAllDocuments,
  visit,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { RecordItem, RecordWorth, Worth } from '../resolve';
import { LineMap, type Range } from '../text';
import { isNestedTooDeeply } from '../yamlNesting';
import type { MarkedText } from './markedText';
import { entryOf, listOf, NOTHING, recordOf } from './worths';

/** Characters of a text that is parsed; a configuration written by hand is far shorter. */
const MAX_LENGTH = 1_000_000;
/** Values of one document that are read: aliases of aliases would otherwise multiply. */
const MAX_VALUES = 20_000;
const MAX_DEPTH = 60;
const MAX_DOCUMENTS = 50;
/** What JSON does not mind, or what leaves the rest readable: https://eemeli.org/yaml/#errors, read 2026-11-28 */
const FORGIVEN: ReadonlySet<string> = new Set(['TAB_AS_INDENT', 'DUPLICATE_KEY']);

export interface Parsed {
  /** What each document is worth; none where it could not be read. */
  readonly documents: readonly Worth[];
  /** The first thing that is wrong, for people. */
  readonly problem?: string;
}

/** The values of a text in YAML or JSON, with the places at which they stand. Never throws. */
export function parseYaml(file: string, source: string, text: MarkedText): Parsed {
  if (text.text.length > MAX_LENGTH) return { documents: [], problem: 'too long to be read' };
  if (isNestedTooDeeply(text.text)) return { documents: [], problem: 'nested too deeply to be read' };
  try {
    const documents = parseAllDocuments(text.text, {
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'silent',
    });
    const errors = Array.from(documents, ({ errors }) => errors.find(({ code }) => !FORGIVEN.has(code)));
    const error = errors.find(each => each !== undefined);
    if (error) return { documents: [], problem: `${lineAt(source, text, error.pos[0])}: ${sentence(error.message)}` };
    const reader = new Reader(file, text);
    return {
      documents: Array.from(documents)
        .slice(0, MAX_DOCUMENTS)
        .map(each => reader.document(each)),
    };
  } catch (error: unknown) {
    // The parser calls itself for what is nested.
    const because = error instanceof RangeError ? 'nested too deeply to be read' : 'not readable';
    return { documents: [], problem: because };
  }
}

/** The same for a text that is one value. */
export function parseOne(file: string, source: string, text: MarkedText): { worth: Worth; problem?: string } {
  const { documents, problem } = parseYaml(file, source, text);
  return { worth: documents[0] ?? NOTHING, ...(problem === undefined ? {} : { problem }) };
}

const lineAt = (source: string, text: MarkedText, offset: number): string => {
  const { line, column } = new LineMap(source).position(text.rangeOf(offset, offset).start);
  return `line ${String(line + 1)}, column ${String(column + 1)}`;
};

/** The parser's messages end without a stop, and may quote what they stumble over. */
const sentence = (message: string): string => (message.split('\n')[0] ?? message).slice(0, 120);

/** An alias stands for the last node before it that has its name. */
function aliasesOf(document: Document.Parsed): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const aliased = new Map<Alias, Node>();
  visit(document, {
    Alias(_, alias) {
      const node = anchors.get(alias.source);
      if (node) aliased.set(alias, node);
    },
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return aliased;
}

class Reader {
  private left = MAX_VALUES;
  /** What each alias of the document stands for; the library would search the document for every one. */
  private aliased: ReadonlyMap<Alias, Node> = new Map();

  constructor(
    private readonly file: string,
    private readonly text: MarkedText,
  ) {}

  document(document: unknown): Worth {
    const owner = document as Document.Parsed;
    this.aliased = aliasesOf(owner);
    return this.worth(owner.contents, 0);
  }

  private worth(node: unknown, depth: number): Worth {
    this.left -= 1;
    if (depth > MAX_DEPTH || this.left < 0) return NOTHING;
    if (isAlias(node)) return this.worth(this.aliased.get(node), depth + 1);
    if (isScalar(node)) return this.scalar(node);
    if (isMap(node)) return this.map(node, depth);
    if (!isSeq(node)) return NOTHING;
    const at = this.place(node);
    return listOf(
      node.items.map(item => this.worth(isPair(item) ? item.value : item, depth + 1)),
      at,
    );
  }

  private scalar(node: Scalar): Worth {
    const { value } = node;
    const at = this.place(node);
    if (typeof value === 'number') return { kind: 'number', value, at, trail: [] };
    if (typeof value === 'boolean') return { kind: 'boolean', value, trail: [] };
    if (typeof value !== 'string') return NOTHING;
    const [start, end] = this.contentOf(node);
    return this.text.worth(this.file, start, end, value);
  }

  private map(node: YAMLMap, depth: number): RecordWorth {
    const at = this.place(node);
    const items = node.items.flatMap(pair => this.entries(pair, depth));
    return recordOf(items, at, this.literal(node));
  }

  private entries(pair: Pair, depth: number): RecordItem[] {
    const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
    if (key === undefined) return [];
    const worth = this.worth(pair.value, depth + 1);
    // `<<: *defaults` puts the keys of another map here.
    if (key === '<<') return (worth.kind === 'record' ? worth.items : []).slice(0, MAX_VALUES);
    const from = this.range(pair.key as Node);
    const to = pair.value && !isAlias(pair.value) ? this.range(pair.value as Node) : from;
    return [entryOf(key, worth, { file: this.file, range: { start: from.start, end: Math.max(from.end, to.end) } })];
  }

  /** Where a key can be added: between braces that stand in the file as they are. */
  private literal(node: YAMLMap): RecordWorth['literal'] {
    const [start, end] = node.range ?? [0, 0];
    if (!node.flow || !this.text.isVerbatim(start, end)) return undefined;
    const last = node.items.at(-1);
    const range = { start: 0, end: 0 };
    if (last) {
      range.start = this.range(last.key as Node).start;
      range.end = this.range((last.value ?? last.key) as Node).end;
    }
    return { place: this.place(node), last: last ? range : undefined };
  }

  private place(node: Node): { file: string; range: Range } {
    return { file: this.file, range: this.range(node) };
  }

  private range(node: Node): Range {
    const [start, end] = isScalar(node) ? this.contentOf(node) : [node.range?.[0] ?? 0, node.range?.[1] ?? 0];
    const isQuoted = isScalar(node) && /^QUOTE/.test(node.type ?? '');
    return this.text.rangeOf(isQuoted ? start - 1 : start, isQuoted ? end + 1 : end);
  }

  /** Without quotes, and without what stands before a block. */
  private contentOf({ range, type }: Scalar): [number, number] {
    const [start = 0, end = 0] = range ?? [];
    if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') return [start + 1, Math.max(start + 1, end - 1)];
    if (type !== 'BLOCK_FOLDED' && type !== 'BLOCK_LITERAL') return [start, end];
    const line = this.text.text.indexOf('\n', start);
    return [line === -1 || line >= end ? start : line + 1, end];
  }
}
