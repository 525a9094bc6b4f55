import { describe, expect, it } from 'vitest';
import type { ColumnTable } from '../base/column-table.ts';
import { textColumn } from '../base/text-column-builder.ts';
import { BadQuery } from './bad-query.ts';
import { distinctValues } from './distinct-values.ts';
import { findRow, placeOfRow, rowsAtLines } from './find-row.ts';
import type { ColumnFilter } from './table-query.ts';
import { tableTotals } from './table-totals.ts';
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
      { row: 1, cells: ['exec-2', 10], span: { first: 2, last: 3 }, capture: 0 },
      { row: 2, cells: [null, 20], span: null, capture: 0 },
      { row: 3, cells: ['main', null], span: { first: 4, last: 4 }, capture: 0 },
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

  it('[ENG-17] filters by a regular expression, texts and numbers', () => {
    expect(rows([{ column: 'name', op: 'regex', pattern: String.raw`^EXEC-\d$` }])).toEqual([0, 1]);
    expect(rows([{ column: 'size', op: 'regex', pattern: '^[12]0$' }])).toEqual([2, 1]);
    expect(() => rows([{ column: 'name', op: 'regex', pattern: '(a' }])).toThrow(BadQuery);
  });

  it('[ENG-18] stops a regular expression that costs too much', () => {
    let seed = 7;
    const noise = (): string => Array.from({ length: 1000 }, () => 'ab'[((seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) >>> 24) & 1]).join('');
    const long = new QueriedTable({ ...table, rowCount: 400, columns: { name: textColumn(400, noise) } }, [{ ...column, id: 'name', type: 'text' }]);
    expect(() => long.window({ sort: [], filters: [{ column: 'name', op: 'regex', pattern: '(a|b)*a(a|b){18}[c-d]' }], search: '' }, 0, 1)).toThrow(BadQuery);
  });

  it('[ENG-19] keeps the rows chosen by number, with the filters', () => {
    expect(queried.window({ sort: [], filters: [{ column: 'name', op: 'contains', text: 'exec' }], search: '', only: [1, 3, 4] }, 0, 9).rows.map(({ row }) => row)).toEqual([1, 4]);
  });

  it('[ENG-26] names the rows that hold lines of the evidence', () => {
    const lines = { ...queried.table, rowCount: 4, firstLine: Uint32Array.of(5, 10, 0, 21), lastLine: Uint32Array.of(8, 10, 0, 40) };
    expect(rowsAtLines(lines, [10, 40, 7, 41, 9])).toEqual([0, 1, 3]);
    expect(rowsAtLines(lines, [20, 4, 9])).toEqual([]);
    expect(rowsAtLines(lines, [])).toEqual([]);
  });

  it('[ENG-20] sums the rows at some places, leaving out what says nothing', () => {
    const query = { sort: [{ column: 'size', descending: true }], filters: [], search: '' };
    expect(tableTotals(queried, query, [{ first: 0, last: 1 }, { first: 4, last: 99 }])).toEqual({ rows: 3, columns: [{ column: 'size', count: 2, sum: 50, min: 20, max: 30 }] });
    expect(tableTotals(queried, query, [])).toEqual({ rows: 0, columns: [{ column: 'size', count: 0, sum: 0, min: null, max: null }] });
  });

  it('[ENG-21] finds the next and the previous row, going round', () => {
    const query = { sort: [], filters: [], search: '' };
    const find = (from: number, backwards = false, text = 'EXEC', match: 'contains' | 'prefix' = 'contains') => findRow(queried, query, { column: null, text, match, from, backwards });
    expect(find(-1)).toEqual({ place: 0, row: 0, matches: 3, number: 1 });
    expect(find(1)).toMatchObject({ place: 4, number: 3 });
    expect(find(4)).toMatchObject({ place: 0, number: 1 });
    expect(find(1, true)).toMatchObject({ place: 0, number: 1 });
    expect(find(0, true)).toMatchObject({ place: 4, number: 3 });
    expect(find(-1, false, 'ai', 'prefix')).toMatchObject({ place: null, matches: 0 });
    expect(findRow(queried, query, { column: 'size', text: '3', match: 'prefix', from: -1, backwards: false })).toMatchObject({ place: 0 });
    expect(placeOfRow(queried, { ...query, sort: [{ column: 'size', descending: true }] }, 4)).toBe(3);
    expect(placeOfRow(queried, { ...query, search: 'exec' }, 3)).toBeNull();
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
