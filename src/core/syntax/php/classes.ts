import { field, named, type SyntaxNode } from '../node';
import type { ClassExpression, Expression } from '../program';
import { lowerAttributes } from './attributes';
import type { PhpBuilder } from './builder';
import { lowerExpression } from './expressions';
import { lowerFunction } from './functions';
import { lowerName, typeReference } from './names';
import { lowerConstants, lowerStatement } from './statements';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

/** Classes, interfaces, traits and enums, with a name or, as a value, without one. */
export function lowerClass(builder: PhpBuilder, node: SyntaxNode): ClassExpression {
  const name = field(node, 'name');
  const body = field(node, 'body');
  const decorators = lowerAttributes(builder, field(node, 'attributes'));
  const bases = [...traitsOf(body), ...parentsOf(node)].map(each => lowerName(builder, each));
  const made = builder.inScope('class', at(node), (scope): ClassExpression => {
    const value: ClassExpression = {
      kind: 'class',
      name: name && builder.slice(name),
      bases,
      scope,
      ...(decorators.length ? { decorators } : {}),
      range: at(node),
    };
    builder.own(scope, value);
    builder.setShared(value, sharedNames(builder, body));
    for (const member of body ? named(body) : []) lowerMember(builder, member, value);
    return value;
  });
  if (name) builder.bind({ kind: 'class', name: builder.slice(name), range: at(name), from: node.start, value: made });
  return made;
}

const isName = ({ type }: SyntaxNode): boolean => type === 'name' || type === 'qualified_name';

/** `use Promptable;` in a class: its methods are the class's own, before those of its parent. */
const traitsOf = (body: SyntaxNode | undefined): SyntaxNode[] =>
  (body ? named(body) : [])
    .filter(({ type }) => type === 'use_declaration')
    .flatMap(each => named(each).filter(isName));

const parentsOf = (node: SyntaxNode): SyntaxNode[] =>
  node.children
    .filter(({ type }) => type === 'base_clause' || type === 'class_interface_clause')
    .flatMap(clause => named(clause).filter(isName));

/** Names of methods by which the class has a property as well. */
function sharedNames(builder: PhpBuilder, body: SyntaxNode | undefined): ReadonlySet<string> {
  const methods = (body ? named(body) : []).filter(({ type }) => type === 'method_declaration');
  return new Set(
    methods.flatMap(method => named(method).filter(({ field: is }) => is === 'name')).map(each => builder.slice(each)),
  );
}

function lowerMember(builder: PhpBuilder, node: SyntaxNode, owner: ClassExpression): void {
  switch (node.type) {
    case 'use_declaration':
      return;
    case 'const_declaration':
      lowerConstants(builder, node);
      return;
    case 'enum_case': {
      const name = field(node, 'name');
      const value = field(node, 'value');
      if (name && value)
        builder.bind({
          kind: 'field',
          name: builder.slice(name),
          range: at(name),
          from: node.end,
          value: lowerExpression(builder, value),
        });
      return;
    }
    case 'method_declaration': {
      const name = field(node, 'name');
      const value = lowerFunction(builder, node, owner);
      if (name) builder.bind({ kind: 'function', name: builder.slice(name), range: at(name), from: node.start, value });
      return;
    }
    case 'property_declaration':
      lowerProperty(builder, node, owner);
      return;
    default:
      lowerStatement(builder, node);
  }
}

function lowerProperty(builder: PhpBuilder, node: SyntaxNode, owner: ClassExpression): void {
  const type = typeReference(builder, field(node, 'type'));
  for (const element of named(node)) {
    const name = field(element, 'name');
    if (element.type !== 'property_element' || !name) continue;
    const initial = field(element, 'default_value');
    const value: Expression | undefined = initial && lowerExpression(builder, initial);
    const own = builder.slice(name).replace(/^\$/, '');
    if (value ?? type)
      builder.bind({
        kind: 'field',
        name: builder.propertyName(own, owner),
        range: at(name),
        from: element.end,
        ...(value ? { value } : {}),
        ...(type ? { type } : {}),
      });
  }
}
