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
import { languages, type LanguageFamily, type LanguageId, type Program } from '../syntax';
import type { Place } from '../text';
import { Definitions } from './definitions';
import { endpointWords, isTelling } from './prefilter';
import {
  FamilyPatterns,
  revealedBehind,
  type CallbackEntry,
  type CallEntry,
  type HttpInterfacePattern,
  type RevealingEntry,
  type ServicePattern,
} from './familyPatterns';
import type { MessageMatch, ModelObjectMatch, ShapeMatch, SignatureMatch } from './matches';
import type { Pattern, PatternIndex } from './patternIndex';
import { behindPackage, classesIn, moduleParts } from './packages';
import {
  familiesOf,
  packagesOf,
  type CallSignature,
  type Endpoint,
  type SignatureTable,
  type TellingBody,
} from './schema';

/** An address that bills, and the part of it that names the model. */
interface EndpointMatch {
  readonly endpoint: Endpoint;
  readonly model: string | undefined;
}

/** Tables of a workspace's own, beside those that Meterline brings. */
export interface OwnTables {
  readonly tables: readonly SignatureTable[];
  /** The folders, as files are named, that paths of the tables begin at: one folder, by all of its names. */
  readonly folders: readonly string[];
  /** Where each table is written. */
  readonly places: ReadonlyMap<SignatureTable, Place>;
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

/** The vendor whose SDKs others copy, where one copy may be of several. */
const COPIED = 'openai';

const NO_OWN: OwnTables = { tables: [], folders: [], places: new Map() };

/** Recognises what signature tables describe: calls, models, messages, constants. */
export class Signatures implements PackageKnowledge {
  private readonly families = new Map<LanguageFamily, FamilyPatterns>();
  /** Bodies that tell what is asked. */
  readonly bodies: readonly TellingBody[];
  private readonly endpoints: readonly { readonly endpoint: Endpoint; readonly url: RegExp }[];
  /** Found in every text that holds an address of the tables. */
  private readonly addresses: RegExp;
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
    this.bodies = tables.flatMap(table => table.bodies);
    this.endpoints = tables.flatMap(table =>
      table.endpoints.map(endpoint => ({ endpoint, url: new RegExp(endpoint.url) })),
    );
    this.addresses = endpointWords(tables);
  }

  /** The patterns of one family, made when its first file comes. */
  private in(family: LanguageFamily): FamilyPatterns {
    let patterns = this.families.get(family);
    if (!patterns) this.families.set(family, (patterns = new FamilyPatterns(this.tables, family)));
    return patterns;
  }

  /** Whether a call of this name, in a file of this text, can be one of theirs at all. */
  mayBe(name: string, family: LanguageFamily, text: string): boolean {
    const mentions = this.in(family).mentions.get(name);
    return mentions !== undefined && (!mentions.size || [...mentions].some(word => text.includes(word)));
  }

  /** Whether what a method of this name gives can be called in turn, as a prompt that was defined. */
  makesCallable(name: string, family: LanguageFamily): boolean {
    const { makers } = this.in(family);
    return makers.has(name) || [...makers].some(each => formOf(each)?.test(name));
  }

  /**
   * Whether a module is, or lies in, one of the packages that the tables describe, rather than in the project: names
   * that both use are the project's where it has such a module.
   */
  isPackage(module: string, language: LanguageId): boolean {
    const patterns = this.in(languages[language].family);
    return patterns.isPackage(patterns.partsOf(module));
  }

  /** The tables, by name, whose packages a module is, or lies in. */
  tablesOf(module: string, family: LanguageFamily): string[] {
    const { sdks } = this.in(family);
    const parts = this.in(family).partsOf(module);
    return [...new Set(parts.flatMap((_, index) => sdks.get(parts.slice(0, index + 1).join(' ')) ?? []))];
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
    const found = this.find(this.in(family).calls, reference, family, true, {
      accepts: each => {
        const match = matchOf(each, reference);
        return !isAnswered(each, match) && isMeant(match);
      },
    });
    return found ? matchOf(found, reference) : this.matchCopy(reference, family, isMeant);
  }

  /** A method that means something by itself, of a client in a package that may be a copy of one that is known. */
  private matchCopy(
    reference: ReferenceWorth,
    family: LanguageFamily,
    isMeant: (match: SignatureMatch) => boolean,
  ): SignatureMatch | undefined {
    const [parts = []] = this.modulesOf(reference);
    if (reference.module === '' || !this.isCopy(parts, family)) return undefined;
    const steps = stepsOf(reference);
    const found = [...this.lastNames(reference, true)]
      .filter(isTelling)
      .flatMap(name => this.in(family).calls.candidates(name))
      .filter(({ entry }) => entry.client !== undefined)
      .flatMap(pattern => fit({ ...pattern, packageParts: parts }, steps, [parts], family) ?? []);
    const copied = found.find(({ pattern }) => pattern.table.provider === COPIED) ?? found[0];
    const match = copied && { ...matchOf(copied, reference), isByShape: true };
    return match && isMeant(match) ? match : undefined;
  }

  /**
   * What an address bills, as the tables describe it.
   * @param address slots written as `{}`
   * @param provider whose host it is; undefined for one that is not known
   */
  endpoint(address: string, provider: string | undefined): EndpointMatch | undefined {
    return this.endpointsAt(address, provider)[0];
  }

  /** What an address may bill: on a host that is not known, each with what must show it. */
  endpointsAt(address: string, provider: string | undefined): readonly EndpointMatch[] {
    // A path of one's own server is none of a provider's.
    if (/^\/(?!\/)/.test(address)) return [];
    return this.endpoints.flatMap(({ endpoint, url }): EndpointMatch[] => {
      if (!endpoint.isTelling && provider === undefined) return [];
      if (endpoint.providers && !(provider !== undefined && endpoint.providers.includes(provider))) return [];
      const found = url.exec(address);
      return found ? [{ endpoint, model: found.groups?.model }] : [];
    });
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

  /** The interfaces whose methods packages implement as HTTP requests. */
  httpInterfaces(family: LanguageFamily): readonly HttpInterfacePattern[] {
    return this.in(family).httpInterfaces;
  }

  /** The signatures whose path from the client a chain of names ends with, and that say what proves them. */
  byShape(names: readonly string[], family: LanguageFamily): readonly ShapeMatch[] {
    return this.in(family).shapes.flatMap(({ table, signature, tail }): ShapeMatch[] =>
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
   * @param argument what the call hands over, by position: an object, or those in a list
   */
  matchRequest(
    name: string,
    family: LanguageFamily,
    argument: (index: number, called?: string) => readonly Worth[],
  ): SignatureMatch | undefined {
    const found = this.in(family)
      .calls.candidates(name)
      .filter(({ entry: { signature } }) => signature.requestTypes.length)
      .flatMap(({ table, packageParts, entry: { signature } }) => {
        // What stands before a request that may be left out is of the package too.
        const index = indexOf(signature);
        const handed = [...argument(index, nameOf(signature)), ...(index > 0 ? argument(0) : [])];
        return handed.flatMap((worth): SignatureMatch[] => {
          if (worth.kind !== 'reference') return [];
          const modules = this.modulesOf(worth);
          const copy = isTelling(name) ? modules.find(parts => this.isCopy(parts, family)) : undefined;
          if (!isRequestType(worth, signature, copy ?? packageParts, modules)) return [];
          const isByShape = copy !== undefined;
          const made = { client: undefined, clientCalls: [], changed: [], chain: [], piped: [] };
          return [{ table, signature, ...made, isByShape }];
        });
      });
    return found.find(({ table, isByShape }) => !isByShape || table.provider === COPIED) ?? found[0];
  }

  /** Whether a value is of a type that a signature's request has. */
  isRequest(worth: Worth, { table, signature }: SignatureMatch): boolean {
    if (worth.kind !== 'reference') return false;
    const { family } = languages[worth.frame.program.language];
    const modules = this.modulesOf(worth);
    return packagesOf(table, family).some(name => isRequestType(worth, signature, moduleParts(name, family), modules));
  }

  /** Whether a module is of a host, as those of others are, and none that the tables know: it may be a copy of one. */
  private isCopy([host = '', ...rest]: readonly string[], family: LanguageFamily): boolean {
    return family === 'go' && host.includes('.') && rest.length > 0 && !this.in(family).isPackage([host, ...rest]);
  }

  /** The model that a value stands for. */
  modelObject(reference: ReferenceWorth): ModelObjectMatch | undefined {
    const { family } = languages[reference.frame.program.language];
    const isCall = reference.steps.at(-1)?.kind === 'call';
    const found = this.find(this.in(family).models, reference, family, isCall, { mayEndInChange: true });
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
    const found = this.find(this.in(family).decorating, reference, family, true);
    return found && { table: found.pattern.table, signature: found.pattern.entry };
  }

  /** Who serves what a client asks for, when it is made for one provider. */
  providerOf(reference: ReferenceWorth): string | undefined {
    const { family } = languages[reference.frame.program.language];
    const found = this.find(this.in(family).sellers, reference, family, true);
    const provider = found && servedBy(found.pattern.entry, found.modules).provider;
    return provider === 'unknown' ? undefined : (provider ?? found?.pattern.table.provider);
  }

  /** Where the model stands inside a wrapping call; undefined for any other value. */
  wrappedModel(reference: ReferenceWorth): { read: readonly string[]; call: NamedCall } | undefined {
    const { family } = languages[reference.frame.program.language];
    const found = this.find(this.in(family).wrappers, reference, family, true);
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
      .flatMap(name => this.in(family).messages.candidates(name))
      .flatMap(
        pattern =>
          fit(pattern, stepsOf(reference, this.lookThrough.get(pattern.table)), this.modulesOf(reference), family) ??
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
    return this.find(this.in(family).handedOut, typed, family, true)?.pattern.entry;
  }

  variants(typed: ReferenceWorth): readonly string[] {
    const { family } = languages[typed.frame.program.language];
    return this.find(this.in(family).variants, typed, family, true)?.pattern.entry ?? [];
  }

  /** Whether a value is one of the clients that a table has under a name. */
  isClient(reference: ReferenceWorth, table: SignatureTable, client: string): boolean {
    const { family } = languages[reference.frame.program.language];
    const isCall = reference.steps.at(-1)?.kind === 'call';
    const found = this.find(this.in(family).clients, reference, family, isCall);
    return found?.pattern.table === table && found.pattern.entry === client;
  }

  constant(reference: ReferenceWorth): string | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.in(family).constants, reference, family, false)?.pattern.entry;
  }

  servicesOf(family: LanguageFamily): readonly ServicePattern[] {
    return this.in(family).services;
  }

  /** What an annotation makes of the interface that carries it. */
  annotatedService(reference: ReferenceWorth): ServicePattern | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.in(family).annotations, reference, family, false)?.pattern.entry;
  }

  /** The service that a call makes, or begins to make, of the interface it is given. */
  serviceMadeBy(reference: ReferenceWorth): ServicePattern | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.in(family).serviceMakers, reference, family, true)?.pattern.entry;
  }

  passedArgument(reference: ReferenceWorth): number | string | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.in(family).passing, reference, family, true)?.pattern.entry;
  }

  /** Whether a value stands in for a model in tests. */
  isDouble(reference: ReferenceWorth): boolean {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.in(family).doubles, reference, family, true) !== undefined;
  }

  /** Who serves the models of a provider that goes by this name, where nothing else is known of it: `ctx.openai(…)`. */
  providerCalled(name: string, { modelObjects }: SignatureTable): string | undefined {
    return modelObjects?.providers.find(({ instances }) => instances.includes(name))?.provider;
  }

  lookUp(reference: ReferenceWorth): SignatureTable['lookUps'][number] | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.in(family).lookUps, reference, family, true)?.pattern.entry;
  }

  revealedBy(method: string, { language, text }: Program): RevealingEntry | undefined {
    const entry = this.in(languages[language].family).revealing.get(method);
    return entry?.mentions.some(word => text.includes(word)) ? entry : undefined;
  }

  revealedBehind(message: ReferenceWorth): RevealingEntry | undefined {
    const { program } = message.frame;
    const { family } = languages[program.language];
    const found = this.find(this.in(family).messages, message, family, true);
    return found && this.revealedBy(revealedBehind(found.pattern.table), program);
  }

  callback(reference: ReferenceWorth): CallbackEntry | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.in(family).callbacks, reference, family, true)?.pattern.entry;
  }

  /** The table that says what a name of a model means, for one that may leave that to another SDK's. */
  namingOf(table: SignatureTable, taker: { readonly namesModelsAs?: string | undefined } | undefined): SignatureTable {
    const sdk = taker?.namesModelsAs;
    return (sdk !== undefined && this.tables.find(each => each.sdk === sdk)) || table;
  }

  isChange(method: string): boolean {
    return this.allLookedThrough.has(method);
  }

  generic(reference: ReferenceWorth): Readonly<Record<string, number>> | undefined {
    const { family } = languages[reference.frame.program.language];
    return this.find(this.in(family).generics, reference, family, false)?.pattern.entry;
  }

  collection(decorator: ReferenceWorth, field: string): ((decorator: ReferenceWorth) => boolean) | undefined {
    const { family } = languages[decorator.frame.program.language];
    const wanted = this.find(this.in(family).collections, decorator, family, false)?.pattern.entry.fields[field];
    return wanted === undefined
      ? undefined
      : each => this.find(this.in(family).collected, each, family, false)?.pattern.entry === wanted;
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
    const modules = this.modulesOf(reference);
    const seen = new Map<SignatureTable, ReturnType<typeof stepsOf>>();
    for (const name of this.lastNames(reference, isCall))
      for (const pattern of index.candidates(name)) {
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

  /** The parts of the names of the modules that a reference can be of. */
  private modulesOf({ module, opens, frame }: ReferenceWorth): readonly string[][] {
    const patterns = this.in(languages[frame.program.language].family);
    const modules = module === '' ? ['', ...(opens ?? frame.program.opens)] : [module];
    return modules.map(each => patterns.partsOf(each));
  }

  /** What is called, or read, last: as it stands, and without what is looked through. */
  private lastNames(reference: ReferenceWorth, isCall: boolean): ReadonlySet<string> {
    const back = isCall ? -2 : -1;
    const paths = [stepsOf(reference).path, stepsOf(reference, this.allLookedThrough).path];
    return new Set(paths.map(path => path.at(back)?.token ?? ''));
  }
}

/** @param modules the parts of the names of the modules that the value can be of */
function isRequestType(
  worth: ReferenceWorth,
  { requestTypes }: CallSignature,
  packageParts: readonly string[],
  modules: readonly (readonly string[])[],
): boolean {
  const { path } = stepsOf(worth);
  const { family } = languages[worth.frame.program.language];
  return modules.some(parts => {
    const own = [...classesIn(parts, family).map(memberStep), ...path];
    const rest = behindPackage(parts, own, packageParts, own[0]?.token);
    // Ruby makes objects by `Type.new`, Java by `Type.builder()`.
    const [type, made] = (rest ?? []).filter(({ token }) => token !== 'new' && token !== 'builder');
    return type !== undefined && made?.token === CALL && requestTypes.includes(type.token);
  });
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

const nameOf = ({ request }: CallSignature): string | undefined =>
  typeof request === 'object' ? request.name : undefined;

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
