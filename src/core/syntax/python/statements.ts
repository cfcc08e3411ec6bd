import { staticKey } from '../builder';
import { APART, field, named, type SyntaxNode } from '../node';
import type { BinaryExpression, Binding, ClassExpression, Expression, Guard, Scope } from '../program';
import type { PythonBuilder } from './builder';
import { lowerExpression } from './expressions';
import { lowerClass, lowerFunction, typeReference } from './functions';
import { noneOf, readCase, readGuard } from './guards';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

export function lowerStatements(builder: PythonBuilder, nodes: readonly SyntaxNode[]): void {
  for (const node of nodes) if (node.isNamed) lowerStatement(builder, node);
}

export function lowerStatement(builder: PythonBuilder, node: SyntaxNode): void {
  switch (node.type) {
    case 'comment':
    case 'identifier':
    case 'type':
      return;
    case 'import_statement':
    case 'import_from_statement':
      lowerImport(builder, node);
      return;
    case 'expression_statement': {
      for (const child of named(node)) {
        if (child.type === 'assignment') lowerAssignment(builder, child);
        else if (child.type === 'augmented_assignment') lowerAugmentedAssignment(builder, child);
        else noteMutation(builder, lowerExpression(builder, child), node);
      }
      return;
    }
    case 'assignment':
      lowerAssignment(builder, node);
      return;
    case 'decorated_definition': {
      const definition = field(node, 'definition');
      if (definition)
        lowerDefinition(
          builder,
          definition,
          node.children.filter(child => child.type === 'decorator'),
        );
      return;
    }
    case 'function_definition':
    case 'class_definition':
      lowerDefinition(builder, node, []);
      return;
    case 'return_statement': {
      const [value] = named(node);
      if (value) builder.addReturn(lowerExpression(builder, value));
      return;
    }
    case 'global_statement':
    case 'nonlocal_statement':
      for (const name of named(node)) builder.declareOuter(builder.slice(name), node.type === 'global_statement');
      return;
    case 'if_statement':
      lowerIf(builder, node);
      return;
    case 'match_statement':
      lowerMatch(builder, node);
      return;
    case 'for_statement':
      lowerFor(builder, node);
      return;
    case 'while_statement':
      builder.inBlock('loop', at(node), () => {
        lowerStatements(builder, node.children);
      });
      return;
    case 'with_statement':
      noteManagers(builder, node);
      lowerStatements(builder, node.children);
      return;
    case 'except_clause':
    case 'except_group_clause':
    case 'case_clause':
      builder.inBlock('branch', at(node), () => {
        lowerStatements(builder, node.children);
      });
      return;
    case 'as_pattern': {
      const [value] = named(node);
      const alias = field(node, 'alias');
      const lowered = value && lowerExpression(builder, value);
      const target = alias && named(alias)[0];
      if (target)
        bindTarget(builder, target, { kind: 'variable', from: node.end, ...(lowered ? { value: lowered } : {}) });
      return;
    }
    case APART:
      builder.inScope('function', at(node), () => {
        lowerStatements(builder, node.children);
      });
      return;
    default:
      if (CONTAINERS.has(node.type)) lowerStatements(builder, node.children);
      else lowerExpression(builder, node);
  }
}

const CONTAINERS: ReadonlySet<string> = new Set([
  'ERROR',
  'module',
  'block',
  'try_statement',
  'else_clause',
  'finally_clause',
  'with_clause',
  'with_item',
  'raise_statement',
  'assert_statement',
  'delete_statement',
]);

/** The calls of `with a(), b() as c:` hold for what stands below. */
function noteManagers(builder: PythonBuilder, node: SyntaxNode): void {
  const body = field(node, 'body');
  const clause = node.children.find(({ type }) => type === 'with_clause');
  for (const item of clause && body ? named(clause) : []) {
    const value = field(item, 'value');
    const manager = value?.type === 'as_pattern' ? named(value)[0] : value;
    if (manager?.type === 'call' && body) builder.setManager(at(manager), at(body));
  }
}

function lowerDefinition(builder: PythonBuilder, node: SyntaxNode, decorators: readonly SyntaxNode[]): void {
  const name = field(node, 'name');
  const owner = builder.scope.owner?.kind === 'class' ? builder.scope.owner : undefined;
  const isClass = node.type === 'class_definition';
  const value = isClass ? lowerClass(builder, node, decorators) : lowerFunction(builder, node, owner, decorators);
  if (!name) return;
  const own = builder.slice(name);
  const home = owner ? builder.scope : builder.homeOf(own);
  builder.bind(
    {
      kind: isClass ? 'class' : 'function',
      name: own,
      range: at(name),
      from: node.start,
      value,
    },
    home,
  );
}

type Source = Pick<Binding, 'kind' | 'from' | 'value' | 'type' | 'isDeclared'>;

/** Binds every name of an assignment's left side. */
export function bindTarget(
  builder: PythonBuilder,
  node: SyntaxNode,
  source: Source,
  path: readonly (string | number)[] = [],
): void {
  switch (node.type) {
    case 'identifier': {
      const name = builder.slice(node);
      const isField = builder.scope.kind === 'class';
      builder.bind(
        { ...source, kind: isField ? 'field' : source.kind, name, range: at(node), ...(path.length ? { path } : {}) },
        isField ? builder.scope : builder.homeOf(name),
      );
      return;
    }
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'tuple':
      named(node).forEach((child, index) => {
        bindTarget(builder, child, source, [...path, index]);
      });
      return;
    case 'attribute':
    case 'subscript': {
      const { value } = source;
      if (!value || path.length) return;
      const target = lowerExpression(builder, node);
      const change = { kind: 'set', values: [value], at: { start: node.start, end: source.from } } as const;
      const owner = target.kind === 'member' ? classBehind(target.object, builder.scope) : undefined;
      if (target.kind === 'member' && owner)
        builder.bind({ ...source, kind: 'field', name: target.property, range: target.propertyRange }, owner.scope);
      else if (target.kind === 'member') builder.mutate(target.object, { ...change, path: [target.property] });
      else if (target.kind === 'element')
        builder.mutate(target.object, { ...change, path: [staticKey(target.index) ?? target.index], isByKey: true });
      return;
    }
    default:
      return;
  }
}

/** The class whose field is set: `self.client = …`, within a class also `Service.client = …`, `self.__class__.client = …`. */
function classBehind(object: Expression, from: Scope): ClassExpression | undefined {
  if (object.kind === 'self') return object.owner;
  if (object.kind === 'member' && object.property === '__class__') return classBehind(object.object, from);
  if (object.kind !== 'name') return undefined;
  for (let scope: Scope | undefined = from; scope; scope = scope.parent) {
    if (scope.owner?.kind === 'class' && scope.owner.name === object.name) return scope.owner;
    if (scope.kind !== 'class' && scope.bindings.has(object.name)) return undefined;
  }
  return undefined;
}

function lowerAssignment(builder: PythonBuilder, node: SyntaxNode): Expression {
  const left = field(node, 'left');
  const right = field(node, 'right');
  const type = typeReference(builder, field(node, 'type'));
  // `a = b = value` nests to the right.
  const value: Expression | undefined =
    right && (right.type === 'assignment' ? lowerAssignment(builder, right) : lowerExpression(builder, right));
  const isField = builder.scope.kind === 'class' && field(node, 'type') !== undefined;
  if (left && (value || type || isField)) {
    bindTarget(builder, left, {
      kind: 'variable',
      from: node.end,
      ...(value ? { value } : {}),
      ...(type ? { type } : {}),
      ...(isField ? { isDeclared: true } : {}),
    });
  }
  return value ?? { kind: 'other', range: at(node) };
}

/** `x += y` is read as `x = x + y`. */
function lowerAugmentedAssignment(builder: PythonBuilder, node: SyntaxNode): void {
  const left = field(node, 'left');
  const operator = field(node, 'operator');
  const right = field(node, 'right');
  if (!left || !operator || !right) return;
  const sign = builder.slice(operator).slice(0, -1);
  const before = lowerExpression(builder, left);
  const change = lowerExpression(builder, right);
  const isKnown = ['+', '-', '*', '/', '//', '%', '**', '|'].includes(sign);
  const value: Expression = isKnown
    ? { kind: 'binary', operator: sign as BinaryExpression['operator'], left: before, right: change, range: at(node) }
    : { kind: 'other', range: at(node) };
  bindTarget(builder, left, { kind: 'variable', from: node.end, value });
}

const LIST_CHANGES: Readonly<Record<string, 'append' | 'extend' | 'merge' | 'remove'>> = {
  append: 'append',
  extend: 'extend',
  update: 'merge',
  pop: 'remove',
  remove: 'remove',
  clear: 'remove',
};

/** Calls that stand alone and change a value in place: `messages.append(x)`, `params.update(y)`. */
function noteMutation(builder: PythonBuilder, call: Expression, node: SyntaxNode): void {
  if (call.kind !== 'call' || call.callee.kind !== 'member') return;
  const { object, property } = call.callee;
  const values = call.arguments.filter(argument => argument.kind === 'positional').map(argument => argument.value);
  const change = Object.hasOwn(LIST_CHANGES, property) ? LIST_CHANGES[property] : undefined;
  const [key, initial] = values;
  const name = key && staticKey(key);
  if (property === 'setdefault' && name !== undefined && initial)
    builder.mutate(object, {
      kind: 'set',
      path: [name],
      values: [initial],
      at: at(node),
      isByKey: true,
      isDefault: true,
    });
  else if (change === 'merge' && !values.length) {
    for (const { name, value } of call.arguments)
      if (name) builder.mutate(object, { kind: 'set', path: [name], values: [value], at: at(node) });
  } else if (change) builder.mutate(object, { kind: change, values, at: at(node) });
  else if (property === 'insert' || property === 'setdefault') {
    const [index, value] = values;
    if (!index || !value) return;
    const isFirst = index.kind === 'number' && index.value === 0;
    if (property === 'setdefault')
      builder.mutate(object, { kind: 'set', path: [staticKey(index) ?? index], values: [value], at: at(node) });
    else builder.mutate(object, { kind: isFirst ? 'prepend' : 'append', values: [value], at: at(node) });
  } else if (property === 'add_field' && name !== undefined && initial) {
    // A field of a form: `form.add_field("model", "whisper-1")`.
    builder.mutate(object, { kind: 'set', path: [name], values: [initial], at: at(node), isByKey: true });
  } else if (ADDING.test(property)) {
    const last = call.arguments.at(-1)?.value;
    if (last) builder.mutate(object, { kind: 'append', path: [property], values: [last], at: at(node) });
  }
}

/** Methods that give an object something to keep: `kernel.add_service(x)` puts `x` under the key `add_service`. */
const ADDING = /^(?:add|append|set)_[a-z]/;

/** @param before the conditions of which none held */
function lowerIf(builder: PythonBuilder, node: SyntaxNode, before: readonly Guard[] = []): void {
  const own = readGuard(builder, field(node, 'condition'));
  const passed = [...before, own];
  for (const child of node.children) {
    if (!child.isNamed) continue;
    const inBranch = (guard: Guard, body: () => void): void => {
      builder.inBlock('branch', at(child), body, guard);
    };
    if (child.type === 'block') inBranch(noneOf(before, own), () => lowerStatement(builder, child));
    else if (child.type === 'else_clause') inBranch(noneOf(passed), () => lowerStatement(builder, child));
    else if (child.type === 'elif_clause') {
      const others = [...passed];
      builder.inBlock('branch', at(child), () => lowerIf(builder, child, others));
      passed.push(readGuard(builder, field(child, 'condition')));
    } else lowerStatement(builder, child);
  }
}

function lowerMatch(builder: PythonBuilder, node: SyntaxNode): void {
  const subject = field(node, 'subject');
  const passed: Guard[] = [];
  const lowerClauses = (parent: SyntaxNode): void => {
    for (const child of parent.children) {
      if (!child.isNamed) continue;
      if (child.type === 'block') lowerClauses(child);
      else if (child.type === 'case_clause' && subject) {
        const own = readCase(builder, subject, child);
        builder.inBlock('branch', at(child), () => lowerStatements(builder, child.children), noneOf(passed, own));
        passed.push(own);
      } else lowerStatement(builder, child);
    }
  };
  lowerClauses(node);
}

function lowerFor(builder: PythonBuilder, node: SyntaxNode): void {
  const left = field(node, 'left');
  const right = field(node, 'right');
  const source = right && lowerExpression(builder, right);
  builder.inBlock('loop', at(node), () => {
    if (left) bindTarget(builder, left, { kind: 'loop', from: left.end, ...(source ? { value: source } : {}) });
    for (const child of node.children)
      if (child.isNamed && child !== left && child !== right) lowerStatement(builder, child);
  });
}

function lowerImport(builder: PythonBuilder, node: SyntaxNode): void {
  const moduleNode = field(node, 'module_name');
  const bind = (name: string, range: SyntaxNode, module: string, imported: string) => {
    builder.bind(
      { kind: 'import', name, range: at(range), from: 0, import: { module, name: imported } },
      builder.functionScope(),
    );
  };
  for (const child of node.children) {
    if (child.type === 'wildcard_import' && moduleNode) builder.addOpen(builder.slice(moduleNode));
    if (child.field !== 'name') continue;
    const name = child.type === 'aliased_import' ? field(child, 'name') : child;
    const alias = child.type === 'aliased_import' ? field(child, 'alias') : undefined;
    if (!name) continue;
    const path = builder.slice(name);
    if (moduleNode) bind(alias ? builder.slice(alias) : path, alias ?? name, builder.slice(moduleNode), path);
    // `import a.b` binds `a`; `import a.b as c` binds the inner module.
    else if (alias) bind(builder.slice(alias), alias, path, '*');
    else bind(path.split('.')[0] ?? path, name, path.split('.')[0] ?? path, '*');
  }
}
