import type { Language, Tree } from 'web-tree-sitter';
import type { Range } from '../text';
import { before, type TextEdit } from './textEdit';

/** A syntax node as plain data, so that the tree itself can be freed at once. Only adapters read it. */
export interface SyntaxNode {
  readonly type: string;
  /** The grammar's field name in its parent; undefined when it has none. */
  readonly field: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly isNamed: boolean;
  readonly children: readonly SyntaxNode[];
}

/**
 * Levels below which a tree is not read: adapters recurse, and a thread's stack ends at some
 * 10,000 frames. Code written by people stays below 100; generated nesting does not matter here.
 */
export const MAX_DEPTH = 500;

/** Nodes after which a tree is not read further: 20,000 dense lines have some 400,000. */
export const MAX_NODES = 2_000_000;

export interface PlainTree {
  readonly root: SyntaxNode;
  /** All comments, wherever they stand. */
  readonly comments: readonly SyntaxNode[];
  readonly isTruncated: boolean;
}

const COMMENT = /^(\w+_)?comment$/;

interface MutableNode extends SyntaxNode {
  children: SyntaxNode[];
}

/** Tokens that only hold other nodes apart; a tree has more of them than of anything else. */
const PUNCTUATION: ReadonlySet<string> = new Set([
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  ',',
  ';',
  '.',
  '?.',
  ':',
  '=',
  '=>',
  '"',
  "'",
  '`',
  '${',
]);

interface TypeFacts {
  readonly name: string;
  readonly isNamed: boolean;
  readonly isLeftOut: boolean;
}

const factsByLanguage = new WeakMap<Language, readonly TypeFacts[]>();
const ERROR: TypeFacts = { name: 'ERROR', isNamed: true, isLeftOut: false };

/** What follows from a node's type, by the type's number. */
function typeFacts(language: Language): readonly TypeFacts[] {
  let facts = factsByLanguage.get(language);
  if (!facts) {
    facts = language.types.map((name, id) => {
      const isNamed = language.nodeTypeIsNamed(id);
      return { name, isNamed, isLeftOut: !isNamed && PUNCTUATION.has(name) };
    });
    factsByLanguage.set(language, facts);
  }
  return facts;
}

/** The plain tree of an earlier text, and what became of that text. */
export interface EarlierTree extends PlainTree {
  /** Where the earlier text began in the text that its offsets are of. */
  readonly from: number;
  readonly edit: TextEdit;
  /** Stretches of the new text whose structure is another. */
  readonly changed: readonly Range[];
}

/**
 * Copies a tree into plain nodes without recursion and without its punctuation; what lies deeper than the bounds is
 * left out. Each question to the cursor crosses into the parser's memory, so as few as possible are asked.
 * @param from where the parsed text begins in the text that offsets are to be of
 * @param earlier what of it is unchanged is taken over
 */
export function toPlainTree(tree: Tree, from = 0, earlier?: EarlierTree): PlainTree {
  const facts = typeFacts(tree.language);
  const cursor = tree.walk();
  const comments: SyntaxNode[] = [];
  const reuse = earlier && new Reuse(earlier, from, comments);
  let isTruncated = false;
  try {
    const read = ({ name, isNamed }: TypeFacts): MutableNode => {
      const start = cursor.startIndex + from;
      return {
        type: name,
        field: cursor.currentFieldName ?? undefined,
        start,
        // A token without a name reads as its type does.
        end: isNamed ? cursor.endIndex + from : start + name.length,
        isNamed,
        children: [],
      };
    };
    const root = read(facts[cursor.nodeTypeId] ?? ERROR);
    const ancestors: MutableNode[] = [root];
    let count = 1;
    if (!cursor.gotoFirstChild()) return { root, comments, isTruncated };
    reuse?.descend(root);
    for (;;) {
      const type = facts[cursor.nodeTypeId] ?? ERROR;
      // PHP puts texts together with a dot.
      if (!type.isLeftOut || (type.name === '.' && cursor.currentFieldId !== 0)) {
        const node = read(type);
        const known = type.isNamed ? reuse?.unchanged(node) : undefined;
        ancestors.at(-1)?.children.push(known ?? node);
        if (!known) {
          if (COMMENT.test(node.type)) comments.push(node);
          count += 1;
          if (count > MAX_NODES) return { root, comments, isTruncated: true };
          if (ancestors.length >= MAX_DEPTH) isTruncated = true;
          else if (type.isNamed && cursor.gotoFirstChild()) {
            ancestors.push(node);
            reuse?.descend(node);
            continue;
          }
        }
      }
      while (!cursor.gotoNextSibling()) {
        if (ancestors.length <= 1) return { root, comments, isTruncated };
        cursor.gotoParent();
        ancestors.pop();
        reuse?.ascend();
      }
    }
  } finally {
    cursor.delete();
  }
}

/** A node of the earlier tree whose children may be taken over, and how far these have been looked at. */
interface EarlierParent {
  readonly node: SyntaxNode | undefined;
  next: number;
}

/** Finds what of an earlier tree stands unchanged in a new one, while both are walked side by side. */
class Reuse {
  private readonly parents: EarlierParent[] = [];
  private nextComment = 0;

  constructor(
    private readonly earlier: EarlierTree,
    private readonly from: number,
    private readonly comments: SyntaxNode[],
  ) {}

  /** Goes on with the children of a node that is not taken over. */
  descend(node: SyntaxNode): void {
    const parent = this.parents.at(-1);
    const at = node.start - this.from;
    const { edit } = this.earlier;
    const stood = at <= edit.start ? at : at - edit.newEnd + edit.oldEnd;
    this.parents.push({ node: parent ? this.twinOf(parent, node, stood) : this.earlier.root, next: 0 });
  }

  ascend(): void {
    this.parents.pop();
  }

  /** The node as the earlier tree has it, at its new place; undefined when anything in it may have changed. */
  unchanged(node: SyntaxNode): SyntaxNode | undefined {
    const parent = this.parents.at(-1);
    if (!parent?.node || !node.isNamed) return undefined;
    const { edit, changed } = this.earlier;
    const own = { start: node.start - this.from, end: node.end - this.from };
    const stood = before(edit, own);
    if (!stood || changed.some(({ start, end }) => start <= own.end && end >= own.start)) return undefined;
    const twin = this.twinOf(parent, node, stood.start);
    if (twin?.end !== stood.end + this.earlier.from) return undefined;
    const shift = node.start - twin.start;
    this.takeComments(twin, shift);
    return shift === 0 && twin.field === node.field ? twin : { ...shifted(twin, shift), field: node.field };
  }

  /** The earlier child of the same type that began at an offset of the text that was parsed. */
  private twinOf(parent: EarlierParent, { type }: SyntaxNode, offset: number): SyntaxNode | undefined {
    const children = parent.node?.children ?? [];
    const start = offset + this.earlier.from;
    while ((children[parent.next]?.start ?? Infinity) < start) parent.next += 1;
    for (let index = parent.next; children[index]?.start === start; index += 1)
      if (children[index]?.type === type) return children[index];
    return undefined;
  }

  private takeComments(twin: SyntaxNode, shift: number): void {
    const { comments } = this.earlier;
    while ((comments[this.nextComment]?.start ?? Infinity) < twin.start) this.nextComment += 1;
    for (; ; this.nextComment += 1) {
      const comment = comments[this.nextComment];
      if (!comment || comment.end > twin.end) return;
      this.comments.push(shifted(comment, shift));
    }
  }
}

function shifted(node: SyntaxNode, shift: number): SyntaxNode {
  if (shift === 0) return node;
  const { type, field, start, end, isNamed, children } = node;
  return {
    type,
    field,
    start: start + shift,
    end: end + shift,
    isNamed,
    children: children.map(child => shifted(child, shift)),
  };
}

/** Type of a node that holds code with names of its own. */
export const APART = 'apart';

/** The trees of several stretches of a text as one. */
export function joinTrees(
  trees: readonly (PlainTree & { readonly isApart: boolean })[],
  { start, end }: Range,
): PlainTree {
  const container = { field: undefined, isNamed: true };
  const children = trees.flatMap(({ root, isApart }) =>
    isApart ? [{ ...root, ...container, type: APART }] : root.children,
  );
  return {
    root: { ...container, type: trees[0]?.root.type ?? 'ERROR', start, end, children },
    comments: trees.flatMap(({ comments }) => comments),
    isTruncated: trees.some(({ isTruncated }) => isTruncated),
  };
}

export const field = (node: SyntaxNode, name: string): SyntaxNode | undefined =>
  node.children.find(child => child.field === name);

export const fields = (node: SyntaxNode, name: string): SyntaxNode[] =>
  node.children.filter(child => child.field === name);

/** Named children without comments. */
export const named = (node: SyntaxNode): SyntaxNode[] =>
  node.children.filter(child => child.isNamed && child.type !== 'comment');

export const hasToken = (node: SyntaxNode, type: string): boolean =>
  node.children.some(child => !child.isNamed && child.type === type);
