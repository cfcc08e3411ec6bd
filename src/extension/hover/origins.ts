import type { CallReport } from '../../core/analysis';
import type { CallSite, Hop, HopKind, ModelSource } from '../../core/callsites';
import type { Estimate, PricedEstimate } from '../../core/estimates';
import { formatPercent, formatTokens, formatUsd } from '../../core/format';
import type { RateCard } from '../../core/pricing';
import type { Place } from '../../core/text';
import { commandAddress, escapeMarkdown, link } from '../markdown';

/** How people name the line of a place in an open file, `12` or `cell 4:12`. */
export type LineOf = (place: Place) => string | undefined;

/** Where each figure of an estimate comes from. */
export function originsSection({ site, estimate }: CallReport, lineOf: LineOf): string {
  const items = [
    ...(estimate.kind === 'priced' ? pricedOrigins(estimate) : [`Price: ${escapeMarkdown(estimate.because)}`]),
    nearestOrigin(estimate),
    modelOrigin(site, lineOf),
    capOrigin(site, lineOf),
    site.madeAt && `Request: sent by ${placeLink(site.madeAt, lineOf)}`,
  ];
  const list = items.filter(item => item !== undefined).map(item => `- ${item}`);
  return ['**Where the figures come from**', '', ...list].join('\n');
}

function pricedOrigins({ card, tokenizer, input, cost }: PricedEstimate): string[] {
  const { source, asOf, url } = card.origin;
  const list = url === undefined ? escapeMarkdown(source) : link(source, url);
  const tier =
    cost.tier && `this prompt is above ${formatTokens(cost.tier.aboveInputTokens)} tokens, where dearer rates hold`;
  const cached =
    input.cacheablePrefix > 0
      ? [`Prefix: ${formatTokens(input.cacheablePrefix)} tokens stand before the first value that changes`]
      : [];
  return [
    `Price: ${ratesText(card)} (${list}, ${escapeMarkdown(asOf)})`,
    ...(tier === undefined ? [] : [`Tier: ${tier}`]),
    `Tokens: ${escapeMarkdown(tokenizer.name)}, ${exactnessText(tokenizer)}`,
    ...cached,
    ...card.notes.map(escapeMarkdown),
  ];
}

function ratesText({ rates }: RateCard): string {
  const known = [
    [rates.input, 'in'],
    [rates.cacheRead, 'cached in'],
    [rates.output, 'out'],
  ] as const;
  const texts = known.flatMap(([rate, kind]) => (rate === undefined ? [] : [`${formatUsd(rate)} ${kind}`]));
  return `${texts.join(', ')} per 1M tokens`;
}

function exactnessText({ exactness, error }: PricedEstimate['tokenizer']): string {
  if (exactness === 'exact') return 'exact';
  return error === undefined ? 'approximate, error not published' : `approximate, ±${formatPercent(error)}`;
}

function nearestOrigin(estimate: Estimate): string | undefined {
  if (estimate.kind === 'priced' || estimate.nearest.length === 0) return undefined;
  return `Similar names with a price: ${estimate.nearest.map(escapeMarkdown).join(', ')}`;
}

const SOURCES: Readonly<Record<ModelSource, string>> = {
  literal: 'written in the call',
  sameFile: 'from this file',
  crossFile: 'from another file',
  envDefault: 'a default, which the environment, an option or a setting may replace where it runs',
  config: 'from the configuration',
  dynamic: 'one of the values it can take',
};

function modelOrigin({ model }: CallSite, lineOf: LineOf): string {
  switch (model.kind) {
    case 'known':
      return `Model: ${SOURCES[model.from]}${trailText(model.trail, lineOf)}`;
    case 'choice':
      return `Model: one of ${model.ids.length}${model.isOpen ? ' or more' : ''}, ${SOURCES[model.from]}${trailText(model.trail, lineOf)}`;
    case 'unknown':
      return `Model: unknown, ${escapeMarkdown(model.because)}${trailText(model.trail, lineOf)}`;
  }
}

function capOrigin({ outputCap }: CallSite, lineOf: LineOf): string | undefined {
  switch (outputCap.state) {
    case 'set': {
      const { parameter, value, at, trail } = outputCap;
      const places = trail.length > 0 ? trailText(trail, lineOf) : `: ${placeLink(at, lineOf)}`;
      return `Output cap: ${escapeMarkdown(parameter)} = ${value}${places}`;
    }
    case 'dynamic':
      return `Output cap: ${escapeMarkdown(outputCap.parameter)} is known at run time only (${escapeMarkdown(outputCap.because)})`;
    case 'missing':
      return `Output cap: none; ${escapeMarkdown(outputCap.parameter)} would set one`;
    case 'notApplicable':
      return undefined;
  }
}

const HOPS: Readonly<Record<HopKind, string>> = {
  literal: 'value',
  binding: 'variable',
  default: 'default',
  environment: 'environment variable',
  option: 'option',
  configuration: 'setting',
  field: 'field',
  argument: 'argument',
  return: 'result of',
  import: 'import',
  spread: 'spread',
};

/** The steps from the call to the value, each with a link to its place. */
function trailText(trail: readonly Hop[], lineOf: LineOf): string {
  return trail.map(hop => `\n  - ${hopText(hop, lineOf)}`).join('');
}

function hopText({ kind, name, place }: Hop, lineOf: LineOf): string {
  const what = [HOPS[kind], name === '' ? undefined : escapeMarkdown(name)].filter(Boolean).join(' ');
  return `${what}: ${placeLink(place, lineOf)}`;
}

/** Folders that a link's tip names. */
const TIP_PARTS = 4;

function placeLink(place: Place, lineOf: LineOf): string {
  const line = lineOf(place) ?? place.line?.toString();
  const parts = decoded(place.file).split('/');
  const name = parts.at(-1) ?? '';
  const label = line === undefined ? name : `${name}:${line}`;
  const address = commandAddress('meterline.reveal', {
    uri: place.file,
    start: place.range.start,
    end: place.range.end,
  });
  return link(label, address, parts.slice(-TIP_PARTS).join('/'));
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    // A name of a virtual file may hold a bare `%`.
    return address;
  }
}
