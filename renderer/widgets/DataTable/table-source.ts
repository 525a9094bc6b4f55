import type { LineSpan } from '../../../shared/base/parsed.ts';
import type { Language } from '../../../shared/base/message.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import type { TableQuery, TableShape, TableWindow } from '../../../shared/engine/table-query.ts';

/** Where a table's rows come from. The table asks for windows of rows and never holds them all. */
export interface TableSource {
  /** Names the rows: another key is another table (selection, filters and scroll start anew); a new source with the same key is a refresh. */
  readonly key: string;
  shape(): Promise<TableShape>;
  window(query: TableQuery, from: number, count: number): Promise<TableWindow>;
  /** The most frequent values of a text column, most frequent first. */
  distinct(column: string, limit: number): Promise<readonly { readonly value: string | null; readonly count: number }[]>;
}

export interface DataTableProps {
  readonly source: TableSource;
  /** Under which name widths, hidden columns, order and sort are kept; the source's key when absent. */
  readonly layoutKey?: string;
  /** Spoken name of the grid. */
  readonly label: string;
  /** Row number as the source gives it in its windows, not a place on screen. */
  readonly selectedRow: number | null;
  readonly onSelect: (row: number, span: LineSpan | null) => void;
  /** Enter or double-click. */
  readonly onOpen: (row: number, span: LineSpan | null) => void;
  readonly translate: Translate;
  readonly language: Language;
  readonly initialSearch?: string;
}

export type TableRow = TableWindow['rows'][number];
