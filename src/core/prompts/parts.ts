import { partsOf, type Frame, type ReferenceWorth, type Resolver, type Worth, type WorthPart } from '../resolve';
import type { PromptPart, SlotPart, TextPart } from './types';

const MAX_JSON_DEPTH = 12; // schemas nest; deeper ones are generated
/** Values of one definition that are written out: shared ones would otherwise multiply at each level. */
const MAX_JSON_VALUES = 5_000;

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

/** A value as the JSON that goes over the wire, nearly; what can't be known stays a slot. */
export function jsonParts(
  context: { readonly resolver: Resolver; readonly frame: Frame; readonly file: string },
  worth: Worth,
  content: SlotPart['content'],
): PromptPart[] {
  return new JsonWriter(context.resolver, context.frame, context.file, content).write(worth, 0);
}

class JsonWriter {
  private left = MAX_JSON_VALUES;

  constructor(
    private readonly resolver: Resolver,
    private readonly frame: Frame,
    private readonly file: string,
    private readonly content: SlotPart['content'],
  ) {}

  write(worth: Worth, depth: number): PromptPart[] {
    this.left -= 1;
    if (depth > MAX_JSON_DEPTH || this.left < 0) return [];
    switch (worth.kind) {
      case 'record':
        return joined(
          '{',
          '}',
          worth.items.flatMap(item =>
            item.kind === 'entry' ? this.entry(item.key, this.resolver.force(item.value), depth) : [],
          ),
        );
      case 'list':
        return joined(
          '[',
          ']',
          worth.items.map(item =>
            item.kind === 'item' ? this.write(this.resolver.force(item.value), depth + 1) : this.slot(item.worth),
          ),
        );
      case 'text':
        return [text('"'), ...toPromptParts(this.file, worth.parts), text('"')];
      case 'number':
      case 'boolean':
        return [text(String(worth.value))];
      case 'nothing':
        return [text('null')];
      case 'choice': {
        const [first] = worth.options;
        return first ? this.write(first, depth + 1) : [];
      }
      case 'reference':
        return this.built(worth, depth) ?? this.slot(worth);
      default:
        return this.slot(worth);
    }
  }

  /** Functions are code of the tool, not part of its definition. */
  private entry(key: string, value: Worth, depth: number): PromptPart[][] {
    return value.kind === 'function' ? [] : [[text(`${JSON.stringify(key)}:`), ...this.write(value, depth + 1)]];
  }

  /**
   * A definition that is put together by calls, such as `tool({ … })` or `z.string().describe('…')`: the names of the
   * calls with what they are given, which is about what the schema says. Undefined where there is no such call.
   */
  private built({ steps, module }: ReferenceWorth, depth: number): PromptPart[] | undefined {
    if (module === '' || this.content === 'text') return undefined;
    const calls = steps.flatMap((step, index) => {
      const name = steps[index - 1];
      return step.kind === 'call' && step.call && name?.kind === 'member'
        ? [{ name: name.name, call: step.call, frame: step.frame }]
        : [];
    });
    if (!calls.length) return undefined;
    const entries = calls.map(({ name, call, frame }) => {
      const given = call.arguments
        .map(({ value }) => this.resolver.evaluate(value, frame))
        .filter(worth => worth.kind !== 'function');
      const values = given.map(worth => this.write(worth, depth + 1));
      return [
        text(`${JSON.stringify(name)}:`),
        ...(values.length === 1 ? (values[0] ?? []) : joined('[', ']', values)),
      ];
    });
    return joined('{', '}', entries);
  }

  private slot(value: Worth): PromptPart[] {
    const isReference = value.kind === 'reference';
    const expression = isReference
      ? value.expression
      : { kind: 'other' as const, range: 'at' in value ? value.at.range : { start: 0, end: 0 } };
    const parts = toPromptParts(
      this.file,
      partsOf(this.resolver, value, expression, isReference ? value.frame : this.frame),
    );
    return parts.map(part => (part.kind === 'slot' ? { ...part, content: this.content } : part));
  }
}

const text = (value: string): TextPart => ({ kind: 'text', text: value });

function joined(open: string, close: string, items: readonly (readonly PromptPart[])[]): PromptPart[] {
  return [text(open), ...items.flatMap((item, index) => (index > 0 ? [text(','), ...item] : item)), text(close)];
}
