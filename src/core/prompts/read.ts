import {
  type ListWorth,
  type ReferenceWorth,
  fieldOf,
  keyOf,
  madeWith,
  optionsOf,
  partsOf,
  staticText,
  type Frame,
  type ListItem,
  type Resolver,
  type Worth,
} from '../resolve';
import { readCalls, type CallSignature, type Signatures } from '../signatures';
import type { Expression } from '../syntax';
import type { Range } from '../text';
import { jsonParts, toPromptParts } from './parts';
import type { Prompt, PromptPart, Segment, SegmentKind, SlotPart } from './types';

const MAX_MESSAGES = 500; // messages written out in code; more are data
/** Messages looked at for one prompt: a list may hold itself, in a branch say, and is then read again and again. */
const MAX_LOOKS = 5_000;
const MAX_DEPTH = 6; // content blocks in tool results in messages

/** Keys under which messages and blocks keep their text, in the order in which they are tried. */
const TEXT_KEYS: readonly string[] = ['content', 'parts', 'text', 'input_text', 'thinking', 'output'];

const lowerFirst = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);

const SYSTEM_ROLES: ReadonlySet<string> = new Set(['system', 'developer']);
const ROLES: ReadonlySet<string> = new Set([
  ...SYSTEM_ROLES,
  'user',
  'human',
  'assistant',
  'ai',
  'tool',
  'function',
  'placeholder',
]);

/** Reads a place of the request; undefined when it is not there. */
export type ReadPlace = (
  places: readonly string[],
) => { readonly worth: Worth } | { readonly because: string } | undefined;

interface Context {
  readonly resolver: Resolver;
  readonly signatures: Pick<Signatures, 'messagesOf'>;
  readonly frame: Frame;
  readonly file: string;
  /** Messages that may still be looked at. */
  looksLeft: number;
}

/** The prompt of a call, in the order in which the provider sees it. */
export function readPrompt(
  resolver: Resolver,
  signatures: Pick<Signatures, 'messagesOf'>,
  signature: CallSignature,
  frame: Frame,
  range: Range,
  readPlace: ReadPlace,
): Prompt {
  const context: Context = { resolver, signatures, frame, file: frame.program.file, looksLeft: MAX_LOOKS };
  let hasUnreadParts = false;
  let toolCount: number | undefined;
  const segments = signature.prompt.flatMap((spec): Segment[] => {
    const found = readPlace(spec.read);
    if (!found) return [];
    if ('because' in found) {
      hasUnreadParts = true;
      // Whether tools or a schema are in what was not read is not known either; nothing is made up for them.
      return spec.segment === 'messages' ? [{ kind: 'messages', parts: [openSlot(found.because, range)] }] : [];
    }
    if (spec.segment === 'tools') {
      toolCount = countTools(found.worth);
      return [{ kind: 'tools', parts: jsonParts(context, found.worth, 'tools') }];
    }
    if (spec.segment === 'schema') return [{ kind: 'schema', parts: jsonParts(context, found.worth, 'schema') }];
    return messages(context, found.worth, spec.segment, spec.role, 0);
  });
  const ordered = [
    ...inOrder(segments, 'tools'),
    ...inOrder(segments, 'system'),
    ...inOrder(segments, 'messages'),
    ...inOrder(segments, 'schema'),
  ];
  hasUnreadParts ||= segments.some(segment => segment.parts.some(part => part.kind === 'slot'));
  return { segments: ordered, hasUnreadParts, ...(toolCount === undefined ? {} : { toolCount }) };
}

const inOrder = (segments: readonly Segment[], kind: SegmentKind): Segment[] =>
  segments.filter(segment => segment.kind === kind);

const openSlot = (because: string, range: Range): SlotPart => ({
  kind: 'slot',
  name: 'prompt',
  expression: because,
  range,
  volatility: 'unknown',
  changes: 'unknown',
  content: 'text',
});

function countTools(worth: Worth): number | undefined {
  if (worth.kind === 'list') return worth.items.every(item => item.kind === 'item') ? worth.items.length : undefined;
  if (worth.kind === 'record') return worth.items.every(item => item.kind === 'entry') ? worth.items.length : undefined;
  return undefined;
}

/** A text, a message or a list of them → one segment a message. */
function messages(context: Context, worth: Worth, kind: SegmentKind, role: string, depth: number): Segment[] {
  switch (worth.kind) {
    case 'list': {
      context.looksLeft -= worth.items.length;
      if (context.looksLeft < 0 || depth > MAX_DEPTH) return [];
      const pair = roleAndText(context, worth);
      if (pair) return messages(context, pair.text, kind, pair.role, depth + 1);
      if (worth.items.every(item => isBlock(context, item)))
        return [segmentOf(kind, role, content(context, worth, depth))];
      return worth.items
        .slice(0, MAX_MESSAGES)
        .flatMap((item): Segment[] =>
          item.kind === 'item'
            ? messages(context, context.resolver.force(item.value), kind, role, depth + 1)
            : [{ kind, parts: [history(context, item.worth)] }],
        );
    }
    case 'reference':
      return madeMessage(context, worth, kind, role, depth) ?? message(context, worth, kind, role, depth);
    case 'record':
    case 'instance':
      return message(context, worth, kind, role, depth);
    case 'choice': {
      const texts = worth.options.map(option => messages(context, option, kind, role, depth));
      return texts.toSorted((a, b) => textLength(b) - textLength(a))[0] ?? [];
    }
    case 'nothing':
      return [];
    case 'unknown': {
      const isHistory =
        kind === 'messages' &&
        /(messages|history|conversation|chat|turns|transcript)/i.test(worth.name) &&
        !/message$/i.test(worth.name);
      const part = isHistory ? history(context, worth) : undefined;
      return [segmentOf(kind, role, part ? [part] : content(context, worth, depth))];
    }
    default:
      return [segmentOf(kind, role, content(context, worth, depth))];
  }
}

/** `("system", "…")`, as some frameworks write a message. */
function roleAndText({ resolver }: Context, list: ListWorth): { role: string; text: Worth } | undefined {
  const [first, second, ...rest] = list.items;
  if (rest.length || first?.kind !== 'item' || second?.kind !== 'item') return undefined;
  const role = staticText(resolver.force(first.value));
  return role !== undefined && ROLES.has(role) ? { role, text: resolver.force(second.value) } : undefined;
}

/** `SystemMessage("…")`, and templates that hold messages. */
function madeMessage(
  context: Context,
  worth: ReferenceWorth,
  kind: SegmentKind,
  role: string,
  depth: number,
): Segment[] | undefined {
  const { resolver, signatures } = context;
  if (depth > MAX_DEPTH) return undefined;
  for (const { text, calls, role: own, roleAt } of signatures.messagesOf(worth)) {
    const given = firstFound(resolver, calls, roleAt);
    const content = firstFound(resolver, calls, text);
    if (content) return messages(context, content, kind, (given && roleNamed(given)) ?? own ?? role, depth + 1);
  }
  return undefined;
}

function firstFound(
  resolver: Resolver,
  calls: Parameters<typeof readCalls>[1],
  places: readonly string[],
): Worth | undefined {
  for (const place of places) {
    const reading = readCalls(resolver, calls, place);
    if (reading.kind === 'found') return reading.worth;
  }
  return undefined;
}

const textLength = (segments: readonly Segment[]): number =>
  segments.reduce(
    (sum, { parts }) => sum + parts.reduce((length, part) => length + (part.kind === 'text' ? part.text.length : 1), 0),
    0,
  );

function segmentOf(kind: SegmentKind, role: string, parts: readonly PromptPart[]): Segment {
  return { kind: SYSTEM_ROLES.has(role) ? 'system' : kind, role, parts };
}

/** A text or content block, rather than a message: several of them make one message. */
function isBlock({ resolver }: Context, item: ListItem): boolean {
  if (item.kind !== 'item') return false;
  const worth = resolver.force(item.value);
  if (worth.kind === 'text') return true;
  return (
    worth.kind === 'record' &&
    keyOf(resolver, worth, 'role').kind === 'absent' &&
    keyOf(resolver, worth, 'type').kind === 'found'
  );
}

function message(context: Context, worth: Worth, kind: SegmentKind, role: string, depth: number): Segment[] {
  const { resolver } = context;
  const given = fieldOf(resolver, worth, 'role');
  const roles = given.kind === 'found' ? optionsOf(given.worth).flatMap(option => roleNamed(option) ?? []) : [];
  const known = given.kind === 'absent' || given.kind === 'open' ? role : roles[0];
  const parts = content(context, worth, depth);
  const isSystem = known !== undefined && SYSTEM_ROLES.has(known);
  return [{ kind: isSystem ? 'system' : kind, ...(known === undefined ? {} : { role: known }), parts }];
}

/** A role as text or as a constant of the SDK: `ChatRole.System`, `openai.ChatMessageRoleUser`. */
function roleNamed(worth: Worth): string | undefined {
  const text = staticText(worth);
  if (text !== undefined) return text.toLowerCase();
  const last = worth.kind === 'reference' ? worth.steps.findLast(step => step.kind === 'member') : undefined;
  const name = (last?.kind === 'member' ? last.name : constantName(worth)).toLowerCase();
  return [...ROLES].find(role => name.endsWith(role));
}

/** What a constant is called that is a class of its own, as the variants of enums are. */
const constantName = (worth: Worth): string =>
  worth.kind === 'class' ? (worth.class.writtenAs ?? worth.class.name ?? '') : '';

/** The texts and slots of a message's content, whatever blocks it is made of. */
function content(context: Context, worth: Worth, depth: number): PromptPart[] {
  const { resolver, frame } = context;
  if (depth > MAX_DEPTH) return [];
  const other: Expression = { kind: 'other', range: 'at' in worth ? worth.at.range : { start: 0, end: 0 } };
  switch (worth.kind) {
    case 'list':
      return worth.items
        .slice(0, MAX_MESSAGES)
        .flatMap(item => (item.kind === 'item' ? itemContent(context, item, depth) : [history(context, item.worth)]));
    case 'record':
      return blockContent(context, worth, depth);
    case 'reference':
    case 'instance': {
      const message = worth.kind === 'reference' ? madeMessage(context, worth, 'messages', 'user', depth) : undefined;
      if (message) return message.flatMap(({ parts }) => parts);
      const made = madeWith(resolver, worth);
      if (made?.items.some(item => item.kind === 'entry' && TEXT_KEYS.includes(lowerFirst(item.key))))
        return blockContent(context, made, depth);
      const source = worth.kind === 'reference' ? worth.expression : other;
      const sourceFrame = worth.kind === 'reference' ? worth.frame : frame;
      return toPromptParts(context.file, partsOf(resolver, worth, source, sourceFrame));
    }
    case 'choice': {
      const options = worth.options.map(option => content(context, option, depth + 1));
      return (
        options.toSorted(
          (a, b) => textLength([{ kind: 'messages', parts: b }]) - textLength([{ kind: 'messages', parts: a }]),
        )[0] ?? []
      );
    }
    default:
      return toPromptParts(context.file, partsOf(resolver, worth, other, frame));
  }
}

function itemContent(context: Context, item: ListItem & { kind: 'item' }, depth: number): PromptPart[] {
  const worth = context.resolver.force(item.value);
  if (worth.kind !== 'unknown') return content(context, worth, depth + 1);
  return toPromptParts(context.file, partsOf(context.resolver, worth, item.value.expression, item.value.frame));
}

const IMAGE_TYPES = /image|video|audio|file|document|media/;

function blockContent(context: Context, worth: Worth, depth: number): PromptPart[] {
  const { resolver, file } = context;
  const type = keyOf(resolver, worth, 'type');
  const typeText = type.kind === 'found' ? staticText(type.worth) : undefined;
  if (
    (typeText !== undefined && IMAGE_TYPES.test(typeText)) ||
    ['inlineData', 'inline_data', 'image_url', 'fileData'].some(key => keyOf(resolver, worth, key).kind === 'found')
  ) {
    const place = 'at' in worth ? worth.at : undefined;
    return [
      {
        kind: 'slot',
        name: typeText ?? 'image',
        expression: typeText ?? 'image',
        ...(place?.file === file ? { range: place.range } : {}),
        volatility: 'unknown',
        changes: 'unknown',
        content: 'image',
      },
    ];
  }
  for (const key of TEXT_KEYS) {
    const found = fieldOf(resolver, worth, key);
    if (found.kind === 'found') return valueContent(context, worth, key, found.worth, depth);
  }
  if (keyOf(resolver, worth, 'content').kind === 'open')
    return toPromptParts(
      file,
      partsOf(
        resolver,
        worth,
        { kind: 'other', range: 'at' in worth ? worth.at.range : { start: 0, end: 0 } },
        context.frame,
      ),
    );
  return jsonParts(context, worth, 'text');
}

/** The value of a text key; a slot is named after the expression that stands there. */
function valueContent(context: Context, record: Worth, key: string, worth: Worth, depth: number): PromptPart[] {
  if (worth.kind !== 'unknown' && worth.kind !== 'reference') return content(context, worth, depth + 1);
  const entry =
    record.kind === 'record' ? record.items.findLast(item => item.kind === 'entry' && item.key === key) : undefined;
  if (entry?.kind !== 'entry') return content(context, worth, depth + 1);
  return toPromptParts(context.file, partsOf(context.resolver, worth, entry.value.expression, entry.value.frame));
}

/** Messages of earlier turns, handed over as a whole. */
function history({ file }: Context, worth: Worth): PromptPart {
  const name = worth.kind === 'unknown' && worth.name ? worth.name : 'history';
  const place = 'at' in worth ? worth.at : undefined;
  return {
    kind: 'slot',
    name: name.length > 32 ? 'history' : name,
    expression: name.slice(0, 80),
    ...(place?.file === file ? { range: place.range } : {}),
    volatility: 'user',
    changes: 'call',
    content: 'history',
  };
}
