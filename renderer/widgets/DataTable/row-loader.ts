import type { TableQuery } from '../../../shared/engine/table-query.ts';
import { PAGE_ROWS, RowPages } from './row-pages.ts';
import type { TableRow, TableSource } from './table-source.ts';

/** What the table knows of its length and state; a new object whenever any of it changed, and the same one while only rows arrive. */
export interface RowsSnapshot {
  readonly total: number;
  /** Rows that pass the filters. */
  readonly matched: number;
  /** The rows shown belong to an earlier query while those of the present one are on their way. */
  readonly stale: boolean;
  /** Why the last read failed; null while all is well. */
  readonly failure: unknown;
}

function isSame(one: RowsSnapshot, other: RowsSnapshot): boolean {
  return one.total === other.total && one.matched === other.matched && one.stale === other.stale && one.failure === other.failure;
}

/** All that a loader needs of a source. */
type RowSource = Pick<TableSource, 'window'>;

/** Reads at once: enough to hide latency, few enough that a long scroll leaves no queue behind. */
const READS_AT_ONCE = 2;
/** Rows asked for above and below the screen, so that a scroll finds them here. */
const ROWS_AHEAD = PAGE_ROWS / 2;

/**
 * Fetches the pages that are on screen and keeps what was shown until better is here, so that nothing jumps.
 * While one scrolls fast only the place one has reached is asked for, not every place passed.
 */
export class RowLoader {
  #source: RowSource;
  #query: TableQuery;
  #shown = new RowPages();
  /** Pages of the present query before its first page came; the shown ones afterwards. */
  #arriving: RowPages;
  #wanted = { first: 0, last: PAGE_ROWS - 1 };
  #reading = new Set<number>();
  #generation = 0;
  #revision = 0;
  #snapshot: RowsSnapshot;
  readonly #listeners = new Set<() => void>();

  constructor(source: RowSource, query: TableQuery, rowCount: number) {
    this.#source = source;
    this.#query = query;
    this.#arriving = this.#shown;
    const untouched = query.filters.length === 0 && query.search === '';
    this.#snapshot = { total: rowCount, matched: untouched ? rowCount : 0, stale: !untouched, failure: null };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): RowsSnapshot => this.#snapshot;

  /** Grows whenever a row on screen is another than before; rows read ahead leave it as it is. */
  readonly revision = (): number => this.#revision;

  row(index: number): TableRow | undefined {
    return this.#shown.row(index);
  }

  /** Place of a row if it is at hand; null says nothing about rows not read yet. */
  indexOf(row: number): number | null {
    return this.#shown.indexOf(row);
  }

  loaded(): Iterable<TableRow> {
    return this.#shown.loaded();
  }

  /** Another query or a refreshed source; what is shown stays until the first rows are here. */
  change(source: RowSource, query: TableQuery): void {
    if (source === this.#source && query === this.#query) return;
    const refresh = query === this.#query;
    this.#source = source;
    this.#query = query;
    if (!refresh) this.#wanted = { first: 0, last: PAGE_ROWS - 1 };
    this.#restart();
  }

  retry(): void {
    this.#restart();
  }

  /** The rows on screen; asks for what of them is not here. */
  want(first: number, last: number): void {
    this.#wanted = { first, last };
    this.#readNext();
  }

  #restart(): void {
    this.#generation += 1;
    this.#reading = new Set();
    this.#arriving = new RowPages();
    this.#publish({ ...this.#snapshot, stale: true, failure: null });
    this.#readNext();
  }

  #readNext(): void {
    if (this.#snapshot.failure !== null) return;
    for (const page of this.#arriving.missing(...this.#range())) {
      if (this.#reading.size >= READS_AT_ONCE) return;
      if (!this.#reading.has(page)) void this.#readPage(page);
    }
  }

  /** The rows to have at hand: those on screen, and around them once their table's length is known. */
  #range(): readonly [first: number, last: number] {
    const { first, last } = this.#wanted;
    const { stale, matched } = this.#snapshot;
    return stale ? [first, last] : [Math.max(0, first - ROWS_AHEAD), Math.max(last, Math.min(last + ROWS_AHEAD, matched - 1))];
  }

  #isOnScreen(page: number): boolean {
    return page * PAGE_ROWS <= this.#wanted.last && (page + 1) * PAGE_ROWS > this.#wanted.first;
  }

  async #readPage(page: number): Promise<void> {
    const generation = this.#generation;
    this.#reading.add(page);
    try {
      const window = await this.#source.window(this.#query, page * PAGE_ROWS, PAGE_ROWS);
      if (generation !== this.#generation) return;
      this.#reading.delete(page);
      this.#arriving.put({ ...window, from: page * PAGE_ROWS });
      if (this.#shown !== this.#arriving || this.#isOnScreen(page)) this.#revision += 1;
      this.#shown = this.#arriving;
      // A table that shrank must not be asked for rows beyond its end again and again.
      this.#wanted = { first: Math.min(this.#wanted.first, Math.max(0, window.matched - 1)), last: Math.min(this.#wanted.last, Math.max(0, window.matched - 1)) };
      this.#publish({ total: window.total, matched: window.matched, stale: false, failure: null });
      this.#readNext();
    } catch (failure) {
      if (generation !== this.#generation) return;
      this.#reading.delete(page);
      this.#publish({ ...this.#snapshot, failure: failure ?? new Error('unknown') });
    }
  }

  #publish(snapshot: RowsSnapshot): void {
    if (!isSame(snapshot, this.#snapshot)) this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener();
  }
}
