import { z } from 'zod';
import type { ChangeRate, Volatility } from '../prompts';
import { documentFormats } from './documents';
import { TAG_MARKS, type TagMarks } from './templateTags';
import {
  ANY,
  CALL,
  coversAll,
  matchPrefix,
  moduleTokens,
  pathOf,
  stepsOf,
  tokensOf,
  type NamedCall,
  type Token,
} from './pattern';
import type { ConfigurationFiles } from './configuration';
import type { ReferenceWorth } from './worth';

const volatility = z.enum(['none', 'time', 'random', 'user', 'retrieval', 'iteration', 'unknown']);
const changes = z.enum([
  'never',
  'deployment',
  'process',
  'day',
  'session',
  'user',
  'minute',
  'second',
  'call',
  'unknown',
]);

/** A path from a module; without one, from a global name. */
const target = { from: z.string().default(''), path: z.string() };

const knowledgeSchema = z.strictObject({
  /**
   * Reads of environment variables and settings: the name is the member behind the path, the one that `*` at its end
   * stands for, or an argument of the call that it ends with.
   */
  environment: z.array(
    z.strictObject({
      ...target,
      fallback: z.number().int().optional(),
      /** Where files hold the values, by the name as `file.key.key`: Laravel's `config('services.openai.model')`. */
      folder: z.string().optional(),
    }),
  ),
  /** Files that hold settings, the first of which that says something of one holds. */
  configuration: z
    .array(
      z.strictObject({
        files: z.array(z.string()).min(1),
        variants: z.strictObject({ named: z.string(), files: z.array(z.string()).min(1) }).optional(),
      }),
    )
    .default([]),
  /** Files that show which variables the environment has to hold, from any folder above the code. */
  examples: z.array(z.string()).default([]),
  /** Calls on a configuration that give a part of it, by the name before its settings': `GetSection("OpenAI")`. */
  sections: z.array(z.string()).default([]),
  /** How objects are filled in from a part of the configuration. */
  boundSettings: z
    .strictObject({
      /** Annotations of classes that name the part. */
      annotations: z.array(z.string()).default([]),
      /** Methods whose type argument is the class, and whose last argument is the part or a function that sets fields. */
      configure: z.array(z.string()).default([]),
      /** The same, where a later step of the chain is given the part. */
      options: z
        .strictObject({ methods: z.array(z.string()), steps: z.array(z.string()) })
        .prefault({ methods: [], steps: [] }),
      /** Methods that give an object of their type argument, called on the part. */
      get: z.array(z.string()).default([]),
      /** Methods that fill in an object which they are given, called on the part. */
      bind: z.array(z.string()).default([]),
    })
    .prefault({}),
  /** Members of a configuration that is being made, which change nothing about how it is read. */
  configurationSteps: z.array(z.string()).default([]),
  /**
   * Objects of packages in which code keeps values under keys, to read them elsewhere. `isShared`: other files read them
   * too. `keyedBy`: names of arguments that give a key to somebody else who puts values there, as a widget does.
   */
  stores: z
    .array(
      z.strictObject({
        ...target,
        isShared: z.boolean().default(false),
        keyedBy: z.array(z.string()).default([]),
        /** What is read from the environment is what code puts here. */
        isEnvironment: z.boolean().default(false),
      }),
    )
    .default([]),
  /** Calls that give one of the elements, or keys, of an argument: by chance or by a user's choice. */
  picks: z
    .array(z.strictObject({ ...target, argument: z.number().int().default(0), name: z.string().optional() }))
    .default([]),
  /** Values that change by themselves. The most specific path wins. */
  volatile: z.array(z.strictObject({ ...target, volatility, changes })),
  /**
   * Calls that hand one of their arguments on as it is; -1 is the last of them. `name` is what it may be given by, `maker` the name of one that
   * is called for the value. `isOption`: who starts the program, or asks it something, may give another. `isAny`: the
   * first that is no object of the call's own package, where versions of it differ in their order. `type`: the index of
   * the argument that says of what type it is.
   */
  passThrough: z.array(
    z.strictObject({
      ...target,
      argument: z.number().int().default(0),
      name: z.string().optional(),
      maker: z.string().optional(),
      isOption: z.boolean().default(false),
      isAny: z.boolean().default(false),
      type: z.number().int().nonnegative().optional(),
    }),
  ),
  /**
   * Parsers of a command line: methods that declare an option, methods that give all of them as fields, and those that
   * give the fields as the first of several things.
   */
  commandLine: z
    .array(
      z.strictObject({
        ...target,
        declares: z.array(z.string()).min(1),
        reads: z.array(z.string()).min(1),
        readsSome: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  /** Decorators of a function that declare an option of the command line, which it gets as a parameter. */
  optionDecorators: z.array(z.strictObject(target)).default([]),
  /** Calls, as a parameter's default or beside its type, that have what they are given made and handed over. */
  injections: z.array(z.strictObject(target)).default([]),
  /** Decorators that run a test with several values of parameters, which they name first. */
  parametrized: z.array(z.strictObject(target)).default([]),
  /** Decorators of functions whose result tests get that have a parameter of that name. */
  fixtures: z.array(z.strictObject(target)).default([]),
  /**
   * Calls that check settings by a schema: which argument it is, keys under which it has its parts, and whether it was
   * given to the first call of the path rather than to the last.
   */
  schemas: z
    .array(
      z.strictObject({
        ...target,
        argument: z.number().int().default(0),
        under: z.array(z.string()).default([]),
        isFirst: z.boolean().default(false),
      }),
    )
    .default([]),
  /** Classes whose fields are read from the environment where it has a variable of their name. */
  settingsClasses: z.array(z.strictObject(target)).default([]),
  /** Calls that give a member of their first argument by the name that is the second, or else the third: `getattr()`. */
  memberReads: z.array(z.strictObject(target)).default([]),
  /**
   * What makes a form: the methods that write a field of it, and which of their arguments are its name and value. A
   * method that is given only one argument adds another form.
   */
  forms: z
    .array(
      z.strictObject({
        ...target,
        fields: z.array(z.string()).min(1),
        name: z.number().int().nonnegative().default(0),
        value: z.number().int().nonnegative().default(1),
      }),
    )
    .default([]),
  /** Calls that give the first of their arguments that is there. */
  fallbacks: z.array(z.strictObject(target)).default([]),
  /** Annotations of methods that provide objects to who asks for one of their type. */
  providers: z.array(z.string()).default([]),
  /** Annotations that give such an object a name, and those of the one that is meant where nothing else is said. */
  beans: z
    .strictObject({ qualifying: z.array(z.string()).default([]), preferring: z.array(z.string()).default([]) })
    .prefault({}),
  /** Annotations that make a builder of a class, with the methods that begin and end one. */
  builders: z
    .strictObject({
      annotations: z.array(z.string()).default([]),
      starts: z.array(z.string()).default([]),
      ends: z.array(z.string()).default([]),
    })
    .prefault({}),
  /** Modules whose values only stand in for others in tests, whatever their declared type says. */
  doubles: z.array(z.string()).default([]),
  /** Calls that put the keys of their arguments together, later ones over earlier ones. */
  merge: z.array(z.strictObject(target)),
  /** Calls that fill their first argument with the others: `%s` of `Sprintf`, `{}` of `format`. */
  formatCalls: z.array(z.strictObject({ ...target, style: z.enum(['percent', 'braces', 'path']) })).default([]),
  /** Methods that tell a container of services of an object that it hands out. */
  registrations: z.array(z.string()).default([]),
  /** Calls whose named arguments are the keys of a dictionary. */
  recordOf: z.array(z.strictObject(target)),
  /** How files are read, and what their paths are made with. */
  files: z
    .strictObject({
      /**
       * Calls whose result is the text of a file: `call` is the one, counted from 0, whose first argument names it, or
       * what the method is called on. `folder` is the call that is given where files lie. `at` says where a file lies
       * that is named otherwise than by its path: `{}` is its name, `{.}` its name with the dots as folders.
       */
      reads: z.array(
        z.strictObject({
          ...target,
          call: z.union([z.number().int(), z.literal('receiver')]).default(0),
          /** Which of its arguments names the file. */
          argument: z.number().int().default(0),
          folder: z.number().int().optional(),
          at: z.array(z.string()).default([]),
          /** What the name begins with where it is that of a file. */
          prefix: z.string().default(''),
          isTemplate: z.boolean().default(false),
        }),
      ),
      /** Methods that read what lies among the program's own files, whatever they are called on. */
      resources: z
        .strictObject({ methods: z.array(z.string()), prefix: z.string().default(''), at: z.array(z.string()) })
        .prefault({ methods: [], at: [] }),
      /** Calls that read data out of a text, or out of an open file, all of which the method `handle` gives. */
      documents: z
        .array(
          z.strictObject({
            ...target,
            argument: z.number().int().default(0),
            format: z.enum(documentFormats),
            handle: z.string().default('read'),
            /** The argument names the file, as a path or, where `reads` has the call too, as that says. */
            isFile: z.boolean().default(false),
            /** Keys under which it holds what is read, for one environment each; the first that is there counts. */
            sections: z.array(z.string()).default([]),
          }),
        )
        .default([]),
      /** Methods of a path that read it. */
      readMethods: z.array(z.string()).default([]),
      /** Calls that fill in a template: `call` is the one whose first argument is its text. */
      renders: z
        .array(
          z.strictObject({ ...target, call: z.number().int().default(0), marks: z.enum(TAG_MARKS).default('braces') }),
        )
        .default([]),
      /**
       * What paths begin with: the file itself, its folder, where the program runs, or a folder there, or a call over
       * paths.
       */
      starts: z
        .array(
          z.strictObject({
            ...target,
            is: z.enum(['file', 'folder', 'here', 'join', 'parent', 'under', 'url']),
            folder: z.string().default('.'),
          }),
        )
        .default([]),
      /** Members of a path. */
      steps: z
        .strictObject({
          join: z.array(z.string()).default([]),
          same: z.array(z.string()).default([]),
          parent: z.array(z.string()).default([]),
        })
        .prefault({}),
    })
    .prefault({ reads: [] }),
  /** Names of parameters and fields that tell whose they are. */
  names: z.array(z.strictObject({ match: z.string(), volatility, changes })),
  /** What methods do to a text, a list or a dictionary. */
  methods: z.strictObject({
    /** The same text, as far as its meaning and size go. */
    identity: z.array(z.string()),
    /** Those of them that change the case of letters. */
    lowerCase: z.array(z.string()).default([]),
    upperCase: z.array(z.string()).default([]),
    /** A part of it, with the same volatility. */
    part: z.array(z.string()),
    join: z.array(z.string()),
    /** Whether the separator or the list is what `join` is called on. */
    joinOn: z.enum(['separator', 'list']),
    format: z.array(z.string()),
    /** What gaps are marked by in what `format` fills. */
    formatStyle: z.enum(['percent', 'braces']).default('braces'),
    replace: z.array(z.string()),
    concat: z.array(z.string()),
    /** Of a text or address: puts its arguments behind it, with one slash between them. */
    joinPath: z.array(z.string()).default([]),
    map: z.array(z.string()),
    /** Gives a date as text without its time of day. */
    dayOnly: z.array(z.string()),
    /** Format strings of dates: the characters that tell the time of day. */
    timeDirectives: z.string(),
    /** Of languages that format dates by an example: what tells that a text is one, and that it has a time of day. */
    layouts: z.strictObject({ date: z.string(), time: z.string() }).optional(),
    get: z.array(z.string()),
    /** Give the first and the last element of a list. */
    first: z.array(z.string()).default([]),
    last: z.array(z.string()).default([]),
    /** Gives the keys of a dictionary, or its values, as a list. */
    keys: z.array(z.string()).default([]),
    values: z.array(z.string()).default([]),
    /** Puts what it is called on and its arguments one behind the other. */
    pipe: z.array(z.string()).default([]),
    /** Puts the keys of its arguments over those of the dictionary it is called on. */
    merge: z.array(z.string()).default([]),
    /** Called on a class, makes an object of it: Ruby's `new`. */
    construct: z.array(z.string()).default([]),
  }),
});

export type KnowledgeTable = z.input<typeof knowledgeSchema>;

export interface Change {
  readonly volatility: Volatility;
  readonly changes: ChangeRate;
}

/** How the fields of a form are written. */
export type Form = Parsed['forms'][number];

/** Which argument a call hands on, and how. */
export type PassedArgument = Parsed['passThrough'][number];

export interface EnvironmentRead {
  /** Undefined where it is an argument. */
  readonly name: string | undefined;
  /** Index of the argument that holds when it is not set. */
  readonly fallback: number | undefined;
  /** The folder of the files that hold the values. */
  readonly folder?: string;
  /** The calls that took a part of the configuration. */
  readonly sections: readonly NamedCall[];
}

interface Pattern<T> {
  /** With the module before it. */
  readonly full: readonly Token[];
  readonly tokens: readonly Token[];
  readonly entry: T;
}

type Parsed = z.output<typeof knowledgeSchema>;

type FileRead = Omit<Parsed['files']['reads'][number], 'from' | 'path'>;

/** What is known of a language's own library: clocks, random values, environment, text methods. */
export class Knowledge {
  readonly methods: Parsed['methods'];
  readonly registrations: readonly string[];
  readonly configuration: readonly ConfigurationFiles[];
  readonly examples: readonly string[];
  readonly boundSettings: Parsed['boundSettings'];
  readonly beans: Parsed['beans'];
  readonly builders: Parsed['builders'];
  private readonly sections: ReadonlySet<string>;
  private readonly settingSteps: ReadonlySet<string>;
  private readonly environment: readonly Pattern<Parsed['environment'][number]>[];
  private readonly storing: readonly Pattern<Parsed['stores'][number]>[];
  private readonly picking: readonly Pattern<Parsed['picks'][number]>[];
  private readonly volatile: readonly Pattern<Parsed['volatile'][number]>[];
  private readonly passing: readonly Pattern<Parsed['passThrough'][number]>[];
  private readonly forming: readonly Pattern<Form>[];
  private readonly commandLines: readonly Pattern<Parsed['commandLine'][number]>[];
  private readonly optionDecorators: readonly Pattern<Parsed['optionDecorators'][number]>[];
  private readonly schemas: readonly Pattern<Parsed['schemas'][number]>[];
  private readonly injections: readonly Pattern<unknown>[];
  private readonly parametrizing: readonly Pattern<unknown>[];
  private readonly fixtures: readonly Pattern<unknown>[];
  private readonly settingsClasses: readonly Pattern<Parsed['settingsClasses'][number]>[];
  private readonly readingMembers: readonly Pattern<unknown>[];
  private readonly fallingBack: readonly Pattern<unknown>[];
  private readonly merging: readonly Pattern<unknown>[];
  private readonly formatting: readonly Pattern<Parsed['formatCalls'][number]>[];
  private readonly recording: readonly Pattern<unknown>[];
  readonly providers: ReadonlySet<string>;
  private readonly doubles: readonly string[];
  private readonly knownNames = new Map<string, Change | null>();
  private readonly files: Parsed['files'];
  private readonly reading: readonly Pattern<Parsed['files']['reads'][number]>[];
  private readonly documents: readonly Pattern<Parsed['files']['documents'][number]>[];
  private readonly rendering: readonly Pattern<Parsed['files']['renders'][number]>[];
  private readonly starting: readonly Pattern<Parsed['files']['starts'][number]>[];
  private readonly names: readonly { pattern: RegExp; change: Change }[];

  /** @throws ZodError for a table that is not of the form */
  constructor(table: unknown) {
    const parsed = knowledgeSchema.parse(table);
    this.methods = parsed.methods;
    this.registrations = parsed.registrations;
    this.configuration = parsed.configuration;
    this.examples = parsed.examples;
    this.boundSettings = parsed.boundSettings;
    this.beans = parsed.beans;
    this.builders = parsed.builders;
    this.sections = new Set(parsed.sections);
    this.settingSteps = new Set([...parsed.sections, ...parsed.configurationSteps]);
    this.environment = parsed.environment.map(compile);
    this.storing = parsed.stores.map(compile);
    this.picking = parsed.picks.map(compile);
    this.volatile = parsed.volatile.map(compile).sort((a, b) => b.tokens.length - a.tokens.length);
    this.passing = parsed.passThrough.map(compile);
    this.forming = parsed.forms.map(compile);
    this.commandLines = parsed.commandLine.map(compile);
    this.optionDecorators = parsed.optionDecorators.map(compile);
    this.schemas = parsed.schemas.map(compile);
    this.injections = parsed.injections.map(compile);
    this.parametrizing = parsed.parametrized.map(compile);
    this.fixtures = parsed.fixtures.map(compile);
    this.settingsClasses = parsed.settingsClasses.map(compile);
    this.readingMembers = parsed.memberReads.map(compile);
    this.fallingBack = parsed.fallbacks.map(compile);
    this.merging = parsed.merge.map(compile);
    this.formatting = parsed.formatCalls.map(compile);
    this.recording = parsed.recordOf.map(compile);
    this.files = parsed.files;
    this.reading = parsed.files.reads.map(compile);
    this.documents = parsed.files.documents.map(compile);
    this.rendering = parsed.files.renders.map(compile);
    this.starting = parsed.files.starts.map(compile);
    this.providers = new Set(parsed.providers);
    this.doubles = parsed.doubles;
    this.names = parsed.names.map(({ match, ...change }) => ({ pattern: new RegExp(match), change }));
  }

  /** Whether a method of a configuration gives a part of it. */
  isSection(method: string): boolean {
    return this.sections.has(method);
  }

  /** The environment variable or setting that a reference reads; its fall-back is an argument of the call. */
  environmentRead(reference: ReferenceWorth): EnvironmentRead | undefined {
    const { path: steps, skipped } = stepsOf(reference, this.settingSteps);
    const path = inModule(
      reference,
      steps.map(({ token }) => token),
    );
    const sections = skipped.filter(({ name }) => this.sections.has(name));
    for (const { full, entry } of this.environment) {
      const isCall = full.at(-1) === CALL;
      // A setting's name need not be one that a member can have.
      const owner = full.at(-1) === ANY ? full.slice(0, -1) : full;
      const length = matchPrefix(path, owner);
      if (length === undefined) continue;
      const { fallback, folder } = entry;
      if (isCall && path.length === length)
        return { name: undefined, fallback, sections, ...(folder === undefined ? {} : { folder }) };
      const name = path[length];
      if (!isCall && path.length === length + 1 && name !== CALL) return { name, fallback: undefined, sections };
    }
    return undefined;
  }

  /** What is known of an object in which code keeps values; undefined for any other. */
  storeAt(reference: ReferenceWorth): Parsed['stores'][number] | undefined {
    const path = withModule(reference);
    return this.storing.find(({ full }) => full.length === path.length && matchPrefix(path, full) !== undefined)?.entry;
  }

  /** The objects in which code sets environment variables, by their paths. */
  environmentStores(): readonly (readonly Token[])[] {
    return this.storing.filter(({ entry }) => entry.isEnvironment).map(({ full }) => full);
  }

  /** The argument, by index and name, of whose elements a call gives one. */
  picked(reference: ReferenceWorth): { readonly argument: number; readonly name?: string | undefined } | undefined {
    const path = withModule(reference);
    return this.picking.find(({ full }) => matchPrefix(path, full) === path.length)?.entry;
  }

  /** How a value changes by itself, and how many of the reference's steps make it so. */
  change(reference: ReferenceWorth): (Change & { steps: number }) | undefined {
    const path = withModule(reference);
    for (const { full, tokens, entry } of this.volatile) {
      if (matchPrefix(path, full) !== undefined)
        return { volatility: entry.volatility, changes: entry.changes, steps: tokens.length };
    }
    return undefined;
  }

  /** Whether a call gives a member of its first argument, by its name. */
  isMemberRead(reference: ReferenceWorth): boolean {
    return matchesWhole(this.readingMembers, reference);
  }

  isFallback(reference: ReferenceWorth): boolean {
    return matchesWhole(this.fallingBack, reference);
  }

  isDouble(module: string): boolean {
    return this.doubles.some(each => module === each || module.startsWith(`${each}.`));
  }

  isMerge(reference: ReferenceWorth): boolean {
    return matchesWhole(this.merging, reference);
  }

  /** How a call fills its first argument with the others; undefined for any other call. */
  formatStyle(reference: ReferenceWorth): 'percent' | 'braces' | 'path' | undefined {
    const path = withModule(reference);
    return this.formatting.find(({ full }) => matchPrefix(path, full) === path.length)?.entry.style;
  }

  isRecordOf(reference: ReferenceWorth): boolean {
    return matchesWhole(this.recording, reference);
  }

  /** Which argument a call hands on. */
  passedArgument(reference: ReferenceWorth): PassedArgument | undefined {
    const path = withModule(reference);
    const opens = reference.module === '' ? (reference.opens ?? reference.frame.program.opens) : [];
    return this.passing.find(
      ({ full, tokens, entry: { from } }) => coversAll(path, full) || (opens.includes(from) && coversAll(path, tokens)),
    )?.entry;
  }

  /** How the fields of a form are written that a reference is, or is made of; undefined for anything else. */
  formOf(reference: ReferenceWorth): Form | undefined {
    const path = withModule(reference);
    const opens = reference.module === '' ? (reference.opens ?? reference.frame.program.opens) : [];
    return this.forming.find(
      ({ full, tokens, entry: { from } }) =>
        matchPrefix(path, full) !== undefined || (opens.includes(from) && matchPrefix(path, tokens) !== undefined),
    )?.entry;
  }

  /** How a call reads the options of a command line; undefined for any other call. */
  commandLineRead(
    reference: ReferenceWorth,
  ): { readonly declares: readonly string[]; readonly isFirst: boolean } | undefined {
    const path = withModule(reference);
    const [method, call] = path.slice(-2);
    if (typeof method !== 'string' || call !== CALL) return undefined;
    for (const { full, entry } of this.commandLines) {
      if (matchPrefix(path, full) !== path.length - 2) continue;
      const isFirst = entry.readsSome.includes(method);
      if (isFirst || entry.reads.includes(method)) return { declares: entry.declares, isFirst };
    }
    return undefined;
  }

  /** Whether a decorator declares an option of the command line. */
  isOptionDecorator(reference: ReferenceWorth): boolean {
    return matchesWhole(this.optionDecorators, reference);
  }

  /** How a call checks settings; undefined for any other call. */
  schemaOf(reference: ReferenceWorth): Parsed['schemas'][number] | undefined {
    const path = withModule(reference);
    return this.schemas.find(({ full }) => matchPrefix(path, full) === path.length)?.entry;
  }

  /** Whether a call has what it is given made and handed over. */
  isInjection(reference: ReferenceWorth): boolean {
    return matchesWhole(this.injections, reference);
  }

  /** Whether a decorator runs a test with several values of parameters. */
  isParametrized(reference: ReferenceWorth): boolean {
    return matchesWhole(this.parametrizing, reference);
  }

  get hasFixtures(): boolean {
    return this.fixtures.length > 0;
  }

  /** Whether a decorator makes a function's result what tests get under its name. */
  isFixture(reference: ReferenceWorth): boolean {
    return matchesWhole(this.fixtures, reference);
  }

  get hasSettingsClasses(): boolean {
    return this.settingsClasses.length > 0;
  }

  /** Whether the fields of a class derived from this one are read from the environment. */
  isSettingsClass(reference: ReferenceWorth): boolean {
    return matchesWhole(this.settingsClasses, reference);
  }

  /** How a call reads a file; undefined for any other call. */
  fileRead(reference: ReferenceWorth): FileRead | undefined {
    const read = matching(this.reading, reference);
    if (read) return read;
    const [method, call] = reference.steps.slice(-2);
    const isMethod = method?.kind === 'member' && call?.kind === 'call' && this.files.readMethods.includes(method.name);
    return isMethod ? { call: 'receiver', argument: 0, at: [], prefix: '', isTemplate: false } : undefined;
  }

  /** Where the file lies that a method reads whose receiver says nothing. */
  resource(method: string): { readonly prefix: string; readonly at: readonly string[] } | undefined {
    const { resources } = this.files;
    return resources.methods.includes(method) ? resources : undefined;
  }

  /** Which of its calls was given the template that a reference fills in, and how its tags are marked. */
  renders(reference: ReferenceWorth): { readonly call: number; readonly marks: TagMarks } | undefined {
    return matching(this.rendering, reference);
  }

  /** How a call reads data out of a text; undefined for any other call. */
  documentRead(reference: ReferenceWorth): Parsed['files']['documents'][number] | undefined {
    return matching(this.documents, reference);
  }

  /** What a path that begins with a reference begins with. */
  pathStart(reference: ReferenceWorth): Parsed['files']['starts'][number] | undefined {
    return matching(this.starting, reference);
  }

  /** What a member makes of a path. */
  pathStep(name: string): 'join' | 'same' | 'parent' | undefined {
    const { steps } = this.files;
    return (['join', 'same', 'parent'] as const).find(kind => steps[kind].includes(name));
  }

  /** What a dotted name tells of whose value it is. */
  changeOfName(name: string): Change | undefined {
    let change = this.knownNames.get(name);
    if (change === undefined) {
      const words = name.split('.');
      change = this.names.find(({ pattern }) => words.some(word => pattern.test(word)))?.change ?? null;
      if (this.knownNames.size >= MAX_NAMES) this.knownNames.clear();
      this.knownNames.set(name, change);
    }
    return change ?? undefined;
  }
}

function compile<T extends { from: string; path: string }>(entry: T): Pattern<T> {
  const tokens = tokensOf(entry.path);
  // Globals never match a module's members.
  const full = entry.from === '' ? tokens : [...moduleTokens(entry.from), ...tokens];
  return { full, tokens, entry };
}

/** Modules of dotted languages and their members read alike: `os` → `environ`, `os.environ`. */
const withModule = (reference: ReferenceWorth): Token[] => inModule(reference, pathOf(reference));

const inModule = ({ module }: ReferenceWorth, path: Token[]): Token[] =>
  module === '' ? path : [...moduleTokens(module), ...path];

/** The entry whose whole path a reference is; a bare name may be one of a module that its file opens. */
function matching<T extends { readonly from: string }>(
  patterns: readonly Pattern<T>[],
  reference: ReferenceWorth,
): T | undefined {
  const path = withModule(reference);
  const opens = reference.module === '' ? (reference.opens ?? reference.frame.program.opens) : [];
  return patterns.find(
    ({ full, tokens, entry }) =>
      matchPrefix(path, full) === path.length ||
      (opens.includes(entry.from) && matchPrefix(path, tokens) === path.length),
  )?.entry;
}

function matchesWhole(patterns: readonly Pattern<unknown>[], reference: ReferenceWorth): boolean {
  const path = withModule(reference);
  return patterns.some(({ full }) => matchPrefix(path, full) === path.length);
}

/** Names of which it is kept what they tell. */
const MAX_NAMES = 20_000;
