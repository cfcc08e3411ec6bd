import { formatPercent, formatUsd } from '../../core/format';
import type { PricedRow, Row } from '../comparison';
import type { OwnModel, Show } from '../protocol';
import { element, setText, type View } from './dom';

interface HeaderState {
  readonly show: Show;
  /** Every row, whatever is filtered. */
  readonly rows: readonly Row[];
}

interface Callbacks {
  readonly selectSubject: (id: string) => void;
  readonly reveal: () => void;
}

/** What is compared, and what it costs with the model in the code. */
export function header({ selectSubject, reveal }: Callbacks): View<HeaderState> {
  const title = element('h1');
  const pick = element('select', { 'aria-label': 'Call site', class: 'pick' });
  pick.addEventListener('change', () => selectSubject(pick.value));
  const detail = element('p', { class: 'detail' });
  const open = element('vscode-button', { secondary: true, class: 'reveal' }, 'Show in editor');
  open.addEventListener('click', reveal);
  const figures = element('dl', { class: 'figures', 'aria-label': 'Cost with the model in the code' });
  const remark = element('p', { class: 'remark' });
  return {
    element: element(
      'header',
      {},
      element('div', { class: 'subject' }, element('div', { class: 'names' }, title, pick, detail), open),
      element('div', { class: 'own-cost' }, figures, remark),
    ),
    update({ show: { subject, callSites }, rows }) {
      const canPick = callSites.length > 1;
      title.hidden = canPick;
      pick.hidden = !canPick;
      setText(title, subject.title);
      if (canPick) {
        pick.replaceChildren(...callSites.map(site => element('option', { value: site.id }, site.title)));
        pick.value = subject.id;
      }
      setText(detail, subject.detail);
      open.hidden = !subject.isInEditor;
      const own = rows.find((row): row is PricedRow => row.isOwn && row.kind === 'priced');
      const cheapest = cheapestOf(rows, own);
      figures.hidden = !own;
      figures.replaceChildren(...(own ? ownFigures(own) : []));
      setText(remark, own ? cheapestRemark(own, cheapest) : ownRemark(subject.own, cheapest));
    },
  };
}

function ownFigures({ model, costs }: PricedRow): Node[] {
  const figure = (value: string, unit: string, kind = '') =>
    element('div', { class: `figure ${kind}` }, element('dt', {}, unit), element('dd', {}, value));
  return [
    figure(model, 'in the code', 'name'),
    figure(formatUsd(costs.perCall), 'per call'),
    figure(formatUsd(costs.perMillionCalls), 'per 1M calls'),
    ...(costs.perMonth === undefined ? [] : [figure(formatUsd(costs.perMonth), 'per month')]),
    figure(costs.worstPerCall === undefined ? 'unknown' : formatUsd(costs.worstPerCall), 'at worst'),
  ];
}

/** The cheapest of the comparison set that the call fits. */
function cheapestOf(rows: readonly Row[], own: PricedRow | undefined): PricedRow | undefined {
  return rows
    .filter((row): row is PricedRow => row.kind === 'priced' && row.isCompared && row.fit.kind !== 'overflows')
    .filter(row => row !== own)
    .sort((a, b) => a.costs.perCall - b.costs.perCall)[0];
}

function cheapestRemark(own: PricedRow, cheapest: PricedRow | undefined): string {
  if (!cheapest) return '';
  const { difference } = cheapest;
  if (difference === undefined || difference > -0.005) return 'No model of the comparison set is cheaper.';
  const saved = own.costs.perMillionCalls - cheapest.costs.perMillionCalls;
  return `${cheapest.model} would cost ${formatPercent(-difference)} less: ${formatUsd(saved)} per 1M calls.`;
}

function ownRemark(own: OwnModel, cheapest: PricedRow | undefined): string {
  const from = cheapest
    ? ` The comparison set starts at ${formatUsd(cheapest.costs.perCall)} per call, with ${cheapest.model}.`
    : '';
  switch (own.kind) {
    case 'unpriced':
      return own.isLocal
        ? `${own.name} runs locally: it has no price per token.${from}`
        : `No price is known for ${own.name}, the model in the code: ${own.because}.${from}`;
    case 'unknown':
      return `The model in the code is not known: ${own.because}.${from}`;
    case 'priced':
      return `The price list has no complete prices for ${own.name}, the model in the code.${from}`;
    case 'none':
      return from.trim();
  }
}
