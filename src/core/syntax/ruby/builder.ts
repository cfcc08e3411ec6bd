import { ProgramBuilder } from '../builder';
import type { SyntaxNode } from '../node';
import type { Binding, ClassExpression, Expression, FunctionExpression, NameExpression, Scope } from '../program';
import { scopeOf } from '../program';

/** Adds what only Ruby has: texts that stand below their line, names that may be local variables or methods. */
export class RubyBuilder extends ProgramBuilder {
  /** The text of each `<<~NAME`, by where that stands. */
  readonly heredocs = new Map<number, SyntaxNode>();
  /** Methods that are defined outside of any class, wherever they stand in the file. */
  readonly outerMethods = new Set<string>();
  /** Scopes into which the local variables around them do not reach. */
  private readonly closed = new Set<Scope>();

  /** Says that a method's scope does not see the local variables around it. */
  close(scope: Scope): void {
    this.closed.add(scope);
  }

  /** Where a local variable of this name is held, as seen from here. */
  localScope(name: string): Scope | undefined {
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent) {
      const known = scope.bindings.get(name);
      if (known?.some(({ kind }) => kind !== 'function' && kind !== 'class')) return scope;
      if (scope.kind === 'class' || this.closed.has(scope)) return undefined;
    }
    return undefined;
  }

  /** Whether a method that belongs to no class goes by this name here: of a script, or a `let` of a spec. */
  hasFunction(name: string): boolean {
    if (this.outerMethods.has(name) && !this.enclosingClass?.scope.bindings.has(name)) return true;
    const scope = scopeOf(name, this.scope);
    return scope !== undefined && scope.kind !== 'class' && isFunction(scope.bindings.get(name));
  }

  /** The class or module of this name that is open in the current scope. */
  classHere(name: string): ClassExpression | undefined {
    const value = this.scope.bindings.get(name)?.at(-1)?.value;
    return value?.kind === 'class' ? value : undefined;
  }

  /** The method around, through the blocks it is in; undefined outside of one. */
  enclosingMethod(): Scope | undefined {
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent)
      if (this.closed.has(scope)) return scope;
    return undefined;
  }

  /** A name, or what is called by it, as seen from here. */
  nameHere(name: string, range: Expression['range']): NameExpression {
    return { kind: 'name', name, scope: this.scope, block: this.block, range };
  }

  /** A method without code of its own, such as that of an `attr_reader`. */
  method(
    name: string,
    range: Expression['range'],
    result: (scope: Scope) => Expression,
    owner: ClassExpression | undefined,
  ): FunctionExpression {
    return this.inScope('function', range, scope => {
      const made: FunctionExpression = {
        kind: 'function',
        name,
        parameters: [],
        scope,
        returns: [result(scope)],
        decorators: [],
        owner,
        isGetter: false,
        isConstructor: false,
        range,
      };
      this.own(scope, made);
      this.close(scope);
      return made;
    });
  }
}

const isFunction = (bindings: readonly Binding[] | undefined): boolean =>
  bindings?.some(({ kind }) => kind === 'function') ?? false;
