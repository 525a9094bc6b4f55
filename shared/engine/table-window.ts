import type { Cell, ColumnTable } from '../base/column-table.ts';
import type { ColumnSpec } from '../artifacts/table-view.ts';
import { filterRows, type RowMask } from './filter-rows.ts';
import { RecentMap } from './recent-map.ts';
import { sortRows, TextRanker } from './sort-rows.ts';
import type { TableQuery, TableWindow } from './table-query.ts';

/** A built table with what earlier questions about it cost. */
export class QueriedTable {
  readonly table: ColumnTable;
  readonly columns: readonly ColumnSpec[];
  /** The columns that a search looks into: numbers drawn as a line are none. */
  readonly searched: ColumnTable;
  readonly #ranker = new TextRanker();
  readonly #orders = new RecentMap<Uint32Array>(6);
  readonly #matches = new RecentMap<Uint32Array>(4);

  constructor(table: ColumnTable, columns: readonly ColumnSpec[]) {
    this.table = table;
    this.columns = columns;
    const drawn = new Set(columns.filter(({ look }) => look === 'sparkline').map(({ id }) => id));
    this.searched = drawn.size === 0 ? table : { ...table, columns: Object.fromEntries(Object.entries(table.columns).filter(([id]) => !drawn.has(id))) };
  }

  window(query: TableQuery, from: number, count: number): TableWindow {
    const matched = this.#matchedRows(query);
    const total = this.table.rowCount;
    const rows = Array.from(matched ? matched.subarray(from, from + count) : naturalRows(from, count, total), (row) => ({
      row,
      cells: this.columns.map(({ id }) => cellAt(this.table, id, row)),
      span: spanAt(this.table, row),
      capture: this.table.lineCapture?.[row] ?? 0,
    }));
    return { total, matched: matched ? matched.length : total, from, rows };
  }

  /** Rows as built that match, in sorted order. */
  places(query: TableQuery): RowPlaces {
    const matched = this.#matchedRows(query);
    return matched ? { count: matched.length, rowAt: (place) => matched[place] as number } : { count: this.table.rowCount, rowAt: (place) => place };
  }

  /** Rows that match, in sorted order; null for all rows as they were built. */
  #matchedRows({ sort, filters, search, only }: TableQuery): Uint32Array | null {
    const isWhole = filters.length === 0 && search === '' && only === undefined;
    if (sort.length === 0 && isWhole) return null;
    const ordered = (): Uint32Array => this.#orders.getOrMake(JSON.stringify(sort), () => sortRows(this.table, sort, this.#ranker));
    if (isWhole) return ordered();
    return this.#matches.getOrMake(JSON.stringify([sort, filters, search, only]), () => keepMatching(ordered(), filterRows(this.table, { filters, search, only }, this.searched)));
  }
}

/** The rows of a query by their place. */
export interface RowPlaces {
  readonly count: number;
  readonly rowAt: (place: number) => number;
}

function keepMatching(order: Uint32Array, mask: RowMask): Uint32Array {
  if (!mask) return order;
  const kept = new Uint32Array(order.length);
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i] as number;
    if (mask[row] === 1) kept[count++] = row;
  }
  return kept.slice(0, count);
}

function naturalRows(from: number, count: number, total: number): readonly number[] {
  const length = Math.max(0, Math.min(count, total - from));
  return Array.from({ length }, (_, i) => from + i);
}

/** A cell as it crosses to a door; null where the source did not say. */
export function cellAt(table: ColumnTable, id: string, row: number): Cell {
  const column = Object.hasOwn(table.columns, id) ? table.columns[id] : undefined;
  if (!column) return null;
  if (column.type === 'text') return column.dictionary[(column.codes[row] ?? 0) - 1] ?? null;
  const value = column.values[row] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}

function spanAt(table: ColumnTable, row: number): { readonly first: number; readonly last: number } | null {
  const first = table.firstLine[row] ?? 0;
  return first === 0 ? null : { first, last: table.lastLine[row] ?? first };
}

