import type { Stretch } from '../../stretches';
import type { MarkupLanguage, Source } from './types';

/** Values of `lang` and `type`, lower case, and what the block is written in; others hold data, templates or styles. */
const WRITTEN_IN: ReadonlyMap<string, 'js' | 'ts' | 'tsx'> = new Map([
  ['', 'js'],
  ['application/javascript', 'js'],
  ['babel', 'js'],
  ['javascript', 'js'],
  ['js', 'js'],
  ['jsx', 'js'],
  ['module', 'js'],
  ['text/babel', 'js'],
  ['text/javascript', 'js'],
  ['text/partytown', 'js'],
  ['text/typescript', 'ts'],
  ['ts', 'ts'],
  ['tsx', 'tsx'],
  ['typescript', 'ts'],
]);

/**
 * The script blocks of a component, at the offsets where they stand. They share one scope, and one grammar: that of
 * TypeScript when one of them is in TypeScript, which reads JavaScript as well.
 */
export function readMarkup(file: string, markup: MarkupLanguage, text: string): Source {
  const fence = markup === 'astro' ? frontmatter(text) : undefined;
  const blocks = blocksFrom(text, fence?.end ?? 0);
  const kinds = blocks.map(({ kind }) => kind);
  return {
    file,
    // Astro compiles its frontmatter and scripts as TypeScript, whatever is in them.
    language: markup === 'astro' || kinds.some(kind => kind !== 'js') ? 'typescript' : 'javascript',
    text,
    stretches: [...(fence ? [fence] : []), ...blocks.map(({ start, end }) => ({ start, end }))],
    ...(kinds.includes('tsx') ? { hasElements: true } : {}),
  };
}

/** What stands between the `---` lines at the top of an Astro file. */
function frontmatter(text: string): Stretch | undefined {
  const opening = /^\s*---/.exec(text);
  if (!opening) return undefined;
  const start = opening[0].length;
  const closing = /^[ \t]*---/m.exec(text.slice(start));
  return { start, end: closing ? start + closing.index : text.length };
}

interface Block {
  readonly kind: 'js' | 'ts' | 'tsx';
  readonly start: number;
  readonly end: number;
}

function blocksFrom(text: string, from: number): Block[] {
  const blocks: Block[] = [];
  const opening = /<!--|<(?:script|style)(?=[\s/>])/gi;
  opening.lastIndex = from;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    if (match[0] === '<!--') {
      const end = text.indexOf('-->', match.index);
      if (end === -1) break;
      opening.lastIndex = end;
      continue;
    }
    const tag = readTag(text, opening.lastIndex);
    if (!tag) break;
    opening.lastIndex = tag.end;
    if (tag.isEmpty) continue;
    const name = match[0].slice(1).toLowerCase();
    const end = closingTag(text, name, tag.end);
    opening.lastIndex = end;
    const kind = name === 'script' ? WRITTEN_IN.get(writtenIn(tag.attributes)) : undefined;
    if (kind && end > tag.end) blocks.push({ kind, start: tag.end, end });
  }
  return blocks;
}

/** Where the closing tag stands; the end of the text when there is none yet. */
function closingTag(text: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}\\s*>`, 'gi');
  closing.lastIndex = from;
  return closing.exec(text)?.index ?? text.length;
}

interface Tag {
  readonly attributes: string;
  /** Behind its `>`. */
  readonly end: number;
  readonly isEmpty: boolean;
}

/** An opening tag from behind its name; a `>` in quotes or braces, as in `generics="T extends Map<K, V>"`, does not end it. */
function readTag(text: string, from: number): Tag | undefined {
  let quote: string | undefined;
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    else if (character === '>' && depth <= 0) {
      const isEmpty = text.charAt(at - 1) === '/';
      return { attributes: text.slice(from, isEmpty ? at - 1 : at), end: at + 1, isEmpty };
    }
  }
  return undefined;
}

const ATTRIBUTE = /([^\s=>"'{}/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'{}]+)))?/g;

/** The value of `lang`, else of `type`; empty when the tag has neither. */
function writtenIn(attributes: string): string {
  const values = new Map<string, string>();
  for (const [, name = '', double, single, bare] of attributes.matchAll(ATTRIBUTE))
    if (!values.has(name)) values.set(name, double ?? single ?? bare ?? '');
  return (values.get('lang') ?? values.get('type') ?? '').trim().toLowerCase();
}
