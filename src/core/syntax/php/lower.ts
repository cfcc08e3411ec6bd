import type { PlainTree } from '../node';
import type { Program } from '../program';
import { PhpBuilder } from './builder';
import { lowerStatements } from './statements';

/** PHP trees → program. */
export function lowerPhp(
  { root, comments, isTruncated }: PlainTree,
  text: string,
  file: string,
  hasErrors: boolean,
): Program {
  const builder = new PhpBuilder(text, file, 'php');
  for (const comment of comments) builder.addComment(comment, /^(\/\/+|#+|\/\*+)|\*+\/$/g);
  lowerStatements(builder, root.children);
  return builder.finish({ hasErrors, isTruncated });
}
