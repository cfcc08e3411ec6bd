import type { DirectiveKey } from '../contributions';

/** The text of a comment that states one figure. */
export const directiveText = (key: DirectiveKey, value: number): string => `meterline: ${figure(key, value)}`;

/** An existing comment with one more figure, or with another value for a figure that it has. */
export function withFigure(comment: string, key: DirectiveKey, value: number): string {
  const stated = new RegExp(`(^|\\s)${key}=\\S+`);
  if (stated.test(comment)) return comment.replace(stated, (_, before: string) => before + figure(key, value));
  return comment.replace(/meterline:/, `$& ${figure(key, value)}`);
}

/** What a person may type for a figure: `2000`, `2k`, `1.5m`, `80%`; undefined for anything else. */
export function parseFigure(key: DirectiveKey, text: string): number | undefined {
  const typed = text
    .trim()
    .replace(/[\s_,]/g, '')
    .toLowerCase();
  if (key === 'cached') {
    const share = typed.endsWith('%') ? Number(typed.slice(0, -1)) / 100 : Number(typed);
    return typed !== '' && share >= 0 && share <= 1 ? share : undefined;
  }
  const match = /^(\d+(?:\.\d+)?)([km]?)$/.exec(typed);
  if (!match) return undefined;
  return Math.round(Number(match[1]) * (match[2] === 'k' ? 1_000 : match[2] === 'm' ? 1_000_000 : 1));
}

/** A figure as a person would type it. */
export const figureValue = (key: DirectiveKey, value: number): string =>
  key === 'cached' ? `${Math.round(value * 100)}%` : String(Math.round(value));

const figure = (key: DirectiveKey, value: number): string =>
  `${key}=${figureValue(key, value)}${key === 'calls' ? '/month' : ''}`;
