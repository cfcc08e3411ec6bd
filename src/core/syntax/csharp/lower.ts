import type { PlainTree } from '../node';
import type { Program } from '../program';
import { CSharpBuilder } from './builder';
import { lowerStatements } from './statements';

/** C# trees → program. */
export function lowerCSharp(
  { root, comments, isTruncated }: PlainTree,
  text: string,
  file: string,
  hasErrors: boolean,
): Program {
  const builder = new CSharpBuilder(text, file, 'csharp');
  for (const comment of comments) builder.addComment(comment, /^\/\/+|^\/\*+|\*+\/$/g);
  lowerStatements(builder, root.children);
  return builder.finish({ hasErrors, isTruncated });
}
