import { calculate, exactnessOf, suits, type Calculation, type Fit } from '../core/estimates/calculate';
import type { CostLine } from '../core/pricing';
import type { Exactness } from '../core/tokens';
import type { AssumptionName, ComparedModel, ComparisonSet, OwnModel, Profile, Show, Subject } from './protocol';

/** The figures that the panel's controls set. */
export type Scenario = Readonly<Record<AssumptionName, number>>;

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
  /** Of the input's count, with this call's tools and schemas considered. */
  readonly exactness: Exactness;
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
  const ownCost = ownSource && costPerCall(calculateRow(ownSource, profile, scenario));
  const rows: Row[] = [];
  for (const source of models) {
    const { card } = source;
    const key = keyOf(card);
    const isOwn = key === ownKey;
    const isCompared = compared.has(key);
    if (!isOwn && !suits(card, profile)) continue;
    const named = { key, model: card.model, provider: card.providerName, isOwn, isCompared };
    const calculation = calculateRow(source, profile, scenario);
    rows.push(
      calculation.kind === 'priced'
        ? {
            ...named,
            ...pricedFigures(calculation),
            kind: 'priced',
            source,
            exactness: exactnessOf(source, profile),
            difference: relativeTo(ownCost, calculation.costPerCall),
          }
        : { ...named, kind: 'unpriced', because: `the price list has no ${calculation.missing} price`, isLocal: false },
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

/** The same calculation as that of every estimate, with the panel's figures. */
function calculateRow(source: ComparedModel, profile: Profile, scenario: Scenario): Calculation {
  const counts = profile.counts[source.encoding] ?? { text: 0, cacheablePrefix: 0 };
  return calculate({ shape: profile, counts }, source, scenario, source.card);
}

const pricedFigures = (calculation: Calculation & { kind: 'priced' }) => ({
  inputTokens: calculation.input.total,
  outputTokens: calculation.output.expected,
  fit: calculation.fit,
  costs: {
    perCall: calculation.costPerCall,
    worstPerCall: calculation.worstCostPerCall,
    perMillionCalls: calculation.costPerMillionCalls,
    perMonth: calculation.costPerMonth,
    lines: calculation.cost.lines,
  },
});

const costPerCall = (calculation: Calculation): number | undefined =>
  calculation.kind === 'priced' ? calculation.costPerCall : undefined;

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
