import type { CallReport } from '../../core/analysis';
import type { Estimate, PricedEstimate } from '../../core/estimates';
import { formatPercent, formatUsd } from '../../core/format';
import { modelName } from '../lens/title';
import { escapeMarkdown } from '../markdown';

/** The call with its own model first, then with the compared ones from cheap to dear; unpriced ones come last. */
export function comparisonTable({ site, estimate, comparison }: CallReport): string | undefined {
  if (comparison.length === 0 && estimate.kind === 'unpriced') return undefined;
  const own = modelName(site.model);
  const others = comparison
    .filter(({ model }) => model !== own)
    .toSorted((a, b) => sortKey(a.estimate) - sortKey(b.estimate))
    .map(({ model, estimate: other }) => row(escapeMarkdown(model), other, estimate));
  const title = own === undefined ? '**model unknown**' : `**${escapeMarkdown(own)}**`;
  return [
    '| Model | per call | per 1M calls | difference |',
    '|:--|--:|--:|--:|',
    row(title, estimate, estimate),
    ...others,
  ].join('\n');
}

const sortKey = (estimate: Estimate) => (estimate.kind === 'priced' ? estimate.costPerCall : Infinity);

function row(title: string, estimate: Estimate, own: Estimate): string {
  if (estimate.kind === 'unpriced') {
    return `| ${title} | – | – | ${estimate.isLocal ? 'runs locally' : escapeMarkdown(estimate.because)} |`;
  }
  const mark = estimate.exactness === 'approximate' ? '≈' : '';
  const costs = `${mark}${formatUsd(estimate.costPerCall)} | ${mark}${formatUsd(estimate.costPerMillionCalls)}`;
  return `| ${title} | ${costs} | ${remark(estimate, own)} |`;
}

function remark(estimate: PricedEstimate, own: Estimate): string {
  if (estimate.fitsContext === false) return 'does not fit its context';
  if (estimate === own || own.kind === 'unpriced' || own.costPerCall === 0) return '';
  const change = estimate.costPerCall / own.costPerCall - 1;
  return Math.abs(change) < 0.0005 ? 'same' : `${change < 0 ? '−' : '+'}${formatPercent(Math.abs(change))}`;
}
