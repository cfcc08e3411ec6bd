import { parseArgs } from 'node:util';
import { defaultEstimateSettings, type AnalysisSettings, type AssumptionSource, type EstimateSettings } from '../core';

/** A command line that can't be carried out; the message says what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface ScanArguments {
  readonly paths: readonly string[];
  readonly format: 'table' | 'json';
  readonly output: string | undefined;
  readonly settings: AnalysisSettings;
  readonly showProgress: boolean;
}

const SCAN_OPTIONS = {
  format: { type: 'string' },
  output: { type: 'string', short: 'o' },
  assume: { type: 'string', multiple: true },
  'no-progress': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type AssumedFigure = Exclude<keyof EstimateSettings, 'compareWith' | 'setBy'>;

/** What `--assume` calls the figures, and the setting that each is. */
const ASSUMPTIONS: Readonly<Record<string, AssumedFigure>> = {
  output: 'outputTokens',
  slot: 'slotTokens',
  history: 'historyTokens',
  tool: 'toolTokens',
  image: 'imageTokens',
  cached: 'cacheHitShare',
  calls: 'callsPerMonth',
};

/** @throws UsageError */
export function scanArguments(argv: readonly string[]): ScanArguments | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help) return 'help';
  const format = values.format ?? 'table';
  if (format !== 'table' && format !== 'json') throw new UsageError(`--format ${format}: must be table or json`);
  if (!positionals.length) throw new UsageError('Name at least one file or folder: meterline scan src');
  return {
    paths: positionals,
    format,
    output: values.output,
    showProgress: values['no-progress'] !== true,
    settings: {
      estimates: estimateSettings(values.assume ?? []),
      rules: {},
      promptTextTokens: Number.MAX_SAFE_INTEGER,
    },
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: SCAN_OPTIONS, allowPositionals: true });
  } catch (error: unknown) {
    const unknown = error instanceof Error ? /Unknown option '(--?[\w-]+)'/.exec(error.message)?.[1] : undefined;
    if (unknown === undefined) throw new UsageError(error instanceof Error ? error.message : String(error));
    const near = nearest(unknown.replace(/^-+/, ''), Object.keys(SCAN_OPTIONS));
    throw new UsageError(`There is no option ${unknown}.${near === undefined ? '' : ` Did you mean --${near}?`}`);
  }
}

function estimateSettings(assumed: readonly string[]): EstimateSettings {
  const figures: Partial<Record<AssumedFigure, number>> = {};
  const setBy: Record<string, AssumptionSource> = {};
  for (const pair of assumed.flatMap(each => each.split(','))) {
    const [name = '', text = ''] = pair.split('=');
    const key = ASSUMPTIONS[name.trim()];
    const value = Number(text);
    if (!key)
      throw new UsageError(
        `--assume ${pair}: assume one of ${Object.keys(ASSUMPTIONS).join(', ')}, such as output=300`,
      );
    if (text === '' || !Number.isFinite(value) || value < 0)
      throw new UsageError(`--assume ${pair}: "${text}" is not a number`);
    if (key === 'cacheHitShare' && value > 1) throw new UsageError(`--assume ${pair}: a share lies between 0 and 1`);
    figures[key] = value;
    setBy[key] = 'setting';
  }
  // A report compares nothing, so nothing is counted for it.
  return { ...defaultEstimateSettings, ...figures, compareWith: [], setBy };
}

/** The name that differs in the fewest letters; undefined when none is near. */
export function nearest(wanted: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map(name => ({ name, distance: distance(wanted, name) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(2, wanted.length / 3) ? best.name : undefined;
}

/** Letters to insert, delete or change to get from one word to the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(
        (next[j - 1] ?? 0) + 1,
        (row[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
