import { named, type SyntaxNode } from '../node';
import { lowerAssignment, lowerIncrement, lowerShortDeclaration } from './assignments';
import { at, type GoBuilder } from './builder';
import { lowerVariables } from './declarations';
import { lowerIf } from './defaults';
import type { Guard } from '../program';
import { lowerExpression } from './expressions';
import { lowerFunctionDeclaration, lowerMethod } from './functions';
import { caseGuards } from './guards';
import { lowerForLoop } from './loops';
import { noteMutation } from './mutations';
import { lowerReturns } from './returns';
import { lowerTypes } from './typeDeclarations';
import { bindTypedCase } from './typeSwitches';

/** Statements in the order of the text. */
export function lowerStatements(builder: GoBuilder, nodes: readonly SyntaxNode[]): void {
  const statements = nodes.filter(({ isNamed, type }) => isNamed && type !== 'comment');
  for (let index = 0; index < statements.length; index += 1) {
    const taken = lowerReturns(builder, statements, index);
    const statement = statements[index];
    if (taken) index += taken - 1;
    else if (statement) lowerStatement(builder, statement);
  }
}

export function lowerStatement(builder: GoBuilder, node: SyntaxNode): void {
  switch (node.type) {
    case 'function_declaration':
      lowerFunctionDeclaration(builder, node);
      return;
    case 'method_declaration':
      lowerMethod(builder, node);
      return;
    case 'const_declaration':
    case 'var_declaration':
      lowerVariables(builder, node);
      return;
    case 'type_declaration':
      // Those of the package are known before all else.
      if (builder.scope.kind !== 'module') lowerTypes(builder, node);
      return;
    case 'short_var_declaration':
      lowerShortDeclaration(builder, node);
      return;
    case 'assignment_statement':
      lowerAssignment(builder, node);
      return;
    case 'inc_statement':
    case 'dec_statement':
      lowerIncrement(builder, node);
      return;
    case 'return_statement':
      lowerReturn(builder, node);
      return;
    case 'expression_statement': {
      const [expression] = named(node);
      if (expression) noteMutation(builder, lowerExpression(builder, expression), node);
      return;
    }
    case 'block':
      builder.inScope('block', at(node), () => {
        lowerStatements(builder, node.children);
      });
      return;
    case 'if_statement':
      lowerIf(builder, node);
      return;
    case 'for_statement':
      lowerForLoop(builder, node);
      return;
    case 'expression_switch_statement':
    case 'type_switch_statement':
    case 'select_statement':
      builder.inScope('block', at(node), () => {
        lowerCases(builder, node);
      });
      return;
    default:
      if (CONTAINERS.has(node.type)) lowerStatements(builder, node.children);
      else if (!SKIPPED.has(node.type)) lowerExpression(builder, node);
  }
}

/** Nodes that hold statements or expressions and mean nothing themselves; an error keeps what was recognised in it. */
const CONTAINERS: ReadonlySet<string> = new Set([
  'ERROR',
  'source_file',
  'statement_list',
  'expression_list',
  'labeled_statement',
  'go_statement',
  'defer_statement',
  'send_statement',
  'receive_statement',
  'literal_value',
  'keyed_element',
  'literal_element',
]);

/** Names and types are no values where they stand alone. */
const SKIPPED: ReadonlySet<string> = new Set([
  'comment',
  'import_declaration',
  'package_clause',
  'identifier',
  'field_identifier',
  'label_name',
  'type_identifier',
  'qualified_type',
  'pointer_type',
  'slice_type',
  'array_type',
  'map_type',
  'channel_type',
  'function_type',
  'struct_type',
  'interface_type',
  'generic_type',
  'type_arguments',
]);

function lowerReturn(builder: GoBuilder, node: SyntaxNode): void {
  const [list] = named(node);
  if (list) {
    const [first, ...more] = returnedValues(list).map(value => lowerExpression(builder, value));
    if (first) builder.addReturn(first, more);
    return;
  }
  const [first, ...more] = builder.resultNames().map(name => builder.nameAt(at(node), name));
  if (first) builder.addReturn(first, more);
}

export const returnedValues = (list: SyntaxNode): SyntaxNode[] =>
  list.type === 'expression_list' ? named(list) : [list];

function lowerCases(builder: GoBuilder, statement: SyntaxNode): void {
  const isCase = ({ type }: SyntaxNode): boolean => /_case$/.test(type);
  for (const child of named(statement)) if (!isCase(child) && child.field !== 'alias') lowerStatement(builder, child);
  const guards = statement.type === 'expression_switch_statement' ? caseGuards(builder, statement) : [];
  for (const [index, child] of named(statement).filter(isCase).entries())
    lowerCase(builder, child, statement, guards[index]);
}

function lowerCase(builder: GoBuilder, node: SyntaxNode, statement: SyntaxNode, guard: Guard | undefined): void {
  const lower = (): void => {
    if (statement.type === 'type_switch_statement') bindTypedCase(builder, node, statement);
    lowerStatements(builder, node.children);
  };
  builder.inScope('block', at(node), () => {
    builder.inBlock('branch', at(node), lower, guard);
  });
}
