import type { Column, ColumnTable, NumberColumn } from '../base/column-table.ts';
import type { Aggregate, ColumnSpec } from '../artifacts/table-view.ts';
import type { Unit } from '../base/units.ts';
import { filterRows } from './filter-rows.ts';
import type { TableGrouping } from './table-query.ts';
import { UnknownReference } from './unknown-reference.ts';

/** Id of the column that counts the rows of a group. */
export const GROUP_ROWS = 'group-rows';
const AGGREGATES: readonly Aggregate[] = ['sum', 'mean', 'min', 'max'];

export interface GroupedTable {
  readonly table: ColumnTable;
  readonly columns: readonly ColumnSpec[];
}

/** One row for each combination of values: how many rows have it, and what their numbers come to. Rows without a value are a group of their own. */
export function groupRows(table: ColumnTable, specs: readonly ColumnSpec[], { by, filters, search, only }: TableGrouping): GroupedTable {
  const keys = by.map((id) => {
    const spec = specs.find((candidate) => candidate.id === id);
    const column = Object.hasOwn(table.columns, id) ? table.columns[id] : undefined;
    if (!column || !spec) throw new UnknownReference('column', id);
    return { spec, column };
  });
  const { groupOf, firstRow } = assignGroups(table, keys.map(({ column }) => column), filterRows(table, { filters, search, only }));
  const count = firstRow.length;
  const columns: Record<string, Column> = {};
  for (const { spec, column } of keys) columns[spec.id] = pick(column, firstRow);
  const rows = new Float64Array(count);
  for (let row = 0; row < groupOf.length; row++) if ((groupOf[row] as number) < count) rows[groupOf[row] as number] = (rows[groupOf[row] as number] as number) + 1;
  columns[GROUP_ROWS] = { type: 'number', values: rows };
  const measured = specs.filter((spec) => !by.includes(spec.id) && spec.type === 'number' && spec.unit !== 'id' && spec.unit !== 'line');
  for (const { id } of measured) {
    const column = table.columns[id];
    if (column?.type === 'number') for (const [aggregate, values] of aggregates(column, groupOf, count)) columns[`${id}:${aggregate}`] = { type: 'number', values };
  }
  const noLines = new Uint32Array(count);
  return {
    table: { rowCount: count, columns, firstLine: noLines, lastLine: noLines },
    columns: [...keys.map(({ spec }) => ({ ...spec, hiddenAtFirst: false })), { id: GROUP_ROWS, header: 'table.group.rows', type: 'number', unit: 'count', look: 'plain', width: 80 }, ...measured.flatMap(aggregateSpecs)],
  };
}

/** `groupOf` of a row that is filtered out is a number beyond the groups. */
function assignGroups(table: ColumnTable, keys: readonly Column[], mask: Uint8Array | null): { readonly groupOf: Uint32Array; readonly firstRow: readonly number[] } {
  const groupOf = new Uint32Array(table.rowCount);
  let firstRow: number[] = [];
  for (const [nth, column] of keys.entries()) {
    const codes = codesOf(column);
    const known = new Map<number, number>();
    firstRow = [];
    for (let row = 0; row < groupOf.length; row++) {
      if (mask && mask[row] === 0) continue;
      const key = (nth === 0 ? 0 : (groupOf[row] as number)) * (codes.count + 1) + (codes.values[row] as number);
      let group = known.get(key);
      if (group === undefined) {
        group = firstRow.push(row) - 1;
        known.set(key, group);
      }
      groupOf[row] = group;
    }
  }
  if (mask) for (let row = 0; row < groupOf.length; row++) if (mask[row] === 0) groupOf[row] = 0xffffffff;
  return { groupOf, firstRow };
}

/** Small whole numbers that stand for the values; equal values share one. */
function codesOf(column: Column): { readonly values: Uint32Array; readonly count: number } {
  if (column.type === 'text') return { values: column.codes, count: column.dictionary.length };
  const codes = new Map<number, number>();
  const values = new Uint32Array(column.values.length);
  for (let row = 0; row < values.length; row++) {
    const value = column.values[row] as number;
    if (value !== value) continue;
    const code = codes.get(value) ?? codes.size + 1;
    codes.set(value, code);
    values[row] = code;
  }
  return { values, count: codes.size };
}

function pick(column: Column, rows: readonly number[]): Column {
  return column.type === 'text'
    ? { type: 'text', codes: Uint32Array.from(rows, (row) => column.codes[row] as number), dictionary: column.dictionary }
    : { type: 'number', values: Float64Array.from(rows, (row) => column.values[row] as number) };
}

/** NaN for groups in which no row says anything. */
function aggregates({ values }: NumberColumn, groupOf: Uint32Array, count: number): readonly (readonly [Aggregate, Float64Array])[] {
  const [said, sum, min, max] = [new Float64Array(count), new Float64Array(count), new Float64Array(count).fill(Infinity), new Float64Array(count).fill(-Infinity)];
  for (let row = 0; row < values.length; row++) {
    const group = groupOf[row] as number;
    const value = values[row] as number;
    if (group >= count || value !== value) continue;
    said[group] = (said[group] as number) + 1;
    sum[group] = (sum[group] as number) + value;
    if (value < (min[group] as number)) min[group] = value;
    if (value > (max[group] as number)) max[group] = value;
  }
  const ifSaid = (made: Float64Array): Float64Array => made.map((value, group) => (said[group] === 0 ? Number.NaN : value));
  return [['sum', ifSaid(sum)], ['mean', sum.map((value, group) => value / (said[group] as number))], ['min', ifSaid(min)], ['max', ifSaid(max)]];
}

/** Shown at first: the sum of amounts, and the mean of what does not add up. */
function aggregateSpecs(spec: ColumnSpec): readonly ColumnSpec[] {
  const first: Aggregate = addsUp(spec.unit) ? 'sum' : 'mean';
  return AGGREGATES.map((aggregate) => ({ ...spec, id: `${spec.id}:${aggregate}`, aggregate, width: Math.max(96, spec.width), hiddenAtFirst: aggregate !== first || spec.hiddenAtFirst === true }));
}

function addsUp(unit: Unit): boolean {
  return unit === 'count' || unit === 'bytes' || unit === 'milliseconds';
}
