import type { PlainTree } from '../node';
import type { Program } from '../program';
import { KotlinBuilder } from './builder';
import { lowerStatements } from './statements';

/** Kotlin trees → program. */
export function lowerKotlin(
  { root, comments, isTruncated }: PlainTree,
  text: string,
  file: string,
  hasErrors: boolean,
): Program {
  const builder = new KotlinBuilder(text, file, 'kotlin');
  for (const comment of comments) builder.addComment(comment, /^\/\/+|^\/\*+|\*+\/$/g);
  lowerStatements(builder, root.children);
  return builder.finish({ hasErrors, isTruncated });
}
