import { z } from 'zod';
import {
  Positions,
  type CallReport,
  type CallSite,
  type ComparedEstimate,
  type FileAnalysis,
  type Finding,
} from '../core';
import type { ScanResult } from '../host/scan';
import { nameIn } from '../host/scannedFile';

const tokens = z.number().int().nonnegative();
const line = z.number().int().positive();
const cell = z.number().int().nonnegative().optional().meta({
  description: 'Of a notebook: the 0-based index over all of its cells. Lines are then those of the cell.',
});

const assumption = z.object({
  name: z.string(),
  label: z.string(),
  value: z.number(),
  unit: z.enum(['tokens', 'calls/month', 'share']),
  source: z.enum(['code', 'directive', 'workspace', 'setting', 'observed', 'default']),
});

const estimate = z.object({
  inputTokens: tokens,
  outputTokens: z.object({ expected: tokens, worst: tokens.nullable() }),
  costPerCall: z.number(),
  worstCostPerCall: z.number().nullable(),
  costPerMillionCalls: z.number(),
  costPerMonth: z.number().optional(),
  currency: z.literal('USD'),
  exactness: z.enum(['exact', 'approximate']),
  rateCard: z.object({ provider: z.string(), model: z.string(), source: z.string(), asOf: z.string() }),
  assumptions: z.array(assumption),
});

const otherModel = z.object({
  model: z.string(),
  costPerCall: z.number().nullable().meta({ description: 'null when its price is not known.' }),
  costPerMillionCalls: z.number().nullable(),
  unpriced: z.string().optional(),
});

const callSite = z.object({
  id: z.string(),
  file: z.string().meta({ description: 'Relative to the first path, with / between folders.' }),
  line: line.meta({ description: 'Of the method-name token.' }),
  column: line,
  endLine: line.meta({ description: 'Of the end of the whole call.' }),
  endColumn: line,
  cell,
  language: z.string(),
  api: z.string(),
  signature: z.string(),
  provider: z.string().nullable(),
  role: z.enum(['call', 'construct', 'wrapper']),
  mode: z.enum(['text', 'embedding', 'image', 'audio', 'other']),
  model: z.object({
    id: z.string().nullable(),
    from: z.enum(['literal', 'sameFile', 'crossFile', 'envDefault', 'config', 'dynamic']),
    candidates: z.array(z.string()).optional().meta({ description: 'When it is one of several.' }),
    reason: z.string().optional().meta({ description: 'Why it is not known.' }),
  }),
  maxOutputTokens: z.object({
    state: z.enum(['set', 'dynamic', 'missing', 'notApplicable']),
    value: z.number().optional(),
    parameter: z.string().optional(),
  }),
  system: z.enum(['static', 'volatile', 'none', 'unknown']),
  promptStaticChars: z.number().int().nonnegative(),
  inLoop: z.boolean(),
  streaming: z.boolean().nullable(),
  estimate: estimate.nullable().meta({ description: 'null when the model or its price is not known.' }),
  unpriced: z.string().optional().meta({ description: 'Why there is no estimate.' }),
  alternatives: z.array(otherModel).optional().meta({ description: 'What it costs with each of the candidates.' }),
  comparison: z.array(otherModel).optional().meta({ description: 'What it would cost with the models of --compare.' }),
});

const finding = z.object({
  rule: z.string(),
  file: z.string(),
  line,
  column: line,
  cell,
  endLine: line,
  endColumn: line,
  severity: z.enum(['error', 'warning', 'information', 'hint']),
  message: z.string(),
  callSite: z.string(),
  atStakePerMillionCalls: z.number().optional(),
});

/** What `meterline scan --format json` prints. It changes with `schemaVersion` only. */
export const scanReportSchema = z.object({
  schemaVersion: z.literal(1),
  callSites: z.array(callSite),
  findings: z.array(finding),
  totals: z.object({
    callSites: z
      .number()
      .int()
      .meta({ description: 'Places where a request leaves the process (role `call`); the figures below are theirs.' }),
    constructs: z.number().int().meta({ description: 'Model objects that are made here and invoked elsewhere.' }),
    wrappers: z.number().int().meta({ description: 'Calls of functions that make the request: counted there.' }),
    priced: z.number().int(),
    unpriced: z.number().int(),
    modelKnown: z.number().int(),
    findings: z.number().int(),
    costPerCallOfEach: z.number().meta({ description: 'USD for one call of each priced call site.' }),
    costPerMonth: z.number().optional(),
    byApi: z.record(z.string(), z.number().int()).meta({ description: 'Call sites of each API.' }),
    byModel: z.record(z.string(), z.number().int()).meta({ description: 'Call sites of each model that is known.' }),
  }),
  skipped: z
    .array(z.object({ file: z.string(), reason: z.string() }))
    .meta({ description: 'Files and folders that were not read, or not whole.' }),
  prices: z.object({ asOf: z.string(), source: z.string() }),
  stats: z.object({
    files: z.number().int(),
    parsed: z.number().int(),
    bytes: z.number().int(),
    milliseconds: z.number(),
  }),
});

export type ScanReport = z.infer<typeof scanReportSchema>;
type ReportedSite = ScanReport['callSites'][number];

/** Brings a scan into the form of the contract: 1-based lines and columns arise here. */
export function scanReport(
  { files, configurations, base, fileCount, milliseconds }: ScanResult,
  prices: { asOf: string; source: string },
): ScanReport {
  const analysed = files
    .filter(file => file.kind === 'analysed')
    .map(({ analysis, lineStarts }): Analysed => {
      return { analysis, positions: new Positions(lineStarts, analysis.stretches) };
    });
  const callSites = analysed.flatMap(file => file.analysis.calls.map(call => reportedSite(call, file)));
  const findings = analysed.flatMap(file => file.analysis.findings.map(each => reportedFinding(each, file)));
  const requests = callSites.filter(({ role }) => role === 'call');
  const estimates = requests.flatMap(site => site.estimate ?? []);
  const monthly = estimates.flatMap(each => each.costPerMonth ?? []);
  // Twelve digits: what adding binary fractions leaves behind them is noise.
  const sum = (figures: readonly number[]): number =>
    Number(figures.reduce((total, figure) => total + figure, 0).toPrecision(12));
  return {
    schemaVersion: 1,
    callSites,
    findings,
    totals: {
      callSites: requests.length,
      constructs: callSites.filter(({ role }) => role === 'construct').length,
      wrappers: callSites.filter(({ role }) => role === 'wrapper').length,
      priced: estimates.length,
      unpriced: requests.length - estimates.length,
      modelKnown: requests.filter(site => site.model.id !== null).length,
      findings: findings.length,
      costPerCallOfEach: sum(estimates.map(each => each.costPerCall)),
      ...(monthly.length ? { costPerMonth: sum(monthly) } : {}),
      byApi: countOf(requests.map(({ api }) => api)),
      byModel: countOf(requests.flatMap(({ model }) => model.id ?? [])),
    },
    skipped: [
      ...configurations.flatMap(({ file, problems, lineStarts }) =>
        problems.map(({ range, message }) => {
          const { line, column } = new Positions(lineStarts).of(range.start);
          return { file: nameIn(base, file), reason: `${String(line)}:${String(column)} ${message}` };
        }),
      ),
      ...files.flatMap(file => (file.kind === 'skipped' ? [{ file: file.file, reason: file.reason }] : [])),
      ...analysed.flatMap(file => file.analysis.limits.map(reason => ({ file: file.analysis.file, reason }))),
    ],
    prices: { asOf: prices.asOf, source: prices.source },
    stats: {
      files: fileCount,
      parsed: analysed.length,
      bytes: sum(files.map(file => (file.kind === 'skipped' ? 0 : file.bytes))),
      milliseconds,
    },
  };
}

interface Analysed {
  readonly analysis: FileAnalysis;
  readonly positions: Positions;
}

/** How often each name occurs, in the order of the names. */
function countOf(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Ids begin with the file's name; a report names files otherwise than the analysis does. */
const reportedId = (site: CallSite, { analysis }: Analysed): string => analysis.file + site.id.slice(site.file.length);

function reportedSite({ site, estimate: figures, comparison }: CallReport, file: Analysed): ReportedSite {
  const { model, outputCap } = site;
  const start = file.positions.of(site.where.method.start);
  const end = file.positions.of(site.where.call.end);
  return {
    id: reportedId(site, file),
    file: file.analysis.file,
    ...start,
    endLine: end.line,
    endColumn: end.column,
    language: start.cell === undefined ? site.language : 'notebook',
    api: site.api,
    signature: site.signature,
    provider: site.provider.id ?? null,
    role: site.role,
    mode: site.mode,
    model: {
      id: model.kind === 'known' ? model.id : null,
      from: model.kind === 'unknown' ? 'dynamic' : model.from,
      ...(model.kind === 'choice' ? { candidates: [...model.ids] } : {}),
      ...(model.kind === 'unknown' ? { reason: model.because } : {}),
    },
    maxOutputTokens: {
      state: outputCap.state,
      ...(outputCap.state === 'set' ? { value: outputCap.value } : {}),
      ...(outputCap.state === 'notApplicable' ? {} : { parameter: outputCap.parameter }),
    },
    system: systemOf(site),
    promptStaticChars: site.prompt.segments
      .flatMap(({ parts }) => parts)
      .reduce((sum, part) => sum + (part.kind === 'text' ? part.text.length : 0), 0),
    inLoop: site.context.inLoop,
    streaming: site.isStreaming === 'unknown' ? null : site.isStreaming,
    estimate: reportedEstimate(figures),
    ...(figures.kind === 'unpriced' ? { unpriced: figures.because } : {}),
    ...(figures.kind === 'unpriced' && figures.alternatives
      ? { alternatives: figures.alternatives.map(otherModelOf) }
      : {}),
    ...(comparison.length ? { comparison: comparison.map(otherModelOf) } : {}),
  };
}

function reportedEstimate(figures: CallReport['estimate']): ReportedSite['estimate'] {
  if (figures.kind !== 'priced') return null;
  const { card, input, output, assumptions } = figures;
  return {
    inputTokens: input.total,
    outputTokens: { expected: output.expected, worst: output.worst ?? null },
    costPerCall: figures.costPerCall,
    worstCostPerCall: figures.worstCostPerCall ?? null,
    costPerMillionCalls: figures.costPerMillionCalls,
    ...(figures.costPerMonth === undefined ? {} : { costPerMonth: figures.costPerMonth }),
    currency: 'USD',
    exactness: figures.exactness,
    rateCard: { provider: card.provider, model: card.model, source: card.origin.source, asOf: card.origin.asOf },
    assumptions: assumptions.map(({ name, label, value, unit, source }) => ({ name, label, value, unit, source })),
  };
}

function otherModelOf({ model, estimate: figures }: ComparedEstimate): z.infer<typeof otherModel> {
  return figures.kind === 'priced'
    ? { model, costPerCall: figures.costPerCall, costPerMillionCalls: figures.costPerMillionCalls }
    : { model, costPerCall: null, costPerMillionCalls: null, unpriced: figures.because };
}

/** APIs whose messages have no system role: what is not read of them can hide no system prompt. */
const SYSTEM_APART: ReadonlySet<string> = new Set(['anthropic.messages', 'google.genai']);

function systemOf({ api, prompt }: CallSite): ReportedSite['system'] {
  const parts = prompt.segments.filter(({ kind }) => kind === 'system').flatMap(segment => segment.parts);
  if (!parts.length) {
    const mayHide = prompt.segments.some(({ role, parts: [part] }) => {
      if (part?.kind !== 'slot') return false;
      return part.content === 'history' ? !SYSTEM_APART.has(api) : role === undefined && part.content === 'text';
    });
    return mayHide ? 'unknown' : 'none';
  }
  const changing = parts.filter(part => part.kind === 'slot' && part.volatility !== 'none');
  if (!changing.length) return 'static';
  const isUnread = parts.every(part => part.kind === 'slot' && part.volatility === 'unknown');
  return isUnread ? 'unknown' : 'volatile';
}

function reportedFinding(
  { rule, at, severity, message, callSite: site, atStakePerMillionCalls }: Finding,
  file: Analysed,
): ScanReport['findings'][number] {
  const end = file.positions.of(at.end);
  const owner = file.analysis.calls.find(call => call.site.id === site);
  return {
    rule,
    file: file.analysis.file,
    ...file.positions.of(at.start),
    endLine: end.line,
    endColumn: end.column,
    severity,
    message,
    callSite: owner ? reportedId(owner.site, file) : site,
    ...(atStakePerMillionCalls === undefined ? {} : { atStakePerMillionCalls }),
  };
}
