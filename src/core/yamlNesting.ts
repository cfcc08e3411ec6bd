/** Levels of one kind; what people write has some ten. */
const MAX_LEVELS = 100;
/** `- - - -`: each is a list in the one before. */
const COMPACT = new RegExp(String.raw`(?:[-?:][ \t]+){${String(MAX_LEVELS)}}`);

/**
 * Whether a text in YAML or JSON is nested more deeply than it is safe to parse: the parser calls itself for each level,
 * and where that ends the stack within a regular expression it ends the whole process.
 * Measured 2026-11-28 with yaml 2.9.1: 1,000 levels parse, some thousand may not.
 */
export const isNestedTooDeeply = (text: string): boolean =>
  COMPACT.test(text) || bracketDepth(text) > MAX_LEVELS || indentDepth(text) > MAX_LEVELS;

/** How many brackets are open at once. Those in texts count too: they are mostly closed. */
function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}

/** How many lines stand above one another, each farther to the right. */
function indentDepth(text: string): number {
  const open: number[] = [];
  let deepest = 0;
  for (const [, indent = ''] of text.matchAll(/^( *)(?=[^ \r\n])/gm)) {
    while ((open.at(-1) ?? -1) >= indent.length) open.pop();
    open.push(indent.length);
    if (open.length > deepest) deepest = open.length;
  }
  return deepest;
}
