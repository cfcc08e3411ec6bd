import { noteChange } from '../jvm/changes';
import { injectedValue } from '../jvm/settings';
import { typeReference } from '../jvm/types';
import { field, hasToken, type SyntaxNode } from '../node';
import type { Expression } from '../program';
import type { JavaBuilder } from './builder';
import { lowerClass, lowerMembers, TYPE_DECLARATIONS } from './classes';
import { lowerExpression } from './expressions';
import { lowerMethod } from './functions';
import { at, parts, writtenType } from './nodes';

export function lowerStatements(builder: JavaBuilder, nodes: readonly SyntaxNode[]): void {
  for (const node of nodes) if (node.isNamed) lowerStatement(builder, node);
}

/** Nodes that hold statements and mean nothing themselves; an error keeps what was recognised in it. */
const CONTAINERS: ReadonlySet<string> = new Set([
  'ERROR',
  'finally_clause',
  'labeled_statement',
  'program',
  'resource_specification',
  'synchronized_statement',
  'throw_statement',
  'assert_statement',
  'try_statement',
]);

/** Names and types say nothing about values. */
const SILENT: ReadonlySet<string> = new Set([
  'block_comment',
  'break_statement',
  'catch_formal_parameter',
  'continue_statement',
  'formal_parameters',
  'identifier',
  'line_comment',
  'modifiers',
  'module_declaration',
  'string_fragment',
  'type_arguments',
  'type_identifier',
  'type_parameters',
]);

export function lowerStatement(builder: JavaBuilder, node: SyntaxNode): void {
  if (SILENT.has(node.type)) return;
  if (TYPE_DECLARATIONS.has(node.type)) {
    lowerTypeDeclaration(builder, node);
    return;
  }
  switch (node.type) {
    case 'package_declaration': {
      // Names of the own package need no import.
      const [name] = parts(node);
      if (name) builder.addOpen(builder.slice(name));
      return;
    }
    case 'import_declaration':
      lowerImport(builder, node);
      return;
    case 'local_variable_declaration':
    case 'field_declaration':
    case 'constant_declaration':
      lowerVariables(builder, node);
      return;
    case 'expression_statement': {
      const [expression] = parts(node);
      const value = expression && lowerExpression(builder, expression);
      if (value && expression.type !== 'assignment_expression') noteChange(builder, value, node);
      return;
    }
    case 'return_statement': {
      const [value] = parts(node);
      if (value) builder.addReturn(lowerExpression(builder, value));
      return;
    }
    case 'yield_statement': {
      const [value] = parts(node);
      if (value) builder.addYield(lowerExpression(builder, value));
      return;
    }
    case 'block':
    case 'try_with_resources_statement':
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
    case 'enhanced_for_statement':
      lowerForEach(builder, node);
      return;
    case 'catch_clause':
      builder.inScope('block', at(node), () => {
        builder.inBlock('branch', at(node), () => {
          lowerStatements(builder, node.children);
        });
      });
      return;
    case 'resource':
      lowerResource(builder, node);
      return;
    // Only in broken code do these stand outside a class.
    case 'method_declaration':
    case 'constructor_declaration':
      lowerMethod(builder, node, undefined);
      return;
    case 'class_body':
      lowerMembers(builder, node, undefined);
      return;
    default:
      if (CONTAINERS.has(node.type)) lowerStatements(builder, node.children);
      else lowerExpression(builder, node);
  }
}

function lowerTypeDeclaration(builder: JavaBuilder, node: SyntaxNode): void {
  const name = field(node, 'name');
  const made = lowerClass(builder, node);
  if (!name) return;
  const { scope } = builder;
  builder.bind({
    kind: 'class',
    name: builder.slice(name),
    range: at(name),
    from: scope.kind === 'block' || scope.kind === 'function' ? node.start : scope.range.start,
    value: made,
  });
}

/** `import a.b.C` binds `C` of the module `a.b`; a static import binds a member of the module `a.b.C`. */
function lowerImport(builder: JavaBuilder, node: SyntaxNode): void {
  const path = parts(node).find(child => child.type === 'scoped_identifier' || child.type === 'identifier');
  if (!path) return;
  const words = builder.slice(path).split(/\s*\.\s*/);
  if (parts(node).some(child => child.type === 'asterisk')) {
    builder.addOpen(words.join('.'));
    return;
  }
  const name = words.pop() ?? '';
  builder.bind(
    { kind: 'import', name, range: at(path), from: 0, import: { module: words.join('.'), name } },
    builder.module(),
  );
}

/** The variables of one declaration, or the fields. */
export function lowerVariables(builder: JavaBuilder, node: SyntaxNode, annotations: readonly Expression[] = []): void {
  const type = typeReference(builder, writtenType(builder.text, field(node, 'type')), annotations);
  const setting = injectedValue(annotations);
  for (const declarator of node.children) {
    if (declarator.field !== 'declarator') continue;
    const name = field(declarator, 'name');
    const initial = field(declarator, 'value');
    const value = initial ? lowerExpression(builder, initial) : setting;
    if (!name) continue;
    builder.bind({
      kind: builder.scope.kind === 'class' ? 'field' : 'variable',
      name: builder.slice(name),
      range: at(name),
      from: declarator.end,
      ...(value ? { value } : {}),
      ...(type ? { type } : {}),
    });
  }
}

function lowerResource(builder: JavaBuilder, node: SyntaxNode): void {
  const name = field(node, 'name');
  const initial = field(node, 'value');
  const type = typeReference(builder, writtenType(builder.text, field(node, 'type')));
  const value = initial && lowerExpression(builder, initial);
  if (!name) lowerStatements(builder, node.children);
  else
    builder.bind({
      kind: 'variable',
      name: builder.slice(name),
      range: at(name),
      from: node.end,
      ...(value ? { value } : {}),
      ...(type ? { type } : {}),
    });
}

function lowerIf(builder: JavaBuilder, node: SyntaxNode): void {
  for (const child of parts(node)) {
    if (child.field === 'consequence' || child.field === 'alternative')
      builder.inBlock('branch', at(child), () => {
        lowerStatement(builder, child);
      });
    else lowerExpression(builder, child);
  }
}

function lowerForEach(builder: JavaBuilder, node: SyntaxNode): void {
  const name = field(node, 'name');
  const value = field(node, 'value');
  const body = field(node, 'body');
  const type = typeReference(builder, writtenType(builder.text, field(node, 'type')));
  const source = value && lowerExpression(builder, value);
  builder.inScope('block', at(node), () => {
    builder.inBlock('loop', at(node), () => {
      if (name)
        builder.bind({
          kind: 'loop',
          name: builder.slice(name),
          range: at(name),
          from: name.end,
          ...(source ? { value: source } : {}),
          ...(type ? { type } : {}),
        });
      if (body) lowerStatement(builder, body);
    });
  });
}

/** A `switch` as a statement or as an expression: its values, when it gives some. */
export function lowerSwitch(builder: JavaBuilder, node: SyntaxNode): readonly Expression[] {
  const condition = field(node, 'condition');
  const body = field(node, 'body');
  if (condition) lowerExpression(builder, condition);
  const values: Expression[] = [];
  for (const group of body ? parts(body) : []) {
    const contents = parts(group).filter(child => child.type !== 'switch_label');
    const isRule = group.type === 'switch_rule';
    builder.inScope('block', at(group), () => {
      builder.inBlock('branch', at(group), () => {
        for (const label of parts(group)) if (label.type === 'switch_label') lowerLabel(builder, label);
        const [only] = contents;
        if (isRule && only?.type === 'expression_statement') {
          const [expression] = parts(only);
          if (!expression) return;
          const value = lowerExpression(builder, expression);
          values.push(value);
          noteChange(builder, value, only);
        } else
          values.push(
            ...builder.yielded(() => {
              lowerStatements(builder, contents);
            }),
          );
      });
    });
  }
  return values;
}

/** `case Circle c` binds the value under a type. */
function lowerLabel(builder: JavaBuilder, label: SyntaxNode): void {
  for (const pattern of parts(label).flatMap(child => (child.type === 'pattern' ? parts(child) : []))) {
    if (pattern.type !== 'type_pattern' || hasToken(pattern, 'when')) continue;
    const [typeNode, name] = parts(pattern);
    const type = typeReference(builder, writtenType(builder.text, typeNode));
    if (name && type) builder.bind({ kind: 'other', name: builder.slice(name), range: at(name), from: name.end, type });
  }
}
