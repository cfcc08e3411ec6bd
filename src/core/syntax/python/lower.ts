import type { PlainTree } from '../node';
import type { Program } from '../program';
import { PythonBuilder } from './builder';
import { lowerStatements } from './statements';

/** Python trees → program. */
export function lowerPython(
  { root, comments, isTruncated }: PlainTree,
  text: string,
  file: string,
  hasErrors: boolean,
): Program {
  const builder = new PythonBuilder(text, file, 'python');
  for (const comment of comments) builder.addComment(comment, /^#+/);
  lowerStatements(builder, root.children);
  return builder.finish({ hasErrors, isTruncated });
}
