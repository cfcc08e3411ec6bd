import { formatPercent, formatTokens } from '../../core/format';
import type { Scenario } from '../comparison';
import { assumptionNames, type AssumptionName, type Assumptions, type Subject } from '../protocol';
import { positionOf, SLIDER_STEPS, valueAt } from '../scale';
import { element, linkButton, setAttribute, setText, type View } from './dom';

interface AssumptionsState {
  readonly subject: Subject;
  readonly scenario: Scenario;
}

interface Callbacks {
  /** `undefined` goes back to what was assumed before. */
  readonly change: (name: AssumptionName, value: number | undefined) => void;
  readonly keep: (name: AssumptionName) => void;
}

interface Kind {
  readonly label: string;
  readonly unit: string;
  /** The slider's end; a field takes larger figures, too. */
  readonly maximum: number;
  /** What the number in the field stands for, and back. */
  readonly shown: (value: number) => number;
  readonly read: (shown: number) => number;
  readonly text: (value: number) => string;
}

const plain = { shown: (value: number) => value, read: (shown: number) => Math.round(shown) };
const tokens = { ...plain, unit: 'tokens', text: (value: number) => `${formatTokens(value)} tokens` };

const kinds: Readonly<Record<AssumptionName, Kind>> = {
  outputTokens: { ...tokens, label: 'Output tokens', maximum: 64_000 },
  inputTokens: { ...tokens, label: 'Filled into slots', maximum: 500_000 },
  cacheHitShare: {
    label: 'Cache hit share',
    unit: '%',
    maximum: 100,
    shown: share => Math.round(share * 1000) / 10,
    read: percent => Math.min(100, percent) / 100,
    text: formatPercent,
  },
  callsPerMonth: {
    ...plain,
    label: 'Calls per month',
    unit: 'calls',
    maximum: 1e8,
    text: value => `${formatTokens(value)} calls`,
  },
};

const order: readonly AssumptionName[] = ['outputTokens', 'inputTokens', 'cacheHitShare', 'callsPerMonth'];

const sources: Readonly<Record<Assumptions[AssumptionName]['source'], string>> = {
  code: 'from the code',
  directive: 'from the comment',
  workspace: 'workspace setting',
  setting: 'your setting',
  observed: 'observed',
  default: 'default',
};

/** Before the names of slots; see `Assumption.name` of the estimates. */
const SLOT = 'slot:';

/** The figures that code does not show, to be tried out. */
export function assumptions(callbacks: Callbacks): View<AssumptionsState> {
  const fields = order.map(name => field(name, callbacks));
  return {
    element: element(
      'section',
      { class: 'assumptions', 'aria-label': 'Assumptions' },
      ...fields.map(({ element: each }) => each),
    ),
    update: state => fields.forEach(each => each.update(state)),
  };
}

function field(name: AssumptionName, { change, keep }: Callbacks): View<AssumptionsState> {
  const kind = kinds[name];
  const isLogarithmic = name !== 'cacheHitShare';
  const number = element('vscode-textfield', { type: 'number', min: 0, step: 'any' });
  number.label = kind.label;
  if (!isLogarithmic) number.max = 100;
  const slider = element('input', { type: 'range', min: 0, max: SLIDER_STEPS, 'aria-label': `${kind.label}, slider` });
  const caption = element('span', { class: 'caption', 'aria-hidden': 'true' }, kind.label);
  caption.addEventListener('click', () => number.focus());
  const note = element('span', { class: 'note' });
  const reset = linkButton('reset', `Reset ${kind.label}`, () => change(name, undefined));
  const save = linkButton('keep', `Keep ${kind.label}`, () => keep(name));

  number.addEventListener('input', () => {
    const value = Number(number.value);
    if (number.value.trim() !== '' && Number.isFinite(value) && value >= 0) change(name, kind.read(value));
  });
  number.addEventListener('change', () => {
    if (number.value.trim() === '' || !(Number(number.value) >= 0)) change(name, undefined);
  });
  slider.addEventListener('input', () => {
    const position = Number(slider.value);
    change(name, isLogarithmic ? valueAt(position, kind.maximum) : kind.read(position));
  });

  return {
    element: element(
      'div',
      { class: 'field' },
      caption,
      element('div', { class: 'entry' }, number, element('span', { class: 'unit', 'aria-hidden': 'true' }, kind.unit)),
      slider,
      element('div', { class: 'notes' }, note, reset, save),
    ),
    update({ subject, scenario }) {
      const value = scenario[name];
      const assumed = subject.assumptions[name];
      const shown = kind.shown(value);
      // What is being typed is left alone as long as it means the same.
      if (kind.read(Number(number.value)) !== value || number.value === '') number.value = String(shown);
      slider.value = String(isLogarithmic ? positionOf(value, kind.maximum) : shown);
      setAttribute(slider, 'aria-valuetext', kind.text(value));
      const isChanged = value !== assumed.value;
      reset.hidden = save.hidden = !isChanged;
      const says = isChanged
        ? `was ${name === 'cacheHitShare' ? kind.text(assumed.value) : formatTokens(assumed.value)}`
        : sources[assumed.source];
      setText(note, name === 'inputTokens' && !isChanged ? slotsNote(subject, says) : says);
      note.title = name === 'inputTokens' ? slotList(subject) : '';
    },
  };
}

function slotsNote({ profile: { slots } }: Subject, source: string): string {
  const [first, second] = slots;
  if (!first) return 'no slots';
  if (second) return `${String(slots.length)} slots, ${source}`;
  // What a comment states for all slots together has no name of its own.
  return first.name.startsWith(SLOT) ? `${first.name.slice(SLOT.length)}, ${source}` : source;
}

const slotList = ({ profile: { slots } }: Subject): string => slots.map(({ label }) => label).join('\n');

/** Figures without those that equal what is assumed anyway. */
export const changedFigures = (changes: Partial<Scenario>, { assumptions: assumed }: Subject): Partial<Scenario> =>
  Object.fromEntries(
    assumptionNames.flatMap(name => {
      const value = changes[name];
      return value === undefined || value === assumed[name].value ? [] : [[name, value] as const];
    }),
  );
