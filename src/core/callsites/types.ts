import type { Prompt } from '../prompts';
import type { Insertion, LanguageId, PromptFileLanguage } from '../syntax';
import type { Place, Range } from '../text';

export type { LanguageId, PromptFileLanguage } from '../syntax';

/** `call` sends a request, `construct` makes a model object that is invoked elsewhere, `wrapper` calls a function of the workspace that sends it. */
export type Role = 'call' | 'construct' | 'wrapper';
export type Mode = 'text' | 'embedding' | 'image' | 'audio' | 'other';

/** Where a model name comes from, from nearest to farthest. */
export type ModelSource = 'literal' | 'sameFile' | 'crossFile' | 'envDefault' | 'config' | 'dynamic';

export type HopKind =
  | 'literal'
  | 'binding'
  | 'default'
  | 'environment'
  /** Of the command line, of settings, or of whoever asks: the value is what holds where none is given. */
  | 'option'
  | 'configuration'
  | 'field'
  | 'argument'
  | 'return'
  | 'import'
  | 'spread';

/** One step from a call to where its value stands. `literal` ends the way to one of several values. */
export interface Hop {
  readonly kind: HopKind;
  /** The name that was followed: a variable, an environment variable, a field. */
  readonly name: string;
  readonly place: Place;
}

export type ModelRef =
  | {
      readonly kind: 'known';
      readonly id: string;
      readonly from: ModelSource;
      readonly at: Place;
      readonly trail: readonly Hop[];
    }
  | {
      readonly kind: 'choice';
      readonly ids: readonly string[];
      /** True when some branch could not be read. */
      readonly isOpen: boolean;
      readonly from: ModelSource;
      readonly trail: readonly Hop[];
    }
  | { readonly kind: 'unknown'; readonly because: string; readonly at: Range; readonly trail: readonly Hop[] };

/** Why this provider: the SDK's own, the client's base URL, the model's prefix. */
export interface ProviderRef {
  /** A provider id of the price catalogue, `local`, or undefined when it can't be known. */
  readonly id: string | undefined;
  readonly evidence: 'sdk' | 'baseUrl' | 'modelPrefix' | 'client';
  /** What was seen: the import, the host. */
  readonly detail: string;
}

export type OutputCap =
  | {
      readonly state: 'set';
      readonly value: number;
      readonly parameter: string;
      readonly at: Place;
      readonly trail: readonly Hop[];
    }
  | { readonly state: 'dynamic'; readonly parameter: string; readonly because: string }
  | {
      readonly state: 'missing';
      readonly parameter: string;
      readonly isRequired: boolean;
      /** What the API takes in its place, in tokens; undefined for the model's own limit. */
      readonly whenMissing?: number;
      /** Where one can be added; undefined when that is in another file or not a literal. */
      readonly insertion?: Insertion;
    }
  | { readonly state: 'notApplicable' };

export type Reasoning =
  | { readonly state: 'set'; readonly effort?: string; readonly budgetTokens?: number }
  | { readonly state: 'off' }
  | { readonly state: 'dynamic' }
  | { readonly state: 'unset' };

/** A place in source code that sends a billable request, or makes the model object that will. */
export interface CallSite {
  /** Stable when lines move: file, enclosing symbol, signature, ordinal. */
  readonly id: string;
  readonly file: string;
  readonly language: LanguageId | PromptFileLanguage;
  readonly where: {
    /** The method-name token, or the function's name, or the class name of a constructor. */
    readonly method: Range;
    readonly call: Range;
    /** Where the call says its model, such as `model: MODEL`; undefined when that stands in another file or nowhere. */
    readonly model?: Range;
  };
  /** The API that bills, such as `openai.chat`; see the command-line contract. */
  readonly api: string;
  /** The signature's id, such as `openai.chat.completions.create`. */
  readonly signature: string;
  readonly provider: ProviderRef;
  readonly role: Role;
  readonly mode: Mode;
  readonly model: ModelRef;
  readonly outputCap: OutputCap;
  readonly reasoning: Reasoning;
  readonly isStreaming: boolean | 'unknown';
  readonly isBatch: boolean;
  /** How many completions one request asks for (`n`, `candidateCount`); 1 when not set. */
  readonly choices: number;
  readonly prompt: Prompt;
  readonly context: {
    /** The enclosing functions and classes, outermost first, joined by `.`; empty at module level. */
    readonly symbol: string;
    readonly inLoop: boolean;
    readonly inTest: boolean;
  };
  /** Of a wrapper: where the request leaves the process. */
  readonly madeAt?: Place;
  /** What a comment above the call states: `// meterline: input=2000 output=300 calls=50k/day`. */
  readonly directive?: Directive;
}

/** Figures that a comment above a call states, because the code can't show them. */
export interface Directive {
  readonly range: Range;
  /** Tokens of all slots together. */
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly callsPerMonth?: number;
  /** 0 to 1. */
  readonly cacheHitShare?: number;
}

/** A long prompt text that stands on its own: a template or constant that reaches a call, or is marked by a comment. */
export interface PromptText {
  readonly range: Range;
  /** The constant's name, or undefined for a text in place. */
  readonly name?: string;
  readonly parts: Prompt['segments'][number]['parts'];
  /** Ids of the call sites it reaches; empty for one that is only marked. */
  readonly callSites: readonly string[];
}
