import { joinCells, type Cell, type Stretch } from '../../stretches';
import type { LanguageId } from '../program';
import { kernelLanguage } from './knowledge';
import { withoutMagics } from './magics';
import type { Reading, Source } from './types';

type Json = Readonly<Record<string, unknown>>;

/** Reads a notebook's file: https://nbformat.readthedocs.io/en/latest/format_description.html, of version 3 or 4. */
export function readNotebook(file: string, text: string): Reading {
  const notebook = parse(text);
  if (!notebook) return unread(text.trim() === '' ? 'an empty file' : 'not a notebook: its JSON is broken');
  const kernel = kernelOf(objectIn(notebook, 'metadata'));
  const language = kernelLanguage(kernel);
  if (!language) return unread(`a notebook of ${kernel}, which is not read`);
  const cells = cellsOf(notebook);
  if (!cells) return unread('not a notebook: it has no list of cells');
  const code = cells.flatMap((cell, index): Cell[] => {
    const own = isObject(cell) ? codeOf(cell, language) : undefined;
    return own === undefined ? [] : [{ index, text: own }];
  });
  const { text: joined, stretches } = joinCells(code);
  return { kind: 'source', source: readCells(file, language, joined, stretches) };
}

/** The code of cells that `joinCells` has put together. */
export function readCells(file: string, language: LanguageId, text: string, cells: readonly Stretch[]): Source {
  if (language !== 'python') return { file, language, text, stretches: cells };
  const plain = cells.map(({ start, end }) => withoutMagics(text.slice(start, end)));
  return {
    file,
    language,
    text: joinCells(plain.map((cell, index) => ({ index, text: cell.text }))).text,
    stretches: cells.map((cell, index) => (plain[index]?.isApart ? { ...cell, isApart: true } : cell)),
  };
}

const unread = (because: string): Reading => ({ kind: 'unread', because });

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listIn = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) ? (value as readonly unknown[]) : undefined;

function objectIn(owner: Json | undefined, key: string): Json | undefined {
  const value = owner?.[key];
  return isObject(value) ? value : undefined;
}

function parse(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // Why it can't be parsed would quote the file.
    return undefined;
  }
}

/** The kernel's language as the notebook names it; Python is that of notebooks which don't. */
function kernelOf(metadata: Json | undefined): string {
  const named = [objectIn(metadata, 'kernelspec')?.['language'], objectIn(metadata, 'language_info')?.['name']];
  return named.filter(name => typeof name === 'string').find(name => name !== '') ?? 'python';
}

/** All cells; those of version 3 stand in worksheets. */
function cellsOf({ cells, worksheets }: Json): readonly unknown[] | undefined {
  return listIn(cells) ?? listIn(worksheets)?.flatMap(sheet => (isObject(sheet) && listIn(sheet['cells'])) || []);
}

/** What VS Code calls a cell whose language another entry names; it stays when the notebook gets another kernel. */
const ANY_LANGUAGE = 'polyglot-notebook';

/** The code of a cell in the notebook's language; undefined for prose and for other languages. */
function codeOf(cell: Json, language: LanguageId): string | undefined {
  if (cell['cell_type'] !== 'code') return undefined;
  const own = cell['language'] ?? objectIn(objectIn(cell, 'metadata'), 'vscode')?.['languageId'];
  const isNamed = typeof own === 'string' && own !== '' && own !== ANY_LANGUAGE;
  if (isNamed && kernelLanguage(own) !== language) return undefined;
  const source = cell['source'] ?? cell['input'];
  if (typeof source === 'string') return source;
  return listIn(source)
    ?.filter(line => typeof line === 'string')
    .join('');
}
