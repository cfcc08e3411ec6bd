import {
  compareModels,
  filterRows,
  scenarioOf,
  sortColumns,
  sortRows,
  whyIncomparable,
  type Row,
  type Scenario,
  type SortColumn,
} from '../comparison';
import { toCsv, toMarkdown } from '../export';
import type { AssumptionName, ComparedModel, Show, Subject, ToPanel } from '../protocol';
import { assumptions, changedFigures } from './assumptions';
import { chart } from './chart';
import { readControls, withFigure, type Controls } from './controls';
import { details } from './details';
import { element, linkButton, setText } from './dom';
import type { Editor } from './editor';
import { filters } from './filters';
import { header } from './header';
import { table } from './table';

/** The whole page: what was received, what the user has set, and the views that draw both. */
export class Panel {
  private show: Show | undefined;
  private models: readonly ComparedModel[] = [];
  private controls: Controls;
  private selected: string | undefined;
  private shown: readonly Row[] = [];
  private frame: 'free' | 'drawn' | 'due' = 'free';

  private readonly message = element('div', { class: 'message', role: 'alert', hidden: true });
  private readonly placeholder = element('p', { class: 'empty' }, 'Loading prices…');
  private readonly content = element('div', { class: 'content', hidden: true });
  private readonly said = element('div', { class: 'unseen', role: 'status' });

  private readonly header = header({
    selectSubject: id => this.editor.post({ type: 'selectSubject', id }),
    reveal: () => this.show && this.editor.post({ type: 'reveal', id: this.show.subject.id }),
  });
  private readonly assumptions = assumptions({
    change: (name, value) => this.changeFigure(name, value),
    keep: name => this.keepFigure(name),
  });
  private readonly chart = chart(unit => this.set({ unit }));
  private readonly filters = filters({
    change: changes => this.set({ filter: { ...this.controls.filter, ...copied(changes) } }),
    editComparisonSet: () => this.editor.post({ type: 'editComparisonSet' }),
  });
  private readonly table = table({
    sort: column => {
      const { sort } = this.controls;
      this.set({ sort: { column, isDescending: column === sort.column && !sort.isDescending } });
    },
    select: row => this.select(row),
    toggleChart: ({ key }) => {
      const { charted } = this.controls;
      this.set({ charted: charted.includes(key) ? charted.filter(each => each !== key) : [...charted, key] });
    },
  });
  private readonly details = details();

  constructor(
    root: HTMLElement,
    private readonly editor: Editor,
  ) {
    this.controls = readControls(editor.kept);
    this.content.append(
      this.header.element,
      element('div', { class: 'upper' }, this.assumptions.element, this.chart.element),
      this.filters.element,
      this.table.element,
      element('div', { class: 'below' }, this.details.element, this.copyButtons()),
    );
    root.append(this.message, this.placeholder, this.content, this.said);
  }

  receive(message: ToPanel): void {
    this.message.hidden = message.type !== 'error';
    switch (message.type) {
      case 'show':
        this.receiveSubject(message);
        return;
      case 'nothing':
        this.show = undefined;
        this.content.hidden = true;
        this.placeholder.hidden = false;
        setText(this.placeholder, message.because);
        return;
      case 'error':
        setText(this.message, message.message);
        return;
    }
  }

  private receiveSubject(show: Show): void {
    if (show.subject.id !== this.show?.subject.id) this.selected = undefined;
    this.show = show;
    this.models = show.models ?? this.models;
    const { id } = show.subject;
    const changes = changedFigures(this.controls.scenarios[id] ?? {}, show.subject);
    this.controls = { ...this.controls, scenarios: { ...this.controls.scenarios, [id]: changes } };
    this.placeholder.hidden = true;
    this.content.hidden = false;
    this.draw();
  }

  private set(changes: Partial<Controls>): void {
    this.controls = { ...this.controls, ...changes };
    this.editor.keep(this.controls);
    this.drawSoon();
  }

  private select({ key }: Row): void {
    if (this.selected === key) return;
    this.selected = key;
    this.drawSoon();
  }

  private changeFigure(name: AssumptionName, value: number | undefined): void {
    if (!this.show) return;
    this.set({ scenarios: withFigure(this.controls.scenarios, this.show.subject.id, name, value) });
  }

  private keepFigure(name: AssumptionName): void {
    if (!this.show) return;
    const { subject } = this.show;
    this.editor.post({ type: 'assume', id: subject.id, name, value: this.scenario(subject)[name] });
  }

  private copyButtons(): HTMLElement {
    return element(
      'div',
      { class: 'copy' },
      element('span', { class: 'quiet', 'aria-hidden': 'true' }, 'Copy as'),
      linkButton('Markdown', 'Copy the shown rows as a Markdown table', () => this.copy('markdown')),
      linkButton('CSV', 'Copy the shown rows with unrounded figures as CSV', () => this.copy('csv')),
    );
  }

  private copy(format: 'markdown' | 'csv'): void {
    const text = format === 'csv' ? toCsv(this.shown) : toMarkdown(this.shown, this.columns());
    this.editor.post({ type: 'copy', format, text });
    setText(this.said, `${String(this.shown.length)} rows copied.`);
  }

  private scenario(subject: Subject): Scenario {
    return { ...scenarioOf(subject), ...this.controls.scenarios[subject.id] };
  }

  /** Per month is of use with a volume only. */
  private columns(): readonly SortColumn[] {
    const hasVolume = this.show !== undefined && this.scenario(this.show.subject).callsPerMonth > 0;
    return sortColumns.filter(column => column !== 'perMonth' || hasVolume);
  }

  /** Draws at once; what changes later in the same frame is drawn together, with the next. */
  private drawSoon(): void {
    if (this.frame === 'free') {
      this.frame = 'drawn';
      this.draw();
      requestAnimationFrame(() => {
        const isDue = this.frame === 'due';
        this.frame = 'free';
        if (isDue) this.drawSoon();
      });
    } else this.frame = 'due';
  }

  private draw(): void {
    const { show, controls } = this;
    if (!show) return;
    const scenario = this.scenario(show.subject);
    const rows = compareModels(show, this.models, scenario);
    this.shown = sortRows(filterRows(rows, controls.filter), controls.sort);
    const selected =
      this.shown.find(({ key }) => key === this.selected) ?? this.shown.find(({ isOwn }) => isOwn) ?? this.shown[0];
    this.selected = selected?.key;
    this.header.update({ show, rows });
    this.assumptions.update({ subject: show.subject, scenario });
    this.filters.update({ filter: controls.filter, rows, shown: this.shown.length });
    this.table.update({
      rows: this.shown,
      sort: controls.sort,
      columns: this.columns(),
      charted: new Set(controls.charted),
      selected: this.selected,
      emptyText: whyIncomparable(show.subject.profile) ?? emptyText(rows, controls),
    });
    this.details.update({ row: selected, prices: show.prices });
    this.chart.update({ rows: this.shown, controls });
  }
}

function emptyText(rows: readonly Row[], { filter }: Controls): string {
  if (rows.length === 0) return 'No model with a price suits this call.';
  const isNarrowed = filter.text.trim() !== '' || filter.providers.length > 0 || filter.onlyFitting;
  return isNarrowed ? 'No model matches the filter.' : 'The comparison set is empty. Show all models, or edit the set.';
}

/** The controls own their arrays. */
const copied = <Changes extends { readonly providers?: readonly string[] }>({ providers, ...rest }: Changes) => ({
  ...rest,
  ...(providers ? { providers: [...providers] } : {}),
});
