import type { Fit } from '../core/estimates/calculate';
import { formatPercent, formatTokens, formatUsd } from '../core/format';
import type { Row, SortColumn } from './comparison';

/** What a table's cell says, for people. `tone` tells how it is meant, beside what colour says. */
export interface Cell {
  readonly text: string;
  readonly tone?: 'good' | 'bad' | 'quiet';
  /** Said where there is room: a tool tip. */
  readonly hint?: string;
}

const NONE: Cell = { text: '–', tone: 'quiet' };

/** Differences below this share are none: counts and assumptions are not that good. */
const NOTEWORTHY_SHARE = 0.0005;

export const columnTitles: Readonly<Record<SortColumn, string>> = {
  model: 'Model',
  provider: 'Provider',
  perCall: 'Per call',
  difference: 'vs. code',
  perMillionCalls: 'Per 1M calls',
  perMonth: 'Per month',
  worstPerCall: 'At worst',
  inputTokens: 'Input',
  fit: 'Context',
};

export const columnHints: Readonly<Record<SortColumn, string>> = {
  model: 'The model as the price list names it',
  provider: 'Who bills for it',
  perCall: 'Cost of one call with the figures above',
  difference: 'Cost compared with the model in the code',
  perMillionCalls: 'Cost of a million such calls',
  perMonth: 'Cost at the calls per month above',
  worstPerCall: 'Cost of one call whose completion is as long as the output cap and the model allow',
  inputTokens:
    'Tokens of the prompt with its assumed slots; ≈ where another tokenizer stands in for the model’s own, or the provider rewrites tools and schemas',
  fit: 'Share of the context window that prompt and completion take',
};

export function cellOf(row: Row, column: SortColumn): Cell {
  if (column === 'model') return { text: row.model };
  if (column === 'provider') return row.provider ? { text: row.provider } : NONE;
  if (row.kind === 'unpriced') {
    if (column !== 'perCall') return NONE;
    return { text: row.isLocal ? 'runs locally' : 'no price known', tone: 'quiet', hint: row.because };
  }
  const { costs } = row;
  switch (column) {
    case 'perCall':
      return { text: formatUsd(costs.perCall) };
    case 'difference':
      return row.isOwn ? { text: 'in code', tone: 'quiet' } : differenceCell(row.difference);
    case 'perMillionCalls':
      return { text: formatUsd(costs.perMillionCalls) };
    case 'perMonth':
      return costs.perMonth === undefined ? NONE : { text: formatUsd(costs.perMonth) };
    case 'worstPerCall':
      return costs.worstPerCall === undefined
        ? { text: 'unknown', tone: 'quiet', hint: 'Neither an output cap nor the model’s own limit is known.' }
        : { text: formatUsd(costs.worstPerCall) };
    case 'inputTokens':
      return { text: `${row.exactness === 'approximate' ? '≈' : ''}${formatTokens(row.inputTokens)}` };
    case 'fit':
      return fitCell(row.fit);
  }
}

/** `−96%`, `+12%`, `×8.3`: multiples read better than thousands of percent. */
export function differenceCell(difference: number | undefined): Cell {
  if (difference === undefined) return NONE;
  if (Math.abs(difference) < NOTEWORTHY_SHARE) return { text: 'same', tone: 'quiet' };
  if (difference < 0) return { text: difference < -0.995 ? '< −99%' : formatPercent(difference), tone: 'good' };
  if (difference < 1) return { text: `+${formatPercent(difference)}` };
  const times = difference + 1;
  return { text: `×${times < 10 ? times.toFixed(1) : Math.round(times).toLocaleString('en-US')}` };
}

function fitCell(fit: Fit): Cell {
  switch (fit.kind) {
    case 'unknown':
      return { text: 'unknown', tone: 'quiet', hint: 'The model’s context window is not known.' };
    case 'overflows':
      return {
        text: `${formatTokens(fit.by)} over ${formatTokens(fit.window)}`,
        tone: 'bad',
        hint: `Prompt and completion are ${formatTokens(fit.by)} tokens longer than the context window.`,
      };
    case 'fits':
      return {
        text: `${fit.share < 0.0005 ? '< 0.1%' : formatPercent(fit.share)} of ${formatTokens(fit.window)}`,
      };
  }
}
