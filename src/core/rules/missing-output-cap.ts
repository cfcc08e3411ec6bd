import { formatTokens, formatUsd } from '../format';
import type { Rule } from './rule';

/** USD that one call can cost at worst from which a missing cap is a warning: a runaway loop of 1,000 calls is then 50 USD. */
const WARN_FROM_WORST_USD = 0.05;
/** What a cap is set to: the first that leaves the expected completion twice its length. */
const CAPS = [256, 512, 1024, 2048, 4096, 8192, 16384] as const;
/** Reasoning uses up the cap before anything visible is written. */
const CAP_WITH_REASONING = 8192;

export const missingOutputCap: Rule = {
  id: 'missing-output-cap',
  summary: 'A call without a limit on its completion',
  check(site, estimate, { addOutputCap }) {
    const { outputCap } = site;
    if (
      site.role !== 'call' ||
      site.mode !== 'text' ||
      outputCap.state !== 'missing' ||
      outputCap.isRequired ||
      outputCap.whenMissing !== undefined
    )
      return [];
    const reasons =
      estimate.kind === 'priced' &&
      (estimate.card.reasonsByDefault === true || site.reasoning.state === 'set') &&
      site.reasoning.state !== 'off';
    const expected = estimate.kind === 'priced' ? estimate.output.expected : (estimate.output?.expected ?? 0);
    const cap = reasons
      ? CAP_WITH_REASONING
      : (CAPS.find(each => each >= expected * 2) ?? CAPS[CAPS.length - 1] ?? 16384);
    const edits = addOutputCap(site, cap);
    const fixes = edits ? [{ title: `Add ${outputCap.parameter}: ${String(cap)}`, edits, isPreferred: true }] : [];
    if (estimate.kind === 'unpriced') {
      return [
        {
          at: site.where.method,
          severity: 'information',
          message: `No output cap. What a long answer can cost is unknown: ${estimate.because}. Set ${outputCap.parameter}.`,
          fixes,
        },
      ];
    }
    const { costPerCall, worstCostPerCall, output } = estimate;
    if (worstCostPerCall === undefined || output.worst === undefined) {
      return [
        {
          at: site.where.method,
          severity: 'information',
          message: `No output cap, and no output limit is known for ${estimate.card.model}. Set ${outputCap.parameter}.`,
          fixes,
        },
      ];
    }
    const atStake = (worstCostPerCall - costPerCall) * 1e6;
    return [
      {
        at: site.where.method,
        severity: worstCostPerCall >= WARN_FROM_WORST_USD ? 'warning' : 'information',
        message: `No output cap: one call can cost up to ${formatUsd(worstCostPerCall)} (${formatTokens(output.worst)} tokens of output) instead of about ${formatUsd(costPerCall)}. Set ${outputCap.parameter}.`,
        atStakePerMillionCalls: atStake,
        fixes,
      },
    ];
  },
};
