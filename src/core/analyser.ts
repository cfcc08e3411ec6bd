import {
  emptyAnalysis,
  type AnalysisSettings,
  type CallReport,
  type FileAnalysis,
  type FileFacts,
  type PromptReport,
} from './analysis';
import type { Configuration } from './configuration';
import {
  addressNames,
  describeFunction,
  findCallSites,
  findPromptTexts,
  withTrails,
  type CallSite,
  type DescribedFunction,
  type FoundSites,
  type PromptText,
} from './callsites';
import { compare, estimateSite, type Estimate } from './estimates';
import type { CancelSignal, Grammars, Workspace } from './ports';
import { mayHoldPrompts, readPromptFile } from './promptFiles';
import { makerOf, providerId, providerOfHost, servesModel, type Catalogue } from './pricing';
import { Linker } from './resolve';
import { check, Suppressions, type Finding, type RuleContext } from './rules';
import { definedWords, endpointWords, pathWords, prefilter, Signatures, signatureTables } from './signatures';
import {
  type Comment,
  insertEntry,
  isPromptFileLanguage,
  jsonEntries,
  languages,
  moveToEnd,
  plainProgram,
  type Program,
  Programs,
  type PromptFile,
  readSource,
  type Source,
  type SourceInput,
  SourceParser,
} from './syntax';
import { isTestFile, isWithin, LineMap } from './text';
import { Counters, countTokens, tokenizerFor } from './tokens';

export interface AnalyserServices {
  readonly grammars: Grammars;
  readonly catalogue: Catalogue;
  readonly workspace: Workspace;
}

/** What a workspace's files tell of each other. */
export interface Learnt {
  /** Names of functions that hand what they are passed on to a request. */
  readonly wrappers: readonly string[];
  /** Names of methods of the SDKs that the workspace uses. */
  readonly methods: readonly string[];
  /** Names of constants of the workspace in which addresses that may bill are written. */
  readonly addresses: readonly string[];
}

/** What a folder's own configuration says. */
export interface FolderConfiguration {
  /** All names of the folder: its own, and that which links on the way to it lead to. The first is the longest. */
  readonly folders: readonly string[];
  /** The configuration's file, as places name it. */
  readonly file: string;
  readonly configuration: Configuration;
}

/** What calls are recognised and values followed by. */
interface Tools {
  readonly signatures: Signatures;
  readonly linker: Linker;
  /** Found in texts with something that the workspace's own tables describe. */
  readonly words: RegExp | undefined;
}

/** Lines that are named where calls could not be followed. */
const MAX_LINES = 5;

/** Tells of calls whose values lead too deep. */
function unfollowed(calls: FoundSites['tooDeep'], { text }: Program): string[] {
  if (!calls.length) return [];
  const map = new LineMap(text);
  const lines = [...new Set(calls.map(({ nameRange }) => map.position(nameRange.start).line + 1))].sort(
    (a, b) => a - b,
  );
  const named = [...lines.slice(0, MAX_LINES), ...(lines.length > MAX_LINES ? ['others'] : [])].join(', ');
  return [`What is passed in ${lines.length > 1 ? 'lines' : 'line'} ${named} leads too deep to be followed.`];
}

/** Thrown out of an analysis that nobody waits for any more. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

interface Found extends FoundSites {
  readonly texts: readonly PromptText[];
  /** Names whose mentions in other files matter. */
  readonly asks: readonly string[];
}

/** A text in which calls are, with what the rules ask of it. */
interface ReadText {
  readonly text: string;
  readonly language: CallSite['language'];
  readonly comments: readonly Comment[];
}

/** The whole pipeline for one file: source → call sites → prompt → tokens → price → estimate → findings. */
export class Analyser {
  readonly counters = new Counters();
  private readonly programs: Programs;
  private readonly tables = Object.values(signatureTables);
  private readonly tools: Tools;
  private configured: readonly { readonly folders: readonly string[]; readonly tools: Tools }[] = [];
  private readonly filter = prefilter(this.tables);
  private readonly addresses = endpointWords(this.tables);
  private readonly paths = pathWords(this.tables);
  private wrapperNames: ReadonlySet<string> = new Set();
  private addressFilter: RegExp | undefined;
  private learntFilter: RegExp | undefined;

  constructor(private readonly services: AnalyserServices) {
    this.programs = new Programs(new SourceParser(services.grammars));
    this.tools = this.toolsFrom(new Signatures(this.tables));
  }

  /** Takes what folders say for the files in them, from now on. */
  configure(configurations: readonly FolderConfiguration[]): void {
    this.configured = configurations
      .filter(({ configuration }) => configuration.tables.length)
      .map(({ folders, file, configuration: { tables } }) => {
        const places = new Map(tables.map(({ table, range }) => [table, { file, range }] as const));
        const own = { tables: tables.map(({ table }) => table), folders, places };
        return { folders, tools: this.toolsFrom(new Signatures(this.tables, own)) };
      });
  }

  private toolsFrom(signatures: Signatures): Tools {
    const { tables } = signatures.own;
    const linker = new Linker(this.programs, this.services.workspace, signatures);
    return { signatures, linker, words: tables.length ? definedWords(tables) : undefined };
  }

  /** Those of the folder that a file lies in, the innermost of several. */
  private toolsFor(file: string): Tools {
    const around = this.configured.filter(({ folders }) => folders.some(folder => isWithin(file, folder)));
    const depth = ({ folders }: { readonly folders: readonly string[] }): number => folders[0]?.length ?? 0;
    const [first, ...rest] = around;
    return first ? rest.reduce((best, each) => (depth(each) > depth(best) ? each : best), first).tools : this.tools;
  }

  private knowledge({ signatures }: Tools) {
    return {
      signatures,
      hosts: providerOfHost,
      makers: makerOf,
      serves: servesModel,
      providerNames: providerId,
      isTest: (file: string) => isTestFile(this.services.workspace.nameOf(file)),
    };
  }

  /** False when no signature's own words stand in the text, so that it need not be parsed. */
  mayHoldCalls(source: Source | PromptFile): boolean {
    if (isPromptFile(source)) return mayHoldPrompts(source, this.addresses);
    const { text, language } = source;
    return (
      this.filter[languages[language].family].test(text) ||
      this.learntFilter?.test(text) === true ||
      this.addressFilter?.test(text) === true ||
      this.toolsFor(source.file).words?.test(text) === true ||
      text.includes('meterline: prompt')
    );
  }

  /** Takes what only a look at all files tells. */
  learn({ wrappers, methods, addresses }: Learnt): void {
    this.wrapperNames = new Set(wrappers);
    this.learntFilter = oneOf([...wrappers, ...methods], '\\s*\\(');
    this.addressFilter = oneOf(addresses, '(?![\\w$])');
  }

  /**
   * Never rejects for what stands in the file: what could not be done is told in `limits`.
   * Rejects with `Cancelled` when the signal says so.
   * @param now the moment that dated prices are taken at
   */
  async analyse(
    input: SourceInput,
    settings: AnalysisSettings,
    now: Date,
    signal?: CancelSignal,
  ): Promise<FileAnalysis> {
    const reading = readSource(input);
    return reading.kind === 'unread'
      ? emptyAnalysis(input.file, [sentence(reading.because)])
      : this.analyseSource(reading.source, settings, now, signal);
  }

  /** The same for a file that has been read already. */
  async analyseSource(
    source: Source | PromptFile,
    settings: AnalysisSettings,
    now: Date,
    signal?: CancelSignal,
  ): Promise<FileAnalysis> {
    const nothing = emptyAnalysis(source.file);
    if (!this.mayHoldCalls(source)) return nothing;
    if (isPromptFile(source)) return this.analysePromptFile(source, settings, now, signal);
    const { file, stretches } = source;
    const program = await this.programs.of(source);
    checkCancelled(signal);
    if (!program) return { ...nothing, limits: ['The file could not be parsed.'] };
    const { sites, texts, wrappers, asks, tooDeep } = await this.find(program);
    checkCancelled(signal);
    const calls = await this.reports(sites, settings, now, signal);
    const failures = unfollowed(tooDeep, program);
    const findings = await this.findings(program, calls, settings, failures);
    const prompts: PromptReport[] = [];
    for (const prompt of texts) {
      const report = await this.promptReport(prompt, calls);
      if (report.tokens >= settings.promptTextTokens || !prompt.callSites.length) prompts.push(report);
    }
    const limits = program.isTruncated
      ? ['The file is too large or too deeply nested to be read whole.', ...failures]
      : failures;
    return {
      file,
      ...(stretches ? { stretches } : {}),
      calls,
      prompts,
      findings,
      limits,
      wrappers,
      methods: this.methodsOf(program),
      addresses: this.addressesOf(program),
      asks,
    };
  }

  /** What a file tells others and asks of them, without its figures; undefined when there is nothing to tell. */
  async facts(source: Source | PromptFile): Promise<FileFacts | undefined> {
    if (isPromptFile(source)) return undefined;
    const program = await this.programs.of(source);
    if (!program) return undefined;
    const { wrappers, asks } = await this.find(program);
    return { wrappers, methods: this.methodsOf(program), addresses: this.addressesOf(program), asks };
  }

  /** Frees what is kept of texts, until they are analysed again. */
  forget(): void {
    this.programs.forget();
  }

  /** A file that is no program has no wrappers and leads nowhere. */
  private async analysePromptFile(
    source: PromptFile,
    settings: AnalysisSettings,
    now: Date,
    signal: CancelSignal | undefined,
  ): Promise<FileAnalysis> {
    const { sites, comments, limits } = await this.readPromptFile(source);
    const calls = await this.reports(sites, settings, now, signal);
    const failures: string[] = [];
    const findings = await this.findings({ ...source, comments }, calls, settings, failures);
    return { ...emptyAnalysis(source.file, [...limits, ...failures]), calls, findings };
  }

  private async readPromptFile(source: PromptFile): Promise<ReturnType<typeof readPromptFile>> {
    const program = plainProgram(source.file, source.text);
    const { answer } = await this.tools.linker.resolve(program, resolver =>
      readPromptFile(source, { ...this.knowledge(this.tools), resolver }),
    );
    return answer;
  }

  private async reports(
    sites: readonly CallSite[],
    settings: AnalysisSettings,
    now: Date,
    signal: CancelSignal | undefined,
  ): Promise<CallReport[]> {
    const calls: CallReport[] = [];
    for (const site of sites) {
      calls.push(await this.report(site, settings, now));
      checkCancelled(signal);
    }
    return calls;
  }

  /** The call sites of a text, without figures. */
  async callSites(input: SourceInput): Promise<readonly CallSite[]> {
    const reading = readSource(input);
    if (reading.kind === 'unread') return [];
    if (reading.kind === 'promptFile') return (await this.readPromptFile(reading.source)).sites;
    const program = await this.programs.of(reading.source);
    return program ? (await this.find(program)).sites : [];
  }

  /** The function whose name stands at an offset of a text. */
  async functionAt(input: SourceInput, offset: number): Promise<DescribedFunction> {
    const none: DescribedFunction = { kind: 'none', because: 'no function stands here that could be read' };
    const reading = readSource(input);
    const program = reading.kind === 'source' ? await this.programs.of(reading.source) : undefined;
    if (!program) return none;
    const tools = this.toolsFor(program.file);
    const { answer } = await tools.linker.resolve(program, resolver =>
      describeFunction(program, offset, { ...this.knowledge(tools), resolver }),
    );
    return answer;
  }

  dispose(): void {
    this.programs.dispose();
  }

  private async find(program: Program): Promise<Found> {
    const tools = this.toolsFor(program.file);
    const { answer, asks, others } = await tools.linker.resolve(program, resolver => {
      const found = findCallSites(program, {
        ...this.knowledge(tools),
        resolver,
        wrapperNames: this.wrapperNames,
        namesAddress: text => this.addressFilter?.test(text) === true,
      });
      return { ...found, texts: findPromptTexts(program, found.sites, resolver) };
    });
    return { ...answer, sites: answer.sites.map(site => withTrails(site, others)), asks };
  }

  /** The methods of the SDKs that a file imports. */
  private methodsOf({ file, module, opens, language }: Program): readonly string[] {
    const { signatures } = this.toolsFor(file);
    const { family } = languages[language];
    const modules = [...module.bindings.values()].flat().flatMap(binding => binding.import?.module ?? []);
    const sdks = [...modules, ...opens].flatMap(each => signatures.tablesOf(each, family));
    return signatures.methodsOf(new Set(sdks));
  }

  private addressesOf(program: Program): readonly string[] {
    return isTestFile(this.services.workspace.nameOf(program.file))
      ? []
      : addressNames(program, text => this.paths.test(text));
  }

  private async report(site: CallSite, settings: AnalysisSettings, now: Date): Promise<CallReport> {
    const { catalogue } = this.services;
    const estimate = await estimateSite(site, catalogue, settings.estimates, now, this.counters);
    return { site, estimate, comparison: await compare(site, catalogue, settings.estimates, now, this.counters) };
  }

  private async findings(
    program: ReadText,
    calls: readonly CallReport[],
    settings: AnalysisSettings,
    failures: string[],
  ): Promise<Finding[]> {
    const suppressions = new Suppressions(program.comments, new LineMap(program.text));
    const findings: Finding[] = [];
    for (const { site, estimate } of calls) {
      const context = await this.ruleContext(program, site, estimate);
      const onFailure = (rule: string, error: unknown): void => {
        failures.push(`Rule ${rule} failed on a call: ${error instanceof Error ? error.message : String(error)}`);
      };
      findings.push(...check(site, estimate, context, { severities: settings.rules, suppressions, onFailure }));
    }
    return withoutRepetitions(findings);
  }

  private async ruleContext({ text, language }: ReadText, site: CallSite, estimate: Estimate): Promise<RuleContext> {
    const facts =
      estimate.kind === 'priced'
        ? estimate.tokenizer
        : tokenizerFor(site.model.kind === 'known' ? site.model.id : '', site.provider.id);
    const counter = await this.counters.load(facts.encoding);
    const entries = isPromptFileLanguage(language) ? jsonEntries : languages[language].entries;
    return {
      count: each => countTokens(each, counter, facts),
      addOutputCap({ outputCap }, tokens) {
        const insertion = outputCap.state === 'missing' ? outputCap.insertion : undefined;
        return insertion && insertEntry(text, insertion, String(tokens), entries);
      },
      moveToEnd: (literal, slot) => moveToEnd(text, literal, slot),
    };
  }

  /** A prompt text is counted and priced for the first call that it reaches and whose model is known. */
  private async promptReport(prompt: PromptText, calls: readonly CallReport[]): Promise<PromptReport> {
    const reached = calls.filter(({ site }) => prompt.callSites.includes(site.id));
    const priced = reached.map(({ estimate }) => estimate).find(estimate => estimate.kind === 'priced');
    const facts = priced?.kind === 'priced' ? priced.tokenizer : tokenizerFor('', undefined);
    const counter = await this.counters.load(facts.encoding);
    const text = prompt.parts.map(part => (part.kind === 'text' ? part.text : '')).join('');
    const tokens = countTokens(text, counter, facts);
    const rate = priced?.kind === 'priced' ? priced.card.rates.input : undefined;
    return {
      prompt,
      tokens,
      exactness: facts.exactness,
      model: priced?.kind === 'priced' ? priced.card.model : undefined,
      // A million calls at USD per million tokens: the factors cancel out.
      costPerMillionCalls: rate === undefined ? undefined : tokens * rate,
    };
  }
}

/** Several calls that share a prompt share what is wrong with it. */
function withoutRepetitions(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, at }) => {
    const key = `${rule}:${String(at.start)}:${String(at.end)}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Finds any of some names, with what has to follow it. */
function oneOf(names: readonly string[], followed: string): RegExp | undefined {
  const words = names.filter(name => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)).map(name => name.replaceAll('$', '\\$'));
  return words.length ? new RegExp(`(?<![\\w$])(?:${words.join('|')})${followed}`) : undefined;
}

const isPromptFile = (source: Source | PromptFile): source is PromptFile => isPromptFileLanguage(source.language);

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function checkCancelled(signal: CancelSignal | undefined): void {
  if (signal?.isCancelled) throw new Cancelled('The analysis was cancelled.');
}
