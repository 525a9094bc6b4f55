import { describe, expect, it } from 'vitest';
import { sparklineColumn, sparklineValues } from './sparkline-column.ts';

describe('sparkline columns', () => {
  it('[SERIES-03] keep the numbers of every capture, gaps included', () => {
    const rows = [[1, 2.5, Number.NaN], [Number.NaN, Number.NaN, Number.NaN], [0, -3, 7]];
    const { codes, dictionary } = sparklineColumn(3, (row) => rows[row] ?? []);
    const cells = Array.from(codes, (code) => dictionary[code - 1] ?? null);
    expect(cells).toEqual(['1 2.5 -', null, '0 -3 7']);
    expect(cells.map((cell) => cell && sparklineValues(cell))).toEqual([[1, 2.5, null], null, [0, -3, 7]]);
  });
});
