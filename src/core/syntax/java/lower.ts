import type { PlainTree } from '../node';
import type { Program } from '../program';
import { JavaBuilder } from './builder';
import { lowerStatements } from './statements';

/** Java trees → program. */
export function lowerJava(
  { root, comments, isTruncated }: PlainTree,
  text: string,
  file: string,
  hasErrors: boolean,
): Program {
  const builder = new JavaBuilder(text, file, 'java');
  for (const comment of comments) builder.addComment(comment, /^\/\/+|^\/\*+|\*+\/$/g);
  lowerStatements(builder, root.children);
  return builder.finish({ hasErrors, isTruncated });
}
