import type { Column, ColumnTable } from './column-table.ts';

function pickCells(column: Column, rows: readonly number[]): Column {
  if (column.type === 'number') return { type: 'number', values: Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN) };
  return { type: 'text', codes: Uint32Array.from(rows, (row) => column.codes[row] ?? 0), dictionary: column.dictionary };
}

/** The table of some rows of another, in the order given. */
export function pickRows(table: ColumnTable, rows: readonly number[]): ColumnTable {
  return {
    rowCount: rows.length,
    columns: Object.fromEntries(Object.entries(table.columns).map(([id, column]) => [id, pickCells(column, rows)])),
    firstLine: Uint32Array.from(rows, (row) => table.firstLine[row] ?? 0),
    lastLine: Uint32Array.from(rows, (row) => table.lastLine[row] ?? 0),
  };
}
