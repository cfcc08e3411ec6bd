import type { SlotPart } from '../prompts';
import type { Change } from './knowledge';
import type { TextWorthPart, WorthPart } from './worth';

/**
 * Tags of Handlebars, Mustache, Jinja and Nunjucks, which agree on the marks: `{{ value }}`, `{{{ value }}}`,
 * `{{#block}}`, `{% block %}`, `{# comment #}`, and Blade's `{!! value !!}`. A longer one is a text that only begins like one.
 */
const BRACES = /\{!![\s\S]{0,500}?!!\}|\{\{[\s\S]{0,500}?\}\}\}?|\{%[\s\S]{0,500}?%\}|\{#[\s\S]{0,2000}?#\}/g;
/** Tags of ERB and EJS: `<%= value %>`, `<%- value %>`, `<% block %>`, `<%# comment %>`. */
const PERCENT = /<%[\s\S]{0,2000}?%>/g;
/** How a template's tags are marked. */
export const TAG_MARKS = ['braces', 'percent'] as const;
export type TagMarks = (typeof TAG_MARKS)[number];

/** What is put in where a tag stands. */
export interface TagSlot {
  readonly name: string;
  readonly content?: SlotPart['content'];
}

export interface Tag {
  readonly text: string;
  readonly at: number;
  /** Undefined for one that only steers. */
  readonly slot: TagSlot | undefined;
}

/** The tags of a template, in order. Blocks count once, whatever their condition. */
export const tagsIn = (text: string, marks: TagMarks = 'braces'): Tag[] =>
  [...text.matchAll(marks === 'braces' ? BRACES : PERCENT)].map(match => ({
    text: match[0],
    at: match.index,
    slot: marks === 'braces' ? slotIn(match[0]) : slotInPercent(match[0]),
  }));

function slotInPercent(tag: string): TagSlot | undefined {
  const name = /^<%[=-]+\s*([\s\S]+?)\s*[-_]?%>$/.exec(tag)?.[1];
  return name === undefined ? undefined : { name: shortened(name) };
}

const shortened = (name: string): string => (name.length > 32 ? `${name.slice(0, 31)}…` : name);

function slotIn(tag: string): TagSlot | undefined {
  if (tag.startsWith('{#')) return undefined;
  const inner = tag.replace(/^\{(?:!!|[{%]+[-~]?)|(?:!!|[-~]?[}%]*)\}$/g, '').trim();
  if (tag.startsWith('{%')) return /^include\b/.test(inner) ? { name: inner } : undefined;
  if (/^(?:[!#/^]|else\b|section\b|role\b)/.test(inner)) return undefined;
  if (/^history\b/.test(inner)) return { name: 'history', content: 'history' };
  if (/^media\b/.test(inner)) return { name: inner, content: 'image' };
  const name = inner
    .replace(/^[&>]\s*/, '')
    .replace(/\s*\|.*$/s, '')
    .trim();
  return { name: shortened(name) };
}

/** A text with its tags as slots. */
export function withTags(
  part: TextWorthPart,
  changeOf: (name: string) => Change | undefined,
  marks: TagMarks,
): WorthPart[] {
  const { text, place } = part;
  // Where escapes were read, nobody knows where a character stands.
  const start = place && place.range.end - place.range.start === text.length ? place.range.start : undefined;
  const placed = (from: number, to: number) =>
    place && start !== undefined
      ? { place: { file: place.file, range: { start: start + from, end: start + to } } }
      : {};
  const parts: WorthPart[] = [];
  let from = 0;
  const flush = (to: number): void => {
    if (to > from) parts.push({ kind: 'text', text: text.slice(from, to), ...placed(from, to) });
  };
  for (const tag of tagsIn(text, marks)) {
    flush(tag.at);
    from = tag.at + tag.text.length;
    if (!tag.slot) continue;
    const { name, content = 'text' } = tag.slot;
    const change = changeOf(name) ?? { volatility: 'unknown', changes: 'unknown' };
    const expression = tag.text.replace(/\s+/g, ' ').slice(0, 80);
    parts.push({ kind: 'slot', name, expression, ...placed(tag.at, from), ...change, content });
  }
  flush(text.length);
  return parts;
}
