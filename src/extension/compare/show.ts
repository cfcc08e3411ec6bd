import type { CallReport } from '../../core/analysis';
import type { CallSite } from '../../core/callsites';
import type { AssumptionSource, EstimateSettings } from '../../core/estimates';
import type { ComparisonData } from '../../host/comparisonData';
import type { Assumptions, AssumptionName, ComparisonSet, OwnModel, Show, Subject } from '../../webview/protocol';
import { modelName } from '../lens/title';

/** Id of a subject that is no call site. */
export const TEXT_ID = 'text';

/** Figures that a user has set in the panel for a text, which no comment can hold. */
export type Overrides = Readonly<Partial<Record<AssumptionName, number>>>;

/** What there is to show of a call; undefined when it is not there any more. */
export function showCall(
  report: CallReport,
  all: readonly CallReport[],
  data: ComparisonData,
  settings: EstimateSettings,
  titleOf: (site: CallSite) => string,
): Show | undefined {
  const { site, comparison } = report;
  const { profile } = data;
  if (!profile) return undefined;
  const { symbol } = site.context;
  const subject: Subject = {
    id: site.id,
    title: titleOf(site),
    detail: symbol === '' ? site.signature : `${site.signature} in ${symbol}`,
    isInEditor: true,
    own: ownModel(report),
    profile,
    assumptions: callAssumptions(report, profile, settings),
  };
  // A chat model makes no embedding: what the estimates leave out is left out here, too.
  const suiting = new Set(comparison.map(({ model }) => model));
  const callSites = all.map(({ site: each }) => ({ id: each.id, title: titleOf(each) }));
  return message(subject, callSites, {
    ...data,
    comparisonSet: data.comparisonSet.filter(({ name }) => suiting.has(name)),
  });
}

/** What there is to show of a selected text. */
export function showText(data: ComparisonData, settings: EstimateSettings, overrides: Overrides): Show | undefined {
  const { profile } = data;
  if (!profile) return undefined;
  const figure = (name: AssumptionName, otherwise: number, source: AssumptionSource) => {
    const own = overrides[name];
    return own === undefined ? { value: otherwise, source } : { value: own, source: 'setting' as const };
  };
  const { outputTokens, cacheHitShare, callsPerMonth, setBy } = settings;
  const subject: Subject = {
    id: TEXT_ID,
    title: 'Selected text',
    detail: 'as the only message of a call',
    isInEditor: false,
    own: { kind: 'none' },
    profile,
    assumptions: {
      inputTokens: figure('inputTokens', 0, 'default'),
      outputTokens: figure('outputTokens', outputTokens, setBy['outputTokens'] ?? 'default'),
      cacheHitShare: figure('cacheHitShare', cacheHitShare, setBy['cacheHitShare'] ?? 'default'),
      callsPerMonth: figure('callsPerMonth', callsPerMonth, setBy['callsPerMonth'] ?? 'default'),
    },
  };
  return message(subject, [], data);
}

function message(
  subject: Subject,
  callSites: Show['callSites'],
  { models, comparisonSet, prices }: ComparisonData,
): Show {
  return {
    type: 'show',
    subject,
    callSites,
    comparisonSet: comparisonSet.map(comparedModel),
    ...(models === undefined ? {} : { models }),
    prices,
  };
}

function comparedModel({ name, match }: ComparisonData['comparisonSet'][number]): ComparisonSet[number] {
  switch (match.kind) {
    case 'found':
      return { kind: 'priced', provider: match.card.provider, model: match.card.model };
    case 'local':
      return { kind: 'unpriced', name, because: 'runs locally, no price per token', isLocal: true };
    case 'unknown':
      return { kind: 'unpriced', name, because: match.because, isLocal: false };
  }
}

function ownModel({ site: { model }, estimate }: CallReport): OwnModel {
  const name = modelName(model);
  if (estimate.kind === 'priced') {
    const { provider, model: id } = estimate.card;
    return { kind: 'priced', name: name ?? id, provider, model: id };
  }
  const { because, isLocal } = estimate;
  return model.kind === 'known' ? { kind: 'unpriced', name: model.id, because, isLocal } : { kind: 'unknown', because };
}

/** What the comment above a call states goes before what settings say. */
function callAssumptions(
  { site: { directive }, estimate }: CallReport,
  { slots }: { readonly slots: readonly { readonly tokens: number }[] },
  settings: EstimateSettings,
): Assumptions {
  const figure = (stated: number | undefined, name: 'outputTokens' | 'cacheHitShare' | 'callsPerMonth') =>
    stated === undefined
      ? { value: settings[name], source: settings.setBy[name] ?? ('default' as const) }
      : { value: stated, source: 'directive' as const };
  const slotSource = estimate.assumptions.find(({ name }) => name === 'input' || name.startsWith('slot:'))?.source;
  return {
    inputTokens: { value: slots.reduce((sum, { tokens }) => sum + tokens, 0), source: slotSource ?? 'default' },
    outputTokens: figure(directive?.outputTokens, 'outputTokens'),
    cacheHitShare: figure(directive?.cacheHitShare, 'cacheHitShare'),
    callsPerMonth: figure(directive?.callsPerMonth, 'callsPerMonth'),
  };
}
