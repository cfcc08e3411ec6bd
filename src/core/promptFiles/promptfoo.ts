import { choiceOf, staticText, type TextWorth, type Worth, unknownOf } from '../resolve';
import { providerId } from '../pricing';
import type { PromptFile } from '../syntax';
import { promptfooNames } from './formats';
import { withSlots } from './githubModels';
import { MarkedText } from './markedText';
import { templateText, trimmed, type ChangeOfName } from './template';
import type { Entry, ReadBeside } from './types';
import { entryOf, itemsIn, listOf, messageOf, rangeIn, recordOf, valueAt } from './worths';
import { parseOne } from './yaml';

/** Providers of one configuration that are read. */
const MAX_PROVIDERS = 500;
/** Tests of which it is read who judges them. */
const MAX_TESTS = 200;

/** The models that prompts are tried on, each with the longest of the prompts, and those that judge the answers. */
export function readPromptfoo(file: PromptFile, document: Worth, changeOf: ChangeOfName, besides: ReadBeside): Entry[] {
  const prompts = promptsIn(file, document, changeOf, besides);
  const tried = [...providersIn(valueAt(document, 'providers')), ...providersIn(valueAt(document, 'targets'))];
  const tests = [valueAt(document, 'defaultTest'), ...itemsIn(valueAt(document, 'tests')).slice(0, MAX_TESTS)];
  const judging = [
    ...tests.flatMap(test => [
      valueAt(test, 'options', 'provider'),
      ...itemsIn(valueAt(test, 'assert')).map(each => valueAt(each, 'provider')),
    ]),
    valueAt(document, 'redteam', 'provider'),
  ].flatMap(providersIn);
  return [
    ...tried.slice(0, MAX_PROVIDERS).flatMap(each => entryFor(file, each, prompts) ?? []),
    ...judging.slice(0, MAX_PROVIDERS).flatMap(each => entryFor(file, each, undefined) ?? []),
  ];
}

interface Named {
  readonly id: TextWorth;
  readonly whole: Worth;
  readonly config: Worth | undefined;
  readonly label: string;
}

/** `openai:gpt-4o`, `{ id: …, config: … }`, `{ 'openai:gpt-4o': { config: … } }`, or a list of them. */
function providersIn(worth: Worth | undefined): Named[] {
  if (worth?.kind === 'text') return [{ id: worth, whole: worth, config: undefined, label: '' }];
  if (worth?.kind === 'list') return itemsIn(worth).flatMap(each => (each.kind === 'list' ? [] : providersIn(each)));
  if (worth?.kind !== 'record') return [];
  const id = valueAt(worth, 'id');
  const label = staticText(valueAt(worth, 'label')) ?? '';
  if (id) return id.kind === 'text' ? [{ id, whole: worth, config: valueAt(worth, 'config'), label }] : [];
  const [only, ...others] = worth.items;
  if (only?.kind !== 'entry' || others.length) return [];
  // The name stands as a key.
  const key: TextWorth = {
    kind: 'text',
    parts: [{ kind: 'text', text: only.key }],
    at: { ...only.place, range: keyRange(only.place.range, only.key) },
    trail: [],
  };
  return [{ id: key, whole: worth, config: valueAt(only.value.worth, 'config'), label }];
}

const keyRange = ({ start, end }: { start: number; end: number }, key: string) => ({
  start,
  end: Math.min(end, start + key.length),
});

function entryFor(
  file: PromptFile,
  { id, whole, config, label }: Named,
  prompts: Worth | undefined,
): Entry | undefined {
  const parsed = parseId(staticText(id));
  if (!parsed) return undefined;
  const at = id.at;
  const range = rangeIn(whole) ?? at.range;
  const given = valueAt(config, 'model');
  const model: Worth =
    parsed.model === undefined
      ? (given ?? unknownOf(parsed.because, '', at))
      : { kind: 'text', parts: [{ kind: 'text', text: parsed.model }], at, trail: [] };
  const items = [
    entryOf('model', model, at),
    ...(config ? [entryOf('config', config, at)] : []),
    ...(prompts ? [entryOf('messages', prompts, { file: file.file, range })] : []),
  ];
  return {
    format: 'promptfoo',
    range,
    nameRange: at.range,
    symbol: label,
    body: recordOf(items, { file: file.file, range }),
    provider: parsed.provider,
    mode: parsed.mode,
  };
}

interface ParsedId {
  readonly provider: string;
  readonly model: string | undefined;
  /** Why there is no model. */
  readonly because: string;
  readonly mode: NonNullable<Entry['mode']>;
}

const NOT_MODELS: ReadonlySet<string> = new Set(promptfooNames.none);

/** `openai:chat:gpt-4o`, `bedrock:anthropic.claude-v2:1`; undefined for what is no model. */
function parseId(id: string | undefined): ParsedId | undefined {
  const [, prefix = '', rest = ''] = /^([\w-]+):(.*)$/s.exec(id ?? '') ?? [];
  if (prefix === '' || NOT_MODELS.has(prefix)) return undefined;
  const provider = promptfooNames.providers[prefix] ?? providerId(prefix) ?? prefix;
  const [, service = '', inner] = /^([\w-]+)(?::(.*))?$/s.exec(rest) ?? [];
  if (promptfooNames.stored.includes(service) && inner !== undefined)
    return { provider, model: undefined, because: 'what is stored at the provider', mode: 'text' };
  const found = Object.entries(promptfooNames.services).find(([, words]) => words.includes(service));
  if (!found) return { provider, model: rest || undefined, because: 'no model is given here', mode: modeFor(rest) };
  return {
    provider,
    model: inner ?? undefined,
    because: 'no model is given here',
    mode: found[0] as ParsedId['mode'],
  };
}

const modeFor = (model: string): ParsedId['mode'] => (/\bembedding\b/.test(model) ? 'embedding' : 'text');

/** One of the prompts; those that code makes are not known. */
function promptsIn(file: PromptFile, document: Worth, changeOf: ChangeOfName, besides: ReadBeside): Worth | undefined {
  const given = valueAt(document, 'prompts');
  if (!given) return undefined;
  const all = (given.kind === 'list' ? itemsIn(given) : [given]).flatMap((each): readonly Worth[] => {
    const worth = each.kind === 'record' ? (valueAt(each, 'raw') ?? valueAt(each, 'id') ?? each) : each;
    const text = staticText(worth);
    const at = { file: file.file, range: rangeIn(worth) ?? { start: 0, end: 0 } };
    if (text !== undefined && isPath(text)) {
      const name = text.replace(/^file:\/\//, '');
      const other = WRITTEN.test(name) ? besides(name) : undefined;
      return other ? promptsOf(other, changeOf) : [unknownOf('a prompt in another file', name, at)];
    }
    return [worth.kind === 'text' ? withSlots(file, worth, changeOf) : unknownOf('a prompt', 'prompt', at)];
  });
  const texts = all.filter(({ kind }) => kind === 'text' || kind === 'list');
  return all.length ? choiceOf(texts.length ? texts : all.slice(0, 1)) : undefined;
}

/** Files that hold prompts as they are, rather than code that makes them. */
const WRITTEN = /\.(?:txt|md|j2|jinja2?|json|ya?ml)$/i;
/** Stands between the prompts of one file: promptfoo.dev/docs/configuration/prompts, read 2026-11-28 */
const BETWEEN = /^---[ \t]*\r?$/gm;
/** Prompts of one file that are read. */
const MAX_PROMPTS = 100;

/** The prompts of a file: texts, or the messages of a chat. */
function promptsOf({ file, text }: ReturnType<ReadBeside> & object, changeOf: ChangeOfName): readonly Worth[] {
  const whole = { start: 0, end: text.length };
  if (/\.(?:json|ya?ml)$/i.test(file)) {
    const { worth } = parseOne(file, text, MarkedText.plain(text, whole));
    const at = { file, range: whole };
    const messages = itemsIn(worth).flatMap(message => {
      const content = valueAt(message, 'content');
      const own = { file, range: rangeIn(message) ?? whole };
      const role = staticText(valueAt(message, 'role')) ?? 'user';
      return content ? [messageOf(role, withSlots({ file, text, language: 'yaml' }, content, changeOf), own)] : [];
    });
    return messages.length ? [listOf(messages, at)] : [];
  }
  const marks = [...text.matchAll(BETWEEN)].slice(0, MAX_PROMPTS);
  return [0, ...marks.map(({ index, 0: mark }) => index + mark.length)].flatMap((start, index) => {
    const range = trimmed(text, { start, end: marks[index]?.index ?? text.length });
    return range ? [templateText(text, range, changeOf).worth(file)] : [];
  });
}

const isPath = (text: string): boolean =>
  /^file:\/\//.test(text) ||
  /^[^\s{}]+\.(?:txt|json|ya?ml|md|j2|jinja2?|csv|py|[cm]?[jt]s)(?::\w+)?$/.test(text) ||
  /^[^\s{}]*\*[^\s{}]*$/.test(text);
