import type { Column } from '../../base/column-table.ts';
import { textColumn } from '../../base/text-column-builder.ts';
import { sparklineColumn } from '../sparkline-column.ts';
import type { SeriesView } from '../table-view.ts';
import { specOf, hexNid, type ColumnChoice } from './columns.ts';
import { elapsedMs } from './loaded-times.ts';
import type { ProcessTable } from './model.ts';
import { cpuRate, hasChanged, rowSeries, type RowSeries } from './row-series.ts';

const CHOICES: readonly ColumnChoice[] = [
  { id: 'pid', unit: 'id', width: 80 },
  { id: 'change', unit: 'none', width: 96, isText: true, look: 'change' },
  { id: 'values', unit: 'percent', width: 128, isText: true, look: 'sparkline', hint: 'values' },
  { id: 'cpu-rate', unit: 'percent', width: 144, hint: 'cpu-rate' },
  { id: 'cpu-rate-last', unit: 'percent', width: 160, hint: 'cpu-rate-last' },
  { id: 'delta-cpu-time', unit: 'milliseconds', width: 104, look: 'delta' },
  { id: 'command', unit: 'none', width: 360, isText: true, look: 'code' },
  { id: 'last-cpu-time', unit: 'milliseconds', width: 112 },
  { id: 'delta-rss', unit: 'bytes', width: 96, look: 'delta' },
  { id: 'first-rss', unit: 'bytes', width: 88, hiddenAtFirst: true },
  { id: 'last-rss', unit: 'bytes', width: 88 },
  { id: 'last-state', unit: 'none', width: 88, isText: true },
  { id: 'user', unit: 'none', width: 96, isText: true, hiddenAtFirst: true },
];

const THREAD_CHOICES: readonly ColumnChoice[] = [
  { id: 'tid', unit: 'id', width: 80 },
  { id: 'nid', unit: 'none', width: 80, isText: true, look: 'code', hint: 'nid' },
  ...CHOICES.filter(({ id }) => !['pid', 'delta-rss', 'first-rss', 'last-rss', 'user', 'command'].includes(id)),
  { id: 'name', unit: 'none', width: 280, isText: true, look: 'code' },
];

/** Every process or thread over the captures: the CPU it used between them and the memory it gained. */
export function seriesView(prefix: string, id: string, rowsAre: ProcessTable['rowsAre']): SeriesView<ProcessTable> {
  const choices = rowsAre === 'threads' ? THREAD_CHOICES : CHOICES;
  return {
    id,
    title: `${prefix}.table.${id}`,
    // Of two captures the last round is the whole, and one rate makes no line.
    columns: (captures) => choices.filter(({ id }) => captures > 2 || (id !== 'cpu-rate-last' && id !== 'values')).map((choice) => specOf(prefix, choice)),
    sort: [{ column: 'cpu-rate', descending: true }],
    build(tables) {
      const all = rowSeries(tables);
      const elapsed = elapsedMs(tables);
      const last = tables.length - 1;
      const rate = (series: RowSeries, from: number, to = last): number => (elapsed && cpuRate(tables, series, elapsed, from, to)?.percent) ?? Number.NaN;
      const newest = all.map(({ lines }) => lines.findLastIndex((line) => line > 0));
      const lines = Uint32Array.from(newest, (capture, row) => all[row]?.lines[capture] ?? 0);
      return {
        rowCount: all.length,
        columns: Object.fromEntries(choices.map(({ id }) => [id, seriesColumn(id, all, last, rate)])),
        firstLine: lines,
        lastLine: lines,
        lineCapture: Uint16Array.from(newest, (capture) => Math.max(0, capture)),
      };
    },
  };
}

function seriesColumn(id: string, all: readonly RowSeries[], last: number, rate: (series: RowSeries, from: number, to?: number) => number): Column {
  const numbers = (pick: (series: RowSeries) => number | undefined): Column => ({ type: 'number', values: Float64Array.from(all, (series) => pick(series) ?? Number.NaN) });
  const texts = (pick: (series: RowSeries) => string | null): Column => textColumn(all.length, (row) => (all[row] ? pick(all[row]) : null));
  const delta = (values: readonly number[]): number => (values[last] ?? Number.NaN) - (values[0] ?? Number.NaN);
  switch (id) {
    case 'pid':
      return numbers(({ pid }) => pid);
    case 'tid':
      return numbers(({ tid }) => tid);
    case 'nid':
      return texts(({ tid }) => hexNid(tid));
    case 'change':
      return texts((series) => changeOf(series, last));
    case 'values':
      // The first capture has none before it.
      return sparklineColumn(all.length, (row) => Array.from({ length: last + 1 }, (_, to) => (to > 0 && all[row] ? rate(all[row], to - 1, to) : Number.NaN)));
    case 'cpu-rate':
      return numbers((series) => rate(series, 0));
    case 'cpu-rate-last':
      return numbers((series) => rate(series, last - 1));
    case 'delta-cpu-time':
      return numbers(({ cpuTimeMs }) => delta(cpuTimeMs));
    case 'last-cpu-time':
      return numbers(({ cpuTimeMs }) => cpuTimeMs[last]);
    case 'delta-rss':
      return numbers(({ rssBytes }) => delta(rssBytes));
    case 'first-rss':
      return numbers(({ rssBytes }) => rssBytes[0]);
    case 'last-rss':
      return numbers(({ rssBytes }) => rssBytes[last]);
    case 'last-state':
      return texts(({ states }) => states[last] ?? null);
    case 'user':
      return texts(({ user }) => user);
    default:
      return texts(({ command }) => command);
  }
}

/** First against last capture; null for what only captures between them list. */
function changeOf(series: RowSeries, last: number): 'added' | 'removed' | 'changed' | 'same' | null {
  const { rows } = series;
  const isBefore = (rows[0] ?? -1) >= 0;
  const isAfter = (rows[last] ?? -1) >= 0;
  if (isBefore !== isAfter) return isAfter ? 'added' : 'removed';
  if (!isBefore) return null;
  return hasChanged(series) ? 'changed' : 'same';
}
