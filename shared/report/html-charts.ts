import { formatQuantity } from '../base/format-quantity.ts';
import type { Language } from '../base/message.ts';
import { sparklinePath } from '../base/sparkline-path.ts';
import { sparklineValues } from '../artifacts/sparkline-column.ts';
import type { DocumentTrend } from './document.ts';
import { prose } from './escape-html.ts';

const SPARK = { width: 96, height: 20 } as const;
const CHART = { width: 360, height: 132, left: 64, right: 12, top: 10, bottom: 24 } as const;
/** How far beyond the last point a trusted line is drawn, in observed spans. */
const AHEAD = 0.25;

/** A row's values over the captures, drawn as in the window; `text` says the numbers. */
export function sparklineHtml(cell: string, text: string): string {
  const { line, dots } = sparklinePath(sparklineValues(cell), SPARK.width, SPARK.height);
  const circles = dots.map(({ x, y }) => `<circle cx="${x}" cy="${y}" r="1.75"/>`).join('');
  return `<svg class="spark" width="${SPARK.width}" height="${SPARK.height}" role="img" aria-label="${prose(text)}"><title>${prose(text)}</title><path d="${line}"/>${circles}</svg>`;
}

/** Scales of the picture and the values at its edges. */
function scalesOf({ points, line }: DocumentTrend) {
  const first = points[0]?.x ?? 0;
  const last = points.at(-1)?.x ?? first;
  const end = line?.isTrusted === true ? last + (last - first) * AHEAD : last;
  const known = points.flatMap(({ y }) => (y === null ? [] : [y]));
  const fitted = line === null ? [] : [first, end].map((x) => line.fit.intercept + line.fit.slope * x);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const [bottom, top] = [Math.min(low, ...fitted), Math.max(high, ...fitted)];
  const round = (value: number): number => Math.round(value * 10) / 10;
  const x = (at: number): number => round(CHART.left + ((at - first) / (end - first || 1)) * (CHART.width - CHART.left - CHART.right));
  const y = (value: number): number => round(CHART.height - CHART.bottom - ((value - bottom) / (top - bottom || 1)) * (CHART.height - CHART.top - CHART.bottom));
  return { x, y, first, last, end, low, high, fitted };
}

function label(x: number, y: number, anchor: 'start' | 'middle' | 'end', text: string): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${prose(text)}</text>`;
}

/** The values as dots on a line, the fitted line dashed: told apart without colour. */
function chartSvg(trend: DocumentTrend, language: Language): string {
  const { x, y, first, last, end, low, high, fitted } = scalesOf(trend);
  const { points } = trend;
  const path = points.map((point, i) => (point.y === null ? '' : `${(points[i - 1]?.y ?? null) === null ? 'M' : 'L'}${x(point.x)} ${y(point.y)}`)).join('');
  const dots = points.map((point) => (point.y === null ? '' : `<circle cx="${x(point.x)}" cy="${y(point.y)}" r="2.5"/>`)).join('');
  const rules = [low, high].map((value) => `<path class="rule" d="M${CHART.left} ${y(value)}H${CHART.width - CHART.right}"/>${label(CHART.left - 6, y(value) + 4, 'end', formatQuantity(value, trend.unit, language))}`);
  const dashes = fitted.length === 0 ? '' : `<path class="fit" d="M${x(first)} ${y(fitted[0] ?? 0)}L${x(end)} ${y(fitted[1] ?? 0)}"/>`;
  const times = `${label(CHART.left, CHART.height - 6, 'start', trend.firstTime)}${label(x(last), CHART.height - 6, last === end ? 'end' : 'middle', trend.lastTime)}`;
  return `<svg viewBox="0 0 ${CHART.width} ${CHART.height}" role="img" aria-label="${prose(trend.alternative)}">${rules.join('')}${dashes}<path d="${path}"/>${dots}${times}</svg>`;
}

export function trendHtml(trend: DocumentTrend, language: Language): string {
  const [main = '', ...rest] = trend.sentences;
  const said = [`<p>${prose(trend.range)}</p>`, `<p class="strong">${prose(main)}</p>`, ...rest.map((sentence) => `<p class="muted">${prose(sentence)}</p>`)];
  return `<figure class="trend"><figcaption>${prose(trend.title)}</figcaption>${chartSvg(trend, language)}${said.join('')}</figure>`;
}
