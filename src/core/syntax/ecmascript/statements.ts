import type { ProgramBuilder } from '../builder';
import { field, named, type SyntaxNode } from '../node';
import type { Expression, RecordEntry } from '../program';
import { noteMutation } from './assignments';
import { lowerExpression } from './expressions';
import { lowerClass, lowerFunction } from './functions';
import { lowerExport, lowerImport } from './modules';
import { bindPattern, typeReference } from './patterns';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

/** Names of types say nothing about values. */
const TYPES_ONLY: ReadonlySet<string> = new Set([
  'interface_declaration',
  'type_alias_declaration',
  'ambient_declaration',
  'type_annotation',
  'type_arguments',
  'type_parameters',
  'function_signature',
  'method_signature',
  'abstract_method_signature',
]);

export function lowerStatements(builder: ProgramBuilder, nodes: readonly SyntaxNode[]): void {
  for (const node of nodes) if (node.isNamed) lowerStatement(builder, node);
}

export function lowerStatement(builder: ProgramBuilder, node: SyntaxNode): void {
  switch (node.type) {
    case 'comment':
      return;
    case 'import_statement':
      lowerImport(builder, node);
      return;
    case 'export_statement':
      lowerExport(builder, node);
      return;
    case 'lexical_declaration':
    case 'variable_declaration':
      for (const child of node.children) {
        if (child.type === 'variable_declarator') lowerDeclarator(builder, child, node.type === 'variable_declaration');
      }
      return;
    case 'function_declaration':
    case 'generator_function_declaration': {
      const name = field(node, 'name');
      const made = lowerFunction(builder, node, undefined);
      if (name)
        builder.bind({
          kind: 'function',
          name: builder.slice(name),
          range: at(name),
          from: builder.scope.range.start,
          value: made,
        });
      return;
    }
    case 'class_declaration':
    case 'abstract_class_declaration': {
      const name = field(node, 'name');
      const made = lowerClass(builder, node);
      if (name)
        builder.bind({ kind: 'class', name: builder.slice(name), range: at(name), from: node.start, value: made });
      return;
    }
    case 'enum_declaration':
      lowerEnum(builder, node);
      return;
    case 'return_statement': {
      const [value] = named(node);
      if (value) builder.addReturn(lowerExpression(builder, value));
      return;
    }
    case 'expression_statement': {
      const [expression] = named(node);
      if (expression) noteMutation(builder, lowerExpression(builder, expression), node);
      return;
    }
    case 'statement_block':
      builder.inScope('block', at(node), () => {
        lowerStatements(builder, node.children);
      });
      return;
    case 'if_statement':
      lowerIf(builder, node);
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
    case 'for_in_statement':
      lowerForIn(builder, node);
      return;
    case 'switch_case':
    case 'switch_default':
    case 'catch_clause':
      builder.inScope('block', at(node), () => {
        builder.inBlock('branch', at(node), () => {
          lowerStatements(builder, node.children);
        });
      });
      return;
    case 'property_identifier':
    case 'type_identifier':
    case 'statement_identifier':
    case 'predefined_type':
      return;
    case 'identifier':
      return;
    default:
      if (TYPES_ONLY.has(node.type)) return;
      if (isContainer(node.type)) lowerStatements(builder, node.children);
      else {
        lowerExpression(builder, node);
      }
  }
}

/** Nodes that hold statements and mean nothing themselves; an error keeps what was recognised in it. */
function isContainer(type: string): boolean {
  return /^(ERROR|program|try_statement|finally_clause|else_clause|labeled_statement|switch_statement|switch_body|internal_module|module|with_statement|class_static_block|class_body|template_substitution|jsx_\w+|throw_statement)$/.test(
    type,
  );
}

function lowerDeclarator(builder: ProgramBuilder, node: SyntaxNode, isFunctionScoped: boolean): void {
  const name = field(node, 'name');
  const value = field(node, 'value');
  const type = typeReference(builder, field(node, 'type'));
  const lowered = value && lowerExpression(builder, value);
  if (!name) return;
  bindPattern(
    builder,
    name,
    { kind: 'variable', from: node.end, ...(lowered ? { value: lowered } : {}), ...(type ? { type } : {}) },
    isFunctionScoped ? builder.functionScope() : builder.scope,
  );
}

function lowerEnum(builder: ProgramBuilder, node: SyntaxNode): void {
  const name = field(node, 'name');
  const body = field(node, 'body');
  const entries: RecordEntry[] = [];
  for (const member of body ? named(body) : []) {
    const key = field(member, 'name');
    const value = field(member, 'value');
    if (key && value) {
      entries.push({
        kind: 'entry',
        key: builder.slice(key).replace(/^['"]|['"]$/g, ''),
        value: lowerExpression(builder, value),
        range: at(member),
      });
    }
  }
  const record: Expression = { kind: 'record', entries, range: at(node) };
  if (name)
    builder.bind({ kind: 'variable', name: builder.slice(name), range: at(name), from: node.start, value: record });
}

function lowerIf(builder: ProgramBuilder, node: SyntaxNode): void {
  for (const child of node.children) {
    if (!child.isNamed) continue;
    if (child.field === 'consequence' || child.field === 'alternative') {
      builder.inBlock('branch', at(child), () => {
        lowerStatement(builder, child);
      });
    } else lowerStatement(builder, child);
  }
}

function lowerForIn(builder: ProgramBuilder, node: SyntaxNode): void {
  const left = field(node, 'left');
  const right = field(node, 'right');
  const body = field(node, 'body');
  const source = right && lowerExpression(builder, right);
  builder.inScope('block', at(node), () => {
    builder.inBlock('loop', at(node), () => {
      if (left) bindPattern(builder, left, { kind: 'loop', from: left.end, ...(source ? { value: source } : {}) });
      if (body) lowerStatement(builder, body);
    });
  });
}
