import type { ProgramBuilder } from '../builder';
import { field, hasToken, named, type SyntaxNode } from '../node';
import { lowerExpression } from './expressions';
import { lowerStatement } from './statements';

const at = (node: SyntaxNode) => ({ start: node.start, end: node.end });

const unquote = (text: string): string => text.slice(1, -1);

export function lowerImport(builder: ProgramBuilder, node: SyntaxNode): void {
  const source = field(node, 'source');
  const module = source && unquote(builder.slice(source));
  const bind = (name: SyntaxNode, imported: string, from = module) => {
    if (from === undefined) return;
    builder.bind({
      kind: 'import',
      name: builder.slice(name),
      range: at(name),
      from: 0,
      import: { module: from, name: imported },
    });
  };
  for (const clause of named(node)) {
    if (clause.type === 'import_require_clause') {
      const [name] = named(clause);
      const path = field(clause, 'source');
      if (name && path) bind(name, '*', unquote(builder.slice(path)));
    }
    if (clause.type !== 'import_clause') continue;
    for (const part of named(clause)) {
      if (part.type === 'identifier') bind(part, 'default');
      else if (part.type === 'namespace_import') {
        const [name] = named(part);
        if (name) bind(name, '*');
      } else if (part.type === 'named_imports') {
        for (const specifier of named(part)) {
          const name = field(specifier, 'name');
          if (name) bind(field(specifier, 'alias') ?? name, builder.slice(name));
        }
      }
    }
  }
}

export function lowerExport(builder: ProgramBuilder, node: SyntaxNode): void {
  const source = field(node, 'source');
  const module = source && unquote(builder.slice(source));
  const declaration = field(node, 'declaration');
  const value = field(node, 'value');
  const isDefault = hasToken(node, 'default');
  if (value) builder.addExport({ name: 'default', value: lowerExpression(builder, value) });
  if (declaration) lowerDeclaration(builder, declaration, isDefault);
  const clause = node.children.find(child => child.type === 'export_clause');
  for (const specifier of clause ? named(clause) : []) {
    const name = field(specifier, 'name');
    if (!name) continue;
    const local = builder.slice(name);
    const exported = field(specifier, 'alias');
    builder.addExport({
      name: exported ? builder.slice(exported) : local,
      ...(module === undefined
        ? { value: { kind: 'name', name: local, scope: builder.scope, block: builder.block, range: at(name) } }
        : { from: { module, name: local } }),
    });
  }
  if (module !== undefined && !clause) builder.addExport({ name: '*', from: { module, name: '*' } });
}

function lowerDeclaration(builder: ProgramBuilder, node: SyntaxNode, isDefault: boolean): void {
  const names = builder.namesBound(() => {
    lowerStatement(builder, node);
  });
  const range = { start: node.end, end: node.end };
  for (const name of names) {
    const value = { kind: 'name', name, scope: builder.scope, block: builder.block, range } as const;
    builder.addExport({ name: isDefault ? 'default' : name, value });
  }
}
