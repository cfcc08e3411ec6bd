import type { Range } from '../text';

export type LanguageId =
  'csharp' | 'go' | 'java' | 'javascript' | 'kotlin' | 'php' | 'python' | 'ruby' | 'rust' | 'typescript';

/** Languages whose code uses the same packages. */
export type LanguageFamily = (typeof languageFamilies)[number];

export const languageFamilies = ['csharp', 'go', 'javascript', 'jvm', 'php', 'python', 'ruby', 'rust'] as const;

/**
 * A source file in terms that hold for every language: what adapters make of a syntax tree, and all that
 * the rest of the core knows of it. Plain data apart from its cross references; ranges are UTF-16 offsets.
 */
export interface Program {
  readonly file: string;
  readonly language: LanguageId;
  readonly text: string;
  readonly module: Scope;
  /** Every call and construction, in the order of the text. */
  readonly calls: readonly CallExpression[];
  readonly comments: readonly Comment[];
  /** String literals long enough to be a prompt, wherever they stand. */
  readonly longTexts: readonly TextExpression[];
  readonly exports: readonly ExportedName[];
  /**
   * Modules whose names are visible without being named: `using OpenAI.Chat;`, `import com.openai.models.*;`,
   * `from openai import *`, `use async_openai::types::*;`, `import . "pkg"`.
   */
  readonly opens: readonly string[];
  /** True when the parser met something that is not the language, as in a file that is being typed. */
  readonly hasErrors: boolean;
  /** True when the file was too large or too deep to be read whole. */
  readonly isTruncated: boolean;
}

export interface Comment {
  readonly range: Range;
  /** Without the comment marks, trimmed. */
  readonly text: string;
}

export interface ExportedName {
  /** `default` for a default export, `*` for all of another module. */
  readonly name: string;
  readonly value?: Expression;
  readonly from?: { readonly module: string; readonly name: string };
}

export type Expression =
  | TextExpression
  | NumberExpression
  | BooleanExpression
  | NothingExpression
  | NameExpression
  | SelfExpression
  | MemberExpression
  | ElementExpression
  | CallExpression
  | RecordExpression
  | ListExpression
  | BinaryExpression
  | ConditionalExpression
  | FallbackExpression
  | GuardedExpression
  | FunctionExpression
  | ClassExpression
  | ImportExpression
  | RepeatedExpression
  | AssertedExpression
  | OtherExpression;

interface Located {
  readonly range: Range;
}

/** A string literal, template literal or f-string. */
export interface TextExpression extends Located {
  readonly kind: 'text';
  readonly parts: readonly (TextPiece | SlotPiece)[];
  /** What stands between the quotes; undefined when several literals were put together. */
  readonly content: Range | undefined;
}

export interface TextPiece extends Located {
  readonly kind: 'piece';
  /** Escapes resolved. */
  readonly text: string;
}

export interface SlotPiece extends Located {
  readonly kind: 'slot';
  readonly expression: Expression;
}

export interface NumberExpression extends Located {
  readonly kind: 'number';
  readonly value: number;
}

export interface BooleanExpression extends Located {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/** `null`, `undefined`, `None`. */
export interface NothingExpression extends Located {
  readonly kind: 'nothing';
}

export interface NameExpression extends Located {
  readonly kind: 'name';
  readonly name: string;
  readonly scope: Scope;
  readonly block: Block;
  /** Names a type, in a language whose types and values may have the same names. */
  readonly isType?: boolean;
}

/** `this`, `self`, `cls`: the object of the class around. */
export interface SelfExpression extends Located {
  readonly kind: 'self';
  readonly owner: ClassExpression;
  readonly block: Block;
}

export interface MemberExpression extends Located {
  readonly kind: 'member';
  readonly object: Expression;
  readonly property: string;
  readonly propertyRange: Range;
}

export interface ElementExpression extends Located {
  readonly kind: 'element';
  readonly object: Expression;
  readonly index: Expression;
}

export interface Argument extends Located {
  readonly kind: 'positional' | 'named' | 'spread' | 'namedSpread';
  /** Of a named argument. */
  readonly name?: string;
  readonly value: Expression;
}

export interface CallExpression extends Located {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
  /** From the opening to behind the closing parenthesis; undefined for `new X`. */
  readonly argumentsRange: Range | undefined;
  /**
   * Set when named arguments are written as the fields of a literal: `Request{Model: m}` (Go), `Request { model }`
   * (Rust), `new Options { Model = m }` (C#). `argumentsRange` is then that of the braces.
   */
  readonly hasFields?: boolean;
  /**
   * Written without parentheses and arguments in a language where that calls a method, and reads a value as well:
   * Ruby's `settings.model`.
   */
  readonly isBare?: boolean;
  readonly isNew: boolean;
  /** Makes a context manager: what it holds for, in `with dspy.context(lm=lm):` the statements below. */
  readonly during?: Range;
  /** Which of several results is meant; the first one where absent. */
  readonly result?: number;
  /** The names of the types between its angle brackets, without their modules. */
  readonly typeArguments?: readonly string[];
  readonly scope: Scope;
  readonly block: Block;
  /** The name that is called: the last member's token, or the function's name. */
  readonly nameRange: Range;
}

/** What a container was asked for a service, as the name of an argument of the object that it gave. */
export const SERVICE_PROVIDER = '<services>';

export interface RecordEntry extends Located {
  readonly kind: 'entry';
  /** A computed key is an expression. */
  readonly key: string | Expression;
  readonly value: Expression;
}

export interface RecordSpread extends Located {
  readonly kind: 'spread';
  readonly value: Expression;
}

/** An object literal or dictionary. */
export interface RecordExpression extends Located {
  readonly kind: 'record';
  readonly entries: readonly (RecordEntry | RecordSpread)[];
  /** Written in another way than records of its language are, so that no edit can add an entry. */
  readonly isSealed?: boolean;
}

export interface ListExpression extends Located {
  readonly kind: 'list';
  readonly items: readonly { readonly value: Expression; readonly isSpread: boolean }[];
  /** A set: its order is not the order of the text. */
  readonly isUnordered: boolean;
}

export interface BinaryExpression extends Located {
  readonly kind: 'binary';
  readonly operator: '+' | '-' | '*' | '/' | '//' | '%' | '**' | '|' | '<<';
  readonly left: Expression;
  readonly right: Expression;
}

/** `test ? a : b`. */
export interface ConditionalExpression extends Located {
  readonly kind: 'conditional';
  readonly test?: Guard;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

/** `a ?? b`, `a || b`, `a or b`. */
export interface FallbackExpression extends Located {
  readonly kind: 'fallback';
  readonly preferred: Expression;
  readonly fallback: Expression;
}

/** `test && value`: the value, or nothing. */
export interface GuardedExpression extends Located {
  readonly kind: 'guarded';
  readonly value: Expression;
}

export interface Parameter extends Located {
  readonly name: string;
  readonly kind: 'positional' | 'named' | 'rest' | 'namedRest';
  readonly default?: Expression;
  readonly decorators?: readonly Expression[];
  /** The function has a copy of what it is passed: what it changes in it, its caller does not see. */
  readonly isCopied?: boolean;
}

export interface FunctionExpression extends Located {
  readonly kind: 'function';
  readonly name: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly scope: Scope;
  readonly returns: readonly Expression[];
  /** What each of them gives beside its first value, in languages whose functions have several results. */
  readonly moreReturns?: readonly (readonly Expression[])[];
  /** The blocks that they stand in, in the same order; for languages whose conditions are read. */
  readonly returnBlocks?: readonly Block[];
  /** Declared for what it returns. */
  readonly result?: TypeReference;
  readonly decorators: readonly Expression[];
  /** The class it is a method of. */
  readonly owner: ClassExpression | undefined;
  readonly isGetter: boolean;
  /** Runs when an object of its class is made. */
  readonly isConstructor: boolean;
  /** Called on its class by name, never on an object of it: Rust's `Client::new()`. */
  readonly isAssociated?: boolean;
  /** Declared without a body, as in an interface. */
  readonly isAbstract?: boolean;
}

export interface ClassExpression extends Located {
  readonly kind: 'class';
  readonly name: string | undefined;
  /** A base that is handed arguments is a call of it: `class S(string model) : Base(model)`. */
  readonly bases: readonly Expression[];
  /** Fields and methods, static ones too. */
  readonly scope: Scope;
  /** Attributes or annotations, each as the call that makes it. */
  readonly decorators?: readonly Expression[];
  /**
   * Set for a part of a class whose other parts stand elsewhere, maybe in other files: a `partial class`, a reopened
   * Ruby class, a Rust `impl` block, the methods of a Go type.
   */
  readonly isPartial?: boolean;
  /** Says only what its objects can do; what does it stands in other classes. */
  readonly isInterface?: boolean;
  /** Of a constant that is a class of its own, as the variants of enums are: the text as which JSON holds it. */
  readonly writtenAs?: string;
}

/** The value of a whole module: `require('x')`, `await import('x')`. */
export interface ImportExpression extends Located {
  readonly kind: 'import';
  readonly module: string;
}

/** A list with one element's expression for any number of elements: a comprehension. */
export interface RepeatedExpression extends Located {
  readonly kind: 'repeated';
  readonly element: Expression;
  readonly source: Expression | undefined;
}

/** `value as Type`, a cast: an object of that type, where nothing more is known of the value. */
export interface AssertedExpression extends Located {
  readonly kind: 'asserted';
  readonly value: Expression;
  readonly type: TypeReference;
}

/** Anything else; its parts are looked at for calls only. */
export interface OtherExpression extends Located {
  readonly kind: 'other';
}

/** Where control may or may not pass: bodies of functions, branches and loops. */
export interface Block {
  /** A `closure` is a function without a name of its own, such as a callback. */
  readonly kind: 'module' | 'function' | 'closure' | 'branch' | 'loop';
  readonly parent: Block | undefined;
  readonly range: Range;
  /** Of a branch: what holds in it. */
  readonly guard?: Guard;
}

/** What a condition says of values, as far as it can be read. */
export type Guard =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Guard[] }
  | { readonly kind: 'not'; readonly guard: Guard }
  | {
      readonly kind: 'compare';
      readonly relation: 'is' | 'oneOf' | 'contains' | 'startsWith' | 'endsWith';
      readonly subject: Expression;
      readonly value: Expression;
      readonly ignoresCase: boolean;
    }
  /** `if model:`, `if model is None:`; of names only, as a field may be set from anywhere. */
  | { readonly kind: 'truthy' | 'nothing'; readonly subject: NameExpression }
  | { readonly kind: 'unread' };

export interface TypeReference {
  /** Dotted names of a union's members, such as `['openai', 'OpenAI']`; nothing-types left out. */
  readonly names: readonly (readonly string[])[];
  /** What is said beside it of the field or parameter that is of this type, such as which of several objects is meant. */
  readonly decorators?: readonly Expression[];
  readonly scope: Scope;
  readonly block: Block;
  readonly range: Range;
  /** Calls that stand beside the type, for others than the compiler: `Annotated[T, f(x)]`. */
  readonly metadata?: readonly Expression[];
}

/** One definition of a name. A name with several has several bindings, in the order of the text. */
export interface Binding {
  readonly kind: 'import' | 'variable' | 'parameter' | 'function' | 'class' | 'field' | 'loop' | 'other';
  readonly name: string;
  readonly range: Range;
  /** The offset from which it holds. */
  readonly from: number;
  readonly block: Block;
  readonly value?: Expression;
  /** What of the value is bound, when it is taken apart: keys and indexes from the outside in. */
  readonly path?: readonly (string | number)[];
  /** Of what is left of an object: the keys that were taken out. */
  readonly without?: readonly string[];
  /** What holds when the value or the argument is missing. */
  readonly default?: Expression;
  readonly type?: TypeReference;
  readonly import?: {
    readonly module: string;
    /** `*` for the module itself. */
    readonly name: string;
    /** Whoever takes all that this module declares does not get it. */
    readonly isPrivate?: boolean;
  };
  /** Of a field: what one construction of an object gave it, rather than what the class itself says. */
  readonly isGiven?: boolean;
  /** Of a field: it has a type of its own, as those have that an object without a constructor is made with. */
  readonly isDeclared?: boolean;
  /** Of a field: the key under which JSON holds it, where that is another one. */
  readonly writtenAs?: string;
  /** Of a parameter. */
  readonly parameter?: { readonly owner: FunctionExpression; readonly index: number; readonly name: string };
}

/** A change of a value in place. By `hand` it is handed to a call, the one value, which may change it. */
export interface Mutation {
  readonly kind: 'set' | 'append' | 'prepend' | 'extend' | 'merge' | 'remove' | 'hand';
  /** Keys from the name to what is changed; the last is the one set. */
  readonly path: readonly (string | Expression)[];
  readonly values: readonly Expression[];
  readonly at: Range;
  readonly block: Block;
  /** Set where the key has no value yet: `options.setdefault("model", "x")`. */
  readonly isDefault?: boolean;
  /** Written as a key in brackets, as of a dictionary, rather than as a field. */
  readonly isByKey?: boolean;
}

export interface Scope {
  readonly kind: 'module' | 'function' | 'class' | 'block';
  readonly parent: Scope | undefined;
  readonly owner: FunctionExpression | ClassExpression | undefined;
  readonly range: Range;
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  readonly mutations: ReadonlyMap<string, readonly Mutation[]>;
  /** Of a class whose members its methods reach by their bare names, as in Java and C#. */
  readonly isOpen?: boolean;
  /** Stands in a test within a file of the program. */
  readonly isTest?: boolean;
}

/**
 * The scope in which a name that is used in `from` is defined; undefined for a global one.
 * @param isType only what may be a type is meant
 */
export function scopeOf(name: string, from: Scope, isType = false): Scope | undefined {
  for (let scope: Scope | undefined = from; scope; scope = scope.parent) {
    // The names of a class are reached through its object only, except in the class body itself.
    if (scope.kind === 'class' && scope !== from && !scope.isOpen) continue;
    const bindings = scope.bindings.get(name);
    if (bindings && (!isType || bindings.some(mayBeType))) return scope;
  }
  return undefined;
}

/** Whether a name of the code's own is that of a type. */
export const mayBeType = ({ kind }: Binding): boolean => kind === 'class' || kind === 'import';

/** The functions in which a scope lies, the nearest first. */
export function enclosingFunctions(scope: Scope): FunctionExpression[] {
  const found: FunctionExpression[] = [];
  for (let current: Scope | undefined = scope; current; current = current.parent)
    if (current.owner?.kind === 'function') found.push(current.owner);
  return found;
}
