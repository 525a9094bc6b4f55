import type { Column, ColumnTable } from '../../base/column-table.ts';
import { textColumn } from '../../base/text-column-builder.ts';
import { sparklineColumn, sparklineSpec } from '../sparkline-column.ts';
import type { ColumnSpec, SeriesView } from '../table-view.ts';
import { classSeries, type ClassSeries } from './class-series.ts';
import type { HeapHistogram } from './model.ts';
import { CLASS_COLUMN, MODULE_COLUMN } from './view.ts';

/** With more captures than this, the columns between first and last are left out. */
const CAPTURES_AS_COLUMNS = 6;

const column = (id: string, unit: ColumnSpec['unit'], look: ColumnSpec['look'], width: number): ColumnSpec => ({ id, header: `heap-histogram.column.${id}`, type: 'number', unit, look, width });

/** Every class over the captures: what it had first and last, and what it gained. */
export const CLASSES_DIFF: SeriesView<HeapHistogram> = {
  id: 'classes-diff',
  title: 'heap-histogram.table.classes-diff',
  columns: (captures) => [
    // Narrower than in its own table: the gains must be in sight beside the inspector.
    { ...CLASS_COLUMN, width: 280, pinnedAtFirst: true },
    { id: 'change', header: 'heap-histogram.column.change', type: 'text', unit: 'none', look: 'change', width: 108 },
    sparklineSpec('heap-histogram.column.values', 'bytes'),
    column('delta-bytes', 'bytes', 'delta', 104),
    column('delta-instances', 'count', 'delta', 104),
    column('delta-percent', 'percent', 'delta', 80),
    column('first-bytes', 'bytes', 'plain', 96),
    ...betweenCaptures(captures).map((capture) => column(`bytes-${capture + 1}`, 'bytes', 'plain', 96)),
    column('last-bytes', 'bytes', 'plain', 96),
    column('first-instances', 'count', 'plain', 104),
    column('last-instances', 'count', 'plain', 104),
    { ...MODULE_COLUMN, hiddenAtFirst: true },
  ],
  sort: [{ column: 'delta-bytes', descending: true }],
  build(histograms): ColumnTable {
    const rows = classSeries(histograms);
    const last = histograms.length - 1;
    const numbers = (pick: (series: ClassSeries) => number | undefined): Column => ({ type: 'number', values: Float64Array.from(rows, (series) => pick(series) ?? Number.NaN) });
    const delta = (values: readonly number[]): number => (values[last] ?? Number.NaN) - (values[0] ?? Number.NaN);
    const newest = rows.map(({ lines }) => lines.findLastIndex((line) => line > 0));
    const lines = Uint32Array.from(newest, (capture, row) => rows[row]?.lines[capture] ?? 0);
    return {
      rowCount: rows.length,
      columns: {
        class: textColumn(rows.length, (row) => rows[row]?.className ?? null),
        change: textColumn(rows.length, (row) => changeOf(rows[row], last)),
        values: sparklineColumn(rows.length, (row) => rows[row]?.shallowBytes ?? []),
        'delta-bytes': numbers(({ shallowBytes }) => delta(shallowBytes)),
        'delta-instances': numbers(({ instances }) => delta(instances)),
        // Growth from nothing has no percentage.
        'delta-percent': numbers(({ shallowBytes }) => ((shallowBytes[0] ?? 0) > 0 ? (delta(shallowBytes) / (shallowBytes[0] as number)) * 100 : Number.NaN)),
        'first-bytes': numbers(({ shallowBytes }) => shallowBytes[0]),
        ...Object.fromEntries(betweenCaptures(histograms.length).map((capture) => [`bytes-${capture + 1}`, numbers(({ shallowBytes }) => shallowBytes[capture])])),
        'last-bytes': numbers(({ shallowBytes }) => shallowBytes[last]),
        'first-instances': numbers(({ instances }) => instances[0]),
        'last-instances': numbers(({ instances }) => instances[last]),
        module: textColumn(rows.length, (row) => rows[row]?.module ?? null),
      },
      firstLine: lines,
      lastLine: lines,
      lineCapture: Uint16Array.from(newest, (capture) => Math.max(0, capture)),
    };
  },
};

/** Indexes of the captures that stand between first and last as columns of their own. */
function betweenCaptures(captures: number): readonly number[] {
  return captures > CAPTURES_AS_COLUMNS ? [] : Array.from({ length: Math.max(0, captures - 2) }, (_, i) => i + 1);
}

/** First against last capture; null for a class that only captures between them list. */
function changeOf(series: ClassSeries | undefined, last: number): 'added' | 'removed' | 'changed' | 'same' | null {
  if (!series) return null;
  const isBefore = (series.rows[0] ?? 0) > 0;
  const isAfter = (series.rows[last] ?? 0) > 0;
  if (isBefore !== isAfter) return isAfter ? 'added' : 'removed';
  if (!isBefore) return null;
  const isSame = series.instances.every((value) => value === series.instances[0]) && series.shallowBytes.every((value) => value === series.shallowBytes[0]);
  return isSame ? 'same' : 'changed';
}
