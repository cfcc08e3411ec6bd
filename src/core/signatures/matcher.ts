import {
  CALL,
  callsOf,
  formOf,
  matchWhole,
  stepsOf,
  tokensOf,
  type NamedCall,
  type PackageKnowledge,
  type PathStep,
  type ReferenceWorth,
  type Token,
  type Worth,
} from '../resolve';
import { languages, type LanguageFamily, type LanguageId } from '../syntax';
import { behindPackage, moduleParts } from './packages';
import { familiesOf, type CallSignature, type ClientSignature, type SignatureTable } from './schema';

/** A call that a table describes, with what is needed to read it. */
export interface SignatureMatch {
  readonly table: SignatureTable;
  readonly signature: CallSignature;
  readonly client: ClientSignature | undefined;
  /** The calls that made the client. */
  readonly clientCalls: readonly NamedCall[];
  /** Those that changed its options since, such as `withOptions`. */
  readonly changed: readonly NamedCall[];
  /** The calls between the client and the method, as of a builder. */
  readonly chain: readonly NamedCall[];
  /** What stands before the receiver in a pipe. */
  readonly piped: readonly Worth[];
  /** What it is called on may be something else too, of which nothing is known. */
  readonly hasOthers?: boolean;
  /** Nothing is known of the receiver: the names and keys alone tell the call. */
  readonly isTold?: boolean;
}

/** A value that names a model, such as `openai('gpt-4o')`. */
export interface ModelObjectMatch {
  readonly table: SignatureTable;
  readonly provider: string;
  /** Where it is said who serves it, instead. */
  readonly providerFrom: readonly string[];
  readonly isRouter: boolean;
  readonly baseUrl: readonly string[];
  /** Where the model's id stands among what the calls below were given. */
  readonly id: readonly string[];
  /** The calls that made it, the one that names the model last. */
  readonly calls: readonly NamedCall[];
  /** Those that changed its options since. */
  readonly changed: readonly NamedCall[];
  readonly package: string;
}

export interface MessageMatch {
  /** Undefined when the text itself holds messages. */
  readonly role: string | undefined;
  readonly text: readonly string[];
  readonly calls: readonly NamedCall[];
}

/** What any entry of a table is recognised by: a package and a path from it. */
interface Pattern<T> {
  readonly table: SignatureTable;
  readonly package: string;
  readonly packageParts: readonly string[];
  readonly tokens: readonly Token[];
  readonly entry: T;
}

interface CallEntry {
  readonly signature: CallSignature;
  readonly client: ClientSignature | undefined;
  /** Tokens up to the client, its construction included. */
  readonly clientLength: number;
}

interface ModelEntry {
  readonly provider: string;
  readonly providerFrom: readonly string[];
  readonly isRouter: boolean;
  readonly baseUrl: readonly string[];
  readonly id: readonly string[];
}

interface Found<T> {
  readonly pattern: Pattern<T>;
  readonly path: readonly PathStep[];
  readonly starts: readonly number[];
  readonly skipped: readonly NamedCall[];
}

/** Patterns by language family and the name of what they end with. */
class PatternIndex<T> {
  private readonly byName = new Map<string, Pattern<T>[]>();

  private key(family: LanguageFamily, tokens: readonly Token[]): string {
    const last = tokens.at(-1) === CALL ? tokens.at(-2) : tokens.at(-1);
    return `${family} ${last ?? ''}`;
  }

  add(
    families: readonly LanguageFamily[],
    table: SignatureTable,
    packages: readonly string[] | undefined,
    tokens: readonly Token[],
    entry: T,
  ): void {
    for (const family of families) {
      const key = this.key(family, tokens);
      const known = this.byName.get(key) ?? [];
      for (const name of packages ?? table.packages[family] ?? [])
        known.push({ table, package: name, packageParts: moduleParts(name, family), tokens, entry });
      this.byName.set(key, known);
    }
  }

  has(name: string, family: LanguageFamily): boolean {
    return this.byName.has(`${family} ${name}`);
  }

  candidates(family: LanguageFamily, name: string): readonly Pattern<T>[] {
    return this.byName.get(`${family} ${name}`) ?? NONE;
  }
}

const NONE: readonly never[] = [];

/** Names of a path, as of `chat.completions.create`, that no other library has together. */
const TELLING_PATH = 3;

/** Recognises what signature tables describe: calls, models, messages, constants. */
export class Signatures implements PackageKnowledge {
  private readonly calls = new PatternIndex<CallEntry>();
  /** Those that tell themselves without a client; their paths begin behind it. */
  private readonly telling = new PatternIndex<CallSignature>();
  private readonly models = new PatternIndex<ModelEntry>();
  private readonly wrappers = new PatternIndex<readonly string[]>();
  private readonly messages = new PatternIndex<SignatureTable['messages'][number]>();
  private readonly constants = new PatternIndex<string>();
  private readonly passing = new PatternIndex<number | string>();
  private readonly collections = new PatternIndex<SignatureTable['collections'][number]>();
  private readonly collected = new PatternIndex<string>();
  private readonly makers = new Map<LanguageFamily, Set<Token>>();
  private readonly packages: ReadonlyMap<LanguageFamily, ReadonlySet<string>>;
  private readonly lookThrough: ReadonlyMap<SignatureTable, ReadonlySet<string>>;
  private readonly allLookedThrough: ReadonlySet<string>;

  constructor(readonly tables: readonly SignatureTable[]) {
    this.lookThrough = new Map(tables.map(table => [table, new Set(table.lookThrough)]));
    this.allLookedThrough = new Set(tables.flatMap(table => table.lookThrough));
    this.packages = packagesByFamily(tables);
    for (const table of tables) this.addTable(table);
  }

  /** Whether a call of this name can be one of theirs at all. */
  mayBe(name: string, family: LanguageFamily): boolean {
    return this.calls.has(name, family);
  }

  /** Whether what a call of this name makes is called itself, as in `Predict("question -> answer")(question=…)`. */
  makesCallable(name: string, family: LanguageFamily): boolean {
    const makers = this.makers.get(family);
    return makers !== undefined && (makers.has(name) || [...makers].some(each => formOf(each)?.test(name)));
  }

  /**
   * Whether a module is, or lies in, one of the packages that the tables describe, rather than in the project: names
   * that both use are the project's where it has such a module.
   */
  isPackage(module: string, language: LanguageId): boolean {
    const { family } = languages[language];
    const names = this.packages.get(family);
    const parts = moduleParts(module, family);
    return parts.some((_, index) => names?.has(parts.slice(0, index + 1).join(' ')) === true);
  }

  /** @param reference what was called, with the call itself as its last step */
  match(reference: ReferenceWorth, family: LanguageFamily): SignatureMatch | undefined {
    const found = this.find(this.calls, reference, family, true);
    if (!found) return undefined;
    const { pattern, path, starts, skipped } = found;
    const { table, entry } = pattern;
    const { signature, client, clientLength } = entry;
    const clientEnd = starts[clientLength] ?? path.length;
    return {
      table,
      signature,
      client,
      clientCalls: callsOf(path.slice(0, clientEnd)),
      changed: skipped,
      chain: signature.paths.includes('') ? [] : callsOf(path.slice(clientEnd, -1)),
      piped: reference.piped ?? [],
    };
  }

  /**
   * A call of a receiver of which nothing is known, by the names that lead to it and the keys that it is given.
   * @param names the path as far as it is known, the method last
   * @param isGiven whether a key is given; undefined when that can't be told
   */
  matchUnknown(
    names: readonly Token[],
    family: LanguageFamily,
    isGiven: (key: string) => boolean | undefined,
  ): SignatureMatch | undefined {
    for (const { table, tokens, entry: signature } of this.telling.candidates(family, names.at(-1) ?? '')) {
      const path = tokens.slice(0, -1);
      const seen = names.filter(name => !this.lookThrough.get(table)?.has(name)).slice(-path.length);
      if (seen.join('.') !== path.join('.')) continue;
      const given = (signature.toldBy?.keys ?? []).map(isGiven);
      const isTelling = path.length >= TELLING_PATH || given.includes(true);
      if (isTelling && !given.includes(false))
        return {
          table,
          signature,
          client: undefined,
          clientCalls: [],
          changed: [],
          chain: [],
          piped: [],
          isTold: true,
        };
    }
    return undefined;
  }

  /** The model that a value stands for. */
  modelObject(reference: ReferenceWorth): ModelObjectMatch | undefined {
    const { family } = languages[reference.frame.program.language];
    const found = this.find(this.models, reference, family, true, true);
    if (!found) return undefined;
    const { pattern, path, skipped } = found;
    const { entry, table, package: name } = pattern;
    return { ...entry, table, calls: callsOf(path), changed: skipped, package: name };
  }

  /** Where the model stands inside a wrapping call; undefined for any other value. */
  wrappedModel(reference: ReferenceWorth): { read: readonly string[]; call: NamedCall } | undefined {
    const { family } = languages[reference.frame.program.language];
    const found = this.find(this.wrappers, reference, family, true);
    const call = found && callsOf(found.path).at(-1);
    return found && call && { read: found.pattern.entry, call };
  }

  /** The message that a value stands for, such as `SystemMessage("…")`. */
  message(reference: ReferenceWorth): MessageMatch | undefined {
    const { family } = languages[reference.frame.program.language];
    const found = this.find(this.messages, reference, family, true, true);
    if (!found) return undefined;
    const { role, text } = found.pattern.entry;
    return { role, text, calls: callsOf(found.path) };
  }

  constant(reference: ReferenceWorth): string | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.constants, reference, family, false)?.pattern.entry;
  }

  passedArgument(reference: ReferenceWorth): number | string | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.passing, reference, family, true)?.pattern.entry;
  }

  isChange(method: string): boolean {
    return this.allLookedThrough.has(method);
  }

  collection(decorator: ReferenceWorth, field: string): ((decorator: ReferenceWorth) => boolean) | undefined {
    const { family } = languages[decorator.frame.program.language];
    const wanted = this.find(this.collections, decorator, family, false)?.pattern.entry.fields[field];
    return wanted === undefined
      ? undefined
      : each => this.find(this.collected, each, family, false)?.pattern.entry === wanted;
  }

  /** The most specific pattern that fits all of a reference's path. */
  private find<T>(
    index: PatternIndex<T>,
    reference: ReferenceWorth,
    family: LanguageFamily,
    isCall: boolean,
    mayEndInChange = false,
  ): Found<T> | undefined {
    if ((reference.steps.at(-1)?.kind === 'call') !== isCall) return undefined;
    let best: Found<T> | undefined;
    const modules = modulesOf(reference, family);
    const seen = new Map<SignatureTable, ReturnType<typeof stepsOf>>();
    for (const name of this.lastNames(reference, isCall))
      for (const pattern of index.candidates(family, name)) {
        if (best && best.pattern.packageParts.length >= pattern.packageParts.length) continue;
        const [root] = pattern.packageParts;
        const near = modules.filter(([first]) => first === undefined || root === undefined || first === root);
        if (!near.length) continue;
        const { table } = pattern;
        const steps = seen.get(table) ?? stepsOf(reference, this.lookThrough.get(table));
        seen.set(table, steps);
        const found = fit(pattern, steps, near, family);
        const isEnd = found?.path.at(-1)?.step === reference.steps.at(-1);
        if (found && (isEnd || mayEndInChange)) best = found;
      }
    return best;
  }

  /** What is called, or read, last: as it stands, and without what is looked through. */
  private lastNames(reference: ReferenceWorth, isCall: boolean): ReadonlySet<string> {
    const back = isCall ? -2 : -1;
    const paths = [stepsOf(reference).path, stepsOf(reference, this.allLookedThrough).path];
    return new Set(paths.map(path => path.at(back)?.token ?? ''));
  }

  private addTable(table: SignatureTable): void {
    const all = familiesOf(table);
    for (const signature of table.calls) this.addCall(table, signature, signature.languages ?? all);
    for (const clients of Object.values(table.clients))
      for (const { model, ...client } of clients)
        if (model)
          for (const path of client.paths)
            this.models.add(client.languages ?? all, table, client.packages, tokensOf(path), {
              provider: client.provider ?? table.provider ?? 'unknown',
              providerFrom: (client.providerFrom ?? []).map(ofMaker),
              isRouter: false,
              baseUrl: (client.baseUrl ?? []).map(ofMaker),
              id: model,
            });
    for (const message of table.messages)
      for (const path of message.paths)
        this.messages.add(message.languages ?? all, table, undefined, tokensOf(path), message);
    for (const { path, values, languages: families } of table.constants)
      for (const [name, value] of Object.entries(values))
        this.constants.add(families ?? all, table, undefined, tokensOf(`${path}${name}`), value);
    for (const entry of table.collections) {
      this.collections.add(all, table, undefined, tokensOf(entry.decorator), entry);
      for (const of of Object.values(entry.fields)) this.collected.add(all, table, undefined, tokensOf(of), of);
    }
    for (const { path, languages: families, packages, argument } of table.passThrough)
      this.passing.add(families ?? all, table, packages, tokensOf(path), argument);
    this.addModelObjects(table);
  }

  private addCall(table: SignatureTable, signature: CallSignature, families: readonly LanguageFamily[]): void {
    for (const path of signature.toldBy ? signature.paths : [])
      this.telling.add(families, table, [''], tokensOf(path), signature);
    const clients = signature.on === undefined ? [undefined] : (table.clients[signature.on] ?? []);
    for (const client of clients) {
      const shared = client?.languages ? families.filter(family => client.languages?.includes(family)) : families;
      for (const clientPath of client?.paths ?? ['']) {
        const toClient = tokensOf(clientPath);
        for (const path of signature.paths) {
          const tokens = [...toClient, ...tokensOf(path)];
          this.calls.add(shared, table, client?.packages, tokens, {
            signature,
            client,
            clientLength: toClient.length,
          });
          const [maker = '', made, called] = tokens.slice(-3);
          if (made === CALL && called === CALL)
            for (const each of shared) this.makers.set(each, (this.makers.get(each) ?? new Set()).add(maker));
        }
      }
    }
  }

  private addModelObjects(table: SignatureTable): void {
    const { modelObjects } = table;
    if (!modelObjects) return;
    for (const { packages, provider, isRouter, baseUrl, instances, factories } of modelObjects.providers) {
      const entry: ModelEntry = { provider, providerFrom: [], isRouter, baseUrl, id: ['@0'] };
      const heads = [...instances.map(name => [name]), ...factories.map(name => [name, CALL])];
      for (const head of heads)
        for (const accessor of [[], ...modelObjects.accessors.map(name => [name])])
          this.models.add(['javascript'], table, packages, [...head, ...accessor, CALL], entry);
    }
    for (const { from, path, read } of modelObjects.wrappers)
      this.wrappers.add(['javascript'], table, [from], tokensOf(path), read);
  }
}

/** The parts of the names of the modules that a reference can be of. */
function modulesOf({ module, frame }: ReferenceWorth, family: LanguageFamily): readonly string[][] {
  const modules = module === '' ? ['', ...frame.program.opens] : [module];
  return modules.map(each => moduleParts(each, family));
}

function fit<T>(
  pattern: Pattern<T>,
  { path, skipped }: ReturnType<typeof stepsOf>,
  modules: readonly string[][],
  family: LanguageFamily,
): Found<T> | undefined {
  const { table, packageParts, tokens } = pattern;
  for (const parts of modules)
    for (const each of family === 'javascript' ? namedExports(path, table.defaultExport) : [path]) {
      const rest = behindPackage(parts, each, packageParts, tokens[0]);
      const starts = rest && matchWhole(rest, tokens);
      if (rest && starts) return { pattern, path: rest, starts, skipped };
    }
  return undefined;
}

/** A place of a client, seen from the calls that made it. */
const ofMaker = (place: string): string => place.replace(/^client:/, '');

function packagesByFamily(tables: readonly SignatureTable[]): ReadonlyMap<LanguageFamily, ReadonlySet<string>> {
  const found = new Map<LanguageFamily, Set<string>>();
  const add = (family: LanguageFamily, names: readonly string[]): void => {
    const known = found.get(family) ?? new Set<string>();
    for (const name of names) known.add(moduleParts(name, family).join(' '));
    found.set(family, known);
  };
  for (const table of tables) {
    for (const family of familiesOf(table))
      add(
        family,
        (table.packages[family] ?? []).filter(name => !table.commonNames.includes(name)),
      );
    add('javascript', table.modelObjects?.providers.flatMap(({ packages }) => packages) ?? []);
  }
  return found;
}

/** The path with a default export by its name among the named ones. */
function namedExports(path: readonly PathStep[], defaultExport: string | undefined): (readonly PathStep[])[] {
  const [first, second, ...rest] = path;
  if (defaultExport === undefined || !first) return [path];
  const own: PathStep = {
    token: defaultExport,
    step: { kind: 'member', name: defaultExport, at: { file: '', range: { start: 0, end: 0 } } },
  };
  if (first.token === CALL) return [[own, ...path]];
  if (first.token !== 'default') return [path];
  // `require('x').default.X` and `import x from 'x'; new x.X()` reach a named export.
  const isNamed = second && /^[A-Z]/.test(second.token) && second.token !== CALL;
  return isNamed ? [[second, ...rest]] : [[own, ...path.slice(1)]];
}
