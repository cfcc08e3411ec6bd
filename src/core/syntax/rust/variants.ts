import type { Range } from '../../text';
import { field, named, type SyntaxNode } from '../node';
import type { ClassExpression, Expression, FunctionExpression } from '../program';
import type { RustBuilder } from './builder';
import { at, attributed, type Attributes } from './nodes';
import { valueOf } from './attributes';
import { typeReference } from './types';
import { styled, writtenName } from './written';

/** What makes the text of an enum's variant known to the methods that give it. */
const TEXT_METHODS = ['to_string', 'as_ref', 'into'] as const;

/**
 * The variants of an enum are types of their own, derived from it: each may answer its methods in its own way.
 * @returns the one that is marked as the default
 */
export function declareVariants(
  builder: RustBuilder,
  node: SyntaxNode,
  owner: ClassExpression,
  all: Attributes,
): ClassExpression | undefined {
  let initial: ClassExpression | undefined;
  const body = field(node, 'body');
  for (const { node: each, attributes } of attributed(body?.children ?? [], range => builder.slice(range))) {
    const nameNode = field(each, 'name');
    if (each.type !== 'enum_variant' || !nameNode) continue;
    const name = builder.slice(nameNode);
    const value = builder.inScope('class', at(each), scope => {
      const writtenAs = writtenName(name, attributes, all);
      const made: ClassExpression = {
        kind: 'class',
        name,
        bases: [owner],
        scope,
        range: at(each),
        ...(writtenAs === undefined ? {} : { writtenAs }),
      };
      builder.own(scope, made);
      for (const [index, type] of (each.children.find(child => child.field === 'body')?.children ?? []).entries())
        bindContent(builder, type, index);
      const text = serialised(builder, attributes) ?? styledText(name, all, at(nameNode));
      if (text) for (const method of TEXT_METHODS) bindText(builder, made, method, text);
      return made;
    });
    builder.bindItem({ kind: 'class', name, range: at(nameNode), value });
    if (attributes.some(({ text }) => /^\s*default\s*$/.test(text))) initial = value;
  }
  return initial;
}

function bindContent(builder: RustBuilder, node: SyntaxNode, index: number): void {
  const name = field(node, 'name');
  const type = typeReference(builder, node.type === 'field_declaration' ? field(node, 'type') : node);
  if (!type) return;
  builder.bindItem({ kind: 'field', name: name ? builder.slice(name) : String(index), range: at(node), type });
}

/** `#[strum(serialize = "…")]` */
function serialised(builder: RustBuilder, attributes: Attributes): Expression | undefined {
  return attributes
    .filter(({ text }) => /^\s*strum\b/.test(text))
    .map(attribute => valueOf(builder, attribute, 'to_string') ?? valueOf(builder, attribute, 'serialize'))
    .find(text => text !== undefined);
}

/** `#[strum(serialize_all = "kebab-case")]` */
function styledText(name: string, all: Attributes, range: Range): Expression | undefined {
  const style = all.map(({ text }) => /^\s*strum\(.*\bserialize_all\s*=\s*"([^"]+)"/s.exec(text)?.[1]).find(Boolean);
  const text = style === undefined ? undefined : styled(name, style);
  return text === undefined
    ? undefined
    : { kind: 'text', parts: [{ kind: 'piece', text, range }], content: undefined, range };
}

function bindText(builder: RustBuilder, owner: ClassExpression, name: string, value: Expression): void {
  builder.bindItem({ kind: 'function', name, range: value.range, value: answer(builder, owner, name, value) });
}

function answer(builder: RustBuilder, owner: ClassExpression, name: string, value: Expression): FunctionExpression {
  return builder.inScope('function', value.range, scope => {
    const made: FunctionExpression = {
      kind: 'function',
      name,
      parameters: [],
      scope,
      returns: [value],
      decorators: [],
      owner,
      isGetter: false,
      isConstructor: false,
      range: value.range,
    };
    builder.own(scope, made);
    return made;
  });
}

/** Whether a method is that by which a value shows itself as text. */
const shows = (name: string, trait: string | undefined): boolean =>
  name === 'fmt' && /(?:^|::)Display$/.test(trait ?? '');

/** A method that is a `match` over its own variants gives each variant's own value where the variant is known. */
export function sortArms(
  builder: RustBuilder,
  owner: ClassExpression,
  name: string,
  made: FunctionExpression,
  trait: string | undefined,
): void {
  const names = shows(name, trait) ? ['to_string'] : [name];
  for (const result of made.returns) {
    const match = builder.armsOf(result);
    if (match?.of.kind !== 'self') continue;
    for (const { names: variants, value } of match.arms) {
      for (const each of variants) {
        const variant = owner.scope.bindings.get(each)?.[0]?.value;
        if (variant?.kind !== 'class') continue;
        for (const method of names) {
          const own: FunctionExpression = { ...made, name: method, returns: [value], owner: variant };
          builder.bindItem({ kind: 'function', name: method, range: value.range, value: own }, variant.scope);
        }
      }
    }
  }
  if (shows(name, trait)) builder.bindItem({ kind: 'function', name: 'to_string', range: made.range, value: made });
}

/** The names of the variants in a pattern: `Self::A | Model::B(_)`. */
export function variantNames(builder: RustBuilder, pattern: SyntaxNode): string[] {
  switch (pattern.type) {
    case 'identifier':
      return [builder.slice(pattern)];
    case 'scoped_identifier': {
      const name = field(pattern, 'name');
      return name ? [builder.slice(name)] : [];
    }
    case 'tuple_struct_pattern':
    case 'struct_pattern': {
      const type = field(pattern, 'type');
      return type ? variantNames(builder, type) : [];
    }
    case 'scoped_type_identifier': {
      const name = field(pattern, 'name');
      return name ? [builder.slice(name)] : [];
    }
    case 'type_identifier':
      return [builder.slice(pattern)];
    case 'or_pattern':
    case 'match_pattern':
      return named(pattern).flatMap(child => (child.field === 'condition' ? [] : variantNames(builder, child)));
    case 'reference_pattern':
    case 'ref_pattern': {
      const [inner] = named(pattern);
      return inner ? variantNames(builder, inner) : [];
    }
    default:
      return [];
  }
}
