import { formatPercent, formatTokens, formatUsd } from '../../core/format';
import type { CacheFacts, Rates } from '../../core/pricing';
import type { PricedRow, Row } from '../comparison';
import type { Show } from '../protocol';
import { element, setText, type View } from './dom';

interface DetailsState {
  readonly row: Row | undefined;
  readonly prices: Show['prices'];
}

/** Where the figures of the selected model come from. */
export function details(): View<DetailsState> {
  const name = element('strong');
  const rates = element('span');
  const tokens = element('p');
  const origin = element('p', { class: 'quiet' });
  return {
    element: element(
      'section',
      { class: 'details', 'aria-label': 'Where the figures of the selected model come from' },
      element('p', {}, name, rates),
      tokens,
      origin,
    ),
    update({ row, prices }) {
      setText(name, row ? `${row.model}${row.provider ? `, ${row.provider}` : ''}` : 'No model selected');
      setText(rates, row?.kind === 'priced' ? `: ${ratesText(row.source.card.rates)} per 1M tokens` : '');
      setText(tokens, tokensText(row));
      setText(origin, row?.kind === 'priced' ? originText(row) : `Prices: ${prices.source}, as of ${prices.asOf}.`);
    },
  };
}

function ratesText({ input, cacheRead, cacheWrite, output }: Rates): string {
  const rate = (usd: number | undefined, title: string) => (usd === undefined ? [] : [`${formatUsd(usd)} ${title}`]);
  return [
    ...rate(input, 'in'),
    ...rate(cacheRead, 'cached in'),
    ...rate(cacheWrite, 'cache write'),
    ...rate(output, 'out'),
  ].join(', ');
}

function tokensText(row: Row | undefined): string {
  if (!row) return '';
  if (row.kind === 'unpriced') return row.isLocal ? 'Runs locally: no price per token.' : `No price: ${row.because}.`;
  const { tokenizer, card } = row.source;
  return `${formatTokens(row.inputTokens)} tokens in (${tokenizer}, ${qualityText(row)}), ${formatTokens(row.outputTokens)} out. ${cacheText(card.cache)}`;
}

function qualityText({ exactness, source }: PricedRow): string {
  if (exactness === 'exact') return 'exact';
  if (source.exactness === 'exact') return 'approximate for tools and schemas';
  return `approximate${source.error === undefined ? '' : `, ±${formatPercent(source.error)}`}`;
}

function cacheText({ mode, minimumTokens }: CacheFacts): string {
  const from = minimumTokens === undefined ? '' : ` from ${formatTokens(minimumTokens)} tokens on`;
  switch (mode) {
    case 'automatic':
      return `Caches prefixes by itself${from}.`;
    case 'explicit':
      return `Caches prefixes that are marked${from}.`;
    case 'none':
      return 'Caches no prefixes.';
    case 'unknown':
      return 'Whether it caches prefixes is not known.';
  }
}

function originText({ source: { card } }: PricedRow): string {
  const retires = card.retiresOn === undefined ? [] : [`Its provider refuses it from ${card.retiresOn} on.`];
  return [`Prices: ${card.origin.source}, ${card.origin.asOf}.`, ...retires, ...card.notes].join(' ');
}
