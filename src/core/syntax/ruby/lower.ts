import { field, type PlainTree, type SyntaxNode } from '../node';
import type { Program } from '../program';
import { RubyBuilder } from './builder';
import { lowerSequence } from './expressions';
import { findHeredocs } from './heredocs';

/** Ruby trees → program. */
export function lowerRuby(
  { root, comments, isTruncated }: PlainTree,
  text: string,
  file: string,
  hasErrors: boolean,
): Program {
  const builder = new RubyBuilder(text, file, 'ruby');
  for (const comment of comments) builder.addComment(comment, /^(#+|=begin)|=end\s*$/g);
  findHeredocs(builder, root);
  findOuterMethods(builder, root);
  lowerSequence(
    builder,
    root.children.filter(child => child.isNamed),
    root,
  );
  return builder.finish({ hasErrors, isTruncated });
}

/** A method can be called above the line that defines it. */
function findOuterMethods(builder: RubyBuilder, root: SyntaxNode): void {
  const pending: SyntaxNode[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'class' || node.type === 'module') continue;
    const name = node.type === 'method' ? field(node, 'name') : undefined;
    if (name) builder.outerMethods.add(builder.slice(name));
    for (const child of node.children) if (child.isNamed) pending.push(child);
  }
}
