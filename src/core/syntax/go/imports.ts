import { field, named, type SyntaxNode } from '../node';
import { at, type GoBuilder } from './builder';

/** Words that a repository's name has and its package's name has not. */
const AFFIXES = /^(go|golang|sdk|api|lib|client)$/;
const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;

interface ImportSpec {
  readonly path: string;
  readonly node: SyntaxNode;
  readonly alias: SyntaxNode | undefined;
}

/** Binds the names of all packages that a file imports. */
export function lowerImports(builder: GoBuilder, declarations: readonly SyntaxNode[]): void {
  const specs = declarations.flatMap(importSpecs).flatMap(node => {
    const path = field(node, 'path');
    const alias = field(node, 'name');
    return path ? [{ path: builder.slice(path).slice(1, -1), node: path, alias }] : [];
  });
  const names = new Set<string>();
  for (const spec of specs) {
    if (spec.alias?.type === 'dot') builder.addOpen(spec.path);
    else if (spec.alias?.type === 'package_identifier') bindImport(builder, spec, builder.slice(spec.alias), names);
  }
  // A name that may be meant gives way to one that is said.
  for (const isExact of [true, false])
    for (const spec of specs) {
      const candidates = spec.alias ? [] : packageNames(spec.path);
      if ((candidates.length === 1) === isExact)
        for (const name of candidates) if (!names.has(name)) bindImport(builder, spec, name, names);
    }
}

function importSpecs(declaration: SyntaxNode): SyntaxNode[] {
  return named(declaration).flatMap(child =>
    child.type === 'import_spec' ? [child] : child.type === 'import_spec_list' ? importSpecs(child) : [],
  );
}

function bindImport(builder: GoBuilder, { path, node, alias }: ImportSpec, name: string, names: Set<string>): void {
  names.add(name);
  builder.bind({ kind: 'import', name, range: at(alias ?? node), from: 0, import: { module: path, name: '*' } });
}

/**
 * The names that a package may have that is imported without one: what its clause says can't be seen. It is the last
 * element of the path without version, as in `openai-go/v3`, and often without what says that it is for Go.
 */
export function packageNames(path: string): readonly string[] {
  const elements = path.split('/').filter(element => !/^v\d+$/.test(element));
  const last = (elements.at(-1) ?? '').replace(/\.v\d+$/, '');
  if (IDENTIFIER.test(last)) return [last];
  const words = last.split(/[-.]/).filter(word => word !== '');
  const own = words.filter(word => !AFFIXES.test(word));
  const candidates = [...own, own.join(''), own.join('_'), words.join(''), words.join('_')];
  return [...new Set(candidates)].filter(name => IDENTIFIER.test(name));
}
