import type { NameUse } from '../language';
import type { Expression, Program, Scope } from '../program';

const MAX_SCOPES = 200; // classes in one file; more are generated

/** The class or constant that a path means where it is used: one of the modules around it may stand before it. */
export function definitionOf(program: Program, path: readonly string[], { nesting }: NameUse): Expression | undefined {
  const pending: { scope: Scope; names: readonly string[] }[] = [{ scope: program.module, names: [] }];
  for (let index = 0; index < Math.min(pending.length, MAX_SCOPES); index += 1) {
    const { scope, names } = pending[index] ?? { scope: program.module, names: [] };
    for (const [name, bindings] of scope.bindings) {
      const binding = bindings.at(-1);
      if (!binding || !/^\p{Lu}/u.test(name)) continue;
      const full = [...names, name];
      if (isMeant(full, path, nesting)) {
        const end = program.text.length;
        return { kind: 'name', name, scope, block: binding.block, range: { start: end, end } };
      }
      if (binding.value?.kind === 'class') pending.push({ scope: binding.value.scope, names: full });
    }
  }
  return undefined;
}

function isMeant(full: readonly string[], path: readonly string[], nesting: readonly string[]): boolean {
  const outer = full.length - path.length;
  return (
    outer >= 0 &&
    path.every((name, index) => name === full[outer + index]) &&
    full.slice(0, outer).every((name, index) => name === nesting[index])
  );
}
