import type { Filter, Row } from '../comparison';
import { element, linkButton, setText, type View } from './dom';
import { providerFilter } from './providerFilter';
import { segmented } from './segmented';

interface FiltersState {
  readonly filter: Filter;
  /** Every row, whatever is filtered. */
  readonly rows: readonly Row[];
  readonly shown: number;
}

interface Callbacks {
  readonly change: (changes: Partial<Filter>) => void;
  readonly editComparisonSet: () => void;
}

/** What the table shows. */
export function filters({ change, editComparisonSet }: Callbacks): View<FiltersState> {
  const scope = segmented(
    'Models to show',
    [
      { value: 'compared', title: 'Comparison set' },
      { value: 'all', title: 'All models' },
    ],
    value => change({ scope: value }),
  );
  const text = element('vscode-textfield', { placeholder: 'Filter models', class: 'search' });
  text.label = 'Filter models';
  text.addEventListener('input', () => change({ text: text.value }));
  const providers = providerFilter(names => change({ providers: names }));
  const fitting = element('vscode-checkbox', { label: 'Only models that fit' });
  fitting.addEventListener('change', () => change({ onlyFitting: fitting.checked }));
  const edit = linkButton('Edit set', 'Edit the comparison set in the settings', editComparisonSet);
  const count = element('span', { class: 'quiet count', role: 'status' });
  return {
    element: element(
      'section',
      { class: 'filters', 'aria-label': 'Filter' },
      element('div', { class: 'group' }, scope.element, edit),
      element('div', { class: 'group grows' }, text, providers.element, fitting),
      count,
    ),
    update({ filter, rows, shown }) {
      const compared = rows.filter(row => row.isCompared || row.isOwn).length;
      scope.update({
        value: filter.scope,
        titles: { compared: `Comparison set (${String(compared)})`, all: `All models (${String(rows.length)})` },
      });
      if (text.value !== filter.text) text.value = filter.text;
      providers.update({ names: providersOf(rows), chosen: filter.providers });
      fitting.checked = filter.onlyFitting;
      const inScope = filter.scope === 'all' ? rows.length : compared;
      setText(count, shown === inScope ? '' : `${String(shown)} of ${String(inScope)}`);
      edit.hidden = filter.scope === 'all';
    },
  };
}

const providersOf = (rows: readonly Row[]): readonly string[] =>
  [...new Set(rows.map(({ provider }) => provider).filter(Boolean))].sort((a, b) => a.localeCompare(b, 'en'));
