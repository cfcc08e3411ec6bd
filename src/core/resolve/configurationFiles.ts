import { isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { Range } from '../text';

/** A value of a configuration file: what is written there, and where. */
export interface Entry {
  readonly text: string;
  readonly range: Range;
}

/** By its name in canonical form. */
export type Entries = ReadonlyMap<string, Entry>;

/** Characters of a file that is read; one that is written by hand is far shorter. */
const MAX_LENGTH = 200_000;
const MAX_ENTRIES = 5_000;
const MAX_DEPTH = 20;
/** Keys of a document that holds only where a profile is active: nothing tells whether it is. */
const CONDITIONS = ['spring.config.activate.onprofile', 'spring.profiles', 'spring.config.activate.oncloudplatform'];

/**
 * A setting's name as all spellings of it are compared: `spring.ai.openai.chat.options.max-tokens`, `OpenAI:Model`,
 * `OpenAI__Model`, `models[0].name`.
 */
export const canonicalName = (name: string): string =>
  name
    .replace(/:|__/g, '.')
    .replace(/\[(\w*)\]/g, '.$1')
    .replace(/[-_]/g, '')
    .toLowerCase();

const known = new WeakMap<object, Entries>();

/** What a configuration file says: `.properties`, `.env`, YAML or JSON; nothing where it can't be read. */
export function entriesOf(file: { readonly file: string; readonly text: string }): Entries {
  const entries = known.get(file) ?? read(file.file, file.text);
  known.set(file, entries);
  return entries;
}

function read(file: string, text: string): Entries {
  if (text.length > MAX_LENGTH) return new Map();
  if (/\.ya?ml$/i.test(file)) return documents(text);
  return /\.jsonc?$/i.test(file) ? documents(withoutComments(text)) : lines(text);
}

/** `name=value`, a line each; the value may stand in quotes. */
function lines(text: string): Entries {
  const entries = new Map<string, Entry>();
  for (const match of text.matchAll(/^[^\S\n]*(?:export[^\S\n]+)?([\w.%[\]"/-]+)[^\S\n]*[=:][^\S\n]*(.*)$/gm)) {
    const [whole, name = '', value = ''] = match;
    const [, quote = '', quoted] = /^(["'])(.*?)\1\s*(?:#.*)?$/.exec(value) ?? [];
    const held = quoted ?? value.replace(/\s+#.*$/, '').trim();
    const start = match.index + whole.length - value.length + quote.length;
    entries.set(canonicalName(name), { text: held, range: { start, end: start + held.length } });
    if (entries.size >= MAX_ENTRIES) break;
  }
  return entries;
}

/** The comments of JSON with comments, as blanks. */
const withoutComments = (text: string): string =>
  text.replace(/"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, part =>
    part.startsWith('"') ? part : part.replace(/[^\n]/g, ' '),
  );

function documents(text: string): Entries {
  const entries = new Map<string, Entry>();
  try {
    const parsed = parseAllDocuments(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
    for (const document of Array.from(parsed)) {
      const own = new Map<string, Entry>();
      collect(document.contents, '', own, 0);
      if (CONDITIONS.some(each => own.has(each))) continue;
      for (const [name, entry] of own) if (!entries.has(name)) entries.set(name, entry);
    }
  } catch {
    // The parser calls itself for what is nested: such a file configures nothing.
  }
  return entries;
}

function collect(node: unknown, name: string, into: Map<string, Entry>, depth: number): void {
  if (depth > MAX_DEPTH || into.size >= MAX_ENTRIES) return;
  const under = (key: string): string => canonicalName(name ? `${name}.${key}` : key);
  if (isMap(node)) {
    for (const { key, value } of node.items)
      if (isScalar(key)) collect(value, under(String(key.value)), into, depth + 1);
  } else if (isSeq(node)) {
    node.items.forEach((item, index) => {
      collect(item, under(String(index)), into, depth + 1);
    });
  } else if (isScalar(node)) {
    const { value } = node;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return;
    const [start = 0, end = 0] = node.range ?? [];
    const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
    into.set(name, {
      text: String(value),
      range: isQuoted ? { start: start + 1, end: end - 1 } : { start, end },
    });
  }
}
