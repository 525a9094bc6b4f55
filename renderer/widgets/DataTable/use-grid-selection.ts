import { useCallback, useEffect, useRef, useState } from 'react';
import type { TableQuery } from '../../../shared/engine/table-query.ts';
import type { RowLoader, RowsSnapshot } from './row-loader.ts';
import { NO_SELECTION, type RowSelection } from './row-selection.ts';
import type { DataTableProps } from './table-source.ts';

export interface GridSelection {
  readonly selection: RowSelection;
  readonly select: (selection: RowSelection) => void;
}

/**
 * The picked rows by place. Another order or filter gives other rows those places, so only the row the owner calls selected survives it:
 * it is picked again as soon as it is at hand.
 */
export function useGridSelection(loader: RowLoader, rows: RowsSnapshot, query: TableQuery, { selectedRow, onSelect }: Pick<DataTableProps, 'selectedRow' | 'onSelect'>): GridSelection {
  const [selection, setSelection] = useState<RowSelection>(NO_SELECTION);
  const told = useRef<number | null>(selectedRow);
  const [forQuery, setForQuery] = useState(query);
  if (forQuery !== query) {
    setForQuery(query);
    setSelection(NO_SELECTION);
  }

  const active = selection.active;
  useEffect(() => {
    if (active === null || rows.stale) return;
    const row = loader.row(active);
    if (row === undefined || told.current === row.row) return;
    told.current = row.row;
    onSelect(row.row, row.span);
  }, [active, loader, rows, onSelect]);

  useEffect(() => {
    if (rows.stale || selectedRow === null) return;
    const isThere = active !== null && loader.row(active)?.row === selectedRow;
    if (isThere || (active !== null && told.current === selectedRow)) return;
    told.current = selectedRow;
    const index = loader.indexOf(selectedRow);
    if (index !== null) setSelection({ active: index, anchor: index, ranges: [{ first: index, last: index }] });
  }, [selectedRow, active, loader, rows]);

  const select = useCallback((next: RowSelection) => {
    setSelection(next);
  }, []);
  return { selection, select };
}
