import { readSource, type Analyser, type PromptFile, type Source, type SourceInput } from '../core';
import { isMinified } from './sourceFile';

/** A text as it is analysed, or why it is not. */
export type OpenedSource = {
  /** Code in which the names of other files may be looked for. */
  readonly program?: string;
} & (
  | { readonly kind: 'source'; readonly source: Source | PromptFile }
  /** Without a word of any SDK. */
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly reason: string }
);

export function openSource(analyser: Pick<Analyser, 'mayHoldCalls'>, input: SourceInput): OpenedSource {
  const reading = readSource(input);
  if (reading.kind === 'unread') return { kind: 'skipped', reason: reading.because };
  const { source } = reading;
  const program = reading.kind === 'source' ? { program: source.text } : {};
  if (!analyser.mayHoldCalls(source)) return { ...program, kind: 'passed' };
  if (isMinified(source.text)) return { ...program, kind: 'skipped', reason: 'minified' };
  return { ...program, kind: 'source', source };
}
