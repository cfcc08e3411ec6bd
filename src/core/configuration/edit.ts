import { Document, isMap, isScalar, isSeq, parseDocument, visit, type Pair, type YAMLSeq } from 'yaml';
import { LineMap, type TextEdit } from '../text';
import { isNestedTooDeeply } from '../yamlNesting';
import type { SignatureEntry } from './guess';
import { rangeOf } from './positions';

export type EntryEdit =
  | {
      readonly kind: 'edit';
      /** None when the entry is there already. */
      readonly edits: readonly TextEdit[];
      /** Where the entry begins in the text that the edits make. */
      readonly at: number;
    }
  | { readonly kind: 'none'; readonly because: string };

/** Adds a signature to a configuration and changes nothing else in it. */
export function entryEdit(text: string, entry: SignatureEntry): EntryEdit {
  if (isNestedTooDeeply(text)) return { kind: 'none', because: 'it is nested too deeply to be read' };
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error) {
    const line = new LineMap(text).position(error.pos[0]).line + 1;
    return { kind: 'none', because: `it has a mistake in line ${String(line)}, which has to be corrected first` };
  }
  const { contents } = document;
  if (contents !== null && !isMap(contents) && !isScalar(contents))
    return { kind: 'none', because: 'it is not a map with the key `signatures`' };
  const pairs: readonly Pair[] = isMap(contents) ? contents.items : [];
  const pair = pairs.find(({ key }) => isScalar(key) && key.value === 'signatures');
  const list = isSeq(pair?.value) ? pair.value : undefined;
  const known = list && existing(list, entry);
  if (known !== undefined) return { kind: 'edit', edits: [], at: known };
  if (list?.items.length) return list.flow ? rewritten(text, entry) : added(text, list, entry);
  if (!pair) return appended(text, entry);
  // `signatures:` and nothing behind it, or `[]`.
  const value = list ? rangeOf(list) : undefined;
  const key = rangeOf(pair.key)?.end ?? 0;
  const start = text.indexOf(':', key) + 1;
  const edit = inserted(text, lineEnd(text, start), 2, entry);
  if (!value || edit.kind === 'none') return edit;
  const range = { start, end: value.end };
  return { ...edit, edits: [{ range, newText: '' }, ...edit.edits], at: edit.at - (value.end - start) };
}

/** Where an entry of the same function stands. */
function existing(list: YAMLSeq, { function: name, in: file, from }: SignatureEntry): number | undefined {
  const same = list.items.find(
    item => isMap(item) && item.get('function') === name && item.get('in') === file && item.get('from') === from,
  );
  return rangeOf(same)?.start;
}

function added(text: string, list: YAMLSeq, entry: SignatureEntry): EntryEdit {
  const last = rangeOf(list.items.at(-1))?.end ?? text.length;
  // What is a comment behind the last entry stays there.
  const end = lineEnd(text, text.slice(0, last).trimEnd().length);
  const indent = new LineMap(text).position(rangeOf(list)?.start ?? 0).column;
  return inserted(text, end, indent, entry);
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  if (newline === -1) return text.length;
  return text[newline - 1] === '\r' ? newline - 1 : newline;
}

function appended(text: string, entry: SignatureEntry): EntryEdit {
  const newline = newlineOf(text);
  const before = text === '' || text.endsWith('\n') ? '' : newline;
  const start = `${before}signatures:`;
  const lines = linesOf(entry, 2, newline);
  const range = { start: text.length, end: text.length };
  return {
    kind: 'edit',
    edits: [{ range, newText: `${start}${newline}${lines}${newline}` }],
    at: text.length + start.length + newline.length + lines.indexOf('function'),
  };
}

function inserted(text: string, at: number, indent: number, entry: SignatureEntry): EntryEdit {
  const newline = newlineOf(text);
  const lines = linesOf(entry, indent, newline);
  const newText = `${newline}${lines}`;
  const range = { start: at, end: at };
  return { kind: 'edit', edits: [{ range, newText }], at: at + newText.indexOf('function') };
}

/** A list in brackets is written anew; comments stay. */
function rewritten(text: string, entry: SignatureEntry): EntryEdit {
  const document = parseDocument(text);
  document.addIn(['signatures'], document.createNode(entry, { flow: true }));
  const newText = document.toString({ lineWidth: 0 });
  return {
    kind: 'edit',
    edits: [{ range: { start: 0, end: text.length }, newText }],
    at: Math.max(0, newText.lastIndexOf(`function: ${entry.function}`)),
  };
}

const newlineOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

function linesOf(entry: SignatureEntry, indent: number, newline: string): string {
  const document = new Document([entry]);
  // Lists of names read best in one line.
  visit(document, { Seq: (key, list) => void (list.flow = key !== null) });
  const written = document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
  return written
    .split('\n')
    .map(line => ' '.repeat(indent) + line)
    .join(newline);
}
