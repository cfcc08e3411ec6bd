import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  Tooltip,
  type ChartData,
  type ChartOptions,
  type Plugin,
} from 'chart.js';
import { formatTokens, formatUsd } from '../../core/format';
import type { CostLine } from '../../core/pricing';
import type { PricedRow, Row } from '../comparison';
import { chartUnits, type ChartUnit, type Controls } from './controls';
import { element, setAttribute, setText, type View } from './dom';
import { segmented } from './segmented';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

/** Bars that can still be told apart in the chart's height. */
const MAX_BARS = 10;

/** Room for the figure at the end of the longest bar. */
const FIGURE_WIDTH = 64;

type BarChart = Chart<'bar', number[], string>;

interface ChartState {
  /** As the table has them. */
  readonly rows: readonly Row[];
  readonly controls: Controls;
}

/** What a bar is made of, in the order of a request, each with its colour of the theme. */
const kinds: readonly { kind: CostLine['kind']; title: string; colour: string }[] = [
  { kind: 'input', title: 'input', colour: '--vscode-charts-blue' },
  { kind: 'cacheRead', title: 'cached input', colour: '--vscode-charts-green' },
  { kind: 'cacheWrite', title: 'cache write', colour: '--vscode-charts-yellow' },
  { kind: 'output', title: 'output', colour: '--vscode-charts-purple' },
];

const unitTitles: Readonly<Record<ChartUnit, string>> = {
  perCall: 'Per call',
  perMillionCalls: 'Per 1M calls',
  perMonth: 'Per month',
};

/** Costs as bars, made of input, cached input and output. */
export function chart(choose: (unit: ChartUnit) => void): View<ChartState> {
  const canvas = element('canvas', { role: 'img' });
  const unit = segmented(
    'Unit of the chart',
    chartUnits.map(value => ({ value, title: unitTitles[value] })),
    choose,
  );
  const legend = element('ul', { class: 'legend', 'aria-label': 'What the bars are made of' });
  const note = element('p', { class: 'quiet' });
  const empty = element('p', { class: 'empty' }, 'No shown model has a price.');
  let bars: readonly PricedRow[] = [];
  const drawn: BarChart = new Chart(canvas, {
    type: 'bar',
    data: { labels: [], datasets: [] },
    options: options(() => bars),
    plugins: [figuresAtBars],
  });
  let last: ChartState | undefined;
  const update = (state: ChartState): void => {
    last = state;
    const { rows, controls } = state;
    bars = chosenRows(rows, controls.charted);
    const volume = bars[0]?.costs.perMonth !== undefined;
    const shownUnit = controls.unit === 'perMonth' && !volume ? 'perMillionCalls' : controls.unit;
    unit.update({ value: shownUnit, disabled: volume ? [] : ['perMonth'] });
    drawn.data = dataOf(bars, shownUnit);
    drawn.options = options(() => bars);
    drawn.update('none');
    const used = kinds.filter(({ kind }) => bars.some(({ costs }) => costs.lines.some(line => line.kind === kind)));
    setLegend(legend, used);
    setText(note, noteOf(rows, controls.charted, bars.length));
    empty.hidden = bars.length > 0;
    setAttribute(canvas, 'aria-label', description(bars, shownUnit));
  };
  onThemeChange(() => last && update(last));
  return {
    element: element(
      'section',
      { class: 'chart', 'aria-label': 'Chart' },
      element('div', { class: 'bar' }, legend, unit.element),
      element('div', { class: 'canvas' }, canvas, empty),
      note,
    ),
    update,
  };
}

/** The models that were chosen for the chart, else the first ones shown; the model in the code is always there. */
function chosenRows(rows: readonly Row[], charted: readonly string[]): readonly PricedRow[] {
  const priced = rows.filter((row): row is PricedRow => row.kind === 'priced');
  const chosen = priced.filter(({ key }) => charted.includes(key));
  const candidates = chosen.length > 0 ? chosen : priced;
  const first = candidates.slice(0, MAX_BARS);
  const own = candidates.find(({ isOwn }) => isOwn);
  return own && !first.includes(own) ? [...first.slice(0, -1), own] : first;
}

function noteOf(rows: readonly Row[], charted: readonly string[], shown: number): string {
  const priced = rows.filter(({ kind }) => kind === 'priced').length;
  const chosen = rows.filter(({ key }) => charted.includes(key)).length;
  if (chosen > shown) return `${String(shown)} of ${String(chosen)} ticked models fit into the chart.`;
  if (chosen > 0) return `The ${chosen === 1 ? 'ticked model' : `${String(chosen)} ticked models`}.`;
  return priced > shown ? `The first ${String(shown)} of ${String(priced)}. Tick models in the table to choose.` : '';
}

function dataOf(rows: readonly PricedRow[], unit: ChartUnit): ChartData<'bar', number[], string> {
  const style = getComputedStyle(document.body);
  return {
    labels: rows.map(({ model }) => model),
    datasets: kinds.map(({ kind, title, colour }) => ({
      label: title,
      data: rows.map(row => amountOf(row, unit, kind)),
      backgroundColor: style.getPropertyValue(colour).trim(),
      maxBarThickness: 16,
      barPercentage: 0.8,
      categoryPercentage: 0.9,
    })),
  };
}

/** USD of one kind of token in the chosen unit. */
function amountOf({ costs }: PricedRow, unit: ChartUnit, kind: CostLine['kind']): number {
  const perCall = costs.lines.find(line => line.kind === kind)?.usd ?? 0;
  return costs.perCall === 0 ? 0 : (perCall / costs.perCall) * totalOf(costs, unit);
}

const totalOf = (costs: PricedRow['costs'], unit: ChartUnit): number => costs[unit] ?? 0;

function options(bars: () => readonly PricedRow[]): ChartOptions<'bar'> {
  const style = getComputedStyle(document.body);
  const read = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  const foreground = read('--vscode-foreground', style.color);
  const quiet = read('--vscode-descriptionForeground', foreground);
  const font = { family: style.fontFamily, size: Number.parseFloat(style.fontSize) - 1 };
  return {
    indexAxis: 'y',
    animation: false,
    maintainAspectRatio: false,
    layout: { padding: { right: FIGURE_WIDTH } },
    scales: {
      x: {
        stacked: true,
        beginAtZero: true,
        border: { display: false },
        grid: { color: `color-mix(in srgb, ${foreground} 14%, transparent)`, drawTicks: false },
        ticks: { color: quiet, font, maxTicksLimit: 5, maxRotation: 0, callback: value => formatUsd(Number(value)) },
      },
      y: {
        stacked: true,
        border: { display: false },
        grid: { display: false },
        ticks: {
          autoSkip: false,
          color: foreground,
          font: ({ index }) => ({ ...font, weight: bars()[index]?.isOwn ? 'bold' : 'normal' }),
          callback(index) {
            return shortened(bars()[Number(index)]?.model ?? '', this.chart.width);
          },
        },
      },
    },
    plugins: {
      tooltip: {
        mode: 'index',
        axis: 'y',
        intersect: false,
        backgroundColor: read('--vscode-editorHoverWidget-background', read('--vscode-editor-background', 'Canvas')),
        borderColor: read('--vscode-editorHoverWidget-border', quiet),
        borderWidth: 1,
        titleColor: foreground,
        bodyColor: foreground,
        titleFont: font,
        bodyFont: font,
        cornerRadius: 3,
        filter: ({ parsed }) => (parsed.x ?? 0) > 0,
        callbacks: {
          label({ dataset, parsed, dataIndex }) {
            const line = bars()[dataIndex]?.costs.lines.find(
              ({ kind }) => kinds.find(({ title }) => title === dataset.label)?.kind === kind,
            );
            const tokens = line ? `, ${formatTokens(line.tokens)} tokens` : '';
            return ` ${dataset.label ?? ''}: ${formatUsd(parsed.x ?? 0)}${tokens}`;
          },
        },
      },
    },
  };
}

/** Writes the sum at the end of each bar, so that small ones can be read as well. */
const figuresAtBars: Plugin<'bar'> = {
  id: 'figuresAtBars',
  afterDatasetsDraw({ ctx, data, scales }) {
    const { x, y } = scales;
    if (!x || !y) return;
    const style = getComputedStyle(document.body);
    ctx.save();
    ctx.fillStyle = style.getPropertyValue('--vscode-foreground').trim() || style.color;
    ctx.font = `${String(Number.parseFloat(style.fontSize) - 1)}px ${style.fontFamily}`;
    ctx.textBaseline = 'middle';
    data.labels?.forEach((_label, index) => {
      const sum = data.datasets.reduce((total, { data: values }) => total + Number(values[index] ?? 0), 0);
      ctx.fillText(formatUsd(sum), x.getPixelForValue(sum) + 6, y.getPixelForValue(index));
    });
    ctx.restore();
  },
};

/** Names take at most about a third of the chart's width. */
function shortened(name: string, width: number): string {
  const most = Math.max(12, Math.floor(width / 20));
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

function setLegend(legend: HTMLElement, used: typeof kinds): void {
  const titles = used.map(({ title }) => title).join();
  if (legend.dataset['titles'] === titles) return;
  legend.dataset['titles'] = titles;
  legend.replaceChildren(
    ...used.map(({ kind, title }) => element('li', {}, element('span', { class: `swatch ${kind}` }), title)),
  );
}

function description(bars: readonly PricedRow[], unit: ChartUnit): string {
  const figures = bars.map(({ model, costs }) => `${model} ${formatUsd(totalOf(costs, unit))}`);
  return `Bar chart, cost ${unitTitles[unit].toLowerCase()}: ${figures.join(', ')}`;
}

/** VS Code tells a page of another theme by classes and variables of the body and the root element. */
function onThemeChange(redraw: () => void): void {
  const observer = new MutationObserver(() => requestAnimationFrame(redraw));
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}
