import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnSpec } from '../artifacts/table-view.ts';
import type { ColumnTable } from '../base/column-table.ts';
import { textColumn } from '../base/text-column-builder.ts';
import { groupRows } from './group-rows.ts';
import { rowsAsText } from './rows-as-text.ts';
import { cellAt, QueriedTable } from './table-window.ts';

interface Row {
  readonly state: string | null;
  readonly port: number | null;
  readonly bytes: number | null;
}

const plain = { header: '', look: 'plain', width: 50 } as const;
const SPECS: readonly ColumnSpec[] = [
  { ...plain, id: 'state', type: 'text', unit: 'none', header: 'State' },
  { ...plain, id: 'port', type: 'number', unit: 'id' },
  { ...plain, id: 'bytes', type: 'number', unit: 'bytes', header: 'Bytes' },
];

function tableOf(rows: readonly Row[]): ColumnTable {
  const numbers = (values: readonly (number | null)[]) => ({ type: 'number', values: Float64Array.from(values, (value) => value ?? Number.NaN) }) as const;
  return {
    rowCount: rows.length,
    columns: { state: textColumn(rows.length, (row) => rows[row]?.state ?? null), port: numbers(rows.map(({ port }) => port)), bytes: numbers(rows.map(({ bytes }) => bytes)) },
    firstLine: new Uint32Array(rows.length),
    lastLine: new Uint32Array(rows.length),
  };
}

const ROWS: readonly Row[] = [
  { state: 'ESTABLISHED', port: 80, bytes: 5 },
  { state: 'CLOSE_WAIT', port: 80, bytes: null },
  { state: 'ESTABLISHED', port: 443, bytes: 7 },
  { state: null, port: null, bytes: 2 },
  { state: 'ESTABLISHED', port: 80, bytes: 1 },
];

const rowsOf = (table: ColumnTable, columns: readonly string[]) => Array.from({ length: table.rowCount }, (_, row) => columns.map((id) => cellAt(table, id, row)));
const all = { filters: [], search: '' };

describe('grouped rows', () => {
  it('[ENG-22] counts and sums by one column, a missing value being a group', () => {
    const { table, columns } = groupRows(tableOf(ROWS), SPECS, { by: ['state'], ...all });
    expect(rowsOf(table, ['state', 'group-rows', 'bytes:sum', 'bytes:mean', 'bytes:min', 'bytes:max'])).toEqual([
      ['ESTABLISHED', 3, 13, 13 / 3, 1, 7],
      ['CLOSE_WAIT', 1, null, null, null, null],
      [null, 1, 2, 2, 2, 2],
    ]);
    expect(columns.map(({ id }) => id)).toEqual(['state', 'group-rows', 'bytes:sum', 'bytes:mean', 'bytes:min', 'bytes:max']);
    expect(columns.filter(({ hiddenAtFirst }) => hiddenAtFirst !== true).map(({ id }) => id)).toEqual(['state', 'group-rows', 'bytes:sum']);
  });

  it('[ENG-22] groups by several columns, numbers too, after filtering', () => {
    const { table } = groupRows(tableOf(ROWS), SPECS, { by: ['port', 'state'], filters: [{ column: 'state', op: 'not-in', values: [null] }], search: '' });
    expect(rowsOf(table, ['port', 'state', 'group-rows'])).toEqual([[80, 'ESTABLISHED', 2], [80, 'CLOSE_WAIT', 1], [443, 'ESTABLISHED', 1]]);
  });

  it('[ENG-19] groups only the rows chosen by number', () => {
    const { table } = groupRows(tableOf(ROWS), SPECS, { by: ['state'], ...all, only: [0] });
    expect(rowsOf(table, ['state', 'group-rows'])).toEqual([['ESTABLISHED', 1]]);
  });

  it('[ENG-22] loses no row and no byte', () => {
    const row = fc.record({ state: fc.option(fc.constantFrom('a', 'b', 'c')), port: fc.option(fc.integer({ min: 1, max: 4 })), bytes: fc.option(fc.integer({ min: 0, max: 1000 })) });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 50 }), fc.subarray(['state', 'port'], { minLength: 1 }), (rows, by) => {
        const { table } = groupRows(tableOf(rows), SPECS, { by, ...all });
        const groups = rowsOf(table, [...by, 'group-rows', 'bytes:sum']);
        const keys = groups.map((cells) => JSON.stringify(cells.slice(0, by.length)));
        expect(new Set(keys).size).toBe(keys.length);
        for (const [i, cells] of groups.entries()) {
          const members = rows.filter((one) => JSON.stringify(by.map((id) => one[id as keyof Row])) === keys[i]);
          const said = members.flatMap(({ bytes }) => (bytes === null ? [] : [bytes]));
          expect(cells.slice(by.length)).toEqual([members.length, said.length === 0 ? null : said.reduce((sum, bytes) => sum + bytes, 0)]);
        }
      }),
    );
  });

  it('[ENG-23] writes groups and rows as TSV, CSV, Markdown and JSON', () => {
    const { table, columns } = groupRows(tableOf([{ state: '=cmd()|<b>\t"x"', port: 1, bytes: 1_048_576.5 }]), SPECS, { by: ['state'], ...all });
    const queried = new QueriedTable(table, columns);
    const text = (format: 'tsv' | 'csv' | 'markdown' | 'json', headers = true): string =>
      rowsAsText(queried, { sort: [], filters: [], search: '' }, { format, headers, columns: ['state', 'bytes:sum'], ranges: null, language: 'en' }, ({ key, params }) => (key.startsWith('table.aggregate') ? `Σ ${String(params['column'])}` : key)).text;
    expect(text('tsv')).toBe("State\tΣ Bytes\n'=cmd()|<b> \"x\"\t1048576.5");
    expect(text('csv')).toBe('State,"Σ Bytes"\r\n"\'=cmd()|<b>\t""x""",1048576.5\r\n');
    expect(text('markdown')).toBe('| State | Σ Bytes |\n| --- | ---: |\n| \\=cmd()\\|&lt;b&gt;\t"x" | 1048576.5 |\n');
    expect(text('tsv', false)).toBe("'=cmd()|<b> \"x\"\t1048576.5");
    expect(JSON.parse(text('json'))).toEqual([{ state: '=cmd()|<b>\t"x"', 'bytes:sum': 1_048_576.5 }]);
  });
});
