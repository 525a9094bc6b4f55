import type { Cell } from '../base/column-table.ts';
import type { Language } from '../base/message.ts';
import type { LineSpan } from '../base/parsed.ts';
import type { ColumnSpec, SortKey } from '../artifacts/table-view.ts';
import type { ArtifactId } from '../base/ids.ts';

/** A condition on one column; all conditions of a query hold together. */
export type ColumnFilter =
  | { readonly column: string; readonly op: 'contains'; readonly text: string }
  /** A regular expression without look-around and back-references, without regard to case; see ENG-17. */
  | { readonly column: string; readonly op: 'regex'; readonly pattern: string }
  | { readonly column: string; readonly op: 'in' | 'not-in'; readonly values: readonly Cell[] }
  | { readonly column: string; readonly op: 'range'; readonly min: number | null; readonly max: number | null };

export interface TableQuery {
  readonly sort: readonly SortKey[];
  readonly filters: readonly ColumnFilter[];
  /** Case-insensitive, over all text columns; empty = everything. */
  readonly search: string;
  /** Rows as built that may stay, such as bookmarked ones or those of a finding; absent = all. */
  readonly only?: readonly number[] | undefined;
}

/** Rows taken together by the values of some columns, after filtering. */
export interface TableGrouping {
  readonly by: readonly string[];
  readonly filters: readonly ColumnFilter[];
  readonly search: string;
  readonly only?: readonly number[] | undefined;
}

/** Which table: a view of one artifact, or a series view of two or more in time order. */
export interface TableRef {
  readonly view: string;
  readonly artifacts: readonly ArtifactId[];
  /** Asks for the groups of that table instead of its rows: one row for each, with counts and aggregates. */
  readonly group?: TableGrouping | undefined;
}

export interface TableShape {
  readonly title: string;
  readonly columns: readonly ColumnSpec[];
  readonly sort: readonly SortKey[];
  readonly rowCount: number;
}

/** Places in the sorted and filtered table, both inclusive. */
export interface PlaceRange {
  readonly first: number;
  readonly last: number;
}

/** What the numbers of some rows come to, for each number column. Rows that say nothing are left out; null when none says anything. */
export interface ColumnTotal {
  readonly column: string;
  readonly count: number;
  readonly sum: number;
  readonly min: number | null;
  readonly max: number | null;
}

export interface TableTotals {
  readonly rows: number;
  readonly columns: readonly ColumnTotal[];
}

/** Looks for a text beyond a place, going round at the end. */
export interface FindQuestion {
  /** null = any text column. */
  readonly column: string | null;
  readonly text: string;
  readonly match: 'contains' | 'prefix';
  /** Place to start behind; -1 = before the first row. */
  readonly from: number;
  readonly backwards: boolean;
}

export interface FoundRow {
  /** null when no row matches. */
  readonly place: number | null;
  /** Row as built; null when no row matches. */
  readonly row: number | null;
  readonly matches: number;
  /** Which of the matches it is, from 1. */
  readonly number: number;
}

export type TextFormat = 'tsv' | 'csv' | 'markdown' | 'json';

export interface TextQuestion {
  readonly format: TextFormat;
  readonly headers: boolean;
  /** Columns from left to right. */
  readonly columns: readonly string[];
  /** null = all rows of the query. */
  readonly ranges: readonly PlaceRange[] | null;
  readonly language: Language;
}

export interface TableText {
  readonly text: string;
  readonly rows: number;
  /** Rows asked for; more than `rows` when the text was cut at its limit. */
  readonly asked: number;
}

/** Rows `from..from+rows.length` of the sorted and filtered table. */
export interface TableWindow {
  readonly total: number;
  readonly matched: number;
  readonly from: number;
  /** `capture`: the place, among the artifacts asked for, of the one that `span` is in. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly Cell[]; readonly span: LineSpan | null; readonly capture: number }[];
}
