import { ProgramBuilder } from '../builder';
import type { Range } from '../../text';
import type { SyntaxNode } from '../node';
import { scopeOf, type ClassExpression, type NameExpression, type Scope, type TypeReference } from '../program';

export const at = (node: Range): Range => ({ start: node.start, end: node.end });

/** A field of a struct, in the order in which it is declared. */
export interface StructField {
  readonly name: string;
  readonly type: TypeReference | undefined;
}

/** A struct or interface of this file, or a part of one of another file. */
export interface DeclaredType {
  readonly class: ClassExpression;
  readonly fields: readonly StructField[];
}

/** Adds what only Go has: receivers with a name of their own, and types whose methods stand apart. */
export class GoBuilder extends ProgramBuilder {
  private readonly receivers = new Map<Scope, { name: string; owner: ClassExpression }>();
  private readonly types = new Map<string, DeclaredType>();
  private readonly underlying = new Map<string, SyntaxNode>();
  private readonly results = new Map<Scope, string[]>();

  /** Says that `name` is the object inside this method's scope. */
  setReceiver(scope: Scope, name: string, owner: ClassExpression): void {
    this.receivers.set(scope, { name, owner });
  }

  /** The class whose object a name is, here. */
  receiver(name: string): ClassExpression | undefined {
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent) {
      const receiver = this.receivers.get(scope);
      if (receiver?.name === name) return receiver.owner;
      if (scope.bindings.has(name)) return undefined;
    }
    return undefined;
  }

  /** A name as it is used here: what is declared later in a function is not meant, what the package declares may be. */
  nameAt(node: Range, name = this.slice(node)): NameExpression {
    const scope = scopeOf(name, this.scope) ?? this.module();
    return { kind: 'name', name, scope, block: this.block, range: at(node) };
  }

  declareType(name: string, type: DeclaredType): void {
    this.types.set(name, type);
  }

  declaredType(name: string): DeclaredType | undefined {
    return this.types.get(name);
  }

  /** Says what a type such as `type Messages []Message` is made of. */
  setUnderlying(name: string, node: SyntaxNode): void {
    this.underlying.set(name, node);
  }

  underlyingOf(name: string): SyntaxNode | undefined {
    return this.underlying.get(name);
  }

  /** Says what the next result of a function is called, for a bare `return`. */
  addResult(scope: Scope, name: string): void {
    this.results.set(scope, [...(this.results.get(scope) ?? []), name]);
  }

  /** The names of the results of the function around. */
  resultNames(): readonly string[] {
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent)
      if (scope.kind === 'function') return this.results.get(scope) ?? [];
    return [];
  }
}
