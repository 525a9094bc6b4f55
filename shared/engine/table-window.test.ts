import { describe, expect, it } from 'vitest';
import type { ColumnTable } from '../base/column-table.ts';
import { textColumn } from '../base/text-column-builder.ts';
import { distinctValues } from './distinct-values.ts';
import type { ColumnFilter } from './table-query.ts';
import { QueriedTable } from './table-window.ts';
import { UnknownReference } from './unknown-reference.ts';

const NAMES = ['exec-1', 'exec-2', null, 'main', 'exec-10'];
const SIZES = [30, 10, 20, NaN, 0];
const table: ColumnTable = {
  rowCount: 5,
  columns: { name: textColumn(5, (row) => NAMES[row] ?? null), size: { type: 'number', values: Float64Array.from(SIZES) } },
  firstLine: Uint32Array.from([1, 2, 0, 4, 5]),
  lastLine: Uint32Array.from([1, 3, 0, 4, 6]),
};
const column = { header: '', unit: 'none', look: 'plain', width: 1 } as const;
const queried = new QueriedTable(table, [{ ...column, id: 'name', type: 'text' }, { ...column, id: 'size', type: 'number' }]);

function rows(filters: readonly ColumnFilter[], search = ''): readonly number[] {
  const { rows, matched, total } = queried.window({ sort: [{ column: 'size', descending: true }], filters, search }, 0, 100);
  expect(matched).toBe(rows.length);
  expect(total).toBe(5);
  return rows.map(({ row }) => row);
}

describe('windows of rows', () => {
  it('[ENG-03] gives cells, the row as built and its lines; null where there is none', () => {
    const { rows } = queried.window({ sort: [], filters: [], search: '' }, 1, 3);
    expect(rows).toEqual([
      { row: 1, cells: ['exec-2', 10], span: { first: 2, last: 3 } },
      { row: 2, cells: [null, 20], span: null },
      { row: 3, cells: ['main', null], span: { first: 4, last: 4 } },
    ]);
    expect(queried.window({ sort: [], filters: [], search: '' }, 4, 10).rows).toHaveLength(1);
    expect(queried.window({ sort: [], filters: [], search: '' }, 9, 10)).toEqual({ total: 5, matched: 5, from: 9, rows: [] });
  });

  it('[ENG-04] filters by text, set and range, all together, in sorted order', () => {
    expect(rows([])).toEqual([0, 2, 1, 4, 3]);
    expect(rows([{ column: 'name', op: 'contains', text: 'EXEC' }])).toEqual([0, 1, 4]);
    expect(rows([{ column: 'name', op: 'in', values: ['main', null] }])).toEqual([2, 3]);
    expect(rows([{ column: 'name', op: 'not-in', values: ['main', null] }])).toEqual([0, 1, 4]);
    expect(rows([{ column: 'size', op: 'in', values: [0, null] }])).toEqual([4, 3]);
    expect(rows([{ column: 'size', op: 'range', min: 0, max: 20 }])).toEqual([2, 1, 4]);
    expect(rows([{ column: 'size', op: 'range', min: null, max: null }])).toEqual([0, 2, 1, 4]);
    expect(rows([{ column: 'name', op: 'contains', text: 'exec' }, { column: 'size', op: 'range', min: 5, max: null }], '-2')).toEqual([1]);
  });

  it('[ENG-04] takes the search text letter by letter, not as a pattern', () => {
    expect(rows([], '.')).toEqual([]);
    expect(rows([], '(a+)+$')).toEqual([]);
    expect(rows([], 'C-1')).toEqual([0, 4]);
  });

  it('[ENG-04] refuses a filter on a column that the table lacks', () => {
    expect(() => rows([{ column: 'gone', op: 'contains', text: 'x' }])).toThrow(UnknownReference);
    expect(() => rows([{ column: 'constructor', op: 'contains', text: 'x' }])).toThrow(UnknownReference);
  });

  it('[ENG-05] counts distinct texts, most frequent first', () => {
    const states = textColumn(6, (row) => ['b', 'a', 'b', null, 'c', 'a'][row] ?? null);
    expect(distinctValues(states, 3)).toEqual([{ value: 'a', count: 2 }, { value: 'b', count: 2 }, { value: null, count: 1 }]);
    expect(distinctValues({ type: 'number', values: new Float64Array(3) }, 3)).toEqual([]);
  });
});
