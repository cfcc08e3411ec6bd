import type { ListedModel } from './priceList';

type MatchLogic = ListedModel['match'];

/** What may follow a model's name without making it another model: a date, a snapshot, `latest`. */
const SUFFIX = /^(?:[-@]\d{8}|-\d{4}-\d{2}-\d{2}|-latest|-preview-\d{2}-\d{2,4}(?:-\d{2,4})?|-\d{3}|-exp-\d{4})?$/;

/** How many characters of the name a model's rule accounts for; undefined when it is another model's name. */
export function strictMatch(logic: MatchLogic, name: string): number | undefined {
  if ('equals' in logic) return logic.equals.toLowerCase() === name ? name.length + 1 : undefined;
  if ('regex' in logic)
    return /^\^.*\$$/.test(logic.regex) && new RegExp(logic.regex, 'i').test(name) ? name.length : undefined;
  if ('starts_with' in logic) {
    const start = logic.starts_with.toLowerCase();
    if (!name.startsWith(start)) return undefined;
    const rest = name.slice(start.length);
    // Some rules end within the date: `claude-sonnet-4-2025`.
    const isWithinDate = /-\d{4}$/.test(start) && /^\d{4}$/.test(rest);
    return isWithinDate || SUFFIX.test(rest) ? start.length : undefined;
  }
  if ('or' in logic) return best(logic.or.map(each => strictMatch(each, name)));
  if ('and' in logic)
    return logic.and.every(each => loosely(each, name))
      ? best(logic.and.map(each => strictMatch(each, name)))
      : undefined;
  return undefined;
}

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
  return name.startsWith(id) && SUFFIX.test(name.slice(id.length));
}

/** The ways in which one provider may know a name as it stands in code; the first that is known holds. */
export function writtenForms(name: string, provider: string): string[] {
  const lower = name.trim().toLowerCase();
  const forms = [lower, lower.replace(/^models\//, ''), lower.replace(/^publishers\/[\w-]+\/models\//, '')];
  if (provider === 'aws') {
    const bare = lower
      .replace(/^arn:aws[\w-]*:bedrock:[\w-]*:\d*:(?:inference-profile|foundation-model)\//, '')
      .replace(/^(?:us|eu|jp|au|apac|in|global|us-gov)\./, '');
    forms.push(
      bare,
      bare.replace(/-v\d+(?::\d+)?(?::\d+k)?$/, ''),
      bare.replace(/^[a-z0-9-]+\./, '').replace(/-v\d+(?::\d+)?(?::\d+k)?$/, ''),
    );
  }
  if (provider !== 'openrouter') {
    const [, rest] = /^[\w.-]+[/:](.+)$/.exec(lower) ?? [];
    if (rest !== undefined && !rest.includes('/') && !lower.startsWith('ft:'))
      forms.push(rest, rest.replace(/(?<=claude[\w-]*\d)\.(?=\d)/g, '-'));
  }
  return [...new Set(forms)].filter(Boolean);
}

/** Names that differ in the fewest letters, nearest first; at most three. */
export function nearestNames(wanted: string, names: Iterable<string>): string[] {
  const bound = Math.max(2, Math.floor(wanted.length / 4));
  const ranked: { name: string; distance: number }[] = [];
  for (const name of new Set(names)) {
    const distance = editDistance(wanted, name, bound);
    if (distance <= bound) ranked.push({ name, distance });
  }
  return ranked
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map(({ name }) => name);
}

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
