import type { NameUse } from '../language';
import type { Expression, Program } from '../program';

/** A class that needs no `use`, being of the same namespace. */
export function definitionOf(
  { module, opens, text }: Program,
  path: readonly string[],
  use: NameUse,
): Expression | undefined {
  const [name = '', ...rest] = path;
  const binding = module.bindings.get(name)?.findLast(({ kind }) => kind === 'class');
  const isShared = opens.length
    ? opens.some(namespace => use.program.opens.includes(namespace))
    : !use.program.opens.length;
  if (!binding || rest.length || !isShared) return undefined;
  return { kind: 'name', name, scope: module, block: binding.block, range: { start: text.length, end: text.length } };
}
