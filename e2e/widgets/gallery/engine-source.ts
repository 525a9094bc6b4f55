import { textColumn } from '../../../shared/base/text-column-builder.ts';
import type { Column } from '../../../shared/base/column-table.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import { distinctValues } from '../../../shared/engine/distinct-values.ts';
import { findRow, placeOfRow } from '../../../shared/engine/find-row.ts';
import { GROUP_ROWS, groupRows } from '../../../shared/engine/group-rows.ts';
import { rowsAsText } from '../../../shared/engine/rows-as-text.ts';
import type { TableShape } from '../../../shared/engine/table-query.ts';
import { tableTotals } from '../../../shared/engine/table-totals.ts';
import { QueriedTable } from '../../../shared/engine/table-window.ts';
import type { TableSource } from '../../../renderer/widgets/DataTable/table-source.ts';
import { cellsOf, COLUMNS } from '../rows.ts';

function columnOf(rows: number, at: number, type: 'text' | 'number'): Column {
  const cell = (row: number) => cellsOf(row)[at] ?? null;
  if (type === 'text') return textColumn(rows, (row) => (cell(row) === null ? null : String(cell(row))));
  return { type: 'number', values: Float64Array.from({ length: rows }, (_, row) => (cell(row) === null ? Number.NaN : Number(cell(row)))) };
}

function sourceOf(queried: QueriedTable, key: string, sort: TableShape['sort'], translate: Translate, later: <Value>(make: () => Value) => Promise<Value>): TableSource {
  return {
    key,
    shape: () => later(() => ({ title: 'gallery.title', columns: queried.columns, sort, rowCount: queried.table.rowCount })),
    window: (query, from, count) => later(() => queried.window(query, from, count)),
    distinct: (column, limit) => later(() => distinctValues(queried.table.columns[column] as Column, limit)),
    totals: (query, ranges) => later(() => tableTotals(queried, query, ranges)),
    find: (query, find) => later(() => findRow(queried, query, find)),
    place: (query, row) => later(() => placeOfRow(queried, query, row)),
    text: (query, question) => later(() => rowsAsText(queried, query, question, translate)),
    grouped(grouping) {
      const { table, columns } = groupRows(queried.table, queried.columns, grouping);
      return sourceOf(new QueriedTable(table, columns), `${key} ${JSON.stringify(grouping)}`, [{ column: GROUP_ROWS, descending: true }], translate, later);
    },
  };
}

/** The engine's own answers about generated rows, in this page instead of a worker, after a delay. */
export function engineSource(rows: number, delayMs: number, translate: Translate): TableSource {
  const lines = Uint32Array.from({ length: rows }, (_, row) => row * 10 + 1);
  const table = { rowCount: rows, columns: Object.fromEntries(COLUMNS.map(({ id, type }, at) => [id, columnOf(rows, at, type)])), firstLine: lines, lastLine: lines.map((line) => line + 8) };
  const later = <Value>(make: () => Value): Promise<Value> => new Promise((resolve, reject) => setTimeout(() => {
    try {
      resolve(make());
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error)));
    }
  }, delayMs));
  return sourceOf(new QueriedTable(table, COLUMNS), `generated-${rows}`, [], translate, later);
}
