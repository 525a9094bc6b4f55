import type { Language } from '../../../shared/base/message.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import type { FindQuestion, FoundRow, PlaceRange, TableGrouping, TableQuery, TableShape, TableText, TableTotals, TableWindow, TextQuestion } from '../../../shared/engine/table-query.ts';
import type { QueryStart } from './use-table-query.ts';

/** What a person wrote on a row. */
export interface RowMark {
  readonly bookmarked: boolean;
  readonly note: string;
}

/** Bookmarks and notes on the rows of a table; rows by their number as built. */
export interface RowMarks {
  readonly all: ReadonlyMap<number, RowMark>;
  /** Null: they are shown, not changed. */
  readonly set: ((row: TableRow, mark: RowMark) => void) | null;
}

/** Something else that belongs to a row: its trend, the same row in another capture. */
export interface RelatedPlace {
  readonly id: string;
  readonly label: string;
  readonly open: () => void;
}

/** Where a table's rows come from. The table asks for windows of rows and never holds them all. */
export interface TableSource {
  /** Names the rows: another key is another table (selection, filters and scroll start anew); a new source with the same key is a refresh. */
  readonly key: string;
  shape(): Promise<TableShape>;
  window(query: TableQuery, from: number, count: number): Promise<TableWindow>;
  /** The most frequent values of a text column, most frequent first. */
  distinct(column: string, limit: number): Promise<readonly { readonly value: string | null; readonly count: number }[]>;
  totals(query: TableQuery, ranges: readonly PlaceRange[]): Promise<TableTotals>;
  find(query: TableQuery, find: FindQuestion): Promise<FoundRow>;
  /** Place of a row by its number as built; null when the filters leave it out. */
  place(query: TableQuery, row: number): Promise<number | null>;
  text(query: TableQuery, question: TextQuestion): Promise<TableText>;
  /** The same rows taken together by the values of some columns: a table of groups. */
  grouped(grouping: TableGrouping): TableSource;
}

export interface DataTableProps {
  readonly source: TableSource;
  /** Under which name widths, hidden columns, order and sort are kept; the source's key when absent. */
  readonly layoutKey?: string;
  /** Spoken name of the grid. */
  readonly label: string;
  /** Row number as the source gives it in its windows, not a place on screen. */
  readonly selectedRow: number | null;
  readonly onSelect: (row: TableRow) => void;
  /** Enter or double-click. */
  readonly onOpen: (row: TableRow) => void;
  readonly translate: Translate;
  readonly language: Language;
  /** What it begins with; all rows when absent. */
  readonly start?: QueryStart;
  /** What the selected rows come to, in words; null when fewer than two are selected. */
  readonly onSummary?: (summary: string | null) => void;
  readonly marks?: RowMarks;
  /** Where a row stands in the evidence, as text to copy; null where it stands nowhere. */
  readonly locationOf?: (row: TableRow) => string | null;
  /** Other places that belong to a row, seen from one of its columns. */
  readonly relatedTo?: (row: TableRow, column: string | null) => readonly RelatedPlace[];
}

export type TableRow = TableWindow['rows'][number];
