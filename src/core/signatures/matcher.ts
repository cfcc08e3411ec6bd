import {
  CALL,
  callsOf,
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
import {
  familiesOf,
  packagesOf,
  type CallSignature,
  type ClientSignature,
  type Endpoint,
  type SignatureTable,
} from './schema';

/** A call that a table describes, with what is needed to read it. */
export interface SignatureMatch {
  readonly table: SignatureTable;
  readonly signature: CallSignature;
  readonly client: ClientSignature | undefined;
  /** The calls that made the client, then those that changed its options, such as `withOptions`. */
  readonly clientCalls: readonly NamedCall[];
  /** The calls between the client and the method, as of a builder. */
  readonly chain: readonly NamedCall[];
  /** What stands before the receiver in a pipe. */
  readonly piped: readonly Worth[];
  /** True when nothing is known of the client: only the names and keys tell. */
  readonly isByShape?: boolean;
  /** Where an HTTP request goes, and what it carries. */
  readonly endpoint?: {
    readonly address: string;
    readonly body?: Worth;
    /** Named in the address. */ readonly model?: Worth;
  };
}

/** A match by names alone. */
export interface ShapeMatch extends SignatureMatch {
  /** How many members from the client to the method. */
  readonly length: number;
}

/** A value that names a model, such as `openai('gpt-4o')`. */
export interface ModelObjectMatch {
  readonly provider: string;
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
  readonly providers?: Readonly<Record<string, string>>;
  readonly isRouter: boolean;
  readonly baseUrl: readonly string[];
  readonly id: readonly string[];
}

/** What a function is handed that is handed to a call under a key. */
interface CallbackEntry {
  readonly under: string;
  readonly parameters: readonly string[];
  readonly module: string;
  readonly path: readonly Token[];
}

interface Found<T> {
  readonly pattern: Pattern<T>;
  readonly path: readonly PathStep[];
  readonly starts: readonly number[];
  readonly skipped: readonly NamedCall[];
  /** The modules of the package that the path leads through. */
  readonly modules: readonly string[];
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
/** Modules whose parts are kept; a workspace imports some thousand. */
const MAX_MODULES = 5_000;

/** Recognises what signature tables describe: calls, models, messages, constants. */
export class Signatures implements PackageKnowledge {
  private readonly calls = new PatternIndex<CallEntry>();
  private readonly models = new PatternIndex<ModelEntry>();
  private readonly wrappers = new PatternIndex<readonly string[]>();
  private readonly messages = new PatternIndex<SignatureTable['messages'][number]>();
  private readonly constants = new PatternIndex<string>();
  private readonly passing = new PatternIndex<number | string>();
  private readonly lookUps = new PatternIndex<SignatureTable['lookUps'][number]>();
  private readonly callbacks = new PatternIndex<CallbackEntry>();
  private readonly shapes = new Map<
    LanguageFamily,
    { readonly table: SignatureTable; readonly signature: CallSignature; readonly tail: readonly string[] }[]
  >();
  private readonly endpoints: readonly Endpoint[];
  private readonly parts = new Map<string, readonly string[]>();
  /** Language families and names of methods whose result is called. */
  private readonly makers = new Set<string>();
  private readonly packages: ReadonlyMap<LanguageFamily, ReadonlySet<string>>;
  private readonly lookThrough: ReadonlyMap<SignatureTable, ReadonlySet<string>>;
  private readonly allLookedThrough: ReadonlySet<string>;

  constructor(readonly tables: readonly SignatureTable[]) {
    this.lookThrough = new Map(tables.map(table => [table, new Set(table.lookThrough)]));
    this.allLookedThrough = new Set(tables.flatMap(table => table.lookThrough));
    this.endpoints = tables.flatMap(table => table.endpoints);
    this.packages = packagesByFamily(tables);
    for (const table of tables) this.addTable(table);
  }

  /** Whether a call of this name can be one of theirs at all. */
  mayBe(name: string, family: LanguageFamily): boolean {
    return this.calls.has(name, family);
  }

  /** Whether what a method of this name gives can be called in turn, as a prompt that was defined. */
  makesCallable(name: string, family: LanguageFamily): boolean {
    return this.makers.has(`${family} ${name}`);
  }

  /** Whether a module is, or lies in, one of the packages that the tables describe. */
  isPackage(module: string, language: LanguageId): boolean {
    const { family } = languages[language];
    const names = this.packages.get(family);
    const parts = moduleParts(module, family);
    return parts.some((_, index) => names?.has(parts.slice(0, index + 1).join(' ')) === true);
  }

  /**
   * @param reference what was called, with the call itself as its last step
   * @param isMeant false for a call that a signature fits but does not mean
   */
  match(
    reference: ReferenceWorth,
    family: LanguageFamily,
    isMeant: (match: SignatureMatch) => boolean = () => true,
  ): SignatureMatch | undefined {
    const matchOf = ({ pattern, path, starts, skipped, modules }: Found<CallEntry>): SignatureMatch => {
      const { table, entry } = pattern;
      const { signature, client, clientLength } = entry;
      const clientEnd = starts[clientLength] ?? path.length;
      return {
        table,
        signature,
        client: client && servedBy(client, modules),
        clientCalls: [...callsOf(path.slice(0, clientEnd)), ...skipped],
        chain: signature.paths.includes('') ? [] : callsOf(path.slice(clientEnd, -1)),
        piped: reference.piped ?? [],
      };
    };
    const found = this.find(this.calls, reference, family, true, false, each => isMeant(matchOf(each)));
    return found && matchOf(found);
  }

  /**
   * What an address bills, as the tables describe it.
   * @param address slots written as `{}`
   * @param provider whose host it is; undefined for one that is not known
   */
  endpoint(
    address: string,
    provider: string | undefined,
  ): { readonly endpoint: Endpoint; readonly model: string | undefined } | undefined {
    for (const endpoint of this.endpoints) {
      const found = endpoint.url.exec(address);
      if (!found || (!endpoint.isTelling && provider === undefined)) continue;
      if (endpoint.providers && !(provider !== undefined && endpoint.providers.includes(provider))) continue;
      // A path of one's own server is none of a provider's.
      if (/^\/(?!\/)/.test(address)) continue;
      return { endpoint, model: found.groups?.model };
    }
    return undefined;
  }

  /** The signatures whose path from the client a chain of names ends with, and that say what proves them. */
  byShape(names: readonly string[], family: LanguageFamily): readonly ShapeMatch[] {
    return (this.shapes.get(family) ?? NONE).flatMap(({ table, signature, tail }): ShapeMatch[] =>
      names.length >= tail.length && tail.every((name, index) => names[names.length - tail.length + index] === name)
        ? [
            {
              table,
              signature,
              client: undefined,
              clientCalls: [],
              chain: [],
              piped: [],
              isByShape: true,
              length: tail.length,
            },
          ]
        : [],
    );
  }

  /**
   * A call that only its request tells: the method's name, and an object of the SDK's own type for it.
   * @param argument what the call hands over, by position
   */
  matchRequest(
    name: string,
    family: LanguageFamily,
    argument: (index: number) => Worth | undefined,
  ): SignatureMatch | undefined {
    for (const { table, packageParts, entry } of this.calls.candidates(family, name)) {
      const { signature } = entry;
      if (!signature.requestTypes.length) continue;
      const worth = argument(signature.request ?? 0);
      if (worth?.kind === 'reference' && isRequestType(worth, signature, packageParts, family))
        return { table, signature, client: undefined, clientCalls: [], chain: [], piped: [] };
    }
    return undefined;
  }

  /** Whether a value is of a type that a signature's request has. */
  isRequest(worth: Worth, { table, signature }: SignatureMatch): boolean {
    if (worth.kind !== 'reference') return false;
    const { family } = languages[worth.frame.program.language];
    return packagesOf(table, family).some(name => isRequestType(worth, signature, moduleParts(name, family), family));
  }

  /** The model that a value stands for. */
  modelObject(reference: ReferenceWorth): ModelObjectMatch | undefined {
    const { family } = languages[reference.frame.program.language];
    const isCall = reference.steps.at(-1)?.kind === 'call';
    const found = this.find(this.models, reference, family, isCall, true);
    if (!found) return undefined;
    const { pattern, path, skipped } = found;
    const { entry, package: name } = pattern;
    return { ...servedBy(entry, found.modules), calls: callsOf(path), changed: skipped, package: name };
  }

  /** Where the model stands inside a wrapping call; undefined for any other value. */
  wrappedModel(reference: ReferenceWorth): { read: readonly string[]; call: NamedCall } | undefined {
    const { family } = languages[reference.frame.program.language];
    const found = this.find(this.wrappers, reference, family, true);
    const call = found && callsOf(found.path).at(-1);
    return found && call && { read: found.pattern.entry, call };
  }

  /**
   * What message a value can stand for, such as `SystemMessage("…")`; several for a union, whose field tells the role:
   * `MessageUnion{OfSystem: …}`.
   */
  messagesOf(reference: ReferenceWorth): readonly MessageMatch[] {
    const { family } = languages[reference.frame.program.language];
    const last = reference.steps.at(-1);
    if (last?.kind !== 'call') return NONE;
    const found = [...this.lastNames(reference, true)]
      .flatMap(name => this.messages.candidates(family, name))
      .flatMap(pattern => this.fit(pattern, reference, family) ?? [])
      .filter(({ path }) => path.at(-1)?.step === last);
    const specific = Math.max(...found.map(({ pattern }) => pattern.packageParts.length));
    return found
      .filter(({ pattern }) => pattern.packageParts.length === specific)
      .map(({ pattern: { entry }, path }) => ({ role: entry.role, text: entry.text, calls: callsOf(path) }));
  }

  constant(reference: ReferenceWorth): string | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.constants, reference, family, false)?.pattern.entry;
  }

  passedArgument(reference: ReferenceWorth): number | string | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.passing, reference, family, true)?.pattern.entry;
  }

  lookUp(reference: ReferenceWorth): SignatureTable['lookUps'][number] | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.lookUps, reference, family, true)?.pattern.entry;
  }

  callback(reference: ReferenceWorth): CallbackEntry | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.callbacks, reference, family, true)?.pattern.entry;
  }

  /** The most specific pattern that fits all of a reference's path. */
  private find<T>(
    index: PatternIndex<T>,
    reference: ReferenceWorth,
    family: LanguageFamily,
    isCall: boolean,
    mayEndInChange = false,
    isMeant: (found: Found<T>) => boolean = () => true,
  ): Found<T> | undefined {
    if ((reference.steps.at(-1)?.kind === 'call') !== isCall) return undefined;
    let best: Found<T> | undefined;
    for (const name of this.lastNames(reference, isCall))
      for (const pattern of index.candidates(family, name)) {
        if (best && best.pattern.packageParts.length >= pattern.packageParts.length) continue;
        const found = this.fit(pattern, reference, family);
        const isEnd = found?.path.at(-1)?.step === reference.steps.at(-1);
        if (found && (isEnd || mayEndInChange) && isMeant(found)) best = found;
      }
    return best;
  }

  /** What is called, or read, last: as it stands, and without what is looked through. */
  private lastNames(reference: ReferenceWorth, isCall: boolean): ReadonlySet<string> {
    const back = isCall ? -2 : -1;
    const paths = [stepsOf(reference).path, stepsOf(reference, this.allLookedThrough).path];
    return new Set(paths.map(path => path.at(back)?.token ?? ''));
  }

  private fit<T>(pattern: Pattern<T>, reference: ReferenceWorth, family: LanguageFamily): Found<T> | undefined {
    const { table, packageParts, tokens } = pattern;
    const modules = reference.module === '' ? ['', ...reference.frame.program.opens] : [reference.module];
    for (const module of modules) {
      const parts = this.partsOf(module, family);
      if (!packageParts.every((part, index) => index >= parts.length || part === parts[index])) continue;
      const { path, skipped } = stepsOf(reference, this.lookThrough.get(table));
      for (const each of family === 'javascript' ? namedExports(path, table.defaultExport) : [path]) {
        const rest = behindPackage(parts, each, packageParts, tokens[0]);
        const starts = rest && matchWhole(rest, tokens);
        if (!rest || !starts) continue;
        const before = each.slice(0, each.length - rest.length).map(({ token }) => token);
        return { pattern, path: rest, starts, skipped, modules: [...parts, ...before] };
      }
    }
    return undefined;
  }

  private partsOf(module: string, family: LanguageFamily): readonly string[] {
    const key = `${family} ${module}`;
    let parts = this.parts.get(key);
    if (!parts) {
      if (this.parts.size >= MAX_MODULES) this.parts.clear();
      this.parts.set(key, (parts = moduleParts(module, family)));
    }
    return parts;
  }

  private addTable(table: SignatureTable): void {
    const all = familiesOf(table);
    for (const signature of table.calls) {
      this.addCall(table, signature, signature.languages ?? all);
      this.addShape(table, signature, signature.languages ?? all);
    }
    for (const clients of Object.values(table.clients))
      for (const { model, ...client } of clients)
        if (model)
          for (const path of client.paths)
            this.models.add(client.languages ?? all, table, client.packages, tokensOf(path), {
              provider: client.provider ?? table.provider ?? 'unknown',
              ...(client.providers ? { providers: client.providers } : {}),
              isRouter: false,
              baseUrl: client.baseUrl ?? [],
              id: model,
            });
    for (const message of table.messages)
      for (const path of message.paths)
        this.messages.add(message.languages ?? all, table, undefined, tokensOf(path), message);
    for (const { path, values, languages: families, packages } of table.constants)
      for (const [name, value] of Object.entries(values))
        this.constants.add(families ?? all, table, packages, tokensOf(`${path}${name}`), value);
    for (const { path, languages: families, packages, argument } of table.passThrough)
      this.passing.add(families ?? all, table, packages, tokensOf(path), argument);
    for (const lookUp of table.lookUps)
      for (const path of lookUp.paths)
        this.lookUps.add(lookUp.languages ?? all, table, undefined, tokensOf(path), lookUp);
    for (const { paths, languages: families, under, parameters, is } of table.callbacks)
      for (const path of paths)
        for (const family of families ?? all) {
          const [module = ''] = table.packages[family] ?? [];
          const entry = { under, parameters, module, path: tokensOf(is) };
          this.callbacks.add([family], table, undefined, tokensOf(path), entry);
        }
    this.addModelObjects(table);
  }

  private addShape(table: SignatureTable, signature: CallSignature, families: readonly LanguageFamily[]): void {
    if (!signature.shape) return;
    for (const family of families) {
      const known = this.shapes.get(family) ?? [];
      for (const path of signature.paths) {
        const tail = tokensOf(path).filter(token => token !== CALL);
        if (tail.length > 1) known.push({ table, signature, tail });
      }
      this.shapes.set(family, known);
    }
  }

  private addCall(table: SignatureTable, signature: CallSignature, families: readonly LanguageFamily[]): void {
    const clients = signature.on === undefined ? [undefined] : (table.clients[signature.on] ?? []);
    for (const client of clients) {
      const shared = client?.languages ? families.filter(family => client.languages?.includes(family)) : families;
      for (const clientPath of client?.paths ?? ['']) {
        const toClient = tokensOf(clientPath);
        for (const path of signature.paths) {
          const tokens = [...toClient, ...tokensOf(path)];
          this.calls.add(shared, table, client?.packages, tokens, { signature, client, clientLength: toClient.length });
          if (tokens.at(-1) === CALL && tokens.at(-2) === CALL)
            for (const family of shared) this.makers.add(`${family} ${tokens.at(-3) ?? ''}`);
        }
      }
    }
  }

  private addModelObjects(table: SignatureTable): void {
    const { modelObjects } = table;
    if (!modelObjects) return;
    for (const { packages, provider, isRouter, baseUrl, instances, factories } of modelObjects.providers) {
      const entry: ModelEntry = { provider, isRouter, baseUrl, id: ['@0'] };
      const heads = [...instances.map(name => [name]), ...factories.map(name => [name, CALL])];
      for (const head of heads)
        for (const accessor of [[], ...modelObjects.accessors.map(name => [name])])
          this.models.add(['javascript'], table, packages, [...head, ...accessor, CALL], entry);
    }
    for (const { from, path, read } of modelObjects.wrappers)
      this.wrappers.add(['javascript'], table, [from], tokensOf(path), read);
  }
}

function isRequestType(
  worth: ReferenceWorth,
  { requestTypes }: CallSignature,
  packageParts: readonly string[],
  family: LanguageFamily,
): boolean {
  const { path } = stepsOf(worth);
  const rest = behindPackage(moduleParts(worth.module, family), path, packageParts, path[0]?.token);
  const [type, made] = rest ?? [];
  return type !== undefined && made?.token === CALL && requestTypes.includes(type.token);
}

/** A client or model with the provider that its module stands for. */
function servedBy<
  T extends { provider?: string | undefined; providers?: Readonly<Record<string, string>> | undefined },
>(entry: T, modules: readonly string[]): T {
  const { providers } = entry;
  const name = providers && modules.findLast(module => Object.hasOwn(providers, module));
  return name === undefined ? entry : { ...entry, provider: providers?.[name] };
}

function packagesByFamily(tables: readonly SignatureTable[]): ReadonlyMap<LanguageFamily, ReadonlySet<string>> {
  const found = new Map<LanguageFamily, Set<string>>();
  const add = (family: LanguageFamily, names: readonly string[]): void => {
    const known = found.get(family) ?? new Set<string>();
    for (const name of names) known.add(moduleParts(name, family).join(' '));
    found.set(family, known);
  };
  for (const table of tables) for (const family of familiesOf(table)) add(family, packagesOf(table, family));
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
