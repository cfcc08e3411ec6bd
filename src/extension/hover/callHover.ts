import type { CallReport } from '../../core/analysis';
import type { Estimate } from '../../core/estimates';
import { formatTokens } from '../../core/format';
import type { CallTarget } from '../contributions';
import { inputText, modelName, outputText } from '../lens/title';
import { commandAddress, escapeMarkdown, link } from '../markdown';
import { assumptionsSection } from './assumptions';
import { comparisonTable } from './comparisonTable';
import { originsSection, type LineOf } from './origins';

/** All that is known about a call, as Markdown. */
export function callHover(report: CallReport, target: CallTarget, lineOf: LineOf): string {
  return [
    headline(report),
    comparisonTable(report),
    link('Compare all models', commandAddress('meterline.compareModels', target)),
    originsSection(report, lineOf),
    assumptionsSection(report.estimate, target),
  ]
    .filter(section => section !== undefined)
    .join('\n\n');
}

function headline({ site, estimate }: CallReport): string {
  const name = modelName(site.model);
  const model = name === undefined ? '**Model unknown**' : `**${escapeMarkdown(name)}**`;
  const provider = providerName(estimate) ?? site.provider.id;
  const parts = [model, provider && escapeMarkdown(provider), escapeMarkdown(site.signature)];
  return [parts.filter(Boolean).join(' · '), tokensLine(estimate)].filter(line => line !== undefined).join('  \n');
}

/** As people write it; of a choice of models the one that all of them have in common. */
function providerName(estimate: Estimate): string | undefined {
  if (estimate.kind === 'priced') return estimate.card.providerName;
  const names = new Set((estimate.alternatives ?? []).map(({ estimate: each }) => providerName(each)));
  return names.size === 1 ? [...names][0] : undefined;
}

function tokensLine(estimate: Estimate): string | undefined {
  const { input, output } = estimate;
  if (!input) return undefined;
  const parts = [`${formatTokens(input.fromText)} from the text`];
  if (input.overhead > 0) parts.push(`${formatTokens(input.overhead)} for chat format and tools`);
  if (input.assumed > 0) parts.push(`~${formatTokens(input.assumed)} assumed`);
  const into = `${inputText(input, estimate.exactness)} tokens in (${parts.join(', ')})`;
  if (!output || output.expected === 0) return into;
  const worst = output.worst === undefined ? 'no known limit' : `at most ${formatTokens(output.worst)}`;
  return `${into} → ${outputText(output, estimate)} out (${worst})`;
}
