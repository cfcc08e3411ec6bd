import type { CallReport, FileAnalysis } from '../../core/analysis';
import { formatUsd } from '../../core/format';
import { commandAddress, escapeMarkdown, link } from '../markdown';
import { modelName } from '../lens/title';

/** Calls that the tooltip lists; the panel has them all. */
const MAX_LISTED = 12;

/** What one call of each call site of a file costs together; undefined when the file has none. */
export function fileCost(analysis: FileAnalysis): string | undefined {
  const calls = requestsOf(analysis);
  if (calls.length === 0) return undefined;
  const { usd, priced } = sum(calls);
  const count = calls.length === 1 ? '1 call' : `${calls.length} calls`;
  if (priced === 0) return `${count}, cost unknown`;
  const unknown = calls.length - priced;
  return `${formatUsd(usd)} · ${count}${unknown === 0 ? '' : `, ${unknown} unknown`}`;
}

/** The same as Markdown, call by call. */
export function fileCostDetails(analysis: FileAnalysis, lineOf: (offset: number) => string): string {
  const { file } = analysis;
  const calls = requestsOf(analysis);
  const { usd, priced } = sum(calls);
  const rows = calls.slice(0, MAX_LISTED).map(({ site, estimate }) => {
    const { start } = site.where.call;
    const place = link(
      placeName(lineOf(start)),
      commandAddress('meterline.reveal', { uri: file, ...site.where.method }),
    );
    const model = escapeMarkdown(modelName(site.model) ?? 'model unknown');
    return `| ${place} | ${model} | ${estimate.kind === 'priced' ? formatUsd(estimate.costPerCall) : 'unknown'} |`;
  });
  const rest = calls.length - rows.length;
  return [
    `**Meterline: calls in this file**`,
    '',
    priced === 0
      ? 'What they cost is not known.'
      : `One call of each${priced < calls.length ? ` of the ${priced} with a known cost` : ''}: ${formatUsd(usd)}`,
    '',
    '| Call | Model | per call |',
    '|:--|:--|--:|',
    ...rows,
    ...(rest > 0 ? ['', `and ${rest} more`] : []),
  ].join('\n');
}

/** One request is one cost: making a model costs nothing, and what a wrapper of the same file sends is counted there. */
const requestsOf = ({ calls, file }: FileAnalysis): readonly CallReport[] =>
  calls.filter(({ site }) => site.role === 'call' || (site.role === 'wrapper' && site.madeAt?.file !== file));

/** A cell's line is named with its cell. */
const placeName = (line: string): string => (/^\d/.test(line) ? `line ${line}` : line);

function sum(calls: readonly CallReport[]): { usd: number; priced: number } {
  const costs = calls.flatMap(({ estimate }) => (estimate.kind === 'priced' ? [estimate.costPerCall] : []));
  return { usd: costs.reduce((total, cost) => total + cost, 0), priced: costs.length };
}
