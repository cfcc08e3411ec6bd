import type { Assumption, AssumptionSource, Estimate } from '../../core/estimates';
import type { CallTarget, DirectiveKey } from '../contributions';
import { commandAddress, escapeMarkdown, link, settingAddress } from '../markdown';

const SOURCES: Readonly<Record<AssumptionSource, string>> = {
  code: 'from the code',
  directive: 'stated above the call',
  workspace: 'set for this workspace',
  setting: 'set by you',
  observed: 'observed',
  default: 'Meterline’s default',
};

/** The figures that the code does not show, each with links to change it. */
export function assumptionsSection(estimate: Estimate, target: CallTarget): string | undefined {
  if (estimate.assumptions.length === 0) return undefined;
  const items = estimate.assumptions.map(assumption => `- ${assumptionText(assumption, estimate, target)}`);
  return ['**Assumed**', '', ...items].join('\n');
}

function assumptionText(assumption: Assumption, estimate: Estimate, target: CallTarget): string {
  const { label, source, setting } = assumption;
  const key = directiveKeyOf(assumption);
  const links = [
    key &&
      link(
        'this call',
        commandAddress('meterline.stateFigure', { ...target, key, value: statedValue(key, assumption, estimate) }),
      ),
    setting === undefined ? undefined : link('all calls', settingAddress(setting)),
  ].filter(text => text !== undefined);
  const change = links.length === 0 ? '' : ` · change for ${links.join(' or ')}`;
  return `${escapeMarkdown(label)} (${SOURCES[source]})${change}`;
}

/** How a comment above the call states this figure; undefined when it can't. */
function directiveKeyOf({ name }: Assumption): DirectiveKey | undefined {
  if (name === 'outputTokens') return 'output';
  if (name === 'callsPerMonth') return 'calls';
  if (name === 'cacheHitShare') return 'cached';
  return name.startsWith('slot:') || name === 'input' ? 'input' : undefined;
}

/** `input=` states the tokens of all slots together. */
const statedValue = (key: DirectiveKey, assumption: Assumption, estimate: Estimate): number =>
  key === 'input' ? (estimate.input?.assumed ?? assumption.value) : assumption.value;
