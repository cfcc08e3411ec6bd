import type { LanguageId } from '../program';
import { ProgramBuilder } from '../builder';
import type { PlainTree } from '../node';
import type { Program } from '../program';
import { lowerStatements } from './statements';

/** TypeScript, TSX and JavaScript trees → program. */
export function lowerEcmascript(
  { root, comments, isTruncated }: PlainTree,
  text: string,
  file: string,
  language: LanguageId,
  hasErrors: boolean,
): Program {
  const builder = new ProgramBuilder(text, file, language);
  for (const comment of comments) builder.addComment(comment, /^\/\/+|^\/\*+|\*+\/$/g);
  lowerStatements(builder, root.children);
  return builder.finish({ hasErrors, isTruncated });
}
