import { parse as parseToml } from 'smol-toml';
import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document } from 'yaml';
import type { CallExpression } from '../syntax';
import type { Place } from '../text';
import { fileGiven, fileText } from './files';
import { keyOf } from './keys';
import { jsonWorth, knownWorth, valueWorth } from './json';
import type { Resolver } from './resolver';
import { staticText, type Frame, type RecordItem, type ReferenceWorth, type TextWorth, type Worth } from './worth';

export const documentFormats = ['json', 'yaml', 'toml'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** Characters of a document that is read; what is written by hand is far shorter. */
const MAX_LENGTH = 200_000;
/** Values of a document, those that aliases stand for each time. */
const MAX_VALUES = 5_000;
const MAX_DEPTH = 30;
const MERGE = '<<';

/** By its name, the form of a file that holds data; undefined for any other file. */
export function formatOf(file: string): DocumentFormat | undefined {
  const [, ending] = /\.(json|jsonc|ya?ml|toml)$/i.exec(file) ?? [];
  return ending === undefined ? undefined : (({ jsonc: 'json', yml: 'yaml' } as const)[ending] ?? asFormat(ending));
}

const asFormat = (ending: string): DocumentFormat | undefined =>
  documentFormats.find(format => format === ending.toLowerCase());

/**
 * What a call reads out of a text or an open file: `json.load(open('x.json'))`, `yaml.parse(text)`. Undefined for any
 * other call, and where the text is not known.
 */
export function documentRead(
  resolver: Resolver,
  made: ReferenceWorth,
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  const document = resolver.knowledge(frame).documentRead(made);
  const argument = document && call.arguments[document.argument];
  if (!argument) return undefined;
  const given = resolver.evaluate(argument.value, frame);
  const text = document.isFile
    ? (fileText(resolver, made, frame) ?? fileGiven(resolver, given, made, frame))
    : given.kind === 'reference'
      ? fileText(resolver, handleRead(given, document.handle), frame)
      : given;
  const worth = text?.kind === 'text' ? documentWorth(text, document.format) : undefined;
  return worth && sectionOf(resolver, worth, document.sections);
}

/** What a document holds for the environment that counts; all of it where it is not divided. */
function sectionOf(resolver: Resolver, worth: Worth, sections: readonly string[]): Worth {
  for (const section of sections) {
    const found = keyOf(resolver, worth, section);
    if (found.kind === 'found' && found.worth.kind === 'record') return found.worth;
  }
  return worth;
}

/** All that is in a file which stands open. */
const handleRead = (handle: ReferenceWorth, method: string): ReferenceWorth => {
  const at = { file: handle.frame.program.file, range: handle.expression.range };
  const read = { kind: 'member', name: method, at } as const;
  return { ...handle, steps: [...handle.steps, read, { kind: 'call', call: undefined, frame: handle.frame }] };
};

const known = new WeakMap<TextWorth, Worth | null>();

/** What a document of data holds; undefined where it can't be read. */
export function documentWorth(text: TextWorth, format: DocumentFormat): Worth | undefined {
  let worth = known.get(text);
  if (worth === undefined) known.set(text, (worth = read(text, format) ?? null));
  return worth ?? undefined;
}

function read(text: TextWorth, format: DocumentFormat): Worth | undefined {
  const [part] = text.parts;
  const place = part?.kind === 'text' ? (part.place ?? text.at) : text.at;
  const source = staticText(text);
  if (source === undefined) return format === 'json' ? jsonWorth(text) : undefined;
  if (source.length > MAX_LENGTH) return undefined;
  try {
    if (format === 'toml') return valueWorth(parseToml(source), place, text.trail);
    const document = parseDocument(source, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
    return document.errors.length
      ? undefined
      : worthOf(document.contents, { document, place, text, left: MAX_VALUES }, 0);
  } catch {
    // Not a document of that form, or one that is nested deeper than the parser can follow.
    return undefined;
  }
}

interface Reading {
  readonly document: Document;
  /** Of the whole text. */
  readonly place: Place;
  readonly text: TextWorth;
  left: number;
}

function worthOf(node: unknown, reading: Reading, depth: number): Worth {
  const { trail } = reading.text;
  reading.left -= 1;
  if (depth > MAX_DEPTH || reading.left < 0) return { kind: 'nothing', trail };
  if (isAlias(node)) return worthOf(node.resolve(reading.document), reading, depth + 1);
  const at = placeOf(node, reading);
  if (isMap(node)) {
    const items = node.items.flatMap(({ key, value }): readonly RecordItem[] => {
      if (!isScalar(key)) return [];
      const held = worthOf(value, reading, depth + 1);
      // `<<: *default`: the keys of another map, which those of this one replace.
      if (key.value === MERGE && held.kind === 'record') return held.items;
      const place = placeOf(value, reading);
      return [{ kind: 'entry', key: String(key.value), value: knownWorth(held, at), isOptional: false, place }];
    });
    return { kind: 'record', items, literal: undefined, at, trail };
  }
  if (isSeq(node)) {
    const items = node.items.map(
      item => ({ kind: 'item', value: knownWorth(worthOf(item, reading, depth + 1), at) }) as const,
    );
    return { kind: 'list', items, isUnordered: false, at, trail };
  }
  return valueWorth(isScalar(node) ? node.value : null, at, trail);
}

/** Where a value stands, within its quotes. */
function placeOf(node: unknown, { place }: Reading): Place {
  const range = isScalar(node) || isMap(node) || isSeq(node) ? node.range : undefined;
  if (!range) return place;
  const isQuoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
  const [start, end] = isQuoted ? [range[0] + 1, range[1] - 1] : range;
  return { file: place.file, range: { start: place.range.start + start, end: place.range.start + end } };
}
