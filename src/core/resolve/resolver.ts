import { fallbackWorth, preferredWorth } from './fallbacks';
import { elementWorth, memberExpressionWorth } from './members';
import { nameWorth } from './names';
import { typedWorth } from './types';
import type { Hop, HopKind } from '../callsites';
import {
  type CallExpression,
  type ClassExpression,
  type Expression,
  type Guard,
  type LanguageId,
  type Program,
} from '../syntax';
import type { Place, Range } from '../text';
import { type CallbackKnowledge } from './callbacks';
import { callWorth } from './calls';
import { changesBefore } from './flow';
import { importedWorth } from './imports';
import { holds } from './guards';
import type { Knowledge } from './knowledge';
import type { TableLookUp } from './lookUps';
import { constructorFrame } from './objects';
import { applyChanges, listWorth, recordWorth } from './records';
import type { TypeOfPackage } from './revealed';
import { addTexts, textWorth } from './texts';
import {
  choiceOf,
  via,
  type Deferred,
  type FileName,
  type Frame,
  type InstanceWorth,
  type ReferenceWorth,
  type UnknownWorth,
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
  /** The types of a package whose objects a more general type of it may stand for. */
  variants(typed: ReferenceWorth): readonly string[];
  /** How a call of a package takes something out of a table of the code's own. */
  lookUp(reference: ReferenceWorth): TableLookUp | undefined;
  /** Of what type of a package something is that has a method of this name, where only such objects have one. */
  revealedBy(method: string, program: Program): TypeOfPackage | undefined;
  /** Of what type something is that stands behind a message in a pipe. */
  revealedBehind(message: ReferenceWorth): TypeOfPackage | undefined;
  /** What a call of a package hands to functions that stand in its options. */
  callback(reference: ReferenceWorth): CallbackKnowledge | undefined;
  /** Whether a method of this name changes options of what it is called on, as `clone` and `with_options` do. */
  isChange(method: string): boolean;
  /** The members of a package's type that the types say which fill it in, by their indexes; undefined for other types. */
  generic(type: ReferenceWorth): Readonly<Record<string, number>> | undefined;
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
   * @param followedBy what stands behind the name where it is meant; of many files, only those that have it so count
   */
  mentioningPrograms(name: string, from: Program, followedBy?: string): readonly Program[] | undefined;
}

/** Steps for one question; some hundred suffice for real code, cyclic or generated code ends here. */
const FUEL = 10_000;
/** Steps for all questions about one file together: some 0.3 s. */
const FILE_FUEL = 300_000;
/** Steps for one question where others have used up those of the file: what stands beside a call is read all the same. */
const LEAST_FUEL = 60;
/** The part of what is left of them that callers of a function may not use up: what its own file says is read with it. */
const OWN_FUEL = 1 / 4;
/** Callers asked for what they pass, whose own parameters are asked for in turn. */
const MAX_CALLER_DEPTH = 3;
/** Nesting of evaluations: each takes some ten frames of the stack. */
const MAX_DEPTH = 120;

/** Objects that take what they do not set from one that the same code made: a builder's steps. */
const MAX_SPREADS = 8;

/** A part of a program about which something is found in a frame. */
type Part = Expression | Guard;

/** An evaluation that is or was under way. */
interface Evaluation {
  readonly frame: Frame;
  isDone: boolean;
}

/** In what ways an evaluation was cut short: asked for elsewhere, the same may be worth more. */
interface Cut {
  /** The evaluations under way that it led back to. As long as they all are, the same comes of it. */
  heads: Set<Evaluation> | undefined;
  /** It ran out of fuel, or led back to itself in a way that is not an evaluation. */
  isSpoilt: boolean;
  /** Something was nested too deeply. */
  isDeep: boolean;
  /** Callers were not asked for, because they had been asked for too many times in turn. */
  isUnasked: boolean;
}

const uncut = (): Cut => ({ heads: undefined, isSpoilt: false, isDeep: false, isUnasked: false });

/** Takes over in what ways a part was cut short. */
function cutBy(whole: Cut, part: Omit<Cut, 'isSpoilt'>): void {
  if (part.heads?.size) {
    whole.heads ??= new Set();
    for (const head of part.heads) whole.heads.add(head);
  }
  whole.isDeep ||= part.isDeep;
  whole.isUnasked ||= part.isUnasked;
}

interface Remembered extends Omit<Cut, 'isSpoilt'> {
  readonly found: Worth | boolean | undefined;
  readonly depth: number;
  readonly callerDepth: number;
}

const calleesOf = new WeakMap<Program, ReadonlySet<Expression>>();

/** What the calls of a program call. */
function calleesIn(program: Program): ReadonlySet<Expression> {
  let callees = calleesOf.get(program);
  if (!callees) calleesOf.set(program, (callees = new Set(program.calls.map(({ callee }) => callee))));
  return callees;
}

/** Evaluates expressions to what they are worth. One instance serves one analysis; programs must not change. */
export class Resolver {
  private fuel = FUEL;
  private fileFuel = FILE_FUEL;
  private callerDepth = 0;
  private depth = 0;
  private cut = uncut();
  /** The declared types that a container is being asked for. */
  readonly asked = new Set<string>();
  private readonly active = new Map<Part, readonly Evaluation[]>();
  private readonly spread = new Map<Expression, readonly Frame[]>();
  private readonly memo = new WeakMap<Frame, Map<Part, Remembered>>();
  private readonly roots = new WeakMap<Program, Frame>();
  private readonly objectFrames = new WeakMap<Frame, Map<ClassExpression, Map<CallExpression | undefined, Frame>>>();

  constructor(readonly host: ResolverHost) {}

  /** The frame in which nothing is known of parameters. */
  root(program: Program): Frame {
    let frame = this.roots.get(program);
    if (!frame) {
      this.roots.set(program, (frame = { program, depth: 0 }));
    }
    return frame;
  }

  /** Starts a new question: gives it its full fuel. */
  refuel(): void {
    this.fuel = FUEL;
    this.fileFuel = Math.max(this.fileFuel, LEAST_FUEL);
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
    return this.settled(
      expression,
      frame,
      () => this.dispatch(expression, frame),
      isUnderWay => ({
        ...this.unknown(frame, expression.range, isUnderWay ? 'refers to itself' : 'too much to follow', ''),
        volatility: 'iteration',
      }),
    );
  }

  /** Whether a condition holds, as `judge` finds; undefined where that leads back to the same condition. */
  judge(guard: Guard, frame: Frame, judge: () => boolean | undefined): boolean | undefined {
    return this.settled(guard, frame, judge, () => undefined);
  }

  /**
   * What is found about a part of a program in a frame, found once.
   * @param cutShort what it is taken for where it leads back to itself, or too far
   */
  private settled<T extends Worth | boolean | undefined>(
    part: Part,
    frame: Frame,
    find: () => T,
    cutShort: (isUnderWay: boolean) => T,
  ): T {
    const { cut, depth } = this;
    const known = this.memo.get(frame)?.get(part);
    if (known && this.holds(known)) {
      cutBy(cut, known);
      return known.found as T; // one kind of part has one kind of answer
    }
    const outer = this.active.get(part) ?? [];
    const same = outer.find(each => each.frame === frame);
    if (!this.mayBegin(same)) return cutShort(same !== undefined);
    const own = (this.cut = uncut());
    const evaluation: Evaluation = { frame, isDone: false };
    this.active.set(part, [...outer, evaluation]);
    this.depth += 1;
    try {
      const found = find();
      // What led back to this very evaluation is settled with it.
      own.heads?.delete(evaluation);
      if (!own.isSpoilt) this.remember(part, frame, { ...own, found, depth, callerDepth: this.callerDepth });
      return found;
    } finally {
      evaluation.isDone = true;
      cutBy(cut, own);
      cut.isSpoilt ||= own.isSpoilt;
      this.cut = cut;
      this.depth = depth;
      if (outer.length) this.active.set(part, outer);
      else this.active.delete(part);
    }
  }

  /** Takes a step, and notes what cuts it short. @param same the same evaluation, when it is under way */
  private mayBegin(same: Evaluation | undefined): boolean {
    const { cut } = this;
    this.fuel -= 1;
    this.fileFuel -= 1;
    if (same) (cut.heads ??= new Set()).add(same);
    else if (this.fuel <= 0 || this.fileFuel <= 0) cut.isSpoilt = true;
    else if (this.depth >= MAX_DEPTH) cut.isDeep = true;
    else return true;
    return false;
  }

  /** Whether an evaluation here would be cut short at the same places as the one that is remembered, or sooner. */
  private holds({ heads, isDeep, isUnasked, depth, callerDepth }: Remembered): boolean {
    if (heads) for (const head of heads) if (head.isDone) return false;
    return (!isDeep || this.depth >= depth) && (!isUnasked || this.callerDepth >= callerDepth);
  }

  /** Whether there is fuel left for another question within this one. */
  get mayGoOn(): boolean {
    return this.fuel > 0 && this.fileFuel > 0;
  }

  /** Whether callers may still be asked for: they may have callers in turn. */
  get mayAskCallers(): boolean {
    return this.callerDepth < MAX_CALLER_DEPTH;
  }

  askingCallers<T>(ask: () => T): T {
    const own = Math.max(0, Math.ceil(this.fuel * OWN_FUEL));
    this.fuel -= own;
    this.callerDepth += 1;
    try {
      return ask();
    } finally {
      this.callerDepth -= 1;
      this.fuel = Math.max(0, this.fuel) + own;
    }
  }

  /** The callers of what is being evaluated were not asked for: asked for by itself it may be known. */
  interrupt(): void {
    this.cut.isUnasked = true;
  }

  /**
   * What an object takes from another, `read` off the expression that names it; undefined where that is made of itself:
   * `self.options = Options { model, ..self.options.clone() }`.
   */
  fromSpread<T>(expression: Expression, frame: Frame, read: () => T): T | undefined {
    const outer = this.spread.get(expression) ?? [];
    if (outer.includes(frame) || outer.length >= MAX_SPREADS) {
      this.cut.isSpoilt = true;
      return undefined;
    }
    this.spread.set(expression, [...outer, frame]);
    try {
      return read();
    } finally {
      if (outer.length) this.spread.set(expression, outer);
      else this.spread.delete(expression);
    }
  }

  private remember(part: Part, frame: Frame, value: Remembered): void {
    const memo = this.memo.get(frame);
    if (memo) memo.set(part, value);
    else this.memo.set(frame, new Map([[part, value]]));
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
        return nameWorth(this, expression, frame);
      case 'self':
        return frame.self?.class === expression.owner
          ? (frame.self.actual ?? frame.self)
          : { kind: 'instance', class: expression.owner, frame, trail: [] };
      case 'member':
        return memberExpressionWorth(this, expression, frame);
      case 'element':
        return elementWorth(this, this.evaluate(expression.object, frame), expression.index, expression.range, frame);
      case 'call':
        return callWorth(this, expression, frame);
      case 'record':
        return recordWorth(this, expression, frame);
      case 'list':
        return listWorth(this, expression, frame);
      case 'binary':
        return addTexts(this, expression, frame);
      case 'conditional': {
        const isTrue = expression.test && holds(this, expression.test, frame);
        if (isTrue !== undefined) return this.evaluate(isTrue ? expression.whenTrue : expression.whenFalse, frame);
        return choiceOf([this.evaluate(expression.whenTrue, frame), this.evaluate(expression.whenFalse, frame)]);
      }
      case 'fallback':
        return fallbackWorth(
          this,
          preferredWorth(this, expression.preferred, frame),
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
              each: [{ expression: expression.element, frame, trail: [] }],
            },
          ],
        };
      case 'asserted': {
        const worth = this.evaluate(expression.value, frame);
        return worth.kind === 'unknown' ? (typedWorth(this, expression.type, frame) ?? worth) : worth;
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

  /** Whether an expression is what a call calls. */
  isCallee(expression: Expression | undefined, { program }: Frame): boolean {
    return expression !== undefined && calleesIn(program).has(expression);
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
