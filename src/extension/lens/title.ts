import type { CallReport, PromptReport } from '../../core/analysis';
import type { ModelRef } from '../../core/callsites';
import type {
  ComparedEstimate,
  Estimate,
  InputTokens,
  OutputTokens,
  PricedEstimate,
  UnpricedEstimate,
} from '../../core/estimates';
import { formatPercent, formatTokens, formatUsd } from '../../core/format';
import type { LensPart } from '../contributions';

const SEPARATOR = ' · ';

/** A difference below this share is not told: the cheapest is then as good as the call's own model. */
const NOTEWORTHY_SHARE = 0.005;

/** What stands above a call, on one line. */
export function callTitle(report: CallReport, parts: readonly LensPart[]): string {
  const { site, estimate, comparison } = report;
  if (estimate.kind === 'unpriced') return unpricedTitle(report, estimate);
  return parts
    .map(part => pricedPart(part, modelName(site.model) ?? estimate.card.model, estimate, comparison))
    .filter(text => text !== undefined)
    .join(SEPARATOR);
}

/** What stands above a long prompt text. */
export function promptTitle({ tokens, exactness, model, costPerMillionCalls }: PromptReport): string {
  const size = `${exactness === 'approximate' ? '≈' : ''}${formatTokens(tokens)} tokens`;
  if (costPerMillionCalls === undefined)
    return model === undefined ? size : `${size}${SEPARATOR}no price known for ${model}`;
  const cost = `${formatUsd(costPerMillionCalls)}/1M calls`;
  return [size, model === undefined ? cost : `${cost} with ${model}`].join(SEPARATOR);
}

/** The model as the code has it; undefined when that can't be known. */
export function modelName(model: ModelRef): string | undefined {
  switch (model.kind) {
    case 'known':
      return model.id;
    case 'choice':
      return [...model.ids, ...(model.isOpen ? ['another'] : [])].join(' or ');
    case 'unknown':
      return undefined;
  }
}

/** The cheapest compared model that the call fits; undefined when none has a price. */
export function cheapestOf(
  comparison: readonly ComparedEstimate[],
): { model: string; estimate: PricedEstimate } | undefined {
  return comparison
    .flatMap(({ model, estimate }) =>
      estimate.kind === 'priced' && estimate.fitsContext !== false ? [{ model, estimate }] : [],
    )
    .sort((a, b) => a.estimate.costPerCall - b.estimate.costPerCall)[0];
}

/** `~` where a slot is assumed, `≈` where the tokenizer is only a near one. */
export function inputText(input: InputTokens, exactness: Estimate['exactness']): string {
  const mark = input.assumed > 0 ? '~' : exactness === 'approximate' ? '≈' : '';
  return mark + formatTokens(input.total);
}

/** `~` unless the code or the comment above the call says how much comes out. */
export function outputText({ expected }: OutputTokens, { assumptions }: Pick<Estimate, 'assumptions'>): string {
  const assumption = assumptions.find(({ name }) => name === 'outputTokens');
  const isStated =
    assumption?.source === 'code' || assumption?.source === 'directive' || assumption?.source === 'observed';
  return (assumption && !isStated ? '~' : '') + formatTokens(expected);
}

function pricedPart(
  part: LensPart,
  model: string,
  estimate: PricedEstimate,
  comparison: readonly ComparedEstimate[],
): string | undefined {
  switch (part) {
    case 'model':
      return model;
    case 'perCall':
      return `${formatUsd(estimate.costPerCall)}/call`;
    case 'perMillionCalls':
      return `${formatUsd(estimate.costPerMillionCalls)}/1M calls`;
    case 'perMonth':
      return estimate.costPerMonth === undefined ? undefined : `${formatUsd(estimate.costPerMonth)}/month`;
    case 'tokens':
      return tokensText(estimate);
    case 'cheapest':
      return cheapestText(estimate, comparison);
  }
}

function tokensText(estimate: PricedEstimate): string {
  const input = inputText(estimate.input, estimate.exactness);
  // An embedding has no completion.
  if (estimate.output.expected === 0) return `${input} tokens`;
  return `${input} in → ${outputText(estimate.output, estimate)} out`;
}

function cheapestText(own: PricedEstimate, comparison: readonly ComparedEstimate[]): string | undefined {
  const cheapest = cheapestOf(comparison);
  if (!cheapest || own.costPerCall === 0) return undefined;
  const saving = 1 - cheapest.estimate.costPerCall / own.costPerCall;
  if (saving < NOTEWORTHY_SHARE) return 'cheapest compared';
  return `cheapest ${cheapest.model} −${formatPercent(saving)}`;
}

function unpricedTitle({ site: { model, role }, comparison }: CallReport, estimate: UnpricedEstimate): string {
  // It costs nothing itself: what it is asked later on does.
  if (role === 'construct') return [modelName(model) ?? 'model unknown', 'set here, called elsewhere'].join(SEPARATOR);
  const parts = [
    subjectText(model, estimate),
    rangeText(estimate),
    unpricedTokens(estimate, comparison),
    'compare models',
  ];
  return parts.filter(text => text !== undefined).join(SEPARATOR);
}

function subjectText(model: ModelRef, { isLocal, because }: UnpricedEstimate): string {
  switch (model.kind) {
    case 'known':
      return `${model.id}${SEPARATOR}${isLocal ? 'runs locally, no price per token' : 'no price known'}`;
    case 'choice':
      return modelName(model) ?? because;
    case 'unknown':
      return `model unknown (${model.because})`;
  }
}

/** From the cheapest to the dearest model that a call may have. */
function rangeText({ alternatives = [] }: UnpricedEstimate): string | undefined {
  const costs = alternatives.flatMap(({ estimate }) =>
    estimate.kind === 'priced' ? [estimate.costPerMillionCalls] : [],
  );
  if (costs.length === 0) return undefined;
  const [low, high] = [formatUsd(Math.min(...costs)), formatUsd(Math.max(...costs))];
  return `${low === high ? low : `${low}–${high}`}/1M calls`;
}

/**
 * Without a model of its own, a call has at least as many tokens as the model that counts fewest: of those that it may
 * have, else of the compared ones.
 */
function unpricedTokens(
  { input, exactness, alternatives = [] }: UnpricedEstimate,
  comparison: readonly ComparedEstimate[],
): string | undefined {
  if (input) return `${inputText(input, exactness)} tokens in`;
  const models = alternatives.some(({ estimate }) => estimate.input) ? alternatives : comparison;
  const totals = models.flatMap(({ estimate }) => (estimate.input ? [estimate.input.total] : []));
  return totals.length === 0 ? undefined : `${formatTokens(Math.min(...totals))}+ tokens in`;
}
