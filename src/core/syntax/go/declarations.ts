import { field, fields, named, type SyntaxNode } from '../node';
import type { Expression } from '../program';
import { at, type GoBuilder } from './builder';
import { emptyText } from './calls';
import { lowerExpression, objectOf } from './expressions';
import { bareType, isTextBuffer, PREDECLARED, typeExpression, typeReference } from './types';

const MAX_DIRECTIVE = 300; // characters of a line above a variable that names a file

/** `const` and `var`, also in groups. */
export function lowerVariables(builder: GoBuilder, declaration: SyntaxNode): void {
  for (const child of declaration.children) {
    if (child.type === 'var_spec_list') lowerVariables(builder, child);
    else if (child.type === 'var_spec' || child.type === 'const_spec') lowerSpec(builder, child);
  }
}

function lowerSpec(builder: GoBuilder, spec: SyntaxNode): void {
  const names = fields(spec, 'name').filter(({ isNamed }) => isNamed);
  const list = field(spec, 'value');
  const values = (list ? named(list) : []).map(value => lowerExpression(builder, value));
  const type = field(spec, 'type');
  const reference = typeReference(builder, type);
  names.forEach((name, index) => {
    // The second result of a call is not followed.
    const value = values[index] ?? (values.length ? undefined : initialValue(builder, spec, type));
    bindName(builder, name, spec.end, value, reference);
  });
}

/** Binds a variable; `_` is none. */
export function bindName(
  builder: GoBuilder,
  node: SyntaxNode,
  from: number,
  value: Expression | undefined,
  type?: ReturnType<typeof typeReference>,
): void {
  const name = builder.slice(node);
  if (name === '_') return;
  builder.bind({
    kind: 'variable',
    name,
    range: at(node),
    from,
    ...(value ? { value } : {}),
    ...(type ? { type } : {}),
  });
}

/** What a variable holds that is declared without a value, where that says something: an empty list, a struct to fill. */
function initialValue(builder: GoBuilder, spec: SyntaxNode, type: SyntaxNode | undefined): Expression | undefined {
  const range = at(spec);
  const embedded = embeddedFile(builder, spec);
  if (embedded) return embedded;
  if (!type || spec.type !== 'var_spec') return undefined;
  if (isTextBuffer(builder, type)) return emptyText(spec);
  switch (type.type) {
    case 'slice_type':
      return { kind: 'list', items: [], isUnordered: false, range };
    case 'map_type':
      return { kind: 'record', entries: [], range };
    case 'type_identifier':
    case 'qualified_type': {
      const name = builder.slice(bareType(type));
      const isPlain =
        PREDECLARED.has(name) || builder.underlyingOf(name) || builder.declaredType(name)?.class.isInterface;
      const callee = isPlain ? undefined : typeExpression(builder, type);
      return callee && objectOf(builder, callee);
    }
    default:
      return undefined;
  }
}

/** `//go:embed prompts/system.txt` above a variable: the file's text, as a value of the package `embed`. */
function embeddedFile(builder: GoBuilder, spec: SyntaxNode): Expression | undefined {
  const lineStart = Math.max(0, builder.text.lastIndexOf('\n', spec.start - 1));
  const above = builder.text.slice(Math.max(0, lineStart - MAX_DIRECTIVE), lineStart);
  const directive = /\/\/go:embed[ \t]+(\S+)\s*$/.exec(above);
  if (!directive?.[1]) return undefined;
  const range = at(spec);
  return {
    kind: 'call',
    callee: {
      kind: 'member',
      object: { kind: 'import', module: 'embed', range },
      property: 'file',
      propertyRange: range,
      range,
    },
    arguments: [
      {
        kind: 'positional',
        value: { kind: 'text', parts: [{ kind: 'piece', text: directive[1], range }], content: undefined, range },
        range,
      },
    ],
    argumentsRange: undefined,
    isNew: false,
    scope: builder.scope,
    block: builder.block,
    nameRange: range,
    range,
  };
}
