import type { Hop } from '../callsites';
import type { ChangeRate, SlotPart, Volatility } from '../prompts';
import type {
  Block,
  CallExpression,
  ClassExpression,
  Expression,
  FunctionExpression,
  Mutation,
  Program,
} from '../syntax';
import type { Place, Range } from '../text';

/** The values that parameters have during one call; the outermost frame of a file has none. */
export interface Frame {
  readonly program: Program;
  readonly parent?: Frame;
  readonly callee?: FunctionExpression;
  /** The frame that the call of it stands in. */
  readonly caller?: Frame;
  readonly arguments?: ReadonlyMap<string, Deferred>;
  readonly self?: InstanceWorth;
  readonly depth: number;
}

/** An expression with what is needed to evaluate it when somebody asks. */
export interface Deferred {
  readonly expression: Expression;
  readonly frame: Frame;
  /** How it was reached. */
  readonly trail: readonly Hop[];
  /** Changes in place that were made to it since. */
  readonly mutations?: readonly Mutation[];
  /** Where it is read, for what was changed before. */
  readonly use?: Use;
  /** What it is worth, when that is known without evaluating the expression. */
  readonly worth?: Worth;
}

/** A place at which a value is read. */
export interface Use {
  readonly at: number;
  readonly block: Block;
}

interface Traced {
  readonly trail: readonly Hop[];
}

export interface TextWorthPart {
  readonly kind: 'text';
  readonly text: string;
  readonly place?: Place;
}

/** A file as code names it. */
export interface FileName {
  /** With `/` between folders; relative, or absolute. */
  readonly name: string;
  /** The file beside which it lies; undefined for one that is looked for from where the program runs. */
  readonly beside: string | undefined;
}

export interface SlotWorthPart {
  readonly kind: 'slot';
  /** Set where a folder or file of the workspace stands in a text: `"#{__dir__}/prompts/system.txt"`. */
  readonly path?: FileName;
  /** What stands between the quotes of the literal around it; undefined when the slot is the whole text. */
  readonly literal?: Place;
  readonly name: string;
  readonly expression: string;
  readonly place?: Place;
  readonly volatility: Volatility;
  readonly changes: ChangeRate;
  readonly content: SlotPart['content'];
}

export type WorthPart = TextWorthPart | SlotWorthPart;

export interface TextWorth extends Traced {
  readonly kind: 'text';
  readonly parts: readonly WorthPart[];
  readonly at: Place;
}

export interface NumberWorth extends Traced {
  readonly kind: 'number';
  readonly value: number;
  readonly at: Place;
}

export interface BooleanWorth extends Traced {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NothingWorth extends Traced {
  readonly kind: 'nothing';
}

export type ListItem =
  | {
      readonly kind: 'item';
      readonly value: Deferred;
      /** It may be absent at run time. */
      readonly isOptional?: boolean;
    }
  /** Any number of elements; `each` is what a comprehension makes of them, or what a loop adds. */
  | { readonly kind: 'rest'; readonly worth: Worth; readonly each?: readonly Deferred[] };

export interface ListWorth extends Traced {
  readonly kind: 'list';
  readonly items: readonly ListItem[];
  readonly isUnordered: boolean;
  readonly at: Place;
}

export type RecordItem =
  | {
      readonly kind: 'entry';
      readonly key: string;
      readonly value: Deferred;
      /** It may be absent at run time. */
      readonly isOptional: boolean;
      readonly place: Place;
    }
  /**
   * Keys that are not known: a spread of something unread. `replaces` says that it was written to set what stands before
   * it; `value` is what stands under one that is chosen at run time.
   */
  | { readonly kind: 'open'; readonly because: string; readonly replaces?: boolean; readonly value?: Deferred };

export interface RecordWorth extends Traced {
  readonly kind: 'record';
  readonly items: readonly RecordItem[];
  /** The literal that an edit can add a key to, and its last entry; undefined when there is no single one. */
  readonly literal: { readonly place: Place; readonly last: Range | undefined } | undefined;
  readonly at: Place;
  /** Of a module of the workspace taken as a whole: its name, as it was imported in a frame; it may have modules in it. */
  readonly module?: { readonly name: string; readonly frame: Frame };
}

export interface ChoiceWorth extends Traced {
  readonly kind: 'choice';
  readonly options: readonly Worth[];
}

export type Step =
  | { readonly kind: 'member'; readonly name: string; readonly at: Place }
  /** A call or construction; without an expression when only its type says so. */
  | {
      readonly kind: 'call';
      readonly call: CallExpression | undefined;
      readonly frame: Frame;
      /** Fields that were set on what the call made. */
      readonly changes?: readonly RecordItem[];
      /** Set when the changes are what its class declares, so that nothing else is to be known of it. */
      readonly isDeclared?: boolean;
      /** Set for an object of a type that something which is not known gave, rather than a container. */
      readonly isObtained?: boolean;
    };

/** What a value is by its declared type, and how many of a reference's steps that stands for. */
export interface Declared {
  readonly as: ReferenceWorth;
  readonly after: number;
  /** What fewer of the steps were declared to be, as the client that an agent is made with. */
  readonly before?: Declared | undefined;
}

/** Something from outside the workspace, and what the code did with it: `openai` → `OpenAI` → called → `chat`. */
export interface ReferenceWorth extends Traced {
  readonly kind: 'reference';
  /** Empty for a global name. */
  readonly module: string;
  readonly steps: readonly Step[];
  readonly expression: Expression;
  readonly frame: Frame;
  /** How many of the steps were taken when the module was loaded, once for a process. */
  readonly stepsAtLoad: number;
  /** Of a name that nothing binds: the modules that are open where it stands, one of which it may be of. */
  readonly opens?: readonly string[];
  /** The same by its declared type, and how many of the steps that type stands for. */
  readonly declared?: Declared;
  /** What stands before it in a pipe, such as the template in `template | model`. */
  readonly piped?: readonly Worth[];
}

/** Stages that hand on what they make: `prompt | model | parser`. What is asked of it is asked of each stage. */
export interface PipeWorth extends Traced {
  readonly kind: 'pipe';
  readonly stages: readonly Worth[];
}

export interface FunctionWorth extends Traced {
  readonly kind: 'function';
  readonly callee: FunctionExpression;
  readonly frame: Frame;
  readonly self?: InstanceWorth;
}

export interface ClassWorth extends Traced {
  readonly kind: 'class';
  readonly class: ClassExpression;
  readonly frame: Frame;
}

export interface InstanceWorth extends Traced {
  readonly kind: 'instance';
  readonly class: ClassExpression;
  readonly frame: Frame;
  /** The construction, when it is known. */
  readonly call?: CallExpression;
  readonly callFrame?: Frame;
  /** Fields that were set from outside since. */
  readonly changes?: readonly RecordItem[];
  /** The names before those of its fields in the settings that fill them in. */
  readonly settings?: readonly string[];
  /** The object itself, where it is looked at as one of a class that its own is derived from. */
  readonly actual?: InstanceWorth;
}

/** Why a value is not known that some caller passes. */
export const PARAMETER = 'parameter';

export interface UnknownWorth extends Traced {
  readonly kind: 'unknown';
  /** For people: `parameter`, `not read: ./config`. */
  readonly because: string;
  /** Dotted, as the code names it: `request.body.question`. */
  readonly name: string;
  readonly volatility: Volatility;
  readonly changes: ChangeRate;
  readonly at: Place;
  /** The call whose result it is, of something that is not known either. */
  readonly call?: CallExpression;
  readonly frame?: Frame;
  /** True when the code declares its type, which is none of a package: then it is known not to be one of an SDK's. */
  readonly isTyped?: boolean;
}

/** Something of whose changes nothing is known either. */
export const unknownOf = (because: string, name: string, at: Place): UnknownWorth => ({
  kind: 'unknown',
  because,
  name,
  volatility: 'unknown',
  changes: 'unknown',
  at,
  trail: [],
});

/** What an expression is worth: as much as can be said without running the code. */
export type Worth =
  | TextWorth
  | NumberWorth
  | BooleanWorth
  | NothingWorth
  | ListWorth
  | RecordWorth
  | ChoiceWorth
  | PipeWorth
  | ReferenceWorth
  | FunctionWorth
  | ClassWorth
  | InstanceWorth
  | UnknownWorth;

/** The same worth, reached over further steps; of a choice that is each of its options. */
export function via<T extends Worth>(worth: T, ...hops: readonly Hop[]): T {
  if (!hops.length) return worth;
  if (worth.kind === 'choice') return { ...worth, options: worth.options.map(option => via(option, ...hops)) };
  return { ...worth, trail: [...hops, ...worth.trail].slice(0, MAX_TRAIL) };
}

/** Steps that are told of how a value was reached; nobody follows more. */
const MAX_TRAIL = 40;

/** The text when all of it is known. */
export function staticText(worth: Worth | undefined): string | undefined {
  if (worth?.kind !== 'text' || worth.parts.some(part => part.kind === 'slot')) return undefined;
  return worth.parts.map(part => (part.kind === 'text' ? part.text : '')).join('');
}

/** Every value that a worth can have; itself when it is no choice. */
export function optionsOf(worth: Worth): readonly Worth[] {
  return worth.kind === 'choice' ? worth.options : [worth];
}

const MAX_OPTIONS = 16; // beyond that a list of candidates tells nobody anything

/** Stands for the options of a choice that were left out. */
const OTHERS: UnknownWorth = {
  kind: 'unknown',
  because: 'more values than are looked at',
  name: '',
  volatility: 'unknown',
  changes: 'unknown',
  at: { file: '', range: { start: 0, end: 0 } },
  trail: [],
};

const isOthers = (worth: Worth): boolean => worth.kind === 'unknown' && worth.because === OTHERS.because;

/** One worth of several: flattened, without repetitions of the same literal. What is left out shows as an unknown one. */
export function choiceOf(options: readonly Worth[]): Worth {
  const flat = options.flatMap(optionsOf);
  const seen = new Set<string>();
  const distinct = flat.filter(option => {
    const text = staticText(option);
    const key =
      text !== undefined
        ? `t${text}`
        : option.kind === 'number' || option.kind === 'boolean'
          ? `${option.kind}${String(option.value)}`
          : option.kind === 'nothing'
            ? 'n'
            : undefined;
    if (key === undefined) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const [first] = distinct;
  if (first && distinct.length === 1) return first;
  const told = distinct.filter(option => !isOthers(option));
  const isCut = told.length < distinct.length || told.length > MAX_OPTIONS;
  return { kind: 'choice', options: isCut ? [...varied(told).slice(0, MAX_OPTIONS), OTHERS] : told, trail: [] };
}

/** What was made at different places before what the same place made for another caller. */
function varied(options: readonly Worth[]): readonly Worth[] {
  if (options.length <= MAX_OPTIONS) return options;
  const seen = new Set<Expression>();
  const isNew = (option: Worth): boolean => {
    if (option.kind !== 'reference') return true;
    const isKnown = seen.has(option.expression);
    seen.add(option.expression);
    return !isKnown;
  };
  const first = options.filter(isNew);
  return [...first, ...options.filter(option => !first.includes(option))];
}
