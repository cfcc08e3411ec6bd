import type { Hop } from '../callsites';
import type { PromptFile } from '../syntax';
import type { Range } from '../text';
import { commentsIn } from './comments';
import { MarkedTextBuilder, type MarkedText, type Slot } from './markedText';
import { requestEntry, type WrittenRequest } from './requests';
import { scriptRequests } from './shellFile';
import type { ChangeOfName } from './template';
import type { Contents } from './types';

/** Requests of one file that are read. */
const MAX_REQUESTS = 2_000;
/** Variables in variables in variables. */
const MAX_NESTED = 8;
/** Variables of one file that are filled in: values of values grow without end. */
const MAX_FILLED = 20_000;

const VARIABLE = /\{\{([^{}\n]{1,200})\}\}/g;
const REQUEST_LINE = /^(?:([A-Z]{3,10})[ \t]+)?(\S.*?)(?:[ \t]+HTTP\/[\d.]+)?[ \t]*$/;
/** What marks scripts, references to responses and bodies in files, behind or in place of a body. */
const DIRECTIVE = /^(?:<|>)(?:[ \t@{]|[<>]?[ \t]|>!)/;

/** Names that each request fills anew: github.com/Huachao/vscode-restclient (system variables), read 2026-11-28 */
const SYSTEM: readonly (readonly [RegExp, Pick<Slot, 'volatility' | 'changes'>])[] = [
  [/^\$(?:guid|uuid|randomInt|random\b)/, { volatility: 'random', changes: 'call' }],
  [/^\$(?:timestamp|datetime|localDatetime|isoTimestamp)/, { volatility: 'time', changes: 'second' }],
  [/^\$(?:processEnv|dotenv)\b/, { volatility: 'none', changes: 'deployment' }],
];

interface Line extends Range {
  readonly text: string;
}

/** The lines of one request. */
interface Block {
  readonly name: string;
  readonly lines: readonly Line[];
}

/** Raw requests of the REST Client, of JetBrains' HTTP client and of Visual Studio, which agree on what is read here. */
export function readHttpFile(
  file: PromptFile,
  changeOf: ChangeOfName,
  isEndpoint: (address: string) => boolean,
): Contents {
  const { text } = file;
  const lines = linesOf(text);
  const variables = new Variables(file, changeOf, lines);
  const contents = blocksOf(lines)
    .slice(0, MAX_REQUESTS)
    .flatMap(block => {
      const request = requestIn(block, variables) ?? curlIn(block, file, changeOf);
      return request ? [requestEntry(file.file, text, request, isEndpoint)] : [];
    });
  return {
    entries: contents.flatMap(({ entry }) => entry ?? []),
    limits: contents.flatMap(({ limit }) => limit ?? []),
    comments: commentsIn(text),
  };
}

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map(whole => {
    const line = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
    const made = { start, end: start + line.length, text: line };
    start += whole.length + 1;
    return made;
  });
}

/** The lines between lines that begin with `###`; what follows it is the request's name. */
function blocksOf(lines: readonly Line[]): Block[] {
  const blocks: { name: string; lines: Line[] }[] = [{ name: '', lines: [] }];
  for (const line of lines) {
    const separator = /^###+(.*)$/.exec(line.text);
    if (separator) blocks.push({ name: separator[1]?.trim() ?? '', lines: [] });
    else blocks.at(-1)?.lines.push(line);
  }
  return blocks;
}

const isComment = (text: string): boolean => /^\s*(?:#|\/\/)/.test(text);

function requestIn(block: Block, variables: Variables): WrittenRequest | undefined {
  const { lines } = block;
  const first = lines.findIndex(({ text }) => text.trim() !== '' && !isComment(text) && !/^\s*@[\w.-]+\s*=/.test(text));
  const line = lines[first];
  const [, method = 'GET', address = ''] = (line && REQUEST_LINE.exec(line.text)) ?? [];
  if (!line || method !== 'POST') return undefined;
  const named = lines
    .slice(0, first)
    .map(({ text }) => /^\s*(?:#|\/\/)\s*@name\s*=?\s*(\S+)/.exec(text)?.[1])
    .find(Boolean);
  const blank = lines.findIndex(({ text }, index) => index > first && text.trim() === '');
  const body = blank === -1 ? [] : bodyLines(lines.slice(blank + 1));
  const isInFile =
    body.length === 0 && blank !== -1 && lines.slice(blank + 1).some(({ text }) => /^<[ \t@]/.test(text));
  const start = line.start + line.text.indexOf(address);
  const last = lines.findLast(each => each.text.trim() !== '') ?? line;
  const [from, to] = [body[0], body.at(-1)];
  return {
    range: { start: line.start, end: to?.end ?? Math.max(line.end, blank === -1 ? last.end : line.end) },
    line: { start: line.start, end: line.end },
    name: named ?? block.name,
    url: variables.fill({ start, end: start + address.length }),
    body: from && to ? variables.fill({ start: from.start, end: to.end }) : undefined,
    ...(isInFile ? { because: 'a body in another file' } : {}),
  };
}

/** A request that is written as a command. */
function curlIn({ lines }: Block, file: PromptFile, changeOf: ChangeOfName): WrittenRequest | undefined {
  const first = lines.find(({ text }) => text.trim() !== '' && !isComment(text));
  const last = lines.at(-1);
  if (!first || !last || !/^\s*curl\s/.test(first.text)) return undefined;
  return scriptRequests(file, changeOf, { start: first.start, end: last.end })[0];
}

/** The lines of a body, without what a client is told to do with the response. */
function bodyLines(lines: readonly Line[]): Line[] {
  const end = lines.findIndex(({ text }) => DIRECTIVE.test(text));
  const body = end === -1 ? [...lines] : lines.slice(0, end);
  const first = body.findIndex(({ text }) => text.trim() !== '');
  if (first === -1) return [];
  return body.slice(first, body.findLastIndex(({ text }) => text.trim() !== '') + 1);
}

/** What `@name = value` lines of a file set, wherever they stand. */
class Variables {
  private readonly values = new Map<string, Range>();
  private filled = 0;

  constructor(
    private readonly file: PromptFile,
    private readonly changeOf: ChangeOfName,
    lines: readonly Line[],
  ) {
    for (const line of lines) {
      const found = /^(\s*@([\w.-]+)\s*=\s*)(.*?)\s*$/.exec(line.text);
      if (!found) continue;
      const start = line.start + (found[1]?.length ?? 0);
      this.values.set(found[2] ?? '', { start, end: start + (found[3]?.length ?? 0) });
    }
  }

  /** A stretch of the file with the variables in it filled in; those that are not known are slots. */
  fill(range: Range): MarkedText {
    const builder = new MarkedTextBuilder();
    this.add(builder, range, []);
    return builder.build();
  }

  private add(builder: MarkedTextBuilder, range: Range, within: readonly string[]): void {
    const { file, text } = this.file;
    const hops = within
      .toReversed()
      .map((name): Hop => ({ kind: 'binding', name, place: { file, range: this.values.get(name) ?? range } }));
    let from = range.start;
    for (const match of text.slice(range.start, range.end).matchAll(VARIABLE)) {
      const [expression, inner = ''] = match;
      const at = range.start + match.index;
      builder.add(text.slice(from, at), from, hops);
      from = at + expression.length;
      const name = inner.trim();
      const value = this.values.get(name);
      if (value && !within.includes(name) && within.length < MAX_NESTED && this.filled < MAX_FILLED) {
        this.filled += 1;
        this.add(builder, value, [...within, name]);
        continue;
      }
      const known = SYSTEM.find(([pattern]) => pattern.test(name))?.[1] ?? this.changeOf(name);
      builder.slot({ name, expression, range: { start: at, end: from }, ...known });
    }
    builder.add(text.slice(from, range.end), from, hops);
  }
}
