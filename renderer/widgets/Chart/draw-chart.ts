import UPlot from 'uplot';
import type { Language } from '../../../shared/base/message.ts';
import { formatQuantity } from '../../../shared/base/format-quantity.ts';
import type { Unit } from '../../../shared/base/units.ts';
import type { ChartColumns } from './chart-series.ts';

export interface ChartWords {
  readonly unit: Unit;
  readonly language: Language;
  readonly formatX: (x: number) => string;
  readonly limitLabel: string;
}

export interface DrawnChart {
  /** Marks a point, from 0; null takes the mark away. */
  mark(point: number | null): void;
  resize(width: number, height: number): void;
  destroy(): void;
}

interface Colours {
  readonly line: string;
  readonly text: string;
  readonly grid: string;
  readonly limit: string;
  readonly font: string;
}

const BYTE_STEPS = Array.from({ length: 45 }, (_, i) => 2 ** i);
const DASHED = [5, 4];
/** Room for the largest number with its unit, in px. */
const Y_AXIS = 76;

/** Roles are custom properties that hold both themes; only a colour that is in use tells the one that applies. */
function coloursOf(element: HTMLElement): Colours {
  const probe = document.createElement('span');
  probe.hidden = true;
  element.append(probe);
  const colour = (role: string): string => {
    probe.style.color = `var(--${role})`;
    return getComputedStyle(probe).color;
  };
  const { fontSize, fontFamily } = getComputedStyle(element);
  const colours = { line: colour('accent'), text: colour('text-muted'), grid: colour('border'), limit: colour('critical'), font: `${fontSize} ${fontFamily}` };
  probe.remove();
  return colours;
}

function drawLimit(chart: UPlot, limit: number | null | undefined, label: string, { limit: colour, font }: Colours): void {
  if (limit === null || limit === undefined) return;
  const { ctx, bbox } = chart;
  const y = chart.valToPos(limit, 'y', true);
  if (y < bbox.top - 1 || y > bbox.top + bbox.height + 1) return;
  ctx.save();
  ctx.fillStyle = colour;
  ctx.font = font.replace(/[\d.]+px/, (size) => `${Number.parseFloat(size) * devicePixelRatio}px`);
  ctx.textAlign = 'left';
  ctx.textBaseline = y - bbox.top > 20 * devicePixelRatio ? 'bottom' : 'top';
  ctx.fillText(label, bbox.left + 6 * devicePixelRatio, y);
  ctx.restore();
}

function optionsOf(size: { readonly width: number; readonly height: number }, columns: ChartColumns, words: ChartWords, colours: Colours, onPoint: (index: number | null) => void): UPlot.Options {
  const axis = { stroke: colours.text, font: colours.font, grid: { stroke: colours.grid, width: 1 }, ticks: { stroke: colours.grid, width: 1 } };
  const quantity = (value: number): string => formatQuantity(value, words.unit, words.language);
  const line = (stroke: string, more: Partial<UPlot.Series> = {}): UPlot.Series => ({ stroke, width: 1.25, points: { show: false }, ...more });
  return {
    ...size,
    padding: [12, 16, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: (_, series) => (series === 1 ? 8 : 0) } },
    scales: { x: { time: false }, y: { range: (_, low, high) => [Math.min(0, low), high === 0 ? 1 : high * 1.08] } },
    axes: [
      { ...axis, size: 32, space: 90, values: (_, values) => values.map(words.formatX) },
      { ...axis, size: Y_AXIS, values: (_, values) => values.map(quantity), ...(words.unit === 'bytes' ? { incrs: BYTE_STEPS } : {}) },
    ],
    series: [
      {},
      { stroke: colours.line, width: 2, points: { show: true, size: 6, fill: colours.line } },
      line(colours.text),
      line(colours.text, { dash: DASHED }),
      line('transparent', { width: 0 }),
      line('transparent', { width: 0 }),
      line(colours.limit, { dash: [2, 3] }),
    ],
    bands: [{ series: [4, 5], fill: colours.line.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.14)') }],
    hooks: {
      draw: [(chart) => drawLimit(chart, columns[6][0], words.limitLabel, colours)],
      setCursor: [
        (chart) => {
          const { left = -1 } = chart.cursor;
          onPoint(left < 0 ? null : nearest(columns, chart.posToVal(left, 'x')));
        },
      ],
    },
  };
}

/** Index among the measured points of the one nearest to an x. */
function nearest([xs, measured]: ChartColumns, x: number): number | null {
  let best: number | null = null;
  let distance = Infinity;
  let point = -1;
  for (const [i, value] of measured.entries()) {
    if (value === undefined) continue;
    point += 1;
    const away = Math.abs((xs[i] ?? 0) - x);
    if (away < distance) [best, distance] = [point, away];
  }
  return best;
}

/** Draws onto a canvas inside `element`, in the colours of the present theme. The only place that knows the chart library. */
export function drawChart(element: HTMLElement, columns: ChartColumns, words: ChartWords, onPoint: (index: number | null) => void): DrawnChart {
  const size = { width: element.clientWidth, height: element.clientHeight };
  const chart = new UPlot(optionsOf(size, columns, words, coloursOf(element), onPoint), columns as unknown as UPlot.AlignedData, element);
  return {
    mark(point) {
      const at = point === null ? undefined : columns[1].flatMap((value, i) => (value === undefined ? [] : [i]))[point];
      const x = at === undefined ? undefined : columns[0][at];
      chart.setCursor({ left: x === undefined ? -10 : chart.valToPos(x, 'x'), top: -10 }, false);
    },
    resize: (width, height) => chart.setSize({ width, height }),
    destroy: () => chart.destroy(),
  };
}
