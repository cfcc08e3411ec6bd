import { z } from 'zod';
import type { CallSignature } from '../signatures';
import table from './modes.yaml';
import type { ModelRef, OutputCap } from './types';

type Mode = CallSignature['mode'];

const schema = z.strictObject({
  sources: z.array(z.string()).min(1),
  providers: z.record(
    z.string(),
    z.array(z.strictObject({ mode: z.enum(['text', 'embedding', 'image', 'audio', 'other']), match: z.string() })),
  ),
});

const patterns = new Map(
  Object.entries(schema.parse(table).providers).map(([provider, entries]) => [
    provider,
    entries.map(({ mode, match }) => ({ mode, pattern: new RegExp(match, 'i') })),
  ]),
);

/** What a request makes: for a method that asks models of every kind, what its models make as far as that is known. */
export function modeOf({ mode, modeByModel }: CallSignature, model: ModelRef, provider: string | undefined): Mode {
  const known = patterns.get(provider ?? '');
  if (!modeByModel || !known || model.kind === 'unknown') return mode;
  const ids = model.kind === 'known' ? [model.id] : model.ids;
  const modes = new Set(ids.map(id => known.find(({ pattern }) => pattern.test(id))?.mode ?? mode));
  const [only] = modes;
  return only !== undefined && modes.size === 1 ? only : mode;
}

/** What writes no text has no limit on it. */
export const capFor = (cap: OutputCap, mode: Mode, signature: CallSignature): OutputCap =>
  mode === signature.mode || mode === 'text' ? cap : { state: 'notApplicable' };
