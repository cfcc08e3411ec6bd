import type { CostLine, RateCard, Usage } from '../core/pricing';
import { price } from '../core/pricing/price';
import type { AssumptionName, ComparedModel, ComparisonSet, OwnModel, Profile, Show, Subject } from './protocol';

/** The figures that the panel's controls set. */
export type Scenario = Readonly<Record<AssumptionName, number>>;

/** How a call stands to a model's context window. */
export type Fit =
  | { readonly kind: 'fits'; readonly share: number; readonly window: number }
  | { readonly kind: 'overflows'; readonly by: number; readonly window: number }
  | { readonly kind: 'unknown' };

/** USD. */
export interface Costs {
  readonly perCall: number;
  /** With the longest completion that cap and model allow; undefined when neither is known. */
  readonly worstPerCall: number | undefined;
  readonly perMillionCalls: number;
  /** Undefined when no volume is assumed. */
  readonly perMonth: number | undefined;
  /** Of one call, by kind of token. */
  readonly lines: readonly CostLine[];
}

interface Named {
  /** Stable over messages: `openai:gpt-4o`. */
  readonly key: string;
  readonly model: string;
  /** For people; empty when not known. */
  readonly provider: string;
  /** The model in the code. */
  readonly isOwn: boolean;
  readonly isCompared: boolean;
}

export interface PricedRow extends Named {
  readonly kind: 'priced';
  readonly source: ComparedModel;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costs: Costs;
  readonly fit: Fit;
  /** Relative to the model in the code: −0.5 is half its cost; undefined without one, or when that costs nothing. */
  readonly difference: number | undefined;
}

export interface UnpricedRow extends Named {
  readonly kind: 'unpriced';
  readonly because: string;
  readonly isLocal: boolean;
}

export type Row = PricedRow | UnpricedRow;

export const sortColumns = [
  'model',
  'provider',
  'perCall',
  'difference',
  'perMillionCalls',
  'perMonth',
  'worstPerCall',
  'inputTokens',
  'fit',
] as const;
export type SortColumn = (typeof sortColumns)[number];

export interface Sort {
  readonly column: SortColumn;
  readonly isDescending: boolean;
}

export interface Filter {
  /** `compared`: the comparison set and the model in the code; `all`: every model that suits the call. */
  readonly scope: 'compared' | 'all';
  /** Words that must all occur in model or provider. */
  readonly text: string;
  /** Names of providers; empty for any. */
  readonly providers: readonly string[];
  /** Only models whose context window is known to be large enough. */
  readonly onlyFitting: boolean;
}

export const keyOf = ({ provider, model }: { provider: string; model: string }): string => `${provider}:${model}`;

/** What the subject's assumptions say, as figures. */
export function scenarioOf({ assumptions }: Subject): Scenario {
  return {
    inputTokens: assumptions.inputTokens.value,
    outputTokens: assumptions.outputTokens.value,
    cacheHitShare: assumptions.cacheHitShare.value,
    callsPerMonth: assumptions.callsPerMonth.value,
  };
}

/** Why a call cannot be compared at all; undefined when it can. */
export const whyIncomparable = ({ mode }: Profile): string | undefined =>
  mode === 'text' || mode === 'embedding'
    ? undefined
    : 'What such a call costs does not depend on tokens of text alone.';

/** A row for every model that suits the call, for its own model, and for each compared name without a price. */
export function compareModels(
  { subject, comparisonSet }: Pick<Show, 'subject' | 'comparisonSet'>,
  models: readonly ComparedModel[],
  scenario: Scenario,
): readonly Row[] {
  const { own, profile } = subject;
  if (whyIncomparable(profile) !== undefined) return unpricedRows(own, []);
  const ownKey = own.kind === 'priced' ? keyOf(own) : undefined;
  const compared = new Set(comparisonSet.map(entry => (entry.kind === 'priced' ? keyOf(entry) : '')));
  const ownSource = models.find(({ card }) => keyOf(card) === ownKey);
  const ownCost = ownSource && priceRow(ownSource, profile, scenario)?.costs.perCall;
  const rows: Row[] = [];
  for (const source of models) {
    const { card } = source;
    const key = keyOf(card);
    const isOwn = key === ownKey;
    const isCompared = compared.has(key);
    if (!isOwn && !suits(card, profile)) continue;
    const named = { key, model: card.model, provider: card.providerName, isOwn, isCompared };
    const figures = priceRow(source, profile, scenario);
    rows.push(
      figures
        ? { ...named, ...figures, kind: 'priced', source, difference: relativeTo(ownCost, figures.costs.perCall) }
        : { ...named, kind: 'unpriced', because: missingRate(card), isLocal: false },
    );
  }
  return [...unpricedRows(own, comparisonSet), ...rows];
}

/** Rows in order; those without the figure in question come last in either direction. */
export function sortRows(rows: readonly Row[], { column, isDescending }: Sort): readonly Row[] {
  const direction = isDescending ? -1 : 1;
  const decorated = rows.map(row => ({ row, value: sortValue(row, column) }));
  decorated.sort((a, b) => {
    if (a.value === undefined || b.value === undefined) {
      return Number(a.value === undefined) - Number(b.value === undefined) || byName(a.row, b.row);
    }
    return direction * order(a.value, b.value) || byName(a.row, b.row);
  });
  return decorated.map(({ row }) => row);
}

export function filterRows(rows: readonly Row[], filter: Filter): readonly Row[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const providers = new Set(filter.providers);
  return rows.filter(row => {
    if (filter.scope === 'compared' && !row.isCompared && !row.isOwn) return false;
    if (providers.size > 0 && !providers.has(row.provider)) return false;
    if (filter.onlyFitting && (row.kind === 'unpriced' || row.fit.kind !== 'fits')) return false;
    const name = `${row.model} ${row.key} ${row.provider}`.toLowerCase();
    return words.every(word => name.includes(word));
  });
}

/** Tokens of one call by kind. */
export function usageOf(source: ComparedModel, profile: Profile, scenario: Scenario): Usage {
  const { card, encoding, factor } = source;
  const counts = profile.counts[encoding] ?? { text: 0, cacheablePrefix: 0 };
  const inputTokens = modelTokens(counts.text, factor) + overheadOf(source, profile) + scenario.inputTokens;
  const prefix = Math.min(modelTokens(counts.cacheablePrefix, factor), inputTokens);
  const isCached = scenario.cacheHitShare > 0 && canCache(card, prefix);
  const cacheReadTokens = isCached ? Math.round(prefix * scenario.cacheHitShare) : 0;
  return {
    inputTokens,
    cacheReadTokens,
    // Who reads from a cache has written to it: with each call that misses.
    cacheWriteTokens: isCached && card.rates.cacheWrite !== undefined ? prefix - cacheReadTokens : 0,
    outputTokens: profile.choices * Math.min(scenario.outputTokens, longestCompletion(card, profile) ?? Infinity),
  };
}

// 10 × 1.1 is a little more than 11 in binary, and not 12 tokens.
const modelTokens = (count: number, factor: number): number => Math.ceil(Math.round(count * factor * 1e6) / 1e6);

function overheadOf({ overhead }: ComparedModel, { messages, tools }: Profile): number {
  const forTools = tools > 0 ? overhead.toolsPresent + tools * overhead.perTool : 0;
  return messages > 0 ? overhead.perRequest + messages * overhead.perMessage + forTools : forTools;
}

function priceRow(
  source: ComparedModel,
  profile: Profile,
  scenario: Scenario,
): Pick<PricedRow, 'inputTokens' | 'outputTokens' | 'costs' | 'fit'> | undefined {
  const { card } = source;
  const usage = usageOf(source, profile, scenario);
  const { inputTokens, outputTokens } = usage;
  if (card.rates.input === undefined || (card.rates.output === undefined && profile.mode !== 'embedding'))
    return undefined;
  const cost = price(usage, card);
  const longest = longestCompletion(card, profile);
  const worst = longest === undefined ? undefined : price({ ...usage, outputTokens: longest * profile.choices }, card);
  return {
    inputTokens,
    outputTokens,
    fit: fitOf(inputTokens + (profile.outputCap ?? outputTokens / profile.choices), card.contextWindow),
    costs: {
      perCall: cost.usd,
      worstPerCall: worst?.usd,
      perMillionCalls: cost.usd * 1e6,
      perMonth: scenario.callsPerMonth > 0 ? cost.usd * scenario.callsPerMonth : undefined,
      lines: cost.lines,
    },
  };
}

/** Tokens; undefined when neither code nor model sets a bound. */
function longestCompletion({ outputLimit }: RateCard, { mode, outputCap }: Profile): number | undefined {
  if (mode === 'embedding') return 0;
  if (outputCap === undefined) return outputLimit;
  return Math.min(outputCap, outputLimit ?? Infinity);
}

const canCache = ({ cache, rates }: RateCard, prefix: number): boolean =>
  cache.mode !== 'none' && rates.cacheRead !== undefined && prefix >= (cache.minimumTokens ?? 1);

function fitOf(tokens: number, window: number | undefined): Fit {
  if (window === undefined) return { kind: 'unknown' };
  return tokens > window
    ? { kind: 'overflows', by: tokens - window, window }
    : { kind: 'fits', share: tokens / window, window };
}

/** Whether a model can answer such a call at all: one that writes nothing makes embeddings. */
const suits = ({ rates }: RateCard, { mode }: Profile): boolean =>
  mode === 'embedding' ? !rates.output : rates.output !== undefined;

const missingRate = ({ rates }: RateCard): string =>
  `the price list has no ${rates.input === undefined ? 'input' : 'output'} price`;

const relativeTo = (own: number | undefined, cost: number): number | undefined =>
  own === undefined || own === 0 ? undefined : cost / own - 1;

function unpricedRows(own: OwnModel, comparisonSet: ComparisonSet): UnpricedRow[] {
  const rows = new Map<string, UnpricedRow>();
  const add = (name: string, because: string, isLocal: boolean, isOwn: boolean): void => {
    const key = `?:${name}`;
    rows.set(key, { kind: 'unpriced', key, model: name, provider: '', because, isLocal, isOwn, isCompared: !isOwn });
  };
  for (const entry of comparisonSet) {
    if (entry.kind === 'unpriced') add(entry.name, entry.because, entry.isLocal, false);
  }
  if (own.kind === 'unpriced') add(own.name, own.because, own.isLocal, true);
  return [...rows.values()];
}

function sortValue(row: Row, column: SortColumn): number | string | undefined {
  if (column === 'model') return row.model;
  if (column === 'provider') return row.provider || undefined;
  if (row.kind === 'unpriced') return undefined;
  switch (column) {
    case 'perCall':
    case 'perMillionCalls':
      return row.costs.perCall;
    case 'perMonth':
      return row.costs.perMonth;
    case 'worstPerCall':
      return row.costs.worstPerCall;
    case 'difference':
      return row.difference;
    case 'inputTokens':
      return row.inputTokens;
    case 'fit':
      return fitShare(row.fit);
  }
}

const fitShare = (fit: Fit): number | undefined => {
  if (fit.kind === 'unknown') return undefined;
  return fit.kind === 'fits' ? fit.share : (fit.window + fit.by) / fit.window;
};

const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const order = (a: number | string, b: number | string): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : names.compare(String(a), String(b));

const byName = (a: Row, b: Row): number => names.compare(a.model, b.model) || names.compare(a.provider, b.provider);
