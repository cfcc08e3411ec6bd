import type { Signatures } from '../signatures';
import { languages, scopeOf, type Binding, type CallExpression, type Expression, type Program } from '../syntax';

/** Whether a call can be one of the tables' at all, as far as its name and what stands beside it tell. */
export function isCandidate({ callee, nameRange }: CallExpression, program: Program, signatures: Signatures): boolean {
  const { family } = languages[program.language];
  const isMethod = (name: string): boolean => signatures.mayBe(name, family);
  return (
    isMethod(program.text.slice(nameRange.start, nameRange.end)) ||
    isAlias(callee, isMethod) ||
    isCallable(callee, name => signatures.makesCallable(name, family))
  );
}

/** A method that was put into a variable goes by any name. */
function isAlias(callee: Expression, isMethod: (name: string) => boolean): boolean {
  if (callee.kind !== 'name') return false;
  const bindings = scopeOf(callee.name, callee.scope)?.bindings.get(callee.name) ?? [];
  return bindings.some(({ value }) => {
    const bound =
      value?.kind === 'call' && value.callee.kind === 'member' && value.callee.property === 'bind'
        ? value.callee.object
        : value;
    return bound?.kind === 'member' && isMethod(bound.property);
  });
}

/** An object that is called like a function: what a call in place, a variable or a field of the own object has made. */
function isCallable(callee: Expression, isMaker: (name: string) => boolean): boolean {
  if (callee.kind === 'call') return isMadeBy(callee, isMaker);
  return bindingsOf(callee).some(
    ({ value, type }) =>
      (value && isMadeBy(value, isMaker)) ?? type?.names.some(names => isMaker(names.at(-1) ?? '')) ?? false,
  );
}

function bindingsOf(callee: Expression): readonly Binding[] {
  if (callee.kind === 'name') return scopeOf(callee.name, callee.scope)?.bindings.get(callee.name) ?? [];
  const isOwn = callee.kind === 'member' && callee.object.kind === 'self';
  return isOwn ? (callee.object.owner.scope.bindings.get(callee.property) ?? []) : [];
}

function isMadeBy(value: Expression, isMaker: (name: string) => boolean): boolean {
  switch (value.kind) {
    case 'call': {
      const { callee } = value;
      return isMaker(callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '');
    }
    case 'fallback':
      return isMadeBy(value.preferred, isMaker) || isMadeBy(value.fallback, isMaker);
    case 'conditional':
      return isMadeBy(value.whenTrue, isMaker) || isMadeBy(value.whenFalse, isMaker);
    default:
      return false;
  }
}
