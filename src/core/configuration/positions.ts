import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, type Document, type Node } from 'yaml';
import type { Range } from '../text';

type Parsed = Document.Parsed;

/** Where things stand in a YAML document, by the keys and indexes that lead to them. */
export class Positions {
  constructor(private readonly document: Parsed) {}

  /** A value; of one that goes over several lines its key, or the first key in it. */
  of(path: readonly PropertyKey[]): Range {
    const node = this.node(path);
    const isLong = isCollection(node) && node.flow !== true;
    if (node && !isLong) return rangeOf(node) ?? this.of(path.slice(0, -1));
    const last = path.at(-1);
    if (typeof last === 'string') return this.key(path.slice(0, -1), last);
    const [first] = isMap(node) ? node.items : [];
    const key = isPair(first) ? first.key : undefined;
    const range = rangeOf(key) ?? rangeOf(node);
    return range ?? (path.length ? this.of(path.slice(0, -1)) : { start: 0, end: 0 });
  }

  /** A key of the map at a path; the map itself where it has none of that name. */
  key(path: readonly PropertyKey[], name: string): Range {
    const map = this.node(path);
    const pair = isMap(map) ? map.items.find(each => isScalar(each.key) && String(each.key.value) === name) : undefined;
    return rangeOf(pair?.key) ?? (path.length ? this.of(path) : { start: 0, end: 0 });
  }

  /** All of a value, the lines below it included. */
  whole(path: readonly PropertyKey[]): Range {
    return rangeOf(this.node(path)) ?? { start: 0, end: 0 };
  }

  private node(path: readonly PropertyKey[]): Node | undefined {
    let node: unknown = this.document.contents;
    for (const key of path) {
      if (isAlias(node)) node = node.resolve(this.document);
      if (isMap(node))
        node = node.items.find(each => isScalar(each.key) && String(each.key.value) === String(key))?.value;
      else if (isSeq(node)) node = node.items[Number(key)];
      else return undefined;
    }
    return (node ?? undefined) as Node | undefined;
  }
}

export function rangeOf(node: unknown): Range | undefined {
  const range = (node as Partial<Node> | null | undefined)?.range;
  return range ? { start: range[0], end: Math.max(range[0], range[1]) } : undefined;
}
