import { z } from 'zod';
import { findByModel, modelEntry } from './modelName';
import table from './overheads.yaml';
import type { ChatOverhead } from './types';

const tokens = z.number().int().nonnegative().default(0);

const entries = z
  .array(
    z.strictObject({
      ...modelEntry,
      perRequest: tokens,
      perMessage: tokens,
      toolsPresent: tokens,
      perTool: tokens,
      exactness: z.enum(['exact', 'approximate']).default('approximate'),
      source: z.string(),
    }),
  )
  .parse(table);

const STAND_IN: ChatOverhead = {
  perRequest: 3,
  perMessage: 4,
  toolsPresent: 0,
  perTool: 0,
  exactness: 'approximate',
  source: 'stand-in: the format of OpenAI’s chat models; nothing is known of this model’s own',
};

/** What a model's chat format adds around the texts. */
export function chatOverhead(model: string, provider?: string): ChatOverhead {
  const found = findByModel(entries, model, provider);
  if (!found) return STAND_IN;
  const { perRequest, perMessage, toolsPresent, perTool, exactness, source } = found;
  return { perRequest, perMessage, toolsPresent, perTool, exactness, source };
}
