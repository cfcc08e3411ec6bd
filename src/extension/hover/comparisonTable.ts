import type { CallReport } from '../../core/analysis';
import type { Estimate, PricedEstimate } from '../../core/estimates';
import { formatPercent, formatUsd } from '../../core/format';
import { modelName } from '../lens/title';
import { escapeMarkdown } from '../markdown';

/** Columns of a hover stand close together, and leading spaces are taken away. */
const GAP = '&nbsp;&nbsp;&nbsp;&nbsp;';

/** The call with its own model first, or with each that it may be, then with the compared ones from cheap to dear; unpriced ones come last. */
export function comparisonTable({ site, estimate, comparison }: CallReport): string | undefined {
  if (comparison.length === 0 && estimate.kind === 'unpriced') return undefined;
  const { alternatives = [] } = estimate.kind === 'unpriced' ? estimate : {};
  const own = alternatives.length ? alternatives : [{ model: modelName(site.model), estimate }];
  const shown = new Set(own.map(({ model }) => model));
  const others = comparison
    .filter(({ model }) => !shown.has(model))
    .toSorted((a, b) => sortKey(a.estimate) - sortKey(b.estimate))
    .map(({ model, estimate: other }) => row(escapeMarkdown(model), other, estimate));
  return [
    `| Model |${GAP}per call |${GAP}per 1M calls |${GAP}difference |`,
    '|:--|--:|--:|--:|',
    ...own.map(({ model, estimate: each }) => row(bold(model ?? 'model unknown'), each, each)),
    ...(site.model.kind === 'choice' && site.model.isOpen ? [OPEN] : []),
    ...others,
  ].join('\n');
}

/** Stands for models of a choice that are not known. */
const OPEN = '| **another** | – | – | known at run time only |';

const bold = (name: string): string => `**${escapeMarkdown(name)}**`;

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
  const ratio = estimate.costPerCall / own.costPerCall;
  if (Math.abs(ratio - 1) < 0.0005) return 'same';
  if (ratio >= 2) return `×${ratio < 9.95 ? ratio.toFixed(1) : Math.round(ratio)}`;
  return `${ratio < 1 ? '−' : '+'}${formatPercent(Math.abs(ratio - 1))}`;
}
