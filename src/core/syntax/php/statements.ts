import { field, fields, named, type SyntaxNode } from '../node';
import type { Expression } from '../program';
import { bindTarget } from './assignments';
import type { PhpBuilder } from './builder';
import { lowerClass } from './classes';
import { lowerExpression } from './expressions';
import { lowerFunction } from './functions';
import { lowerUse } from './imports';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

export function lowerStatements(builder: PhpBuilder, nodes: readonly SyntaxNode[]): void {
  for (const node of nodes) if (node.isNamed) lowerStatement(builder, node);
}

export function lowerStatement(builder: PhpBuilder, node: SyntaxNode): void {
  switch (node.type) {
    case 'comment':
    case 'text':
    case 'php_tag':
    case 'php_end_tag':
    case 'text_interpolation':
    case 'declare_statement':
      return;
    case 'namespace_definition':
      lowerNamespace(builder, node);
      return;
    case 'namespace_use_declaration':
      lowerUse(builder, node);
      return;
    case 'const_declaration':
      lowerConstants(builder, node);
      return;
    case 'function_definition': {
      const name = field(node, 'name');
      const value = lowerFunction(builder, node, undefined);
      if (name)
        builder.bind({
          kind: 'function',
          name: builder.slice(name),
          range: at(name),
          from: builder.scope.range.start,
          value,
        });
      return;
    }
    case 'class_declaration':
    case 'interface_declaration':
    case 'trait_declaration':
    case 'enum_declaration':
      lowerClass(builder, node);
      return;
    case 'return_statement':
      lowerReturn(builder, node);
      return;
    case 'if_statement':
      lowerIf(builder, node);
      return;
    case 'foreach_statement':
      lowerForeach(builder, node);
      return;
    case 'for_statement':
    case 'while_statement':
    case 'do_statement':
      builder.inBlock('loop', at(node), () => {
        lowerStatements(builder, node.children);
      });
      return;
    case 'case_statement':
    case 'default_statement':
    case 'catch_clause':
      lowerBranch(builder, node);
      return;
    case 'global_declaration':
      builder.capture(builder.scope, new Set(named(node).map(name => builder.slice(name))));
      return;
    case 'static_variable_declaration': {
      const name = field(node, 'name');
      const value = field(node, 'value');
      const lowered = value && lowerExpression(builder, value);
      if (name && lowered) bindTarget(builder, name, { kind: 'variable', from: node.end, value: lowered });
      return;
    }
    case 'unset_statement':
      for (const child of named(node)) lowerUnset(builder, child, node);
      return;
    default:
      if (CONTAINERS.has(node.type)) lowerStatements(builder, node.children);
      else lowerExpression(builder, node);
  }
}

const CONTAINERS: ReadonlySet<string> = new Set([
  'ERROR',
  'program',
  'compound_statement',
  'colon_block',
  'expression_statement',
  'echo_statement',
  'try_statement',
  'finally_clause',
  'else_clause',
  'switch_statement',
  'switch_block',
  'function_static_declaration',
  'named_label_statement',
]);

function lowerNamespace(builder: PhpBuilder, node: SyntaxNode): void {
  const name = field(node, 'name');
  builder.namespace = name ? builder.slice(name) : '';
  // Classes of the same namespace need no `use`.
  if (builder.namespace) builder.addOpen(builder.namespace);
  const body = field(node, 'body');
  if (body) lowerStatements(builder, body.children);
}

/** `const MODEL = 'gpt-4o', LIMIT = 500;`, in a class as well. */
export function lowerConstants(builder: PhpBuilder, node: SyntaxNode): void {
  for (const element of named(node)) {
    if (element.type !== 'const_element') continue;
    const [name, value] = named(element);
    if (!name || !value) continue;
    const kind = builder.scope.kind === 'class' ? 'field' : 'variable';
    const lowered = lowerExpression(builder, value);
    builder.bind({ kind, name: builder.slice(name), range: at(name), from: element.end, value: lowered });
  }
}

/** What a file returns at its top level is what including it gives, as of Laravel's `config/*.php`. */
function lowerReturn(builder: PhpBuilder, node: SyntaxNode): void {
  const [value] = named(node);
  if (!value) return;
  const lowered = lowerExpression(builder, value);
  if (builder.scope === builder.module()) builder.addExport({ name: 'default', value: lowered });
  else builder.addReturn(lowered);
}

function lowerIf(builder: PhpBuilder, node: SyntaxNode): void {
  const condition = field(node, 'condition');
  if (condition) lowerExpression(builder, condition);
  for (const part of [...fields(node, 'body'), ...fields(node, 'alternative')]) {
    if (part.type === 'else_if_clause') builder.inBlock('branch', at(part), () => lowerIf(builder, part));
    else
      builder.inBlock('branch', at(part), () => {
        lowerStatement(builder, part);
      });
  }
}

function lowerForeach(builder: PhpBuilder, node: SyntaxNode): void {
  const body = field(node, 'body');
  const [source, target] = named(node).filter(child => child !== body);
  const value = source && lowerExpression(builder, source);
  builder.inBlock('loop', at(node), () => {
    const [key, element] = target?.type === 'pair' ? named(target) : [undefined, target];
    if (key) bindTarget(builder, key, { kind: 'other', from: key.end });
    if (element) bindTarget(builder, element, { kind: 'loop', from: element.end, ...(value ? { value } : {}) });
    if (body) lowerStatement(builder, body);
  });
}

function lowerBranch(builder: PhpBuilder, node: SyntaxNode): void {
  builder.inBlock('branch', at(node), () => {
    const name = node.type === 'catch_clause' ? field(node, 'name') : undefined;
    if (name) bindTarget(builder, name, { kind: 'other', from: name.end });
    for (const child of named(node)) if (child !== name && child.type !== 'type_list') lowerStatement(builder, child);
  });
}

function lowerUnset(builder: PhpBuilder, node: SyntaxNode, statement: SyntaxNode): void {
  const target: Expression = lowerExpression(builder, node);
  builder.mutate(target, { kind: 'remove', values: [], at: at(statement) });
}
