import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { TableQuery } from '../../../shared/engine/table-query.ts';
import type { RowLoader, RowsSnapshot } from './row-loader.ts';
import { NO_SELECTION, selectOne, type RowSelection } from './row-selection.ts';
import type { DataTableProps, TableSource } from './table-source.ts';

export interface GridSelection {
  readonly selection: RowSelection;
  readonly select: (selection: RowSelection) => void;
  /** The place the owner's choice was found at, to be shown; a new object for each choice. */
  readonly found: { readonly index: number } | null;
}

/** A row to be picked again. Only one that the owner chose is gone to wherever it is; a new filter or order must not move the view. */
interface Wanted {
  readonly row: number;
  readonly isChosen: boolean;
}

/** Asks the engine for the place of a row that is not at hand. */
function usePlace(source: TableSource, query: TableQuery, wanted: Wanted | null, isAtHand: boolean): { readonly row: number; readonly query: TableQuery; readonly place: number } | null {
  const [answer, setAnswer] = useState<{ readonly row: number; readonly query: TableQuery; readonly place: number } | null>(null);
  const row = wanted?.isChosen === true && !isAtHand ? wanted.row : null;
  useEffect(() => {
    if (row === null) return undefined;
    let isCurrent = true;
    source.place(query, row).then(
      (place) => (isCurrent && place !== null ? setAnswer({ row, query, place }) : undefined),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [source, query, row]);
  return answer;
}

/**
 * The picked rows by place. Another order or filter gives other rows those places, so only the row the owner calls selected survives it:
 * it is picked again as soon as it is at hand.
 */
export function useGridSelection(loader: RowLoader, rows: RowsSnapshot, source: TableSource, query: TableQuery, { selectedRow, onSelect }: Pick<DataTableProps, 'selectedRow' | 'onSelect'>): GridSelection {
  const [selection, setSelection] = useState<RowSelection>(NO_SELECTION);
  const [seen, setSeen] = useState({ query, selectedRow });
  const [wanted, setWanted] = useState<Wanted | null>(selectedRow === null ? null : { row: selectedRow, isChosen: true });
  const [found, setFound] = useState<GridSelection['found']>(null);
  const { active } = selection;
  const activeRow = useSyncExternalStore(loader.subscribe, () => (active === null || rows.stale ? undefined : loader.row(active)));

  if (seen.query !== query || seen.selectedRow !== selectedRow) {
    setSeen({ query, selectedRow });
    if (seen.query !== query) setSelection(NO_SELECTION);
    if (seen.query !== query || activeRow?.row !== selectedRow) setWanted(selectedRow === null ? null : { row: selectedRow, isChosen: seen.query === query });
  }
  const atHand = useSyncExternalStore(loader.subscribe, () => (wanted === null || rows.stale ? null : loader.indexOf(wanted.row)));
  const answer = usePlace(source, query, wanted, atHand !== null || rows.stale);
  const place = atHand ?? (wanted !== null && answer?.row === wanted.row && answer.query === query ? answer.place : null);
  if (place !== null) {
    setWanted(null);
    setSelection(selectOne(place));
    if (wanted?.isChosen === true) setFound({ index: place });
  }

  const told = useRef(selectedRow);
  useEffect(() => {
    if (activeRow === undefined || told.current === activeRow.row) return;
    told.current = activeRow.row;
    if (activeRow.row !== selectedRow) onSelect(activeRow);
  }, [activeRow, selectedRow, onSelect]);

  const select = useCallback((next: RowSelection) => {
    setSelection(next);
    setWanted(null);
  }, []);
  return { selection, select, found };
}
