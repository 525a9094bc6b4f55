import type { Cell } from '../base/column-table.ts';
import type { LineSpan } from '../base/parsed.ts';
import type { ColumnSpec, SortKey } from '../artifacts/table-view.ts';
import type { ArtifactId } from '../base/ids.ts';

/** A condition on one column; all conditions of a query hold together. */
export type ColumnFilter =
  | { readonly column: string; readonly op: 'contains'; readonly text: string }
  | { readonly column: string; readonly op: 'in' | 'not-in'; readonly values: readonly Cell[] }
  | { readonly column: string; readonly op: 'range'; readonly min: number | null; readonly max: number | null };

export interface TableQuery {
  readonly sort: readonly SortKey[];
  readonly filters: readonly ColumnFilter[];
  /** Case-insensitive, over all text columns; empty = everything. */
  readonly search: string;
}

/** Which table: a view of one artifact, or a series view of two or more in time order. */
export interface TableRef {
  readonly view: string;
  readonly artifacts: readonly ArtifactId[];
}

export interface TableShape {
  readonly title: string;
  readonly columns: readonly ColumnSpec[];
  readonly sort: readonly SortKey[];
  readonly rowCount: number;
}

/** Rows `from..from+rows.length` of the sorted and filtered table. */
export interface TableWindow {
  readonly total: number;
  readonly matched: number;
  readonly from: number;
  readonly rows: readonly { readonly row: number; readonly cells: readonly Cell[]; readonly span: LineSpan | null }[];
}
