import type { CallSite } from '../callsites';
import type { ChangeRate, Prompt, SlotPart } from '../prompts';
import type { TokenCounter } from '../tokens';
import type { CallShape, TextCounts } from './types';

/** Slots that change this seldom leave the text behind them in the cache. */
const STABLE: ReadonlySet<ChangeRate> = new Set(['never', 'deployment', 'process', 'day']);

/** APIs that take a bare text: no messages, no markup. */
const BARE_APIS: ReadonlySet<string> = new Set(['openai.completions']);

/** Counts the static text of a call, a stretch between slots at a time. */
export function measureText({ prompt, mode }: Pick<CallSite, 'prompt' | 'mode'>, counter: TokenCounter): TextCounts {
  let text = 0;
  let cacheablePrefix = 0;
  let isStable = mode === 'text';
  for (const stretch of stretchesOf(prompt)) {
    if (typeof stretch !== 'string') {
      isStable &&= STABLE.has(stretch.changes);
      continue;
    }
    const tokens = counter.count(stretch);
    text += tokens;
    if (isStable) cacheablePrefix += tokens;
  }
  return { text, cacheablePrefix };
}

/** Texts and slots in the order of the prompt; neighbouring texts of a segment are one, as the provider gets them. */
function* stretchesOf({ segments }: Prompt): Generator<string | SlotPart> {
  for (const { parts } of segments) {
    let text = '';
    for (const part of parts) {
      if (part.kind === 'text') {
        text += part.text;
        continue;
      }
      if (text) yield text;
      text = '';
      yield part;
    }
    if (text) yield text;
  }
}

/** What of a call can be told without counting text. */
export function shapeOf(site: CallSite): CallShape {
  const cap = outputCap(site);
  return {
    mode: site.mode,
    messages: messageCount(site),
    tools: toolCount(site),
    isRewritten: site.prompt.segments.some(({ kind }) => kind === 'tools' || kind === 'schema'),
    ...(cap === undefined ? {} : { outputCap: cap }),
    choices: site.choices,
  };
}

/** Messages of a chat, system prompt included: at least one, as there is no empty request; 0 for what is no chat. */
function messageCount({ prompt, mode, api }: CallSite): number {
  if (mode !== 'text' || BARE_APIS.has(api)) return 0;
  return Math.max(1, prompt.segments.filter(({ kind }) => kind === 'system' || kind === 'messages').length);
}

/** Tools that are defined; one when there are some and nobody knows how many. */
function toolCount({ prompt }: CallSite): number {
  return prompt.toolCount ?? (prompt.segments.some(({ kind }) => kind === 'tools') ? 1 : 0);
}

/** The most tokens of one completion that code or API allow; undefined when they leave it to the model. */
function outputCap({ outputCap: cap }: CallSite): number | undefined {
  if (cap.state === 'set') return cap.value;
  return cap.state === 'missing' ? cap.whenMissing : undefined;
}
