import type { ListedModel } from './priceList';
import { providerId } from './providers';

type MatchLogic = ListedModel['match'];

/** What may follow a model's name without making it another model: a date. */
const DATE = /^(?:[-@]\d{8}|-\d{4}-\d{2}-\d{2})?$/;
/** Google numbers its releases and dates its previews. */
const GEMINI_RELEASE = /^(?:-\d{3}|-preview-\d{2}-\d{2}|-preview-\d{2}-\d{4})$/;
/** Whose names may end in `latest`; what others call so stands in the list. */
const HAS_LATEST = /^(?:claude|gemini|grok)-/;
/** A version in a name, not a size such as `8b`: without one, `latest` moves from model to model. */
const VERSION = /\d(?![\dbx])/;

/** True for what may follow a model's name without making it another model. */
function isSuffix(suffix: string, name: string): boolean {
  if (suffix === '-latest') return HAS_LATEST.test(name) && VERSION.test(name);
  return DATE.test(suffix) || (name.startsWith('gemini-') && GEMINI_RELEASE.test(suffix));
}

/** How many characters of the name a model's rule accounts for; undefined when it is another model's name. */
export function strictMatch(logic: MatchLogic, name: string): number | undefined {
  if ('equals' in logic) return logic.equals.toLowerCase() === name ? name.length + 1 : undefined;
  if ('regex' in logic)
    return /^\^.*\$$/.test(logic.regex) && new RegExp(logic.regex, 'i').test(name) ? name.length : undefined;
  if ('starts_with' in logic) {
    const start = logic.starts_with.toLowerCase();
    if (!name.startsWith(start)) return undefined;
    const rest = name.slice(start.length);
    return endsWithinDate(start, rest) || isSuffix(rest, start) ? start.length : undefined;
  }
  if ('or' in logic) return best(logic.or.map(each => strictMatch(each, name)));
  if ('and' in logic)
    return logic.and.every(each => loosely(each, name))
      ? best(logic.and.map(each => strictMatch(each, name)))
      : undefined;
  return undefined;
}

/** Some rules end within the date: `claude-sonnet-4-2025`, `ft:gpt-4o-2024-`, `ft:gpt-3.5-turbo-`. */
const endsWithinDate = (start: string, rest: string): boolean =>
  (/-\d{4}$/.test(start) && /^\d{4}$/.test(rest)) ||
  (/-\d{4}-$/.test(start) && /^\d{2}-\d{2}$/.test(rest)) ||
  (/^ft:.*-$/.test(start) && /^\d{4}$/.test(rest));

function best(lengths: readonly (number | undefined)[]): number | undefined {
  const found = lengths.filter(length => length !== undefined);
  return found.length ? Math.max(...found) : undefined;
}

/** The rule as the list means it; alone it takes names of other models too. */
function loosely(logic: MatchLogic, name: string): boolean {
  if ('equals' in logic) return logic.equals.toLowerCase() === name;
  if ('regex' in logic) return new RegExp(logic.regex, 'i').test(name);
  if ('starts_with' in logic) return name.startsWith(logic.starts_with.toLowerCase());
  if ('ends_with' in logic) return name.endsWith(logic.ends_with.toLowerCase());
  if ('contains' in logic) return name.includes(logic.contains.toLowerCase());
  if ('or' in logic) return logic.or.some(each => loosely(each, name));
  return logic.and.every(each => loosely(each, name));
}

/** True when a name is this id, or a dated or `latest` form of it. */
export function isForm(id: string, name: string): boolean {
  return name.startsWith(id) && isSuffix(name.slice(id.length), id);
}

/** The ways in which one provider may know a name as it stands in code; the first that is known holds. */
export function writtenForms(name: string, provider: string): string[] {
  const whole = name.trim().toLowerCase();
  const lower = withoutOwnPrefix(whole, provider);
  switch (provider) {
    case 'aws':
      return bedrockForms(lower);
    case 'openai':
      // A fine-tuned model has the price of its kind: `ft:gpt-4o-2024-08-06:organisation:name:id`.
      return [lower, lower.replace(/^(ft:[^:]+):.*$/, '$1')];
    case 'azure':
      // Azure's own ids have no dot here.
      return [lower, lower.replace(/^gpt-35-/, 'gpt-3.5-')];
    case 'google':
      return withDashes(lower.replace(/^(?:.*\/)?publishers\/[\w-]+\/models\/|^models\//, '').replace(/-v\d(?=@)/, ''));
    case 'openrouter':
    case 'vercel':
      return [lower, lower.replace(/^(anthropic\/claude-[a-z]+-\d)-(\d)$/, '$1.$2')];
    default:
      // Where models of many makers are served, a maker's name is part of the model's.
      return lower === whole ? withDashes(lower) : [whole, ...withDashes(lower)];
  }
}

/** `openai/gpt-4o` is `gpt-4o` at OpenAI, and nothing at Anthropic. */
export function withoutOwnPrefix(name: string, provider: string): string {
  const [, prefix, rest] = /^([\w-]+)[/:](.+)$/.exec(name) ?? [];
  return prefix !== undefined && rest !== undefined && providerId(prefix) === provider ? rest : name;
}

/** Routers write Claude's versions with dots, its maker with dashes. */
const withDashes = (name: string): string[] =>
  name.startsWith('claude-') ? [name.replace(/(?<=\d)\.(?=\d)/g, '-'), name] : [name];

const BEDROCK_ARN = /^arn:aws[\w-]*:bedrock:[\w-]*:\d*:(?:inference-profile|foundation-model)\//;
const BEDROCK_REGION = /^(?:us|eu|jp|au|apac|in|ca|sa|us-gov)\./;

/**
 * Bedrock's ids name region, maker, date and version: `us.anthropic.claude-sonnet-4-5-20250929-v1:0`. The list says
 * `global.` or `regional.`, as prices differ between the two only; without either it has one price for both.
 */
function bedrockForms(name: string): string[] {
  const id = name.replace(/^converse\//, '').replace(BEDROCK_ARN, '');
  const core = bedrockCore(id.replace(/^global\./, '').replace(BEDROCK_REGION, ''));
  const full = core.startsWith('claude-') ? `anthropic.${core}` : core;
  const undated = full.replace(/-\d{8}$/, '');
  const reach = id.startsWith('global.') ? 'global.' : 'regional.';
  return [reach + full, reach + undated, full, undated];
}

const bedrockCore = (id: string): string => id.replace(/(?:-v\d+(?::\d+)?|-\d+:\d+)(?::\d+k)?$/, '');

/** True when a listed Bedrock id is the one that a form of `writtenForms` names, whatever its version. */
export function isBedrockForm(id: string, form: string): boolean {
  const core = bedrockCore(id.toLowerCase());
  return core === form || core.replace(/-\d{8}$/, '') === form;
}

const BEDROCK_MAKER = /^(?:[\w-]+\.)?(?:anthropic|openai|deepseek|mistral|cohere)\.(?=[a-z])/;

/** The name that a model's maker gives it: `claude-sonnet-4-5-20250929` for what Bedrock or a router calls it. */
export function makersName(name: string): string {
  const lower = name.toLowerCase();
  const bare = BEDROCK_MAKER.test(lower)
    ? bedrockCore(lower.replace(BEDROCK_MAKER, ''))
    : lower.replace(/^.*\//, '').replace(/:[\w-]+$/, '');
  return withDashes(bare)[0] ?? bare;
}

/**
 * Names that a mistaken one may have meant, whoever is named before them: first those that it is a part or an
 * extension of, then those that differ in the fewest letters; at most three.
 */
export function nearestNames(mistaken: string, names: Iterable<string>): string[] {
  const wanted = tailOf(mistaken);
  const bound = Math.max(2, Math.floor(wanted.length / 4));
  const ranked: { name: string; distance: number }[] = [];
  for (const name of new Set(names)) {
    const tail = tailOf(name);
    const isKin = tail.startsWith(`${wanted}-`) || wanted.startsWith(`${tail}-`);
    const distance = isKin ? 0 : editDistance(wanted, tail, bound);
    if (wanted !== '' && distance <= bound) ranked.push({ name, distance });
  }
  return ranked
    .sort((a, b) => a.distance - b.distance || a.name.length - b.name.length || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map(({ name }) => name);
}

const tailOf = (name: string): string => name.toLowerCase().split('/').at(-1) ?? name;

/** Letters to insert, delete or change; `bound + 1` when it is more than the bound. */
export function editDistance(a: string, b: string, bound: number): number {
  if (Math.abs(a.length - b.length) > bound) return bound + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next[j] = Math.min(
        (next[j - 1] ?? 0) + 1,
        (row[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
    if (Math.min(...row) > bound) return bound + 1;
  }
  return row[b.length] ?? bound + 1;
}
