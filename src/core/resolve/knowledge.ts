import type { ChangeRate, Volatility } from '../prompts';
import { knowledgeSchema, type Knowing } from './knowledgeTable';
import type { TagMarks } from './templateTags';
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

export interface Change {
  readonly volatility: Volatility;
  readonly changes: ChangeRate;
}

/** How the fields of a form are written. */
export type Form = Knowing['forms'][number];

/** Which argument a call hands on, and how. */
export type PassedArgument = Knowing['passThrough'][number];

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

type FileRead = Omit<Knowing['files']['reads'][number], 'from' | 'path'>;

/** What is known of a language's own library: clocks, random values, environment, text methods. */
export class Knowledge {
  readonly methods: Knowing['methods'];
  readonly registrations: readonly string[];
  readonly configuration: readonly ConfigurationFiles[];
  readonly examples: readonly string[];
  readonly boundSettings: Knowing['boundSettings'];
  readonly beans: Knowing['beans'];
  readonly builders: Knowing['builders'];
  private readonly sections: ReadonlySet<string>;
  private readonly settingSteps: ReadonlySet<string>;
  private readonly environment: readonly Pattern<Knowing['environment'][number]>[];
  private readonly storing: readonly Pattern<Knowing['stores'][number]>[];
  private readonly picking: readonly Pattern<Knowing['picks'][number]>[];
  private readonly volatile: readonly Pattern<Knowing['volatile'][number]>[];
  private readonly passing: readonly Pattern<Knowing['passThrough'][number]>[];
  private readonly forming: readonly Pattern<Form>[];
  private readonly commandLines: readonly Pattern<Knowing['commandLine'][number]>[];
  private readonly optionDecorators: readonly Pattern<Knowing['optionDecorators'][number]>[];
  private readonly schemas: readonly Pattern<Knowing['schemas'][number]>[];
  private readonly injections: readonly Pattern<unknown>[];
  private readonly parametrizing: readonly Pattern<unknown>[];
  private readonly fixtures: readonly Pattern<unknown>[];
  private readonly settingsClasses: readonly Pattern<Knowing['settingsClasses'][number]>[];
  private readonly readingMembers: readonly Pattern<unknown>[];
  private readonly fallingBack: readonly Pattern<unknown>[];
  private readonly merging: readonly Pattern<unknown>[];
  private readonly formatting: readonly Pattern<Knowing['formatCalls'][number]>[];
  private readonly recording: readonly Pattern<unknown>[];
  readonly providers: ReadonlySet<string>;
  private readonly doubles: readonly string[];
  private readonly knownNames = new Map<string, Change | null>();
  private readonly files: Knowing['files'];
  private readonly reading: readonly Pattern<Knowing['files']['reads'][number]>[];
  private readonly documents: readonly Pattern<Knowing['files']['documents'][number]>[];
  private readonly rendering: readonly Pattern<Knowing['files']['renders'][number]>[];
  private readonly starting: readonly Pattern<Knowing['files']['starts'][number]>[];
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
  storeAt(reference: ReferenceWorth): Knowing['stores'][number] | undefined {
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
  schemaOf(reference: ReferenceWorth): Knowing['schemas'][number] | undefined {
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
  documentRead(reference: ReferenceWorth): Knowing['files']['documents'][number] | undefined {
    return matching(this.documents, reference);
  }

  /** What a path that begins with a reference begins with. */
  pathStart(reference: ReferenceWorth): Knowing['files']['starts'][number] | undefined {
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
