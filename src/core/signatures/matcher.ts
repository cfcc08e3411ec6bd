import {
  CALL,
  CHAIN,
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
import { languageFamilies, languages, type LanguageFamily, type LanguageId } from '../syntax';
import type { Place } from '../text';
import { Definitions } from './definitions';
import { endpointWords } from './prefilter';
import { PatternIndex, type Pattern } from './patternIndex';
import { behindPackage, classesIn, moduleParts } from './packages';
import {
  familiesOf,
  packagesOf,
  type CallSignature,
  type ClientSignature,
  type Endpoint,
  type SignatureTable,
} from './schema';
import type { FunctionDefinition } from './request';

/** Tables of a workspace's own, beside those that Meterline brings. */
export interface OwnTables {
  readonly tables: readonly SignatureTable[];
  /** The folders, as files are named, that paths of the tables begin at: one folder, by all of its names. */
  readonly folders: readonly string[];
  /** Where each table is written. */
  readonly places: ReadonlyMap<SignatureTable, Place>;
}

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
  /** True when nothing is known of the client: only the names and keys tell. */
  readonly isByShape?: boolean;
  /** The function that is called, and what decorates it, for one that the workspace defines and its tables describe. */
  readonly definition?: FunctionDefinition;
  /** What a request carries that is written out, and where it goes, for one that names an address. */
  readonly endpoint?: {
    readonly address?: string;
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
  /** The group of the table's settings that say what it is where nothing of the code has made it. */
  readonly settings?: string | undefined;
}

export interface MessageMatch {
  /** Undefined when the text itself holds messages. */
  readonly role: string | undefined;
  readonly roleAt: readonly string[];
  readonly text: readonly string[];
  readonly calls: readonly NamedCall[];
}

/** Interfaces of the workspace that a package implements. */
export interface ServicePattern {
  readonly table: SignatureTable;
  readonly clients: readonly ClientSignature[];
  readonly signature: CallSignature;
  /** The methods that are handed the interface, such as `create` and `builder`. */
  readonly makers: ReadonlySet<string>;
  readonly annotations: ReadonlySet<string>;
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
  readonly providerFrom: readonly string[];
  readonly isRouter: boolean;
  readonly baseUrl: readonly string[];
  readonly id: readonly string[];
  readonly settings?: string | undefined;
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

interface FindOptions<T> {
  readonly mayEndInChange?: boolean;
  readonly accepts?: (found: Found<T>) => boolean;
}

function matchOf(found: Found<CallEntry>, { piped }: ReferenceWorth): SignatureMatch {
  const { pattern, path, starts, skipped, modules } = found;
  const { table, entry } = pattern;
  const { signature, client, clientLength } = entry;
  const clientEnd = starts[clientLength] ?? path.length;
  return {
    table,
    signature,
    client: client && servedBy(client, modules),
    clientCalls: callsOf(path.slice(0, clientEnd)),
    changed: skipped,
    chain: signature.paths.includes('') ? [] : callsOf(path.slice(clientEnd, -1)),
    piped: piped ?? [],
  };
}

/** Whether a chain has sent its request before: what that answers is no part of another one. */
function isAnswered({ pattern }: Found<CallEntry>, { table, signature, chain }: SignatureMatch): boolean {
  const start = startOf(pattern.tokens.slice(pattern.entry.clientLength));
  if (start === undefined) return false;
  const ends = table.calls
    .filter(({ on }) => on === signature.on)
    .flatMap(({ paths }) => paths.map(tokensOf))
    .flatMap(tokens => (startOf(tokens) === start ? [tokens.at(-2)] : []));
  return chain.some(({ name }) => ends.includes(name));
}

/** What stands in a path before steps that may be any. */
function startOf(tokens: readonly Token[]): string | undefined {
  const at = tokens.indexOf(CHAIN);
  return at === -1 ? undefined : tokens.slice(0, at).join(' ');
}

const NO_OWN: OwnTables = { tables: [], folders: [], places: new Map() };

/** Recognises what signature tables describe: calls, models, messages, constants. */
export class Signatures implements PackageKnowledge {
  private readonly calls = new PatternIndex<CallEntry>();
  /** Those that tell themselves without a client; their paths begin behind it. */
  private readonly models = new PatternIndex<ModelEntry>();
  private readonly sellers = new PatternIndex<ClientSignature>();
  private readonly wrappers = new PatternIndex<readonly string[]>();
  private readonly messages = new PatternIndex<SignatureTable['messages'][number]>();
  private readonly constants = new PatternIndex<string>();
  private readonly passing = new PatternIndex<number | string>();
  private readonly doubles = new PatternIndex<true>();
  private readonly lookUps = new PatternIndex<SignatureTable['lookUps'][number]>();
  private readonly callbacks = new PatternIndex<CallbackEntry>();
  private readonly shapes = new Map<
    LanguageFamily,
    { readonly table: SignatureTable; readonly signature: CallSignature; readonly tail: readonly string[] }[]
  >();
  private readonly clients = new PatternIndex<string>();
  private readonly handedOut = new PatternIndex<readonly string[]>();
  private readonly endpoints: readonly Endpoint[];
  /** Found in every text that holds an address of the tables. */
  private readonly addresses: RegExp;
  /** By family and method's name the words of which one has to stand in the file; none where there is no need. */
  private readonly mentions = new Map<string, Set<string>>();
  /** Language families and names of methods whose result is called. */
  private readonly makers = new Set<string>();
  private readonly collections = new PatternIndex<SignatureTable['collections'][number]>();
  private readonly collected = new PatternIndex<string>();
  private readonly decorating = new PatternIndex<CallSignature>();
  private readonly services = new Map<LanguageFamily, ServicePattern[]>();
  private readonly annotations = new PatternIndex<ServicePattern>();
  private readonly serviceMakers = new PatternIndex<ServicePattern>();
  private readonly packages: ReadonlyMap<LanguageFamily, ReadonlySet<string>>;
  /** By family and the parts of a package's name the SDKs that it is of. */
  private readonly sdks: ReadonlyMap<LanguageFamily, ReadonlyMap<string, readonly string[]>>;
  private readonly lookThrough: ReadonlyMap<SignatureTable, ReadonlySet<string>>;
  private readonly allLookedThrough: ReadonlySet<string>;

  readonly tables: readonly SignatureTable[];
  /** What the workspace's own tables describe. */
  readonly definitions: Definitions;

  constructor(
    brought: readonly SignatureTable[],
    readonly own: OwnTables = NO_OWN,
  ) {
    // Of two that are as specific the first counts: a workspace knows better.
    const tables = [...own.tables, ...brought];
    this.tables = tables;
    this.definitions = new Definitions(own.tables);
    this.lookThrough = new Map(tables.map(table => [table, new Set(table.lookThrough)]));
    this.allLookedThrough = new Set(tables.flatMap(table => table.lookThrough));
    this.endpoints = tables.flatMap(table => table.endpoints);
    this.addresses = endpointWords(tables);
    this.packages = packagesByFamily(tables);
    this.sdks = sdksByPackage(tables);
    for (const table of tables) this.addTable(table);
  }

  /** Whether a call of this name, in a file of this text, can be one of theirs at all. */
  mayBe(name: string, family: LanguageFamily, text: string): boolean {
    const mentions = this.mentions.get(`${family} ${name}`);
    return mentions !== undefined && (!mentions.size || [...mentions].some(word => text.includes(word)));
  }

  /** Whether what a method of this name gives can be called in turn, as a prompt that was defined. */
  makesCallable(name: string, family: LanguageFamily): boolean {
    return (
      this.makers.has(`${family} ${name}`) ||
      [...this.makers].some(each => each.startsWith(`${family} `) && formOf(each.slice(family.length + 1))?.test(name))
    );
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

  /** The tables, by name, whose packages a module is, or lies in. */
  tablesOf(module: string, family: LanguageFamily): string[] {
    const own = this.sdks.get(family);
    const parts = moduleParts(module, family);
    return [...new Set(parts.flatMap((_, index) => own?.get(parts.slice(0, index + 1).join(' ')) ?? []))];
  }

  /** Methods of one name, such as `invoke`, by which calls on what other files hand over can be told from other text. */
  methodsOf(sdks: ReadonlySet<string>): string[] {
    const names = this.tables
      .filter(({ sdk, words }) => sdks.has(sdk) && !words)
      .flatMap(({ calls }) => calls.filter(({ role }) => role === 'call').flatMap(({ paths }) => paths))
      .flatMap(path => {
        const tokens = tokensOf(path);
        return tokens.length === 2 && tokens[0] ? [tokens[0]] : [];
      });
    return [...new Set(names)].filter(name => /^\w+$/.test(name));
  }

  /**
   * @param reference what was called, with the call itself as its last step
   * @param isMeant whether what the call is given fits: SDKs may share their names
   */
  match(
    reference: ReferenceWorth,
    family: LanguageFamily,
    isMeant: (match: SignatureMatch) => boolean = () => true,
  ): SignatureMatch | undefined {
    const found = this.find(this.calls, reference, family, true, {
      accepts: each => {
        const match = matchOf(each, reference);
        return !isAnswered(each, match) && isMeant(match);
      },
    });
    return found && matchOf(found, reference);
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

  /** Whether an address that bills may stand in a text. */
  mayHoldAddress(text: string): boolean {
    return this.addresses.test(text);
  }

  /** The ways in which a request may be handed to a function of which only that is known. */
  senders(family: LanguageFamily): readonly SignatureMatch[] {
    return this.tables.flatMap(table =>
      table.senders.flatMap((sender): SignatureMatch[] => {
        if (!(sender.languages ?? familiesOf(table)).includes(family)) return [];
        const signature = { ...sender, paths: [] };
        return [{ table, signature, client: undefined, clientCalls: [], changed: [], chain: [], piped: [] }];
      }),
    );
  }

  /** The signatures whose path from the client a chain of names ends with, and that say what proves them. */
  byShape(names: readonly string[], family: LanguageFamily): readonly ShapeMatch[] {
    return (this.shapes.get(family) ?? []).flatMap(({ table, signature, tail }): ShapeMatch[] =>
      names.length >= tail.length && tail.every((name, index) => names[names.length - tail.length + index] === name)
        ? [
            {
              table,
              signature,
              client: undefined,
              clientCalls: [],
              changed: [],
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
      const worth = argument(indexOf(signature));
      if (worth?.kind === 'reference' && isRequestType(worth, signature, packageParts, family))
        return { table, signature, client: undefined, clientCalls: [], changed: [], chain: [], piped: [] };
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
    const found = this.find(this.models, reference, family, isCall, { mayEndInChange: true });
    if (!found) return undefined;
    const { pattern, path, skipped } = found;
    const { entry, package: name } = pattern;
    return {
      ...servedBy(entry, found.modules),
      table: pattern.table,
      calls: callsOf(path),
      changed: skipped,
      package: name,
    };
  }

  /** What calls of a function are that carries a decorator of a package. */
  decorated(reference: ReferenceWorth): { table: SignatureTable; signature: CallSignature } | undefined {
    const { family } = languages[reference.frame.program.language];
    const found = this.find(this.decorating, reference, family, true);
    return found && { table: found.pattern.table, signature: found.pattern.entry };
  }

  /** Who serves what a client asks for, when it is made for one provider. */
  providerOf(reference: ReferenceWorth): string | undefined {
    const { family } = languages[reference.frame.program.language];
    const found = this.find(this.sellers, reference, family, true);
    const provider = found && servedBy(found.pattern.entry, found.modules).provider;
    return provider === 'unknown' ? undefined : (provider ?? found?.pattern.table.provider);
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
    if (last?.kind !== 'call') return [];
    const found = [...this.lastNames(reference, true)]
      .flatMap(name => this.messages.candidates(family, name))
      .flatMap(
        pattern =>
          fit(pattern, stepsOf(reference, this.lookThrough.get(pattern.table)), modulesOf(reference, family), family) ??
          [],
      )
      .filter(({ path }) => path.at(-1)?.step === last);
    const specific = Math.max(...found.map(({ pattern }) => pattern.packageParts.length));
    return found
      .filter(({ pattern }) => pattern.packageParts.length === specific)
      .map(({ pattern: { entry }, path }) => ({
        role: entry.role,
        roleAt: entry.roleAt ?? [],
        text: entry.text,
        calls: callsOf(path),
      }));
  }

  registering(typed: ReferenceWorth): readonly string[] | undefined {
    const { family } = languages[typed.frame.program.language];
    return this.find(this.handedOut, typed, family, true)?.pattern.entry;
  }

  /** Whether a value is one of the clients that a table has under a name. */
  isClient(reference: ReferenceWorth, table: SignatureTable, client: string): boolean {
    const { family } = languages[reference.frame.program.language];
    const isCall = reference.steps.at(-1)?.kind === 'call';
    const found = this.find(this.clients, reference, family, isCall);
    return found?.pattern.table === table && found.pattern.entry === client;
  }

  constant(reference: ReferenceWorth): string | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.constants, reference, family, false)?.pattern.entry;
  }

  servicesOf(family: LanguageFamily): readonly ServicePattern[] {
    return this.services.get(family) ?? [];
  }

  /** What an annotation makes of the interface that carries it. */
  annotatedService(reference: ReferenceWorth): ServicePattern | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.annotations, reference, family, false)?.pattern.entry;
  }

  /** The service that a call makes, or begins to make, of the interface it is given. */
  serviceMadeBy(reference: ReferenceWorth): ServicePattern | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.serviceMakers, reference, family, true)?.pattern.entry;
  }

  passedArgument(reference: ReferenceWorth): number | string | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.passing, reference, family, true)?.pattern.entry;
  }

  /** Whether a value stands in for a model in tests. */
  isDouble(reference: ReferenceWorth): boolean {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.doubles, reference, family, true) !== undefined;
  }

  /** Who serves the models of a provider that goes by this name, where nothing else is known of it: `ctx.openai(…)`. */
  providerCalled(name: string, { modelObjects }: SignatureTable): string | undefined {
    return modelObjects?.providers.find(({ instances }) => instances.includes(name))?.provider;
  }

  lookUp(reference: ReferenceWorth): SignatureTable['lookUps'][number] | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.lookUps, reference, family, true)?.pattern.entry;
  }

  callback(reference: ReferenceWorth): CallbackEntry | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.callbacks, reference, family, true)?.pattern.entry;
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
    { mayEndInChange = false, accepts }: FindOptions<T> = {},
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
        if (found && (isEnd || mayEndInChange) && (accepts?.(found) ?? true)) best = found;
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
    for (const signature of table.calls) {
      this.addCall(table, signature, signature.languages ?? all);
      this.addShape(table, signature, signature.languages ?? all);
    }
    this.addConditions(table, all);
    for (const { types, calls } of table.registrations)
      for (const type of types) this.handedOut.add(all, table, undefined, [type, CALL], calls);
    for (const client of Object.values(table.clients).flat())
      for (const path of client.paths)
        this.sellers.add(client.languages ?? all, table, client.packages, tokensOf(path), client);
    for (const clients of Object.values(table.clients))
      for (const { model, ...client } of clients)
        if (model ?? client.settings)
          for (const path of client.paths)
            this.models.add(client.languages ?? all, table, client.packages, tokensOf(path), {
              provider: client.provider ?? table.provider ?? 'unknown',
              ...(client.providers ? { providers: client.providers } : {}),
              providerFrom: (client.providerFrom ?? []).map(ofMaker),
              isRouter: false,
              baseUrl: (client.baseUrl ?? []).map(ofMaker),
              id: model ?? [],
              settings: client.settings,
            });
    for (const message of table.messages)
      for (const path of message.paths)
        this.messages.add(message.languages ?? all, table, undefined, tokensOf(path), message);
    for (const { path, values, languages: families, packages } of table.constants)
      for (const [name, value] of Object.entries(values))
        this.constants.add(families ?? all, table, packages, tokensOf(`${path}${name}`), value);
    for (const entry of table.collections) {
      this.collections.add(all, table, undefined, tokensOf(entry.decorator), entry);
      for (const of of Object.values(entry.fields)) this.collected.add(all, table, undefined, tokensOf(of), of);
    }
    for (const { path, languages: families, packages, argument } of table.passThrough)
      this.passing.add(families ?? all, table, packages, tokensOf(path), argument);
    for (const { paths, call } of table.decorators)
      for (const path of paths) this.decorating.add(all, table, undefined, tokensOf(path), { ...call, paths: [CALL] });
    for (const path of table.doubles) this.doubles.add(all, table, undefined, tokensOf(path), true);
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
    for (const service of table.services) this.addService(table, service, all);
  }

  private addService(
    table: SignatureTable,
    { client, annotations }: SignatureTable['services'][number],
    families: readonly LanguageFamily[],
  ): void {
    const clients = table.clients[client] ?? [];
    const signature = table.calls.find(({ on }) => on === client);
    if (!signature) return;
    const paths = clients.flatMap(each => each.paths.map(tokensOf));
    const makers = new Set(paths.flatMap(tokens => tokens[tokens.indexOf(CALL) - 1] ?? []));
    const service: ServicePattern = { table, clients, signature, makers, annotations: new Set(annotations) };
    for (const family of families) this.services.set(family, [...(this.services.get(family) ?? []), service]);
    for (const tokens of paths)
      this.serviceMakers.add(families, table, undefined, tokens.slice(0, tokens.indexOf(CALL) + 1), service);
    for (const name of annotations) this.annotations.add(families, table, undefined, [name], service);
  }

  private addShape(table: SignatureTable, signature: CallSignature, families: readonly LanguageFamily[]): void {
    if (!signature.shape) return;
    for (const family of families) {
      const known = this.shapes.get(family) ?? [];
      for (const path of signature.paths) {
        const tail = tokensOf(path).filter(token => token !== CALL);
        if (tail.length) known.push({ table, signature, tail });
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
        for (const path of signature.paths) this.noteMentions(shared, tokensOf(`${clientPath}.${path}`), signature);
        for (const path of signature.paths) {
          const tokens = [...toClient, ...tokensOf(path)];
          this.calls.add(shared, table, client?.packages, tokens, { signature, client, clientLength: toClient.length });
          if (tokens.at(-1) === CALL && tokens.at(-2) === CALL)
            for (const family of shared) this.makers.add(`${family} ${tokens.at(-3) ?? ''}`);
        }
      }
    }
  }

  /** The clients that calls are billed with only. */
  private addConditions(table: SignatureTable, all: readonly LanguageFamily[]): void {
    for (const name of new Set(table.calls.flatMap(({ onlyFor }) => (onlyFor ? [onlyFor.client] : []))))
      for (const client of table.clients[name] ?? [])
        for (const path of client.paths)
          this.clients.add(client.languages ?? all, table, client.packages, tokensOf(path), name);
  }

  private noteMentions(
    families: readonly LanguageFamily[],
    tokens: readonly Token[],
    { mentions }: CallSignature,
  ): void {
    for (const family of families) {
      const key = `${family} ${(tokens.at(-1) === CALL ? tokens.at(-2) : tokens.at(-1)) ?? ''}`;
      const known = this.mentions.get(key);
      // Where one signature asks for no word, any file may hold such a call.
      if (!mentions.length || known?.size === 0) this.mentions.set(key, new Set());
      else this.mentions.set(key, new Set([...(known ?? []), ...mentions]));
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

function isRequestType(
  worth: ReferenceWorth,
  { requestTypes }: CallSignature,
  packageParts: readonly string[],
  family: LanguageFamily,
): boolean {
  const { path } = stepsOf(worth);
  const rest = behindPackage(moduleParts(worth.module, family), path, packageParts, path[0]?.token);
  // Ruby makes objects by `Type.new`.
  const [type, made] = (rest ?? []).filter(({ token }) => token !== 'new');
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

/** The index of the argument that holds a request. */
const indexOf = ({ request }: CallSignature): number => (typeof request === 'object' ? request.index : (request ?? 0));

/** The parts of the names of the modules that a reference can be of. */
function modulesOf({ module, opens, frame }: ReferenceWorth, family: LanguageFamily): readonly string[][] {
  const modules = module === '' ? ['', ...(opens ?? frame.program.opens)] : [module];
  return modules.map(each => moduleParts(each, family));
}

function fit<T>(
  pattern: Pattern<T>,
  { path, skipped }: ReturnType<typeof stepsOf>,
  modules: readonly string[][],
  family: LanguageFamily,
): Found<T> | undefined {
  const { table, packageParts, tokens } = pattern;
  for (const parts of modules) {
    const own = [...classesIn(parts, family).map(memberStep), ...path];
    for (const each of family === 'javascript' ? namedExports(path, table.defaultExport) : [own]) {
      const rest = behindPackage(parts, each, packageParts, tokens[0]);
      const starts = rest && matchWhole(rest, tokens);
      if (!rest || !starts) continue;
      const before = each.slice(0, each.length - rest.length).map(({ token }) => token);
      return { pattern, path: rest, starts, skipped, modules: [...parts, ...before] };
    }
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
  for (const table of tables)
    for (const family of familiesOf(table))
      add(
        family,
        packagesOf(table, family).filter(name => !table.commonNames.includes(name)),
      );
  return found;
}

function sdksByPackage(
  tables: readonly SignatureTable[],
): ReadonlyMap<LanguageFamily, ReadonlyMap<string, readonly string[]>> {
  const found = new Map<LanguageFamily, Map<string, string[]>>();
  for (const { sdk, packages } of tables)
    for (const family of languageFamilies) {
      const own = found.get(family) ?? new Map<string, string[]>();
      found.set(family, own);
      for (const name of packages[family] ?? []) {
        const key = moduleParts(name, family).join(' ');
        if (key !== '') own.set(key, [...(own.get(key) ?? []), sdk]);
      }
    }
  return found;
}

const memberStep = (name: string): PathStep => ({
  token: name,
  step: { kind: 'member', name, at: { file: '', range: { start: 0, end: 0 } } },
});

/** The path with a default export by its name among the named ones. */
function namedExports(path: readonly PathStep[], defaultExport: string | undefined): (readonly PathStep[])[] {
  const [first, second, ...rest] = path;
  if (defaultExport === undefined || !first) return [path];
  const own = memberStep(defaultExport);
  if (first.token === CALL) return [[own, ...path]];
  if (first.token !== 'default') return [path];
  // `require('x').default.X` and `import x from 'x'; new x.X()` reach a named export.
  const isNamed = second && /^[A-Z]/.test(second.token) && second.token !== CALL;
  return isNamed ? [[second, ...rest]] : [[own, ...path.slice(1)]];
}
