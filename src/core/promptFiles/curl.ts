import { MARK, type MarkedText } from './markedText';
import type { WrittenRequest } from './requests';
import type { Command } from './shellWords';

/** Options with a value, by what is done with it: https://curl.se/docs/manpage.html of curl 8, read 2026-11-28 */
const DATA: ReadonlySet<string> = new Set(['-d', '--data', '--data-raw', '--data-binary', '--data-ascii', '--json']);
const FORM: ReadonlySet<string> = new Set(['-F', '--form', '--form-string']);
const WITH_VALUE =
  /^(?:-[AbcCDeEhHKmoPQrtTuUwxyYzX]|--(?:request|header|output|max-time|connect-timeout|user|user-agent|cookie|cookie-jar|referer|proxy|write-out|retry|retry-delay|retry-max-time|cacert|cert|key|resolve|config|upload-file|dump-header|data-urlencode|limit-rate|interface|proxy-user|unix-socket|output-dir|variable|expand-data|stderr|trace|trace-ascii|max-redirs))$/;
const SHORT_WITH_VALUE = /[AbcCdDeEFHKmoPQrtTuUwxyYzX]/;

/** Programs that only write what they are given. */
const WRITERS: ReadonlySet<string> = new Set(['cat', 'echo', 'error', 'info', 'log', 'print', 'printf', 'warn']);

export interface CurlServices {
  /** What a command writes; undefined when that is not known. */
  readonly outputOf: (command: Command) => MarkedText | undefined;
  /** What the script has written to a file. */
  readonly file: (name: string) => MarkedText | undefined;
}

/** The request that a command sends by POST; undefined for any other command. */
export function curlRequest(
  { words, input, range, inLoop, piped }: Command,
  { outputOf, file }: CurlServices,
): WrittenRequest | undefined {
  const index = words.findIndex(({ text }) => /^(?:\S*\/)?curl$/.test(text));
  const program = words[index];
  if (!program || WRITERS.has(words[0]?.text ?? '')) return undefined;
  const options = optionsOf(words.slice(index + 1));
  const url = options.find(({ name }) => name === '--url')?.value ?? options.find(isUrl)?.value;
  const method = options.findLast(({ name }) => name === '-X' || name === '--request')?.value.text.toUpperCase();
  const data = options.filter(({ name }) => DATA.has(name));
  const form = options.filter(({ name }) => FORM.has(name));
  const isPost = method === undefined ? data.length + form.length > 0 : method === 'POST' || method === MARK;
  if (!url || !isPost || options.some(({ name }) => name === '-G' || name === '--get')) return undefined;
  const line = program.rangeOf(0, program.text.length);
  const body = data.at(0)?.value;
  const request = { range, line, name: '', url, inLoop };
  if (form.length) return { ...request, body: undefined, fields: form.flatMap(({ value }) => fieldOf(value)) };
  if (body?.text === '@-') {
    const read = input ?? (piped && outputOf(piped));
    return { ...request, body: read, because: 'a body that another command writes' };
  }
  const isInFile = body?.text.startsWith('@') === true;
  const written = isInFile ? file(body.slice(1, body.text.length).written) : undefined;
  if (written) return { ...request, body: written };
  return { ...request, body: isInFile ? undefined : body, ...(isInFile ? { because: 'a body in another file' } : {}) };
}

interface Option {
  /** Empty for a word that is no option. */
  readonly name: string;
  readonly value: MarkedText;
}

function optionsOf(words: readonly MarkedText[]): Option[] {
  const options: Option[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (!word) break;
    const { text } = word;
    const short = /^-(?!-)([a-zA-Z0-9#:]+)/.exec(text)?.[1];
    const letter = short === undefined ? -1 : [...short].findIndex(each => SHORT_WITH_VALUE.test(each));
    if (short !== undefined && letter !== -1) {
      const name = `-${short[letter] ?? ''}`;
      const isJoined = letter + 2 < text.length;
      const value = isJoined ? word.slice(letter + 2, text.length) : words[index + 1];
      if (!isJoined) index += 1;
      if (value) options.push({ name, value });
    } else if (text.startsWith('-')) {
      const takes = DATA.has(text) || FORM.has(text) || text === '--url' || WITH_VALUE.test(text);
      const value = takes ? words[index + 1] : undefined;
      if (takes) index += 1;
      options.push({ name: text, value: value ?? word });
    } else options.push({ name: '', value: word });
  }
  return options;
}

const isUrl = ({ name, value: { text } }: Option): boolean =>
  name === '' &&
  (/^https?:\/\//i.test(text) ||
    (text.startsWith(MARK) && text.length > 1) ||
    text === MARK ||
    /^[\w.-]+(?:\.[a-z]{2,}|:\d+)\//i.test(text));

/** `model=whisper-1`; a field whose value is a file says no more than its name. */
function fieldOf(value: MarkedText): { name: string; value: MarkedText }[] {
  const at = value.text.indexOf('=');
  if (at <= 0 || /^[@<]/.test(value.text.slice(at + 1))) return [];
  return [{ name: value.text.slice(0, at), value: value.slice(at + 1, value.text.length) }];
}
