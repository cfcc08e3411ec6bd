import { field, named, type SyntaxNode } from '../node';
import type { Expression } from '../program';
import { noteChange } from './changes';
import type { RustBuilder } from './builder';
import { lowerExpression } from './expressions';
import { declareItems, isItem, lowerItem } from './items';
import { at, attributed, type Attributes } from './nodes';
import { bindPattern, patternNames } from './patterns';
import { typeReference } from './types';

type Statements = readonly { readonly node: SyntaxNode; readonly attributes: Attributes }[];

/** What stands between braces; its value is that of the last expression. */
export function lowerBlock(builder: RustBuilder, node: SyntaxNode): Expression {
  declareItems(builder, node.children);
  const statements = attributed(node.children, range => builder.slice(range));
  const range = { start: node.end - 1, end: node.end };
  return lowerStatements(builder, statements, 0) ?? { kind: 'nothing', range };
}

/** A block with names of its own. */
export const lowerInnerBlock = (builder: RustBuilder, node: SyntaxNode): Expression =>
  builder.inScope('block', at(node), () => lowerBlock(builder, node));

function lowerStatements(builder: RustBuilder, statements: Statements, from: number): Expression | undefined {
  let never: Expression | undefined;
  for (let index = from; index < statements.length; index += 1) {
    const statement = statements[index];
    if (!statement) break;
    const { node, attributes } = statement;
    if (isItem(node)) {
      lowerItem(builder, node, attributes);
      continue;
    }
    if (node.type === 'let_declaration') {
      const hides = lowerLet(builder, node);
      if (!hides) continue;
      // From here on the names mean something else; what was read before keeps its meaning.
      const range = { start: node.end, end: Math.max(node.end, statements.at(-1)?.node.end ?? 0) };
      const rest = builder.inScope('block', range, () => {
        hides();
        return lowerStatements(builder, statements, index + 1);
      });
      return never ?? rest;
    }
    const isLast = index === statements.length - 1;
    const value = lowerStatement(builder, node);
    if (value && builder.isNever(value)) never ??= value;
    if (isLast && isTail(builder, node)) return never ?? value;
  }
  return never;
}

function lowerStatement(builder: RustBuilder, node: SyntaxNode): Expression | undefined {
  if (node.type === 'empty_statement' || node.type === 'label') return undefined;
  const inner = node.type === 'expression_statement' ? named(node)[0] : node;
  if (!inner) return undefined;
  const value = lowerExpression(builder, inner);
  noteChange(builder, value, inner);
  return value;
}

/** Without a semicolon the last expression is the block's value. */
const isTail = (builder: RustBuilder, node: SyntaxNode): boolean =>
  node.type !== 'expression_statement' || builder.text[node.end - 1] !== ';';

/** @returns what binds the names, when they hide others that have been there before */
function lowerLet(builder: RustBuilder, node: SyntaxNode): (() => void) | undefined {
  const pattern = field(node, 'pattern');
  const valueNode = field(node, 'value');
  const otherwise = field(node, 'alternative');
  const value = valueNode && lowerExpression(builder, valueNode);
  const type = typeReference(builder, field(node, 'type'));
  if (otherwise)
    builder.inBlock('branch', at(otherwise), () => {
      lowerInnerBlock(builder, otherwise);
    });
  if (!pattern) return undefined;
  const isMutable = node.children.some(({ type: each }) => each === 'mutable_specifier');
  const bind = (): void => {
    bindPattern(
      builder,
      pattern,
      { kind: 'variable', from: node.end, ...(value ? { value } : {}), ...(type ? { type } : {}) },
      { isMutable },
    );
  };
  if (patternNames(builder, pattern).some(name => builder.isBoundHere(name))) return bind;
  bind();
  return undefined;
}
