import { ProgramBuilder } from '../builder';
import type { ClassExpression, Scope } from '../program';
import { scopeOf } from '../program';
import type { Range } from '../../text';

/** Adds what only Python has: `self` as a parameter, and names declared global. */
export class PythonBuilder extends ProgramBuilder {
  private readonly receivers = new Map<Scope, { name: string; owner: ClassExpression }>();
  private readonly outerNames = new Map<Scope, Map<string, Scope>>();
  private readonly managers = new Map<string, Range>();

  /** Says that a call is a context manager, and for what. */
  setManager({ start, end }: Range, during: Range): void {
    this.managers.set(`${start}-${end}`, during);
  }

  /** What a call is a context manager for. */
  managedBy({ start, end }: Range): Range | undefined {
    return this.managers.get(`${start}-${end}`);
  }

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

  /** `global x`, `nonlocal x`. */
  declareOuter(name: string, isGlobal: boolean): void {
    const scope = this.functionScope();
    const home = isGlobal ? this.module() : scope.parent && scopeOf(name, scope.parent);
    if (!home) return;
    const known = this.outerNames.get(scope) ?? new Map<string, Scope>();
    this.outerNames.set(scope, known.set(name, home));
  }

  /** Where an assignment to this name puts it. */
  homeOf(name: string): Scope {
    const scope = this.functionScope();
    return this.outerNames.get(scope)?.get(name) ?? scope;
  }
}
