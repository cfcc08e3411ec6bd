import { formatTokens, formatUsd } from '../format';
import type { ChangeRate, PromptPart, SlotPart } from '../prompts';
import type { CallSite } from '../callsites';
import type { Rule } from './rule';

/** Static tokens behind the slot below which moving it saves nothing worth reading about. */
const MIN_STRETCH = 100;
/** Where a provider tells no minimum: the largest that the automatic caches of the large providers have in common. */
const USUAL_MINIMUM = 1024;
/** USD per million calls from which the finding is a warning. */
const WARN_FROM_USD_PER_MILLION = 100;

/** Changes often enough that a cached prefix is gone before it is read again; a day is longer than any cache lives. */
const OFTEN: Readonly<Record<ChangeRate, string | undefined>> = {
  never: undefined,
  deployment: undefined,
  process: undefined,
  day: undefined,
  unknown: undefined,
  session: 'with each session',
  user: 'from user to user',
  minute: 'every minute',
  second: 'every second',
  call: 'with every call',
};

export const unstableCachePrefix: Rule = {
  id: 'unstable-cache-prefix',
  summary: 'A value that changes often stands before static text that could be cached',
  check(site, estimate, { count, moveToEnd }) {
    if (site.mode !== 'text' || estimate.kind !== 'priced') return [];
    const { cache, rates } = estimate.card;
    if (cache.mode === 'none' || cache.mode === 'unknown' || rates.cacheRead === undefined || rates.input === undefined)
      return [];
    const found = firstUnstable(site);
    if (!found) return [];
    const { slot, before, behind } = found;
    const tokensBehind = count(behind);
    const minimum = cache.minimumTokens ?? USUAL_MINIMUM;
    if (tokensBehind < MIN_STRETCH || count(before) + tokensBehind < minimum) return [];
    const uncached = tokensBehind * rates.input;
    const cached = tokensBehind * rates.cacheRead;
    const edits = slot.literal && slot.range && moveToEnd(slot.literal, slot.range);
    const isPersonal = slot.changes === 'user' || slot.changes === 'session';
    return [
      {
        at: slot.range ?? site.where.method,
        severity: isPersonal || uncached - cached < WARN_FROM_USD_PER_MILLION ? 'information' : 'warning',
        message:
          `${slot.name} changes ${OFTEN[slot.changes] ?? 'often'} and stands before ${formatTokens(tokensBehind)} static tokens, which can therefore not be read from the cache: ` +
          `${formatUsd(uncached)} instead of ${formatUsd(cached)} per million calls. Move it behind the static text.`,
        atStakePerMillionCalls: uncached - cached,
        related: [{ range: site.where.method, message: `${estimate.card.model} is called here` }],
        fixes: edits ? [{ title: 'Move it behind the static text', edits, isPreferred: true }] : [],
      },
    ];
  },
};

/** The first slot that changes often with static text right behind it, as the provider reads the prompt. */
function firstUnstable({ prompt }: CallSite): { slot: SlotPart; before: string; behind: string } | undefined {
  const parts = prompt.segments.flatMap(segment => segment.parts);
  const index = parts.findIndex(part => part.kind === 'slot' && changesAtAll(part));
  const slot = parts[index];
  // The last message is the place for what changes.
  if (slot?.kind !== 'slot' || OFTEN[slot.changes] === undefined || slot.content !== 'text') return undefined;
  const rest = parts.slice(index + 1);
  const end = rest.findIndex(part => part.kind === 'slot' && changesAtAll(part) && part.range !== slot.range);
  return { slot, before: textOf(parts.slice(0, index)), behind: textOf(end === -1 ? rest : rest.slice(0, end)) };
}

const changesAtAll = (slot: SlotPart): boolean => !['never', 'deployment', 'process', 'day'].includes(slot.changes);

const textOf = (parts: readonly PromptPart[]): string =>
  parts.map(part => (part.kind === 'text' ? part.text : '')).join('');
