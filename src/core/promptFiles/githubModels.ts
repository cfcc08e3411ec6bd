import { staticText, type Worth } from '../resolve';
import type { PromptFile } from '../syntax';
import { templateText, type ChangeOfName } from './template';
import type { Entry } from './types';
import { entryOf, itemsIn, listOf, messageOf, rangeIn, valueAt } from './worths';

/** A prompt kept for GitHub Models. */
export function readGithubPrompt(file: PromptFile, document: Worth, changeOf: ChangeOfName): Entry[] {
  const model = valueAt(document, 'model');
  const given = valueAt(document, 'messages');
  const range = rangeIn(document);
  if (document.kind !== 'record' || !range || (!model && !given)) return [];
  const messages = itemsIn(given).map(message => {
    const content = valueAt(message, 'content');
    const at = { file: file.file, range: rangeIn(message) ?? range };
    const written = content ? withSlots(file, content, changeOf) : content;
    return messageOf(staticText(valueAt(message, 'role')) ?? 'user', written ?? { kind: 'nothing', trail: [] }, at);
  });
  const at = document.at;
  return [
    {
      format: 'githubmodels',
      range,
      nameRange: rangeIn(model) ?? range,
      symbol: staticText(valueAt(document, 'name')) ?? '',
      body: {
        ...document,
        items: [
          ...document.items.filter(item => item.kind !== 'entry' || item.key !== 'messages'),
          entryOf('messages', listOf(messages, at), at),
        ],
      },
    },
  ];
}

/** A text of a configuration with the tags in it as slots, each where it stands. */
export function withSlots(file: PromptFile, worth: Worth, changeOf: ChangeOfName): Worth {
  if (worth.kind !== 'text') return worth;
  return {
    ...worth,
    parts: worth.parts.flatMap(part => {
      if (part.kind === 'slot') return [part];
      const { place } = part;
      const template = templateText(part.text, { start: 0, end: part.text.length }, changeOf);
      const made = template.worth(file.file);
      if (made.kind !== 'text') return [part];
      // Tags have no escapes: each stands in the file as in the text, one after the other.
      let from = place?.range.start ?? 0;
      return made.parts.map((piece, index) => {
        const { place: _inText, ...bare } = piece;
        if (!place) return bare;
        const next = made.parts[index + 1];
        const own = piece.kind === 'slot' ? tagAt(file.text, part.text, piece, from) : undefined;
        const end = own
          ? own.end
          : next?.kind === 'slot'
            ? (tagAt(file.text, part.text, next, from)?.start ?? place.range.end)
            : place.range.end;
        const range = own ?? { start: from, end: Math.max(from, end) };
        from = range.end;
        return { ...bare, place: { file: file.file, range } };
      });
    }),
  };
}

/** Where a tag of a text stands in the file, from an offset on. */
function tagAt(
  source: string,
  text: string,
  { place }: { readonly place?: { readonly range: { readonly start: number; readonly end: number } } },
  from: number,
): { start: number; end: number } | undefined {
  if (!place) return undefined;
  const tag = text.slice(place.range.start, place.range.end);
  const at = source.indexOf(tag, from);
  return at === -1 ? undefined : { start: at, end: at + tag.length };
}
