import type { CallReport, FileAnalysis } from '../../core/analysis';
import type { ComparedEstimate } from '../../core/estimates';
import { formatUsd } from '../../core/format';
import { commandAddress, escapeMarkdown, link } from '../markdown';
import { modelName } from '../lens/title';

/** Calls that the tooltip lists; the panel has them all. */
const MAX_LISTED = 12;

/** From the cheapest to the dearest model that a call may have; in USD. */
interface Range {
  readonly low: number;
  readonly high: number;
}

/** What one call of each call site of a file costs together; undefined when the file has none. */
export function fileCost(analysis: FileAnalysis): string | undefined {
  const requests = requestsOf(analysis);
  if (requests.length === 0) return undefined;
  const { total, priced } = sum(requests);
  const count = requests.length === 1 ? '1 call' : `${requests.length} calls`;
  if (priced === 0) return `${count}, cost unknown`;
  const unknown = requests.length - priced;
  return `${rangeText(total)} · ${count}${unknown === 0 ? '' : `, ${unknown} unknown`}`;
}

/** The same as Markdown, call by call. */
export function fileCostDetails(analysis: FileAnalysis, lineOf: (offset: number) => string): string {
  const { file } = analysis;
  const requests = requestsOf(analysis);
  const { total, priced } = sum(requests);
  const calls = requests.flat();
  const rows = calls.slice(0, MAX_LISTED).map(report => {
    const { site } = report;
    const { start } = site.where.call;
    const place = link(
      placeName(lineOf(start)),
      commandAddress('meterline.reveal', { uri: file, ...site.where.method }),
    );
    const model = escapeMarkdown(modelName(site.model) ?? 'model unknown');
    const cost = costOf([report]);
    return `| ${place} | ${model} | ${cost ? rangeText(cost) : 'unknown'} |`;
  });
  const rest = calls.length - rows.length;
  return [
    `**Meterline: calls in this file**`,
    '',
    priced === 0
      ? 'What they cost is not known.'
      : `One call of each${priced < requests.length ? ` of the ${priced} with a known cost` : ''}: ${rangeText(total)}`,
    '',
    '| Call | Model | per call |',
    '|:--|:--|--:|',
    ...rows,
    ...(rest > 0 ? ['', `and ${rest} more`] : []),
  ].join('\n');
}

/**
 * The requests that a file makes, each with the call sites that lead to it. One request is one cost: making a model
 * costs nothing, what a wrapper of the same file sends is counted there, and what wrappers of this file send by one
 * call in another file is one request.
 */
function requestsOf({ calls, file }: FileAnalysis): readonly (readonly CallReport[])[] {
  const requests = new Map<string, CallReport[]>();
  for (const report of calls) {
    const { role, madeAt, id } = report.site;
    if (role === 'construct' || (role === 'wrapper' && madeAt?.file === file)) continue;
    const key = role === 'wrapper' && madeAt ? `${madeAt.file}#${madeAt.range.start}` : id;
    const known = requests.get(key);
    if (known) known.push(report);
    else requests.set(key, [report]);
  }
  return [...requests.values()];
}

/** What one of several call sites costs; undefined when that is not known of one. */
function costOf(reports: readonly CallReport[]): Range | undefined {
  const costs = reports.map(({ site, estimate }) => {
    if (estimate.kind === 'priced') return [estimate.costPerCall];
    const isOpen = site.model.kind !== 'choice' || site.model.isOpen;
    return isOpen ? [] : pricesOf(estimate.alternatives ?? []);
  });
  const all = costs.flat();
  return costs.every(each => each.length > 0) ? { low: Math.min(...all), high: Math.max(...all) } : undefined;
}

/** Empty unless each of several models has a price. */
function pricesOf(alternatives: readonly ComparedEstimate[]): number[] {
  const prices = alternatives.flatMap(({ estimate }) => (estimate.kind === 'priced' ? [estimate.costPerCall] : []));
  return prices.length === alternatives.length ? prices : [];
}

function rangeText({ low, high }: Range): string {
  const [from, to] = [formatUsd(low), formatUsd(high)];
  return from === to ? from : `${from}–${to}`;
}

/** A cell's line is named with its cell. */
const placeName = (line: string): string => (/^\d/.test(line) ? `line ${line}` : line);

function sum(requests: readonly (readonly CallReport[])[]): { total: Range; priced: number } {
  const costs = requests.flatMap(reports => costOf(reports) ?? []);
  const total = costs.reduce(({ low, high }, each) => ({ low: low + each.low, high: high + each.high }), {
    low: 0,
    high: 0,
  });
  return { total, priced: costs.length };
}
