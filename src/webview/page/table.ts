import { cellOf, columnHints, columnTitles, type Cell } from '../cells';
import { sortColumns, type Row, type Sort, type SortColumn } from '../comparison';
import { element, setAttribute, setText, type View } from './dom';

interface TableState {
  readonly rows: readonly Row[];
  readonly sort: Sort;
  readonly columns: readonly SortColumn[];
  readonly charted: ReadonlySet<string>;
  /** Key of the row whose details are shown. */
  readonly selected: string | undefined;
  /** Why there are no rows. */
  readonly emptyText: string;
}

interface Callbacks {
  readonly sort: (column: SortColumn) => void;
  readonly select: (row: Row) => void;
  readonly toggleChart: (row: Row) => void;
}

/** Rows beyond the edges of what is seen, so that a quick scroll does not show a gap. */
const OVERSCAN = 8;

/** One row's elements, which show now this, now that model. */
interface RowElements {
  readonly row: HTMLTableRowElement;
  readonly box: HTMLInputElement;
  readonly cells: ReadonlyMap<SortColumn, HTMLTableCellElement>;
}

/**
 * The models, as many rows as can be seen: hundreds of models cost no more than a screen of them. Rows are patched in
 * place and keep their height, so that nothing jumps while figures change.
 */
export function table({ sort, select, toggleChart }: Callbacks): View<TableState> {
  const headers = new Map(sortColumns.map(column => [column, headerCell(column, () => sort(column))]));
  const above = element('tbody', { class: 'spacer', 'aria-hidden': 'true' }, spacerRow());
  const below = element('tbody', { class: 'spacer', 'aria-hidden': 'true' }, spacerRow());
  const body = element('tbody');
  const chartHeader = element(
    'th',
    { scope: 'col', class: 'tick' },
    element('span', { class: 'unseen' }, 'In the chart'),
  );
  const grid = element(
    'table',
    { 'aria-label': 'Models' },
    element('thead', {}, element('tr', { 'aria-rowindex': 1 }, chartHeader, ...headers.values())),
    above,
    body,
    below,
  );
  const empty = element('p', { class: 'empty', role: 'status' });
  const scroller = element(
    'div',
    { class: 'scroller', role: 'region', 'aria-label': 'Models', tabindex: 0 },
    grid,
    empty,
  );
  const pool: RowElements[] = [];
  let state: TableState | undefined;
  let rowHeight = 0;

  /** Brings the rows in sight up to date; the others exist as height only. */
  function draw(): void {
    if (!state) return;
    const { rows } = state;
    if (rowHeight === 0 && pool[0]) rowHeight = pool[0].row.getBoundingClientRect().height;
    const height = rowHeight || 26;
    const inSight = Math.ceil(scroller.clientHeight / height) + 2 * OVERSCAN;
    const first = Math.max(0, Math.min(Math.floor(scroller.scrollTop / height) - OVERSCAN, rows.length - inSight));
    const last = Math.min(rows.length, first + inSight);
    const focused = pool.findIndex(({ box }) => box === document.activeElement);
    while (pool.length < last - first) pool.push(createRow(pool.length));
    pool.forEach(({ row }, index) => {
      if (index < last - first !== row.isConnected) {
        if (row.isConnected) row.remove();
        else body.append(row);
      }
    });
    for (let index = first; index < last; index++) {
      const shown = pool[index - first];
      const row = rows[index];
      if (shown && row) fillRow(shown, row, index, state);
    }
    setHeight(above, first * height);
    setHeight(below, (rows.length - last) * height);
    if (focused >= 0) focusSelected();
  }

  function createRow(slot: number): RowElements {
    const box = element('input', { type: 'checkbox' });
    const cells = new Map(sortColumns.map(column => [column, column === 'model' ? modelCell() : element('td')]));
    const row = element('tr', {}, element('td', { class: 'tick' }, box), ...cells.values());
    const current = (): Row | undefined => state?.rows[Number(row.dataset['index'])];
    box.addEventListener('change', () => withRow(current(), toggleChart));
    box.addEventListener('focus', () => withRow(current(), select));
    row.addEventListener('click', event => {
      if (event.target !== box) pool[slot]?.box.focus({ preventScroll: true });
    });
    return { row, box, cells };
  }

  function focusSelected(): void {
    const index = state?.rows.findIndex(({ key }) => key === state?.selected) ?? -1;
    pool
      .find(({ row }) => row.isConnected && row.dataset['index'] === String(index))
      ?.box.focus({ preventScroll: true });
  }

  function move(event: KeyboardEvent): void {
    if (!state || !(event.target instanceof HTMLInputElement)) return;
    const page = Math.max(1, Math.floor(scroller.clientHeight / (rowHeight || 26)) - 2);
    const from = state.rows.findIndex(({ key }) => key === state?.selected);
    const steps: Readonly<Record<string, number>> = {
      ...{ ArrowDown: from + 1, ArrowUp: from - 1, PageDown: from + page, PageUp: from - page },
      ...{ Home: 0, End: state.rows.length - 1 },
    };
    const wanted = steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    const index = Math.min(state.rows.length - 1, Math.max(0, wanted));
    const row = state.rows[index];
    if (!row) return;
    scrollTo(index);
    state = { ...state, selected: row.key };
    draw();
    focusSelected();
  }

  /** Scrolls a row into sight, below the header that stays. */
  function scrollTo(index: number): void {
    const head = grid.tHead?.getBoundingClientRect().height ?? 0;
    const top = index * rowHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    const bottom = top + rowHeight + head - scroller.clientHeight;
    if (bottom > scroller.scrollTop) scroller.scrollTop = bottom;
  }

  scroller.addEventListener('scroll', draw, { passive: true });
  body.addEventListener('keydown', move);
  new ResizeObserver(() => {
    rowHeight = 0;
    draw();
  }).observe(scroller);

  return {
    element: scroller,
    update(next) {
      const orderChanged = !state || state.sort !== next.sort || state.rows.length !== next.rows.length;
      state = next;
      setAttribute(grid, 'aria-rowcount', next.rows.length + 1);
      for (const [column, header] of headers) {
        header.hidden = !next.columns.includes(column);
        setAttribute(header, 'aria-sort', ariaSort(column, next.sort));
      }
      if (orderChanged) scroller.scrollTop = 0;
      grid.hidden = next.rows.length === 0;
      empty.hidden = next.rows.length > 0;
      setText(empty, empty.hidden ? '' : next.emptyText);
      draw();
    },
  };
}

function fillRow({ row, box, cells }: RowElements, model: Row, index: number, state: TableState): void {
  row.dataset['index'] = String(index);
  setAttribute(row, 'aria-rowindex', index + 2);
  const isSelected = model.key === state.selected;
  row.classList.toggle('own', model.isOwn);
  row.classList.toggle('selected', isSelected);
  box.checked = state.charted.has(model.key);
  // Tab enters the table once; arrow keys go from row to row.
  box.tabIndex = isSelected || (index === 0 && !state.rows.some(({ key }) => key === state.selected)) ? 0 : -1;
  setAttribute(box, 'aria-label', `Show ${model.model}${model.provider ? ` of ${model.provider}` : ''} in the chart`);
  for (const [column, cell] of cells) {
    cell.hidden = !state.columns.includes(column);
    if (column === 'model') fillModelCell(cell, model);
    else fillCell(cell, cellOf(model, column));
  }
}

/** The name, and the provider under it where there is no room for a column of its own. */
function modelCell(): HTMLTableCellElement {
  return element(
    'th',
    { scope: 'row', class: 'model' },
    element('span', { class: 'name' }),
    element('span', { class: 'by' }),
  );
}

function fillModelCell(cell: Element, { model, provider }: Row): void {
  const [name, by] = cell.children;
  if (name) setText(name, model);
  if (by) setText(by, provider);
  setAttribute(cell, 'title', provider ? `${model} · ${provider}` : model);
}

function fillCell(cell: Element, { text, tone, hint }: Cell): void {
  setText(cell, text);
  setAttribute(cell, 'class', tone);
  setAttribute(cell, 'title', hint);
}

function headerCell(column: SortColumn, sort: () => void): HTMLTableCellElement {
  const button = element(
    'button',
    { title: columnHints[column] },
    columnTitles[column],
    element('span', { class: 'arrow', 'aria-hidden': 'true' }),
  );
  button.addEventListener('click', sort);
  return element('th', { scope: 'col', class: column }, button);
}

const spacerRow = (): HTMLTableRowElement => element('tr', {}, element('td', { colspan: sortColumns.length + 1 }));

function setHeight(spacer: HTMLElement, height: number): void {
  spacer.hidden = height === 0;
  const cell = spacer.querySelector('td');
  if (cell) cell.style.height = `${String(height)}px`;
}

const ariaSort = (column: SortColumn, sort: Sort): string | undefined =>
  column === sort.column ? (sort.isDescending ? 'descending' : 'ascending') : undefined;

const withRow = (row: Row | undefined, run: (row: Row) => void): void => {
  if (row) run(row);
};
