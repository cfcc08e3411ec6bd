import { formatPercent, formatTokens, formatUsd } from '../core';
import { layOut, wrap, type Column } from './columns';
import type { ScanReport } from './scanReport';
import { printable, type Style } from './style';

type Site = ScanReport['callSites'][number];
type OtherModel = NonNullable<Site['comparison']>[number];
type Finding = ScanReport['findings'][number];

/** Narrower terminals get lines that are too long rather than unreadable ones. */
const MIN_WIDTH = 72;
const MAX_WIDTH = 160;
const MAX_SKIPPED = 20;
/** Indent of what is said below a call. */
const BELOW = ' '.repeat(8);

const COLUMNS: readonly Column<Site>[] = [
  { title: '  line', cell: ({ line }) => String(line), isRight: true },
  { title: 'api', cell: ({ api }) => api, max: 20, leaveOut: 2 },
  { title: 'model', cell: modelOf, max: 34 },
  { title: 'cap', cell: capOf, isRight: true },
  { title: 'tokens in', cell: inputOf, isRight: true },
  { title: 'out', cell: outputOf, isRight: true },
  { title: 'per call', cell: ({ estimate }) => (estimate ? formatUsd(estimate.costPerCall) : ''), isRight: true },
  { title: 'at worst', cell: worstOf, isRight: true, leaveOut: 1 },
  {
    title: 'per 1M calls',
    cell: ({ estimate }) => (estimate ? formatUsd(estimate.costPerMillionCalls) : ''),
    isRight: true,
  },
];

/** A scan as text for people: calls by file, what there is to say about each, then totals and what was left out. */
export function renderTable(scanned: ScanReport, style: Style, columns: number): string {
  const report = printableReport(scanned);
  const width = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, columns));
  const { callSites } = report;
  const { head, lines: rows } = layOut(COLUMNS, callSites, width);
  const lines: string[] = callSites.length ? [style.dim(head), ''] : [];
  callSites.forEach((site, index) => {
    const before = callSites[index - 1];
    const isFirst = site.file !== before?.file;
    if (isFirst) lines.push(...(before ? [''] : []), style.bold(site.file));
    if (site.cell !== undefined && (isFirst || site.cell !== before.cell)) lines.push(`  ${cellName(site.cell)}`);
    const row = rows[index] ?? '';
    lines.push(site.estimate ? row : style.dim(row));
    lines.push(...modelLines(site, width).map(style.dim));
    for (const finding of report.findings)
      if (finding.callSite === site.id) lines.push(...findingLines(finding, site, style, width));
  });
  if (callSites.length) lines.push('');
  lines.push(...totalLines(report, style, width), ...skippedLines(report, style));
  lines.push('', ...noteLines(report, style, width));
  return `${lines.join('\n')}\n`;
}

function printableReport(report: ScanReport): ScanReport {
  const clean = (_: string, value: unknown): unknown => (typeof value === 'string' ? printable(value) : value);
  return JSON.parse(JSON.stringify(report), clean) as ScanReport;
}

/** People count cells from 1, as VS Code does. */
const cellName = (cell: number): string => `cell ${cell + 1}`;

function modelOf({ model: { id, candidates } }: Site): string {
  return id ?? candidates?.join(' or ') ?? 'unknown';
}

function capOf({ maxOutputTokens: { state, value } }: Site): string {
  switch (state) {
    case 'set':
      return formatTokens(value ?? 0);
    case 'dynamic':
      return 'varies';
    case 'missing':
      return 'none';
    case 'notApplicable':
      return '–';
  }
}

function inputOf({ estimate }: Site): string {
  if (!estimate) return '';
  const isAssumed = estimate.assumptions.some(({ name }) => name === 'input' || name.startsWith('slot:'));
  return `${isAssumed ? '~' : ''}${estimate.exactness === 'approximate' ? '≈' : ''}${formatTokens(estimate.inputTokens)}`;
}

function outputOf({ estimate }: Site): string {
  if (!estimate) return '';
  return estimate.outputTokens.expected ? `~${formatTokens(estimate.outputTokens.expected)}` : '–';
}

function worstOf({ estimate }: Site): string {
  if (!estimate) return '';
  return estimate.worstCostPerCall === null ? 'unknown' : formatUsd(estimate.worstCostPerCall);
}

/** Why there is no figure, and the figures of other models. */
function modelLines({ unpriced, alternatives, comparison, estimate }: Site, width: number): string[] {
  const texts = [
    ...(unpriced === undefined ? [] : [`No price: ${unpriced}.`]),
    ...(alternatives?.length ? [`Per call: ${alternatives.map(each => costOf(each)).join(' or ')}.`] : []),
    ...(comparison?.length
      ? [`Per call with ${comparison.map(each => costOf(each, estimate?.costPerCall)).join(', ')}.`]
      : []),
  ];
  return texts.flatMap(text => wrap(text, width - BELOW.length).map(each => BELOW + each));
}

/** @param own cost of the call as it is, in USD */
function costOf({ model, costPerCall }: OtherModel, own?: number): string {
  if (costPerCall === null) return `${model} (no price known)`;
  return `${model} ${formatUsd(costPerCall)}${own ? ` (${signed(costPerCall / own - 1)})` : ''}`;
}

const signed = (share: number): string => `${share > 0 ? '+' : ''}${formatPercent(share)}`;

function findingLines(finding: Finding, site: Site, style: Style, width: number): string[] {
  const { severity, cell, line, message, rule } = finding;
  const isWarning = severity === 'error' || severity === 'warning';
  const isElsewhere = cell !== site.cell || line !== site.line;
  const where = isElsewhere ? `${cell === undefined ? '' : `${cellName(cell)}, `}line ${line}: ` : '';
  const [first = '', ...rest] = wrap(`${where}${message} (${rule})`, width - BELOW.length - 2);
  const mark = isWarning ? style.yellow('▲') : style.blue('•');
  return [`${BELOW}${mark} ${first}`, ...rest.map(each => `${BELOW}  ${each}`)];
}

function totalLines({ totals }: ScanReport, style: Style, width: number): string[] {
  const { callSites, priced, unpriced, findings, costPerCallOfEach, costPerMonth } = totals;
  if (!callSites) return ['No call sites found.'];
  const parts = [
    counted(callSites, 'call site'),
    ...(priced
      ? [`${formatUsd(costPerCallOfEach)} for one call of each${unpriced ? ` of the ${priced} with a price` : ''}`]
      : []),
    ...(costPerMonth === undefined ? [] : [`${formatUsd(costPerMonth)} a month`]),
    ...(unpriced ? [`${unpriced} without a price`] : []),
    counted(findings, 'finding'),
  ];
  return wrap(`${parts.join(', ')}.`, width).map(style.bold);
}

function skippedLines({ skipped }: ScanReport, style: Style): string[] {
  if (!skipped.length) return [];
  const shown = skipped.slice(0, MAX_SKIPPED).map(({ file, reason }) => style.dim(`  ${file}: ${reason}`));
  const more = skipped.length > MAX_SKIPPED ? [style.dim(`  … and ${skipped.length - MAX_SKIPPED} more`)] : [];
  return ['', `Not read, or not whole (${skipped.length}):`, ...shown, ...more];
}

function noteLines({ callSites, totals, stats }: ScanReport, style: Style, width: number): string[] {
  const what = `${counted(stats.files, 'file')}, ${stats.parsed} parsed, ${stats.milliseconds} ms.`;
  if (!totals.priced) return [style.dim(what)];
  const lists = new Set(callSites.flatMap(({ estimate }) => (estimate ? listOf(estimate.rateCard) : [])));
  const marks = '~ rests on an assumption, which --assume changes. ≈ is counted by another tokenizer than the model’s.';
  return [what, `Prices: ${[...lists].sort().join(', ')}.`, marks].flatMap(text => wrap(text, width)).map(style.dim);
}

const listOf = ({ source, asOf }: NonNullable<Site['estimate']>['rateCard']): string => `${source} of ${asOf}`;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
