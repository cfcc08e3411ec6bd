import type { RecordItem, RecordWorth, Worth } from '../resolve';
import type { PromptFile } from '../syntax';
import type { Range } from '../text';
import { commentsIn } from './comments';
import { settingsText } from './environment';
import type { FormatId } from './formats';
import { frontMatterOf } from './frontMatter';
import { templateText, trimmed, type ChangeOfName } from './template';
import type { Contents, Entry } from './types';
import { entryAt, entryOf, listOf, messageOf, rangeIn, valueAt } from './worths';
import { parseOne } from './yaml';

const NONE: Contents = { entries: [], limits: [] };

/** Keys of which one stands in the settings of a dotprompt file that has no model of its own. */
const DOTPROMPT_KEYS = ['model', 'config', 'input', 'output', 'tools', 'variant', 'toolDefs'];

/** A prompt of Genkit: https://google.github.io/dotprompt/reference/, read 2026-11-28 */
export function readDotprompt(file: PromptFile, changeOf: ChangeOfName): Contents {
  return readSettings(file, 'dotprompt', changeOf, {
    isMeant: settings => DOTPROMPT_KEYS.some(key => entryAt(settings, key)),
    model: settings => valueAt(settings, 'model'),
    marker: /\{\{[~-]?\s*role\s+["']([\w-]+)["']\s*[~-]?\}\}/g,
  });
}

/** https://prompty.ai/docs, read 2026-11-28 */
export function readPrompty(file: PromptFile, changeOf: ChangeOfName): Contents {
  return readSettings(file, 'prompty', changeOf, {
    isMeant: () => true,
    model: settings => {
      const model = valueAt(settings, 'model');
      const configuration = valueAt(model, 'configuration') ?? valueAt(settings, 'configuration');
      return (
        valueAt(model, 'id') ??
        valueAt(configuration, 'azure_deployment') ??
        valueAt(configuration, 'azureDeployment') ??
        valueAt(configuration, 'model') ??
        valueAt(configuration, 'name') ??
        (model?.kind === 'record' ? undefined : model)
      );
    },
    marker: /^[ \t]*#?[ \t]*(system|user|assistant|developer|function|tool)(?:\[[^\]\n]*\])?[ \t]*:[ \t]*\r?$/gim,
    firstRole: 'system',
    provider: settings => {
      const model = valueAt(settings, 'model');
      const named =
        valueAt(model, 'provider') ??
        valueAt(model, 'configuration', 'type') ??
        valueAt(settings, 'configuration', 'type');
      const name = textOf(named);
      // A model of a project of Azure AI Foundry is Azure's to bill.
      return name === 'foundry' || name?.startsWith('azure') === true || name === 'serverless' ? 'azure' : name;
    },
    mode: settings => modeOf(textOf(valueAt(settings, 'model', 'apiType') ?? valueAt(settings, 'model', 'api'))),
  });
}

/** A prompt of VS Code's chat, which says its model only where it is not the one picked there. */
export function readPromptMarkdown(file: PromptFile, changeOf: ChangeOfName): Contents {
  return readSettings(file, 'promptfile', changeOf, {
    isMeant: settings => entryAt(settings, 'model') !== undefined,
    model: settings => valueAt(settings, 'model'),
  });
}

const textOf = (worth: Worth | undefined): string | undefined =>
  worth?.kind === 'text' ? worth.parts.map(part => (part.kind === 'text' ? part.text : '')).join('') : undefined;

function modeOf(api: string | undefined): Entry['mode'] {
  return api === 'embedding' || api === 'image' || api === 'audio' ? api : 'text';
}

interface Format {
  /** Whether settings are those of such a prompt at all. */
  readonly isMeant: (settings: Worth) => boolean;
  readonly model: (settings: Worth) => Worth | undefined;
  /** What stands between messages; its group is the role of the next one. Absent: the text is one message. */
  readonly marker?: RegExp;
  /** The role of what stands before the first marker. */
  readonly firstRole?: string;
  readonly provider?: (settings: Worth) => string | undefined;
  readonly mode?: (settings: Worth) => Entry['mode'];
}

function readSettings(file: PromptFile, id: FormatId, changeOf: ChangeOfName, format: Format): Contents {
  const { text } = file;
  const parts = frontMatterOf(text);
  if (!parts) return NONE;
  const { worth: settings, problem } = parseOne(file.file, text, settingsText(file.file, text, parts.header));
  if (problem !== undefined) return { entries: [], limits: [`The settings of the prompt can't be read: ${problem}.`] };
  if (settings.kind !== 'record' || !format.isMeant(settings)) return NONE;
  const messages = messagesIn(file, parts.body, changeOf, format);
  const at = { file: file.file, range: parts.body };
  const items: RecordItem[] = [...settings.items, entryOf('messages', listOf(messages, at), at)];
  const provider = format.provider?.(settings);
  const mode = format.mode?.(settings);
  const entry: Entry = {
    format: id,
    range: { start: 0, end: text.length },
    nameRange: rangeIn(format.model(settings)) ?? firstLine(text, parts.header),
    symbol: '',
    body: { ...settings, items } satisfies RecordWorth,
    ...(provider === undefined ? {} : { provider }),
    ...(mode === undefined ? {} : { mode }),
  };
  return { entries: [entry], limits: [], comments: commentsIn(text, parts.header) };
}

/** The first line that is no comment. */
function firstLine(text: string, { start, end }: Range): Range {
  const above = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*/.exec(text.slice(start, end))?.[0].length ?? 0;
  const from = above < end - start ? start + above : start;
  const to = text.indexOf('\n', from);
  return { start: from, end: to === -1 ? text.length : to };
}

/** The messages of a text, each from behind its marker to the next one. */
function messagesIn(
  file: PromptFile,
  body: Range,
  changeOf: ChangeOfName,
  { marker, firstRole = 'user' }: Format,
): Worth[] {
  const { text } = file;
  const marks = marker ? [...text.slice(body.start, body.end).matchAll(marker)] : [];
  const starts = [
    { role: firstRole, from: body.start, to: body.start },
    ...marks.map(match => ({
      role: match[1]?.toLowerCase() ?? 'user',
      from: body.start + match.index,
      to: body.start + match.index + match[0].length,
    })),
  ];
  return starts.flatMap(({ role, to }, index): Worth[] => {
    const range = trimmed(text, { start: to, end: starts[index + 1]?.from ?? body.end });
    if (!range) return [];
    const content = templateText(text, range, changeOf).worth(file.file);
    // Genkit calls the assistant's turns those of the model.
    return [messageOf(role === 'model' ? 'assistant' : role, content, { file: file.file, range })];
  });
}
