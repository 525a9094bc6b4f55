import type { ColumnTotal, PlaceRange, TableQuery, TableTotals } from './table-query.ts';
import type { QueriedTable } from './table-window.ts';

/** Counts and sums of the rows at some places of a query's answer; `id` and `line` columns are names, not amounts. */
export function tableTotals(queried: QueriedTable, query: TableQuery, ranges: readonly PlaceRange[]): TableTotals {
  const rows = rowsAt(queried, query, ranges);
  const columns = queried.columns.flatMap(({ id, unit }): ColumnTotal[] => {
    const column = Object.hasOwn(queried.table.columns, id) ? queried.table.columns[id] : undefined;
    return column?.type !== 'number' || unit === 'id' || unit === 'line' ? [] : [totalOf(id, column.values, rows)];
  });
  return { rows: rows.length, columns };
}

/** Rows as built at the places; places beyond the end are passed over. */
export function rowsAt(queried: QueriedTable, query: TableQuery, ranges: readonly PlaceRange[]): Uint32Array {
  const { count, rowAt } = queried.places(query);
  const bounded = ranges.map(({ first, last }) => ({ first: Math.max(0, first), last: Math.min(count - 1, last) }));
  const rows = new Uint32Array(bounded.reduce((sum, { first, last }) => sum + Math.max(0, last - first + 1), 0));
  let at = 0;
  for (const { first, last } of bounded) for (let place = first; place <= last; place++) rows[at++] = rowAt(place);
  return rows;
}

function totalOf(column: string, values: Float64Array, rows: Uint32Array): ColumnTotal {
  let count = 0;
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i] as number] as number;
    if (value !== value) continue;
    count += 1;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { column, count, sum, min: count === 0 ? null : min, max: count === 0 ? null : max };
}
