import type { Hop, HopKind } from '../callsites';
import {
  languages,
  staticKey,
  scopeOf,
  type Binding,
  type Block,
  type CallExpression,
  type ClassExpression,
  type Expression,
  type FunctionExpression,
  type LanguageId,
  type MemberExpression,
  type Mutation,
  type NameExpression,
  type Program,
  type Scope,
  type TypeReference,
} from '../syntax';
import type { Place, Range } from '../text';
import { providedObject } from './beans';
import { callbackArgument, type CallbackKnowledge } from './callbacks';
import { argumentFor, callWorth, callersOf, isTrial, namedItems } from './calls';
import type { FileName } from './files';
import { changesBefore, reaching, runsAtLoad, standing } from './flow';
import { constantPath, declaredElsewhere, fromWorkspace, importedWorth, otherParts, pathElsewhere } from './imports';
import type { Knowledge } from './knowledge';
import { madeBy } from './declared';
import { fieldGiven } from './keys';
import { registeredWorth } from './registrations';
import type { TableLookUp } from './lookUps';
import { asBase, baseCall, constructorFrame, constructorOf } from './objects';
import { applyChanges, emptyRecord, keyText, listWorth, lookUp, pipeOf, recordWorth } from './records';
import { addTexts, textWorth } from './texts';
import {
  choiceOf,
  PARAMETER,
  optionsOf,
  staticText,
  via,
  type Deferred,
  type Frame,
  type InstanceWorth,
  type ListItem,
  type ReferenceWorth,
  type UnknownWorth,
  type Use,
  type Worth,
} from './worth';

/** What is known of packages beside the language's own library. */
export interface PackageKnowledge {
  /** The text that a member of a package stands for, such as `ChatModel.GPT_4O`. */
  constant(reference: ReferenceWorth): string | undefined;
  /** The argument, by index or name, that a call of a package hands on as it is. */
  passedArgument(reference: ReferenceWorth): number | string | undefined;
  /** The methods by which a container is told of an object of a package's type; undefined for other types. */
  registering(typed: ReferenceWorth): readonly string[] | undefined;
  /** How a call of a package takes something out of a table of the code's own. */
  lookUp(reference: ReferenceWorth): TableLookUp | undefined;
  /** What a call of a package hands to functions that stand in its options. */
  callback(reference: ReferenceWorth): CallbackKnowledge | undefined;
  /** Whether a method of this name changes options of what it is called on, as `clone` and `with_options` do. */
  isChange(method: string): boolean;
  /**
   * Whether a decorator of a class fills a field with what methods return that have a decorator of their own: tells
   * those decorators.
   */
  collection(decorator: ReferenceWorth, field: string): ((decorator: ReferenceWorth) => boolean) | undefined;
  /** True for packages that are known, and for what lies in them. */
  isPackage(module: string, language: LanguageId): boolean;
}

/** What the resolver asks of the outside. */
export interface ResolverHost {
  knowledge(language: LanguageId): Knowledge;
  readonly packages: PackageKnowledge;
  /** The modules whose names are visible in a program without being named, by its own imports and its project's. */
  opens(program: Program): readonly string[];
  /** The file of the workspace that an import leads to; undefined when it can't be read. */
  importedProgram(specifier: string, from: Program): Program | undefined;
  /** The same when it declares a name, or may hand it on from other files: one of many that an index file hands on. */
  programWith(name: string, specifier: string, from: Program): Program | undefined;
  /** A text file that code names; undefined when there is none that can be read. */
  textFile(name: FileName, from: Program): Pick<Program, 'file' | 'text'> | undefined;
  /** The other files that may declare a name which this one does not import. */
  declaringPrograms(name: string, from: Program): readonly Program[];
  /**
   * The other files that mention a name, such as that of a function whose callers are asked for; undefined when they
   * are too many to be read.
   */
  mentioningPrograms(name: string, from: Program): readonly Program[] | undefined;
}

/** Steps for one question; some hundred suffice for real code, cyclic or generated code ends here. */
const FUEL = 10_000;
/** Steps for all questions about one file together: some 0.3 s. */
const FILE_FUEL = 300_000;
/** Callers asked for what they pass, whose own parameters are asked for in turn. */
const MAX_CALLER_DEPTH = 3;
/** Objects in objects in objects. */
const MAX_EMBEDDED = 20;
/** Nesting of evaluations: each takes some ten frames of the stack. */
const MAX_DEPTH = 120;
/** Classes derived from classes. */
const MAX_BASES = 20;

/** Evaluates expressions to what they are worth. One instance serves one analysis; programs must not change. */
export class Resolver {
  private fuel = FUEL;
  private fileFuel = FILE_FUEL;
  private callerDepth = 0;
  private depth = 0;
  private interrupted = 0;
  private readonly asked = new Set<string>();
  private readonly active = new Map<Expression, Frame[]>();
  private readonly memo = new WeakMap<Frame, Map<Expression, Worth>>();
  private readonly roots = new WeakMap<Program, Frame>();
  private readonly callees = new WeakSet<Expression>();
  private readonly objectFrames = new WeakMap<Frame, Map<ClassExpression, Map<CallExpression | undefined, Frame>>>();

  constructor(readonly host: ResolverHost) {}

  /** The frame in which nothing is known of parameters. */
  root(program: Program): Frame {
    let frame = this.roots.get(program);
    if (!frame) {
      this.roots.set(program, (frame = { program, depth: 0 }));
      for (const { callee } of program.calls) this.callees.add(callee);
    }
    return frame;
  }

  /** Starts a new question: gives it its full fuel. */
  refuel(): void {
    this.fuel = FUEL;
  }

  knowledge(frame: Frame): Knowledge {
    return this.host.knowledge(frame.program.language);
  }

  place(frame: Frame, range: Range): Place {
    return { file: frame.program.file, range };
  }

  hop(kind: HopKind, name: string, frame: Frame, range: Range): Hop {
    return { kind, name, place: this.place(frame, range) };
  }

  unknown(frame: Frame, range: Range, because: string, name: string): UnknownWorth {
    const change = this.knowledge(frame).changeOfName(name) ?? { volatility: 'unknown', changes: 'unknown' };
    return { kind: 'unknown', because, name, ...change, at: this.place(frame, range), trail: [] };
  }

  force({ expression, frame, trail, mutations, use, worth: known }: Deferred): Worth {
    const worth = via(known ?? this.evaluate(expression, frame), ...trail);
    return mutations?.length && use ? applyChanges(this, worth, changesBefore(mutations, use), frame) : worth;
  }

  evaluate(expression: Expression, frame: Frame): Worth {
    const known = this.memo.get(frame)?.get(expression);
    if (known) return known;
    const frames = this.active.get(expression) ?? [];
    this.fuel -= 1;
    this.fileFuel -= 1;
    if (frames.includes(frame) || this.fuel <= 0 || this.fileFuel <= 0 || this.depth >= MAX_DEPTH) {
      this.interrupted += 1;
      const because = frames.includes(frame) ? 'refers to itself' : 'too much to follow';
      return { ...this.unknown(frame, expression.range, because, ''), volatility: 'iteration' };
    }
    const before = this.interrupted;
    this.active.set(expression, [...frames, frame]);
    this.depth += 1;
    try {
      const worth = this.dispatch(expression, frame);
      if (this.interrupted === before) this.remember(expression, frame, worth);
      return worth;
    } finally {
      this.depth -= 1;
      if (frames.length) this.active.set(expression, frames);
      else this.active.delete(expression);
    }
  }

  private remember(expression: Expression, frame: Frame, worth: Worth): void {
    const memo = this.memo.get(frame);
    if (memo) memo.set(expression, worth);
    else this.memo.set(frame, new Map([[expression, worth]]));
  }

  private dispatch(expression: Expression, frame: Frame): Worth {
    const at = this.place(frame, expression.range);
    switch (expression.kind) {
      case 'text':
        return textWorth(this, expression, frame);
      case 'number':
        return { kind: 'number', value: expression.value, at, trail: [] };
      case 'boolean':
        return { kind: 'boolean', value: expression.value, trail: [] };
      case 'nothing':
        return { kind: 'nothing', trail: [] };
      case 'name':
        return this.name(expression, frame);
      case 'self':
        return frame.self?.class === expression.owner
          ? (frame.self.actual ?? frame.self)
          : { kind: 'instance', class: expression.owner, frame, trail: [] };
      case 'member':
        return this.memberExpression(expression, frame);
      case 'element':
        return this.element(this.evaluate(expression.object, frame), expression.index, expression.range, frame);
      case 'call':
        return callWorth(this, expression, frame);
      case 'record':
        return recordWorth(this, expression, frame);
      case 'list':
        return listWorth(this, expression, frame);
      case 'binary':
        return addTexts(this, expression, frame);
      case 'conditional':
        return choiceOf([this.evaluate(expression.whenTrue, frame), this.evaluate(expression.whenFalse, frame)]);
      case 'fallback':
        return this.fallback(
          this.preferred(expression.preferred, frame),
          () => this.evaluate(expression.fallback, frame),
          frame,
          expression.range,
        );
      case 'guarded':
        return choiceOf([{ kind: 'nothing', trail: [] }, this.evaluate(expression.value, frame)]);
      case 'function':
        return { kind: 'function', callee: expression, frame, trail: [] };
      case 'class':
        return { kind: 'class', class: expression, frame, trail: [] };
      case 'import':
        return importedWorth(this, expression.module, '*', frame, expression.range);
      case 'repeated':
        return {
          kind: 'list',
          isUnordered: false,
          at,
          trail: [],
          items: [
            {
              kind: 'rest',
              worth: {
                ...this.unknown(frame, expression.range, 'as many as there are', this.source(frame, expression.range)),
              },
              each: { expression: expression.element, frame, trail: [] },
            },
          ],
        };
      case 'asserted': {
        const worth = this.evaluate(expression.value, frame);
        return worth.kind === 'unknown' ? (this.typed(expression.type, frame) ?? worth) : worth;
      }
      case 'other':
        return this.unknown(
          frame,
          expression.range,
          'not a value that can be read',
          this.source(frame, expression.range),
        );
    }
  }

  /** Source text of a range, short enough to name something. */
  source(frame: Frame, range: Range): string {
    return frame.program.text.slice(range.start, Math.min(range.end, range.start + 120));
  }

  /** `preferred ?? fallback`: an environment variable or a parameter that may be left out gives way to what stands behind it. */
  fallback(preferred: Worth, fallback: () => Worth, frame: Frame, range: Range): Worth {
    const options = optionsOf(preferred).filter(option => option.kind !== 'nothing' && staticText(option) !== '');
    const rest = fallback();
    // Something of a package in front of a plain value is not known either: a setting, an argument of a request.
    const isPlain = optionsOf(rest).every(
      option => option.kind === 'text' || option.kind === 'number' || option.kind === 'boolean',
    );
    const isOpen = (option: Worth): boolean =>
      option.kind === 'unknown' || this.isEnvironment(option) || (isPlain && option.kind === 'reference');
    const known = options.filter(option => !isOpen(option));
    const open = options.filter(isOpen);
    const mayBeNothing = options.length < optionsOf(preferred).length;
    const isCertain = known.every(option => option.kind !== 'reference');
    if (known.length && !open.length && !mayBeNothing && isCertain) return preferred;
    const hops = open.map(option => {
      const environment =
        this.isEnvironment(option) && option.kind === 'reference'
          ? this.knowledge(frame).environmentRead(option)
          : undefined;
      return environment
        ? this.hop(
            'environment',
            environment.name ?? this.source(frame, option.kind === 'reference' ? option.expression.range : range),
            frame,
            range,
          )
        : this.hop('default', option.kind === 'unknown' ? option.name : '', frame, range);
    });
    if (rest.kind === 'nothing' || (rest.kind === 'unknown' && open.length))
      return known.length || open.length ? choiceOf([...known, ...open]) : rest;
    const trail = hops.length ? hops : preferred.trail;
    return choiceOf([...known, ...optionsOf(rest).map(option => via(option, ...trail))]);
  }

  /** Whether a value is that of an environment variable. */
  isEnvironment(worth: Worth): boolean {
    return worth.kind === 'reference' && this.knowledge(worth.frame).environmentRead(worth) !== undefined;
  }

  private name(expression: NameExpression, frame: Frame): Worth {
    const scope = scopeOf(expression.name, expression.scope);
    const bindings = scope?.bindings.get(expression.name);
    if (!scope || !bindings) return this.inheritedName(expression, frame) ?? this.global(expression, frame);
    const use: Use = { at: expression.range.start, block: expression.block };
    if (scope.isOpen && scope.owner?.kind === 'class') return this.ownMember(scope.owner, expression, frame, use);
    // A declaration without a value says something only where nothing else does.
    const valued = bindings.filter(binding => binding.value ?? binding.import ?? binding.parameter);
    const holding = reaching(valued.length ? valued : bindings, use);
    const options = holding.map(binding => this.binding(binding, frame));
    const present = options.filter(option => option.kind !== 'nothing');
    const [first] = holding;
    let worth = choiceOf(present.length ? present : options);
    if (holding.length > 1 && present.length < options.length && worth.kind === 'unknown') worth = choiceOf(options);
    const changes = changesBefore(scope.mutations.get(expression.name) ?? [], use);
    if (changes.length) worth = applyChanges(this, worth, changes, frame);
    if (first?.kind === 'import' && worth.kind === 'reference') return worth;
    if (first && runsAtLoad(first.block) && !runsAtLoad(expression.block)) worth = this.atLoad(worth);
    const kind =
      first?.kind === 'parameter' && first.default && !this.argumentOf(first, frame)
        ? 'default'
        : first?.kind === 'parameter'
          ? 'argument'
          : 'binding';
    return via(worth, this.hop(kind, expression.name, frame, first?.range ?? expression.range));
  }

  /** A bare name that a base class of the class around declares, where members are reached by those. */
  private inheritedName(expression: NameExpression, frame: Frame): Worth | undefined {
    const { name, scope, block, range } = expression;
    for (let outer: Scope | undefined = scope; outer; outer = outer.parent) {
      const owner = outer.isOpen && outer.owner?.kind === 'class' ? outer.owner : undefined;
      if (!owner?.bases.length) continue;
      const self = this.evaluate({ kind: 'self', owner, block, range }, frame);
      const base = self.kind === 'instance' ? this.asBase(self, name) : undefined;
      if (base) return this.field(base, name, range, frame, { at: range.start, block }, expression);
    }
    return undefined;
  }

  private global(expression: NameExpression, frame: Frame): Worth {
    return (
      declaredElsewhere(this, expression, frame) ??
      this.orConstant(this.globalReference(expression, frame), expression.range, frame)
    );
  }

  /** A field or method of the class around, by its bare name. */
  private ownMember(owner: ClassExpression, expression: NameExpression, frame: Frame, use: Use): Worth {
    return this.field(this.selfOf(owner, frame), expression.name, expression.range, frame, use, expression);
  }

  /** The object whose method is being read. */
  private selfOf(owner: ClassExpression, frame: Frame): InstanceWorth {
    for (let current: Frame | undefined = frame; current; current = current.parent)
      if (current.self?.class === owner) return current.self;
    return { kind: 'instance', class: owner, frame, trail: [] };
  }

  private globalReference(expression: NameExpression, frame: Frame): ReferenceWorth {
    const at = this.place(frame, expression.range);
    return {
      kind: 'reference',
      module: '',
      steps: [{ kind: 'member', name: expression.name, at }],
      expression,
      frame,
      opens: this.host.opens(frame.program),
      stepsAtLoad: 0,
      trail: [],
    };
  }

  /** What was made when the module was loaded stays the same for a process. */
  private atLoad(worth: Worth): Worth {
    if (worth.kind === 'reference') return { ...worth, stepsAtLoad: worth.steps.length };
    if (worth.kind === 'choice') return { ...worth, options: worth.options.map(option => this.atLoad(option)) };
    if (worth.kind !== 'text') return worth;
    return {
      ...worth,
      parts: worth.parts.map(part =>
        part.kind === 'slot' && ['second', 'minute', 'call', 'day'].includes(part.changes)
          ? { ...part, changes: 'process' as const }
          : part,
      ),
    };
  }

  private binding(binding: Binding, frame: Frame): Worth {
    if (binding.import) return importedWorth(this, binding.import.module, binding.import.name, frame, binding.range);
    if (binding.kind === 'parameter') return this.parameter(binding, frame);
    if (!binding.value)
      return this.typed(binding.type, frame, binding.name) ?? this.untyped(binding, frame, 'no value here');
    const value = this.evaluate(binding.value, frame);
    if (binding.kind === 'loop') return this.loopElement(value, binding, frame);
    const worth = this.taken(value, binding, frame);
    return this.declared(worth, binding.type, frame, binding.name);
  }

  /** A value with what its declared type says of it, or what that says where the value says nothing. */
  declared(worth: Worth, type: TypeReference | undefined, frame: Frame, called = ''): Worth {
    if (!type) return worth;
    const options = optionsOf(worth);
    if (options.some(option => this.isDouble(option))) return worth;
    if (options.every(option => this.isOpaque(option))) return this.typed(type, frame, called) ?? worth;
    const declared = options.some(({ kind }) => kind === 'reference') ? this.typeOf(type, frame) : undefined;
    // What a package's function makes of a class of this workspace is an object of it: `let settings: Settings = read()?`
    // But an interface may be what the package implements.
    if (declared?.kind === 'instance')
      return worth.kind === 'reference' && !declared.class.isInterface ? declared : worth;
    return declared ? choiceOf(options.map(option => declaredAs(option, declared))) : worth;
  }

  /** Of such a value its declared type tells more than what it was made by. */
  isOpaque(worth: Worth): boolean {
    if (worth.kind === 'unknown' || worth.kind === 'nothing') return true;
    if (worth.kind !== 'reference' || this.isDouble(worth)) return false;
    const { language } = worth.frame.program;
    return !modulesOf(worth).some(module => this.host.packages.isPackage(module, language));
  }

  /** Whether something only stands in for another in a test. */
  private isDouble(worth: Worth): boolean {
    return worth.kind === 'reference' && modulesOf(worth).some(module => this.knowledge(worth.frame).isDouble(module));
  }

  /** Follows what a pattern takes out of a value; its default holds where that is missing. */
  private taken(value: Worth, binding: Binding, frame: Frame): Worth {
    const use = { at: binding.from, block: binding.block };
    const worth = (binding.path ?? []).reduce<Worth>(
      (from, key) => this.member(from, String(key), binding.range, frame, use),
      value,
    );
    const initial = binding.default;
    // What is passed outright is not the default, however little is known of it.
    const mayBeLeftOut = binding.path !== undefined || optionsOf(worth).some(({ kind }) => kind === 'nothing');
    return initial && mayBeLeftOut
      ? this.fallback(worth, () => this.evaluate(initial, frame), frame, binding.range)
      : worth;
  }

  private loopElement(source: Worth, binding: Binding, frame: Frame): Worth {
    // PHP goes over the values of a dictionary, where others go over its keys.
    const isOver = source.kind === 'list' || (source.kind === 'record' && frame.program.language === 'php');
    if (isOver) {
      const items = source.items.flatMap(item => ('value' in item ? [this.force(item.value)] : []));
      if (items.length === source.items.length && items.length > 0)
        return choiceOf(items.map(item => this.taken(item, binding, frame)));
    }
    const unknown = this.unknown(frame, binding.range, 'changes in a loop', binding.name);
    return unknown.volatility === 'unknown' ? { ...unknown, volatility: 'iteration', changes: 'call' } : unknown;
  }

  private argumentOf({ parameter }: Binding, frame: Frame): Deferred | undefined {
    if (!parameter) return undefined;
    for (let current: Frame | undefined = frame; current; current = current.parent) {
      if (current.callee === parameter.owner)
        return current.arguments?.get(parameter.name === '' ? `#${String(parameter.index)}` : parameter.name);
    }
    return undefined;
  }

  private parameter(binding: Binding, frame: Frame): Worth {
    const { parameter } = binding;
    const given = this.argumentOf(binding, frame);
    if (given) return this.taken(this.force(given), binding, frame);
    const initial = this.defaultOf(binding, frame);
    const wasLeftOut = parameter !== undefined && isInvoked(parameter.owner, frame);
    if (wasLeftOut && initial) return initial;
    const passed = parameter && !wasLeftOut ? this.passed(binding, parameter, frame) : undefined;
    const unknown = (): Worth => callbackArgument(this, binding, frame) ?? this.untyped(binding, frame, PARAMETER);
    if (!passed?.values.length) {
      const isKnown = initial && initial.kind !== 'nothing';
      if (isKnown && passed?.isComplete === false) return choiceOf([initial, unknown()]);
      return isKnown
        ? initial
        : ((binding.path ? undefined : this.typed(binding.type, frame, binding.name)) ?? unknown());
    }
    const options = passed.values.map(value => value ?? initial ?? unknown());
    const known = options.filter(option => option.kind !== 'unknown');
    const present = known.filter(option => option.kind !== 'nothing');
    if (present.length && known.length === options.length && passed.isComplete) return choiceOf(known);
    const objects = present.filter(option => option.kind === 'reference' || option.kind === 'instance');
    const type = binding.path ? undefined : binding.type;
    if (objects.length) return this.declared(choiceOf(objects), type, frame, binding.name);
    const typed = this.typed(type, frame, binding.name);
    if (typed) return typed;
    const candidates = initial && initial.kind !== 'nothing' ? [...present, initial] : present;
    return candidates.length ? choiceOf([...candidates, unknown()]) : unknown();
  }

  private defaultOf({ default: initial }: Binding, frame: Frame): Worth | undefined {
    const worth = initial && this.evaluate(initial, frame);
    // Python evaluates a default once, when the function is made.
    return worth && frame.program.language === 'python' ? this.atLoad(worth) : worth;
  }

  /** What callers pass for a parameter, undefined where one leaves it out. */
  private passed(
    binding: Binding,
    parameter: NonNullable<Binding['parameter']>,
    frame: Frame,
  ): { readonly values: readonly (Worth | undefined)[]; readonly isComplete: boolean } {
    // What was cut short here may be known when it is asked for itself.
    if (this.callerDepth >= MAX_CALLER_DEPTH) {
      this.interrupted += 1;
      return { values: [], isComplete: true };
    }
    const { callers, isComplete } = callersOf(this, parameter.owner, frame);
    const real = callers.filter(caller => !isTrial(caller, parameter.owner, frame));
    this.callerDepth += 1;
    const values = (real.length ? real : callers).map(({ call, frame: callFrame }) => {
      const argument = argumentFor(this, call, parameter, callFrame);
      const hop = this.hop('argument', binding.name, callFrame, call.nameRange);
      if (argument) return via(this.taken(this.force(argument), binding, callFrame), hop);
      const isSpread = call.arguments.some(({ kind }) => kind === 'spread' || kind === 'namedSpread');
      return isSpread ? this.unknown(callFrame, call.range, 'arguments that are spread', binding.name) : undefined;
    });
    this.callerDepth -= 1;
    // Tests make up what they pass.
    return { values, isComplete: isComplete && (real.length > 0 || !callers.length) };
  }

  /** What is not known of a name, beside that it is declared to be of some type of the workspace's own. */
  private untyped({ name, range, type, path }: Binding, frame: Frame, because: string): UnknownWorth {
    const unknown = this.unknown(frame, range, because, name);
    return type && !path ? { ...unknown, isTyped: true } : unknown;
  }

  /** An object of the annotated class, one that a container hands out where it does so. */
  typed(type: TypeReference | undefined, frame: Frame, called = ''): Worth | undefined {
    const declared = this.typeOf(type, frame);
    const options = declared ? optionsOf(declared) : [];
    const given = options.map(option =>
      option.kind === 'reference' ? this.handedOut(option, frame, called) : undefined,
    );
    return given.some(Boolean) ? choiceOf(options.map((option, index) => given[index] ?? option)) : declared;
  }

  /** An object of the annotated class, wherever it comes from. */
  private typeOf(type: TypeReference | undefined, frame: Frame): Worth | undefined {
    const options = (type?.names ?? []).flatMap((path): Worth[] => {
      const [first, ...rest] = path;
      if (!type || first === undefined) return [];
      const name: NameExpression = {
        kind: 'name',
        name: first,
        scope: type.scope,
        block: type.block,
        range: type.range,
      };
      const found = rest.reduce<Worth>(
        (object, property) => this.member(object, property, type.range, frame),
        this.evaluate(name, frame),
      );
      if (found.kind === 'class')
        return [{ kind: 'instance', class: found.class, frame: found.frame, trail: found.trail }];
      const isOpen = found.kind === 'reference' && (found.module !== '' || found.opens?.length);
      if (found.kind !== 'reference' || !isOpen) return [];
      return [{ ...found, steps: [...found.steps, { kind: 'call', call: undefined, frame }] }];
    });
    return options.length ? choiceOf(options) : undefined;
  }

  /** The objects that a container hands out for a declared type, each of which is one of that type too. */
  private handedOut(typed: ReferenceWorth, frame: Frame, called: string): Worth | undefined {
    const type = typed.steps.map(step => (step.kind === 'member' ? step.name : '')).join('.');
    // A container's object may be made with what the container hands out.
    if (this.asked.has(type)) return undefined;
    this.asked.add(type);
    try {
      const isKnown = !this.isOpaque(typed);
      const provided = isKnown ? providedObject(this, typed, called, frame) : undefined;
      const found = registeredWorth(this, typed, frame) ?? provided;
      return found && choiceOf(optionsOf(found).map(option => declaredAs(option, typed)));
    } finally {
      this.asked.delete(type);
    }
  }

  private memberExpression(expression: MemberExpression, frame: Frame): Worth {
    const path = constantPath(expression);
    if (!path) return this.memberOf(expression, frame);
    const { root, names } = path;
    const elsewhere = (): Worth | undefined => pathElsewhere(this, names, root.scope, frame, expression.range);
    if (!scopeOf(root.name, root.scope)) return elsewhere() ?? this.memberOf(expression, frame);
    // A module that is opened here has more to it elsewhere.
    const found = this.memberOf(expression, frame);
    return found.kind === 'unknown' ? (elsewhere() ?? found) : found;
  }

  private memberOf(expression: MemberExpression, frame: Frame): Worth {
    const object = this.evaluate(expression.object, frame);
    const block =
      expression.object.kind === 'name' || expression.object.kind === 'self' ? expression.object.block : undefined;
    return this.member(
      object,
      expression.property,
      expression.propertyRange,
      frame,
      { at: expression.range.start, block },
      expression,
    );
  }

  /** The value of a key, field or index of something. */
  member(
    object: Worth,
    key: string,
    range: Range,
    frame: Frame,
    use?: { at: number; block: Block | undefined },
    expression?: Expression,
  ): Worth {
    switch (object.kind) {
      case 'record': {
        const found = lookUp(this, object, key);
        if (found.kind === 'found') return via(found.worth, ...object.trail);
        return found.kind === 'absent'
          ? { kind: 'nothing', trail: object.trail }
          : this.unknown(frame, range, found.because, key);
      }
      case 'list': {
        const stages = /^\d+$/.test(key) ? undefined : pipeOf(this, object);
        if (stages) return this.member(stages, key, range, frame, use, expression);
        const item = object.items[Number(key)];
        const hasRestBefore = object.items.slice(0, Number(key)).some(each => each.kind === 'rest');
        return item?.kind === 'item' && !hasRestBefore
          ? via(this.force(item.value), ...object.trail)
          : this.unknown(frame, range, 'an element of a list', key);
      }
      case 'choice':
        return choiceOf(object.options.map(option => this.member(option, key, range, frame, use, expression)));
      case 'pipe': {
        const asked = object.stages.map((stage, index): Worth => {
          const found = this.member(stage, key, range, frame, use, expression);
          return found.kind === 'reference' ? { ...found, piped: object.stages.slice(0, index) } : found;
        });
        return asked.length ? choiceOf(asked) : this.unknown(frame, range, 'a part of a value', key);
      }
      case 'reference':
        return this.referenceMember(object, key, range, frame, expression);
      case 'instance':
        return this.field(object, key, range, frame, use, expression);
      case 'class': {
        const made: InstanceWorth = { kind: 'instance', class: object.class, frame: object.frame, trail: object.trail };
        return via(this.field(made, key, range, frame, use, expression), ...object.trail);
      }
      case 'unknown':
        return {
          ...this.unknown(frame, range, object.because, `${object.name}.${key}`),
          trail: object.trail,
          ...(object.isTyped ? { isTyped: true } : {}),
          ...(this.unknown(frame, range, '', key).volatility === 'unknown'
            ? { volatility: object.volatility, changes: object.changes }
            : {}),
        };
      case 'text':
        // The value of a Python enum's member.
        if (key === 'value') return object;
        return this.unknown(frame, range, 'a part of a value', key);
      default:
        return this.unknown(frame, range, 'a part of a value', key);
    }
  }

  private referenceMember(
    object: ReferenceWorth,
    key: string,
    range: Range,
    frame: Frame,
    expression: Expression | undefined,
  ): Worth {
    const isPackage = !object.steps.length && object.module !== '';
    // What a method was given before is no value of its name when it is called again.
    const given = isPackage
      ? fromWorkspace(this, object.module, key, object.frame, range)
      : this.isCallee(expression)
        ? undefined
        : fieldGiven(this, object, key);
    if (given) return via(given, ...object.trail);
    const member: ReferenceWorth = {
      ...object,
      steps: [...object.steps, { kind: 'member', name: key, at: this.place(frame, range) }],
      expression: expression ?? object.expression,
      frame: expression ? frame : object.frame,
    };
    return this.orConstant(member, range, frame);
  }

  /** The text that a member of a package stands for, where it is one that tables know. */
  orConstant(member: ReferenceWorth, range: Range, frame: Frame): Worth {
    const constant = this.host.packages.constant(member);
    if (constant === undefined) return member;
    const at = this.place(frame, range);
    return { kind: 'text', parts: [{ kind: 'text', text: constant }], at, trail: member.trail };
  }

  /** What stands under the key that an index is, or under any of those that it may be. */
  element(object: Worth, index: Expression, range: Range, frame: Frame): Worth {
    const keys = this.keysOf(index, frame);
    const use = { at: range.start, block: undefined };
    return keys
      ? choiceOf(keys.map(key => this.member(object, key, range, frame, use)))
      : this.anyElement(object, range, frame);
  }

  /** A value for which there is a fallback. */
  private preferred(expression: Expression, frame: Frame): Worth {
    const worth = this.evaluate(expression, frame);
    return expression.kind === 'element' ? this.perhapsMissing(worth, expression.index, frame) : worth;
  }

  /** An element by an index that is chosen at run time, which may be missing. */
  perhapsMissing(element: Worth, index: Expression, frame: Frame): Worth {
    return this.keysOf(index, frame) ? element : choiceOf([element, { kind: 'nothing', trail: [] }]);
  }

  private keysOf(index: Expression, frame: Frame): readonly string[] | undefined {
    const written = staticKey(index);
    if (written !== undefined) return [written];
    const keys = optionsOf(this.evaluate(index, frame)).map(keyText);
    return keys.every(key => key !== undefined) ? keys : undefined;
  }

  private anyElement(object: Worth, range: Range, frame: Frame): Worth {
    if (object.kind === 'record' && object.items.length && object.items.every(item => item.kind === 'entry')) {
      return choiceOf(
        object.items.flatMap(item => (item.kind === 'entry' ? [via(this.force(item.value), ...object.trail)] : [])),
      );
    }
    if (object.kind === 'list' && object.items.length && object.items.every(item => item.kind === 'item')) {
      return choiceOf(object.items.flatMap(item => (item.kind === 'item' ? [this.force(item.value)] : [])));
    }
    if (isGeneric(object)) return object;
    return this.unknown(frame, range, 'an element that is chosen at run time', this.source(frame, range));
  }

  /** A field or method of an object of this workspace, or of what its class is derived from. */
  private field(
    object: InstanceWorth,
    key: string,
    range: Range,
    frame: Frame,
    use?: { at: number; block: Block | undefined },
    expression?: Expression,
  ): Worth {
    const items = this.isCallee(expression) ? undefined : object.changes;
    const set = items && lookUp(this, { ...emptyRecord(this.place(frame, range)), items }, key);
    if (set?.kind === 'found') return set.worth;
    // Data classes have no constructor of their own: its arguments are their fields. An initialiser sets fields too.
    const setsFields = !constructorOf(object.class, object.call) || object.call?.hasFields === true;
    const given = setsFields ? this.given(object, key) : undefined;
    if (given) return via(given, ...object.trail);
    const isCalled = expression && this.isCallee(expression);
    const parts = this.partsWith(object, key, isCalled);
    return parts.length
      ? choiceOf(parts.map(part => this.ownField({ ...object, ...part }, key, frame, use, isCalled)))
      : this.inherited(object, key, range, frame, use, expression);
  }

  private isCallee(expression: Expression | undefined): boolean {
    return expression !== undefined && this.callees.has(expression);
  }

  /** What the construction of an object gave a field, directly or with all that another object has. */
  private given({ call, callFrame, frame: home }: InstanceWorth, key: string): Worth | undefined {
    const frame = callFrame ?? home;
    const argument = call?.arguments.find(({ kind, name }) => kind === 'named' && name === key);
    if (argument) return this.evaluate(argument.value, frame);
    if (!call?.hasFields || !call.arguments.some(({ kind }) => kind === 'namedSpread')) return undefined;
    const items = namedItems(this, call, frame);
    const found = lookUp(this, { ...emptyRecord(this.place(frame, call.range)), items }, key);
    return found.kind === 'found' ? found.worth : undefined;
  }

  /** A field or method that a class, or a part of one, itself has. */
  private ownField(
    object: InstanceWorth,
    key: string,
    frame: Frame,
    use?: { at: number; block: Block | undefined },
    isCalled?: boolean,
  ): Worth {
    const inner = this.constructorFrame(object);
    const bindings = bindingsOf(object, key, isCalled) ?? [];
    const read = (binding: Binding): Worth => {
      if (binding.value?.kind !== 'function') return this.binding(binding, inner);
      const method: Worth = { kind: 'function', callee: binding.value, frame: object.frame, self: object, trail: [] };
      return binding.value.isGetter ? this.gotten(binding.value, { ...inner, self: object }) : method;
    };
    const options = this.reached(
      bindings.map(binding => ({ binding, worth: read(binding) })),
      object.frame,
    );
    const present = options.filter(option => option.kind !== 'nothing');
    let worth = choiceOf(present.length ? present : options);
    const mutations = object.class.scope.mutations.get(key) ?? [];
    if (mutations.length && use?.block) {
      const changes = changesBefore(mutations, { at: use.at, block: use.block });
      // An object lives longer than one call of its methods: what they append stays.
      const isGrowing = (mutation: Mutation): boolean =>
        (mutation.kind === 'append' || mutation.kind === 'extend') && !mutation.path.length;
      const grown = mutations.filter(isGrowing).slice(0, 1);
      worth = applyChanges(
        this,
        worth,
        [...grown.map(mutation => ({ mutation, certainty: 'repeatedly' as const })), ...changes],
        frame,
      );
    }
    const [first] = bindings;
    return first && worth.kind !== 'function'
      ? via(worth, ...object.trail, this.hop('field', key, inner, first.range))
      : worth;
  }

  private gotten({ returns, result }: FunctionExpression, frame: Frame): Worth {
    return this.declared(choiceOf(returns.map(each => this.evaluate(each, frame))), result, frame);
  }

  /** What several places give a field, without what only a method gives that nothing but tests calls. */
  private reached(given: readonly { binding: Binding; worth: Worth }[], frame: Frame): readonly Worth[] {
    const isOpen = ({ worth }: { worth: Worth }): boolean => optionsOf(worth).some(({ kind }) => kind === 'unknown');
    const left = given.filter(each => given.length === 1 || !isOpen(each) || this.isCalled(each.binding, frame));
    return (left.length ? left : given).map(({ worth }) => worth);
  }

  /** Whether anything but tests may call the method that a field is given its value in. */
  private isCalled({ value }: Binding, frame: Frame): boolean {
    const method = value && methodAround(value);
    if (!method || method.isConstructor || this.callerDepth >= MAX_CALLER_DEPTH) return true;
    this.callerDepth += 1;
    const { callers, isComplete } = callersOf(this, method, frame);
    this.callerDepth -= 1;
    return !isComplete || !callers.length || callers.some(caller => !isTrial(caller, method, frame));
  }

  /** The parts of an object's class that say what a field or method is; those without a value where none has one. */
  private partsWith(object: InstanceWorth, key: string, isCalled?: boolean): readonly ClassPart[] {
    const definitions = (part: ClassPart): readonly Binding[] =>
      bindingsOf({ ...object, class: part.class }, key, isCalled) ?? [];
    const whole: ClassPart = { class: object.class, frame: object.frame };
    const own = definitions(whole);
    if (own.some(({ value, isGiven }) => value && !isGiven)) return [whole];
    const isSpread = object.class.isPartial ?? languages[object.frame.program.language].sharesNames === 'folder';
    if (own.length && !isSpread) return [whole];
    const parts = [whole, ...this.otherParts(object)].filter(part => definitions(part).length);
    const valued = parts.filter(part => definitions(part).some(({ value }) => value));
    return valued.length ? valued : parts.slice(0, 1);
  }

  private otherParts(object: InstanceWorth): readonly ClassPart[] {
    return otherParts(this, object.class, object.frame.program).map(({ class: part, program }) => ({
      class: part,
      frame: program === object.frame.program ? object.frame : this.root(program),
    }));
  }

  private inherited(
    object: InstanceWorth,
    key: string,
    range: Range,
    frame: Frame,
    use?: { at: number; block: Block | undefined },
    expression?: Expression,
  ): Worth {
    const packaged: Worth[] = [];
    const maker = baseCall(this, object);
    const bases = [object, ...this.otherParts(object)].flatMap(part =>
      part.class.bases.map(base => ({ base, home: part.frame })),
    );
    for (const { base, home } of bases) {
      const embedded = this.embedded(object, base, range, frame, use);
      if (embedded) {
        const found = this.member(embedded, key, range, frame, use);
        if (found.kind === 'reference') packaged.push(found);
        else if (found.kind !== 'unknown') return found;
        continue;
      }
      const worth = this.base(base, object, home);
      const inner = frame.depth < MAX_BASES ? this.asOneOf(object, worth) : undefined;
      const deeper = { ...frame, depth: frame.depth + 1 };
      const found = inner && this.member(inner, key, range, deeper, use, expression);
      if (found && found.kind !== 'unknown') return found;
      if (worth.kind === 'reference') {
        const step = {
          ...madeBy(object, frame),
          ...(maker.call ? { call: maker.call, frame: maker.frame ?? frame } : {}),
        };
        const made: Worth = base.kind === 'call' ? worth : { ...worth, steps: [...worth.steps, step] };
        packaged.push(this.member(made, key, range, frame, use));
      }
    }
    if (packaged.length) return choiceOf(packaged);
    return this.collected(object, key, range) ?? this.unknown(frame, range, 'field', key);
  }

  /** A field that a decorator of the class fills with what some of its methods return. */
  private collected(object: InstanceWorth, key: string, range: Range): Worth | undefined {
    const { decorators = [], scope } = object.class;
    const [isOne] = this.references(decorators, object.frame).flatMap(
      each => this.host.packages.collection(each, key) ?? [],
    );
    if (!isOne) return undefined;
    const inner = { ...this.constructorFrame(object), self: object };
    const items = [...scope.bindings.values()].flat().flatMap(({ value }): ListItem[] => {
      if (value?.kind !== 'function' || !this.references(value.decorators, object.frame).some(isOne)) return [];
      const worth = choiceOf(value.returns.map(result => this.evaluate(result, inner)));
      return [{ kind: 'item', value: { expression: value, frame: inner, trail: [], worth } }];
    });
    return { kind: 'list', items, isUnordered: false, at: this.place(object.frame, range), trail: [] };
  }

  private references(expressions: readonly Expression[], frame: Frame): ReferenceWorth[] {
    return expressions.map(expression => this.evaluate(expression, frame)).filter(worth => worth.kind === 'reference');
  }

  /** The object in a field that goes by its type's name, as an embedded struct does. */
  private embedded(
    object: InstanceWorth,
    base: Expression,
    range: Range,
    frame: Frame,
    use: { at: number; block: Block | undefined } | undefined,
  ): Worth | undefined {
    const name = base.kind === 'name' ? base.name : base.kind === 'member' ? base.property : undefined;
    const [part] = name === undefined ? [] : this.partsWith(object, name);
    const isField = name !== undefined && part?.class.scope.bindings.get(name)?.some(({ kind }) => kind === 'field');
    if (!isField || frame.depth >= MAX_EMBEDDED) return undefined;
    return this.field(object, name, range, { ...frame, depth: frame.depth + 1 }, use);
  }

  /** A base class as an object sees it, with what its constructor hands to that one's. */
  private base(base: Expression, object: InstanceWorth, home: Frame): Worth {
    return this.evaluate(base, base.kind === 'call' ? this.constructorFrame(object) : home);
  }

  /**
   * An object as one of a base class of the workspace; undefined for any other base. The constructor of that gets what
   * the object was made with only where the object's own class has none to say what it gets.
   */
  private asOneOf(object: InstanceWorth, base: Worth): InstanceWorth | undefined {
    if ((base.kind !== 'class' && base.kind !== 'instance') || base.class === object.class) return undefined;
    const actual = object.actual ?? object;
    if (base.kind === 'instance') return { ...base, actual };
    const { constructsWithNew } = languages[object.frame.program.language];
    const { class: own, frame } = base;
    const maker = baseCall(this, object);
    if (maker.call !== object.call) return asBase(object, base, maker);
    if (constructsWithNew !== true || !constructorOf(object.class, object.call))
      return { ...object, class: own, frame, actual };
    return { kind: 'instance', class: own, frame, trail: object.trail, actual };
  }

  /** The object as one of the base class of the workspace that declares a field or method. */
  private asBase(object: InstanceWorth, key: string, depth = 0): InstanceWorth | undefined {
    if (depth >= MAX_BASES) return undefined;
    for (const base of object.class.bases) {
      const inner = this.asOneOf(object, this.base(base, object, object.frame));
      if (!inner) continue;
      const parts = [inner.class, ...this.otherParts(inner).map(part => part.class)];
      if (parts.some(({ scope }) => scope.bindings.has(key))) return inner;
      const found = this.asBase(inner, key, depth + 1);
      if (found) return found;
    }
    return undefined;
  }

  /** One frame for each object, so that a field which leads back to itself is noticed, and none is read twice. */
  constructorFrame(object: InstanceWorth): Frame {
    if (object.changes) return constructorFrame(this, object);
    const home = object.actual ? this.constructorFrame(object.actual) : (object.callFrame ?? object.frame);
    const byClass = this.objectFrames.get(home) ?? new Map<ClassExpression, Map<CallExpression | undefined, Frame>>();
    this.objectFrames.set(home, byClass);
    const byCall = byClass.get(object.class) ?? new Map<CallExpression | undefined, Frame>();
    byClass.set(object.class, byCall);
    const known = byCall.get(object.call);
    if (known) return known;
    const made = constructorFrame(this, object);
    byCall.set(object.call, made);
    return made;
  }
}

/** Whether a function's arguments are known in a frame, those that were left out too. */
function isInvoked(owner: FunctionExpression, frame: Frame): boolean {
  for (let current: Frame | undefined = frame; current; current = current.parent)
    if (current.callee === owner) return true;
  return false;
}

/** `Agent[Deps, str]`: a class with the types that fill it in. */
function isGeneric(worth: Worth): boolean {
  if (worth.kind === 'class') return true;
  const last = worth.kind === 'reference' ? worth.steps.at(-1) : undefined;
  return last?.kind === 'member' && /^[A-Z]\w*[a-z]/.test(last.name);
}

/** A class, or a part of one, with the frame that its names are read in. */
type ClassPart = Pick<InstanceWorth, 'class' | 'frame'>;

/** The method of a class that an expression stands in. */
function methodAround(value: Expression): FunctionExpression | undefined {
  let scope: Scope | undefined = 'scope' in value ? value.scope : undefined;
  for (; scope; scope = scope.parent) if (scope.owner?.kind === 'function' && scope.owner.owner) return scope.owner;
  return undefined;
}

/**
 * The definitions of a field that can hold for an object, those with a value first.
 * @param isCalled of a field and a method of one name the one that is meant; undefined where that is not known
 */
function bindingsOf(
  { class: { scope }, call }: InstanceWorth,
  key: string,
  isCalled: boolean | undefined,
): readonly Binding[] | undefined {
  const all = scope.bindings.get(key);
  const meant = all?.filter(({ value }) => (value?.kind === 'function' && !value.isGetter) === isCalled);
  const declared = meant?.length ? meant : all;
  // What other objects were made with says nothing of one whose making is known.
  const own = call ? declared?.filter(({ isGiven }) => !isGiven) : declared;
  const valued = own?.filter(({ value }) => value);
  if (!valued?.length) return own?.length ? own : undefined;
  return valued.every(({ value }) => value?.kind === 'function') ? valued : standing(valued);
}

/** The modules that something of the outside may be of: a global name may be one of a module that the file opens. */
const modulesOf = ({ module, frame, opens }: ReferenceWorth): readonly string[] =>
  module === '' ? (opens ?? frame.program.opens) : [module];

/** What a package's object is by its declared type, which may be known where what made it is not. */
const declaredAs = (worth: Worth, type: Worth | undefined): Worth =>
  worth.kind === 'reference' && worth.module === '' && type?.kind === 'reference'
    ? { ...worth, declared: { as: type, after: worth.steps.length } }
    : worth;
