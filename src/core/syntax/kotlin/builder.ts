import { ProgramBuilder } from '../builder';
import type { Expression, NameExpression, Scope } from '../program';
import { scopeOf } from '../program';

/** The name under which the object of a lambda without parameters is bound. */
export const IMPLICIT = 'it';

/** Adds what Kotlin has: objects that a lambda or an extension function reaches without naming them. */
export class KotlinBuilder extends ProgramBuilder {
  private readonly aliases = new Map<Scope, Map<string, Expression>>();
  private readonly implicit = new Map<Scope, NameExpression>();
  private readonly fixed = new Map<Scope, Set<string>>();

  /** From now on, `name` in the current scope stands for a value that has been read already. */
  alias(name: string, value: Expression): void {
    const known = this.aliases.get(this.scope) ?? new Map<string, Expression>();
    this.aliases.set(this.scope, known.set(name, value));
  }

  aliased(name: string): Expression | undefined {
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent) {
      const value = this.aliases.get(scope)?.get(name);
      if (value) return value;
      if (scope.bindings.has(name) || (name === 'this' && scope.kind === 'class')) return undefined;
    }
    return undefined;
  }

  /** Says that a name of a scope is a `val`, which nothing is assigned to. */
  fix(name: string, scope: Scope): void {
    this.fixed.set(scope, (this.fixed.get(scope) ?? new Set()).add(name));
  }

  isFixed(name: string, scope: Scope): boolean {
    return this.fixed.get(scope)?.has(name) === true;
  }

  /** Says that the current scope is that of a lambda whose object may be reached without a name. */
  setImplicit(object: NameExpression): void {
    this.implicit.set(this.scope, object);
  }

  /** The object that an assignment to an unbound name, or a call of an unbound function, may be meant for. */
  implicitObject(): Expression | undefined {
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent) {
      const object = this.implicit.get(scope) ?? this.aliases.get(scope)?.get('this');
      if (object) return object;
      if (scope.kind === 'class') return undefined;
    }
    return undefined;
  }

  isBound(name: string): boolean {
    return scopeOf(name, this.scope) !== undefined;
  }

  /** Whether a name is one of the file's own: what is imported may be an extension of the lambda's object. */
  isOwn(name: string): boolean {
    const bindings = scopeOf(name, this.scope)?.bindings.get(name);
    return bindings?.some(({ kind }) => kind !== 'import') === true;
  }
}
