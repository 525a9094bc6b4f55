import { useCallback, useEffect, useRef, useState } from 'react';
import type { TableQuery } from '../../../shared/engine/table-query.ts';
import type { RowLoader, RowsSnapshot } from './row-loader.ts';
import { NO_SELECTION, selectOne, type RowSelection } from './row-selection.ts';
import type { DataTableProps } from './table-source.ts';

export interface GridSelection {
  readonly selection: RowSelection;
  readonly select: (selection: RowSelection) => void;
  /** The place the owner's choice was found at, to be shown; a new object for each choice. */
  readonly found: { readonly index: number } | null;
}

/**
 * The picked rows by place. Another order or filter gives other rows those places, so only the row the owner calls selected survives it:
 * it is picked again as soon as it is at hand.
 */
export function useGridSelection(loader: RowLoader, rows: RowsSnapshot, query: TableQuery, { selectedRow, onSelect }: Pick<DataTableProps, 'selectedRow' | 'onSelect'>): GridSelection {
  const [selection, setSelection] = useState<RowSelection>(NO_SELECTION);
  const [seen, setSeen] = useState({ query, selectedRow });
  const [wanted, setWanted] = useState(selectedRow);
  const [found, setFound] = useState<GridSelection['found']>(null);
  const { active } = selection;
  const activeRow = active === null || rows.stale ? undefined : loader.row(active);

  if (seen.query !== query || seen.selectedRow !== selectedRow) {
    setSeen({ query, selectedRow });
    if (seen.query !== query) setSelection(NO_SELECTION);
    if (seen.query !== query || activeRow?.row !== selectedRow) setWanted(selectedRow);
  }
  const place = wanted === null || rows.stale ? null : loader.indexOf(wanted);
  if (place !== null) {
    setWanted(null);
    setSelection(selectOne(place));
    if (seen.query === query) setFound({ index: place });
  }

  const told = useRef(selectedRow);
  useEffect(() => {
    if (activeRow === undefined || told.current === activeRow.row) return;
    told.current = activeRow.row;
    if (activeRow.row !== selectedRow) onSelect(activeRow.row, activeRow.span);
  }, [activeRow, selectedRow, onSelect]);

  const select = useCallback((next: RowSelection) => {
    setSelection(next);
    setWanted(null);
  }, []);
  return { selection, select, found };
}
