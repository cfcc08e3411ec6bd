import type { NameUse } from '../language';
import type { Expression, Program, Scope } from '../program';

const MAX_SCOPES = 200; // classes in one file; more are generated

/**
 * The class or constant that a path means where it is used: one of the modules around it, or one that those mix in, may
 * stand before it.
 */
export function definitionOf(program: Program, path: readonly string[], use: NameUse): Expression | undefined {
  const pending: { scope: Scope; names: readonly string[] }[] = [{ scope: program.module, names: [] }];
  for (let index = 0; index < Math.min(pending.length, MAX_SCOPES); index += 1) {
    const { scope, names } = pending[index] ?? { scope: program.module, names: [] };
    for (const [name, bindings] of scope.bindings) {
      const binding = bindings.at(-1);
      if (!binding || !/^\p{Lu}/u.test(name)) continue;
      const full = [...names, name];
      if (isMeant(full, path, use)) {
        const end = program.text.length;
        return { kind: 'name', name, scope, block: binding.block, range: { start: end, end } };
      }
      if (binding.value?.kind === 'class') pending.push({ scope: binding.value.scope, names: full });
    }
  }
  return undefined;
}

function isMeant(full: readonly string[], path: readonly string[], { nesting, mixedIn }: NameUse): boolean {
  const outer = full.slice(0, Math.max(0, full.length - path.length));
  if (full.length < path.length || !path.every((name, index) => name === full[outer.length + index])) return false;
  return isAround(outer, nesting) || mixedIn.some(names => endsWith(outer, names, nesting));
}

const isAround = (outer: readonly string[], nesting: readonly string[]): boolean =>
  outer.every((name, index) => name === nesting[index]);

/** Whether modules are those that a path names, itself used in the modules around. */
function endsWith(outer: readonly string[], names: readonly string[], nesting: readonly string[]): boolean {
  const rest = outer.length - names.length;
  return (
    names.length > 0 &&
    rest >= 0 &&
    names.every((name, index) => name === outer[rest + index]) &&
    isAround(outer.slice(0, rest), nesting)
  );
}
