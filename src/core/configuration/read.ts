import { isMap, isScalar, isSeq, parseDocument, visit, type Document } from 'yaml';
import { z } from 'zod';
import type { SignatureTable } from '../signatures';
import { nearest, type Range } from '../text';
import { isNestedTooDeeply } from '../yamlNesting';
import { Positions, rangeOf } from './positions';
import {
  configurationSchema,
  MAX_SIGNATURES,
  signatureForms,
  type ClassEntry,
  type DecoratorEntry,
  type FunctionEntry,
  type SignatureForm,
  type TableEntry,
} from './schema';
import { classTable, decoratorTable, functionTable, writtenTable } from './tables';

/** What can be wrong with a configuration. */
export type ProblemCode = 'syntax' | 'unknown-key' | 'missing-key' | 'wrong-value' | 'no-such-file' | 'not-read';

export interface ConfigurationProblem {
  readonly code: ProblemCode;
  readonly message: string;
  /** In the text of the file. */
  readonly range: Range;
}

/** A table with where it is written. */
export interface OwnTable {
  readonly table: SignatureTable;
  readonly range: Range;
}

export interface Configuration {
  readonly tables: readonly OwnTable[];
  /** In the order of the text. */
  readonly problems: readonly ConfigurationProblem[];
  /** Files and folders that are named, relative to the configuration. */
  readonly files: readonly { readonly path: string; readonly range: Range }[];
}

/** UTF-16 units; a file that is written by hand has some thousand. */
const MAX_LENGTH = 60_000;
/** What aliases stand for, all together: aliases of aliases would otherwise multiply. */
const MAX_ALIASES = 100;
/** Of one file; whoever has more has written something else. */
const MAX_PROBLEMS = 100;
/** Wildcards of one path: each makes what it may fit grow. */
const MAX_WILDCARDS = 2;

export const emptyConfiguration: Configuration = { tables: [], problems: [], files: [] };

/** What a `.meterline.yaml` says: the entries that are right, and what is wrong with the others. Never throws. */
export function readConfiguration(text: string): Configuration {
  const start = { start: 0, end: Math.max(0, text.indexOf('\n')) };
  const unread = (message: string): Configuration => ({
    ...emptyConfiguration,
    problems: [{ code: 'not-read', message, range: start }],
  });
  if (text.length > MAX_LENGTH) return unread(`longer than ${MAX_LENGTH} characters, so not read`);
  if (isNestedTooDeeply(text)) return unread('nested too deeply to be read');
  try {
    // Comparing each key with all others would take seconds for thousands of them.
    const parsed = parseDocument(text, { prettyErrors: false, merge: true, uniqueKeys: false, logLevel: 'silent' });
    return new Reader(parsed).read();
  } catch (error: unknown) {
    // The parser gives up on aliases that multiply, or are of nothing.
    return unread(`not read: ${error instanceof Error ? sentence(error.message) : String(error)}`);
  }
}

class Reader {
  private readonly positions: Positions;
  private readonly problems: ConfigurationProblem[] = [];
  private readonly tables: OwnTable[] = [];
  private readonly files: { path: string; range: Range }[] = [];

  constructor(private readonly document: Document.Parsed) {
    this.positions = new Positions(document);
  }

  read(): Configuration {
    for (const { message, pos } of [...this.document.errors, ...this.document.warnings])
      this.report('syntax', sentence(message), { start: pos[0], end: Math.max(pos[1], pos[0] + 1) });
    this.repeatedKeys();
    const { contents } = this.document;
    if (contents !== null && !isMap(contents) && !isEmpty(contents))
      this.report('wrong-value', 'has to be a map: `signatures:` and what belongs to it', this.positions.of([]));
    else if (isMap(contents))
      this.sections(this.document.toJS({ maxAliasCount: MAX_ALIASES }) as Readonly<Record<string, unknown>>);
    const problems = this.problems.sort((a, b) => a.range.start - b.range.start);
    return { tables: this.tables, problems, files: this.files };
  }

  /** The parser takes the last of several. */
  private repeatedKeys(): void {
    visit(this.document, {
      Map: (_, map) => {
        const seen = new Set<string>();
        for (const { key } of map.items) {
          const name: unknown = isScalar(key) ? key.value : undefined;
          if (typeof name !== 'string') continue;
          if (seen.has(name))
            this.report('syntax', `\`${name}\` stands here twice`, rangeOf(key) ?? this.positions.of([]));
          seen.add(name);
        }
      },
    });
  }

  /** Each key of the file by itself: a mistake in one leaves the others. */
  private sections(all: Readonly<Record<string, unknown>>): void {
    const known = Object.keys(configurationSchema.shape);
    for (const [key, value] of Object.entries(all)) {
      if (this.problems.length >= MAX_PROBLEMS) return;
      if (key === 'signatures') this.signatures(value);
      else this.report('unknown-key', unknownKey(key, known), this.positions.key([], key));
    }
  }

  private signatures(value: unknown): void {
    if (value === null || value === undefined) return;
    if (!Array.isArray(value)) {
      this.report('wrong-value', '`signatures` has to be a list', this.positions.key([], 'signatures'));
      return;
    }
    if (value.length > MAX_SIGNATURES)
      this.report(
        'not-read',
        `only the first ${MAX_SIGNATURES} signatures are read`,
        this.positions.of(['signatures', MAX_SIGNATURES]),
      );
    value.slice(0, MAX_SIGNATURES).forEach((entry: unknown, index) => this.signature(entry, ['signatures', index]));
  }

  private signature(entry: unknown, path: readonly PropertyKey[]): void {
    const whole = this.positions.whole(path);
    // What the parser had to guess says something else than is meant.
    if (this.document.errors.some(({ pos }) => pos[0] >= whole.start && pos[0] <= whole.end)) return;
    const form = isObject(entry) ? formOf(entry) : undefined;
    if (!form || !isObject(entry)) {
      this.report('missing-key', WHICH_FORM, this.positions.of(path));
      return;
    }
    const parsed = signatureForms[form].safeParse(entry);
    const wrong = parsed.success
      ? this.further(parsed.data, path)
      : this.issues(parsed.error, signatureForms[form], path);
    if (wrong || !parsed.success) return;
    this.tables.push({ table: tableOf(form, parsed.data), range: whole });
  }

  /** What the schema does not tell. */
  private further(data: z.output<(typeof signatureForms)[SignatureForm]>, path: readonly PropertyKey[]): boolean {
    if ('packages' in data) return this.table(data, path);
    if (data.in === undefined && data.from === undefined) {
      const [key, name] = nameIn(data);
      const message = `says neither where \`${name}\` is defined (\`in\`) nor what it is imported from (\`from\`)`;
      this.report('missing-key', message, this.positions.key(path, key));
      return true;
    }
    if (data.in !== undefined) this.files.push({ path: data.in, range: this.positions.of([...path, 'in']) });
    return false;
  }

  private table(table: TableEntry, path: readonly PropertyKey[]): boolean {
    let isWrong = false;
    const check = (paths: readonly string[], at: readonly PropertyKey[]): void =>
      paths.forEach((each, index) => {
        if (each.split('*').length - 1 <= MAX_WILDCARDS) return;
        isWrong = true;
        this.report(
          'wrong-value',
          `has more than ${MAX_WILDCARDS} wildcards`,
          this.positions.of([...path, ...at, index]),
        );
      });
    table.calls.forEach(({ paths, on }, index) => {
      check(paths, ['calls', index, 'paths']);
      if (on === undefined || table.clients[on]) return;
      isWrong = true;
      const message = `there is no client \`${on}\` in this table`;
      this.report('wrong-value', message, this.positions.of([...path, 'calls', index, 'on']));
    });
    for (const [name, clients] of Object.entries(table.clients))
      clients.forEach(({ paths }, index) => check(paths, ['clients', name, index, 'paths']));
    for (const [family, packages] of Object.entries(table.packages))
      packages.forEach((each, index) => {
        if (each.startsWith('./'))
          this.files.push({ path: each.slice(2), range: this.positions.of([...path, 'packages', family, index]) });
      });
    return isWrong;
  }

  private issues(error: z.ZodError, schema: z.ZodType, path: readonly PropertyKey[]): boolean {
    for (const issue of error.issues.slice(0, MAX_PROBLEMS)) {
      const at = [...path, ...issue.path];
      const last = issue.path.at(-1);
      const subject = last === undefined ? '' : `\`${String(last)}\` `;
      if (issue.code === 'unrecognized_keys') {
        const known = keysAt(schema, issue.path);
        for (const key of issue.keys.slice(0, MAX_PROBLEMS))
          this.report('unknown-key', unknownKey(key, known), this.positions.key(at, key));
      } else if (issue.code === 'invalid_type' && issue.input === undefined && last !== undefined && !this.isThere(at))
        this.report('missing-key', `${subject}is missing`, this.positions.of(at.slice(0, -1)));
      else this.report('wrong-value', `${subject}${textOf(issue)}`, this.positions.of(at));
    }
    return true;
  }

  private isThere(path: readonly PropertyKey[]): boolean {
    return this.document.hasIn(path);
  }

  private report(code: ProblemCode, message: string, range: Range): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ code, message, range });
  }
}

const WHICH_FORM = `says what it is by none of the keys ${Object.keys(signatureForms)
  .map(key => `\`${key}\``)
  .join(', ')}`;

/** What a short form is about, with the key that says so. */
function nameIn(entry: FunctionEntry | ClassEntry | DecoratorEntry): readonly [SignatureForm, string] {
  if ('function' in entry) return ['function', entry.function];
  return 'class' in entry ? ['class', entry.class] : ['decorator', entry.decorator];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An empty document, or one with nothing but comments. */
const isEmpty = (node: unknown): boolean => !isSeq(node) && (node as { value?: unknown }).value === null;

const formOf = (entry: Readonly<Record<string, unknown>>): SignatureForm | undefined =>
  (Object.keys(signatureForms) as SignatureForm[]).find(key => Object.hasOwn(entry, key));

function tableOf(form: SignatureForm, entry: z.output<(typeof signatureForms)[SignatureForm]>): SignatureTable {
  switch (form) {
    case 'function':
      return functionTable(entry as FunctionEntry);
    case 'class':
      return classTable(entry as ClassEntry);
    case 'decorator':
      return decoratorTable(entry as DecoratorEntry);
    case 'packages':
      return writtenTable(entry as TableEntry);
  }
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return `there is no key \`${key}\` here${near === undefined ? '' : `; did you mean \`${near}\`?`}`;
}

/** The keys that a schema knows at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const [key, ...rest] = path;
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodUnion) return inner.options.flatMap(option => keysAt(option as z.ZodType, path));
  if (inner instanceof z.ZodObject) {
    if (key === undefined) return Object.keys(inner.shape);
    const next = (inner.shape as Readonly<Record<string, z.ZodType>>)[String(key)];
    return next ? keysAt(next, rest) : [];
  }
  if (key === undefined) return [];
  if (inner instanceof z.ZodArray) return keysAt(inner.element as z.ZodType, rest);
  return inner instanceof z.ZodRecord ? keysAt(inner.valueType as z.ZodType, rest) : [];
}

function unwrapped(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap() as z.ZodType;
  return inner instanceof z.ZodPipe ? unwrapped(inner.in as z.ZodType) : inner;
}

/** What is wrong with a value, as the end of a sentence that begins with its key. */
function textOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union') {
    // Of a value of one of several kinds the kind that fits best says most.
    const [first] = issue.errors.flat().filter(({ code }) => code !== 'invalid_type');
    const isGiven = first && issue.message === GENERIC;
    return isGiven ? textOf(first) : first && first.code === 'invalid_format' ? first.message : issue.message;
  }
  if (issue.code === 'invalid_type') return `has to be ${KINDS[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value')
    return `has to be one of ${issue.values.map(each => `\`${String(each)}\``).join(', ')}`;
  if (issue.code === 'too_big') return `is longer than ${String(issue.maximum)}`;
  if (issue.code === 'too_small') return 'is empty, or too small';
  return issue.message;
}

const GENERIC = 'Invalid input';

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: '`true` or `false`',
  int: 'a whole number',
  number: 'a number',
  object: 'a map of keys and values',
  record: 'a map of keys and values',
  string: 'a text',
};

/** The parser's messages end without a stop, and may quote what they stumble over. */
const sentence = (message: string): string => (message.split('\n')[0] ?? message).slice(0, 200);
