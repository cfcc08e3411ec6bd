import type { CallSite, Directive } from '../callsites';
import { formatPercent, formatTokens } from '../format';
import type { SlotPart } from '../prompts';
import type { Assumption, EstimateSettings } from './types';

type TokenSetting = 'slotTokens' | 'historyTokens' | 'toolTokens' | 'imageTokens';

const SETTING_OF: Readonly<Record<SlotPart['content'], TokenSetting>> = {
  text: 'slotTokens',
  history: 'historyTokens',
  image: 'imageTokens',
  tools: 'toolTokens',
  // A schema is what a tool definition mostly consists of.
  schema: 'toolTokens',
};

type Origin = Pick<Assumption, 'source' | 'setting' | 'range'>;

/** Where an assumed figure comes from, and the setting that changes it. */
const setting = (key: string, { setBy }: EstimateSettings): Origin => ({
  source: setBy[key] ?? 'default',
  setting: `meterline.assumptions.${key}`,
});

/** The same where the call's directive may state the figure. */
const origin = (key: Exclude<keyof Directive, 'range'>, { directive }: CallSite, settings: EstimateSettings): Origin =>
  directive?.[key] === undefined
    ? setting(key, settings)
    : { ...setting(key, settings), source: 'directive', range: directive.range };

/** One assumption a slot; a slot that occurs several times counts each time. What the call's directive states stands for all of them. */
export function assumeSlots({ prompt, directive }: CallSite, settings: EstimateSettings): Assumption[] {
  if (directive?.inputTokens !== undefined) {
    const value = directive.inputTokens;
    const label = `Input filled in at run time: ${tokens(value)}`;
    return [{ name: 'input', label, value, unit: 'tokens', source: 'directive', range: directive.range }];
  }
  const slots = prompt.segments.flatMap(({ parts }) => parts.filter(part => part.kind === 'slot'));
  const byName = new Map<string, SlotPart[]>();
  for (const slot of slots) byName.set(slot.name, [...(byName.get(slot.name) ?? []), slot]);
  return [...byName].map(([name, occurrences]) => assumeSlot(name, occurrences, settings));
}

function assumeSlot(name: string, occurrences: readonly SlotPart[], settings: EstimateSettings): Assumption {
  const key = SETTING_OF[occurrences[0]?.content ?? 'text'];
  const value = occurrences.reduce((sum, { content }) => sum + settings[SETTING_OF[content]], 0);
  const times = occurrences.length > 1 ? ` (in ${String(occurrences.length)} places)` : '';
  const range = occurrences.find(slot => slot.range)?.range;
  return {
    name: `slot:${name}`,
    label: `${name}: ${tokens(value)}${times}`,
    value,
    unit: 'tokens',
    ...setting(key, settings),
    ...(range ? { range } : {}),
  };
}

/**
 * Tokens of one completion.
 * @param most that it can have by cap and model; undefined when not known
 */
export function assumeOutput(site: CallSite, settings: EstimateSettings, most: number | undefined): Assumption {
  const assumed = site.directive?.outputTokens ?? settings.outputTokens;
  const value = Math.min(assumed, most ?? Infinity);
  return {
    name: 'outputTokens',
    label: `Output: ${tokens(value)}${value < assumed ? ', as many as there can be' : ''}`,
    value,
    unit: 'tokens',
    ...origin('outputTokens', site, settings),
  };
}

/** Share of the cacheable prefix that is read from the cache. */
export function assumeCacheHits(site: CallSite, settings: EstimateSettings): Assumption {
  const value = site.directive?.cacheHitShare ?? settings.cacheHitShare;
  return {
    name: 'cacheHitShare',
    label: `Prefix read from the cache: ${formatPercent(value)}`,
    value,
    unit: 'share',
    ...origin('cacheHitShare', site, settings),
  };
}

/** Undefined when no volume is assumed. */
export function assumeVolume(site: CallSite, settings: EstimateSettings): Assumption | undefined {
  const value = site.directive?.callsPerMonth ?? settings.callsPerMonth;
  if (value <= 0) return undefined;
  return {
    name: 'callsPerMonth',
    label: `Calls: ${formatTokens(value)} a month`,
    value,
    unit: 'calls/month',
    ...origin('callsPerMonth', site, settings),
  };
}

const tokens = (value: number): string => `${formatTokens(value)} ${value === 1 ? 'token' : 'tokens'}`;
