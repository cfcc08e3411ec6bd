import { cellOf, columnTitles } from './cells';
import type { Row, SortColumn } from './comparison';

/** The shown table, to be pasted into a pull request or a ticket. */
export function toMarkdown(rows: readonly Row[], columns: readonly SortColumn[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const isText = (column: SortColumn) => column === 'model' || column === 'provider';
  return [
    line(columns.map(column => columnTitles[column])),
    line(columns.map(column => (isText(column) ? ':--' : '--:'))),
    ...rows.map(row => line(columns.map(column => escapeMarkdown(cellOf(row, column).text)))),
    '',
  ].join('\n');
}

const CSV_HEADER = [
  ...['provider', 'model', 'inCode', 'inputTokens', 'outputTokens', 'exactness'],
  ...['costPerCall', 'worstCostPerCall', 'costPerMillionCalls', 'costPerMonth', 'difference', 'contextWindow'],
  'currency',
];

/** The rows with unrounded figures, to be calculated with; what is not known is empty. */
export function toCsv(rows: readonly Row[]): string {
  return `${[CSV_HEADER, ...rows.map(csvCells)].map(cells => cells.map(csvField).join(',')).join('\r\n')}\r\n`;
}

function csvCells(row: Row): (string | number | boolean | undefined)[] {
  const named = [row.provider, row.model, row.isOwn];
  if (row.kind === 'unpriced') return [...named, ...Array.from({ length: 9 }, () => undefined), 'USD'];
  const { costs, source } = row;
  return [
    ...named,
    ...[row.inputTokens, row.outputTokens, row.exactness],
    ...[costs.perCall, costs.worstPerCall, costs.perMillionCalls, costs.perMonth],
    ...[row.difference, source.card.contextWindow, 'USD'],
  ];
}

function csvField(value: string | number | boolean | undefined): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value);
  // A spreadsheet would run what begins like a formula.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const escapeMarkdown = (text: string): string => text.replace(/[\\|`*_<>[\]]/g, '\\$&').replace(/\s+/g, ' ');
