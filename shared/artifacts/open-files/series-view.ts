import type { Column, ColumnTable } from '../../base/column-table.ts';
import { textAt } from '../../base/column-table-builder.ts';
import { textColumn } from '../../base/text-column-builder.ts';
import { sparklineColumn, sparklineSpec } from '../sparkline-column.ts';
import type { ColumnSpec, SeriesView } from '../table-view.ts';
import { descriptorsByProcess, sortOf } from './file-groups.ts';
import { fileSeries, sizeDelta } from './file-series.ts';
import { groupRows, processOf, type FileTable, type OpenFiles } from './model.ts';
import { numbers } from './view.ts';

/** With more captures than this, the columns between first and last are left out. */
const CAPTURES_AS_COLUMNS = 6;

const text = (id: string, look: ColumnSpec['look'], width: number): ColumnSpec => ({ id, header: `open-files.column.${id}`, type: 'text', unit: 'none', look, width });
const number = (id: string, look: ColumnSpec['look'], unit: ColumnSpec['unit'] = 'count'): ColumnSpec => ({ id, header: `open-files.column.${id}`, type: 'number', unit, look, width: 96 });

/** Every open file over the captures: opened, closed, grown, deleted. */
export const FILES_DIFF: SeriesView<OpenFiles> = {
  id: 'files-diff',
  title: 'open-files.table.files-diff',
  columns: () => [text('change', 'change', 88), text('process', 'code', 140), text('fd', 'code', 56), text('sort', 'plain', 128), text('name', 'code', 360), number('delta-bytes', 'delta', 'bytes'), number('sizeBytes', 'plain', 'bytes'), number('captures', 'plain')],
  sort: [{ column: 'change', descending: false }],
  build(lists): ColumnTable {
    const series = fileSeries(lists);
    const tables = lists.map(({ parsed }) => parsed.model.table);
    const newest = series.map(({ rows }) => {
      const capture = rows.findLastIndex((row) => row >= 0);
      return { capture, table: tables[capture], row: rows[capture] ?? -1 };
    });
    const pick = (textOf: (table: FileTable, row: number) => string | null): Column =>
      textColumn(series.length, (i) => {
        const { table, row } = newest[i] ?? { table: undefined, row: -1 };
        return table === undefined ? null : textOf(table, row);
      });
    const lines = Uint32Array.from(newest, ({ table, row }) => table?.firstLine[row] ?? 0);
    return {
      rowCount: series.length,
      columns: {
        change: textColumn(series.length, (i) => series[i]?.change ?? null),
        process: pick(processOf),
        fd: pick((table, row) => textAt(table.columns.fd, row)),
        sort: pick(sortOf),
        name: pick((table, row) => textAt(table.columns.name, row)),
        'delta-bytes': numbers(series, ({ rows }) => sizeDelta(tables, rows)),
        sizeBytes: numbers(newest, ({ table, row }) => table?.columns.sizeBytes.values[row] ?? Number.NaN),
        captures: numbers(series, ({ rows }) => rows.filter((row) => row >= 0).length),
      },
      firstLine: lines,
      lastLine: lines,
      lineCapture: Uint16Array.from(newest, ({ capture }) => Math.max(0, capture)),
    };
  },
};

/** Descriptors by process and sort, capture by capture. */
export const TYPES_SERIES: SeriesView<OpenFiles> = {
  id: 'types-series',
  title: 'open-files.table.types-series',
  columns: (captures) => [text('process', 'code', 160), text('sort', 'plain', 160), sparklineSpec('open-files.column.values', 'count'), number('delta', 'delta'), number('first', 'plain'), ...betweenCaptures(captures).map((capture) => number(`capture-${capture + 1}`, 'plain')), number('last', 'plain')],
  sort: [{ column: 'delta', descending: true }],
  build(lists): ColumnTable {
    const groups = new Map<string, { process: string; sort: string; counts: number[]; line: number; capture: number }>();
    for (const [capture, { parsed }] of lists.entries()) {
      const { table } = parsed.model;
      for (const { key: process, rows } of descriptorsByProcess(parsed.model)) {
        for (const { key: sort, rows: ofSort } of groupRows(rows, (row) => sortOf(table, row))) {
          const group = groups.get(`${process}\n${sort}`) ?? { process, sort, counts: lists.map(() => 0), line: 0, capture };
          group.counts[capture] = ofSort.length;
          group.line = table.firstLine[ofSort[0] ?? -1] ?? 0;
          group.capture = capture;
          groups.set(`${process}\n${sort}`, group);
        }
      }
    }
    const all = [...groups.values()];
    const lines = Uint32Array.from(all, ({ line }) => line);
    return {
      rowCount: all.length,
      columns: {
        process: textColumn(all.length, (i) => all[i]?.process ?? null),
        sort: textColumn(all.length, (i) => all[i]?.sort ?? null),
        values: sparklineColumn(all.length, (i) => all[i]?.counts ?? []),
        delta: numbers(all, ({ counts }) => (counts.at(-1) ?? 0) - (counts[0] ?? 0)),
        first: numbers(all, ({ counts }) => counts[0] ?? 0),
        ...Object.fromEntries(betweenCaptures(lists.length).map((capture) => [`capture-${capture + 1}`, numbers(all, ({ counts }) => counts[capture] ?? 0)])),
        last: numbers(all, ({ counts }) => counts.at(-1) ?? 0),
      },
      firstLine: lines,
      lastLine: lines,
      lineCapture: Uint16Array.from(all, ({ capture }) => capture),
    };
  },
};

/** Indexes of the captures that stand between first and last as columns of their own. */
function betweenCaptures(captures: number): readonly number[] {
  return captures > CAPTURES_AS_COLUMNS ? [] : Array.from({ length: Math.max(0, captures - 2) }, (_, i) => i + 1);
}
