import type { PlainTree } from '../node';
import type { Program } from '../program';
import { RustBuilder } from './builder';
import { lowerItems } from './items';

/** Rust trees → program. */
export function lowerRust(
  { root, comments, isTruncated }: PlainTree,
  text: string,
  file: string,
  hasErrors: boolean,
): Program {
  const builder = new RustBuilder(text, file, 'rust');
  for (const comment of comments) builder.addComment(comment, /^\/\/[/!]?|^\/\*[*!]?|\*\/$/g);
  lowerItems(builder, root.children);
  return builder.finish({ hasErrors, isTruncated });
}
