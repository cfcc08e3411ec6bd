import { ProgramBuilder } from '../builder';
import { scopeOf } from '../program';
import type { Binding, Block, ClassExpression, Expression, Program, Scope } from '../program';

/** One arm of a `match`: the variants or names that its pattern lists, and its value. */
export interface MatchArm {
  readonly names: readonly string[];
  readonly value: Expression;
}

/** Macros in macros; each is read on its own. */
const MAX_MACROS = 20;

/** Types whose functions are called by their lower-case names. */
const PRIMITIVES: ReadonlySet<string> = new Set(
  'str char bool u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64'.split(' '),
);

/** How a module's name is bound, to be told from that of a variable. */
const pathHead = (name: string): string => (/^[a-z_]\w*$/.test(name) && !PRIMITIVES.has(name) ? `${name}::` : name);

/** Adds what only Rust has: types apart from their `impl` blocks, modules in a file, values that never come to be. */
export class RustBuilder extends ProgramBuilder {
  private readonly types = new Map<Scope, Map<string, ClassExpression>>();
  private readonly modules = new Map<Scope, Map<string, 'file' | 'inline'>>();
  private readonly bounds = new Map<Scope, Map<string, string>>();
  private readonly mutable = new WeakMap<Scope, Set<string>>();
  private readonly never = new WeakSet<Expression>();
  private readonly arms = new WeakMap<Expression, { of: Expression; arms: readonly MatchArm[] }>();
  private readonly ownFields = new Map<Scope, { field: string; value: Expression; block: Block }[]>();
  private readonly foreign = new WeakSet<ClassExpression>();
  private readonly pathHeads = new Set<string>();
  private readonly literals = new Map<string, number>();
  private handsOn = false;
  private testDepth = 0;
  private macroDepth = 0;

  /** Says that a type is one of a package. */
  declareForeign(made: ClassExpression): void {
    this.foreign.add(made);
  }

  isForeign(made: ClassExpression): boolean {
    return this.foreign.has(made);
  }

  /** The module that a name of this place is imported from. */
  importedFrom(name: string): string | undefined {
    return scopeOf(name, this.scope)?.bindings.get(name)?.[0]?.import?.module;
  }

  /** Says that the type of this name is made up in the current scope. */
  declareType(name: string, made: ClassExpression): void {
    put(this.types, this.scope, name, made);
  }

  /** The type of this file that a name means here. */
  typeNamed(name: string): ClassExpression | undefined {
    return this.lookUp(this.types, name);
  }

  declareModule(name: string, kind: 'file' | 'inline'): void {
    put(this.modules, this.scope, name, kind);
  }

  /** Whether a name is that of a module of this crate: of another file, or written out in this one. */
  moduleNamed(name: string): 'file' | 'inline' | undefined {
    return this.lookUp(this.modules, name);
  }

  /** `M: CompletionModel`: what is known of a type parameter. */
  declareBound(name: string, bound: string): void {
    put(this.bounds, this.scope, name, bound);
  }

  boundOf(name: string): string | undefined {
    return this.lookUp(this.bounds, name);
  }

  declareMutable(name: string): void {
    const known = this.mutable.get(this.scope);
    if (known) known.add(name);
    else this.mutable.set(this.scope, new Set([name]));
  }

  isMutable(name: string, scope: Scope): boolean {
    for (let current: Scope | undefined = scope; current; current = current.parent) {
      if (this.mutable.get(current)?.has(name)) return true;
      if (current.bindings.has(name)) return false;
    }
    return false;
  }

  /** How many modules written out in this file are around. */
  get inlineModules(): number {
    let count = 0;
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent) if (scope.isOpen) count += 1;
    return count;
  }

  /** `return`, `panic!`, `continue`: control does not come to what follows. */
  markNever<T extends Expression>(expression: T): T {
    this.never.add(expression);
    return expression;
  }

  isNever(expression: Expression): boolean {
    return this.never.has(expression);
  }

  /** `self.field = value` in a method: the object that the method hands on is another one. */
  noteOwnField(field: string, value: Expression): void {
    const scope = this.functionScope();
    const known = this.ownFields.get(scope) ?? [];
    known.push({ field, value, block: this.block });
    this.ownFields.set(scope, known);
  }

  ownFieldsOf(scope: Scope): readonly { readonly field: string; readonly value: Expression; readonly block: Block }[] {
    return this.ownFields.get(scope) ?? [];
  }

  noteArms(result: Expression, of: Expression, arms: readonly MatchArm[]): void {
    this.arms.set(result, { of, arms });
  }

  armsOf(result: Expression): { readonly of: Expression; readonly arms: readonly MatchArm[] } | undefined {
    return this.arms.get(result);
  }

  /** Reads what stands in a macro; undefined too many macros deep. */
  inMacro<T>(body: () => T): T | undefined {
    if (this.macroDepth >= MAX_MACROS) return undefined;
    this.macroDepth += 1;
    try {
      return body();
    } finally {
      this.macroDepth -= 1;
    }
  }

  override get isInTest(): boolean {
    return this.testDepth > 0;
  }

  inTest<T>(isTest: boolean, body: () => T): T {
    this.testDepth += isTest ? 1 : 0;
    try {
      return body();
    } finally {
      this.testDepth -= isTest ? 1 : 0;
    }
  }

  /** How often the file writes out an object of a type. */
  literalsOf(type: string): number {
    let count = this.literals.get(type);
    if (count === undefined) {
      const pattern = new RegExp(
        String.raw`(?<!\b(?:struct|enum|union|trait|impl|for|mod|dyn)\s+|->\s*)\b${type}\s*\{`,
        'g',
      );
      this.literals.set(type, (count = [...this.text.matchAll(pattern)].length));
    }
    return count;
  }

  /** The name that a path begins with, as it is bound. What nothing goes by is a crate. */
  pathHead(name: string): string {
    const head = pathHead(name);
    if (head !== name) this.pathHeads.add(name);
    return head;
  }

  override finish(state: { hasErrors: boolean; isTruncated: boolean }): Program {
    const module = this.module();
    for (const name of this.pathHeads) {
      if (module.bindings.has(pathHead(name))) continue;
      const { range } = module;
      this.bindPathHead({ kind: 'import', name, range, from: 0, import: { module: name, name: '*' } }, module);
    }
    // Where some names are handed on from elsewhere, the file's own have to be said too.
    if (this.handsOn)
      for (const name of module.bindings.keys()) {
        const range = { start: this.text.length, end: this.text.length };
        this.addExport({ name, value: this.nameAt(name, range) });
      }
    return super.finish(state);
  }

  /** `pub use prompts::*;` */
  handOn(module: string): void {
    if (this.scope !== this.module()) return;
    this.handsOn = true;
    this.addExport({ name: '*', from: { module, name: '*' } });
  }

  /** A name of this place, as an expression. */
  nameAt(name: string, range: { start: number; end: number }): Expression {
    return { kind: 'name', name, scope: this.scope, block: this.block, range };
  }

  /**
   * Modules and crates have names of their own, which variables and functions do not hide: they are bound once more
   * as paths begin with them.
   */
  override bind(binding: Omit<Binding, 'block'> & { block?: Block }, scope: Scope = this.scope): void {
    super.bind(binding, scope);
    if (binding.import || binding.kind === 'class') this.bindPathHead(binding, scope);
  }

  bindPathHead(binding: Omit<Binding, 'block'> & { block?: Block }, scope: Scope = this.scope): void {
    const name = pathHead(binding.name);
    if (name !== binding.name) super.bind({ ...binding, name }, scope);
  }

  isBoundHere(name: string): boolean {
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent) {
      if (scope.kind === 'class' && !scope.isOpen) continue;
      if (scope.bindings.has(name)) return true;
    }
    return false;
  }

  /** A value that a name stands for as a whole, such as an item that is visible in all of its scope. */
  bindItem(
    binding: Pick<Binding, 'kind' | 'name' | 'range' | 'value' | 'type' | 'import' | 'writtenAs'>,
    scope: Scope = this.scope,
  ): void {
    this.bind({ ...binding, from: scope.range.start }, scope);
  }

  private lookUp<T>(tables: ReadonlyMap<Scope, ReadonlyMap<string, T>>, name: string): T | undefined {
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent) {
      const found = tables.get(scope)?.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function put<T>(tables: Map<Scope, Map<string, T>>, scope: Scope, name: string, value: T): void {
  const known = tables.get(scope);
  if (known) known.set(name, value);
  else tables.set(scope, new Map([[name, value]]));
}
