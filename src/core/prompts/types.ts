import type { changeRates, volatilities } from '../resolve';
import type { Range } from '../text';

/** Why a slot changes from call to call. */
export type Volatility = (typeof volatilities)[number];

/** How often a slot changes. */
export type ChangeRate = (typeof changeRates)[number];

export interface TextPart {
  readonly kind: 'text';
  /** As the provider receives it: escapes resolved. */
  readonly text: string;
  /** Where the text stands in the call's own file; undefined when it comes from another file or is computed. */
  readonly range?: Range;
}

export interface SlotPart {
  readonly kind: 'slot';
  /** A name for people and for assumptions: `question`, `docs.join()`. */
  readonly name: string;
  /** The source text of the expression, at most 80 characters. */
  readonly expression: string;
  readonly range?: Range;
  /** What stands between the quotes of the literal around it; undefined when the slot is the whole text. */
  readonly literal?: Range;
  readonly volatility: Volatility;
  readonly changes: ChangeRate;
  /** What the slot stands for, when the code tells: an image is not text, history grows. */
  readonly content: 'text' | 'image' | 'history' | 'tools' | 'schema';
}

export type PromptPart = TextPart | SlotPart;

export type SegmentKind = 'tools' | 'system' | 'messages' | 'schema';

/** A stretch of the prompt in the order in which the provider sees it; one segment a message. */
export interface Segment {
  readonly kind: SegmentKind;
  /** The message's role as the code gives it; undefined when it is not known or not a message. */
  readonly role?: string;
  readonly parts: readonly PromptPart[];
  readonly range?: Range;
}

/** All that goes in with one call: tools, then system, then messages, then schema. */
export interface Prompt {
  readonly segments: readonly Segment[];
  /** How many tools are defined; undefined when that is not known. */
  readonly toolCount?: number;
  /** True when the code hands over something that could not be read (a parameter, another file). */
  readonly hasUnreadParts: boolean;
}
