import { parseArgs } from 'node:util';
import {
  defaultEstimateSettings,
  nearest,
  type AnalysisSettings,
  type AssumptionSource,
  type EstimateSettings,
} from '../core';
import { parseDirective } from '../core/callsites';

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
  compare: { type: 'string', multiple: true },
  assume: { type: 'string', multiple: true },
  'no-progress': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type AssumedFigure = Exclude<keyof EstimateSettings, 'compareWith' | 'setBy'>;
type Unit = 'tokens' | 'calls' | 'share';

/** What `--assume` calls the figures, and the setting that each is. */
const ASSUMPTIONS: Readonly<Record<string, readonly [setting: AssumedFigure, unit: Unit]>> = {
  output: ['outputTokens', 'tokens'],
  slot: ['slotTokens', 'tokens'],
  history: ['historyTokens', 'tokens'],
  tool: ['toolTokens', 'tokens'],
  image: ['imageTokens', 'tokens'],
  cached: ['cacheHitShare', 'share'],
  calls: ['callsPerMonth', 'calls'],
};

const EXPECTED: Readonly<Record<Unit, string>> = {
  tokens: 'a number of tokens, such as 300 or 2k',
  calls: 'a number of calls a month, or such as 50k/day',
  share: 'a share between 0 and 1, or such as 80%',
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
      estimates: estimateSettings(values.assume ?? [], values.compare ?? []),
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

function estimateSettings(assumed: readonly string[], compared: readonly string[]): EstimateSettings {
  const figures: Partial<Record<AssumedFigure, number>> = {};
  const setBy: Record<string, AssumptionSource> = {};
  for (const pair of listOf(assumed)) {
    const [name = '', text = ''] = pair.split('=');
    const known = Object.hasOwn(ASSUMPTIONS, name) ? ASSUMPTIONS[name] : undefined;
    if (!known)
      throw new UsageError(
        `--assume ${pair}: assume one of ${Object.keys(ASSUMPTIONS).join(', ')}, such as output=300`,
      );
    const [setting, unit] = known;
    const value = figure(text, unit);
    if (value === undefined) throw new UsageError(`--assume ${pair}: must be ${EXPECTED[unit]}`);
    figures[setting] = value;
    setBy[setting] = 'setting';
  }
  // Where nothing is to be compared, nothing is counted for it.
  return { ...defaultEstimateSettings, ...figures, compareWith: [...new Set(listOf(compared))], setBy };
}

/** The values of an option that may be repeated and may hold several with commas between them. */
const listOf = (values: readonly string[]): string[] =>
  values
    .flatMap(value => value.split(','))
    .map(value => value.trim())
    .filter(Boolean);

/** A figure as a comment above a call would state it. */
function figure(text: string, unit: Unit): number | undefined {
  const state = (key: string) => parseDirective({ text: `meterline: ${key}=${text}`, range: { start: 0, end: 0 } });
  switch (unit) {
    case 'tokens': {
      const tokens = state('output')?.outputTokens;
      return tokens === undefined ? undefined : Math.round(tokens);
    }
    case 'calls':
      return state('calls')?.callsPerMonth;
    case 'share':
      return state('cached')?.cacheHitShare;
  }
}
