import { ProgramBuilder } from '../builder';
import type { SyntaxNode } from '../node';
import type { Block, ClassExpression, Expression, Scope, SlotPiece, TextPiece } from '../program';
import { scopeOf } from '../program';

type TextPart = TextPiece | SlotPiece;

/** A text that the next change of the same name is put behind, as long as nothing else sets it. */
interface OpenText {
  readonly parts: TextPart[];
  readonly block: Block;
  readonly bindings: number;
}

/** Adds what C# needs: members reached by their bare names, and the declared types that `new(…)` takes its own from. */
export class CSharpBuilder extends ProgramBuilder {
  private readonly members = new Map<Scope, ReadonlySet<string>>();
  private readonly nestedTypes = new Map<Scope, ReadonlySet<string>>();
  private readonly types = new Map<Scope, Map<string, SyntaxNode>>();
  private readonly returnTypes = new Map<Scope, SyntaxNode | undefined>();
  private readonly bases = new Map<ClassExpression, Expression[]>();
  private readonly openTexts = new Map<Scope, Map<string, OpenText>>();

  /** Says which fields, properties and methods a class declares, before any of them is read. */
  declareMembers(scope: Scope, members: ReadonlySet<string>, nestedTypes: ReadonlySet<string>): void {
    this.members.set(scope, members);
    this.nestedTypes.set(scope, nestedTypes);
  }

  /** Keeps the bases of a class open for what its constructors hand to them. */
  declareBases(owner: ClassExpression, bases: Expression[]): void {
    this.bases.set(owner, bases);
  }

  basesOf(owner: ClassExpression): Expression[] {
    return this.bases.get(owner) ?? [];
  }

  declareType(name: string, type: SyntaxNode, scope: Scope = this.scope): void {
    const known = this.types.get(scope) ?? new Map<string, SyntaxNode>();
    this.types.set(scope, known.set(name, type));
  }

  /** The declared type of a name that is used here. */
  declaredType(name: string): SyntaxNode | undefined {
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent) {
      const type = this.types.get(scope)?.get(name);
      if (type) return type;
      if (scope.bindings.has(name)) return undefined;
    }
    return undefined;
  }

  /** The declared type of a member of a class. */
  declaredMemberType(owner: ClassExpression, name: string): SyntaxNode | undefined {
    return this.types.get(owner.scope)?.get(name);
  }

  /** The class whose member a bare name is, here. */
  memberOwner(name: string): ClassExpression | undefined {
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent) {
      if (scope.kind === 'class' && scope.owner?.kind === 'class' && this.members.get(scope)?.has(name))
        return scope.owner;
      if (scope.kind !== 'class' && scope.bindings.has(name)) return undefined;
    }
    return undefined;
  }

  /** Where the name of a type is looked up: a property may have the name of its type. */
  typeScope(name: string): Scope {
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent)
      if (this.nestedTypes.get(scope)?.has(name)) return scope;
    return this.module();
  }

  /** Where an assignment to a bare name puts it. */
  homeOf(name: string): Scope {
    return scopeOf(name, this.scope) ?? this.scope;
  }

  isBound(name: string): boolean {
    return scopeOf(name, this.scope) !== undefined;
  }

  setReturnType(scope: Scope, type: SyntaxNode | undefined): void {
    this.returnTypes.set(scope, type);
  }

  /** The declared type of what the function around gives; undefined in a lambda. */
  returnType(): SyntaxNode | undefined {
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent)
      if (this.returnTypes.has(scope)) return this.returnTypes.get(scope);
    return undefined;
  }

  /** The text that the last change of a name made, if that was in this block and nothing has set the name since. */
  openText(name: string): TextPart[] | undefined {
    const home = this.homeOf(name);
    const open = this.openTexts.get(home)?.get(name);
    const isLast = open?.block === this.block && open.bindings === home.bindings.get(name)?.length;
    return isLast ? open.parts : undefined;
  }

  keepOpen(name: string, parts: TextPart[]): void {
    const home = this.homeOf(name);
    const known = this.openTexts.get(home) ?? new Map<string, OpenText>();
    const bindings = home.bindings.get(name)?.length ?? 0;
    this.openTexts.set(home, known.set(name, { parts, block: this.block, bindings }));
  }
}
