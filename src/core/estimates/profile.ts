import type { CallSite } from '../callsites';
import { encodings, type Counters, type TokenCounter } from '../tokens';
import { assumeSlots } from './assume';
import { measureText, shapeOf } from './measure';
import type { CallProfile, CallShape, EstimateSettings, TextCounts } from './types';

const PLAIN_TEXT: CallShape = { mode: 'text', messages: 1, tools: 0, isRewritten: false, choices: 1 };

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
  if (typeof subject === 'string') return { ...PLAIN_TEXT, counts, slots: [] };
  const slots = assumeSlots(subject, settings).map(({ name, label, value }) => ({ name, label, tokens: value }));
  return { ...shapeOf(subject), counts, slots };
}

const ofText = (text: number): TextCounts => ({ text, cacheablePrefix: text });
