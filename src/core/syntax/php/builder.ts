import { ProgramBuilder } from '../builder';
import type { ClassExpression, Expression, Scope } from '../program';

/** Adds what only PHP has: names that are written out in full, properties beside methods of the same name. */
export class PhpBuilder extends ProgramBuilder {
  /** The namespace of what is defined here; empty for the global one. */
  namespace = '';
  /** Names that a class has both a method and a property by. */
  private readonly shared = new WeakMap<ClassExpression, ReadonlySet<string>>();
  /** Variables of a closure that are those of the code around it. */
  private readonly captured = new Map<Scope, ReadonlySet<string>>();

  setShared(owner: ClassExpression, names: ReadonlySet<string>): void {
    this.shared.set(owner, names);
  }

  /** What a property is called among the members of its class: methods have names of their own. */
  propertyName(name: string, owner: ClassExpression): string {
    return this.shared.get(owner)?.has(name) ? `$${name}` : name;
  }

  capture(scope: Scope, names: ReadonlySet<string>): void {
    this.captured.set(scope, names);
  }

  /** Where an assignment to this variable puts it. */
  homeOf(name: string): Scope {
    let scope = this.functionScope();
    while (scope.parent && (scope.kind === 'class' || this.captured.get(scope)?.has(name))) scope = scope.parent;
    return scope;
  }

  /** A variable of a function that nothing was assigned to before something is put into it begins as an empty array. */
  begin(target: Expression, kind: 'list' | 'record'): void {
    let root = target;
    while (root.kind === 'element') root = root.object;
    if (root.kind !== 'name' || !/^\$(?!this$|_[A-Z]|GLOBALS$)/.test(root.name)) return;
    const home = this.homeOf(root.name);
    if (home.kind !== 'function' || home.bindings.has(root.name)) return;
    const { start } = root.range;
    const range = { start, end: start };
    const value: Expression =
      kind === 'list' && root === target
        ? { kind, items: [], isUnordered: false, range }
        : { kind: 'record', entries: [], isSealed: true, range };
    let { block } = this;
    while (block.parent && (block.kind === 'branch' || block.kind === 'loop')) block = block.parent;
    this.bind({ kind: 'variable', name: root.name, range, from: block.range.start, block, value }, home);
  }

  /** A name, or what is called by it, as seen from here. */
  nameHere(name: string, range: Expression['range']): Expression {
    return { kind: 'name', name, scope: this.scope, block: this.block, range };
  }

  /** `\Acme\Client`, which needs no `use`: noted as if it had one. */
  fullName(path: string, range: Expression['range']): Expression {
    const parts = path.split('\\').filter(Boolean);
    const name = parts.pop() ?? '';
    const key = `\\${[...parts, name].join('\\')}`;
    if (!this.module().bindings.has(key)) {
      const imported = parts.length ? { module: parts.join('\\'), name } : { module: name, name: '*' };
      this.bind({ kind: 'import', name: key, range, from: 0, import: imported }, this.module());
    }
    return { kind: 'name', name: key, scope: this.module(), block: this.block, range };
  }
}
