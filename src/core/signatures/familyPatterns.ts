import { CALL, tokensOf, type Token } from '../resolve';
import type { LanguageFamily } from '../syntax';
import { moduleParts } from './packages';
import { PatternIndex } from './patternIndex';
import {
  familiesOf,
  packagesOf,
  type CallSignature,
  type ClientSignature,
  type HttpInterface,
  type SignatureTable,
} from './schema';

/** Where Go's modules are named by their owners, so that a fork has another name. */
const FORGE = 'github.com';

/** Interfaces of the workspace that a package implements. */
export interface ServicePattern {
  readonly table: SignatureTable;
  readonly clients: readonly ClientSignature[];
  readonly signature: CallSignature;
  /** The methods that are handed the interface, such as `create` and `builder`. */
  readonly makers: ReadonlySet<string>;
  readonly annotations: ReadonlySet<string>;
}

/** Interfaces whose methods a package implements as HTTP requests. */
export interface HttpInterfacePattern {
  readonly table: SignatureTable;
  readonly entry: HttpInterface;
}

export interface CallEntry {
  readonly signature: CallSignature;
  readonly client: ClientSignature | undefined;
  /** Tokens up to the client, its construction included. */
  readonly clientLength: number;
}

export interface ModelEntry {
  readonly provider: string;
  readonly providers?: Readonly<Record<string, string>>;
  readonly providerFrom: readonly string[];
  readonly isRouter: boolean;
  readonly baseUrl: readonly string[];
  readonly id: readonly string[];
  readonly outputCap: readonly string[];
  readonly namesModelsAs?: string | undefined;
  readonly settings?: string | undefined;
}

/** What a function is handed that is handed to a call under a key. */
export interface CallbackEntry {
  readonly under: string;
  readonly parameters: readonly string[];
  readonly module: string;
  readonly path: readonly Token[];
}

/** A call that its names alone can tell. */
interface Shape {
  readonly table: SignatureTable;
  readonly signature: CallSignature;
  /** The names from the client on. */
  readonly tail: readonly string[];
}

/** An entry of a table that may say for which families it is. */
interface Scoped {
  readonly languages?: readonly LanguageFamily[] | undefined;
}

/** A type of an SDK that something is known to be of by how it is used, in files that mention one of the words. */
export interface RevealingEntry {
  readonly module: string;
  readonly path: readonly Token[];
  readonly mentions: readonly string[];
}

/** Under which name it stands what a pipe reveals of whatever comes behind a message of a table. */
export const revealedBehind = ({ sdk }: SignatureTable): string => `| ${sdk}`;

/** All that tables describe for one language family, by what it is recognised by. */
export class FamilyPatterns {
  readonly calls = new PatternIndex<CallEntry>();
  readonly models = new PatternIndex<ModelEntry>();
  readonly sellers = new PatternIndex<ClientSignature>();
  readonly wrappers = new PatternIndex<readonly string[]>();
  readonly messages = new PatternIndex<SignatureTable['messages'][number]>();
  readonly constants = new PatternIndex<string>();
  readonly passing = new PatternIndex<number | string>();
  readonly doubles = new PatternIndex<true>();
  readonly lookUps = new PatternIndex<SignatureTable['lookUps'][number]>();
  readonly callbacks = new PatternIndex<CallbackEntry>();
  /** By a method's name, and by the name of an SDK, the type of the SDK that it reveals. */
  readonly revealing = new Map<string, RevealingEntry>();
  readonly generics = new PatternIndex<Readonly<Record<string, number>>>();
  /** The clients that calls are billed with only. */
  readonly clients = new PatternIndex<string>();
  readonly handedOut = new PatternIndex<readonly string[]>();
  /** By a type that nothing is known to stand behind: the types that its objects may be of. */
  readonly variants = new PatternIndex<readonly string[]>();
  readonly collections = new PatternIndex<SignatureTable['collections'][number]>();
  readonly collected = new PatternIndex<string>();
  readonly decorating = new PatternIndex<CallSignature>();
  readonly annotations = new PatternIndex<ServicePattern>();
  readonly serviceMakers = new PatternIndex<ServicePattern>();
  readonly services: ServicePattern[] = [];
  readonly httpInterfaces: HttpInterfacePattern[] = [];
  /** Those that tell themselves without a client; their paths begin behind it. */
  readonly shapes: Shape[] = [];
  /** By a method's name the words of which one has to stand in the file; none where there is no need. */
  readonly mentions = new Map<string, Set<string>>();
  /** Names of methods whose result is called. */
  readonly makers = new Set<string>();
  /** The names of packages that are no project's own, their parts joined by spaces. */
  readonly packages = new Set<string>();
  /** By such a name the SDKs that the package is of. */
  readonly sdks = new Map<string, string[]>();
  /** By the name of a repository whose owner, too, is part of a module's name the owner of the original. */
  private readonly owners = new Map<string, string>();

  constructor(
    tables: readonly SignatureTable[],
    private readonly family: LanguageFamily,
  ) {
    for (const table of tables) {
      this.addPackages(table);
      this.addCalls(table);
      this.addClients(table);
      this.addValues(table);
      this.addCallbacks(table);
      this.addModelObjects(table);
      for (const service of table.services) this.addService(table, service);
      for (const entry of table.httpInterfaces)
        if (this.isFor(table, entry)) this.httpInterfaces.push({ table, entry });
    }
  }

  /** Whether an entry of a table, or of a part of it, is for this family. */
  private isFor(table: SignatureTable, ...scopes: readonly Scoped[]): boolean {
    const [own, ...others] = scopes;
    const all = familiesOf(table);
    return (
      (own?.languages ?? all).includes(this.family) &&
      others.every(each => each.languages?.includes(this.family) ?? true)
    );
  }

  private add<T>(
    index: PatternIndex<T>,
    table: SignatureTable,
    tokens: readonly Token[],
    entry: T,
    packages: readonly string[] = table.packages[this.family] ?? [],
  ): void {
    index.add(this.family, table, packages, tokens, entry);
  }

  /** The parts of a module's name, those of a fork as of what it is a fork of: `github.com/somebody/go-openai`. */
  partsOf(module: string): string[] {
    const parts = moduleParts(module, this.family);
    const [host, , repository = '', ...rest] = parts;
    const owner = host === FORGE ? this.owners.get(repository) : undefined;
    const original = owner === undefined ? undefined : [FORGE, owner, repository, ...rest];
    return original && !this.isPackage(parts) ? original : parts;
  }

  /** Whether a module, by the parts of its name, is, or lies in, one of the packages that the tables describe. */
  isPackage(parts: readonly string[]): boolean {
    return parts.some((_, index) => this.packages.has(parts.slice(0, index + 1).join(' ')));
  }

  private addOwner(table: SignatureTable, name: string): void {
    const [host, owner, repository] = moduleParts(name, this.family);
    const isFork = host === FORGE && owner !== undefined && repository !== undefined && table.words === undefined;
    if (this.family === 'go' && isFork && !this.owners.has(repository)) this.owners.set(repository, owner);
  }

  private addPackages(table: SignatureTable): void {
    const key = (name: string): string => moduleParts(name, this.family).join(' ');
    if (this.isFor(table))
      for (const name of packagesOf(table, this.family)) {
        if (!table.commonNames.includes(name)) this.packages.add(key(name));
        this.addOwner(table, name);
      }
    for (const name of table.packages[this.family] ?? []) {
      if (key(name) === '') continue;
      this.sdks.set(key(name), [...(this.sdks.get(key(name)) ?? []), table.sdk]);
    }
  }

  private addCalls(table: SignatureTable): void {
    for (const signature of table.calls) {
      if (!this.isFor(table, signature)) continue;
      const clients = signature.on === undefined ? [undefined] : (table.clients[signature.on] ?? []);
      for (const client of clients)
        if (this.isFor(table, signature, client ?? {})) this.addCall(table, signature, client);
      if (signature.shape) this.addShape(table, signature);
    }
    for (const { paths, call } of table.decorators)
      if (this.isFor(table))
        for (const path of paths) this.add(this.decorating, table, tokensOf(path), { ...call, paths: [CALL] });
  }

  private addCall(table: SignatureTable, signature: CallSignature, client: ClientSignature | undefined): void {
    for (const clientPath of client?.paths ?? ['']) {
      const toClient = tokensOf(clientPath);
      for (const path of signature.paths) {
        const tokens = [...toClient, ...tokensOf(path)];
        this.noteMentions(tokensOf(`${clientPath}.${path}`), signature);
        this.add(this.calls, table, tokens, { signature, client, clientLength: toClient.length }, client?.packages);
        if (tokens.at(-1) === CALL && tokens.at(-2) === CALL) this.makers.add(tokens.at(-3) ?? '');
      }
    }
  }

  private addShape(table: SignatureTable, signature: CallSignature): void {
    for (const path of signature.paths) {
      const tail = tokensOf(path).filter(token => token !== CALL);
      if (tail.length) this.shapes.push({ table, signature, tail });
    }
  }

  private noteMentions(tokens: readonly Token[], { mentions }: CallSignature): void {
    const name = (tokens.at(-1) === CALL ? tokens.at(-2) : tokens.at(-1)) ?? '';
    const known = this.mentions.get(name);
    // Where one signature asks for no word, any file may hold such a call.
    if (!mentions.length || known?.size === 0) this.mentions.set(name, new Set());
    else this.mentions.set(name, new Set([...(known ?? []), ...mentions]));
  }

  private addClients(table: SignatureTable): void {
    const conditions = new Set(table.calls.flatMap(({ onlyFor }) => (onlyFor ? [onlyFor.client] : [])));
    for (const [name, clients] of Object.entries(table.clients))
      for (const client of clients) {
        if (!this.isFor(table, client)) continue;
        const model = modelOf(name, client, table);
        for (const path of client.paths) {
          const tokens = tokensOf(path);
          this.add(this.sellers, table, tokens, client, client.packages);
          if (model) this.add(this.models, table, tokens, model, client.packages);
          if (conditions.has(name)) this.add(this.clients, table, tokens, name, client.packages);
        }
      }
    if (!this.isFor(table)) return;
    for (const clients of Object.values(table.clients)) this.addVariants(table, clients);
    for (const { types, calls } of table.registrations)
      for (const type of types) this.add(this.handedOut, table, [type, CALL], calls);
  }

  /** Of the clients that the same calls are made on, one may be of an interface that the others have. */
  private addVariants(table: SignatureTable, clients: readonly ClientSignature[]): void {
    const general = clients.filter(({ provider, model }) => provider === 'unknown' && !model).flatMap(typesOf);
    const special = clients.filter(({ model }) => model).flatMap(typesOf);
    if (special.length) for (const type of general) this.add(this.variants, table, [type, CALL], special);
  }

  private addValues(table: SignatureTable): void {
    for (const message of table.messages)
      if (this.isFor(table, message))
        for (const path of message.paths) this.add(this.messages, table, tokensOf(path), message);
    for (const constants of table.constants)
      if (this.isFor(table, constants))
        for (const [name, value] of Object.entries(constants.values))
          this.add(this.constants, table, tokensOf(`${constants.path}${name}`), value, constants.packages);
    for (const passing of table.passThrough)
      if (this.isFor(table, passing))
        this.add(this.passing, table, tokensOf(passing.path), passing.argument, passing.packages);
    if (this.isFor(table)) for (const path of table.doubles) this.add(this.doubles, table, tokensOf(path), true);
  }

  private addCallbacks(table: SignatureTable): void {
    if (this.isFor(table))
      for (const entry of table.collections) {
        this.add(this.collections, table, tokensOf(entry.decorator), entry);
        for (const of of Object.values(entry.fields)) this.add(this.collected, table, tokensOf(of), of);
      }
    for (const lookUp of table.lookUps)
      if (this.isFor(table, lookUp))
        for (const path of lookUp.paths) this.add(this.lookUps, table, tokensOf(path), lookUp);
    for (const { languages, methods, module, is, mentions } of table.revealing)
      if (this.isFor(table, { languages }))
        for (const name of [...methods, revealedBehind(table)])
          this.revealing.set(name, { module, path: tokensOf(is), mentions });
    const [module = ''] = table.packages[this.family] ?? [];
    if (this.isFor(table))
      for (const { paths, packages, members } of table.generics)
        for (const path of paths) this.add(this.generics, table, tokensOf(path), members, packages);
    for (const callback of table.callbacks) {
      if (!this.isFor(table, callback)) continue;
      const { paths, under, parameters, is } = callback;
      for (const path of paths)
        this.add(this.callbacks, table, tokensOf(path), { under, parameters, module, path: tokensOf(is) });
    }
  }

  private addModelObjects(table: SignatureTable): void {
    const { modelObjects } = table;
    if (!modelObjects || this.family !== 'javascript') return;
    for (const { packages, provider, isRouter, baseUrl, instances, factories } of modelObjects.providers) {
      const entry: ModelEntry = { provider, providerFrom: [], isRouter, baseUrl, id: ['@0'], outputCap: [] };
      const heads = [...instances.map(name => [name]), ...factories.map(name => [name, CALL])];
      for (const head of heads)
        for (const accessor of [[], ...modelObjects.accessors.map(name => [name])])
          this.add(this.models, table, [...head, ...accessor, CALL], entry, packages);
    }
    for (const { from, path, read } of modelObjects.wrappers)
      this.add(this.wrappers, table, tokensOf(path), read, [from]);
  }

  private addService(table: SignatureTable, { client, annotations }: SignatureTable['services'][number]): void {
    const clients = table.clients[client] ?? [];
    const signature = table.calls.find(({ on }) => on === client);
    if (!signature || !this.isFor(table)) return;
    const paths = clients.flatMap(each => each.paths.map(tokensOf));
    const makers = new Set(paths.flatMap(tokens => tokens[tokens.indexOf(CALL) - 1] ?? []));
    const service: ServicePattern = { table, clients, signature, makers, annotations: new Set(annotations) };
    this.services.push(service);
    for (const tokens of paths) this.add(this.serviceMakers, table, tokens.slice(0, tokens.indexOf(CALL) + 1), service);
    for (const name of annotations) this.add(this.annotations, table, [name], service);
  }
}

/** The types that a client may be of. */
const typesOf = ({ paths }: ClientSignature): readonly string[] =>
  paths.map(tokensOf).flatMap(([type, ...rest]) => (type && rest.length === 1 && rest[0] === CALL ? [type] : []));

/** The model that a client stands for, if it does. */
function modelOf(name: string, client: ClientSignature, table: SignatureTable): ModelEntry | undefined {
  const { model, settings } = client;
  if (!(model ?? settings)) return undefined;
  return {
    provider: client.provider ?? table.provider ?? 'unknown',
    ...(client.providers ? { providers: client.providers } : {}),
    providerFrom: (client.providerFrom ?? []).map(ofMaker),
    isRouter: false,
    baseUrl: (client.baseUrl ?? []).map(ofMaker),
    id: model ?? [],
    outputCap: capsOfMaking(name, table),
    namesModelsAs: client.namesModelsAs,
    settings,
  };
}

/** Where the making of a client says how long its answers may be. */
function capsOfMaking(client: string, { calls }: SignatureTable): readonly string[] {
  const making = calls.find(({ on, role, paths }) => on === client && role === 'construct' && paths.includes(''));
  return (making?.outputCap?.read ?? []).map(ofMaker).filter(place => !place.includes(':'));
}

/** A place of a client, seen from the calls that made it. */
const ofMaker = (place: string): string => place.replace(/^client:/, '');
