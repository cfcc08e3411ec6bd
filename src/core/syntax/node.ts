import type { Tree } from 'web-tree-sitter';

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
  children: MutableNode[];
}

/** Copies a tree into plain nodes without recursion; what lies deeper than the bounds is left out. */
export function toPlainTree(tree: Tree): PlainTree {
  const cursor = tree.walk();
  const comments: SyntaxNode[] = [];
  let isTruncated = false;
  try {
    const read = (): MutableNode => ({
      type: cursor.nodeType,
      field: cursor.currentFieldName ?? undefined,
      start: cursor.startIndex,
      end: cursor.endIndex,
      isNamed: cursor.nodeIsNamed,
      children: [],
    });
    const root = read();
    const ancestors: MutableNode[] = [root];
    let count = 1;
    if (cursor.gotoFirstChild()) {
      for (;;) {
        const node = read();
        ancestors.at(-1)?.children.push(node);
        if (COMMENT.test(node.type)) comments.push(node);
        count += 1;
        if (count > MAX_NODES) return { root, comments, isTruncated: true };
        if (ancestors.length >= MAX_DEPTH) isTruncated = true;
        else if (cursor.gotoFirstChild()) {
          ancestors.push(node);
          continue;
        }
        while (!cursor.gotoNextSibling()) {
          if (ancestors.length <= 1) return { root, comments, isTruncated };
          cursor.gotoParent();
          ancestors.pop();
        }
      }
    }
    return { root, comments, isTruncated };
  } finally {
    cursor.delete();
  }
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
