import type { LanguageId } from './program';
import type { Range } from '../text';
import type {
  Binding,
  Block,
  CallExpression,
  ClassExpression,
  Comment,
  ExportedName,
  Expression,
  Guard,
  FunctionExpression,
  Mutation,
  Program,
  Scope,
  TextExpression,
} from './program';
import { scopeOf } from './program';

/** Characters from which a string literal counts as a possible prompt text. */
const LONG_TEXT = 120;

/** What the `return` statements of a function give. */
interface Returns {
  readonly values: Expression[];
  readonly blocks: Block[];
  readonly more: (readonly Expression[])[];
}

interface OpenScope extends Scope {
  owner: FunctionExpression | ClassExpression | undefined;
  bindings: Map<string, Binding[]>;
  mutations: Map<string, Mutation[]>;
}

/** Collects a program while an adapter walks a tree: keeps the current scope, block and class. */
export class ProgramBuilder {
  private readonly moduleScope: OpenScope;
  private readonly calls: CallExpression[] = [];
  private readonly comments: Comment[] = [];
  private readonly longTexts: TextExpression[] = [];
  private readonly exports: ExportedName[] = [];
  private readonly opens = new Set<string>();
  private readonly returns = new Map<Scope, Returns>();
  private readonly pending: { scope: Scope; name: string; mutation: Mutation }[] = [];
  private noted: { scope: Scope; name: string }[] | undefined;
  private current: OpenScope;
  private currentBlock: Block;

  constructor(
    readonly text: string,
    private readonly file: string,
    private readonly language: LanguageId,
  ) {
    const range = { start: 0, end: text.length };
    this.moduleScope = {
      kind: 'module',
      parent: undefined,
      owner: undefined,
      range,
      bindings: new Map(),
      mutations: new Map(),
    };
    this.current = this.moduleScope;
    this.currentBlock = { kind: 'module', parent: undefined, range };
  }

  get scope(): Scope {
    return this.current;
  }

  get block(): Block {
    return this.currentBlock;
  }

  /** The class whose method or body is being read, through nested functions. */
  get enclosingClass(): ClassExpression | undefined {
    for (let scope: Scope | undefined = this.current; scope; scope = scope.parent) {
      if (scope.owner?.kind === 'class') return scope.owner;
    }
    return undefined;
  }

  /** Whether what is being read stands in a test within the program. */
  get isInTest(): boolean {
    return false;
  }

  slice(range: Range): string {
    return this.text.slice(range.start, range.end);
  }

  /** Runs `body` in a new scope. */
  inScope<T>(
    kind: Scope['kind'],
    range: Range,
    body: (scope: Scope) => T,
    { isOpen = false }: { isOpen?: boolean } = {},
  ): T {
    const scope: OpenScope = {
      kind,
      parent: this.current,
      owner: undefined,
      range,
      bindings: new Map(),
      mutations: new Map(),
      ...(isOpen ? { isOpen } : {}),
      ...(this.isInTest ? { isTest: true } : {}),
    };
    return this.within(scope, () => body(scope));
  }

  /** Runs `body` in a scope that has been made before, such as that of a type whose methods stand elsewhere. */
  within<T>(scope: Scope, body: () => T): T {
    const outer = this.current;
    this.current = scope as OpenScope;
    try {
      return body();
    } finally {
      this.current = outer;
    }
  }

  /** Says whose scope this is, once the function or class has been made. */
  own(scope: Scope, owner: FunctionExpression | ClassExpression): void {
    (scope as OpenScope).owner = owner;
  }

  /** Runs `body` in a new block of control flow. */
  /** @param guard what holds in the block */
  inBlock<T>(kind: Block['kind'], range: Range, body: () => T, guard?: Guard): T {
    const outer = this.currentBlock;
    this.currentBlock = { kind, parent: outer, range, ...(guard ? { guard } : {}) };
    try {
      return body();
    } finally {
      this.currentBlock = outer;
    }
  }

  /** Whether what comes now runs several times in a call of the function around it. */
  get isInLoop(): boolean {
    for (let block: Block | undefined = this.currentBlock; block; block = block.parent) {
      if (block.kind === 'loop') return true;
      if (block.kind === 'function' || block.kind === 'closure') return false;
    }
    return false;
  }

  /** The names that `body` binds in the current scope. */
  namesBound(body: () => void): readonly string[] {
    const outer = this.noted;
    const scope = this.current;
    const noted: { scope: Scope; name: string }[] = [];
    this.noted = noted;
    try {
      body();
    } finally {
      this.noted = outer;
    }
    return [...new Set(noted.filter(each => each.scope === scope).map(({ name }) => name))];
  }

  bind(binding: Omit<Binding, 'block'> & { block?: Block }, scope: Scope = this.current): void {
    const bindings = (scope as OpenScope).bindings;
    this.noted?.push({ scope, name: binding.name });
    const known = bindings.get(binding.name);
    const complete: Binding = { block: this.currentBlock, ...binding };
    if (known) known.push(complete);
    else bindings.set(binding.name, [complete]);
  }

  /** From now on `return` statements inside this function's scope are its results. */
  collectReturns(scope: Scope, values: Expression[], blocks: Block[] = [], more: (readonly Expression[])[] = []): void {
    this.returns.set(scope, { values, blocks, more });
  }

  /** @param more what is returned beside the first value */
  addReturn(value: Expression, more: readonly Expression[] = []): void {
    for (let scope: Scope | undefined = this.current; scope; scope = scope.parent) {
      const returns = this.returns.get(scope);
      if (returns) {
        returns.values.push(value);
        returns.blocks.push(this.currentBlock);
        returns.more.push(more);
        return;
      }
    }
  }

  /** The nearest scope that is a function's or the module's: where `var` and Python names live. */
  functionScope(): Scope {
    let scope: Scope = this.current;
    while (scope.kind === 'block' && scope.parent) scope = scope.parent;
    return scope;
  }

  module(): Scope {
    return this.moduleScope;
  }

  /** Notes a change in place of what stands in a name or in a field of the class around. */
  mutate(target: Expression, change: Omit<Mutation, 'path' | 'block'> & { path?: Mutation['path'] }): void {
    const path: (string | Expression)[] = [];
    let root = target;
    for (;;) {
      if (root.kind === 'member') {
        if (root.object.kind === 'self') break;
        path.unshift(root.property);
        root = root.object;
      } else if (root.kind === 'element') {
        path.unshift(staticKey(root.index) ?? root.index);
        root = root.object;
      } else if (root.kind === 'asserted') root = root.value;
      else break;
    }
    const mutation: Mutation = { ...change, path: [...path, ...(change.path ?? [])], block: this.currentBlock };
    if (root.kind === 'name') this.pending.push({ scope: this.current, name: root.name, mutation });
    else if (root.kind === 'member' && root.object.kind === 'self') {
      this.pending.push({ scope: root.object.owner.scope, name: root.property, mutation });
    }
  }

  addCall(call: CallExpression): CallExpression {
    this.calls.push(call);
    return call;
  }

  addText(text: TextExpression): TextExpression {
    if (text.range.end - text.range.start >= LONG_TEXT) this.longTexts.push(text);
    return text;
  }

  /** @param marks what surrounds the text in this language */
  addComment({ start, end }: Range, marks: RegExp): void {
    this.comments.push({ range: { start, end }, text: this.text.slice(start, end).replace(marks, '').trim() });
  }

  addExport(exported: ExportedName): void {
    this.exports.push(exported);
  }

  /** Notes a module whose names are visible from here on without being named. */
  addOpen(module: string): void {
    this.opens.add(module);
  }

  finish(state: { hasErrors: boolean; isTruncated: boolean }): Program {
    for (const { scope, name, mutation } of this.pending) {
      // What no scope binds is global: `process.env.X = …`.
      const home = ((scope.kind === 'class' ? scope : scopeOf(name, scope)) ?? this.moduleScope) as OpenScope;
      const known = home.mutations.get(name);
      if (known) known.push(mutation);
      else home.mutations.set(name, [mutation]);
    }
    return {
      file: this.file,
      language: this.language,
      text: this.text,
      module: this.moduleScope,
      calls: this.calls.sort((a, b) => a.nameRange.start - b.nameRange.start),
      comments: this.comments,
      longTexts: this.longTexts,
      exports: this.exports,
      opens: [...this.opens],
      ...state,
    };
  }
}

/** The key that an index expression names, when it is a literal. */
export function staticKey(index: Expression): string | undefined {
  if (index.kind === 'number') return String(index.value);
  if (index.kind !== 'text') return undefined;
  return index.parts.every(part => part.kind === 'piece')
    ? index.parts.map(part => (part.kind === 'piece' ? part.text : '')).join('')
    : undefined;
}
