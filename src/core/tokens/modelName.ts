import { z } from 'zod';

/** What every entry of a table by model has. */
export const modelEntry = {
  patterns: z.array(z.string().transform(pattern => new RegExp(pattern, 'u'))).min(1),
  providers: z.array(z.string()).default([]),
};

const REGION = /^(us|eu|apac|ap|jp|au|ca|sa|global|regional|us-gov)\./;
const VENDOR =
  /^(ai21|amazon|anthropic|cohere|deepseek|google|meta|minimax|mistral|mistralai|moonshot|moonshotai|nvidia|openai|qwen|writer|xai|zai)\./;
/** What routers and local servers append: a way of serving it, a size or a version. */
const VARIANT = /:(\d[^:]*|batch|beta|exacto|extended|floor|free|latest|nitro|online|thinking)$/;

/**
 * The model's own name, as its maker writes it: `us.anthropic.claude-sonnet-4-20250514-v1:0`, `anthropic/claude-…`,
 * `models/gemini-…`, `accounts/…/models/…`, `gpt-oss:20b` and `ft:gpt-4o:team::id` lose what stands around it.
 */
export function bareModelName(model: string): string {
  const fineTuned = /^ft:([^:]+)/i.exec(model.trim());
  const name = (fineTuned?.[1] ?? model.trim()).toLowerCase();
  return name
    .slice(name.lastIndexOf('/') + 1)
    .replace(REGION, '')
    .replace(VENDOR, '')
    .replace(VARIANT, '');
}

/** The first entry whose pattern knows the model; else the one that stands for the provider's models. */
export function findByModel<Entry extends { patterns: readonly RegExp[]; providers: readonly string[] }>(
  entries: readonly Entry[],
  model: string,
  provider: string | undefined,
): Entry | undefined {
  const name = bareModelName(model);
  return (
    entries.find(({ patterns }) => patterns.some(pattern => pattern.test(name))) ??
    entries.find(({ providers }) => provider !== undefined && providers.includes(provider))
  );
}
