import type { Comment } from '../syntax';
import type { LineMap } from '../text';
import type { Directive } from './types';

const DAYS_PER_MONTH = 30;
const PER_MONTH: Readonly<Record<string, number>> = {
  s: 86_400 * DAYS_PER_MONTH,
  min: 1_440 * DAYS_PER_MONTH,
  h: 24 * DAYS_PER_MONTH,
  hour: 24 * DAYS_PER_MONTH,
  d: DAYS_PER_MONTH,
  day: DAYS_PER_MONTH,
  week: DAYS_PER_MONTH / 7,
  month: 1,
};
const MULTIPLES: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6 };
const MAX_COMMENT_LINES = 3; // comment lines above a call that are looked at

/** `2000`, `2k`, `1.5M`. */
function amount(text: string): number | undefined {
  const match = /^(\d[\d_]*(?:\.\d+)?)([kKmM]?)$/.exec(text);
  if (!match) return undefined;
  return Number(match[1]?.replaceAll('_', '')) * (MULTIPLES[match[2]?.toLowerCase() ?? ''] ?? 1);
}

/** Reads `meterline: input=2000 output=300 calls=50k/day cached=80%`; undefined for any other comment. */
export function parseDirective({ text, range }: Comment): Directive | undefined {
  const body = /^meterline:\s*(.+)$/.exec(text)?.[1];
  if (body === undefined) return undefined;
  const figures: { inputTokens?: number; outputTokens?: number; callsPerMonth?: number; cacheHitShare?: number } = {};
  for (const [, key, value = ''] of body.matchAll(/(\w+)=(\S+)/g)) {
    if (key === 'input' || key === 'output') {
      const tokens = amount(value);
      if (tokens !== undefined) figures[key === 'input' ? 'inputTokens' : 'outputTokens'] = tokens;
    } else if (key === 'calls') {
      const [count = '', unit = 'month'] = value.split('/');
      const calls = amount(count);
      const factor = PER_MONTH[unit.toLowerCase()];
      if (calls !== undefined && factor !== undefined) figures.callsPerMonth = Math.round(calls * factor);
    } else if (key === 'cached') {
      const share = /^(\d+(?:\.\d+)?)%$/.exec(value)?.[1];
      const parsed = share === undefined ? Number(value) : Number(share) / 100;
      if (parsed >= 0 && parsed <= 1) figures.cacheHitShare = parsed;
    }
  }
  return Object.keys(figures).length ? { range, ...figures } : undefined;
}

/** Whether a comment marks the text below it as a prompt. */
export const marksPrompt = ({ text }: Comment): boolean => /^meterline:\s*prompt\b/.test(text);

/** The comments that stand in the lines right above a line (0-based), nearest first. */
export function commentsAbove(comments: readonly Comment[], line: number, lines: LineMap): Comment[] {
  const found: Comment[] = [];
  let wanted = line - 1;
  for (const comment of comments.toReversed()) {
    const end = lines.position(comment.range.end).line;
    if (end > wanted) continue;
    if (end < wanted || found.length === MAX_COMMENT_LINES) break;
    found.push(comment);
    wanted = lines.position(comment.range.start).line - 1;
  }
  return found;
}
