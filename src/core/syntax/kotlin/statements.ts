import { noteChange } from '../jvm/changes';
import { typeReference } from '../jvm/types';
import { field, type SyntaxNode } from '../node';
import type { Binding, Expression } from '../program';
import { lowerAssignment } from './assignments';
import type { KotlinBuilder } from './builder';
import { lowerClass, lowerSecondaryConstructor } from './classes';
import { lowerExpression } from './expressions';
import { lowerFunction } from './functions';
import { at, child, isType, nameOf, parts, writtenType } from './nodes';
import { lowerProperty } from './properties';

/** Nodes that hold statements and mean nothing themselves; an error keeps what was recognised in it. */
const CONTAINERS: ReadonlySet<string> = new Set([
  'ERROR',
  'anonymous_initializer',
  'class_body',
  'control_structure_body',
  'enum_class_body',
  'finally_block',
  'labeled_expression',
  'source_file',
  'statements',
]);

const SILENT: ReadonlySet<string> = new Set([
  'block_comment',
  'class_parameters',
  'delegation_specifiers',
  'enum_entry',
  'file_annotation',
  'function_type_parameters',
  'function_value_parameters',
  'getter',
  'label',
  'line_comment',
  'modifiers',
  'primary_constructor',
  'setter',
  'shebang',
  'string_content',
  'type_alias',
  'type_arguments',
  'type_parameters',
]);

/** Lowers statements one after the other; the value of the last one, where it has one. */
export function lowerStatements(builder: KotlinBuilder, nodes: readonly SyntaxNode[]): Expression | undefined {
  let last: Expression | undefined;
  for (const node of nodes) if (node.isNamed && !SILENT.has(node.type)) last = lowerStatement(builder, node);
  return last;
}

export function lowerStatement(builder: KotlinBuilder, node: SyntaxNode): Expression | undefined {
  if (SILENT.has(node.type) || isType(node)) return undefined;
  switch (node.type) {
    case 'package_header': {
      // Names of the own package need no import.
      const [name] = parts(node);
      if (name) builder.addOpen(builder.slice(name).replace(/`|\s/g, ''));
      return undefined;
    }
    case 'import':
      lowerImport(builder, node);
      return undefined;
    case 'class_declaration':
    case 'object_declaration':
      lowerTypeDeclaration(builder, node);
      return undefined;
    case 'companion_object':
      // Its members are reached through the class.
      lowerStatements(builder, child(node, 'class_body')?.children ?? []);
      return undefined;
    case 'function_declaration':
      lowerFunctionDeclaration(builder, node);
      return undefined;
    case 'secondary_constructor':
      lowerSecondaryConstructor(builder, node, undefined);
      return undefined;
    case 'property_declaration':
      lowerProperty(builder, node);
      return undefined;
    case 'assignment':
      lowerAssignment(builder, node);
      return undefined;
    case 'block':
      return builder.inScope('block', at(node), () => lowerStatements(builder, node.children));
    case 'for_statement':
      lowerFor(builder, node);
      return undefined;
    case 'while_statement':
    case 'do_while_statement':
      builder.inScope('block', at(node), () => {
        builder.inBlock('loop', at(node), () => {
          lowerStatements(builder, node.children);
        });
      });
      return undefined;
    default: {
      if (CONTAINERS.has(node.type)) return lowerStatements(builder, node.children);
      const value = lowerExpression(builder, node);
      noteChange(builder, value, node);
      noteImplicit(builder, value, node);
      return value;
    }
  }
}

/** `messages { … }` or `model("x")` in a lambda may set something of the lambda's own object. */
function noteImplicit(builder: KotlinBuilder, call: Expression, node: SyntaxNode): void {
  if (call.kind !== 'call' || call.callee.kind !== 'name' || builder.isOwn(call.callee.name)) return;
  const object = builder.implicitObject();
  const values = call.arguments.map(({ value }) => value);
  if (object && values.length && /^[a-z]/.test(call.callee.name))
    builder.mutate(object, { kind: 'set', path: [call.callee.name], values, at: at(node) });
}

function lowerTypeDeclaration(builder: KotlinBuilder, node: SyntaxNode): void {
  const name = field(node, 'name');
  const made = lowerClass(builder, node);
  if (!name) return;
  const { scope } = builder;
  builder.bind({
    kind: 'class',
    name: nameOf(builder.text, name),
    range: at(name),
    from: scope.kind === 'block' || scope.kind === 'function' ? node.start : scope.range.start,
    value: made,
  });
}

function lowerFunctionDeclaration(builder: KotlinBuilder, node: SyntaxNode): void {
  const owner = builder.scope.owner?.kind === 'class' ? builder.scope.owner : undefined;
  const made = lowerFunction(builder, node, owner);
  if (made.name === undefined) return;
  builder.bind({
    kind: 'function',
    name: made.name,
    range: { start: node.start, end: node.start },
    from: owner ? node.start : builder.scope.range.start,
    value: made,
  });
}

/** `import a.b.C as D` binds `D` to `C` of the module `a.b`. */
function lowerImport(builder: KotlinBuilder, node: SyntaxNode): void {
  const path = child(node, 'qualified_identifier') ?? child(node, 'identifier');
  if (!path) return;
  const words = (path.type === 'identifier' ? [path] : parts(path)).map(word => nameOf(builder.text, word));
  if (/\.\s*\*\s*;?\s*$/.test(builder.slice(node))) {
    builder.addOpen(words.join('.'));
    return;
  }
  const imported = words.pop() ?? '';
  const alias = parts(node).find(each => each !== path && each.type === 'identifier');
  const name = alias ? nameOf(builder.text, alias) : imported;
  builder.bind(
    {
      kind: 'import',
      name,
      range: at(alias ?? path),
      from: 0,
      import: { module: words.join('.'), name: imported },
    },
    builder.module(),
  );
}

type Source = Pick<Binding, 'kind' | 'from' | 'value'>;

/** Binds the names of `val x`, `val (a, b)`, `for ((k, v) in …)` or of a lambda's parameter. */
export function bindDeclaration(builder: KotlinBuilder, node: SyntaxNode, source: Source): void {
  if (node.type === 'multi_variable_declaration') {
    parts(node).forEach((each, index) => {
      bindVariable(builder, each, source, [index]);
    });
    return;
  }
  bindVariable(builder, node, source, undefined);
}

function bindVariable(
  builder: KotlinBuilder,
  node: SyntaxNode,
  source: Source,
  path: readonly number[] | undefined,
): void {
  const name = node.type === 'identifier' ? node : child(node, 'identifier');
  if (!name) return;
  const type = typeReference(builder, writtenType(builder.text, parts(node).find(isType)));
  builder.bind({
    ...source,
    name: nameOf(builder.text, name),
    range: at(name),
    ...(path ? { path } : {}),
    ...(type ? { type } : {}),
  });
}

function lowerFor(builder: KotlinBuilder, node: SyntaxNode): void {
  const [first, ...rest] = parts(node).filter(({ type }) => type !== 'label' && type !== 'annotation');
  const [source, body] = rest;
  const value = source && lowerExpression(builder, source);
  builder.inScope('block', at(node), () => {
    builder.inBlock('loop', at(node), () => {
      if (first) bindDeclaration(builder, first, { kind: 'loop', from: first.end, ...(value ? { value } : {}) });
      if (body) lowerStatement(builder, body);
    });
  });
}
