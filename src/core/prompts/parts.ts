import { partsOf, type Frame, type Resolver, type Worth, type WorthPart } from '../resolve';
import type { PromptPart, SlotPart, TextPart } from './types';

const MAX_JSON_DEPTH = 12; // schemas nest; deeper ones are generated

/** Parts of a text as a prompt has them: ranges only where they stand in the call's own file. */
export function toPromptParts(file: string, parts: readonly WorthPart[]): PromptPart[] {
  return parts.map((part): TextPart | SlotPart => {
    const { place } = part;
    const range = place?.file === file ? { range: place.range } : {};
    if (part.kind === 'text') return { kind: 'text', text: part.text, ...range };
    const literal = part.literal?.file === file ? { literal: part.literal.range } : {};
    const { name, expression, volatility, changes, content } = part;
    return { kind: 'slot', name, expression, ...range, ...literal, volatility, changes, content };
  });
}

/** A value as the JSON that goes over the wire; what can't be known stays a slot. */
export function jsonParts(
  context: { readonly resolver: Resolver; readonly frame: Frame; readonly file: string },
  worth: Worth,
  content: SlotPart['content'],
  depth = 0,
): PromptPart[] {
  const { resolver, frame, file } = context;
  const slot = (value: Worth): PromptPart[] => {
    const expression =
      value.kind === 'reference'
        ? value.expression
        : { kind: 'other' as const, range: 'at' in value ? value.at.range : { start: 0, end: 0 } };
    const parts = toPromptParts(
      file,
      partsOf(resolver, value, expression, value.kind === 'reference' ? value.frame : frame),
    );
    return parts.map(part => (part.kind === 'slot' ? { ...part, content } : part));
  };
  if (depth > MAX_JSON_DEPTH) return [];
  switch (worth.kind) {
    case 'record':
      return joined(
        '{',
        '}',
        worth.items.flatMap(item =>
          item.kind === 'entry'
            ? [
                [
                  text(`${JSON.stringify(item.key)}:`),
                  ...jsonParts(context, resolver.force(item.value), content, depth + 1),
                ],
              ]
            : [],
        ),
      );
    case 'list':
      return joined(
        '[',
        ']',
        worth.items.map(item =>
          item.kind === 'item' ? jsonParts(context, resolver.force(item.value), content, depth + 1) : slot(item.worth),
        ),
      );
    case 'text':
      return [text('"'), ...toPromptParts(file, worth.parts), text('"')];
    case 'number':
    case 'boolean':
      return [text(String(worth.value))];
    case 'nothing':
      return [text('null')];
    case 'choice': {
      const [first] = worth.options;
      return first ? jsonParts(context, first, content, depth + 1) : [];
    }
    default:
      return slot(worth);
  }
}

const text = (value: string): TextPart => ({ kind: 'text', text: value });

function joined(open: string, close: string, items: readonly (readonly PromptPart[])[]): PromptPart[] {
  return [text(open), ...items.flatMap((item, index) => (index > 0 ? [text(','), ...item] : item)), text(close)];
}
