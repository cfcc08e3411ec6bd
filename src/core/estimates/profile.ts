import type { CallSite } from '../callsites';
import { encodings, type Counters, type TokenCounter } from '../tokens';
import { assumeSlots } from './assume';
import { outputCap } from './estimate';
import { measureText, messageCount, toolCount } from './measure';
import type { CallProfile, EstimateSettings, TextCounts } from './types';

/** What is needed to price a call, or a text as the only message of one, with any model: plain data for a page without tokenizers. */
export async function profile(
  subject: CallSite | string,
  settings: EstimateSettings,
  counters: Counters,
): Promise<CallProfile> {
  const measure = (counter: TokenCounter): TextCounts =>
    typeof subject === 'string' ? ofText(counter.count(subject)) : measureText(subject, counter);
  const counts: Record<string, TextCounts> = {};
  for (const encoding of encodings) counts[encoding] = measure(await counters.load(encoding));
  if (typeof subject === 'string') return { mode: 'text', counts, messages: 1, tools: 0, slots: [], choices: 1 };
  const cap = outputCap(subject);
  return {
    mode: subject.mode,
    counts,
    messages: messageCount(subject),
    tools: toolCount(subject),
    slots: assumeSlots(subject, settings).map(({ name, label, value }) => ({ name, label, tokens: value })),
    ...(cap === undefined ? {} : { outputCap: cap }),
    choices: subject.choices,
  };
}

const ofText = (text: number): TextCounts => ({ text, cacheablePrefix: text });
