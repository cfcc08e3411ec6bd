import * as z from 'zod/mini';
import { sortColumns, type Scenario } from '../comparison';
import { assumptionNames } from '../protocol';

/** What a chart's bars stand for. */
export const chartUnits = ['perCall', 'perMillionCalls', 'perMonth'] as const;
export type ChartUnit = (typeof chartUnits)[number];

/** Subjects whose changed figures are remembered; the oldest are forgotten. */
const MAX_SCENARIOS = 50;

/** All that a user can set in the page. What cannot be read is as if it had never been set. */
const controls = z.object({
  sort: z.catch(z.object({ column: z.enum(sortColumns), isDescending: z.boolean() }), {
    column: 'perCall',
    isDescending: false,
  }),
  filter: z.catch(
    z.object({
      scope: z.enum(['compared', 'all']),
      text: z.string(),
      providers: z.array(z.string()),
      onlyFitting: z.boolean(),
    }),
    { scope: 'compared', text: '', providers: [], onlyFitting: false },
  ),
  unit: z.catch(z.enum(chartUnits), 'perMillionCalls'),
  /** Keys of the models that were chosen for the chart; empty: the first that are shown. */
  charted: z.catch(z.array(z.string()), []),
  /** By subject: figures that were changed here. */
  scenarios: z.catch(z.record(z.string(), z.partialRecord(z.enum(assumptionNames), z.number())), {}),
});
export type Controls = z.infer<typeof controls>;

export function readControls(kept: unknown): Controls {
  const parsed = controls.safeParse(kept ?? {});
  return parsed.success ? parsed.data : controls.parse({});
}

/** The figures changed for a subject; `undefined` as value takes a change back. */
export function withFigure(
  scenarios: Controls['scenarios'],
  subject: string,
  name: keyof Scenario,
  value: number | undefined,
): Controls['scenarios'] {
  const { [subject]: before, ...others } = scenarios;
  const { [name]: _former, ...rest } = before ?? {};
  const changed = value === undefined ? rest : { ...rest, [name]: value };
  const kept = Object.entries(others).slice(1 - MAX_SCENARIOS);
  return Object.fromEntries(Object.keys(changed).length > 0 ? [...kept, [subject, changed]] : kept);
}
