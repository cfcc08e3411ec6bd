import { formatTokens, formatUsd } from '../core';
import type { ScanReport } from './scanReport';
import type { Style } from './style';

type Site = ScanReport['callSites'][number];

/** A scan as text for people: calls by file, then findings, totals and what was left out. */
export function renderTable(report: ScanReport, style: Style, width: number): string {
  const { totals, skipped, prices, stats } = report;
  const byFile = groupBy(report.callSites);
  const rows = report.callSites.map(cells);
  const widths = COLUMNS.map((title, column) =>
    Math.min(MAX_WIDTHS[column] ?? 40, Math.max(title.length, ...rows.map(row => row[column]?.length ?? 0))),
  );
  const lines: string[] = [];
  if (report.callSites.length) lines.push(style.dim(alignRow([...COLUMNS], widths)), '');
  for (const [file, sites] of byFile) {
    lines.push(style.bold(file));
    for (const site of sites) {
      const row = alignRow(cells(site), widths);
      lines.push(site.estimate ? row : style.dim(row));
      if (!site.estimate && site.unpriced !== undefined) lines.push(style.dim(`        ${site.unpriced}`));
      for (const finding of report.findings.filter(each => each.callSite === site.id))
        lines.push(...findingLines(finding, style, width));
    }
    lines.push('');
  }
  lines.push(...totalLines(report, style));
  if (skipped.length) {
    lines.push('', `${String(skipped.length)} ${skipped.length === 1 ? 'file was' : 'files were'} not read:`);
    for (const { file, reason } of skipped.slice(0, MAX_SKIPPED)) lines.push(style.dim(`  ${file}: ${reason}`));
    if (skipped.length > MAX_SKIPPED) lines.push(style.dim(`  … and ${String(skipped.length - MAX_SKIPPED)} more`));
  }
  lines.push(
    '',
    style.dim(
      `${String(stats.files)} files, ${String(stats.parsed)} parsed, ${String(stats.milliseconds)} ms. Prices of ${prices.asOf} (${prices.source}).`,
    ),
  );
  if (totals.priced)
    lines.push(
      style.dim(
        '~ stands for an assumption; --assume changes it. ≈ stands for a count by another tokenizer than the model’s own.',
      ),
    );
  return `${lines.join('\n')}\n`;
}

const MAX_SKIPPED = 20;
const COLUMNS = ['  line', 'api', 'model', 'cap', 'tokens in', 'out', 'per call', 'at worst', 'per 1M calls'] as const;
const MAX_WIDTHS = [8, 20, 34, 10, 12, 10, 12, 12, 14] as const;
const RIGHT: ReadonlySet<number> = new Set([0, 3, 4, 5, 6, 7, 8]);

function cells({ line, api, model, maxOutputTokens: cap, estimate }: Site): string[] {
  const name = model.id ?? (model.candidates ? model.candidates.join(' or ') : 'unknown model');
  const limit = { set: formatTokens(cap.value ?? 0), dynamic: 'varies', missing: 'none', notApplicable: '–' }[
    cap.state
  ];
  if (!estimate) return [String(line), api, name, limit, '', '', '', '', ''];
  const isAssumed = estimate.assumptions.some(({ name: key }) => key !== 'callsPerMonth' && key !== 'outputTokens');
  const mark = estimate.exactness === 'approximate' ? '≈' : isAssumed ? '~' : '';
  return [
    String(line),
    api,
    name,
    limit,
    `${mark}${formatTokens(estimate.inputTokens)}`,
    estimate.outputTokens.expected ? `~${formatTokens(estimate.outputTokens.expected)}` : '–',
    formatUsd(estimate.costPerCall),
    estimate.worstCostPerCall === null ? 'unknown' : formatUsd(estimate.worstCostPerCall),
    formatUsd(estimate.costPerMillionCalls),
  ];
}

function alignRow(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) => {
      const size = widths[column] ?? 0;
      const text = cell.length > size ? `${cell.slice(0, size - 1)}…` : cell;
      return RIGHT.has(column) ? text.padStart(size) : text.padEnd(size);
    })
    .join('  ')
    .trimEnd();
}

function findingLines(
  { severity, line, message, rule }: ScanReport['findings'][number],
  style: Style,
  width: number,
): string[] {
  const mark = severity === 'error' || severity === 'warning' ? style.yellow('▲') : style.blue('•');
  const [first = '', ...rest] = wrap(`${message} (${rule})`, Math.max(40, width - 14));
  return [`        ${mark} ${style.dim(`${String(line)}:`)} ${first}`, ...rest.map(each => `          ${each}`)];
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current && current.length + word.length + 1 > width) {
      lines.push(current);
      current = word;
    } else current = current ? `${current} ${word}` : word;
  }
  return [...lines, current];
}

function totalLines({ totals }: ScanReport, style: Style): string[] {
  const { callSites, priced, unpriced, findings, costPerCallOfEach, costPerMonth } = totals;
  if (!callSites) return ['No call sites found.'];
  const cost = priced
    ? `, ${formatUsd(costPerCallOfEach)} for one call of each of the ${String(priced)} that are priced`
    : '';
  const month = costPerMonth === undefined ? '' : `, ${formatUsd(costPerMonth)} a month`;
  const rest = unpriced ? `; ${String(unpriced)} without a price` : '';
  return [
    style.bold(`${String(callSites)} call ${callSites === 1 ? 'site' : 'sites'}${cost}${month}${rest}.`) +
      (findings ? ` ${String(findings)} ${findings === 1 ? 'finding' : 'findings'}.` : ''),
  ];
}

function groupBy(sites: readonly Site[]): Map<string, Site[]> {
  const groups = new Map<string, Site[]>();
  for (const site of sites) groups.set(site.file, [...(groups.get(site.file) ?? []), site]);
  return groups;
}
