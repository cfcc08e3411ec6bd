import { field, named, type SyntaxNode } from '../node';
import { noteMutation } from './assignments';
import type { CSharpBuilder } from './builder';
import { lowerExpression } from './expressions';
import { lowerFunction, resultType } from './functions';
import { lowerUsing, openNamespace } from './namespaces';
import { at, values } from './nodes';
import { bindName, bindPattern } from './patterns';
import { lowerEnum, lowerType, TYPE_DECLARATIONS } from './types';
import { typeReference } from './typeNames';

export function lowerStatements(builder: CSharpBuilder, nodes: readonly SyntaxNode[]): void {
  for (const node of nodes) if (node.isNamed) lowerStatement(builder, node);
}

export function lowerStatement(builder: CSharpBuilder, node: SyntaxNode): void {
  if (TYPE_DECLARATIONS.has(node.type)) {
    lowerType(builder, node);
    return;
  }
  switch (node.type) {
    case 'comment':
    case 'identifier':
    case 'predefined_type':
    case 'implicit_type':
    case 'type_argument_list':
    case 'attribute_list':
    case 'modifier':
    case 'delegate_declaration':
      return;
    case 'using_directive':
      lowerUsing(builder, node);
      return;
    case 'namespace_declaration':
    case 'file_scoped_namespace_declaration': {
      const name = field(node, 'name');
      const body = field(node, 'body');
      if (name) openNamespace(builder, name);
      if (body) lowerStatements(builder, body.children);
      return;
    }
    case 'enum_declaration':
      lowerEnum(builder, node);
      return;
    case 'local_declaration_statement':
    case 'variable_declaration':
      lowerVariables(builder, node);
      return;
    case 'local_function_statement': {
      const name = field(node, 'name');
      if (!name) return;
      const value = lowerFunction(builder, node, { name: builder.slice(name) });
      const from = builder.scope.range.start;
      builder.bind({ kind: 'function', name: builder.slice(name), range: at(name), from, value });
      return;
    }
    case 'expression_statement': {
      const [expression] = values(node);
      if (expression) noteMutation(builder, lowerExpression(builder, expression), node);
      return;
    }
    case 'return_statement':
    case 'yield_statement': {
      const [value] = values(node);
      if (!value) return;
      const isYield = node.type === 'yield_statement';
      const lowered = lowerExpression(builder, value, resultType(builder, isYield));
      if (!isYield) builder.addReturn(lowered);
      return;
    }
    case 'if_statement':
      lowerIf(builder, node);
      return;
    case 'foreach_statement':
      lowerForeach(builder, node);
      return;
    case 'for_statement':
    case 'while_statement':
    case 'do_statement':
      builder.inScope('block', at(node), () => {
        builder.inBlock('loop', at(node), () => {
          lowerStatements(builder, node.children);
        });
      });
      return;
    case 'switch_section':
      lowerSection(builder, node);
      return;
    case 'catch_clause':
      builder.inScope('block', at(node), () => {
        builder.inBlock('branch', at(node), () => {
          lowerStatements(builder, node.children);
        });
      });
      return;
    case 'catch_declaration': {
      const name = field(node, 'name');
      if (name) bindName(builder, name, field(node, 'type'), undefined, node.end);
      return;
    }
    case 'block':
    case 'using_statement':
      builder.inScope('block', at(node), () => {
        for (const child of values(node)) lowerStatement(builder, child);
      });
      return;
    case 'preproc_if':
    case 'preproc_elif':
    case 'preproc_else':
      builder.inBlock('branch', at(node), () => {
        lowerStatements(
          builder,
          node.children.filter(child => child.field !== 'condition'),
        );
      });
      return;
    default:
      if (node.type.startsWith('preproc_')) return;
      if (CONTAINERS.has(node.type)) for (const child of values(node)) lowerStatement(builder, child);
      else noteMutation(builder, lowerExpression(builder, node), node);
  }
}

/** Nodes that hold statements and mean nothing themselves; an error keeps what was recognised in it. */
const CONTAINERS: ReadonlySet<string> = new Set([
  'ERROR',
  'compilation_unit',
  'global_statement',
  'declaration_list',
  'try_statement',
  'finally_clause',
  'catch_filter_clause',
  'switch_statement',
  'switch_body',
  'lock_statement',
  'fixed_statement',
  'checked_statement',
  'unsafe_statement',
  'labeled_statement',
  'throw_statement',
]);

function lowerVariables(builder: CSharpBuilder, node: SyntaxNode): void {
  const declaration =
    node.type === 'variable_declaration' ? node : node.children.find(child => child.type === 'variable_declaration');
  if (!declaration) return;
  const typeNode = field(declaration, 'type');
  const declared = typeNode?.type === 'implicit_type' ? undefined : typeNode;
  for (const declarator of named(declaration)) {
    if (declarator.type !== 'variable_declarator') continue;
    const name = field(declarator, 'name');
    const tuple = declarator.children.find(child => child.type === 'tuple_pattern');
    const initial = values(declarator).findLast(child => child !== name && child !== tuple);
    const value = initial && lowerExpression(builder, initial, declared);
    const made = initial?.type === 'object_creation_expression' ? field(initial, 'type') : undefined;
    if (tuple) {
      named(tuple).forEach((part, index) => {
        const range = at(part);
        const own = builder.slice(part);
        builder.bind({
          kind: 'variable',
          name: own,
          range,
          from: declarator.end,
          ...(value ? { value, path: [index] } : {}),
        });
      });
    } else if (name) {
      if (!declared && made) builder.declareType(builder.slice(name), made);
      bindName(builder, name, declared, value, declarator.end);
    }
  }
}

function lowerIf(builder: CSharpBuilder, node: SyntaxNode): void {
  for (const child of values(node)) {
    if (child.field === 'consequence' || child.field === 'alternative')
      builder.inBlock('branch', at(child), () => {
        lowerStatement(builder, child);
      });
    else lowerStatement(builder, child);
  }
}

function lowerForeach(builder: CSharpBuilder, node: SyntaxNode): void {
  const left = field(node, 'left');
  const right = field(node, 'right');
  const body = field(node, 'body');
  const source = right && lowerExpression(builder, right);
  const type = typeReference(builder, field(node, 'type'));
  builder.inScope('block', at(node), () => {
    builder.inBlock('loop', at(node), () => {
      const names = left?.type === 'tuple_pattern' ? named(left) : left ? [left] : [];
      names.forEach((name, index) => {
        builder.bind({
          kind: 'loop',
          name: builder.slice(name),
          range: at(name),
          from: name.end,
          ...(source ? { value: source } : {}),
          ...(names.length > 1 ? { path: [index] } : {}),
          ...(type ? { type } : {}),
        });
      });
      if (body) lowerStatement(builder, body);
    });
  });
}

function lowerSection(builder: CSharpBuilder, node: SyntaxNode): void {
  builder.inScope('block', at(node), () => {
    builder.inBlock('branch', at(node), () => {
      for (const child of values(node)) {
        if (child.type.endsWith('_pattern')) bindPattern(builder, child, undefined, child.end);
        else lowerStatement(builder, child);
      }
    });
  });
}
