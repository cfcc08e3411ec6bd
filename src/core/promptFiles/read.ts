import { readValues, commentsAbove, parseDirective, type CallSite, type FindServices } from '../callsites';
import { providerId } from '../pricing';
import type { Comment, PromptFile } from '../syntax';
import { LineMap } from '../text';
import type { SignatureMatch } from '../signatures';
import { isConfiguration, readConfiguration } from './configurations';
import { formats } from './formats';
import { readDotprompt, readPromptMarkdown, readPrompty } from './frontMatterFiles';
import { readHttpFile } from './httpFile';
import { readShellFile } from './shellFile';
import type { ChangeOfName } from './template';
import type { Contents, Entry, ReadBeside } from './types';
import { frameOf, NO_BLOCK } from './worths';

export interface PromptFileSites {
  /** In the order of the text. */
  readonly sites: readonly CallSite[];
  readonly comments: readonly Comment[];
  /** What could not be read, and why, for people. */
  readonly limits: readonly string[];
}

/** Entries of one file that are read; nobody writes more by hand. */
const MAX_ENTRIES = 2_000;

/** False for a file that says nothing of models, as a look at a word or its name tells. */
export function mayHoldPrompts(file: PromptFile, words: RegExp): boolean {
  const { language, text } = file;
  switch (language) {
    case 'dotprompt':
    case 'prompty':
    case 'promptfile':
      return /^---[ \t]*$/m.test(text.slice(0, 5_000));
    case 'http':
      return /^\s*(?:POST|curl)[ \t]/m.test(text) && words.test(text);
    case 'shell':
      return text.includes('curl') && words.test(text);
    case 'yaml':
      return isConfiguration(file);
  }
}

/** The calls that a file writes out and the models that it names. Never throws for what stands in it. */
export function readPromptFile(file: PromptFile, services: FindServices): PromptFileSites {
  const frame = frameOf(file.file, file.text);
  const knowledge = services.resolver.knowledge(frame);
  const besides: ReadBeside = name => services.resolver.host.textFile({ name, beside: file.file }, frame.program);
  const { entries, limits, comments = [] } = contentsOf(file, name => knowledge.changeOfName(name), besides, services);
  const lines = new LineMap(file.text);
  const ordinals = new Map<string, number>();
  const sites = entries.slice(0, MAX_ENTRIES).map((entry): CallSite => {
    const site = siteOf(file, entry, services);
    const ordinal = ordinals.get(site.id) ?? 0;
    ordinals.set(site.id, ordinal + 1);
    const directive = [entry.nameRange, entry.range]
      .flatMap(({ start }) => commentsAbove(comments, lines.position(start).line, lines))
      .map(parseDirective)
      .find(each => each !== undefined);
    return { ...site, id: `${site.id}:${String(ordinal)}`, ...(directive ? { directive } : {}) };
  });
  const tooMany = entries.length > MAX_ENTRIES ? ['The file holds more requests than are read.'] : [];
  return {
    sites: sites.sort((a, b) => a.where.method.start - b.where.method.start),
    comments,
    limits: [...limits, ...tooMany],
  };
}

function contentsOf(
  file: PromptFile,
  changeOf: ChangeOfName,
  besides: ReadBeside,
  { signatures, hosts }: FindServices,
): Contents {
  const isEndpoint = (address: string): boolean => signatures.endpoint(address, hosts(address)) !== undefined;
  switch (file.language) {
    case 'dotprompt':
      return readDotprompt(file, changeOf);
    case 'prompty':
      return readPrompty(file, changeOf);
    case 'promptfile':
      return readPromptMarkdown(file, changeOf);
    case 'http':
      return readHttpFile(file, changeOf, isEndpoint);
    case 'shell':
      return readShellFile(file, changeOf, isEndpoint);
    case 'yaml':
      return readConfiguration(file, changeOf, besides);
  }
}

function siteOf(file: PromptFile, entry: Entry, services: FindServices): CallSite {
  const frame = frameOf(file.file, file.text);
  const match = matchOf(entry, services);
  const call = {
    kind: 'call' as const,
    range: entry.range,
    callee: { kind: 'other' as const, range: entry.nameRange },
    arguments: [],
    argumentsRange: undefined,
    isNew: false,
    scope: frame.program.module,
    block: NO_BLOCK,
    nameRange: entry.nameRange,
  };
  const { modelPlace, ...values } = readValues(services, [match], call, frame);
  return {
    ...values,
    id: `${file.file}#${entry.symbol}:${values.signature}`,
    file: file.file,
    language: file.language,
    role: match.signature.role,
    mode: entry.mode ?? values.mode,
    provider: providerOf(entry, values.provider),
    where: {
      method: entry.nameRange,
      call: entry.range,
      ...(modelPlace?.file === file.file ? { model: modelPlace.range } : {}),
    },
    context: { symbol: entry.symbol, inLoop: entry.inLoop ?? false, inTest: services.isTest(file.file) },
  };
}

function matchOf({ format, body, address, mode }: Entry, { signatures, hosts }: FindServices): SignatureMatch {
  const { table, client, signature: own } = formats[format];
  const signature = writesText(mode) ? own : { ...own, outputCap: undefined };
  const match: SignatureMatch = {
    table,
    signature,
    client,
    clientCalls: [],
    changed: [],
    chain: [],
    piped: [],
    endpoint: { body },
  };
  const found = address === undefined ? undefined : signatures.endpoint(address, hosts(address));
  if (address === undefined || !found) return match;
  const model = found.model === undefined || found.model.includes('{}') ? undefined : found.model;
  const at = 'at' in body ? body.at : { file: '', range: { start: 0, end: 0 } };
  return {
    ...match,
    signature: { ...signature, ...found.endpoint.call, http: undefined },
    endpoint: {
      addresses: [address],
      body,
      ...(model === undefined
        ? {}
        : { model: { kind: 'text', parts: [{ kind: 'text', text: decoded(model) }], at, trail: [] } }),
    },
  };
}

/** Only what a model writes can be capped. */
const writesText = (mode: Entry['mode']): boolean => mode === undefined || mode === 'text';

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A per cent sign that encodes nothing stands for itself.
    return text;
  }
}

/** What the format says comes before what a prefix says; names of nobody known say nothing. */
function providerOf({ provider: named }: Entry, provider: CallSite['provider']): CallSite['provider'] {
  if (named !== undefined && provider.evidence !== 'baseUrl')
    return { id: providerId(named), evidence: 'modelPrefix', detail: named };
  return provider.evidence === 'modelPrefix' && provider.id !== undefined
    ? { ...provider, id: providerId(provider.id) }
    : provider;
}
