import type { Comment } from '../syntax';
import type { LineMap } from '../text';
import type { CallSite } from '../callsites';
import type { Estimate } from '../estimates';
import { rules } from './rules';
import type { RuleContext } from './rule';
import type { Finding, Severity } from './types';

export interface CheckOptions {
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  readonly suppressions: Suppressions;
  /** Told when a rule fails on a call site; the other rules go on. */
  readonly onFailure: (rule: string, error: unknown) => void;
}

/** Runs every rule that is switched on over one call site. */
export function check(
  site: CallSite,
  estimate: Estimate,
  context: RuleContext,
  { severities, suppressions, onFailure }: CheckOptions,
): Finding[] {
  return rules.flatMap((rule): Finding[] => {
    const wanted = severities[rule.id];
    if (wanted === 'off') return [];
    try {
      return rule
        .check(site, estimate, context)
        .filter(({ at }) => !suppressions.covers(rule.id, at.start))
        .map(report => ({
          rule: rule.id,
          at: report.at,
          severity: wanted ?? report.severity,
          message: report.message,
          callSite: site.id,
          atStakePerMillionCalls: report.atStakePerMillionCalls,
          related: report.related ?? [],
          fixes: report.fixes ?? [],
        }));
    } catch (error: unknown) {
      onFailure(rule.id, error);
      return [];
    }
  });
}

/** Comments that switch rules off: `meterline-disable-next-line RULE -- reason`, `meterline-disable-line`, `meterline-disable-file`. */
export class Suppressions {
  private readonly files = new Set<string>();
  private readonly byLine = new Map<number, Set<string>>();

  constructor(
    comments: readonly Comment[],
    private readonly lines: LineMap,
  ) {
    for (const { text, range } of comments) {
      const match = /^meterline-disable-(next-line|line|file)\b\s*([\w-]+(?:\s*,\s*[\w-]+)*)?/.exec(text);
      if (!match) continue;
      const names = (match[2] ?? '*').split(/\s*,\s*/);
      if (match[1] === 'file') for (const name of names) this.files.add(name);
      else {
        const line =
          lines.position(match[1] === 'line' ? range.start : range.end).line + (match[1] === 'next-line' ? 1 : 0);
        this.byLine.set(line, new Set([...(this.byLine.get(line) ?? []), ...names]));
      }
    }
  }

  covers(rule: string, offset: number): boolean {
    const here = this.byLine.get(this.lines.position(offset).line);
    return [this.files, here].some(names => names?.has(rule) === true || names?.has('*') === true);
  }
}
