import type { ReactNode } from 'react';
import type { TableShape } from '../../../shared/engine/table-query.ts';
import type { DataTableProps, TableRow } from './table-source.ts';
import type { QueryStart } from './use-table-query.ts';

export interface GridProps extends DataTableProps {
  readonly shape: TableShape;
  readonly start: QueryStart;
  /** Takes the rows together by a column; null where they are groups already. */
  readonly onGroup: ((column: string, now: QueryStart) => void) | null;
  /** Enter or double-click on a row, with the whole row. */
  readonly onOpenRow: (row: TableRow) => void;
  /** Stands before the filter box. */
  readonly lead?: ReactNode;
}
