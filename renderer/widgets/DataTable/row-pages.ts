import type { TableWindow } from '../../../shared/engine/table-query.ts';
import type { TableRow } from './table-source.ts';

export const PAGE_ROWS = 200;
const KEPT_PAGES = 60;

/** Pages of one query's rows, the least recently used dropped first: memory stays flat however far one scrolls. */
export class RowPages {
  readonly #pages = new Map<number, readonly TableRow[]>();

  row(index: number): TableRow | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  put(window: TableWindow): void {
    const page = Math.floor(window.from / PAGE_ROWS);
    this.#pages.delete(page);
    this.#pages.set(page, window.rows);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= KEPT_PAGES) break;
      this.#pages.delete(oldest);
    }
  }

  /** Pages that rows `first..last` need and that are not here, nearest to the middle first. Marks the others as used. */
  missing(first: number, last: number): readonly number[] {
    const middle = (first + last) / 2 / PAGE_ROWS - 0.5;
    const wanted: number[] = [];
    for (let page = Math.floor(first / PAGE_ROWS); page <= Math.floor(last / PAGE_ROWS); page += 1) {
      const held = this.#pages.get(page);
      if (held === undefined) wanted.push(page);
      else {
        this.#pages.delete(page);
        this.#pages.set(page, held);
      }
    }
    return wanted.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  }

  indexOf(row: number): number | null {
    for (const [page, rows] of this.#pages) {
      const at = rows.findIndex((candidate) => candidate.row === row);
      if (at >= 0) return page * PAGE_ROWS + at;
    }
    return null;
  }

  /** Rows at hand, for measuring widths. */
  *loaded(): Generator<TableRow> {
    for (const rows of this.#pages.values()) yield* rows;
  }
}
