import { named, type PlainTree } from '../node';
import type { Program } from '../program';
import { GoBuilder } from './builder';
import { receiverType } from './functions';
import { lowerImports } from './imports';
import { lowerStatements } from './statements';
import { lowerTypes } from './typeDeclarations';

/** Go trees → program. */
export function lowerGo(
  { root, comments, isTruncated }: PlainTree,
  text: string,
  file: string,
  hasErrors: boolean,
): Program {
  const builder = new GoBuilder(text, file, 'go');
  for (const comment of comments) builder.addComment(comment, /^\/\/+|^\/\*+|\*+\/$/g);
  const declarations = named(root);
  lowerImports(
    builder,
    declarations.filter(({ type }) => type === 'import_declaration'),
  );
  for (const declaration of declarations) if (declaration.type === 'type_declaration') lowerTypes(builder, declaration);
  for (const declaration of declarations)
    if (declaration.type === 'method_declaration') receiverType(builder, declaration);
  lowerStatements(builder, root.children);
  return builder.finish({ hasErrors, isTruncated });
}
